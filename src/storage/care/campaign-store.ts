import { z } from 'zod';
import { campaignNumber } from '../../domain/care/campaign-number.ts';
import { CAMPAIGN_ANSWERS } from '../../domain/care/vocabulary.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { STAGES, TIERS } from '../../domain/vocabulary.ts';
import type {
  CampaignFilter,
  CampaignStore,
  CampaignView,
  CareDateStore,
  PickedCustomer,
} from '../../usecases/care/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { jsonParameter } from '../json-parameter.ts';
import { retryingConflicts, tellingWhatWasSaved } from '../saved-or-not.ts';

/** Erased customers are nobody to be invited, merged ones are somebody else. */
const PICK = `
  SELECT cu.id AS "customerId", cu.name, cu.account_manager AS owner, coalesce(cu.tier, 'basic') AS tier,
    coalesce(cu.stage, 'prospect') AS stage, cu.vip, cu.high_value AS "highValue"
  FROM customer cu WHERE cu.merged_into IS NULL AND cu.name_key <> 'erased:' || cu.id
    AND (cardinality($1::text[]) = 0 OR EXISTS (SELECT FROM customer_tag t WHERE t.customer_id = cu.id AND t.tag_key = ANY ($1)))
    AND (cardinality($2::text[]) = 0 OR coalesce(cu.tier, 'basic') = ANY ($2))
    AND (cardinality($3::text[]) = 0 OR coalesce(cu.stage, 'prospect') = ANY ($3))`;

const picked = z.array(
  z.object({
    customerId: z.string(),
    name: z.string(),
    owner: z.string().nullable(),
    tier: z.enum(TIERS),
    stage: z.enum(STAGES),
    vip: z.boolean(),
    highValue: z.boolean(),
  }),
);

/** The whole campaign in one statement. */
const START = `
WITH c AS (
  INSERT INTO campaign (id, title, by, filter, created_at)
  SELECT id, title, by, filter, to_timestamp(at / 1000) FROM json_to_record($1::json) AS c(id uuid, title text, by text, filter jsonb, at float8)
  RETURNING id, number),
members AS (
  INSERT INTO campaign_member (campaign_id, customer_id, rank, day)
  SELECT c.id, m."customerId", m.rank, m.day FROM c,
    json_to_recordset($1::json -> 'invitations') AS m("customerId" uuid, rank int, day date))
UPDATE dedupe d SET outcome = jsonb_build_object('campaign', c.number) FROM c WHERE d.key = $2 RETURNING c.number`;

const CAMPAIGNS = `
  SELECT c.id, c.number, c.title, c.by, c.filter, c.created_at, c.ended_at, m.*
  FROM campaign c CROSS JOIN LATERAL (
    SELECT count(*)::int AS customers, count(*) FILTER (WHERE answer = 'coming')::int AS coming,
      count(*) FILTER (WHERE answer = 'hesitating')::int AS hesitating,
      count(*) FILTER (WHERE answer = 'declined')::int AS declined, max(day)::text AS until
    FROM campaign_member m WHERE m.campaign_id = c.id) m`;

const filter = z.object({
  tags: z.array(z.string()),
  tiers: z.array(z.enum(TIERS)),
  stages: z.array(z.enum(STAGES)),
});

interface CampaignRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly by: string;
  readonly filter: unknown;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly customers: number;
  readonly coming: number;
  readonly hesitating: number;
  readonly declined: number;
  readonly until: string | null;
}

function campaignFromRow(row: CampaignRow): CampaignView {
  const { customers, coming, hesitating, declined } = row;
  return {
    id: row.id,
    number: campaignNumber(row.number),
    title: row.title,
    by: row.by,
    filter: filter.parse(row.filter),
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    counts: { customers, coming, hesitating, declined, open: customers - coming - hesitating - declined },
    until: row.until,
  };
}

/** Whose row is merged or erased is nobody to be invited any more. */
const MEMBERS = `
  SELECT cu.number, cu.name, cu.vip, cu.high_value AS "highValue", cu.stage, cu.account_manager AS owner, m.day::text, m.answer
  FROM campaign_member m JOIN customer cu ON cu.id = m.customer_id
  WHERE m.campaign_id = $1::uuid AND cu.merged_into IS NULL AND cu.name_key <> 'erased:' || cu.id
    AND ($2::text[] IS NULL OR cu.account_manager = ANY ($2)
      OR ($3::text[] IS NOT NULL AND (cu.account_manager IS NULL OR cu.account_manager <> ALL ($3))))`;

