import type { Instant } from '../domain/time.ts';
import { CHANNELS } from '../domain/vocabulary.ts';
import type {
  ContactEntry,
  ContactStore,
  ContactView,
  FollowUpFilter,
  LedgerRow,
  ListedFollowUp,
  LoggedContact,
  NewContact,
} from '../usecases/contact-ports.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import type { CustomerActivity } from '../usecases/customers/ports.ts';
import { changeSubject, type Transaction } from './change-subject.ts';
import {
  CONTACT_COLUMNS,
  CONTACT_TABLES,
  type ContactRecord,
  contactEventsFromJson,
  contactFromRecord,
} from './contact-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { retryingConflicts, tellingWhatWasSaved } from './saved-or-not.ts';
import { createContact, writeContactChanges } from './write-contact.ts';

const LOAD_CONTACT = `
  SELECT ${CONTACT_COLUMNS}, (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = k.id) AS events
  FROM ${CONTACT_TABLES}`;
const OWES = `EXISTS (SELECT FROM commitment c WHERE c.subject_id = k.id AND c.state = 'open')`;
/** Smaller than every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Talks of one customer that begin so close to each other may be one talk that two people logged. */
const SAME_TALK_MINUTES = 30;

/** Contacts in PostgreSQL. `onWritten` is called after each commit that left something to be delivered. */
export function createContactStore(deps: { prisma: PrismaClient; onWritten: () => void }): ContactStore {
  const { prisma } = deps;
  return {
    log: async (contact) => {
      const logged = await retryingConflicts(() => logOnce(prisma, contact));
      if (logged.status === 'created') deps.onWritten();
      return logged;
    },

    change: async (request, decide) => {
      const { outcome, hasWritten } = await retryingConflicts(() =>
        changeSubject<ContactResult>(prisma, 'contact', request, async (tx, id) => {
          // Loaded by a later statement than the lock: one statement would still see what stood before it waited.
          const loaded = id === null ? null : await loadContact(tx, id);
          const decided = decide(loaded);
          await writeContactChanges(tx, { dedupeKey: request.dedupeKey, loaded, ...decided });
          return { outcome: decided.outcome, hasWritten: decided.changes !== null };
        }),
      );
      if (hasWritten) deps.onWritten();
      return outcome;
    },

    find: (number) =>
      reading(async () => {
        const [row] = await prisma.$queryRawUnsafe<ContactRecord[]>(
          `SELECT ${CONTACT_COLUMNS} FROM ${CONTACT_TABLES} WHERE k.number = $1`,
          number,
        );
        return row === undefined ? null : contactFromRecord(row);
      }),

    history: (id) => reading(() => readEntries(prisma, id)),
    list: (filter, page) => reading(() => listContacts(prisma, filter, page)),
    followUps: (filter, page) => reading(() => listFollowUps(prisma, filter, page)),
    ledger: (by, filter, now) => reading(() => readLedger(prisma, by, filter, now)),

    activity: (customerId) => reading(() => readActivity(prisma, customerId)),

    customersLike: (beginning) =>
      reading(async () => {
        const rows = await prisma.$queryRaw<{ name: string }[]>`
          SELECT name FROM customer WHERE merged_into IS NULL AND starts_with(${beginning}, name_key)
          ORDER BY length(name_key) DESC LIMIT 5`;
        return rows.map((row) => row.name);
      }),

    underOtherPolicy: async (hash, after, limit) => {
      const rows = await prisma.$queryRawUnsafe<{ number: string }[]>(
        `SELECT k.number FROM contact k WHERE k.policy <> $1 AND k.number > $2 AND ${OWES} ORDER BY k.number LIMIT $3`,
        hash,
        after ?? '',
        limit,
      );
      return rows.map((row) => row.number);
    },

    loadAfter: async (after, limit) => {
      const rows = await prisma.$queryRawUnsafe<(ContactRecord & { events: unknown })[]>(
        `${LOAD_CONTACT} WHERE k.id > $1::uuid AND ${OWES} ORDER BY k.id LIMIT $2`,
        after ?? FIRST_ID,
        limit,
      );
      return rows.map((row) => {
        const { id, number, commitments } = contactFromRecord(row);
        return { id, number, commitments, events: contactEventsFromJson(row.events) };
      });
    },
  };
}

/** Last talks on a customer's card. */
const TALKS = 5;
const PROMISES = 10;

