import { spawn } from 'node:child_process';
import { open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asAccount, run } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedStartFailed } from './errors.ts';
import { type Home, socketDirectory } from './home.ts';

/** A server process that lives on a data directory, as its postmaster.pid tells. */
export type Postmaster = { pid: number; socketDir: string; status: 'starting' | 'ready' | 'stopping' };

/** The server's log is put aside (one generation) at start when larger than this. */
const LOG_LIMIT_BYTES = 10_000_000;

/** How often postmaster.pid is looked at while waiting, in milliseconds; nothing tells of its changes. */
const POLL_MS = 15;

/** How long a dead server's processes may hold its shared memory before that counts as a failure, in milliseconds. */
const ORPHANS_LEAVE_MS = 5_000;

/** The server living on `data`, or undefined. A postmaster.pid left behind by a dead one is not believed. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostmasterOf(pid, data))) return undefined;
  const status = lines[7]?.trim();
  const known = status === 'ready' || status === 'stopping' ? status : 'starting';
  return { pid, socketDir: lines[4] ?? '', status: known };
}

/** Process ids are used again (in a container nearly always the same ones), so a living pid proves nothing alone. */
async function isPostmasterOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    // The postmaster stands in its data directory; a zombie stands nowhere.
    const standsIn = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return standsIn === (await realpath(data));
  }
  const { output } = await run('ps', ['-o', 'command=', '-p', String(pid)], undefined, { PATH: process.env['PATH'] });
  return output.includes('postgres');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Starts a server and waits until it takes connections, however long its crash recovery lasts. Returns undefined when
 * another process was quicker (that server is then the one to use). Throws EmbeddedStartFailed with its last words, also
 * when `signal` gave it up.
 */
export async function launchPostmaster(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Postmaster | undefined> {
  const giveUpAt = performance.now() + ORPHANS_LEAVE_MS;
  for (;;) {
    const attempt = await launchOnce(home, binaries, settings, signal);
    if ('pid' in attempt) return attempt;
    if ((await findPostmaster(home.data)) !== undefined) return undefined;
    const orphansLinger = attempt.lastWords.includes('shared memory block');
    if (!orphansLinger || performance.now() > giveUpAt) {
      throw new EmbeddedStartFailed(
        `PostgreSQL in ${home.data} did not start: ${attempt.lastWords || 'no reason given'}`,
      );
    }
    await pause(POLL_MS * 4);
  }
}

async function launchOnce(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Postmaster | { lastWords: string }> {
  const socketDir = await socketDirectory(home);
  await removeForeignLocks(home.data, socketDir);
  const log = await openLog(home);
  const args = Object.entries({
    ...settings,
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: a session of its own, so that Ctrl-C in our terminal does not reach the server before we have drained.
  const child = spawn(binaries.postgres, ['-D', home.data, ...args], {
    ...asAccount(home.account),
    env: binaries.env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.handle.fd, log.handle.fd],
  });
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended ??= `exit ${code ?? signal}`));
  child.unref();
  try {
    while (ended === undefined) {
      const found = await findPostmaster(home.data);
      if (found?.pid === child.pid && found?.status === 'ready') return found;
      if (signal?.aborted) child.kill('SIGINT'); // its fast shutdown, also in the middle of a recovery
      await pause(POLL_MS);
    }
    const quicker = await findPostmaster(home.data);
    if (quicker !== undefined && quicker.socketDir !== socketDir) await rm(socketDir, { recursive: true, force: true });
    const { size } = await stat(log.file);
    const { buffer } = await log.handle.read(Buffer.alloc(Math.min(size - log.startsAt, 4_000)), 0, null, log.startsAt);
    return { lastWords: buffer.toString().trim() || ended };
  } finally {
    await log.handle.close();
  }
}

async function openLog(home: Home) {
  const file = path.join(home.dataDir, 'postgres.log');
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
  return { file, handle: await open(file, 'a+', 0o600), startsAt: size > LOG_LIMIT_BYTES ? 0 : size };
}

/**
 * PostgreSQL refuses to start while the pid in a lock file is alive under the same user, whatever that process is, even
 * a zombie that nobody buries. Where it is not a server of this directory we remove the file. Processes a dead server
 * left behind are still found by their shared memory, whose key is the data directory's inode.
 */
async function removeForeignLocks(data: string, socketDir: string): Promise<void> {
  for (const file of [path.join(data, 'postmaster.pid'), path.join(socketDir, '.s.PGSQL.5432.lock')]) {
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    const isForeign = Number.isInteger(pid) && pid > 0 && isAlive(pid) && !(await isPostmasterOf(pid, data));
    if (isForeign) await rm(file, { force: true });
  }
}

/** Asks the server to stop (fast shutdown), insists after `patienceMs`, and returns when it is gone. */
export async function stopPostmaster(data: string, patienceMs: number): Promise<void> {
  const server = await findPostmaster(data);
  if (server === undefined) return;
  for (const [signal, waitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 1_000],
    ['SIGKILL', 1_000],
  ] as const) {
    if (isAlive(server.pid)) process.kill(server.pid, signal);
    if (await waitUntilGone(data, server.pid, waitMs)) return;
  }
}

/** Waits until `pid` no longer serves `data`; false when it still does after `waitMs`. */
export async function waitUntilGone(data: string, pid: number, waitMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + waitMs;
  while (await isPostmasterOf(pid, data)) {
    if (performance.now() > giveUpAt) return false;
    await pause(POLL_MS);
  }
  return true;
}
