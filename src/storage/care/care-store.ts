import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import type { CareChanges, CareReading, CareStore, LoadedCare, ReplanReport } from '../../usecases/care/ports.ts';
import type { CareResult } from '../../usecases/care/result.ts';
import { UnknownPolicy } from '../../usecases/failures.ts';
import { lockCustomer, type Transaction } from '../customer-lock.ts';
import { isDatabaseUnavailable } from '../database-errors.ts';
import type { PrismaClient } from '../generated/client.ts';
import { retryingConflicts, tellingWhatWasSaved } from '../saved-or-not.ts';
import { listAhead, listOpenAsks, listsDue } from './list-care.ts';
import { readKnown } from './read-known.ts';
import { readCareViews, readNames } from './read-views.ts';
import { setAside, writeCare } from './write-care.ts';

type Decide = (loaded: LoadedCare) => CareChanges | null;

/** Who is due: marked, or their time has come. Twice as many as are taken may be looked at, never more. */
const DUE = `
SELECT id FROM (SELECT DISTINCT customer_id AS id FROM care_mark LIMIT $2) m
UNION
SELECT id FROM (SELECT id FROM customer WHERE merged_into IS NULL AND care_next_at <= $1 ORDER BY care_next_at LIMIT $2) c
LIMIT $2`;

/** A subject for whoever has none yet; before any lock is held, because it may wait for somebody else's. */
const SUBJECTS = `
INSERT INTO subject (id, type, last_seq) SELECT id, 'customer', 0 FROM customer WHERE id = ANY ($1::uuid[]) ORDER BY id
ON CONFLICT (id) DO NOTHING`;

const LOCK_SUBJECTS = 'SELECT id FROM subject WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED';
/** Their rows too: whoever has one of them is not waited for, so that the planner can never stand in a circle. */
const LOCK_ROWS = 'SELECT id FROM customer WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED';

/** Before the facts are read: what is marked later is looked at again. Marks of nobody go as well. */
const TAKE_MARKS = `
DELETE FROM care_mark WHERE customer_id = ANY ($1::uuid[])
  OR (customer_id = ANY ($2::uuid[]) AND NOT EXISTS (SELECT FROM customer WHERE id = customer_id))`;

/** Customers' care in PostgreSQL. `onWritten` is called after a commit that left something to be delivered. */
export function createCareStore(deps: { prisma: PrismaClient; onWritten: () => void }): CareStore {
  const { prisma } = deps;

  async function planThese(ids: readonly string[], reading: CareReading, decide: Decide): Promise<ReplanReport> {
    const planned = await retryingConflicts(() =>
      prisma.$transaction((tx) => planOnce(tx, ids, reading, decide), { timeout: 30_000, maxWait: 5_000 }),
    );
    if (planned.isSaid) deps.onWritten();
    return planned;
  }

  return {
    async replan(reading, limit, decide) {
      const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(DUE, new Date(reading.now), limit);
      const ids = rows.map((row) => row.id).toSorted();
      if (ids.length === 0) return { customers: 0, asked: 0, failures: [] };
      try {
        return await planThese(ids, reading, decide);
      } catch (error) {
        if (isDatabaseUnavailable(error) || error instanceof UnknownPolicy) throw error;
        return planOneByOne(prisma, ids, reading.now, (id) => planThese([id], reading, decide));
      }
    },

    planAgain: (reading, id, decide) => planThese([id], reading, decide),

    async change(reading, request, decide) {
      const budgetMs = Math.max(Math.round(request.budgetMs), 50);
      let isSaid = false;
      const outcome = await retryingConflicts(() =>
        tellingWhatWasSaved('on-commit', (committing) =>
          prisma.$transaction(
            async (tx) => {
              const limit = `${budgetMs}ms`;
              await tx.$queryRaw`SELECT set_config('statement_timeout', ${limit}, true), set_config('lock_timeout', ${limit}, true)`;
              const key = request.dedupeKey;
              const fresh = await tx.$executeRaw`INSERT INTO dedupe (key) VALUES (${key}) ON CONFLICT (key) DO NOTHING`;
              if (fresh === 0) return earlierResult(tx, key);
              const locked = await lockCustomer(tx, request.number);
              const [loaded = null] = locked === null ? [] : await readKnown(tx, [locked.id], reading, raise);
              const decided = decide(loaded);
              if (loaded !== null && decided.changes !== null) {
                isSaid = await writeCare(tx, [{ loaded, changes: decided.changes }]);
              }
              await tx.dedupe.update({ where: { key }, data: { outcome: { ...decided.outcome } } });
              committing();
              return decided.outcome;
            },
            { timeout: budgetMs + 1_000, maxWait: budgetMs },
          ),
        ),
      );
      if (isSaid) deps.onWritten();
      return outcome;
    },

    load: (reading, which) =>
      telling(async () => {
        const id = typeof which === 'string' ? which : await idOf(prisma, which);
        const [loaded = null] = id === null ? [] : await readKnown(prisma, [id], reading, raise);
        return loaded;
      }),

    view: (number) =>
      telling(async () => {
        const id = await idOf(prisma, number);
        return id === null ? null : ((await readCareViews(prisma, [id])).get(id) ?? null);
      }),

    openAsks: (filter, page) => telling(() => listOpenAsks(prisma, filter, page)),
    ahead: (filter, from, until, page) => telling(() => listAhead(prisma, filter, from, until, page)),
    listsDue: (from, until, named) => listsDue(prisma, from, until, named),
    names: (reasons) => telling(() => readNames(prisma, reasons)),

    async nextAt(now) {
      const [row] = await prisma.$queryRaw<{ marked: boolean; next_at: Date | null }[]>`
        SELECT EXISTS (SELECT FROM care_mark) AS marked,
          (SELECT care_next_at FROM customer WHERE merged_into IS NULL ORDER BY care_next_at LIMIT 1) AS next_at`;
      return row?.marked === true ? now : (row?.next_at?.getTime() ?? null);
    },

    async replanAll() {
      await prisma.$executeRaw`
        UPDATE customer SET care_next_at = '1970-01-01T00:00:00Z' WHERE merged_into IS NULL AND care_next_at > '1970-01-01T00:00:00Z'`;
    },

    async careSince(today) {
      await prisma.$executeRaw`INSERT INTO setting (name, value) VALUES ('care.since', ${today}) ON CONFLICT (name) DO NOTHING`;
      const row = await prisma.setting.findUnique({ where: { name: 'care.since' } });
      return row?.value ?? today;
    },

    async notePrint(print) {
      const changed = await prisma.$executeRaw`
        INSERT INTO setting (name, value) VALUES ('care.print', ${print})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value`;
      return changed === 1;
    },
  };
}

