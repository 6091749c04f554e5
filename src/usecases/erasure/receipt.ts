import { createHash } from 'node:crypto';
import type { ErasureReceipt } from './ports.ts';

/** What a receipt says, in one order whoever writes it down: a changed number or date shows. */
export function receiptHash(receipt: Omit<ErasureReceipt, 'hash'>): string {
  const { number, at, by, what, customerId, personId } = receipt;
  const counts = Object.entries(receipt.counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([number, at, by, what, customerId, personId, counts]))
    .digest('hex');
}
