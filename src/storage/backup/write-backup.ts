import type { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type BackupTable,
  type BackupTrailer,
  endLine,
  headerLine,
  tableLine,
  writeRows,
  writeTo,
} from './backup-file.ts';

export interface WriteBackup {
  readonly url: string;
  /** Takes the text; the caller packs and stores it, and ends it. */
  readonly out: Writable;
  /** Called before each table, for a progress bar. */
  readonly onTable?: (done: number, total: number) => void;
}

/**
 * Writes every row of the database as it is at one moment, while replicas go on working. Returns how many rows of each
 * table. Throws what pg throws.
 */
export async function writeBackup({ url, out, onTable }: WriteBackup): Promise<BackupTrailer> {
  const client = new pg.Client({ connectionString: url, application_name: 'huiyin-backup' });
  client.on('error', () => undefined); // the statement under way fails as well, and that is what we report
  await client.connect();
  try {
    // One snapshot for everything: what is written meanwhile is in all tables or in none.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    const tables = await readTables(client);
    await writeTo(out, headerLine(await readHeader(client)));
    const rows: Record<string, number> = {};
    for (const [i, table] of tables.entries()) {
      onTable?.(i, tables.length);
      await writeTo(out, tableLine(table));
      const stream = client.query(copyTo(`COPY ${pg.escapeIdentifier(table.name)} (${columnList(table)}) TO STDOUT`));
      await writeRows(stream, out);
      rows[table.name] = stream.rowCount;
    }
    onTable?.(tables.length, tables.length);
    const trailer = { rows, sequences: await readSequences(client) };
    await writeTo(out, endLine(trailer));
    await client.query('COMMIT');
    return trailer;
  } finally {
    await client.end();
  }
}

export function columnList({ columns }: BackupTable): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

async function readHeader(client: pg.Client): Promise<Parameters<typeof headerLine>[0]> {
  const { rows: names } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const { rows } = await client.query<{ server: number; at: string }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS server,
            to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`,
  );
  return {
    format: 1,
    takenAt: rows[0]?.at ?? '',
    server: rows[0]?.server ?? 0,
    migrations: names.map(({ name }) => name),
  };
}

/** Made from the other tables, larger than they are, and made again in the background after a restore. */
export const DERIVED_TABLES: readonly string[] = ['ticket_search', 'ticket_search_due'];

/** Tables of ours with the columns that hold something of their own. */
async function readTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> '_prisma_migrations' AND c.relname <> ALL ($1::text[])
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [DERIVED_TABLES],
  );
  return rows;
}

/** As text: a bigint is more than a number holds. */
async function readSequences(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() AND sequencename <> ALL ($1::text[])`,
    [DERIVED_TABLES.map((table) => `${table}_id_seq`)],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
