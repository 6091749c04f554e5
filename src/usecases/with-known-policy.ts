import { UnknownPolicy } from './failures.ts';
import type { Policies } from './ports.ts';

/**
 * Runs one transaction, and once more where its history names a policy that another replica was told of first: the
 * transaction is undone then, so the same key may be used again.
 */
export async function withKnownPolicy<T>(policies: Policies, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof UnknownPolicy)) throw error;
    await policies.refresh();
    return change();
  }
}
