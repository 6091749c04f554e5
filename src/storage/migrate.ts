import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** A migration was begun by another tool and never finished; the schema is in doubt until somebody looks. */
export class MigrationFailedEarlier extends Error {
  override readonly name = 'MigrationFailedEarlier';
  constructor(migration: string) {
    super(
      `migration ${migration} was begun and never finished: bring the schema in order by hand, then set rolled_back_at ` +
        '(to try again) or finished_at (if it is done) of its row in _prisma_migrations',
    );
  }
}

/** The database has migrations that this release does not know: an older replica must not start on it. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer';
  constructor(migration: string) {
    super(`the database has migration ${migration}, which this release does not know: start a release at least as new`);
  }
}

/** A migration file differs from what was applied, so the database is not what the files say. */
export class MigrationEdited extends Error {
  override readonly name = 'MigrationEdited';
  constructor(migration: string) {
    super(
      `migration ${migration} was edited after it was applied: restore the file, put the change in a new migration`,
    );
  }
}

/** A migration's SQL failed and was rolled back whole; the ones before it stay applied. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
  constructor(migration: string, cause: unknown) {
    super(
      `migration ${migration} failed and was rolled back: ${cause instanceof Error ? cause.message : 'no reason given'}`,
      {
        cause,
      },
    );
  }
}

/** The database has tables of something else; we do not mix with them. */
export class DatabaseNotOurs extends Error {
  override readonly name = 'DatabaseNotOurs';
  constructor(database: string) {
    super(
      `database ${database} has tables that are not Huiyin's: make a database for it alone and set DATABASE_URL to that`,
    );
  }
}

/**
 * Whose database, and which migrations: `directory` is prisma/migrations. `only`: stop at the tables of an earlier
 * release, which had these and no others; throws DatabaseIsNewer when one of them is not known here.
 */
export type MigrateOptions = { url: string; directory: string; only?: ReadonlySet<string> };

/** Prisma's schema engine takes the same key, so its `migrate deploy` and we never run at once. */
const MIGRATION_LOCK = 72_707_369;

/** As Prisma makes it, so that either tool can go on where the other stopped. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that the database lacks, each in its own transaction, and returns their names in order.
 * Replicas that start together wait for each other. Throws MigrationFailedEarlier, DatabaseIsNewer, MigrationEdited,
 * DatabaseNotOurs or MigrationFailed, and whatever connecting throws.
 */
export async function migrateDatabase({ url, directory, only }: MigrateOptions): Promise<string[]> {
  const all = await readMigrations(directory);
  const files = only === undefined ? all : all.filter(({ name }) => only.has(name));
  const unknown = [...(only ?? [])].find((name) => !all.some((file) => file.name === name));
  if (unknown !== undefined) throw new DatabaseIsNewer(unknown);
  const client = new pg.Client({ connectionString: url, application_name: 'huiyin-migrate' });
  // A connection lost while idle between two statements; the next statement reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // A server's default limits are meant for requests; a migration or the wait for another replica may take longer.
    await client.query('SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const pending = await pendingMigrations(client, files);
    for (const migration of pending) await apply(client, migration);
    // Fresh tables have no statistics, and plans made without them are up to twice as slow.
    if (pending.length > 0) await client.query('ANALYZE');
    return pending.map(({ name }) => name);
  } finally {
    await client.end(); // which also gives the lock back
  }
}

type Migration = { name: string; sql: string; checksum: string };

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(directory, name, 'migration.sql'));
      return { name, sql: bytes.toString(), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

/** What is left to apply, after everything applied was found unchanged, finished and known. */
async function pendingMigrations(client: pg.Client, files: Migration[]): Promise<Migration[]> {
  await refuseForeignDatabase(client);
  await client.query(BOOKKEEPING);
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  const filesByName = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum, finished } of rows) {
    const file = filesByName.get(name);
    if (!finished) throw new MigrationFailedEarlier(name);
    if (file === undefined) throw new DatabaseIsNewer(name);
    if (file.checksum !== checksum) throw new MigrationEdited(name);
    filesByName.delete(name);
  }
  return [...filesByName.values()];
}

async function refuseForeignDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ database: string; foreign: boolean }>(
    `SELECT current_database() AS database,
            to_regclass('_prisma_migrations') IS NULL AND EXISTS (
              SELECT FROM pg_class
              WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
                AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
            ) AS foreign`,
  );
  if (rows[0]?.foreign) throw new DatabaseNotOurs(rows[0].database);
}

/** The file and its bookkeeping row are one transaction: a crash in the middle leaves neither. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql); // without parameters, hence the protocol that takes many statements at once
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // on a lost connection the server has done it itself
    throw new MigrationFailed(name, error);
  }
}
