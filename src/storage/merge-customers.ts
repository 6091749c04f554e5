import type { CustomerOutcome, CustomerStore } from '../usecases/customers/ports.ts';
import type { Sound } from './customer-keys.ts';
import { lockSubjects, type Transaction } from './customer-lock.ts';
import { showTicketsAnew } from './show-tickets-anew.ts';
import { writeEvent, writeKeys } from './write-customer.ts';

/** Tables whose rows follow their customer; what is unique within a customer is moved below. */
const FOLLOWING = ['ticket', 'contact', 'cooperation_event', 'wecom_contact'] as const;

/** Fields that one entry may lack and the other have. */
const FILLED = [
  ...['short_name', 'industry', 'size', 'product', 'amount', 'first_cooperation', 'contract_from', 'contract_until'],
  ...['needs', 'hidden_needs', 'demands', 'account_manager', 'success_manager'],
].map((column) => `${column} = coalesce(i.${column}, f.${column})`);

interface Row {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly shortName: string | null;
}

/**
 * Makes one customer of two. Both numbers lead on, whatever they were merged into before, so that no circle can close:
 * whoever meets themselves at the end is the same customer already.
 */
export async function mergeCustomerRows(
  tx: Transaction,
  request: Parameters<CustomerStore['merge']>[0],
  sound: Sound,
): Promise<CustomerOutcome> {
  const asked = [await liveRow(tx, request.from), await liveRow(tx, request.into)] as const;
  if (asked[0] === null || asked[1] === null) return { code: 'refused', reason: 'unknown-customer' };
  const locked = await lockSubjects(tx, [asked[0].id, asked[1].id]);
  // Looked at again under the locks: somebody may have merged either of them meanwhile.
  const from = await liveRow(tx, request.from);
  const into = await liveRow(tx, request.into);
  if (from === null || into === null || from.id === into.id) return { code: 'refused', reason: 'same-customer' };
  const seqOf = (id: string) => (locked.find((one) => one.id === id)?.lastSeq ?? 0) + 1;
  // As whoever works on one of them does: first its lock, then its row and its cards.
  await tx.$queryRaw`
    SELECT s.id FROM subject s JOIN ticket t ON t.id = s.id WHERE t.customer_id = ${from.id}::uuid ORDER BY s.id FOR UPDATE OF s`;
  let tickets = 0;
  for (const table of FOLLOWING) {
    const moved = await tx.$executeRawUnsafe(
      `UPDATE ${table} SET customer_id = $1::uuid WHERE customer_id = $2::uuid`,
      into.id,
      from.id,
    );
    if (table === 'ticket') tickets = moved;
  }
  await movePeople(tx, from.id, into.id);
  await moveCare(tx, from.id, into.id);
  await tx.$executeRaw`
    INSERT INTO customer_tag (customer_id, tag_key, tag) SELECT ${into.id}::uuid, tag_key, tag FROM customer_tag WHERE customer_id = ${from.id}::uuid
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM customer_tag WHERE customer_id = ${from.id}::uuid`;
  await tx.$executeRawUnsafe(
    `UPDATE customer i SET ${FILLED.join(', ')}, vip = i.vip OR f.vip, updated_at = $3
     FROM customer f WHERE i.id = $1::uuid AND f.id = $2::uuid`,
    into.id,
    from.id,
    new Date(request.at),
  );
  await tx.$executeRaw`
    UPDATE customer SET merged_into = ${into.id}::uuid WHERE id = ${from.id}::uuid OR merged_into = ${from.id}::uuid`;
  await inheritNames(tx, from, into, sound);
  for (const [one, other] of [
    [into, from],
    [from, into],
  ] as const) {
    const event = { type: 'customer-merged', other: other.id, into: one === from } as const;
    await writeEvent(tx, one.id, seqOf(one.id), request.by, request.at, event, null);
    await tx.subject.update({ where: { id: one.id }, data: { lastSeq: seqOf(one.id) } });
  }
  await showTicketsAnew(tx, into.id);
  return { code: 'merged', number: into.number, from: from.number, tickets };
}

