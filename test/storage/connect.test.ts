import { createServer, connect as dial, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type ConnectOptions, connectDatabase } from '../../src/storage/connect.ts';
import {
  DatabaseUnavailable,
  DatabaseUnsuitable,
  isDatabaseUnavailable,
  mapDatabaseError,
  mappingDatabaseErrors,
} from '../../src/storage/database-errors.ts';
import { useDatabase } from '../support/database.ts';

const own = useDatabase();

async function connect(options: Partial<ConnectOptions> = {}) {
  const database = await connectDatabase({
    url: own.databaseUrl,
    poolSize: 2,
    applicationName: 'connect-test',
    ...options,
  });
  onTestFinished(() => database.close());
  return database;
}

afterEach(async () => {
  await own.pool.query(`ALTER DATABASE ${databaseName()} RESET ALL`);
});

test('every connection is in UTC, whatever the server, the database and the URL say', async () => {
  await own.pool.query(`ALTER DATABASE ${databaseName()} SET TimeZone = 'Asia/Shanghai'`);
  const url = `${own.databaseUrl}&options=${encodeURIComponent('-c TimeZone=America/New_York -c work_mem=5MB')}`;
  const { pool, prisma } = await connect({ url });
  const { rows } = await pool.query(
    "SELECT current_setting('TimeZone') AS zone, current_setting('work_mem') AS memory",
  );
  expect(rows).toEqual([{ zone: 'UTC', memory: '5MB' }]);
  expect(await prisma.$queryRaw`SELECT current_setting('TimeZone') AS zone`).toEqual([{ zone: 'UTC' }]);
});

