import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBackup } from '../../src/storage/backup/backup-file.ts';
import { checkBackup, restoreBackup } from '../../src/storage/backup/restore-backup.ts';
import { DERIVED_TABLES, writeBackup } from '../../src/storage/backup/write-backup.ts';
import { migrateDatabase } from '../../src/storage/migrate.ts';
import { createDatabase, useDatabase } from '../support/database.ts';
import { newTicket, startReplica } from '../support/desk.ts';
import { makeTestDirectory } from '../support/directory.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations');
/** What COPY must escape, and what a careless reader takes for the end of a table. */
const HOSTILE = ['\\.', '\\N', 'a\tb\nc\r\n\\.\nend {}', '', '🖨️ ‏עברית', `${'长'.repeat(50_000)}`];

async function textOf(url: string, beforeTable: () => Promise<unknown> = async () => undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      if (!chunk.toString().startsWith('table ')) return done();
      beforeTable().then(() => done(), done);
    },
  });
  await writeBackup({ url, out });
  return Buffer.concat(chunks);
}

/** In pieces that cut rows, marks and characters anywhere. */
async function* inPieces(text: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

/** Every row of every table, as the server itself writes them. */
async function contentsOf(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
    );
    const contents: Record<string, unknown> = {};
    for (const { name } of tables.filter((table) => !DERIVED_TABLES.includes(table.name))) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
      contents[name] = rows.map(({ row }) => row);
    }
    return contents;
  } finally {
    await client.end();
  }
}

describe('a backup of a desk at work', () => {
  const database = useDatabase();
  let empty: { url: string; drop: () => Promise<void> };

  beforeEach(async () => {
    empty = await createDatabase('empty');
    const { tickets } = await startReplica(database);
    for (const description of HOSTILE) await tickets.create(newTicket({ description: `x${description}` }));
  });
  afterEach(() => empty.drop());

  const restore = (source: AsyncIterable<Buffer>) => restoreBackup({ url: empty.url, directory: MIGRATIONS, source });

  test('is the same again in an empty database, and numbers go on where they stood', async () => {
    const text = await textOf(database.databaseUrl);
    await restore(inPieces(text, 4_096));
    const contents = await contentsOf(empty.url);
    expect(contents).toEqual(await contentsOf(database.databaseUrl));
    expect(contents['ticket']).toHaveLength(HOSTILE.length);
    const next = "SELECT nextval('outbox_id_seq')::int AS next";
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    const { rows: after } = await client.query<{ next: number }>(next);
    await client.end();
    const { rows: before } = await database.pool.query<{ next: number }>(next);
    expect(after).toEqual(before);
  });

  test.each([1, 7, 1_000_003])('is read alike in pieces of %i bytes', async (size) => {
    await database.pool.query('DELETE FROM ticket WHERE length(description) > 1000');
    const text = await textOf(database.databaseUrl);
    const { migrations } = await checkBackup(inPieces(text, size));
    expect(migrations.length).toBeGreaterThan(0);
  });

  test('holds one moment: what is written while it runs is in all tables or in none', async () => {
    const { tickets } = await startReplica(database);
    const text = await textOf(database.databaseUrl, () => tickets.create(newTicket()));
    await restore(inPieces(text, 65_536));
    const { ticket, subject } = await contentsOf(empty.url);
    expect(ticket).toHaveLength((subject as unknown[]).length);
  });

  test.each([0.001, 0.5, 0.999])('cut off at %d of its length is refused and leaves no row', async (share) => {
    const text = await textOf(database.databaseUrl);
    const cut = text.subarray(0, Math.floor(text.length * share));
    await expect(restore(inPieces(cut, 4_096))).rejects.toThrow('ends too early');
    const contents = await contentsOf(empty.url);
    expect(Object.values(contents).flat()).toEqual([]);
  });

  test('with a row missing is refused', async () => {
    const text = (await textOf(database.databaseUrl)).toString();
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.startsWith('table {"name":"ticket"'));
    lines.splice(at + 1, 1);
    const short = Buffer.from(lines.join('\n'));
    await expect(restore(inPieces(short, 4_096))).rejects.toThrow(`table ticket has ${HOSTILE.length - 1} rows`);
  });

  test('is never written over what is there', async () => {
    const text = await textOf(database.databaseUrl);
    const again = () =>
      restoreBackup({ url: database.databaseUrl, directory: MIGRATIONS, source: inPieces(text, 4_096) });
    await expect(again()).rejects.toThrow('is not empty');
  });

  test('of a newer release is refused before anything is made', async () => {
    const text = (await textOf(database.databaseUrl)).toString().replace('20261122000000_init', '29990101000000_later');
    await expect(restore(inPieces(Buffer.from(text), 4_096))).rejects.toThrow('29990101000000_later');
    expect(await contentsOf(empty.url)).toEqual({});
  });

  test('that is no backup, or damaged in its packing, is refused', async () => {
    const directory = await makeTestDirectory();
    const file = path.join(directory, 'file.gz');
    await writeFile(file, gzipSync('hello\nworld\n'));
    await expect(checkBackup(openBackup(file))).rejects.toThrow('not a backup');
    const packed = gzipSync(await textOf(database.databaseUrl));
    packed[packed.length >> 1] = (packed[packed.length >> 1] ?? 0) ^ 0xff;
    await writeFile(file, packed);
    await expect(checkBackup(openBackup(file))).rejects.toThrow();
    await expect(checkBackup(openBackup(path.join(directory, 'none.gz')))).rejects.toThrow('ENOENT');
    await rm(directory, { recursive: true });
  });
});

test('rows of an earlier release are there before the migrations that came since', async () => {
  const directory = await makeTestDirectory();
  const add = async (name: string, sql: string) => {
    await mkdir(path.join(directory, name));
    await writeFile(path.join(directory, name, 'migration.sql'), sql);
  };
  await add('20260101000000_first', 'CREATE TABLE a (id int PRIMARY KEY);');
  const [old, fresh] = [await createDatabase('empty'), await createDatabase('empty')];
  await migrateDatabase({ url: old.url, directory });
  const client = new pg.Client({ connectionString: old.url });
  await client.connect();
  await client.query('INSERT INTO a VALUES (1), (2)');
  await client.end();
  const text = await textOf(old.url);
  await add('20260102000000_second', 'ALTER TABLE a ADD COLUMN b int; UPDATE a SET b = id * 10;');
  await restoreBackup({ url: fresh.url, directory, source: inPieces(text, 64) });
  expect(await contentsOf(fresh.url)).toEqual({ a: ['(1,10)', '(2,20)'] });
  await Promise.all([old.drop(), fresh.drop(), rm(directory, { recursive: true })]);
});
