import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  missingSql as compare,
  type Sources,
  startThrowawayServer,
  writeMigration,
} from '../../prisma/author-migration.ts';
import type { EmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { makeTestDirectory } from '../support/directory.ts';

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Thing {
  id     Int       @id
  state  String
  nextAt DateTime? @map("next_at") @db.Timestamptz(3)
}
`;

let server: EmbeddedPostgres;
const missingSql = (sources: Sources) => compare(sources, server);

beforeAll(async () => {
  server = await startThrowawayServer();
  return () => server.stop();
});

test('what the schema has beyond the migrations becomes one, and then they agree', async () => {
  const sources = await scratch();
  const first = await writeMigration(sources, 'The first one', (await missingSql(sources)) ?? '');
  expect(first).toMatch(/^\d{14}_the_first_one$/);
  expect(await sqlOf(sources, first)).toContain('CREATE TABLE "Thing"');
  expect(await missingSql(sources)).toBeUndefined();
  expect(await readdir(sources.migrationsDir)).toEqual([first, 'migration_lock.toml']);

  await writeFile(sources.schemaFile, SCHEMA.replace('state ', 'note String?\n  state '));
  expect(await missingSql(sources)).toContain('ADD COLUMN     "note" TEXT');
});

test('what only SQL can say is not drift; an index that the schema could say is', async () => {
  const sources = await scratch();
  const first = await writeMigration(sources, 'first', (await missingSql(sources)) ?? '');
  const file = path.join(sources.migrationsDir, first ?? '', 'migration.sql');
  await appendFile(
    file,
    `ALTER TABLE "Thing" ADD CONSTRAINT open_is_timed CHECK (state <> 'open' OR next_at IS NOT NULL);
     CREATE INDEX thing_due ON "Thing" (next_at) WHERE state = 'open';
     CREATE INDEX thing_state ON "Thing" (lower(state));
     CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kept'; RETURN NULL; END $$;
     CREATE TRIGGER keep BEFORE DELETE ON "Thing" FOR EACH ROW EXECUTE FUNCTION keep();
     ALTER TABLE "Thing" SET (autovacuum_vacuum_scale_factor = 0.01);`,
  );
  expect(await missingSql(sources)).toBeUndefined();
  await appendFile(file, 'CREATE INDEX thing_plain ON "Thing" (next_at);');
  expect(await missingSql(sources)).toContain('DROP INDEX "thing_plain"');
});

test('a migration that does not apply is named, with the reason', async () => {
  const sources = await scratch();
  const broken = await writeMigration(sources, 'broken', '');
  await appendFile(
    path.join(sources.migrationsDir, broken ?? '', 'migration.sql'),
    'CREATE TABLE "Thing" (id nonsense);',
  );
  await expect(missingSql(sources)).rejects.toThrow(/_broken.*type "nonsense" does not exist/);
});

async function scratch(): Promise<Sources> {
  const directory = await makeTestDirectory();
  onTestFinished(() => rm(directory, { recursive: true }));
  const sources = {
    schemaFile: path.join(directory, 'schema.prisma'),
    migrationsDir: path.join(directory, 'migrations'),
  };
  await writeFile(sources.schemaFile, SCHEMA);
  return sources;
}

function sqlOf(sources: Sources, migration: string | undefined): Promise<string> {
  return readFile(path.join(sources.migrationsDir, migration ?? '', 'migration.sql'), 'utf8');
}
