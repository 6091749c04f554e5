import type { Instant } from '../domain/time.ts';
import { CHANNELS } from '../domain/vocabulary.ts';
import type {
  ContactStore,
  ContactView,
  FollowUpFilter,
  LedgerRow,
  ListedFollowUp,
} from '../usecases/contact-ports.ts';
import type { CustomerActivity } from '../usecases/customers/ports.ts';
import { CONTACT_COLUMNS, CONTACT_TABLES, type ContactRecord, contactFromRecord } from './contact-rows.ts';
import type { PrismaClient } from './generated/client.ts';

/** Last talks on a customer's card. */
const TALKS = 5;
const PROMISES = 10;

/** What was said to a customer lately, and what is promised to them. */
export async function readActivity(prisma: PrismaClient, customerId: string): Promise<CustomerActivity> {
  const [talks, promises] = await Promise.all([
    prisma.$queryRaw<
      { spoken_at: Date; channel: string | null; outcome: string; moods: string[]; author: string; content: string }[]
    >`
      SELECT spoken_at, channel, outcome, moods, author, content FROM contact
      WHERE customer_id = ${customerId}::uuid AND outcome <> 'none' AND same_as IS NULL
      ORDER BY spoken_at DESC LIMIT ${TALKS}`,
    prisma.$queryRaw<{ owner: string | null; due_at: Date; body: string }[]>`
      SELECT c.owner, c.due_at, f.body FROM contact k
      JOIN commitment c ON c.subject_id = k.id AND c.rule = 'follow-up' AND c.state = 'open'
      JOIN follow_up f ON f.contact_id = k.id AND f.n = c.n
      WHERE k.customer_id = ${customerId}::uuid ORDER BY c.due_at LIMIT ${PROMISES}`,
  ]);
  return {
    contacts: talks.map((one) => ({
      at: one.spoken_at.getTime(),
      channel: CHANNELS.find((channel) => channel === one.channel) ?? null,
      isReached: one.outcome === 'reached',
      moods: one.moods,
      by: one.author,
      gist: one.content === '' ? null : one.content,
    })),
    promises: promises.map((one) => ({ owner: one.owner, dueAt: one.due_at.getTime(), body: one.body })),
    nextCare: null,
  };
}

type Filter<Name extends 'list' | 'followUps'> = Parameters<ContactStore[Name]>[0];
interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Conditions and the values they name, gathered together. */
function conditions() {
  const values: unknown[] = [];
  const parts = ['true'];
  return {
    values,
    bind: (value: unknown) => `$${values.push(value)}`,
    add: (part: string) => parts.push(part),
    sql: () => parts.join(' AND '),
  };
}

/** A page of talks, newest first. */
export async function listContacts(
  prisma: PrismaClient,
  filter: Filter<'list'>,
  page: Page,
): Promise<{ contacts: readonly ContactView[]; total: number }> {
  const where = conditions();
  if (filter.author !== undefined && filter.teams !== undefined) {
    where.add(`(k.author = ${where.bind(filter.author)} OR k.team = ANY (${where.bind(filter.teams)}))`);
  } else if (filter.author !== undefined) where.add(`k.author = ${where.bind(filter.author)}`);
  else if (filter.teams !== undefined) where.add(`k.team = ANY (${where.bind(filter.teams)})`);
  if (filter.customerId !== undefined) where.add(`k.customer_id = ${where.bind(filter.customerId)}::uuid`);
  const paged = `OFFSET ${where.bind(page.offset)} LIMIT ${where.bind(page.limit)}`;
  const rows = await prisma.$queryRawUnsafe<(ContactRecord & { total: bigint })[]>(
    `WITH found AS (SELECT k.id, count(*) OVER () AS total FROM contact k
       WHERE ${where.sql()} ORDER BY k.spoken_at DESC, k.number DESC ${paged})
     SELECT ${CONTACT_COLUMNS}, f.total FROM found f JOIN ${CONTACT_TABLES} ON k.id = f.id
     ORDER BY k.spoken_at DESC, k.number DESC`,
    ...where.values,
  );
  return { contacts: rows.map(contactFromRecord), total: Number(rows[0]?.total ?? 0) };
}

