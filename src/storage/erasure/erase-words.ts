import { ERASED } from '../../domain/privacy/erased.ts';
import type { Transaction } from '../customer-lock.ts';
import { jsonParameter } from '../json-parameter.ts';
import { eraseSearch } from './erase-search.ts';
import type { Found } from './find-scope.ts';

/** Rows that lost words, by what they are, and the subjects whose cards must be shown anew. */
export interface Erased {
  readonly counts: Record<string, number>;
  readonly touched: ReadonlySet<string>;
}

const NONE = (column: string) => `${column} IN ('', '${ERASED}')`;
/** Texts of a customer's own row that may be missing. */
const CUSTOMER_WORDS = [
  ...['short_name', 'industry', 'size', 'product', 'needs', 'hidden_needs', 'demands', 'tier_reason'],
];

/** Of a customer: its own row and everything that has no meaning without words. $1: ids of customers. */
const OF_CUSTOMERS: Readonly<Record<string, string>> = {
  people: 'DELETE FROM contact_person WHERE customer_id = ANY ($1::uuid[]) RETURNING customer_id AS id',
  tags: 'DELETE FROM customer_tag WHERE customer_id = ANY ($1::uuid[]) RETURNING customer_id AS id',
  keys: 'DELETE FROM customer_key WHERE customer_id = ANY ($1::uuid[]) RETURNING customer_id AS id',
  events: `WITH events AS (
      UPDATE cooperation_event SET remark = NULL, source_key = NULL
      WHERE customer_id = ANY ($1::uuid[]) AND (remark IS NOT NULL OR source_key IS NOT NULL) RETURNING customer_id AS id),
    dates AS (
      UPDATE care_date SET title = NULL WHERE customer_id = ANY ($1::uuid[]) AND title IS NOT NULL RETURNING customer_id AS id)
    SELECT id FROM events UNION ALL SELECT id FROM dates`,
  // Named by its number from now on, which is not looked up as a name.
  customers: `UPDATE customer SET name = 'K' || lpad(number::text, greatest(5, length(number::text)), '0'),
    name_key = 'erased:' || id, ${CUSTOMER_WORDS.map((column) => `${column} = NULL`).join(', ')}, erased_at = $2
    WHERE id = ANY ($1::uuid[]) AND (name_key <> 'erased:' || id
      OR coalesce(${CUSTOMER_WORDS.join(', ')}) IS NOT NULL) RETURNING id`,
};

/** Of tickets and talks. $1: ids of subjects. */
const OF_SUBJECTS: Readonly<Record<string, string>> = {
  tickets: `UPDATE ticket SET description = '${ERASED}', problem_type = NULL, erased_at = $2
    WHERE id = ANY ($1::uuid[]) AND (NOT ${NONE('description')} OR problem_type IS NOT NULL) RETURNING id`,
  contacts: `UPDATE contact SET content = '${ERASED}', feedback = NULL, participants = NULL, facts = NULL,
      aim = NULL, materials = NULL, erased_at = $2
    WHERE id = ANY ($1::uuid[])
      AND (NOT ${NONE('content')} OR coalesce(feedback, participants, facts, aim, materials) IS NOT NULL) RETURNING id`,
  promises: `UPDATE follow_up SET body = '${ERASED}'
    WHERE contact_id = ANY ($1::uuid[]) AND NOT ${NONE('body')} RETURNING contact_id AS id`,
  remarks: 'DELETE FROM remark WHERE subject_id = ANY ($1::uuid[]) RETURNING subject_id AS id',
};

/** Erases every word of a scope. The rows stay: numbers, enums and times are the history (design §6.8). */
export async function eraseWords(tx: Transaction, found: Found, at: Date): Promise<Erased> {
  const counts: Record<string, number> = {};
  const touched = new Set<string>();
  const run = async (count: string, sql: string, ...values: readonly unknown[]) => {
    const given = sql.includes('$2') ? values : values.slice(0, 1);
    const rows = await tx.$queryRawUnsafe<{ id: string | null }[]>(sql, ...given);
    counts[count] = (counts[count] ?? 0) + rows.length;
    for (const { id } of rows) if (id !== null) touched.add(id);
    return rows.length;
  };
  const subjects = [...found.customerIds, ...found.ticketIds, ...found.contactIds];
  if (found.isWhole) {
    for (const [count, sql] of Object.entries(OF_CUSTOMERS)) await run(count, sql, found.customerIds, at);
    for (const [count, sql] of Object.entries(OF_SUBJECTS)) await run(count, sql, subjects, at);
    // Its name stands on all of their cards.
    if ((counts.customers ?? 0) > 0) for (const id of subjects) touched.add(id);
    // Whoever was erased is not brought back by the next look into WeCom's customer list.
    await tx.$executeRaw`UPDATE wecom_contact SET erased_at = ${at} WHERE customer_id = ANY (${[...found.customerIds]}::uuid[]) AND erased_at IS NULL`;
    // A hash of the words; whoever says them again begins anew.
    await tx.$executeRaw`UPDATE dedupe SET same_key = NULL WHERE subject_id = ANY (${subjects}::uuid[]) AND same_key IS NOT NULL`;
  }
  if (found.personId !== null) {
    await tx.$executeRaw`UPDATE wecom_contact SET erased_at = ${at} WHERE person_id = ${found.personId}::uuid AND erased_at IS NULL`;
    await run('people', 'DELETE FROM contact_person WHERE id = ANY ($1::uuid[]) RETURNING customer_id AS id', [
      found.personId,
    ]);
  }
  if (found.patternWithin !== null) await redact(run, found.patternWithin, subjects);
  if (found.patternAnywhere !== null) await redact(run, found.patternAnywhere, null);
  await eraseInPassing(tx, found, counts);
  await eraseSearch(tx, found, touched);
  return { counts, touched };
}

