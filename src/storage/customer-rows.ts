import { z } from 'zod';
import { COOPERATION_TYPES, CUSTOMER_KINDS } from '../domain/customer/customer.ts';
import { CHANNELS, STAGES, STATUSES, TIERS, URGENCIES } from '../domain/vocabulary.ts';
import type { CustomerBrief, CustomerView, ExportRow } from '../usecases/customers/ports.ts';

/** What names a customer; of `customer cu`. */
export const BRIEF_COLUMNS =
  'cu.id, cu.number, cu.name, cu.short_name, cu.vip, cu.tier, cu.stage, cu.industry, cu.account_manager';

export interface BriefRecord {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly short_name: string | null;
  readonly vip: boolean;
  readonly tier: string | null;
  readonly stage: string | null;
  readonly industry: string | null;
  readonly account_manager: string | null;
}

const tier = z.enum(TIERS).nullable();
const stage = z.enum(STAGES).nullable();

export function briefFromRecord(row: BriefRecord): CustomerBrief {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    shortName: row.short_name,
    vip: row.vip,
    tier: tier.parse(row.tier),
    stage: stage.parse(row.stage),
    industry: row.industry,
    accountManager: row.account_manager,
  };
}

/** A person of a customer as JSON; of `contact_person p`. */
const PERSON_JSON = `json_build_object('id', p.id, 'name', p.name, 'post', p.post, 'channel', p.channel, 'phone', p.phone,
  'mail', p.mail, 'calendar', p.birth_calendar, 'month', p.birth_month, 'day', p.birth_day, 'year', p.birth_year,
  'leftAt', p.left_at)`;

/** Cooperation events on a card. */
const COOPERATION_SHOWN = 5;

/** Everything on a customer's card but what was said: one look. */
export const VIEW_COLUMNS = `
  to_json(cu.*) AS customer,
  (SELECT json_agg(t.tag ORDER BY t.tag) FROM customer_tag t WHERE t.customer_id = cu.id) AS tags,
  (SELECT json_agg(${PERSON_JSON} ORDER BY p.left_at IS NOT NULL, p.created_at, p.id)
     FROM contact_person p WHERE p.customer_id = cu.id) AS people,
  (SELECT json_agg(e.* ORDER BY e.day DESC, e.id DESC) FROM (
     SELECT id, type, day, amount::float8 AS amount, remark FROM cooperation_event
     WHERE customer_id = cu.id ORDER BY day DESC, id DESC LIMIT ${COOPERATION_SHOWN}) e) AS cooperation,
  (SELECT json_agg(o.*) FROM (
     SELECT t.number, t.problem_type, t.urgency, t.status, t.team, t.owner,
       (SELECT min(c.due_at) FROM commitment c WHERE c.subject_id = t.id AND c.state = 'open') AS due_at
     FROM ticket t WHERE t.customer_id = cu.id AND t.status IN ('pending', 'in-progress', 'waiting')
     ORDER BY CASE t.urgency WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END, t.number DESC LIMIT 20) o) AS tickets`;

export interface ViewRecord {
  readonly customer: unknown;
  readonly tags: unknown;
  readonly people: unknown;
  readonly cooperation: unknown;
  readonly tickets: unknown;
}

const instant = z.string().transform((text) => new Date(text).getTime());
const amount = z.coerce.number().nullable();

/** A sign that a customer may be lost, as it is stored. */
export const riskWarning = z.discriminatedUnion('warning', [
  z.object({ warning: z.literal('events-down'), share: z.number(), now: z.number(), before: z.number() }),
  z.object({ warning: z.literal('silent'), days: z.number() }),
  z.object({ warning: z.literal('unanswered'), share: z.number(), reached: z.number(), tried: z.number() }),
  z.object({ warning: z.literal('spending-down'), share: z.number(), now: z.number(), before: z.number() }),
  z.object({ warning: z.literal('displeased'), now: z.number(), before: z.number() }),
]);

