import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { isRoot, parsePasswd } from '../../src/storage/embedded/account.ts';
import { DataDirInUse, EmbeddedVersionMismatch } from '../../src/storage/embedded/errors.ts';
import { findPostmaster } from '../../src/storage/embedded/postmaster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { makeTestDirectory } from '../support/directory.ts';

const CHILD = path.join(import.meta.dirname, '../support/embedded-child.ts');
const silent = { info: () => undefined, warn: () => undefined };

let directory: string;
let dataDir: string;

let pristine: string;

beforeAll(async () => {
  pristine = await makeTestDirectory();
  await (await startEmbeddedPostgres({ dataDir: pristine, log: silent, durable: false })).stop();
  return () => rm(pristine, { recursive: true });
});

beforeEach(async () => {
  const own = await makeTestDirectory();
  onTestFinished(() => rm(own, { recursive: true })); // the first said is the last done: after servers are stopped
  directory = own;
  dataDir = path.join(own, 'data');
});

test('keeps data across stop and start, and leaves no process and no socket', async () => {
  initialise();
  const first = await start();
  await first.ensureDatabase('huiyin');
  await first.ensureDatabase('huiyin');
  await query(first.url('huiyin'), 'CREATE TABLE kept AS SELECT 42 AS n');
  const socketDir = socketDirOf(first);
  await first.stop();
  await first.stop();
  await expect(stat(socketDir)).rejects.toThrow(/ENOENT/);
  expect(isRunning(first.pid())).toBe(false);

  const second = await start();
  expect(await query(second.url('huiyin'), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
});

test('is set up as promised: UTF-8 with builtin collation, UTC, scram, durable, no TCP, private', async () => {
  const server = await start();
  const settings = await query(
    server.url('postgres'),
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
            current_setting('listen_addresses') AS tcp, current_setting('TimeZone') AS zone,
            (SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules) AS auth,
            pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
     FROM pg_database WHERE datname = 'template1'`,
  );
  expect(settings).toEqual([
    {
      fsync: 'on',
      commit: 'on',
      tcp: '',
      zone: 'UTC',
      auth: 'scram-sha-256',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
    },
  ]);
  expect((await stat(socketDirOf(server))).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600);
  expect((await stat(path.join(dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
  const wrong = new URL(server.url('postgres'));
  wrong.password = 'guessed';
  await expect(query(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('never runs as root, and knows nothing of our environment', async () => {
  initialise();
  process.env['HUIYIN_TEST_SECRET'] = 'xoxb-secret';
  onTestFinished(() => void delete process.env['HUIYIN_TEST_SECRET']);
  const server = await start();
  const process_ = `/proc/${server.pid()}`;
  expect((await stat(process_)).uid).not.toBe(0);
  expect(await readFile(`${process_}/environ`, 'utf8')).not.toContain('xoxb-secret');
});

test('a deep DATA_DIR with spaces, quotes and Chinese works', async () => {
  const parent = directory;
  dataDir = path.join(
    parent,
    'it\'s "ours" $HOME; 回音 数据',
    ...Array.from({ length: 12 }, (_, n) => `deep-${n}-目录`),
  );
  await mkdir(dataDir, { recursive: true });
  const server = await start();
  expect(await query(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a second instance on the same DATA_DIR is refused by name, and the first goes on', async () => {
  initialise();
  const first = await start();
  const refusal = await startEmbeddedPostgres({ dataDir, log: silent }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataDirInUse);
  expect(refusal).toMatchObject({ message: expect.stringContaining(dataDir) });
  expect(await query(first.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('of several first starts at once exactly one owns the directory', async () => {
  const children = await Promise.all([startChild(), startChild(), startChild()]);
  const answers = children.map(({ answer }) => answer.refused ?? 'started');
  expect(answers.sort()).toEqual(['DataDirInUse', 'DataDirInUse', 'started']);
  expect((await findPostmaster(path.join(dataDir, 'postgres/data')))?.status).toBe('ready');
});

test('after kill -9 of the bot the next one takes over the living server at once', async () => {
  initialise();
  const bot = await startChild();
  await query(bot.answer.url ?? '', 'CREATE TABLE kept AS SELECT 42 AS n');
  await kill(bot.process);
  expect(isRunning(bot.answer.pid)).toBe(true);

  const next = await start();
  expect(next.pid()).toBe(bot.answer.pid);
  expect(next.url('huiyin')).toBe(bot.answer.url);
  expect(await query(next.url('huiyin'), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  await next.stop();
  expect(isRunning(bot.answer.pid)).toBe(false);
});

test('after kill -9 of bot and server what was committed is there', async () => {
  initialise();
  const bot = await startChild();
  await query(bot.answer.url ?? '', 'CREATE TABLE kept AS SELECT 42 AS n');
  process.kill(bot.process.pid ?? 0, 'SIGSTOP'); // or it would start the server again
  process.kill(bot.answer.pid ?? 0, 'SIGKILL');
  await kill(bot.process);

  const next = await start();
  expect(next.pid()).not.toBe(bot.answer.pid);
  expect(await query(next.url('huiyin'), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
});

test('a postmaster.pid whose number now belongs to somebody else does not stop the start', async () => {
  initialise();
  await (await start()).stop();
  const data = path.join(dataDir, 'postgres/data');
  // The same user's, or PostgreSQL itself sees that it cannot be a server of its own.
  const { uid, gid } = await stat(data);
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(isRoot() ? { uid, gid } : {}) });
  onTestFinished(() => void stranger.kill());
  const left = [stranger.pid, data, '1700000000', '5432', '/tmp/huiyin-gone', '', '   1    2', 'ready   '];
  await writeFile(path.join(data, 'postmaster.pid'), left.join('\n'));
  expect(await query((await start()).url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that crashes is started again where it was, and pools find it', async () => {
  initialise();
  const server = await start();
  const pool = new pg.Pool({ connectionString: server.url('postgres') });
  pool.on('error', () => undefined);
  onTestFinished(() => pool.end());
  await pool.query('SELECT 1');
  const crashed = server.pid();
  process.kill(crashed, 'SIGKILL');
  await vi.waitFor(() => expect(server.pid()).not.toBe(crashed), 10_000);
  await vi.waitFor(async () => expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]), 10_000);
  await expect(startEmbeddedPostgres({ dataDir, log: silent })).rejects.toThrow(DataDirInUse);
});

test('stopping right after a crash leaves nothing running', async () => {
  initialise();
  const server = await start();
  process.kill(server.pid(), 'SIGKILL');
  await server.stop();
  expect(await findPostmaster(path.join(dataDir, 'postgres/data'))).toBeUndefined();
});

test('stops within its time although a client is in the middle of a statement', async () => {
  initialise();
  const server = await start();
  const client = new pg.Client({ connectionString: server.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  const long = client.query('SELECT pg_sleep(60)').catch((error: Error) => error.message);
  const begun = performance.now();
  await server.stop();
  expect(performance.now() - begun).toBeLessThan(8_000);
  expect(await long).toMatch(/terminat/);
});

test('the terminal: signals to our process group do not reach the server', async () => {
  initialise();
  const bot = await startChild({ detached: true });
  process.kill(-(bot.process.pid ?? 0), 'SIGINT'); // what Ctrl-C does
  await once(bot.process, 'exit');
  expect((await start()).pid()).toBe(bot.answer.pid);
});

test('files of another major version are refused, with the way out, and left alone', async () => {
  initialise();
  await (await start()).stop();
  const version = path.join(dataDir, 'postgres/data/PG_VERSION');
  await writeFile(version, '17\n');
  const refusal = await startEmbeddedPostgres({ dataDir, log: silent }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EmbeddedVersionMismatch);
  expect(refusal).toMatchObject({ message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18.*backup.*restore/) });
  await writeFile(version, '18\n');
  await start();
});

test('an initdb that was killed half way is no obstacle', async () => {
  await mkdir(path.join(dataDir, 'postgres.new-dead/data'), { recursive: true });
  await start();
});

test('a DATA_DIR that was moved keeps its data', async () => {
  initialise();
  const first = await start();
  await first.ensureDatabase('moved');
  await first.stop();
  await rename(dataDir, `${dataDir}-moved`);
  dataDir = `${dataDir}-moved`;
  expect(await query((await start()).url('moved'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('where the server’s own user cannot reach DATA_DIR, data goes elsewhere, is said to, and is found again', async () => {
  await mkdir(dataDir);
  await chmod(dataDir, 0o700);
  const said: string[] = [];
  const log = { info: (message: string) => void said.push(message), warn: () => undefined };
  const first = await startEmbeddedPostgres({ dataDir, log });
  onTestFinished(() => first.stop());
  await first.ensureDatabase('huiyin');
  const elsewhere = (await readFile(path.join(dataDir, 'postgres.location'), 'utf8').catch(() => '')).trim();
  if (elsewhere !== '') onTestFinished(() => rm(elsewhere, { recursive: true }));
  // An ordinary user runs the server himself and needs no other place.
  expect(elsewhere).toMatch(isRoot() ? /^\/var\/lib\/huiyin\/data-/ : /^$/);
  expect(said.join('\n').includes('/var/lib/huiyin')).toBe(isRoot());
  await first.stop();
  const second = await start();
  expect(await query(second.url('huiyin'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('/etc/passwd is read line by line, strange lines are passed over', () => {
  expect(parsePasswd('nobody:x:65534:65533:n:/:/bin/false\n# a comment\n\n+::::::\nbroken:x:y:z\n')).toEqual([
    { name: 'nobody', uid: 65_534, gid: 65_533 },
  ]);
});

/** Gives the test a DATA_DIR in which initdb has been done: a copy is quicker than doing it again. */
function initialise(): void {
  execFileSync('cp', ['-a', pristine, dataDir]);
  chmodSync(dataDir, 0o711);
}

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: silent });
  onTestFinished(() => server.stop());
  return server;
}

type Answer = { pid?: number; url?: string; refused?: string };

/** A bot in a process of its own; killed, and its server stopped, when the test is over. */
async function startChild({ detached = false } = {}): Promise<{ process: ChildProcess; answer: Answer }> {
  const child = spawn(process.execPath, [CHILD, dataDir], { stdio: ['ignore', 'pipe', 'inherit'], detached });
  onTestFinished(async () => {
    await kill(child);
    const left = await findPostmaster(path.join(dataDir, 'postgres/data'));
    if (left === undefined) return;
    process.kill(left.pid, 'SIGQUIT');
    await rm(left.socketDir, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const answer: Answer = JSON.parse(line);
    return { process: child, answer };
  }
  throw new Error('the child ended without a word');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Whether the process lives; one that is dead and not yet buried does not. */
function isRunning(pid: number | undefined): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function socketDirOf(server: EmbeddedPostgres): string {
  return new URL(server.url('postgres')).searchParams.get('host') ?? '';
}

async function query(url: string, sql: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