/** Columns in which somebody may be named, and whose row it is. */
const NAMED_IN: readonly { readonly table: string; readonly of: string; readonly columns: readonly string[] }[] = [
  { table: 'ticket', of: 'id', columns: ['description', 'problem_type'] },
  { table: 'contact', of: 'id', columns: ['content', 'feedback', 'participants', 'facts', 'aim', 'materials'] },
  { table: 'follow_up', of: 'contact_id', columns: ['body'] },
  { table: 'remark', of: 'subject_id', columns: ['body'] },
  { table: 'customer', of: 'id', columns: ['needs', 'hidden_needs', 'demands', 'tier_reason'] },
  { table: 'cooperation_event', of: 'customer_id', columns: ['remark'] },
  { table: 'care_date', of: 'customer_id', columns: ['title'] },
  { table: 'campaign', of: 'id', columns: ['title'] },
];

/** Takes a name out of texts that say other things as well. `within`: of these subjects alone. */
async function redact(
  run: (count: string, sql: string, ...values: readonly unknown[]) => Promise<number>,
  pattern: string,
  within: readonly string[] | null,
): Promise<void> {
  for (const { table, of, columns } of NAMED_IN) {
    const set = columns.map((column) => `${column} = regexp_replace(${column}, $1, '${ERASED}', 'gi')`).join(', ');
    const named = columns.map((column) => `${column} ~* $1`).join(' OR ');
    const where = within === null ? `(${named})` : `(${named}) AND ${of} = ANY ($2::uuid[])`;
    await run('mentions', `UPDATE ${table} SET ${set} WHERE ${where} RETURNING ${of} AS id`, pattern, within);
  }
  const tagged = within === null ? 'tag ~* $1' : 'tag ~* $1 AND customer_id = ANY ($2::uuid[])';
  await run('tags', `DELETE FROM customer_tag WHERE ${tagged} RETURNING customer_id AS id`, pattern, within);
}

/** What stands in the playground's chat where words were. */
const BLANK_MESSAGE = { tone: 'muted', title: '', summary: ERASED, body: ERASED };

/** Words on their way: forms half filled in, deeds that nobody finished, the playground's own chat. */
async function eraseInPassing(tx: Transaction, found: Found, counts: Record<string, number>): Promise<void> {
  const words = [...new Set(found.words.map((word) => JSON.stringify(word).slice(1, -1).toLowerCase()))];
  const says = (column: string) =>
    `EXISTS (SELECT FROM unnest($1::text[]) w WHERE position(w IN lower(${column}::text)) > 0)`;
  counts.forms = await tx.$executeRawUnsafe(
    `UPDATE form_link SET form = NULL, expires_at = least(expires_at, clock_timestamp()) WHERE form IS NOT NULL AND ${says('form')}`,
    words,
  );
  // Whoever works on one just now erases its words in a moment; what nobody holds any more would keep them for days.
  counts.deeds = await tx.$executeRawUnsafe(
    `UPDATE received SET inbound = NULL, way = NULL, done_at = clock_timestamp()
     WHERE done_at IS NULL AND lease_until < clock_timestamp() AND (${says('inbound')} OR ${says('way')})`,
    words,
  );
  const conversations = await tx.$queryRawUnsafe<{ conversation: string }[]>(
    `UPDATE playground_message m SET card = $2::jsonb, version = version + 1
     WHERE m.card <> $2::jsonb AND (${says('m.card')} OR m.thread IN (
       SELECT k.address_message FROM card k WHERE k.platform = 'playground' AND k.subject_id = ANY ($3::uuid[])))
     RETURNING conversation`,
    words,
    jsonParameter(BLANK_MESSAGE),
    found.isWhole ? [...found.ticketIds, ...found.contactIds] : [],
  );
  counts.messages = conversations.length;
  found.shownIn.push(...new Set(conversations.map((row) => row.conversation)));
}
