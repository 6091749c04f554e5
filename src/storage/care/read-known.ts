import { z } from 'zod';
import { CAMPAIGN_ANSWERS } from '../../domain/care/vocabulary.ts';
import { MOODS, PURPOSES } from '../../domain/contact/contact.ts';
import { COOPERATION_TYPES, CUSTOMER_KINDS } from '../../domain/customer/customer.ts';
import { CHANNELS, STAGES, TIERS } from '../../domain/vocabulary.ts';
import type { CareReading, LoadedCare } from '../../usecases/care/ports.ts';
import { commitmentsFromJson } from '../commitment-rows.ts';
import type { Transaction } from '../customer-lock.ts';
import { riskWarning } from '../customer-rows.ts';
import { careEventsFromJson } from './care-events.ts';
import { tierSinceOf } from './tier-since.ts';

/** Days of cooperation that care looks back on, beside the first payment and the first delivery. */
const EVENT_DAYS = 150;

/** One query for each sort of thing, however many customers: `$1` their ids; the zone, now and a number of days follow. */
const QUERIES = {
  customers: `
    SELECT cu.id, cu.number, cu.kind, cu.tier, cu.stage, cu.vip, cu.high_value, cu.industry, cu.account_manager,
      cu.evidence -> 'warnings' AS warnings, cu.first_cooperation::text, cu.contract_from::text, cu.contract_until::text, cu.merged_into, cu.erased_at IS NOT NULL
        AND cu.name_key = 'erased:' || cu.id AS is_erased,
      (cu.created_at AT TIME ZONE $2)::date::text AS known_since, coalesce(s.last_seq, 0) AS last_seq,
      (SELECT array_agg(t.tag ORDER BY t.tag) FROM customer_tag t WHERE t.customer_id = cu.id) AS tags
    FROM customer cu LEFT JOIN subject s ON s.id = cu.id WHERE cu.id = ANY ($1::uuid[])`,
  people: `
    SELECT p.customer_id, json_agg(json_build_object('id', p.id, 'birthday', json_build_object('calendar', p.birth_calendar,
      'month', p.birth_month, 'day', p.birth_day, 'year', p.birth_year)) ORDER BY p.created_at, p.id) AS rows
    FROM contact_person p WHERE p.customer_id = ANY ($1::uuid[]) AND p.birth_calendar IS NOT NULL
      AND p.birth_month IS NOT NULL AND p.birth_day IS NOT NULL AND p.left_at IS NULL GROUP BY p.customer_id`,
  events: `
    SELECT e.customer_id, json_agg(json_build_object('id', e.id, 'type', e.type, 'day', e.day, 'amount', e.amount)
      ORDER BY e.day, e.id) AS rows
    FROM cooperation_event e
    WHERE e.customer_id = ANY ($1::uuid[]) AND (e.day > ($3::timestamptz AT TIME ZONE $2)::date - ${EVENT_DAYS}
      OR (e.type IN ('payment', 'delivery') AND NOT EXISTS (SELECT FROM cooperation_event f
        WHERE f.customer_id = e.customer_id AND f.type = e.type AND (f.day, f.id) < (e.day, e.id))))
    GROUP BY e.customer_id`,
  contacts: `
    SELECT k.customer_id, json_agg(json_build_object('id', k.id, 'by', k.author, 'at', k.spoken_at,
      'day', (k.spoken_at AT TIME ZONE $2)::date, 'channel', k.channel, 'purposes', k.purposes,
      'isReached', k.outcome = 'reached', 'moods', k.moods) ORDER BY k.spoken_at DESC, k.id) AS rows
    FROM contact k WHERE k.customer_id = ANY ($1::uuid[]) AND k.same_as IS NULL AND k.outcome <> 'none'
      AND k.spoken_at > $3::timestamptz - $4::int * interval '1 day' GROUP BY k.customer_id`,
  tickets: `
    SELECT t.customer_id, json_agg(json_build_object('ticketId', t.id, 'number', t.number, 'isUrgentOpen',
      t.urgency = 'urgent' AND t.status IN ('pending', 'in-progress', 'waiting'), 'resolvedAt', r.at) ORDER BY t.number) AS rows
    FROM ticket t LEFT JOIN LATERAL (
      SELECT max(e.at) AS at FROM event e WHERE t.kind = 'complaint' AND t.status IN ('resolved', 'closed')
        AND e.subject_id = t.id AND e.type = 'resolved') r ON true
    WHERE t.customer_id = ANY ($1::uuid[]) AND ((t.urgency = 'urgent' AND t.status IN ('pending', 'in-progress', 'waiting'))
      OR (t.kind = 'complaint' AND t.status IN ('resolved', 'closed')
        AND t.updated_at > $2::timestamptz - $3::int * interval '1 day'))
    GROUP BY t.customer_id`,
  dates: `
    SELECT d.customer_id, json_agg(json_build_object('id', d.id, 'kind', d.kind, 'day', d.day) ORDER BY d.day, d.id) AS rows
    FROM care_date d WHERE d.customer_id = ANY ($1::uuid[]) GROUP BY d.customer_id`,
  campaigns: `
    SELECT m.customer_id, json_agg(json_build_object('campaignId', m.campaign_id, 'day', m.day, 'answer', m.answer,
      'answeredOn', (m.answered_at AT TIME ZONE $2)::date, 'isEnded', c.ended_at IS NOT NULL) ORDER BY c.number) AS rows
    FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id WHERE m.customer_id = ANY ($1::uuid[])
    GROUP BY m.customer_id`,
  history: `
    SELECT e.subject_id AS customer_id, json_agg(e.* ORDER BY e.seq) FILTER (WHERE e.type NOT IN ('assessed', 'tier-pinned',
        'tier-unpinned')) AS rows,
      json_agg(json_build_object('day', (e.at AT TIME ZONE $2)::date, 'tier', e.data ->> 'tier') ORDER BY e.seq)
        FILTER (WHERE e.type IN ('assessed', 'tier-pinned', 'tier-unpinned')) AS tiers
    FROM event e WHERE e.subject_id = ANY ($1::uuid[]) AND (e.type IN ('assessed', 'tier-pinned', 'tier-unpinned',
      'acknowledged', 'noted', 'noticed', 'policy-changed') OR e.type LIKE 'care-%') GROUP BY e.subject_id`,
  commitments: `
    SELECT c.subject_id AS customer_id, json_agg(c.* ORDER BY c.started_at, c.rule, c.n, c.round) AS rows
    FROM commitment c WHERE c.subject_id = ANY ($1::uuid[]) GROUP BY c.subject_id`,
} as const;

