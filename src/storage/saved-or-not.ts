import { setTimeout as sleep } from 'node:timers/promises';
import { NotConfirmed, NothingSaved } from '../usecases/failures.ts';
import { isDatabaseUnavailable } from './database-errors.ts';

/**
 * Runs a write and says, when the database goes away, which of two things is true: nothing was saved, or nobody knows.
 * The work calls `writing` immediately before it sends what could take effect; a single statement needs not, since only
 * errors of connecting are certain not to have reached the server.
 */
export async function tellingWhatWasSaved<T>(work: (writing: () => void) => Promise<T>): Promise<T> {
  let isWriting: boolean | null = null;
  try {
    return await work(() => {
      isWriting = true;
    });
  } catch (error) {
    if (!isDatabaseUnavailable(error) && !isOutOfTime(error)) throw error;
    const mayStand = isWriting ?? !isBeforeTheStatement(error);
    const message = error instanceof Error ? error.message : String(error);
    throw mayStand ? new NotConfirmed(message, { cause: error }) : new NothingSaved(message, { cause: error });
  }
}

/** Failures of getting a connection: no statement was sent. */
const BEFORE_THE_STATEMENT =
  /ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|timeout exceeded when trying to connect|P1001|P2024|P2028/;

function isBeforeTheStatement(error: unknown): boolean {
  return BEFORE_THE_STATEMENT.test(textOf(error));
}

/** The time allowed for an answer ran out in the database or in the transaction. */
function isOutOfTime(error: unknown): boolean {
  return /P2028|statement timeout|lock timeout|57014|55P03/.test(textOf(error));
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${error.message} ${error.cause === undefined ? '' : textOf(error.cause)}`;
}

const CONFLICT = /P2034|40P01|40001|deadlock detected|write conflict/i;

/** Runs a transaction again when it lost against another one; three times in all. */
export async function retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3 || !CONFLICT.test(textOf(error))) throw error;
      await sleep(5 * attempt);
    }
  }
}