async function liveRow(tx: Transaction, number: number): Promise<Row | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT id, number, name, short_name AS "shortName" FROM customer
    WHERE id = (SELECT coalesce(merged_into, id) FROM customer WHERE number = ${number})`;
  return row ?? null;
}

/** People of one name are one person: what the one entry lacks the other fills in. */
async function movePeople(tx: Transaction, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE contact_person i SET post = coalesce(i.post, f.post), channel = coalesce(i.channel, f.channel),
      phone = coalesce(i.phone, f.phone), mail = coalesce(i.mail, f.mail),
      birth_calendar = coalesce(i.birth_calendar, f.birth_calendar),
      birth_month = CASE WHEN i.birth_calendar IS NULL THEN f.birth_month ELSE i.birth_month END,
      birth_day = CASE WHEN i.birth_calendar IS NULL THEN f.birth_day ELSE i.birth_day END,
      birth_year = CASE WHEN i.birth_calendar IS NULL THEN f.birth_year ELSE i.birth_year END
    FROM contact_person f
    WHERE i.customer_id = ${into}::uuid AND f.customer_id = ${from}::uuid AND i.name_key = f.name_key`;
  await tx.$executeRaw`
    DELETE FROM contact_person f WHERE f.customer_id = ${from}::uuid
      AND EXISTS (SELECT FROM contact_person i WHERE i.customer_id = ${into}::uuid AND i.name_key = f.name_key)`;
  await tx.$executeRaw`UPDATE contact_person SET customer_id = ${into}::uuid WHERE customer_id = ${from}::uuid`;
}

/** Its place in campaigns, and days of its own. Of two places the earlier one stands, with whatever was answered first. */
async function moveCare(tx: Transaction, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE campaign_member i SET rank = least(i.rank, f.rank), day = least(i.day, f.day),
      answer = CASE WHEN f.is_first THEN f.answer ELSE i.answer END,
      answered_at = CASE WHEN f.is_first THEN f.answered_at ELSE i.answered_at END,
      answered_by = CASE WHEN f.is_first THEN f.answered_by ELSE i.answered_by END
    FROM (
      SELECT f.*, f.answer IS NOT NULL AND (o.answer IS NULL OR f.answered_at < o.answered_at) AS is_first
      FROM campaign_member f JOIN campaign_member o ON o.campaign_id = f.campaign_id AND o.customer_id = ${into}::uuid
      WHERE f.customer_id = ${from}::uuid) f
    WHERE i.campaign_id = f.campaign_id AND i.customer_id = ${into}::uuid`;
  await tx.$executeRaw`
    DELETE FROM campaign_member f WHERE f.customer_id = ${from}::uuid AND EXISTS (
      SELECT FROM campaign_member i WHERE i.campaign_id = f.campaign_id AND i.customer_id = ${into}::uuid)`;
  await tx.$executeRaw`UPDATE campaign_member SET customer_id = ${into}::uuid WHERE customer_id = ${from}::uuid`;
  // A company was founded once.
  await tx.$executeRaw`
    DELETE FROM care_date f WHERE f.customer_id = ${from}::uuid AND f.kind = 'founded' AND EXISTS (
      SELECT FROM care_date i WHERE i.customer_id = ${into}::uuid AND i.kind = 'founded')`;
  await tx.$executeRaw`UPDATE care_date SET customer_id = ${into}::uuid WHERE customer_id = ${from}::uuid`;
}

async function inheritNames(tx: Transaction, from: Row, into: Row, sound: Sound): Promise<void> {
  const former = await tx.customerKey.findMany({
    where: { customerId: from.id, kind: 'alias' },
    select: { key: true },
  });
  await tx.customerKey.deleteMany({ where: { customerId: from.id } });
  const shortName = into.shortName ?? from.shortName;
  const aliases = [from.name, ...(from.shortName === null ? [] : [from.shortName]), ...former.map((row) => row.key)];
  await writeKeys(tx, into.id, { name: into.name, shortName }, aliases, sound);
}