const customerRow = z.object({
  id: z.string(),
  number: z.number(),
  kind: z.enum(CUSTOMER_KINDS),
  tier: z.enum(TIERS).nullable(),
  stage: z.enum(STAGES).nullable(),
  vip: z.boolean(),
  high_value: z.boolean(),
  industry: z.string().nullable(),
  account_manager: z.string().nullable(),
  first_cooperation: z.string().nullable(),
  contract_from: z.string().nullable(),
  contract_until: z.string().nullable(),
  merged_into: z.string().nullable(),
  is_erased: z.boolean(),
  known_since: z.string(),
  last_seq: z.number(),
  tags: z.array(z.string()).nullable(),
  warnings: z.array(riskWarning).nullable(),
});

const instant = z.string().transform((text) => new Date(text).getTime());
const peopleRows = z.array(
  z.object({
    id: z.string(),
    birthday: z.object({
      calendar: z.enum(['solar', 'lunar']),
      month: z.number(),
      day: z.number(),
      year: z.number().nullable(),
    }),
  }),
);
const eventRows = z.array(
  z.object({ id: z.string(), type: z.enum(COOPERATION_TYPES), day: z.string(), amount: z.number().nullable() }),
);
const contactRows = z.array(
  z.object({
    id: z.string(),
    by: z.string(),
    at: instant,
    day: z.string(),
    channel: z.enum(CHANNELS).nullable(),
    purposes: z.array(z.enum(PURPOSES)),
    isReached: z.boolean(),
    moods: z.array(z.enum(MOODS)),
  }),
);
const ticketRows = z.array(
  z.object({ ticketId: z.string(), number: z.string(), isUrgentOpen: z.boolean(), resolvedAt: instant.nullable() }),
);
const dateRows = z.array(z.object({ id: z.string(), kind: z.enum(['founded', 'milestone']), day: z.string() }));
const campaignRows = z.array(
  z.object({
    campaignId: z.string(),
    day: z.string(),
    answer: z.enum(CAMPAIGN_ANSWERS).nullable(),
    answeredOn: z.string().nullable(),
    isEnded: z.boolean(),
  }),
);
const tierRows = z.array(z.object({ day: z.string(), tier: z.enum(TIERS).nullable() }));

