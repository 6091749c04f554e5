import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DatabaseIsNewer,
  DatabaseNotOurs,
  MigrationEdited,
  MigrationFailed,
  MigrationFailedEarlier,
  migrateDatabase,
} from '../../src/storage/migrate.ts';
import { createDatabase } from '../support/database.ts';
import { makeTestDirectory } from '../support/directory.ts';

let directory: string;
let client: pg.Client;
let database: { url: string; drop: () => Promise<void> };
const migrate = () => migrateDatabase({ url: database.url, directory });

beforeEach(async () => {
  directory = await makeTestDirectory();
  database = await createDatabase('empty');
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await addMigration('20260101000000_first', 'CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);');
});

afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(directory, { recursive: true });
});

test('applies what is missing, in order of names, and nothing the second time', async () => {
  await addMigration('20260102000000_second', 'ALTER TABLE a ADD COLUMN note text;');
  expect(await migrate()).toEqual(['20260101000000_first', '20260102000000_second']);
  expect(await migrate()).toEqual([]);
  await addMigration('20260103000000_third', 'DROP TABLE a;');
  expect(await migrate()).toEqual(['20260103000000_third']);
});

test('keeps books as prisma migrate deploy does', async () => {
  await migrate();
  const { rows } = await client.query('SELECT * FROM _prisma_migrations');
  expect(rows).toMatchObject([
    {
      migration_name: '20260101000000_first',
      // sha256 of the file, taken with another tool
      checksum: 'ab6cf830dbe8b96d3cf734cfa87980f6bd230d896473b840a0d5f435b9f5e4c2',
      finished_at: expect.any(Date),
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    },
  ]);
});

test('analyses fresh tables, so that the first plans know them', async () => {
  await migrate();
  const { rows } = await client.query("SELECT reltuples FROM pg_class WHERE relname = 'a'");
  expect(rows).toEqual([{ reltuples: 1 }]);
});

test('many replicas starting together apply each migration once', async () => {
  await addMigration('20260102000000_second', 'SELECT pg_sleep(0.1); CREATE TABLE b (id int);');
  const applied = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
  expect(applied.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 2]);
});

test('a failing migration leaves nothing behind, keeps those before it and can be tried again', async () => {
  await addMigration('20260102000000_second', 'CREATE TABLE b (id int); SELECT 1 / 0;');
  await expect(migrate()).rejects.toThrow(MigrationFailed);
  await expect(migrate()).rejects.toThrow(/20260102000000_second.*division by zero/);
  expect(await tableNames()).toEqual(['_prisma_migrations', 'a']);
  await addMigration('20260102000000_second', 'CREATE TABLE b (id int);');
  expect(await migrate()).toEqual(['20260102000000_second']);
});

test('an older release refuses a database that is ahead of it', async () => {
  await addMigration('20260102000000_second', 'CREATE TABLE b (id int);');
  await migrate();
  await rm(path.join(directory, '20260102000000_second'), { recursive: true });
  await expect(migrate()).rejects.toThrow(DatabaseIsNewer);
});

test('a migration edited after it was applied is refused before anything is applied', async () => {
  await migrate();
  await appendFile(path.join(directory, '20260101000000_first', 'migration.sql'), '\n');
  await addMigration('20260102000000_second', 'CREATE TABLE b (id int);');
  await expect(migrate()).rejects.toThrow(MigrationEdited);
  expect(await tableNames()).toEqual(['_prisma_migrations', 'a']);
});

test('a migration that another tool left unfinished is refused, one it rolled back is applied', async () => {
  await migrate();
  const begun = `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', '', '20260102000000_second')`;
  await client.query(begun);
  await addMigration('20260102000000_second', 'CREATE TABLE b (id int);');
  await expect(migrate()).rejects.toThrow(MigrationFailedEarlier);
  await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'");
  expect(await migrate()).toEqual(['20260102000000_second']);
});

test("a database full of somebody else's tables is left alone", async () => {
  await client.query('CREATE TABLE theirs (id int)');
  await expect(migrate()).rejects.toThrow(DatabaseNotOurs);
  expect(await tableNames()).toEqual(['theirs']);
});

test("a server's statement_timeout does not cut a long migration short", async () => {
  await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET statement_timeout = '50ms'`);
  await addMigration('20260102000000_second', 'SELECT pg_sleep(0.2);');
  expect(await migrate()).toHaveLength(2);
});

test('a missing directory is an error, not an empty list', async () => {
  await expect(migrateDatabase({ url: database.url, directory: `${directory}/nowhere` })).rejects.toThrow(/ENOENT/);
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, 'migration.sql'), sql);
}

async function tableNames(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
