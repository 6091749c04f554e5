import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { DatabaseUnsuitable, mapDatabaseError } from './database-errors.ts';
import { PrismaClient } from './generated/client.ts';

/** What to connect to and how many connections to hold at most. `applicationName` is shown in pg_stat_activity. */
export type ConnectOptions = {
  url: string;
  poolSize: number;
  applicationName: string;
  /** The server ends any statement that takes longer, in milliseconds; without it none is ended. */
  statementTimeoutMs?: number;
  /** The server ends a transaction in which nothing happens for so long, in milliseconds; without it none is ended. */
  idleTransactionMs?: number;
  /** How long to wait for a connection, new or out of the pool, in milliseconds. Default 2000. */
  connectTimeoutMs?: number;
};

/** One pool used two ways: `prisma` for models, `pool` for the hot statements. */
export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** Waits for statements under way, then closes every connection. */
  close(): Promise<void>;
};

const OLDEST_SERVER = 15;

/** So long after its own limit an answer may be under way, in milliseconds. */
const SILENCE_MS = 5_000;

/**
 * Statements that get a name are planned once per connection. What varies with its input (lists in SQL text) would fill
 * the server's memory with statements used once, so the names are limited; fixed SQL comes first and gets them.
 */
const NAMED_STATEMENTS = 500;

/**
 * Connects and makes sure that the server is one we can trust: version 15 or newer, times in UTC. Throws
 * DatabaseUnavailable when it cannot be reached, DatabaseUnsuitable when it answers and will not do. The pool outlives
 * the server: connections lost are replaced when it is back.
 */
export async function connectDatabase(options: ConnectOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: withUtc(options.url),
    application_name: options.applicationName,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...(options.statementTimeoutMs === undefined
      ? {}
      : {
          statement_timeout: options.statementTimeoutMs,
          // A server that no longer answers at all ends no statement either.
          query_timeout: options.statementTimeoutMs + SILENCE_MS,
        }),
    ...(options.idleTransactionMs === undefined
      ? {}
      : { idle_in_transaction_session_timeout: options.idleTransactionMs }),
    // On every connection, not only the first: behind one address another server may answer tomorrow.
    verify: (client, done) => {
      refuseUnsuitable(client).then(() => done(), done);
    },
  });
  // An idle connection that breaks is thrown away by the pool itself; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Nor does the pool listen to a connection that is in use: one killed between two statements would end the process.
  // Whoever uses it learns of it from the next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw mapDatabaseError(error);
  }
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Times would be stored shifted by the server's zone otherwise (seen: 8 h off on a server in Asia/Shanghai). */
function withUtc(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    // The value is withheld: it holds a password.
    throw new DatabaseUnsuitable('DATABASE_URL is not a URL: expected postgresql://user:password@host:5432/database');
  }
  // Last, so that it wins over the same setting in the URL's own options.
  const options = [parsed.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ');
  parsed.searchParams.set('options', options);
  return parsed.toString();
}

async function refuseUnsuitable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ timezone: string; version: number }>(
    "SELECT current_setting('TimeZone') AS timezone, current_setting('server_version_num')::int / 10000 AS version",
  );
  const { timezone, version } = rows[0] ?? { timezone: 'unknown', version: 0 };
  if (version < OLDEST_SERVER) {
    throw new DatabaseUnsuitable(`PostgreSQL ${version} is too old: version ${OLDEST_SERVER} or newer is needed`);
  }
  if (timezone !== 'UTC') {
    throw new DatabaseUnsuitable(
      `connections come up with TimeZone ${timezone} although UTC was asked for: let the pooler in between pass ` +
        'the startup option, or use a direct connection',
    );
  }
}

function createStatementNames(): (query: { sql: string }) => string {
  const namesBySql = new Map<string, string>();
  return ({ sql }) => {
    const known = namesBySql.get(sql);
    if (known !== undefined) return known;
    if (namesBySql.size >= NAMED_STATEMENTS) return ''; // the empty name is PostgreSQL's for "not kept"
    const name = `p${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
    namesBySql.set(sql, name);
    return name;
  };
}