async function planOnce(
  tx: Transaction,
  ids: readonly string[],
  reading: CareReading,
  decide: Decide,
): Promise<ReplanReport & { readonly isSaid: boolean }> {
  await tx.$executeRawUnsafe(SUBJECTS, ids);
  const subjects = await tx.$queryRawUnsafe<{ id: string }[]>(LOCK_SUBJECTS, ids);
  const locked = await tx.$queryRawUnsafe<{ id: string }[]>(
    LOCK_ROWS,
    subjects.map((row) => row.id),
  );
  const ours = locked.map((row) => row.id);
  await tx.$executeRawUnsafe(TAKE_MARKS, ours, ids);
  const failures: { customerId: string; error: unknown }[] = [];
  const read = await readKnown(tx, ours, reading, (customerId, error) => failures.push({ customerId, error }));
  const decided = read.flatMap((loaded) => {
    try {
      const changes = decide(loaded);
      return changes === null ? [] : [{ loaded, changes }];
    } catch (error) {
      // Put in force by another replica a moment ago: known by the next time.
      if (error instanceof UnknownPolicy) throw error;
      failures.push({ customerId: loaded.id, error });
      return [];
    }
  });
  const isSaid = await writeCare(tx, decided);
  if (failures.length > 0) {
    await setAside(
      tx,
      failures.map((one) => one.customerId),
      reading.now,
    );
  }
  const asked = decided.flatMap(({ changes }) =>
    changes.events.filter(({ event }) => event.deed.type === 'care-asked'),
  );
  return { customers: ours.length, asked: asked.length, failures, isSaid };
}

/** One broken customer never stops the others: each in a transaction of its own, the culprit set aside. */
async function planOneByOne(
  prisma: PrismaClient,
  ids: readonly string[],
  now: Instant,
  plan: (id: string) => Promise<ReplanReport>,
): Promise<ReplanReport> {
  let total: ReplanReport = { customers: 0, asked: 0, failures: [] };
  for (const id of ids) {
    try {
      const report = await plan(id);
      total = {
        customers: total.customers + report.customers,
        asked: total.asked + report.asked,
        failures: [...total.failures, ...report.failures],
      };
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      total = { ...total, failures: [...total.failures, { customerId: id, error }] };
      await retryingConflicts(() => setAside(prisma, [id], now));
    }
  }
  return total;
}

function raise(_customerId: string, error: unknown): never {
  throw error;
}

async function idOf(prisma: PrismaClient, number: number): Promise<string | null> {
  const [row] = await prisma.$queryRaw<{ id: string }[]>`
    SELECT coalesce(merged_into, id) AS id FROM customer WHERE number = ${number}`;
  return row?.id ?? null;
}

/** A result of ours comes back as it was kept; anything else under this key is another deed. */
async function earlierResult(tx: Transaction, key: string): Promise<CareResult> {
  const earlier = await tx.dedupe.findUnique({ where: { key } });
  if (z.object({ about: z.literal('care') }).safeParse(earlier?.outcome).success) {
    return earlier?.outcome as unknown as CareResult;
  }
  throw new Error(`the dedupe key ${key} was used by another kind of deed`);
}

/** Whoever only asked is told that the database is away, and that nothing was lost by it. */
function telling<T>(read: () => Promise<T>): Promise<T> {
  return tellingWhatWasSaved('never', read);
}
