import type { Transaction } from './customer-lock.ts';

/** Most cards shown anew at one time; older ones follow when something else changes on them. */
const SHOWN = 200;

/**
 * Cards of a customer's open tickets in their newest state: its name or mark stands on each. Cards, then waiting rows, each
 * in order, as everybody locks them.
 */
const SHOW_ANEW = `
WITH these AS (
  SELECT k.id FROM card k JOIN ticket t ON t.id = k.subject_id
  WHERE t.customer_id = $1::uuid AND k.kind = 'ticket' AND t.status IN ('pending', 'in-progress', 'waiting', 'resolved')
  ORDER BY k.id DESC LIMIT ${SHOWN}),
locked AS (SELECT k.id FROM card k WHERE k.id IN (SELECT id FROM these) ORDER BY k.id FOR UPDATE OF k),
shown AS (
  UPDATE card k SET wanted_version = wanted_version + 1 FROM locked l WHERE k.id = l.id
  RETURNING k.id, k.subject_id, k.platform, k.workspace, k.conversation)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT platform, workspace, conversation, 'card', subject_id, id, false, id FROM shown ORDER BY id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/** Has the cards of a customer's open tickets shown anew. Returns how many. */
export function showTicketsAnew(tx: Transaction, customerId: string): Promise<number> {
  return tx.$executeRawUnsafe(SHOW_ANEW, customerId);
}
