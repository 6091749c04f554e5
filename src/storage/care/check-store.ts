import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import type { CareCheckStore, StoredPlan } from '../../usecases/care/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';
import { readKnown } from './read-known.ts';
import { dayRows, NEVER } from './write-care.ts';

const NEVER_AT = Date.parse(NEVER);
const CHECKED = 'care.checked';

const CUSTOMERS = `
  SELECT cu.id, cu.care_planned_at AS planned_at, cu.care_next_at AS next_at,
    EXISTS (SELECT FROM care_mark m WHERE m.customer_id = cu.id) AS is_marked
  FROM customer cu WHERE cu.id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY cu.id LIMIT $2`;

const AHEAD = `
  SELECT d.customer_id AS id, d.day::text, d.rule, d.n, d.why FROM care_day d WHERE d.customer_id = ANY ($1::uuid[])
  ORDER BY d.customer_id, d.day, d.rule, d.n`;

interface CustomerRow {
  readonly id: string;
  readonly planned_at: Date | null;
  readonly next_at: Date;
  readonly is_marked: boolean;
}

interface DayRow {
  readonly id: string;
  readonly day: string;
  readonly rule: string;
  readonly n: number;
  readonly why: unknown;
}

/** What is stored of care, for the check of it. */
export function createCareCheckStore({ prisma }: { prisma: PrismaClient }): CareCheckStore {
  return {
    stored: (reading, after, limit) =>
      // One picture of the database: a plan, what it was made from, and whether something has changed since.
      prisma.$transaction(
        async (tx) => {
          const setting = await tx.setting.findUnique({ where: { name: 'care.print' } });
          const rows = await tx.$queryRawUnsafe<CustomerRow[]>(CUSTOMERS, after, limit);
          const ids = rows.map(({ id }) => id);
          // What a plan looked back on is read as far back as it did.
          const now = rows.reduce<Instant>(
            (least, one) => Math.min(least, one.planned_at?.getTime() ?? least),
            reading.now,
          );
          const known = await readKnown(tx, ids, { ...reading, now }, () => undefined);
          const knownById = new Map(known.map((one) => [one.id, one]));
          const days = Map.groupBy(await tx.$queryRawUnsafe<DayRow[]>(AHEAD, ids), ({ id }) => id);
          const plans = rows.map(
            (row): StoredPlan => ({
              id: row.id,
              loaded: knownById.get(row.id) ?? null,
              plannedAt: row.planned_at?.getTime() ?? null,
              nextAt: row.next_at.getTime() === NEVER_AT ? null : row.next_at.getTime(),
              isMarked: row.is_marked,
              ahead: new Map((days.get(row.id) ?? []).map((one) => [keyOf(one), canonicalText(one.why)])),
            }),
          );
          return { print: setting?.value ?? null, plans };
        },
        { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: 30_000, maxWait: 5_000 },
      ),

    canonical: (ahead) => new Map(dayRows(ahead).map((one) => [keyOf(one), canonicalText(one.why)])),

    async checkedUpTo() {
      const row = await prisma.setting.findUnique({ where: { name: CHECKED } });
      return z.uuid().safeParse(row?.value).data ?? null;
    },

    async noteCheckedUpTo(after) {
      const value = after ?? '';
      await prisma.setting.upsert({ where: { name: CHECKED }, create: { name: CHECKED, value }, update: { value } });
    },
  };
}

function keyOf({ day, rule, n }: Pick<DayRow, 'day' | 'rule' | 'n'>): string {
  return `${day}/${rule}/${n}`;
}

/** The same for what the database has put in an order of its own. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
