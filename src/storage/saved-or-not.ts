import { setTimeout as sleep } from 'node:timers/promises';
import { NotConfirmed, NothingSaved } from '../usecases/failures.ts';
import { isDatabaseUnavailable } from './database-errors.ts';

/**
 * Runs a write and says, when the database goes away, which of two things is true: nothing was saved, or nobody knows.
 * `at-once` is a single statement: only when it was certainly not sent, nothing was saved. `on-commit` is a transaction
 * that calls `committing` as its last deed: whatever fails before is rolled back. `never` only reads.
 */
export async function tellingWhatWasSaved<T>(
  takesEffect: 'at-once' | 'on-commit' | 'never',
  work: (committing: () => void) => Promise<T>,
): Promise<T> {
  let isCommitting = false;
  try {
    return await work(() => {
      isCommitting = true;
    });
  } catch (error) {
    const codes = codesOf(error);
    const isOutOfTime = codes.some((code) => OUT_OF_TIME.has(code));
    if (!isOutOfTime && !isDatabaseUnavailable(error)) throw error;
    const mayStand =
      takesEffect === 'on-commit'
        ? isCommitting
        : takesEffect === 'at-once' && !isOutOfTime && !isBeforeTheStatement(error, codes);
    const message = error instanceof Error ? error.message : String(error);
    throw mayStand ? new NotConfirmed(message, { cause: error }) : new NothingSaved(message, { cause: error });
  }
}

/** The server gave up over a lock or a statement, and rolled back; or Prisma's time for the transaction ran out. */
const OUT_OF_TIME = new Set(['57014', '55P03', 'P2028']);

/**
 * Failures of getting a connection: no statement was sent. EPIPE is a connection that was dead before: the statement's
 * last message, without which the server commits nothing, was never taken.
 */
const BEFORE_THE_STATEMENT = new Set([
  'EPIPE',
  ...['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['57P03', '53300', 'P1001', 'P2024', 'P2037'],
]);

function isBeforeTheStatement(error: unknown, codes: readonly string[]): boolean {
  return (
    codes.some((code) => BEFORE_THE_STATEMENT.has(code)) ||
    /timeout exceeded when trying to connect/.test(textOf(error))
  );
}

/** Lost against another transaction; or against one that was not to be seen when the statement began (a unique key). */
const CONFLICTS = new Set(['P2034', '40P01', '40001', 'P2002', '23505']);

/** Runs a transaction again when it lost against another one; three times in all. */
export async function retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3 || !codesOf(error).some((code) => CONFLICTS.has(code))) throw error;
      await sleep(5 * attempt);
    }
  }
}

/** Every code in an error: Prisma's own, and further down what the server or the socket said. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = ['code', 'originalCode'].flatMap((key) => {
    const code: unknown = Reflect.get(error, key);
    return typeof code === 'string' ? [code] : [];
  });
  return [...own, ...['cause', 'meta', 'driverAdapterError'].flatMap((key) => codesOf(Reflect.get(error, key)))];
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${error.message}\n${textOf(error.cause)}`;
}
