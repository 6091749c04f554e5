import type { ContactEntry, ContactStore, LoggedContact, NewContact } from '../usecases/contact-ports.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import { changeSubject, type Transaction } from './change-subject.ts';
import {
  CONTACT_COLUMNS,
  CONTACT_TABLES,
  type ContactRecord,
  contactEventsFromJson,
  contactFromRecord,
} from './contact-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { listContacts, listFollowUps, readActivity, readLedger } from './list-contacts.ts';
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
