import { databaseNameOf, isPlayground } from '../app/database-name.ts';
import type { Environment } from '../config/environment.ts';
import { createDatabase } from '../storage/create-database.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../storage/embedded/server.ts';

export interface ReachedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

const SILENT = { info: () => undefined, warn: () => undefined };

/**
 * The database that the product works on with this configuration. `beside`: also while it runs; else its embedded server
 * is started, and a running product refuses that (DataDirInUse).
 */
export async function reachDatabase(
  environment: Environment,
  { beside }: { beside: boolean },
): Promise<ReachedDatabase> {
  const { databaseUrl, dataDir } = environment;
  const name = databaseNameOf(environment);
  if (databaseUrl !== null) {
    const url = isPlayground(environment) ? await createDatabase(databaseUrl, name) : databaseUrl;
    return { url, close: async () => undefined };
  }
  const running = beside ? await findEmbeddedPostgres(dataDir, name) : null;
  if (running !== null) return { url: running, close: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir, log: SILENT });
  await server.ensureDatabase(name);
  return { url: server.url(name), close: () => server.stop() };
}
