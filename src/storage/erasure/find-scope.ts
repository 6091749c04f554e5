import { foldWord } from '../../domain/intake/clean.ts';
import { ERASED } from '../../domain/privacy/erased.ts';
import type { ErasureRefusal, ErasureScope } from '../../usecases/erasure/ports.ts';
import { lockSubjects, type Transaction } from '../customer-lock.ts';
import { patternOf } from './patterns.ts';

/** What is to be erased, locked. */
export interface Found {
  /** The customer, and behind it those that were merged into it. */
  readonly customerIds: readonly string[];
  readonly number: number | null;
  readonly ticketIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly openTickets: readonly string[];
  /** Everything in it loses its words; else only those that name a person. */
  readonly isWhole: boolean;
  readonly personId: string | null;
  /** Named in the texts of these subjects, and in anybody's. */
  readonly patternWithin: string | null;
  readonly patternAnywhere: string | null;
  /** Whatever tells that a form, a deed or a message is about it. */
  readonly words: readonly string[];
  /** Conversations of the playground that were changed; filled in on the way. */
  readonly shownIn: string[];
  /** Tickets that were made from a message of somebody's. */
  readonly sources: number;
  /** Since when we know the customer who asked; `null` when nobody did. */
  readonly knownSince: Date | null;
}

/** Names of fewer letters are parts of other words. */
const TELLING_NAME = 3;
/** Texts of fewer letters are said of many things. */
const TELLING_TEXT = 8;
const ENDED = `('closed', 'cancelled', 'merged')`;

/** Locks a customer, its tickets and its talks, in the order in which everybody locks them, and reads what names them. */
export async function findScope(tx: Transaction, scope: ErasureScope): Promise<Found | ErasureRefusal> {
  const [target] = await tx.$queryRaw<{ id: string; number: number; createdAt: Date }[]>`
    SELECT id, number, created_at AS "createdAt" FROM customer
    WHERE id = (SELECT coalesce(merged_into, id) FROM customer WHERE number = ${scope.number})`;
  if (target === undefined) return { code: 'refused', reason: 'unknown-customer' };
  const customerIds = await mergedWith(tx, target.id);
  await lockSubjects(tx, customerIds);
  // Merged away while we waited: what was meant goes on in another one.
  const [now] = await tx.$queryRaw<
    { merged: string | null }[]
  >`SELECT merged_into AS merged FROM customer WHERE id = ${target.id}::uuid`;
  if (typeof now?.merged === 'string') return findScope(tx, scope);
  const people = await tx.contactPerson.findMany({ where: { customerId: { in: customerIds } } });
  const key = scope.person === null ? null : foldWord(scope.person);
  const person = key === null ? null : (people.find((one) => one.nameKey === key) ?? null);
  if (key !== null && person === null) return { code: 'refused', reason: 'unknown-person', people: people.length };

  const subjects = await tx.$queryRaw<{ id: string; type: string }[]>`
    SELECT s.id, s.type FROM subject s WHERE s.id IN (
      SELECT id FROM ticket WHERE customer_id = ANY (${customerIds}::uuid[])
      UNION SELECT k.id FROM contact k LEFT JOIN ticket t ON t.id = k.ticket_id
        WHERE k.customer_id = ANY (${customerIds}::uuid[]) OR t.customer_id = ANY (${customerIds}::uuid[]))
    ORDER BY s.id FOR UPDATE OF s`;
  const ticketIds = subjects.filter((one) => one.type === 'ticket').map((one) => one.id);
  const contactIds = subjects.filter((one) => one.type !== 'ticket').map((one) => one.id);
  const tickets = await tx.$queryRawUnsafe<{ number: string; is_open: boolean; has_source: boolean; text: string }[]>(
    `SELECT number, status NOT IN ${ENDED} AS is_open, source_key IS NOT NULL AS has_source, description AS text
     FROM ticket WHERE id = ANY ($1::uuid[]) ORDER BY number`,
    ticketIds,
  );
  const openTickets = tickets.filter((one) => one.is_open).map((one) => one.number);
  const base = {
    ...{ customerIds, ticketIds, contactIds, openTickets },
    ...{ number: target.number, shownIn: [], knownSince: target.createdAt },
  };
  if (person !== null) {
    const reach = { phones: defined(person.phone), mails: defined(person.mail) };
    const names = [...person.name].length >= 2 ? [person.name] : [];
    return {
      ...base,
      isWhole: false,
      personId: person.id,
      patternWithin: patternOf({ names, ...reach }),
      patternAnywhere: patternOf({ names: [], ...reach }),
      // A name alone may be somebody else's elsewhere.
      words: [...reach.phones, ...reach.mails],
      sources: 0,
    };
  }
  const rows = await tx.customer.findMany({
    where: { id: { in: [...customerIds] }, NOT: { nameKey: { startsWith: 'erased:' } } },
  });
  const texts = await textsOf(tx, [...ticketIds, ...contactIds]);
  const reach = {
    phones: people.flatMap((one) => defined(one.phone)),
    mails: people.flatMap((one) => defined(one.mail)),
  };
  const names = rows.map((one) => one.name).filter((name) => [...name].length >= TELLING_NAME);
  return {
    ...base,
    isWhole: true,
    personId: null,
    patternWithin: null,
    patternAnywhere: patternOf({ names, ...reach }),
    words: [
      ...names,
      ...reach.phones,
      ...reach.mails,
      ...people.map((one) => one.name).filter((name) => [...name].length >= 2),
      ...tickets.map((one) => one.number),
      ...texts.numbers,
      ...texts.said.filter((text) => [...text].length >= TELLING_TEXT && text !== ERASED),
    ],
    sources: tickets.filter((one) => one.has_source).length,
  };
}

