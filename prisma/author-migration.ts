import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/storage/embedded/server.ts';
import { migrateDatabase } from '../src/storage/migrate.ts';
import { removeAfterDeath } from '../test/support/remove-after-death.ts';

// Authors migrations and checks for drift, without network:
//
//   npm run db:new <name>              what schema.prisma has beyond prisma/migrations becomes the next migration
//   npm run db:new <name> -- --empty   a migration to be written by hand
//   npm run db:check                   exit code 1, and the SQL that is missing, when the two differ
//
// The migrations are run for the comparison on a throw-away server of the very release that the product brings, so
// `check` also proves that they apply from nothing.
//
// What schema.prisma cannot say is written by hand at the end of the new migration.sql. CHECK constraints, partial and
// expression indexes, triggers, functions and storage parameters are invisible to the comparison: they are never drift,
// and nothing but a migration ever removes them. A plain index on columns is drift unless the schema names it, also one
// with INCLUDE.

/** Which schema and which migrations to compare. */
export type Sources = { schemaFile: string; migrationsDir: string };

const HERE: Sources = {
  schemaFile: path.join(import.meta.dirname, 'schema.prisma'),
  migrationsDir: path.join(import.meta.dirname, 'migrations'),
};

/** SQL that turns what the migrations make into what the schema says; undefined when they agree. */
export async function missingSql(sources: Sources, server: EmbeddedPostgres): Promise<string | undefined> {
  const { schemaFile, migrationsDir } = sources;
  const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') };
  const migrationDirectories = await readMigrations(migrationsDir);
  if (migrationDirectories.length > 0) {
    // Through our own way first: the engine would say that a migration fails, but not why.
    await migrateDatabase({ url: await newDatabase(server), directory: migrationsDir });
  }
  await (engineReady ??= loadEngine());
  const comparer = await createComparer(schema, server);
  const { stdout, exitCode } = await comparer.diff({
    from:
      migrationDirectories.length === 0
        ? { tag: 'empty' }
        : {
            tag: 'migrations',
            baseDir: migrationsDir,
            shadowDbInitScript: '',
            lockfile: LOCKFILE,
            migrationDirectories,
          },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? undefined : (stdout ?? '');
}

/** A server for comparing on; `stop` removes it with all it has. */
export async function startThrowawayServer(): Promise<EmbeddedPostgres> {
  const directory = await mkdtemp('/tmp/huiyin-author-');
  await chmod(directory, 0o711); // as root the server is another user, who must get through
  removeAfterDeath(directory); // the engine can end the process from inside
  const silent = { info: () => undefined, warn: () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: directory, log: silent, durable: false });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

let databases = 0;

async function newDatabase(server: EmbeddedPostgres): Promise<string> {
  const name = `author_${++databases}`;
  await server.ensureDatabase(name);
  return server.url(name);
}

/** Writes the next migration and returns its name. */
export async function writeMigration({ migrationsDir }: Sources, name: string, sql: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const migration = `${stamp}_${name.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}`;
  await mkdir(path.join(migrationsDir, migration), { recursive: true });
  await writeFile(path.join(migrationsDir, migration, 'migration.sql'), sql);
  await writeFile(path.join(migrationsDir, LOCKFILE.path), LOCKFILE.content);
  return migration;
}

// Prisma's own tool looks for it.
const LOCKFILE = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };

async function readMigrations(migrationsDir: string) {
  const entries = await readdir(migrationsDir, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(path.join(migrationsDir, name, 'migration.sql'), 'utf8');
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
}

// Once a process: the module keeps its memory in a global.
let engineReady: Promise<void> | undefined;

// TypeScript has the type among the browser's alone.
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** Prisma's schema engine as WebAssembly: the binary one would have to be downloaded. */
async function loadEngine(): Promise<void> {
  const entry = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(await readFile(entry.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': engine,
  });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
  // The engine reports a panic through this global and dies without a word when it is missing.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } });
}

async function createComparer(schema: { path: string; content: string }, server: EmbeddedPostgres) {
  const connect = async (): Promise<SqlDriverAdapter> => {
    const pool = new pg.Pool({ connectionString: await newDatabase(server) });
    pool.on('error', () => undefined); // the server may be gone first
    const adapter = await connectForCatalogue(pool);
    // The adapter's own cuts scripts at every semicolon, those inside function bodies too.
    adapter.executeScript = async (script) => void (await pool.query(script));
    return adapter;
  };
  return engine.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect,
      connectToShadowDb: connect,
    }),
  );
}

/** The engine reads the catalogue's type "char", which this adapter refuses: passed through it as text, then renamed. */
async function connectForCatalogue(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const charColumns = new WeakMap<object, number[]>();
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config);
    const columns = result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === CHAR_OID ? [index] : []));
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    charColumns.set(result.rows, columns);
    return result;
  };
  const translating = new Proxy(pool, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) });
  const adapter: SqlDriverAdapter = await new PrismaPg(translating, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const found = await queryRaw(sql);
    for (const index of charColumns.get(found.rows) ?? []) found.columnTypes[index] = ColumnTypeEnum.Character;
    return found;
  };
  return adapter;
}

const CHAR_OID = 18;
const TEXT_OID = 25;

async function main([command, name, option]: string[]): Promise<void> {
  if (command === 'check') {
    const sql = await missingHere();
    if (sql === undefined) return console.log('schema.prisma and prisma/migrations agree');
    console.error(`schema.prisma and prisma/migrations differ; a migration would have to say:\n\n${sql}`);
    process.exitCode = 1;
  } else if (command === 'new' && name !== undefined) {
    const sql = option === '--empty' ? '' : await missingHere();
    if (sql === undefined) return console.log('nothing to migrate');
    console.log(`wrote prisma/migrations/${await writeMigration(HERE, name, sql)}/migration.sql`);
  } else {
    console.error('usage: author-migration.ts check | new <name> [--empty]');
    process.exitCode = 2;
  }
}

async function missingHere(): Promise<string | undefined> {
  const server = await startThrowawayServer();
  try {
    return await missingSql(HERE, server);
  } finally {
    await server.stop();
  }
}

if (import.meta.main) {
  // The engine's stack is wasm and tells nothing; its message names the file and the line.
  await main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