const members = z.array(
  z.object({
    number: z.number().transform(customerNumber),
    name: z.string(),
    vip: z.boolean(),
    highValue: z.boolean(),
    stage: z.enum(STAGES).nullable(),
    owner: z.string().nullable(),
    day: z.string(),
    answer: z.enum(CAMPAIGN_ANSWERS).nullable(),
  }),
);

/** Campaigns in PostgreSQL. */
export function createCampaignStore({ prisma }: { prisma: PrismaClient }): CampaignStore {
  return {
    pick: ({ tags, tiers, stages }: CampaignFilter) =>
      tellingWhatWasSaved('never', async (): Promise<readonly PickedCustomer[]> => {
        return picked.parse(await prisma.$queryRawUnsafe<unknown[]>(PICK, [...tags], [...tiers], [...stages]));
      }),

    start: ({ dedupeKey, ...campaign }) =>
      retryingConflicts(() =>
        tellingWhatWasSaved('on-commit', (committing) =>
          prisma.$transaction(
            async (tx) => {
              const fresh =
                await tx.$executeRaw`INSERT INTO dedupe (key) VALUES (${dedupeKey}) ON CONFLICT (key) DO NOTHING`;
              if (fresh === 0) {
                const earlier = await tx.dedupe.findUnique({ where: { key: dedupeKey } });
                return z.object({ campaign: z.number() }).parse(earlier?.outcome).campaign;
              }
              const [row] = await tx.$queryRawUnsafe<{ number: number }[]>(START, jsonParameter(campaign), dedupeKey);
              if (row === undefined) throw new Error('a campaign was not written');
              committing();
              return row.number;
            },
            { timeout: 20_000, maxWait: 5_000 },
          ),
        ),
      ),

    members: (id, of, { offset, limit }) =>
      tellingWhatWasSaved('never', async () => {
        const whose = [id, of?.owners ?? null, of?.otherThan ?? null];
        const [counts] = await prisma.$queryRawUnsafe<{ total: number; open: number }[]>(
          `SELECT count(*)::int AS total, count(*) FILTER (WHERE x.answer IS NULL)::int AS open FROM (${MEMBERS}) x`,
          ...whose,
        );
        const rows = await prisma.$queryRawUnsafe<unknown[]>(
          `${MEMBERS} ORDER BY m.answer IS NOT NULL, m.rank OFFSET $4 LIMIT $5`,
          ...[...whose, offset, limit],
        );
        return { members: members.parse(rows), total: counts?.total ?? 0, open: counts?.open ?? 0 };
      }),

    find: (number) =>
      tellingWhatWasSaved('never', async () => {
        const [row] = await prisma.$queryRawUnsafe<CampaignRow[]>(`${CAMPAIGNS} WHERE c.number = $1`, number);
        return row === undefined ? null : campaignFromRow(row);
      }),

    list: (limit) =>
      tellingWhatWasSaved('never', async () => {
        const rows = await prisma.$queryRawUnsafe<CampaignRow[]>(`${CAMPAIGNS} ORDER BY c.number DESC LIMIT $1`, limit);
        return rows.map(campaignFromRow);
      }),

    // Whoever was still to be invited is looked at again, so that their reminders go.
    end: (id, at) =>
      tellingWhatWasSaved('at-once', async () => {
        const ended = await prisma.$queryRaw<unknown[]>`
          WITH c AS (UPDATE campaign SET ended_at = ${new Date(at)} WHERE id = ${id}::uuid AND ended_at IS NULL RETURNING id),
          marks AS (INSERT INTO care_mark (customer_id)
            SELECT m.customer_id FROM campaign_member m JOIN c ON c.id = m.campaign_id WHERE m.answer IS NULL)
          SELECT id FROM c`;
        return ended.length > 0;
      }),
  };
}

/** Founding days and milestones in PostgreSQL. */
export function createCareDateStore({ prisma }: { prisma: PrismaClient }): CareDateStore {
  return {
    keep: (customerId, { id, kind, day, title }, by, at) =>
      tellingWhatWasSaved('on-commit', (committing) =>
        prisma.$transaction(async (tx) => {
          if (kind === 'founded') await tx.careDate.deleteMany({ where: { customerId, kind } });
          await tx.careDate.create({
            data: { id, customerId, kind, day: new Date(day), title, by, createdAt: new Date(at) },
          });
          committing();
        }),
      ),
    remove: (customerId, kind) =>
      tellingWhatWasSaved(
        'at-once',
        async () => (await prisma.careDate.deleteMany({ where: { customerId, kind } })).count,
      ),
  };
}
