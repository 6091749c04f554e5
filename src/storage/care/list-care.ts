import { z } from 'zod';
import { CARE_ASKS, CARE_RULES, FESTIVALS } from '../../domain/care/vocabulary.ts';
import type { IsoDay } from '../../domain/customer/customer.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { CareFilter, ListedAsk, ListedDay } from '../../usecases/care/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { careReason, movedBecause } from './care-events.ts';
import { readCareViews } from './read-views.ts';

type Page = { readonly offset: number; readonly limit: number };

/** Asks that are open, late ones first. */
export async function listOpenAsks(
  prisma: PrismaClient,
  filter: CareFilter,
  page: Page,
): Promise<{ readonly asks: readonly ListedAsk[]; readonly total: number }> {
  const rows = await prisma.$queryRawUnsafe<{ subject_id: string; n: number; total: bigint }[]>(
    `SELECT c.subject_id, c.n, count(*) OVER () AS total FROM commitment c
     WHERE c.rule IN ('care', 'invitation') AND c.state = 'open' AND ($1::text IS NULL OR c.owner = $1) AND ($2::text[] IS NULL OR c.team = ANY ($2))
     ORDER BY c.due_at, c.subject_id, c.n OFFSET $3 LIMIT $4`,
    filter.owner ?? null,
    filter.teams ?? null,
    page.offset,
    page.limit,
  );
  const viewsById = await readCareViews(prisma, [...new Set(rows.map((row) => row.subject_id))]);
  const asks = rows.flatMap(({ subject_id: id, n }) => {
    const view = viewsById.get(id);
    return view === undefined ? [] : [{ view, n }];
  });
  return { asks, total: Number(rows[0]?.total ?? 0) };
}

const why = z.object({
  ask: z.enum(CARE_ASKS),
  reason: careReason,
  moved: movedBecause.nullable(),
  how: z.enum(['ask', 'list']),
  team: z.string(),
});

interface DayRow {
  readonly customer_id: string;
  readonly number: number;
  readonly name: string;
  readonly vip: boolean;
  readonly owner: string | null;
  readonly day: string;
  readonly rule: string;
  readonly why: unknown;
  readonly total: bigint;
}

const lists = z.array(
  z.object({
    team: z.string(),
    festival: z.enum(FESTIVALS),
    on: z.string(),
    customers: z.number(),
    subjects: z.array(z.string()),
  }),
);

/** Lists of whom to greet, one a team and festival; whoever matters most first. */
export async function listsDue(
  prisma: PrismaClient,
  from: IsoDay,
  until: IsoDay,
  named: number,
): Promise<z.output<typeof lists>> {
  const rows = await prisma.$queryRawUnsafe<unknown[]>(
    `SELECT d.why ->> 'team' AS team, d.why -> 'reason' ->> 'festival' AS festival, d.why -> 'reason' ->> 'on' AS on,
       count(*)::int AS customers,
       (array_agg(d.customer_id::text ORDER BY cu.high_value DESC, cu.vip DESC, cu.number))[1:$3::int] AS subjects
     FROM care_day d JOIN customer cu ON cu.id = d.customer_id
     WHERE d.why ->> 'how' = 'list' AND d.day BETWEEN $1::date AND $2::date AND cu.merged_into IS NULL
     GROUP BY 1, 2, 3 ORDER BY 3, 1`,
    from,
    until,
    named,
  );
  return lists.parse(rows);
}

/** Days ahead in order; whoever matters most first within a day. A team's are those of its people and of nobody. */
export async function listAhead(
  prisma: PrismaClient,
  filter: CareFilter,
  from: IsoDay,
  until: IsoDay,
  page: Page,
): Promise<{ readonly days: readonly ListedDay[]; readonly total: number }> {
  const rows = await prisma.$queryRawUnsafe<DayRow[]>(
    `SELECT d.customer_id, cu.number, cu.name, cu.vip, cu.account_manager AS owner, d.day::text, d.rule, d.why, count(*) OVER () AS total
     FROM care_day d JOIN customer cu ON cu.id = d.customer_id
     WHERE d.day BETWEEN $1::date AND $2::date AND cu.merged_into IS NULL
       AND ($3::text IS NULL OR cu.account_manager = $3) AND ($4::text[] IS NULL OR d.why ->> 'team' = ANY ($4))
     ORDER BY d.day, cu.high_value DESC, cu.vip DESC, cu.number, d.rule, d.n OFFSET $5 LIMIT $6`,
    from,
    until,
    filter.owner ?? null,
    filter.teams ?? null,
    page.offset,
    page.limit,
  );
  const days = rows.map(
    (row): ListedDay => ({
      customerId: row.customer_id,
      number: customerNumber(row.number),
      name: row.name,
      vip: row.vip,
      owner: row.owner,
      day: row.day,
      rule: z.enum(CARE_RULES).parse(row.rule),
      ...why.parse(row.why),
    }),
  );
  return { days, total: Number(rows[0]?.total ?? 0) };
}
