import { z } from 'zod';
import type { DigestEntry, LaneWork, NoticeView, Scene } from '../delivery/ports.ts';
import type { CareView } from '../usecases/care/ports.ts';
import type { ContactView } from '../usecases/contact-ports.ts';
import type { HistoryEntry, TicketView } from '../usecases/ports.ts';
import { readCareViews } from './care/read-views.ts';
import { CONTACT_COLUMNS, CONTACT_TABLES, type ContactRecord, contactFromRecord } from './contact-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { eventsFromJson, TICKET_COLUMNS, TICKET_TABLES, type TicketRecord, ticketFromRecord } from './ticket-rows.ts';

/** Everything that these pieces of work show, in one query for each sort of thing, however many there are. */
export async function readScene(prisma: PrismaClient, works: readonly LaneWork[]): Promise<Scene> {
  const faults: Fault[] = [];
  const threads = works.filter((one) => one.what === 'thread');
  const subjectIds = distinct(works.flatMap((one) => [one.subjectId, ...ticketsOfCause(one.data)]));
  const [ticketsById, contactsById, notices, entries, digestsByCard] = await Promise.all([
    readTickets(prisma, subjectIds, faults),
    readContacts(prisma, subjectIds, faults, distinct(works.map(({ data }) => contactOf(data)))),
    readNotices(prisma, distinct(works.map(({ card }) => (card?.kind === 'notice' ? card.noticeId : null)))),
    threads.length === 0 ? [] : readThreadEntries(prisma, threads, faults),
    readDigests(prisma, distinct(works.map(({ card }) => (card?.kind === 'digest' ? card.id : null))), faults),
  ]);
  return {
    ticketsById,
    contactsById,
    careById: await readCare(prisma, subjectIds, [ticketsById, contactsById], faults),
    noticesById: new Map(notices.map((one) => [one.id, one])),
    entriesByKey: new Map(entries),
    digestsByCard,
    faults,
  };
}

/** Whatever of these can be read, by id: one broken row never hides the others. */
export async function readSubjects(
  prisma: PrismaClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TicketView | ContactView | CareView>> {
  const subjectIds = distinct(ids);
  const [tickets, contacts] = await Promise.all([
    readTickets(prisma, subjectIds, []),
    readContacts(prisma, subjectIds, []),
  ]);
  const cared = await readCare(prisma, subjectIds, [tickets, contacts], []);
  return new Map<string, TicketView | ContactView | CareView>([...tickets, ...contacts, ...cared]);
}

const causeData = z.object({ commonCause: z.array(z.string()) });
/** What an absence leaves open. */
const dutyData = z.object({ subjects: z.array(z.string()) });

function ticketsOfCause(data: unknown): readonly string[] {
  return causeData.safeParse(data).data?.commonCause ?? dutyData.safeParse(data).data?.subjects ?? [];
}

/** An answer about a talk, which names it by its number. */
const contactData = z.object({ about: z.literal('contact'), number: z.string() });

function contactOf(data: unknown): string | null {
  return contactData.safeParse(data).data?.number ?? null;
}

type Fault = Scene['faults'][number];

/** One broken row never stops the others. */
function readRow<T>(subjectId: string, faults: Fault[], read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    faults.push({ subjectId, error });
    return [];
  }
}