async function readActivity(prisma: PrismaClient, customerId: string): Promise<CustomerActivity> {
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

/** Whoever only asked is told that the database is away, and that nothing was lost by it. */
function reading<T>(read: () => Promise<T>): Promise<T> {
  return tellingWhatWasSaved('never', read);
}

async function logOnce(prisma: PrismaClient, contact: NewContact): Promise<LoggedContact> {
  return tellingWhatWasSaved('on-commit', (committing) =>
    prisma.$transaction(
      async (tx) => {
        const earlier = await claimKeys(tx, contact);
        if (earlier !== null) return { ...earlier, sameTalk: null };
        const { number, customerId } = await createContact(tx, contact);
        const sameTalk = await findSameTalk(tx, contact, customerId);
        committing();
        return { status: 'created', number, sameTalk } as const;
      },
      { timeout: 5_000, maxWait: 2_000 },
    ),
  );
}

/** The keys of a new contact, or what was recorded under one of them before. */
async function claimKeys(
  tx: Transaction,
  { dedupeKey, sameKey, id }: NewContact,
): Promise<{ readonly status: 'repeated' | 'same-words'; readonly number: string } | null> {
  const numberOf = async (key: string) => {
    const [row] = await tx.$queryRaw<{ number: string }[]>`
      SELECT k.number FROM dedupe d JOIN contact k ON k.id = d.subject_id WHERE d.key = ${key}`;
    if (row === undefined) throw new Error(`the dedupe key ${key} was used by another kind of deed`);
    return row.number;
  };
  const claimed = await tx.$executeRaw`INSERT INTO dedupe (key) VALUES (${dedupeKey}) ON CONFLICT (key) DO NOTHING`;
  if (claimed === 0) return { status: 'repeated', number: await numberOf(dedupeKey) };
  const spoken = await tx.$executeRaw`
    INSERT INTO dedupe (key, subject_id) VALUES (${sameKey}, ${id}::uuid)
    ON CONFLICT (key) DO UPDATE SET subject_id = excluded.subject_id, at = clock_timestamp()
    WHERE dedupe.at < clock_timestamp() - interval '30 s'`;
  if (spoken === 1) return null;
  // This request made nothing: its key leads to what the first one made.
  await tx.$executeRaw`
    UPDATE dedupe SET subject_id = (SELECT subject_id FROM dedupe WHERE key = ${sameKey}) WHERE key = ${dedupeKey}`;
  return { status: 'same-words', number: await numberOf(sameKey) };
}

async function findSameTalk(
  tx: Transaction,
  { id, author, outcome, channel, spokenAt }: NewContact,
  customerId: string,
): Promise<LoggedContact['sameTalk']> {
  if (outcome !== 'reached') return null;
  const [row] = await tx.$queryRaw<{ number: string; author: string; spoken_at: Date }[]>`
    SELECT number, author, spoken_at FROM contact
    WHERE customer_id = ${customerId}::uuid AND id <> ${id}::uuid AND author <> ${author} AND outcome = 'reached'
      AND same_as IS NULL AND (channel IS NULL OR ${channel}::text IS NULL OR channel = ${channel})
      AND abs(extract(epoch FROM spoken_at - ${new Date(spokenAt)}::timestamptz)) <= ${SAME_TALK_MINUTES * 60}
    ORDER BY abs(extract(epoch FROM spoken_at - ${new Date(spokenAt)}::timestamptz)) LIMIT 1`;
  return row === undefined ? null : { number: row.number, author: row.author, spokenAt: row.spoken_at.getTime() };
}

async function loadContact(tx: Transaction, id: string) {
  const [row] = await tx.$queryRawUnsafe<(ContactRecord & { events: unknown })[]>(
    `${LOAD_CONTACT} WHERE k.id = $1::uuid`,
    id,
  );
  return row === undefined ? null : { view: contactFromRecord(row), events: contactEventsFromJson(row.events) };
}

async function readEntries(prisma: PrismaClient, id: string): Promise<readonly ContactEntry[]> {
  const [row] = await prisma.$queryRawUnsafe<{ events: unknown; remarks: { seq: number; body: string }[] | null }[]>(
    `SELECT (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = $1::uuid) AS events,
            (SELECT json_agg(r.*) FROM remark r WHERE r.subject_id = $1::uuid) AS remarks`,
    id,
  );
  const remarksBySeq = new Map((row?.remarks ?? []).map((one) => [one.seq, one.body]));
  return contactEventsFromJson(row?.events).map((event) => ({ ...event, remark: remarksBySeq.get(event.seq) ?? null }));
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

async function listContacts(
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

async function listFollowUps(
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

async function readLedger(
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