/** Tickets and talks that ended before an instant, are owed nothing any more and still have words; so many at most. */
export async function findEnded(tx: Transaction, before: Date, limit: number): Promise<Found> {
  const owed = "SELECT FROM commitment c WHERE c.subject_id = x.id AND c.state = 'open'";
  const tickets = await tx.$queryRawUnsafe<{ id: string; number: string; description: string; has_source: boolean }[]>(
    `SELECT x.id, x.number, x.description, x.source_key IS NOT NULL AS has_source
     FROM ticket x JOIN subject s ON s.id = x.id
     WHERE x.erased_at IS NULL AND x.status IN ${ENDED} AND x.updated_at < $1 AND NOT EXISTS (${owed})
     ORDER BY x.id LIMIT $2 FOR UPDATE OF s SKIP LOCKED`,
    before,
    limit,
  );
  const contacts = await tx.$queryRawUnsafe<{ id: string; number: string }[]>(
    `SELECT x.id, x.number FROM contact x JOIN subject s ON s.id = x.id LEFT JOIN ticket t ON t.id = x.ticket_id
     WHERE x.erased_at IS NULL AND x.updated_at < $1 AND NOT EXISTS (${owed})
       AND (t.id IS NULL OR t.status IN ${ENDED} AND t.updated_at < $1)
     ORDER BY x.id LIMIT $2 FOR UPDATE OF s SKIP LOCKED`,
    before,
    limit,
  );
  const ids = [...tickets, ...contacts].map((one) => one.id);
  const { said } = await textsOf(tx, ids);
  return {
    customerIds: [],
    number: null,
    ticketIds: tickets.map((one) => one.id),
    contactIds: contacts.map((one) => one.id),
    openTickets: [],
    isWhole: true,
    personId: null,
    patternWithin: null,
    patternAnywhere: null,
    words: [
      ...[...tickets, ...contacts].map((one) => one.number),
      ...said.filter((text) => [...text].length >= TELLING_TEXT && text !== ERASED),
    ],
    shownIn: [],
    sources: tickets.filter((one) => one.has_source).length,
    knownSince: null,
  };
}

async function mergedWith(tx: Transaction, id: string): Promise<string[]> {
  const rows = await tx.customer.findMany({ where: { OR: [{ id }, { mergedInto: id }] }, select: { id: true } });
  return [id, ...rows.map((row) => row.id).filter((other) => other !== id)];
}

/** What was said about subjects, and the numbers of talks. */
async function textsOf(tx: Transaction, ids: readonly string[]): Promise<{ said: string[]; numbers: string[] }> {
  const rows = await tx.$queryRaw<{ text: string | null; number: string | null }[]>`
    SELECT description AS text, NULL AS number FROM ticket WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT content, number FROM contact WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT unnest(ARRAY[feedback, participants, facts, aim, materials]), NULL FROM contact WHERE id = ANY (${ids}::uuid[])
    UNION ALL SELECT body, NULL FROM follow_up WHERE contact_id = ANY (${ids}::uuid[])
    UNION ALL SELECT body, NULL FROM remark WHERE subject_id = ANY (${ids}::uuid[])`;
  return { said: rows.flatMap((row) => defined(row.text)), numbers: rows.flatMap((row) => defined(row.number)) };
}

function defined(text: string | null): string[] {
  return text === null || text === '' ? [] : [text];
}