/** A page of open promises, soonest due first. */
export async function listFollowUps(
  prisma: PrismaClient,
  filter: FollowUpFilter,
  page: Page,
): Promise<{ followUps: readonly ListedFollowUp[]; total: number }> {
  const where = conditions();
  where.add(`c.rule = 'follow-up' AND c.state = 'open'`);
  if (filter.owner !== undefined) where.add(`c.owner = ${where.bind(filter.owner)}`);
  if (filter.teams !== undefined) {
    const elsewhere = filter.orOf === undefined ? '' : ` OR c.owner = ${where.bind(filter.orOf)}`;
    where.add(`(c.team = ANY (${where.bind(filter.teams)})${elsewhere})`);
  }
  if (filter.customerId !== undefined) where.add(`k.customer_id = ${where.bind(filter.customerId)}::uuid`);
  if (filter.overdueAt !== undefined) where.add(`c.due_at <= ${where.bind(new Date(filter.overdueAt))}`);
  const paged = `OFFSET ${where.bind(page.offset)} LIMIT ${where.bind(page.limit)}`;
  const rows = await prisma.$queryRawUnsafe<(ContactRecord & { n: number; total: bigint })[]>(
    `WITH found AS (SELECT k.id, c.n, c.due_at, count(*) OVER () AS total
       FROM commitment c JOIN contact k ON k.id = c.subject_id WHERE ${where.sql()} ORDER BY c.due_at, k.number, c.n ${paged})
     SELECT ${CONTACT_COLUMNS}, f.n, f.total FROM found f JOIN ${CONTACT_TABLES} ON k.id = f.id
     ORDER BY f.due_at, k.number, f.n`,
    ...where.values,
  );
  const followUps = rows.flatMap((row) => {
    const contact = contactFromRecord(row);
    const followUp = contact.followUps.find((one) => one.n === row.n);
    return followUp === undefined ? [] : [{ contact, followUp }];
  });
  return { followUps, total: Number(rows[0]?.total ?? 0) };
}

/**
 * A promise is broken when any of its rounds was missed, and that is on record of whoever had it in the first such round;
 * else it counts for whoever had it last.
 */
const LEDGER = `
WITH rounds AS (
  SELECT c.*, k.customer_id, c.missed_at IS NOT NULL OR (c.state = 'open' AND c.due_at <= $2) AS is_missed
  FROM commitment c JOIN contact k ON k.id = c.subject_id WHERE c.rule = 'follow-up' AND c.started_at >= $1),
promises AS (
  SELECT subject_id, n, max(round) AS last_round, min(round) FILTER (WHERE is_missed) AS missed_round
  FROM rounds GROUP BY subject_id, n),
judged AS (
  SELECT r.owner, r.team, r.customer_id, p.missed_round IS NOT NULL AS is_broken, l.state, p.last_round - 1 AS moved
  FROM promises p
  JOIN rounds l ON l.subject_id = p.subject_id AND l.n = p.n AND l.round = p.last_round
  JOIN rounds r ON r.subject_id = p.subject_id AND r.n = p.n AND r.round = coalesce(p.missed_round, p.last_round))
SELECT %WHO% AS "of", count(*) FILTER (WHERE NOT is_broken AND j.state = 'met')::int AS kept,
  count(*) FILTER (WHERE is_broken)::int AS broken, count(*) FILTER (WHERE NOT is_broken AND j.state = 'open')::int AS open,
  count(*) FILTER (WHERE NOT is_broken AND j.state = 'cancelled')::int AS dropped, sum(j.moved)::int AS moved
FROM judged j %JOIN%
WHERE ($3::text[] IS NULL OR j.team = ANY ($3) OR j.owner = $4) AND ($5::text IS NULL OR j.owner = $5) AND %WHO% IS NOT NULL
GROUP BY 1 ORDER BY broken DESC, kept DESC, 1 LIMIT 50`;

const LEDGER_BY = {
  person: LEDGER.replaceAll('%WHO%', 'j.owner').replace('%JOIN%', ''),
  customer: LEDGER.replaceAll('%WHO%', 'cu.name').replace('%JOIN%', 'LEFT JOIN customer cu ON cu.id = j.customer_id'),
};

/** The promise ledger, whoever broke most first. */
export async function readLedger(
  prisma: PrismaClient,
  by: 'person' | 'customer',
  filter: Parameters<ContactStore['ledger']>[1],
  now: Instant,
): Promise<readonly LedgerRow[]> {
  return prisma.$queryRawUnsafe<LedgerRow[]>(
    LEDGER_BY[by],
    new Date(filter.since),
    new Date(now),
    filter.teams ?? null,
    filter.person ?? null,
    filter.teams === undefined ? (filter.person ?? null) : null,
  );
}
