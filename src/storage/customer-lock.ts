import type { PrismaClient } from './generated/client.ts';

export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/**
 * Locks the customer of a number, or what it was merged into. Its subject is made when there is none yet: customers come
 * about on the way to a ticket, and that way writes as little as it can.
 */
export async function lockCustomer(tx: Transaction, number: number): Promise<{ id: string; lastSeq: number } | null> {
  const [target] = await tx.$queryRaw<{ id: string }[]>`
    SELECT coalesce(merged_into, id) AS id FROM customer WHERE number = ${number}`;
  if (target === undefined) return null;
  const [locked] = await lockSubjects(tx, [target.id]);
  const row = await tx.customer.findUnique({ where: { id: target.id }, select: { mergedInto: true } });
  // Merged while we waited for the lock: what was meant is now the other one.
  if (row?.mergedInto) return lockCustomer(tx, number);
  return locked === undefined ? null : { id: target.id, lastSeq: locked.lastSeq };
}

/** Locks subjects of customers in one order, whoever asks. */
export async function lockSubjects(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly { id: string; lastSeq: number }[]> {
  const sorted = [...ids].toSorted();
  await tx.$executeRaw`
    INSERT INTO subject (id, type, last_seq) SELECT id, 'customer', 0 FROM unnest(${sorted}::uuid[]) AS x(id) ORDER BY id
    ON CONFLICT (id) DO NOTHING`;
  return tx.$queryRaw<{ id: string; lastSeq: number }[]>`
    SELECT id, last_seq AS "lastSeq" FROM subject WHERE id = ANY (${sorted}::uuid[]) ORDER BY id FOR UPDATE`;
}
