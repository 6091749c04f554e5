import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { connectDatabase, type Database } from '../../src/storage/connect.ts';
import type { TestServer } from '../global-setup.ts';

/** A database of the test file's own, migrated. */
export type TestDatabase = Omit<Database, 'close'> & {
  /** For child processes and further pools; over the unix socket. */
  readonly databaseUrl: string;
  /** Puts the database back to what the migrations left. */
  reset(): Promise<void>;
};

/** Connections of a test file's pool. */
const POOL_SIZE = 10;

/**
 * Call at the top of a test file or `describe`. Its members can be used inside tests and hooks. Before each test it is as
 * fresh as the migrations left it, unless `freshEachTest` is false.
 */
export function useDatabase({ freshEachTest = true } = {}): TestDatabase {
  let owned: { database: Database; url: string; reset: () => Promise<void>; drop: () => Promise<void> } | undefined;
  const open = () => {
    if (owned === undefined) throw new Error('the test database is there inside tests and hooks only');
    return owned;
  };
  beforeAll(async () => {
    const { url, drop } = await createDatabase();
    const database = await connectDatabase({ url, poolSize: POOL_SIZE, applicationName: 'test' });
    owned = { database, url, drop, reset: await prepareReset(database.pool) };
  });
  beforeEach(async () => {
    if (freshEachTest) await open().reset();
  });
  afterAll(async () => {
    await owned?.database.close();
    await owned?.drop();
  });
  return {
    get prisma() {
      return open().database.prisma;
    },
    get pool() {
      return open().database.pool;
    },
    get databaseUrl() {
      return open().url;
    },
    reset: () => open().reset(),
  };
}

/** A new database; `empty` without migrations, else a copy of the migrated template. `drop` throws out who is connected. */
export async function createDatabase(
  kind: 'migrated' | 'empty' = 'migrated',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl, template } = await askForServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const source = kind === 'migrated' ? template : 'template0';
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function askForServer(): Promise<TestServer> {
  const answer: unknown = JSON.parse(await text(connect(path.join(inject('testDirectory'), 'ask'))));
  if (isTestServer(answer)) return answer;
  throw new Error(`the test database server did not start: ${JSON.stringify(answer)}`);
}

function isTestServer(answer: unknown): answer is TestServer {
  return typeof answer === 'object' && answer !== null && 'adminUrl' in answer && 'template' in answer;
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/**
 * Looks once at the fresh database and returns what brings it back. DELETE rather than TRUNCATE: on tables of a few
 * rows it is many times faster. Rows that migrations made are put back.
 */
async function prepareReset(pool: pg.Pool): Promise<() => Promise<void>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name
     FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  if (tables.length === 0) return async () => undefined;
  const { rows: seeds } = await pool.query<{ name: string; json: string }>(
    tables
      .map(
        ({ name }) =>
          `SELECT ${pg.escapeLiteral(name)} AS name, json_agg(t)::text AS json FROM ${name} t HAVING count(*) > 0`,
      )
      .join(' UNION ALL '),
  );
  const { rows: sequences } = await pool.query<{ reset: string }>(
    `SELECT format('SELECT setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename),
                   coalesce(last_value, start_value), last_value IS NOT NULL) AS reset
     FROM pg_sequences WHERE schemaname = 'public'`,
  );
  const statements = [
    // Without foreign keys and triggers: any order will do, and append-only tables let themselves be emptied.
    'SET LOCAL session_replication_role = replica',
    // A test that left a transaction open shall be named by this error, not by a timeout of the next test.
    "SET LOCAL lock_timeout = '5s'",
    ...tables.map(({ name }) => `DELETE FROM ${name}`),
    ...seeds.map(({ name, json }) => insertRows(name, json)),
    ...sequences.map(({ reset }) => reset),
  ];
  const sql = `BEGIN; ${statements.join('; ')}; COMMIT`;
  return async () => {
    const client = await pool.connect();
    try {
      await client.query(sql);
      client.release();
    } catch (error) {
      client.release(true); // its transaction is broken
      throw error;
    }
  };
}

function insertRows(table: string, json: string): string {
  return `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${pg.escapeLiteral(json)})`;
}
