import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';

/** A user of this machine that the server runs as; numbers as in /etc/passwd. */
export type Account = { name: string; uid: number; gid: number };

/** Accounts made for such work, best first; PostgreSQL itself refuses to run as root. */
const SERVICE_ACCOUNTS = ['huiyin', 'postgres', 'nobody'];

/** True when this process is root and the server therefore needs another user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Whom the server runs as when we are root: the owner of `directory` if that is an ordinary user (so that he can start
 * it himself later), else a service account. Undefined when we are not root, or when the machine has no such account.
 */
export async function chooseAccount(directory: string): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const accounts = await readAccounts();
  const { uid: ownerUid } = await stat(directory);
  if (ownerUid !== 0) {
    const owner = accounts.find(({ uid }) => uid === ownerUid);
    if (owner !== undefined) return owner;
  }
  for (const name of SERVICE_ACCOUNTS) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account !== undefined) return account;
  }
  return undefined;
}

/** The account with these numbers, with its name where the machine knows one. */
export async function accountOf(uid: number, gid: number): Promise<Account> {
  const known = (await readAccounts()).find((account) => account.uid === uid);
  return { name: known?.name ?? `uid ${uid}`, uid, gid };
}

async function readAccounts(): Promise<Account[]> {
  return parsePasswd(await readFile('/etc/passwd', 'utf8').catch(() => ''));
}

/** Accounts in the text of /etc/passwd; lines that are not of its form are passed over. */
export function parsePasswd(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/** Whether `account` can enter `directory`. Asked of the system, because mode bits alone miss ACLs and mounts. */
export async function canEnter(directory: string, account: Account | undefined): Promise<boolean> {
  const { code } = await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], account);
  return code === 0;
}

/** What a finished program left: exit code (-1 when it could not be started) and its two outputs together. */
export type RunResult = { code: number; output: string };

/** Runs a program to its end, or until `signal` ends it, as `account` or as ourselves. Never throws. */
export function run(
  file: string,
  args: string[],
  account?: Account,
  env: NodeJS.ProcessEnv = {},
  signal?: AbortSignal,
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...asAccount(account), env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = () => void child.kill();
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => {
      signal?.removeEventListener('abort', giveUp);
      resolve({ code: code ?? -1, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Spawn options that make a child run as `account`; nothing when we stay ourselves. */
export function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}
