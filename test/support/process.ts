import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/*
 * The product as people start it: `node src/main.ts` in a folder of its own, with an environment of its own, so that
 * neither a developer's .env nor his SLACK_ variables take part.
 */

const ROOT = path.join(import.meta.dirname, '../..');
const POLL_MS = 20;

/** What an ended process left. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of ours; ended with the test in any case. */
export interface ProductProcess {
  readonly child: ChildProcess;
  /** Everything on standard output up to now. */
  readonly stdout: () => string;
  /** Resolves with the address in the one line that says so; rejects when the process ends first. */
  readonly started: Promise<string>;
  readonly ended: Promise<Ended>;
  /** As Ctrl-C in a terminal does it: to the whole process group. */
  pressCtrlC(): void;
}

/** A program of src/ as a command. */
export function programOf(file: string): readonly [string, ...string[]] {
  return [process.execPath, path.join(ROOT, 'src', file)];
}

/** Starts a command in `directory`; `env` is the whole environment beside PATH and HOME. */
export function startProcess(
  directory: string,
  env: Readonly<Record<string, string>>,
  [file, ...args] = programOf('main.ts'),
): ProductProcess {
  const child = spawn(file, args, {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({ code, signal, stdout, stderr }) satisfies Ended,
  );
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      const address = /^Huiyin {2}(\S+)\/ {2}/m.exec(stdout)?.[1];
      if (address !== undefined) resolve(address);
    });
    void ended.then((left) => reject(new Error(`it ended before it was started: ${JSON.stringify(left)}`)));
  });
  // Whoever does not wait for the start may still wait for the end.
  started.catch(() => undefined);
  return {
    child,
    stdout: () => stdout,
    started,
    ended,
    pressCtrlC: () => void process.kill(-Number(child.pid), 'SIGINT'),
  };
}

/** Waits until `/readyz` answers with this status. */
export async function readyz(address: string, status: 200 | 503): Promise<void> {
  for (;;) {
    const answer = await fetch(`${address}/readyz`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === status) return;
    await pause(POLL_MS);
  }
}

/** Types `text` in the playground's channel `support` as 小周, and returns the answer. */
export async function type(address: string, text: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${address}/playground/deeds`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body: typed(text),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The body of a request that types `text`. */
export function typed(text: string): string {
  return JSON.stringify({
    id: randomUUID(),
    as: 'zhou',
    where: 'support',
    locale: 'zh-CN',
    what: { type: 'text', text },
  });
}

/** A stream of the playground's changes: `text` is what came, `ended` resolves when the server ends it. */
export async function openStream(address: string): Promise<{ text: () => string; ended: Promise<void> }> {
  const answer = await fetch(`${address}/playground/stream`);
  const { promise: synced, resolve } = Promise.withResolvers<void>();
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('event: synced')) resolve();
    }
  })();
  await Promise.race([synced, ended]);
  return { text: () => text, ended };
}

/** Ids of all processes that stand somewhere in `dataDir`: the server and everything it started. */
export async function postgresIn(dataDir: string): Promise<number[]> {
  await mkdir(dataDir, { recursive: true });
  const root = await realpath(dataDir);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, i) => places[i]?.startsWith(`${root}/`));
}

/** The server's own process in `dataDir`, once there is one. */
export async function postmasterOf(dataDir: string): Promise<number> {
  for (;;) {
    const text = await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    if (Number.isInteger(pid) && pid > 0) return pid;
    await pause(POLL_MS);
  }
}