const customerRow = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string(),
  short_name: z.string().nullable(),
  kind: z.enum(CUSTOMER_KINDS),
  vip: z.boolean(),
  industry: z.string().nullable(),
  size: z.string().nullable(),
  product: z.string().nullable(),
  amount,
  first_cooperation: z.string().nullable(),
  contract_from: z.string().nullable(),
  contract_until: z.string().nullable(),
  needs: z.string().nullable(),
  hidden_needs: z.string().nullable(),
  demands: z.string().nullable(),
  account_manager: z.string().nullable(),
  success_manager: z.string().nullable(),
  tier,
  tier_pinned_by: z.string().nullable(),
  tier_pinned_at: instant.nullable(),
  tier_reason: z.string().nullable(),
  stage,
  high_value: z.boolean(),
  evidence: z
    .object({
      amount: z.number(),
      months: z.number().nullable(),
      interactions: z.number(),
      wecomChats: z.number().optional(),
      warnings: z.array(riskWarning),
    })
    .nullable(),
  assessed_at: instant.nullable(),
  created_at: instant,
});

const personRow = z.object({
  id: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  channel: z.enum(CHANNELS).nullable(),
  phone: z.string().nullable(),
  mail: z.string().nullable(),
  calendar: z.enum(['solar', 'lunar']).nullable(),
  month: z.number().nullable(),
  day: z.number().nullable(),
  year: z.number().nullable(),
  leftAt: instant.nullable(),
});

const cooperationRow = z.object({
  type: z.enum(COOPERATION_TYPES),
  day: z.string(),
  amount,
  remark: z.string().nullable(),
});

const ticketRow = z.object({
  number: z.string(),
  problem_type: z.string().nullable(),
  urgency: z.enum(URGENCIES),
  status: z.enum(STATUSES),
  team: z.string(),
  owner: z.string().nullable(),
  due_at: instant.nullable(),
});

function personFromJson(json: unknown): CustomerView['people'][number] {
  const { calendar, month, day, year, ...person } = personRow.parse(json);
  const birthday = calendar === null || month === null || day === null ? null : { calendar, month, day, year };
  return { ...person, birthday };
}

function profileFromRow(row: z.output<typeof customerRow>): CustomerView['profile'] {
  return {
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    vip: row.vip,
    industry: row.industry,
    size: row.size,
    product: row.product,
    amount: row.amount,
    firstCooperation: row.first_cooperation,
    contractFrom: row.contract_from,
    contractUntil: row.contract_until,
    needs: row.needs,
    hiddenNeeds: row.hidden_needs,
    demands: row.demands,
    accountManager: row.account_manager,
    successManager: row.success_manager,
  };
}

export function viewFromRecord(record: ViewRecord): CustomerView {
  const row = customerRow.parse(record.customer);
  const list = (json: unknown) => z.array(z.unknown()).parse(json ?? []);
  return {
    id: row.id,
    number: row.number,
    profile: profileFromRow(row),
    tags: z.array(z.string()).parse(record.tags ?? []),
    tier: row.tier,
    pin:
      row.tier_pinned_by === null || row.tier_pinned_at === null
        ? null
        : { by: row.tier_pinned_by, at: row.tier_pinned_at, reason: row.tier_reason },
    stage: row.stage,
    highValue: row.high_value,
    evidence: row.evidence,
    assessedAt: row.assessed_at,
    people: list(record.people).map(personFromJson),
    cooperation: list(record.cooperation).map((one) => cooperationRow.parse(one)),
    openTickets: list(record.tickets).map((one) => {
      const { problem_type: problemType, due_at: dueAt, ...ticket } = ticketRow.parse(one);
      return { ...ticket, problemType, dueAt };
    }),
    createdAt: row.created_at,
  };
}

/** A line of an export; of `customer cu`. */
export const EXPORT_COLUMNS = `
  to_json(cu.*) AS customer,
  (SELECT json_agg(t.tag ORDER BY t.tag) FROM customer_tag t WHERE t.customer_id = cu.id) AS tags,
  (SELECT ${PERSON_JSON} FROM contact_person p WHERE p.customer_id = cu.id AND p.left_at IS NULL
   ORDER BY p.created_at, p.id LIMIT 1) AS person`;

export function exportFromRecord(record: { customer: unknown; tags: unknown; person: unknown }): ExportRow {
  const row = customerRow.parse(record.customer);
  return {
    number: row.number,
    profile: profileFromRow(row),
    tier: row.tier,
    stage: row.stage,
    tags: z.array(z.string()).parse(record.tags ?? []),
    person: record.person === null ? null : personFromJson(record.person),
  };
}
