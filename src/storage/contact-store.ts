import type { ContactEntry, ContactStore } from '../usecases/contact-ports.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import { changeSubject } from './change-subject.ts';
import {
  CONTACT_COLUMNS,
  CONTACT_TABLES,
  type ContactRecord,
  contactEventsFromJson,
  contactFromRecord,
} from './contact-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { listContacts, listFollowUps, readActivity, readLedger } from './list-contacts.ts';
import { LOAD_CONTACT, loadContact } from './load-contact.ts';
import { logContact } from './log-contact.ts';
import { retryingConflicts, tellingWhatWasSaved } from './saved-or-not.ts';
import { writeContactChanges } from './write-contact.ts';

const OWES = `EXISTS (SELECT FROM commitment c WHERE c.subject_id = k.id AND c.state = 'open')`;
/** Smaller than every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Contacts in PostgreSQL. `onWritten` is called after each commit that left something to be delivered. */
export function createContactStore(deps: { prisma: PrismaClient; onWritten: () => void }): ContactStore {
  const { prisma } = deps;
  return {
    log: async (request, decide) => {
      const { outcome, hasWritten } = await retryingConflicts(() => logContact(prisma, request, decide));
      if (hasWritten) deps.onWritten();
      return outcome;
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

async function readEntries(prisma: PrismaClient, id: string): Promise<readonly ContactEntry[]> {
  const [row] = await prisma.$queryRawUnsafe<{ events: unknown; remarks: { seq: number; body: string }[] | null }[]>(
    `SELECT (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = $1::uuid) AS events,
            (SELECT json_agg(r.*) FROM remark r WHERE r.subject_id = $1::uuid) AS remarks`,
    id,
  );
  const remarksBySeq = new Map((row?.remarks ?? []).map((one) => [one.seq, one.body]));
  return contactEventsFromJson(row?.events).map((event) => ({ ...event, remark: remarksBySeq.get(event.seq) ?? null }));
}
