import type pg from 'pg';
import { OPEN_STATUSES } from '../domain/ticket/transitions.ts';
import type { Outcome } from '../usecases/outcome.ts';
import type {
  Decided,
  HistoryEntry,
  LoadedTicket,
  NewTicket,
  OpenReport,
  TicketFilter,
  TicketPage,
  TicketStore,
  TicketView,
} from '../usecases/ports.ts';
import { createBatcher } from './batcher.ts';
import { changeSubject, changeSubjects, lockWhatIsShown, type Written } from './change-subject.ts';
import { createTickets, findEarlierTickets } from './create-tickets.ts';
import type { PrismaClient } from './generated/client.ts';
import { LOAD_TICKET, loadedFromRecord, loadTicket } from './load-ticket.ts';
import { retryingConflicts, tellingWhatWasSaved } from './saved-or-not.ts';
import { eventsFromJson, TICKET_COLUMNS, TICKET_TABLES, type TicketRecord, ticketFromRecord } from './ticket-rows.ts';
import { writeTicketChanges } from './write-ticket-changes.ts';

/**
 * New tickets written by one statement at most. Half of a crowd of 64: while one half is being written the other is
 * answered; with all of them in one statement this process and the database would wait for each other in turn.
 */
const MAX_BATCH = 32;

/** Smaller than every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Tickets in PostgreSQL. `onWritten` is called after each commit that left something to be delivered. */
export function createTicketStore(deps: { prisma: PrismaClient; pool: pg.Pool; onWritten: () => void }): TicketStore {
  const { prisma, pool } = deps;
  const write = createBatcher({
    write: (tickets: readonly NewTicket[]) =>
      tellingWhatWasSaved('at-once', () => retryingConflicts(() => createTickets(pool, tickets))),
    maxItems: MAX_BATCH,
    isWorthSplitting: (error) => !isAboutTheDatabase(error),
  });
  // A read: what it fails over was saved by somebody before.
  const findEarlier = createBatcher({
    write: (tickets: readonly NewTicket[]) => tellingWhatWasSaved('at-once', () => findEarlierTickets(pool, tickets)),
    maxItems: MAX_BATCH,
    isWorthSplitting: (error) => !isAboutTheDatabase(error),
  });

  return {
    create: async (ticket) => {
      const created = await write(ticket);
      if (created === null) return findEarlier(ticket);
      deps.onWritten();
      return created;
    },

    change: async (request, decide) => {
      const { outcome, hasWritten } = await retryingConflicts(() => changeOnce(prisma, request, decide));
      if (hasWritten) deps.onWritten();
      return outcome;
    },

    changeTwo: async (request, decide) => {
      const { outcome, hasWritten } = await retryingConflicts(() => changeTwoOnce(prisma, request, decide));
      if (hasWritten) deps.onWritten();
      return outcome;
    },

    find: (number) => reading(() => findTicket(prisma, number)),

    findAll: async (numbers) => {
      const rows = await reading(() =>
        prisma.$queryRawUnsafe<TicketRecord[]>(
          `SELECT ${TICKET_COLUMNS} FROM ${TICKET_TABLES} WHERE t.number = ANY ($1::text[])`,
          numbers,
        ),
      );
      return rows.map(ticketFromRecord);
    },

    openOf: (customerKey) => reading(() => readOpenOf(prisma, customerKey)),

    findBySource: async (sourceKey) => {
      const row = await reading(() => prisma.ticket.findUnique({ where: { sourceKey }, select: { number: true } }));
      return row?.number ?? null;
    },

    history: (ticketId) => reading(() => readEntries(prisma, ticketId)),

    underOtherPolicy: async (hash, after, limit) => {
      const rows = await prisma.$queryRaw<{ number: string }[]>`
        SELECT t.number FROM ticket t WHERE t.policy <> ${hash} AND t.number > ${after ?? ''}
          AND EXISTS (SELECT FROM commitment c WHERE c.subject_id = t.id AND c.state = 'open')
        ORDER BY t.number LIMIT ${limit}`;
      return rows.map((row) => row.number);
    },

    underOtherTier: async (tiers, customerId, after, limit) => {
      const rows = await prisma.$queryRaw<{ number: string }[]>`
        SELECT t.number FROM ticket t JOIN customer c ON c.id = t.customer_id
        WHERE t.tier IS DISTINCT FROM c.tier AND (t.tier = ANY (${tiers}) OR c.tier = ANY (${tiers}))
          AND (${customerId}::uuid IS NULL OR c.id = ${customerId}::uuid) AND t.number > ${after ?? ''}
          AND EXISTS (SELECT FROM commitment o WHERE o.subject_id = t.id AND o.state = 'open')
        ORDER BY t.number LIMIT ${limit}`;
      return rows.map((row) => row.number);
    },

    loadAfter: async (after, limit) => {
      const rows = await prisma.$queryRawUnsafe<(TicketRecord & { events: unknown })[]>(
        `${LOAD_TICKET} WHERE t.id > $1::uuid
           AND EXISTS (SELECT FROM commitment c WHERE c.subject_id = t.id AND c.state = 'open')
         ORDER BY t.id LIMIT $2`,
        after ?? FIRST_ID,
        limit,
      );
      return rows.map(loadedFromRecord);
    },

    list: (filter, page) => reading(() => listTickets(prisma, filter, page)),
  };
}

