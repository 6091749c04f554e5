import type { Transaction } from '../customer-lock.ts';
import type { Found } from './find-scope.ts';

/**
 * What subjects are found by goes with their words, at once: the job that makes it anew from what is left comes a moment
 * later. Saved searches that name what was erased go as well, and the reasons of deeds on many tickets.
 */
export async function eraseSearch(tx: Transaction, found: Found, touched: ReadonlySet<string>): Promise<void> {
  await tx.$executeRaw`DELETE FROM ticket_search WHERE ticket_id = ANY (${[...touched]}::uuid[])`;
  const words = [...new Set(found.words.map((word) => word.normalize('NFKC').toLowerCase()))];
  if (words.length > 0) {
    await tx.$executeRaw`
      DELETE FROM ticket_filter f WHERE EXISTS (
        SELECT FROM unnest(${words}::text[]) w WHERE position(w IN lower(f.query)) > 0 OR position(w IN f.name_key) > 0)`;
  }
  await tx.$executeRaw`
    UPDATE bulk_deed d SET reason = NULL WHERE d.reason IS NOT NULL AND (
      d.numbers && ARRAY(SELECT t.number FROM ticket t WHERE t.id = ANY (${[...touched]}::uuid[]))
      OR EXISTS (SELECT FROM unnest(${words}::text[]) w WHERE position(w IN lower(d.reason)) > 0))`;
}