interface Grouped {
  readonly customer_id: string;
  readonly rows: unknown;
  readonly tiers?: unknown;
}

/**
 * Everything about these customers that care depends on: one statement for each sort of thing. A customer whose rows
 * cannot be read is left out and reported. Complaints are looked for as far back as contacts are.
 */
export async function readKnown(
  tx: Pick<Transaction, '$queryRawUnsafe'>,
  ids: readonly string[],
  reading: CareReading,
  onFault: (customerId: string, error: unknown) => void,
): Promise<readonly LoadedCare[]> {
  const now = new Date(reading.now);
  const shared = [ids, reading.timezone, now] as const;
  const customers = await tx.$queryRawUnsafe<unknown[]>(QUERIES.customers, ids, reading.timezone);
  const grouped = async (sql: string, ...values: readonly unknown[]) => {
    const rows = await tx.$queryRawUnsafe<Grouped[]>(sql, ...values);
    return new Map(rows.map((row) => [row.customer_id, row]));
  };
  const people = await grouped(QUERIES.people, ids);
  const events = await grouped(QUERIES.events, ...shared);
  const contacts = await grouped(QUERIES.contacts, ...shared, reading.contactDays);
  const tickets = await grouped(QUERIES.tickets, ids, now, reading.mendingDays);
  const dates = await grouped(QUERIES.dates, ids);
  const campaigns = await grouped(QUERIES.campaigns, ids, reading.timezone);
  const history = await grouped(QUERIES.history, ids, reading.timezone);
  const commitments = await grouped(QUERIES.commitments, ids);

  return customers.flatMap((record): LoadedCare[] => {
    const id = z.object({ id: z.string() }).parse(record).id;
    const rowsOf = (map: ReadonlyMap<string, Grouped>) => map.get(id)?.rows ?? [];
    try {
      const row = customerRow.parse(record);
      const own = dateRows.parse(rowsOf(dates));
      const theirs = ticketRows.parse(rowsOf(tickets));
      const urgentTicket = theirs.find((one) => one.isUrgentOpen)?.number ?? null;
      return [
        {
          id,
          lastSeq: row.last_seq,
          events: careEventsFromJson(rowsOf(history)),
          commitments: commitmentsFromJson(rowsOf(commitments)),
          known: {
            customerId: id,
            number: row.number,
            kind: row.kind,
            tier: row.tier,
            tierSince: tierSinceOf(row.tier, tierRows.parse(history.get(id)?.tiers ?? [])),
            stage: row.stage,
            vip: row.vip,
            highValue: row.high_value,
            industry: row.industry,
            tags: row.tags ?? [],
            accountManager: row.account_manager,
            firstCooperation: row.first_cooperation,
            foundedOn: own.find((one) => one.kind === 'founded')?.day ?? null,
            contractFrom: row.contract_from,
            contractUntil: row.contract_until,
            milestones: own.flatMap((one) => (one.kind === 'milestone' ? [{ id: one.id, day: one.day }] : [])),
            people: peopleRows.parse(rowsOf(people)),
            events: eventRows.parse(rowsOf(events)),
            contacts: contactRows.parse(rowsOf(contacts)),
            complaints: theirs.flatMap(({ ticketId, resolvedAt }) =>
              resolvedAt === null ? [] : [{ ticketId, resolvedAt }],
            ),
            hasUrgentOpen: urgentTicket !== null,
            urgentTicket,
            signs: row.warnings ?? [],
            campaigns: campaignRows.parse(rowsOf(campaigns)).map(({ answer, answeredOn, ...one }) => ({
              ...one,
              answer: answer === null || answeredOn === null ? null : { answer, day: answeredOn },
            })),
            careSince: row.known_since > reading.careSince ? row.known_since : reading.careSince,
            gone: row.merged_into !== null ? 'merged' : row.is_erased ? 'erased' : null,
          },
        },
      ];
    } catch (error) {
      onFault(id, error);
      return [];
    }
  });
}
