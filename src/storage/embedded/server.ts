import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createDatabase } from '../create-database.ts';
import { type Binaries, locateBinaries } from './binaries.ts';
import { DataDirInUse, EmbeddedStartFailed } from './errors.ts';
import { forgetSocketDirectory, type Home, initialiseHome, locateHome, readPassword, SUPERUSER } from './home.ts';
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster, waitUntilGone } from './postmaster.ts';

/** Where the embedded server tells what people should know; a pino logger fits. */
export type EmbeddedLog = { info(message: string): void; warn(message: string): void };

/**
 * What to start. `dataDir` is DATA_DIR. `durable: false` gives up crash safety for speed: for tests only. `settings`
 * are further postgresql.conf parameters.
 */
export type EmbeddedOptions = {
  dataDir: string;
  log: EmbeddedLog;
  durable?: boolean;
  settings?: Record<string, string>;
  /** Gives up a start under way, which then rejects and leaves nothing running; without effect afterwards. */
  signal?: AbortSignal;
};

/** A running embedded server that this process owns until `stop`, or until `lost` resolves. */
export type EmbeddedPostgres = {
  /** The server's process at the moment; another one after it crashed and was started again. */
  pid(): number;
  /** Connection URL (over the unix socket, password included) of a database; `ensureDatabase` makes it. */
  url(database: string): string;
  /** Makes the database unless it is there. Names are ours, never people's. */
  ensureDatabase(database: string): Promise<void>;
  /** Resolves with the reason when the server could not be kept: another instance took it, or it does not start again. */
  lost: Promise<Error>;
  /** Ends all sessions and the server, in at most 10 s. Safe to call twice. */
  stop(): Promise<void>;
};

/** Session lock in database `postgres` that says who owns the server; any number, but always this one. */
const OWNER_LOCK = 1_212_633_422;

/** How long the lock of an owner that has just died may linger, in milliseconds. */
const LOCK_LINGERS_MS = 1_000;

/** How long a server that says it is ready may refuse connections, in milliseconds. */
const CONNECT_MS = 10_000;

/** Fast shutdown may take this long, in milliseconds; then the server is stopped hard and recovers at the next start. */
const SHUTDOWN_MS = 8_000;

/** A crashed server is started again at once, then after these pauses in milliseconds; after the last it is lost. */
const RESTART_PAUSES_MS = [0, 250, 1_000, 2_000, 5_000, 10_000];

/**
 * Starts PostgreSQL in DATA_DIR, or takes over the one that a killed instance left running there, and keeps it running
 * until `stop`. Throws DataDirInUse, EmbeddedPostgresUnavailable, EmbeddedVersionMismatch or EmbeddedStartFailed.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const home = await locateHome(options.dataDir);
  const binaries = await locateBinaries(path.join(path.dirname(home.directory), 'postgres-lib'), home.account);
  await initialiseHome(home, binaries, options.durable ?? true, options.signal);
  announce(home, log);
  const password = await readPassword(home);
  const settings = {
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable === false ? FAST : {}),
    ...options.settings,
  };

  let owned = await takeOwnership();
  let restarting: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  const stopping = new AbortController();
  const { promise: lost, resolve: reportLost } = Promise.withResolvers<Error>();
  watch();

  return {
    pid: () => owned.server.pid,
    url: (database) => urlOf(owned.server, password, database),
    ensureDatabase: async (database) => {
      await createDatabase(urlOf(owned.server, password, 'postgres'), database);
    },
    lost,
    stop: () => (stopped ??= stop()),
  };

  async function takeOwnership(): Promise<Owned> {
    const giveUpAt = performance.now() + LOCK_LINGERS_MS;
    for (;;) {
      const { server, client, isOwner } = await reachServer(home, binaries, settings, password, options.signal);
      if (isOwner) return { server, client };
      await client.end();
      if (performance.now() > giveUpAt) throw new DataDirInUse(home.dataDir);
      await pause(50);
    }
  }

  /** The lock's connection ends when the server does: then it is started again, in the same place. */
  function watch(): void {
    owned.client.once('end', () => {
      if (stopping.signal.aborted) return;
      log.warn('the embedded PostgreSQL went away, starting it again');
      restarting = restart().then(watch, reportLost);
    });
  }

  async function restart(): Promise<void> {
    let failure: unknown;
    for (const waitMs of RESTART_PAUSES_MS) {
      try {
        await pause(waitMs, undefined, stopping);
        owned = await takeOwnership();
        log.info('the embedded PostgreSQL is back');
        return;
      } catch (error) {
        failure = error;
        if (error instanceof DataDirInUse || stopping.signal.aborted) break;
      }
    }
    throw failure;
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await restarting; // or it would start a server behind our back
    await forgetSocketDirectory(home);
    await stopPostmaster(home.data, SHUTDOWN_MS);
    await owned.client.end();
    await rm(owned.server.socketDir, { recursive: true, force: true });
  }
}

/**
 * URL of a database on the server that another instance runs in this DATA_DIR, for looking on beside it; null when none
 * runs there. Makes and changes nothing.
 */
export async function findEmbeddedPostgres(dataDir: string, database: string): Promise<string | null> {
  if ((await stat(dataDir).catch(() => null)) === null) return null;
  const home = await locateHome(dataDir);
  const server = await findPostmaster(home.data);
  return server?.status === 'ready' ? urlOf(server, await readPassword(home), database) : null;
}

type Owned = { server: Postmaster; client: pg.Client };

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' };

function announce(home: Home, log: EmbeddedLog): void {
  if (path.dirname(home.directory) === home.dataDir) return;
  const who = `PostgreSQL does not run as root, and ${home.account?.name} cannot reach ${home.dataDir}`;
  log.info(`${who}: the data is in ${home.directory} instead, keep both`);
}

/**
 * Connects to the server of this home and tries for its lock, starting the server when none runs and waiting when one is
 * starting or stopping.
 */
async function reachServer(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
  password: string,
  signal: AbortSignal | undefined,
): Promise<Owned & { isOwner: boolean }> {
  const giveUpAt = performance.now() + CONNECT_MS;
  for (;;) {
    const server = (await findPostmaster(home.data)) ?? (await launchPostmaster(home, binaries, settings, signal));
    if (server === undefined) continue;
    if (server.status === 'stopping') {
      await waitUntilGone(home.data, server.pid, SHUTDOWN_MS);
      continue;
    }
    const client = new pg.Client(clientConfig(server, password));
    client.on('error', () => undefined); // always followed by 'end', which is what we act on
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
        OWNER_LOCK,
      ]);
      return { server, client, isOwner: rows[0]?.locked === true };
    } catch (error) {
      // It may have begun to stop under our hands; its file will say so.
      await client.end().catch(() => undefined);
      if (server.status === 'ready' && performance.now() > giveUpAt) {
        throw new EmbeddedStartFailed(`PostgreSQL in ${home.data} runs (pid ${server.pid}) but refuses us`, {
          cause: error,
        });
      }
      await pause(50);
    }
  }
}

function clientConfig(server: Postmaster, password: string): pg.ClientConfig {
  return {
    connectionString: urlOf(server, password, 'postgres'),
    application_name: 'huiyin-owner',
    connectionTimeoutMillis: 5_000,
  };
}

function urlOf(server: Postmaster, password: string, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@localhost/${database}?host=${encodeURIComponent(server.socketDir)}`;
}