async function readTickets(
  prisma: PrismaClient,
  ids: readonly string[],
  faults: Fault[],
): Promise<ReadonlyMap<string, TicketView>> {
  if (ids.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<(TicketRecord & { id: string })[]>(
    `SELECT t.id, ${TICKET_COLUMNS} FROM ${TICKET_TABLES} WHERE t.id = ANY ($1::uuid[])`,
    ids,
  );
  const tickets = rows.flatMap((row) => readRow(row.id, faults, () => ticketFromRecord(row)));
  return new Map(tickets.map((one) => [one.id, one]));
}

async function readContacts(
  prisma: PrismaClient,
  ids: readonly string[],
  faults: Fault[],
  numbers: readonly string[] = [],
): Promise<ReadonlyMap<string, ContactView>> {
  if (ids.length === 0 && numbers.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<(ContactRecord & { id: string })[]>(
    `SELECT k.id, ${CONTACT_COLUMNS} FROM ${CONTACT_TABLES} WHERE k.id = ANY ($1::uuid[]) OR k.number = ANY ($2::text[])`,
    ids,
    numbers,
  );
  const contacts = rows.flatMap((row) => readRow(row.id, faults, () => contactFromRecord(row)));
  return new Map(contacts.map((one) => [one.id, one]));
}

/** Whatever is neither ticket nor contact may be a customer to be cared for; usually nothing is left to ask for. */
async function readCare(
  prisma: PrismaClient,
  ids: readonly string[],
  known: readonly ReadonlyMap<string, unknown>[],
  faults: Fault[],
): Promise<ReadonlyMap<string, CareView>> {
  const rest = ids.filter((id) => known.every((byId) => !byId.has(id)));
  return readCareViews(prisma, rest, (subjectId, error) => faults.push({ subjectId, error }));
}

async function readNotices(prisma: PrismaClient, ids: readonly string[]): Promise<readonly NoticeView[]> {
  if (ids.length === 0) return [];
  const rows = await prisma.$queryRawUnsafe<NoticeRow[]>(
    `SELECT ${NOTICE_COLUMNS} FROM notice n ${THEIR_POLICY} WHERE n.id = ANY ($1::uuid[])`,
    ids,
  );
  return rows.map(noticeFromRow);
}

/** A notice, and since when the policy is in force that made it late. */
const NOTICE_COLUMNS = `n.id, n.commitment_id AS "commitmentId", n.stage, n.repeat, n.audience, n.at,
  n.late_seconds AS "lateSeconds", n.on_behalf_of, n.heard_as, v.activated_at AS policy_since`;
const THEIR_POLICY = 'LEFT JOIN policy_version v ON v.hash = n.cause';

type NoticeRow = Pick<NoticeView, 'id' | 'commitmentId' | 'stage' | 'repeat' | 'audience' | 'lateSeconds'> & {
  readonly at: Date;
  readonly on_behalf_of: string | null;
  readonly heard_as: string | null;
  readonly policy_since: Date | null;
};

function noticeFromRow({ at, on_behalf_of, heard_as, policy_since, ...row }: NoticeRow): NoticeView {
  return {
    ...row,
    at: at.getTime(),
    ...(on_behalf_of === null ? {} : { onBehalfOf: on_behalf_of }),
    ...(heard_as === null ? {} : { heardAs: heard_as }),
    ...(policy_since === null ? {} : { policySince: policy_since.getTime() }),
  };
}

type DigestRow = NoticeRow & {
  readonly digest_id: string;
  readonly is_gathered: boolean;
  readonly subject_id: string;
};

/** All digests of a batch at once. A storm is in many of them, so each subject is read once. */
async function readDigests(
  prisma: PrismaClient,
  cardIds: readonly string[],
  faults: Fault[],
): Promise<Scene['digestsByCard']> {
  if (cardIds.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<DigestRow[]>(
    `SELECT k.digest_id, k.held_until IS NOT NULL AND c.rule <> 'invitation' AS is_gathered, n.subject_id, ${NOTICE_COLUMNS}
     FROM card k JOIN notice n ON n.id = k.notice_id JOIN commitment c ON c.id = n.commitment_id ${THEIR_POLICY} WHERE k.digest_id = ANY ($1::uuid[]) ORDER BY n.at, n.id`,
    cardIds,
  );
  const subjectIds = distinct(rows.map((row) => row.subject_id));
  const [ticketsById, contactsById] = await Promise.all([
    readTickets(prisma, subjectIds, faults),
    readContacts(prisma, subjectIds, faults),
  ]);
  const careById = await readCare(prisma, subjectIds, [ticketsById, contactsById], faults);
  const digests = new Map<string, DigestEntry[]>(cardIds.map((id) => [id, []]));
  for (const { digest_id, is_gathered, subject_id, ...row } of rows) {
    const subject = ticketsById.get(subject_id) ?? contactsById.get(subject_id) ?? careById.get(subject_id);
    const notice = { ...noticeFromRow(row), ...(is_gathered ? { isGathered: true as const } : {}) };
    if (subject !== undefined) digests.get(digest_id)?.push({ subject, notice });
  }
  return digests;
}

async function readThreadEntries(
  prisma: PrismaClient,
  works: readonly LaneWork[],
  faults: Fault[],
): Promise<[string, HistoryEntry][]> {
  const rows = await prisma.$queryRawUnsafe<{ subject_id: string; event: unknown; remark: string | null }[]>(
    `SELECT e.subject_id, json_agg(e.*) AS event, max(r.body) AS remark
     FROM json_to_recordset($1::json) AS w(subject_id uuid, seq int) JOIN event e USING (subject_id, seq)
     LEFT JOIN remark r USING (subject_id, seq) GROUP BY e.subject_id, e.seq`,
    JSON.stringify(works.map((one) => ({ subject_id: one.subjectId, seq: one.seq }))),
  );
  return rows.flatMap((row) => {
    const [events = []] = readRow(row.subject_id, faults, () => eventsFromJson(row.event));
    return events.map((event): [string, HistoryEntry] => [
      `${row.subject_id}/${event.seq}`,
      { ...event, remark: row.remark },
    ]);
  });
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