test('a server that comes up in another zone all the same is refused', async () => {
  // As a pooler does that drops the startup option.
  const url = await dropStartupOptions();
  await own.pool.query(`ALTER DATABASE ${databaseName()} SET TimeZone = 'Asia/Shanghai'`);
  const refusal = await connectDatabase({ url, poolSize: 1, applicationName: 'x' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatabaseUnsuitable);
  expect(refusal).toMatchObject({ message: expect.stringContaining('Asia/Shanghai') });
});

test('the pool is one: what prisma begins, the pool sees, and its size bounds both', async () => {
  const { pool, prisma } = await connect();
  expect(await connections()).toBe(1);
  const viaPrisma = Array.from({ length: 10 }, () => prisma.$queryRaw`SELECT 1 FROM pg_sleep(0.01)`);
  const viaPool = Array.from({ length: 10 }, () => pool.query('SELECT pg_sleep(0.01)'));
  await Promise.all([...viaPrisma, ...viaPool]);
  expect(await connections()).toBe(2);
});

test('statements of prisma are prepared once a connection', async () => {
  const { pool, prisma } = await connect({ poolSize: 1 });
  for (const n of [1, 2, 3]) await prisma.$queryRaw`SELECT ${n}::int AS n`;
  const { rows } = await pool.query("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%AS n'");
  expect(rows).toHaveLength(1);
});

test('statements that vary without end do not fill the server', async () => {
  const { pool, prisma } = await connect({ poolSize: 1 });
  for (let n = 0; n < 600; n++) await prisma.$queryRawUnsafe(`SELECT ${n} AS n`);
  const { rows } = await pool.query('SELECT count(*)::int FROM pg_prepared_statements');
  expect(rows).toEqual([{ count: 500 }]);
});

test('a statement that takes too long is ended by the server', async () => {
  const { pool } = await connect({ statementTimeoutMs: 50 });
  await expect(pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
});

test('a transaction in which nothing happens is ended, and lets others at its rows', async () => {
  const { pool, prisma } = await connect({ idleTransactionMs: 100 });
  await pool.query('CREATE TABLE IF NOT EXISTS held (id int PRIMARY KEY)');
  onTestFinished(() => pool.query('DROP TABLE held').then(() => undefined));
  const frozen = prisma.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO held VALUES (1)`;
    // Whoever waits for the row goes on as soon as the server has ended this transaction.
    await pool.query('INSERT INTO held VALUES (1)');
    await tx.$queryRaw`SELECT 1`;
  });
  const error = await frozen.catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await pool.query('SELECT * FROM held')).toMatchObject({ rows: [{ id: 1 }] });
});

test('an address where nobody answers is DatabaseUnavailable, soon', async () => {
  const nobody = own.databaseUrl.replace(/host=[^&]*/, 'host=/tmp/huiyin-nobody');
  const options = { poolSize: 1, applicationName: 'x' };
  await expect(connectDatabase({ ...options, url: nobody })).rejects.toThrow(DatabaseUnavailable);
  await expect(connectDatabase({ ...options, url: 'postgresql://x:y@127.0.0.1:1/z' })).rejects.toThrow(/ECONNREFUSED/);
  const silentPort = await listen(() => undefined);
  const url = `postgresql://x:y@127.0.0.1:${silentPort}/z`;
  await expect(connectDatabase({ ...options, url, connectTimeoutMs: 100 })).rejects.toThrow(DatabaseUnavailable);
});

test('a wrong address or password is not mistaken for an outage, and no message shows the password', async () => {
  const options = { poolSize: 1, applicationName: 'x' };
  const malformed = await connectDatabase({ ...options, url: 'secret-without-scheme' }).catch((error: Error) => error);
  expect(malformed).toBeInstanceOf(DatabaseUnsuitable);
  expect(malformed).toMatchObject({ message: expect.not.stringContaining('secret') });
  const wrong = new URL(own.databaseUrl);
  wrong.password = 'guessed';
  const refused = await connectDatabase({ ...options, url: wrong.toString() }).catch((error: Error) => error);
  expect(refused).toMatchObject({ code: '28P01' });
  expect(isDatabaseUnavailable(refused)).toBe(false);
});

test('connections killed in the middle are DatabaseUnavailable, through pg and through prisma; then all is well', async () => {
  const { pool, prisma } = await connect();
  const outcomeOf = (work: () => Promise<unknown>) =>
    mappingDatabaseErrors(work).then(
      () => 'finished',
      (error: unknown) => error,
    );
  const killing = async (work: () => Promise<unknown>) => {
    const outcome = outcomeOf(work);
    await vi.waitFor(async () => expect(await connections("AND query LIKE '%pg_sleep(5)'")).toBe(1));
    await killConnections();
    return outcome;
  };
  expect(await killing(() => pool.query('SELECT pg_sleep(5)'))).toBeInstanceOf(DatabaseUnavailable);
  expect(await killing(async () => prisma.$queryRaw`SELECT 1 FROM pg_sleep(5)`)).toBeInstanceOf(DatabaseUnavailable);
  const transaction = () =>
    prisma.$transaction(async (inside) => {
      await inside.$queryRaw`SELECT 1`;
      await inside.$queryRaw`SELECT 1 FROM pg_sleep(5)`;
    });
  expect(await killing(transaction)).toBeInstanceOf(DatabaseUnavailable);
  expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  // Idle connections die without anybody asking.
  await killConnections();
  await vi.waitFor(async () => expect(await outcomeOf(() => pool.query('SELECT 1'))).toBe('finished'));
  expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test('faults of a statement stay what they are', async () => {
  const { pool, prisma } = await connect();
  const ofPg = await pool.query('SELECT 1 / 0').catch((error: unknown) => error);
  expect(mapDatabaseError(ofPg)).toBe(ofPg);
  const ofPrisma = await prisma.$queryRaw`SELECT 1 / 0`.catch((error: unknown) => error);
  expect(mapDatabaseError(ofPrisma)).toBe(ofPrisma);
  expect(isDatabaseUnavailable(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }))).toBe(
    false,
  );
});

async function connections(condition = ''): Promise<number | undefined> {
  const { rows } = await own.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'connect-test' ${condition}`,
  );
  return rows[0]?.count;
}

async function killConnections(): Promise<void> {
  await own.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'connect-test'",
  );
}

function databaseName(): string {
  return new URL(own.databaseUrl).pathname.slice(1);
}

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer(onConnection);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Address of a relay that hides the wish for UTC from the server, as some poolers do. */
async function dropStartupOptions(): Promise<string> {
  const target = new URL(own.databaseUrl);
  const socketPath = `${target.searchParams.get('host')}/.s.PGSQL.5432`;
  const port = await listen((socket) => {
    const upstream = dial(socketPath);
    upstream.on('error', () => socket.destroy());
    upstream.pipe(socket);
    socket.once('data', (startup: Buffer) => {
      // Something harmless of the same length: the message says how long it is.
      upstream.write(startup.toString('latin1').replace('TimeZone=UTC', 'work_mem=1MB'), 'latin1');
      socket.pipe(upstream);
    });
  });
  target.searchParams.delete('host');
  target.host = `127.0.0.1:${port}`;
  return target.toString();
}
