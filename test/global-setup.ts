import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/storage/embedded/server.ts';
import { migrateDatabase } from '../src/storage/migrate.ts';
import { removeAfterDeath } from './support/remove-after-death.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The run's directory. The unix socket `ask` in it answers each connection with a TestServer as JSON; the first one
     * starts the server.
     */
    testDirectory: string;
  }
}

/** The run's database server: `adminUrl` makes databases, `template` is the migrated one to copy. */
export type TestServer = { adminUrl: string; template: string };

const TEMPLATE = 'huiyin_template';
const MIGRATIONS = path.join(import.meta.dirname, '../prisma/migrations');

/**
 * One embedded server per run, started when the first test asks for it: a run of pure domain tests pays nothing.
 * Everything lives in one temporary directory, which is gone afterwards however the run ends.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp('/tmp/huiyin-test-');
  await chmod(directory, 0o711); // as root the server is another user, who must get through
  removeAfterDeath(directory);

  let server: EmbeddedPostgres | undefined;
  let asked: Promise<TestServer> | undefined;
  const start = async (): Promise<TestServer> => {
    const silent = { info: () => undefined, warn: () => undefined };
    server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'server'), log: silent, durable: false });
    await server.ensureDatabase(TEMPLATE);
    if (existsSync(MIGRATIONS)) await migrateDatabase({ url: server.url(TEMPLATE), directory: MIGRATIONS });
    return { adminUrl: server.url('postgres'), template: TEMPLATE };
  };
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    (asked ??= start()).then(
      (answer) => socket.end(JSON.stringify(answer)),
      (error: unknown) => socket.end(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) })),
    );
  });
  await new Promise<void>((resolve) => listener.listen(path.join(directory, 'ask'), resolve));
  project.provide('testDirectory', directory);

  return async () => {
    listener.close();
    await asked?.catch(() => undefined);
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
