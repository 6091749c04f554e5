import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrateDatabase } from '../migrate.ts';
import { SEARCH_PROGRESS } from '../search/search-keeper.ts';
import { type BackupHeader, type BackupTrailer, BackupUnreadable, readBackupText } from './backup-file.ts';
import { columnList } from './write-backup.ts';

export interface RestoreBackup {
  /** An empty database: nothing is ever written over. */
  readonly url: string;
  /** prisma/migrations. */
  readonly directory: string;
  /** The unpacked text of the backup. */
  readonly source: AsyncIterable<Buffer>;
}

/** The database holds something already; a restore would mix two histories. */
export class DatabaseNotEmpty extends Error {
  override readonly name = 'DatabaseNotEmpty';
  constructor(table: string) {
    super(`the database is not empty (table ${table} has rows): restore into an empty one, nothing is written over`);
  }
}

/**
 * Brings an empty database to what the backup holds: the tables as they were then, the rows in one transaction, and
 * after that the migrations that came since. Throws DatabaseNotEmpty, BackupUnreadable (nothing is kept then), DatabaseIsNewer,
 * and what pg throws.
 */
export async function restoreBackup({ url, directory, source }: RestoreBackup): Promise<BackupTrailer> {
  const client = new pg.Client({ connectionString: url, application_name: 'huiyin-restore' });
  client.on('error', () => undefined);
  await client.connect();
  const rows: Record<string, number> = {};
  let expected: BackupTrailer | null = null;
  let copying: { write: (chunk: Buffer) => Promise<void>; end: () => Promise<number> } | null = null;
  try {
    await readBackupText(source, {
      header: async (header) => {
        await prepare(client, url, directory, header);
        await client.query('BEGIN');
        await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
      },
      table: async (table) => {
        // What triggers once wrote of these rows stands in the backup itself.
        await client.query(`ALTER TABLE ${pg.escapeIdentifier(table.name)} DISABLE TRIGGER USER`);
        copying = startCopy(client, `COPY ${pg.escapeIdentifier(table.name)} (${columnList(table)}) FROM STDIN`);
        return copying.write;
      },
      tableEnded: async ({ name }) => {
        rows[name] = (await copying?.end()) ?? 0;
        await client.query(`ALTER TABLE ${pg.escapeIdentifier(name)} ENABLE TRIGGER USER`);
      },
      trailer: async (trailer) => {
        expected = trailer;
      },
    });
    const trailer = checkedRows(rows, expected);
    for (const [name, last] of Object.entries(trailer.sequences)) {
      if (last !== null)
        await client.query('SELECT setval($1::regclass, $2::bigint)', [pg.escapeIdentifier(name), last]);
    }
    // How far derived rows had come there; here none of them is made yet.
    if ('setting' in rows) await client.query('DELETE FROM setting WHERE name = $1', [SEARCH_PROGRESS]);
    await client.query('COMMIT');
    await migrateDatabase({ url, directory });
    await client.query('ANALYZE');
    return trailer;
  } finally {
    await client.end();
  }
}

/** Reads a backup to its end without a database, and so shows that it is whole. Throws BackupUnreadable. */
export async function checkBackup(source: AsyncIterable<Buffer>): Promise<BackupHeader> {
  const rows: Record<string, number> = {};
  let expected: BackupTrailer | null = null;
  let header: BackupHeader | null = null;
  await readBackupText(source, {
    header: async (found) => {
      header = found;
    },
    table: async ({ name }) => {
      rows[name] = 0;
      return async (chunk) => {
        for (const byte of chunk) if (byte === 0x0a) rows[name] = (rows[name] ?? 0) + 1;
      };
    },
    tableEnded: async () => undefined,
    trailer: async (trailer) => {
      expected = trailer;
    },
  });
  checkedRows(rows, expected);
  if (header === null) throw new BackupUnreadable('the backup is empty');
  return header;
}

function checkedRows(rows: Readonly<Record<string, number>>, expected: BackupTrailer | null): BackupTrailer {
  if (expected === null) throw new BackupUnreadable('the backup has no end');
  for (const [table, count] of Object.entries(expected.rows)) {
    if (rows[table] !== count) {
      throw new BackupUnreadable(`table ${table} has ${rows[table] ?? 0} rows, expected ${count}`);
    }
  }
  return expected;
}

/** The tables as they were when the backup was made; later migrations must see its rows. */
async function prepare(client: pg.Client, url: string, directory: string, header: BackupHeader): Promise<void> {
  const table = await firstWithRows(client);
  if (table !== null) throw new DatabaseNotEmpty(table);
  const later = await appliedBeyond(client, header.migrations);
  // Its migrations would never see the rows that come now.
  if (later !== null) throw new DatabaseNotEmpty('_prisma_migrations');
  await migrateDatabase({ url, directory, only: new Set(header.migrations) });
}

async function firstWithRows(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations'`,
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(`SELECT FROM ${pg.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount !== 0) return name;
  }
  return null;
}

async function appliedBeyond(client: pg.Client, migrations: readonly string[]): Promise<string | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE migration_name <> ALL ($1) LIMIT 1',
    [migrations],
  );
  return rows[0]?.name ?? null;
}

function startCopy(client: pg.Client, sql: string) {
  const stream = client.query(copyFrom(sql));
  const ended = finished(stream);
  ended.catch(() => undefined); // told by whoever writes or ends next
  return {
    write: async (chunk: Buffer) => {
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), ended]);
    },
    end: async () => {
      stream.end();
      await ended;
      return stream.rowCount;
    },
  };
}
