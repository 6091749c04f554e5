import type { Transaction } from '../customer-lock.ts';

/** Numbers and ids by which something said names these subjects: their own, those of their customers, and of their tickets. */
const NAMES = `
WITH these AS (SELECT unnest($1::uuid[]) AS id),
talks AS (SELECT id, number, customer_id, ticket_id FROM contact WHERE id IN (SELECT id FROM these)),
tickets AS (SELECT id, number, customer_id FROM ticket
  WHERE id IN (SELECT id FROM these UNION SELECT ticket_id FROM talks)),
customers AS (SELECT id, number FROM customer
  WHERE id IN (SELECT id FROM these UNION SELECT customer_id FROM talks UNION SELECT customer_id FROM tickets))
SELECT id::text AS name FROM these
UNION SELECT number FROM talks UNION SELECT number FROM tickets
UNION SELECT 'K' || lpad(number::text, greatest(5, length(number::text)), '0') FROM customers`;

/** A card that delivery shows anew where it stands: it stays. */
const IS_SHOWN_ANEW = `EXISTS (
  SELECT FROM card k JOIN wecom_code w ON w.task_id = k.address_message AND w.expires_at > clock_timestamp()
  WHERE k.address_message = s.card_id)`;

/** WeCom takes back what is younger than a day (D/94867), and the AI bot nothing. */
const CAN_GO = `s.address_message IS NOT NULL AND (s.platform <> 'wecom' OR s.at > clock_timestamp() - interval '24 hours')`;

const moved = (which: string, receipt: string) => `
gone AS (DELETE FROM spoken s WHERE ${which} AND NOT ${IS_SHOWN_ANEW}
  RETURNING s.*, ${receipt} AS receipt, ${CAN_GO} AS can_go)
INSERT INTO erasure_post (receipt, platform, workspace, conversation, place_conversation, place_message, state, reason)
SELECT receipt, platform, workspace, conversation, address_conversation, address_message,
  CASE WHEN can_go THEN 'pending' ELSE 'impossible' END, CASE WHEN can_go THEN NULL ELSE 'cannot be taken back (any more)' END
FROM gone`;

/** A customer is known by business time, and what was said by the machine's. */
const KNOWN_SINCE = `$3::timestamptz - coalesce(
  (SELECT value::bigint FROM setting WHERE name = 'clock.offset'), 0) * interval '1 millisecond'`;

/**
 * What names the subjects; and, where a customer asks, what names nobody by number since we know them: choices, questions
 * back and refusals repeat what was typed.
 */
const TAKE = `
WITH ${moved(`(s.about && $1::text[] OR s.about = '{}' AND s.at >= ${KNOWN_SINCE})`, '$2::int')} RETURNING state`;

/** Looks again, a little later, for what was rendered before the erasure and said after it. */
const LOOK_AGAIN = `
INSERT INTO erasure_post (receipt, platform, workspace, conversation, about, next_at)
SELECT $2::int, '', '', '', $1::text[], clock_timestamp() + interval '40 s' WHERE cardinality($1::text[]) > 0`;

/** What was still on its way: said within so long of the erasure. */
export const SWEEP = `
WITH due AS (
  UPDATE erasure_post SET state = 'done'
  WHERE state = 'pending' AND cardinality(about) > 0 AND next_at <= clock_timestamp() RETURNING receipt, about, next_at),
found AS (
  SELECT s.id, d.receipt FROM due d JOIN spoken s ON s.about && d.about AND s.at < d.next_at - interval '25 s'),
${moved('s.id IN (SELECT id FROM found)', '(SELECT max(f.receipt) FROM found f WHERE f.id = s.id)')}`;

/**
 * Has what was said past delivery about subjects follow their erasure. `knownSince`: since when the customer is known who
 * asked; `null` when nobody did.
 */
export async function eraseSpoken(
  tx: Transaction,
  receipt: number,
  ids: readonly string[],
  knownSince: Date | null,
): Promise<{ readonly going: number; readonly staying: number }> {
  const rows = await tx.$queryRawUnsafe<{ name: string }[]>(NAMES, [...ids]);
  const names = rows.map((row) => row.name);
  const moved = await tx.$queryRawUnsafe<{ state: string }[]>(TAKE, names, receipt, knownSince);
  await tx.$executeRawUnsafe(LOOK_AGAIN, names, receipt);
  const staying = moved.filter((row) => row.state === 'impossible').length;
  return { going: moved.length - staying, staying };
}
