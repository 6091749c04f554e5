import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { migrateDatabase } from '../../src/storage/migrate.ts';
import { removeAfterDeath } from '../support/remove-after-death.ts';

/** The embedded server of one bench: on disk, as the product runs it, and gone with the process. */
export interface BenchServer {
  /** A new database with the product's tables; its address. */
  openDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const directory = await mkdtemp('/tmp/huiyin-bench-');
  await chmod(directory, 0o711); // as root the server is another user, who must get through
  removeAfterDeath(directory);
  const silent = { info: () => undefined, warn: (message: string) => console.log(message) };
  const server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'server'), log: silent });
  return {
    async openDatabase() {
      await server.ensureDatabase('huiyin');
      const url = server.url('huiyin');
      await migrateDatabase({ url, directory: path.join(import.meta.dirname, '../../prisma/migrations') });
      return url;
    },
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
