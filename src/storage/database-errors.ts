/** The database cannot be reached, or went away in the middle: worth trying again, nothing is wrong with the request. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The database answers and will not do (version, time zone, address): somebody must change the configuration. */
export class DatabaseUnsuitable extends Error {
  override readonly name = 'DatabaseUnsuitable';
}

/** SQLSTATE classes and codes that say the server, not the statement, is at fault. */
const UNAVAILABLE_SQLSTATE = /^(08...|57P0[123]|53300|25P03)$/;

/** What sockets and name resolution report. Not ENOENT: only its message tells a missing socket from a missing file. */
const UNAVAILABLE_SYSTEM = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

/** Prisma's own codes for the same: unreachable, timed out, connection closed, no connection free. */
const UNAVAILABLE_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

/** pg reports a lost or late connection by these messages alone, without a code; Prisma puts lines of its own before. */
const UNAVAILABLE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|timeout expired|Query read timeout|Client was closed|connect ENOENT)/m;

/**
 * DatabaseUnavailable when `error`, whether thrown by pg or by Prisma, means that the database is away; else the error
 * itself. Whether a COMMIT under way took effect is unknown then.
 */
export function mapDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !isDatabaseUnavailable(error)) return error;
  return new DatabaseUnavailable(`the database is not reachable (${reasonOf(error)})`, { cause: error });
}

/** Runs `work` and lets connection errors come out as DatabaseUnavailable. */
export async function mappingDatabaseErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw mapDatabaseError(error);
  }
}

/** True for every error that means the database is away rather than the statement wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && isUnavailableCode(error.code)) return true;
  if ('originalCode' in error && isUnavailableCode(error.originalCode)) return true; // the adapter's copy of the SQLSTATE
  if ('message' in error && typeof error.message === 'string' && UNAVAILABLE_MESSAGE.test(error.message)) return true;
  // Several addresses of one name were tried; and Prisma keeps what the driver said further down.
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true;
  if ('meta' in error && isDatabaseUnavailable(error.meta)) return true;
  if ('driverAdapterError' in error && isDatabaseUnavailable(error.driverAdapterError)) return true;
  return 'cause' in error && isDatabaseUnavailable(error.cause);
}

function isUnavailableCode(code: unknown): boolean {
  if (typeof code !== 'string') return false;
  return UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_SYSTEM.has(code) || UNAVAILABLE_PRISMA.has(code);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [code, error.message.trim().split('\n').at(-1)].filter(Boolean).join(': ');
}