/** Whoever only asked is told that the database is away, and that nothing was lost by it. */
function reading<T>(read: () => Promise<T>): Promise<T> {
  return tellingWhatWasSaved('never', read);
}

async function listTickets(
  prisma: PrismaClient,
  filter: TicketFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<TicketPage> {
  const { where, values } = whereOf(filter);
  // Worst first: by urgency, VIPs among equals (T13), then what is soonest due.
  const rows = await prisma.$queryRawUnsafe<(TicketRecord & { total: bigint })[]>(
    `WITH found AS (
       SELECT t.id, count(*) OVER () AS total,
         CASE t.urgency WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END AS rank,
         (SELECT min(c.due_at) FROM commitment c WHERE c.subject_id = t.id AND c.state = 'open') AS due
       FROM ticket t LEFT JOIN customer cu ON cu.id = t.customer_id WHERE ${where}
       ORDER BY rank, cu.vip DESC NULLS LAST, due NULLS LAST, t.number DESC
       OFFSET $${values.length + 1} LIMIT $${values.length + 2})
     SELECT ${TICKET_COLUMNS}, f.total FROM found f JOIN ${TICKET_TABLES} ON t.id = f.id
     ORDER BY f.rank, cu.vip DESC NULLS LAST, f.due NULLS LAST, t.number DESC`,
    ...values,
    page.offset,
    page.limit,
  );
  const total = rows[0]?.total ?? (page.offset === 0 ? 0 : await countTickets(prisma, filter));
  return { tickets: rows.map(ticketFromRecord), total: Number(total) };
}

function isAboutTheDatabase(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NothingSaved' || error.name === 'NotConfirmed');
}

async function changeOnce(
  prisma: PrismaClient,
  request: Parameters<TicketStore['change']>[0],
  decide: (loaded: LoadedTicket | null) => Decided,
): Promise<{ readonly outcome: Outcome; readonly hasWritten: boolean }> {
  return changeSubject(prisma, 'ticket', request, async (tx, id) => {
    // Loaded by a later statement than the lock: one statement would still see what stood before it waited.
    const loaded = id === null ? null : await loadTicket(tx, id);
    const { outcome, changes } = decide(loaded);
    await writeTicketChanges(tx, { dedupeKey: request.dedupeKey, outcome, loaded, changes });
    return { outcome, hasWritten: changes !== null };
  });
}

async function changeTwoOnce(
  prisma: PrismaClient,
  { dedupeKey, number, other, budgetMs }: Parameters<TicketStore['changeTwo']>[0],
  decide: Parameters<TicketStore['changeTwo']>[1],
): Promise<Written<Outcome>> {
  const numbers = [number, other];
  return changeSubjects(prisma, 'ticket', { dedupeKey, numbers, budgetMs }, async (tx, idsByNumber) => {
    const load = async (one: string) => {
      const id = idsByNumber.get(one);
      return id === undefined ? null : loadTicket(tx, id);
    };
    const first = await load(number);
    const second = await load(other);
    const { outcome, changes } = decide(first, second);
    if (changes !== null) {
      // Deliveries lock cards, then rows, each in order, whatever they are about; two statements in turn would not.
      await lockWhatIsShown(tx, [...idsByNumber.values()]);
      await writeTicketChanges(tx, { dedupeKey, outcome, loaded: second, changes: changes[1] });
    }
    await writeTicketChanges(tx, { dedupeKey, outcome, loaded: first, changes: changes?.[0] ?? null });
    return { outcome, hasWritten: changes !== null };
  });
}

/** Whoever has more open tickets than that is looked at for the newest. */
const COMPARED = 20;

const OPEN_OF = `
WITH named AS (
  SELECT id FROM customer WHERE name_key = $1 UNION (SELECT customer_id FROM customer_key WHERE key = $1 LIMIT 5))
SELECT t.number, t.team, t.owner, t.opener, t.status, t.description, t.problem_type AS "problemType"
FROM named n CROSS JOIN LATERAL (
  SELECT * FROM ticket x WHERE x.customer_id = n.id AND x.status = ANY ($2::text[])
  ORDER BY x.created_at DESC LIMIT ${COMPARED}) t
ORDER BY t.created_at DESC, t.number DESC LIMIT ${COMPARED}`;

function readOpenOf(prisma: PrismaClient, customerKey: string): Promise<readonly OpenReport[]> {
  return prisma.$queryRawUnsafe<OpenReport[]>(OPEN_OF, customerKey, OPEN_STATUSES);
}

async function findTicket(prisma: PrismaClient, number: string): Promise<TicketView | null> {
  const [row] = await prisma.$queryRawUnsafe<TicketRecord[]>(
    `SELECT ${TICKET_COLUMNS} FROM ${TICKET_TABLES} WHERE t.number = $1`,
    number,
  );
  return row === undefined ? null : ticketFromRecord(row);
}

async function readEntries(prisma: PrismaClient, id: string): Promise<readonly HistoryEntry[]> {
  const [row] = await prisma.$queryRawUnsafe<{ events: unknown; remarks: { seq: number; body: string }[] | null }[]>(
    `SELECT (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = $1::uuid) AS events,
            (SELECT json_agg(r.*) FROM remark r WHERE r.subject_id = $1::uuid) AS remarks`,
    id,
  );
  const remarksBySeq = new Map((row?.remarks ?? []).map((one) => [one.seq, one.body]));
  return eventsFromJson(row?.events).map((event) => ({ ...event, remark: remarksBySeq.get(event.seq) ?? null }));
}

/** For a page past the end, which has no row to carry the total. */
async function countTickets(prisma: PrismaClient, filter: TicketFilter): Promise<bigint> {
  const { where, values } = whereOf(filter);
  const [row] = await prisma.$queryRawUnsafe<{ total: bigint }[]>(
    `SELECT count(*) AS total FROM ticket t LEFT JOIN customer cu ON cu.id = t.customer_id WHERE ${where}`,
    ...values,
  );
  return row?.total ?? 0n;
}

function whereOf(filter: TicketFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts = ['true'];
  const isOf = (ref: string) => `(t.owner = ${bind(ref)} OR t.opener = ${bind(ref)})`;
  if (filter.of !== undefined) parts.push(isOf(filter.of));
  if (filter.teams !== undefined) {
    const elsewhere = filter.orOf === undefined ? '' : ` OR ${isOf(filter.orOf)}`;
    parts.push(`(t.team = ANY (${bind(filter.teams)})${elsewhere})`);
  }
  if (filter.statuses !== undefined) parts.push(`t.status = ANY (${bind(filter.statuses)})`);
  if (filter.customerKey !== undefined) {
    const key = bind(filter.customerKey);
    parts.push(`(cu.name_key = ${key} OR cu.id IN (SELECT k.customer_id FROM customer_key k WHERE k.key = ${key}))`);
  }
  if (filter.overdueAt !== undefined) {
    parts.push(
      `EXISTS (SELECT FROM commitment c WHERE c.subject_id = t.id AND c.state = 'open'
         AND (c.missed_at IS NOT NULL OR (c.paused_at IS NULL AND c.due_at <= ${bind(new Date(filter.overdueAt))})))`,
    );
  }
  return { where: parts.join(' AND '), values };
}
