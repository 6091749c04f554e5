import { z } from 'zod';
import { applyCareEvent } from '../../domain/care/apply-event.ts';
import { campaignNumber } from '../../domain/care/campaign-number.ts';
import type { Care, CareDeed, CareEvent } from '../../domain/care/care.ts';
import type { CareReason } from '../../domain/care/reason.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { STAGES, TIERS } from '../../domain/vocabulary.ts';
import type { CareView } from '../../usecases/care/ports.ts';
import { commitmentsFromJson } from '../commitment-rows.ts';
import { riskWarning } from '../customer-rows.ts';
import type { PrismaClient } from '../generated/client.ts';
import { careEventsFromJson } from './care-events.ts';

type Reader = Pick<PrismaClient, '$queryRawUnsafe'>;

const VIEWS = `
  SELECT cu.id, cu.number, cu.name, cu.vip, cu.tier, cu.stage, cu.high_value, cu.evidence -> 'warnings' AS warnings,
    (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = cu.id
      AND (e.type LIKE 'care-%' OR e.type IN ('acknowledged', 'policy-changed'))) AS events,
    (SELECT json_agg(c.* ORDER BY c.started_at, c.rule, c.n, c.round) FROM commitment c WHERE c.subject_id = cu.id) AS commitments,
    (SELECT t.number FROM ticket t WHERE t.customer_id = cu.id AND t.urgency = 'urgent'
      AND t.status IN ('pending', 'in-progress', 'waiting') ORDER BY t.number LIMIT 1) AS urgent_ticket
  FROM customer cu WHERE cu.id = ANY ($1::uuid[])`;

interface ViewRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly vip: boolean;
  readonly tier: string | null;
  readonly stage: string | null;
  readonly high_value: boolean;
  readonly events: unknown;
  readonly commitments: unknown;
  readonly urgent_ticket: string | null;
  readonly warnings: unknown;
}

/** Customers to be cared for as people see them, by id. Rows that cannot be read are reported and left out. */
export async function readCareViews(
  prisma: Reader,
  ids: readonly string[],
  onFault: (customerId: string, error: unknown) => void = (_id, error) => {
    throw error;
  },
): Promise<ReadonlyMap<string, CareView>> {
  if (ids.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<ViewRow[]>(VIEWS, ids);
  const read = rows.flatMap((row) => {
    try {
      const events = careEventsFromJson(row.events);
      const signs = z.array(riskWarning).parse(row.warnings ?? []);
      const commitments = commitmentsFromJson(row.commitments);
      return [
        { row, asked: askedOf(events), care: careOf(events), released: releasedFrom(events), signs, commitments },
      ];
    } catch (error) {
      onFault(row.id, error);
      return [];
    }
  });
  const reasons = read.flatMap(({ asked }) =>
    [...asked.values()].flatMap(({ items }) => items.map((one) => one.reason)),
  );
  const [namesById, campaignNumbers] = await Promise.all([
    readNames(prisma, reasons),
    readCampaignNumbers(prisma, reasons),
  ]);
  return new Map(
    read.map(({ row, asked, care, released, signs, commitments }): [string, CareView] => [
      row.id,
      {
        id: row.id,
        number: customerNumber(row.number),
        name: row.name,
        vip: row.vip,
        tier: TIERS.find((one) => one === row.tier) ?? null,
        stage: STAGES.find((one) => one === row.stage) ?? null,
        highValue: row.high_value,
        team: care.team,
        origin: null,
        care,
        asked,
        commitments,
        namesById,
        campaignNumbers,
        urgentTicket: row.urgent_ticket,
        released,
        signs,
      },
    ]),
  );
}

type Asked = Extract<CareDeed, { readonly type: 'care-asked' }>;

function askedOf(events: readonly CareEvent[]): ReadonlyMap<number, Asked> {
  return new Map(events.flatMap(({ deed }): [number, Asked][] => (deed.type === 'care-asked' ? [[deed.n, deed]] : [])));
}

/** The ticket that the last hold was for, while what it held and let go again is open. */
function releasedFrom(events: readonly CareEvent[]): string | null {
  const last = events.findLast(({ deed }) => deed.type === 'care-released' || deed.type === 'care-asked');
  if (last?.deed.type !== 'care-released') return null;
  const held = events.findLast(({ deed }) => deed.type === 'care-held');
  return held?.deed.type === 'care-held' ? held.deed.ticket : null;
}

const NO_CARE: CareEvent = { seq: 0, at: 0, by: 'system', deed: { type: 'noted' } };

/** A customer's care, also of one that was never asked about. */
export function careOf(events: readonly CareEvent[]): Care {
  return events.reduce((care, event) => applyCareEvent(care, event), applyCareEvent(null, NO_CARE));
}

const NAMES = `
  SELECT id, name FROM contact_person WHERE id = ANY ($1::uuid[])
  UNION ALL SELECT id, number FROM ticket WHERE id = ANY ($1::uuid[])
  UNION ALL SELECT id, title FROM care_date WHERE id = ANY ($1::uuid[]) AND title IS NOT NULL
  UNION ALL SELECT id, title FROM campaign WHERE id = ANY ($1::uuid[])`;

/** Names of the people, tickets, milestones and campaigns that reasons speak of, by id; what is erased has none. */
export async function readNames(prisma: Reader, reasons: readonly CareReason[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(reasons.flatMap(idsIn))];
  if (ids.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<{ id: string; name: string }[]>(NAMES, ids);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readCampaignNumbers(
  prisma: Reader,
  reasons: readonly CareReason[],
): Promise<ReadonlyMap<string, string>> {
  const ids = reasons.flatMap((reason) => (reason.why === 'campaign' ? [reason.campaignId] : []));
  if (ids.length === 0) return new Map();
  const rows = await prisma.$queryRawUnsafe<{ id: string; number: number }[]>(
    'SELECT id, number FROM campaign WHERE id = ANY ($1::uuid[])',
    [...new Set(ids)],
  );
  return new Map(rows.map(({ id, number }) => [id, campaignNumber(number)]));
}

function idsIn(reason: CareReason): readonly string[] {
  switch (reason.why) {
    case 'birthday':
      return [reason.personId];
    case 'milestone':
      return [reason.milestoneId];
    case 'complaint':
      return [reason.ticketId];
    case 'campaign':
    case 'campaign-answer':
      return [reason.campaignId];
    default:
      return [];
  }
}
