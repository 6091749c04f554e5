import { z } from 'zod';
import { CLOSING_WORDS, DEMANDED_CLOCKS, type TicketEvent, WAITING_FOR } from '../domain/ticket/ticket.ts';
import { UNDOABLE_DEEDS } from '../domain/ticket/undo.ts';
import { KINDS, PLATFORMS, STATUSES, TIERS, URGENCIES } from '../domain/vocabulary.ts';
import type { TicketView } from '../usecases/ports.ts';
import { commitmentsFromJson } from './commitment-rows.ts';

/** What a ticket is read from: its row, its customer, where it came from, and what it owes. */
export const TICKET_COLUMNS = `
  to_json(t.*) AS ticket, cu.name AS customer_name, cu.vip AS customer_vip, cu.tier AS customer_tier,
  s.origin_platform, s.origin_workspace, s.origin_conversation,
  (SELECT json_agg(c.* ORDER BY c.started_at, c.rule) FROM commitment c WHERE c.subject_id = t.id) AS commitments,
  (SELECT other.number FROM ticket other WHERE other.id = t.merged_into) AS merged_into,
  (SELECT json_agg(other.number ORDER BY other.number) FROM ticket other WHERE other.merged_into = t.id) AS absorbed,
  CASE WHEN t.source_key IS NOT NULL THEN
    (SELECT e.data ->> 'author' FROM event e WHERE e.subject_id = t.id AND e.seq = 1) END AS author`;

/** The tables behind TICKET_COLUMNS. */
export const TICKET_TABLES = `ticket t JOIN subject s ON s.id = t.id LEFT JOIN customer cu ON cu.id = t.customer_id`;

const instant = z.string().transform((text) => new Date(text).getTime());

const ticketRow = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(KINDS),
  urgency: z.enum(URGENCIES),
  complex: z.boolean(),
  status: z.enum(STATUSES),
  team: z.string(),
  owner: z.string().nullable(),
  opener: z.string(),
  description: z.string(),
  problem_type: z.string().nullable(),
  source_link: z.string().nullable(),
  round: z.number(),
  needs_escalation: z.boolean(),
  score: z.number().nullable(),
  eta: instant.nullable(),
  waiting_on: z.enum(WAITING_FOR).nullable(),
  waiting_until: instant.nullable(),
  spoken_at: instant,
  created_at: instant,
  policy: z.string(),
  tier: z.enum(TIERS).nullable(),
  linked: z.object({ number: z.string(), times: z.number(), since: z.number() }).nullable(),
});

/** A row of TICKET_COLUMNS as it comes from the driver. */
export interface TicketRecord {
  readonly ticket: unknown;
  readonly customer_name: string | null;
  readonly customer_vip: boolean | null;
  readonly customer_tier: string | null;
  readonly origin_platform: string | null;
  readonly origin_workspace: string | null;
  readonly origin_conversation: string | null;
  readonly commitments: unknown;
  readonly author: string | null;
  readonly merged_into: string | null;
  readonly absorbed: unknown;
}

/** Where a subject was opened; `null` when unknown. */
export function originOf(
  row: Pick<TicketRecord, 'origin_platform' | 'origin_workspace' | 'origin_conversation'>,
): TicketView['origin'] {
  if (row.origin_platform === null || row.origin_workspace === null || row.origin_conversation === null) return null;
  const platform = z.enum(PLATFORMS).parse(row.origin_platform);
  return { platform, workspace: row.origin_workspace, id: row.origin_conversation };
}

export function ticketFromRecord(record: TicketRecord): TicketView {
  const row = ticketRow.parse(record.ticket);
  return {
    id: row.id,
    number: row.number,
    customer: customerOf(record),
    kind: row.kind,
    urgency: row.urgency,
    complex: row.complex,
    status: row.status,
    team: row.team,
    owner: row.owner,
    opener: row.opener,
    description: row.description,
    problemType: row.problem_type,
    sourceLink: row.source_link,
    ...(record.author === null ? {} : { author: record.author }),
    round: row.round,
    needsEscalation: row.needs_escalation,
    score: row.score,
    eta: row.eta,
    waiting:
      row.waiting_on === null || row.waiting_until === null ? null : { on: row.waiting_on, until: row.waiting_until },
    spokenAt: row.spoken_at,
    createdAt: row.created_at,
    origin: originOf(record),
    commitments: commitmentsFromJson(record.commitments),
    ...(record.merged_into === null ? {} : { mergedInto: record.merged_into }),
    ...(record.absorbed === null ? {} : { absorbed: z.array(z.string()).parse(record.absorbed) }),
    ...(row.linked === null ? {} : { linked: row.linked }),
    policy: row.policy,
    tier: row.tier,
  };
}

function customerOf({
  customer_name: name,
  customer_vip: vip,
  customer_tier: tier,
}: TicketRecord): TicketView['customer'] {
  if (name === null) return null;
  return { name, vip: vip ?? false, ...(tier === null ? {} : { tier: z.enum(TIERS).parse(tier) }) };
}

const kind = z.enum(KINDS);
const urgency = z.enum(URGENCIES);
const demands = z.array(
  z.object({ clock: z.enum(DEMANDED_CLOCKS), dueAt: z.number(), since: z.number().exactOptional() }),
);
const deed = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('created'),
    kind,
    urgency,
    complex: z.boolean(),
    team: z.string(),
    spokenAt: z.number(),
    policy: z.string(),
    demands: demands.exactOptional(),
    wantsWriting: z.literal(true).exactOptional(),
    author: z.string().exactOptional(),
  }),
  z.object({
    type: z.literal('edited'),
    policy: z.string(),
    edit: z.object({
      kind: kind.exactOptional(),
      urgency: urgency.exactOptional(),
      complex: z.boolean().exactOptional(),
      team: z.string().exactOptional(),
      customer: z.literal(true).exactOptional(),
      described: z.literal(true).exactOptional(),
      problemType: z.literal(true).exactOptional(),
    }),
  }),
  z.object({ type: z.literal('taken') }),
  z.object({ type: z.literal('assigned'), to: z.string() }),
  z.object({ type: z.literal('acknowledged') }),
  z.object({ type: z.literal('contacted'), reached: z.boolean() }),
  z.object({ type: z.literal('noted') }),
  z.object({ type: z.literal('progressed') }),
  z.object({
    type: z.literal('planned'),
    eta: z.number(),
    steps: z.array(z.object({ n: z.number(), owner: z.string().nullable(), team: z.string(), dueAt: z.number() })),
  }),
  z.object({ type: z.literal('step-done'), n: z.number() }),
  z.object({ type: z.literal('waited'), on: z.enum(WAITING_FOR), until: z.number() }),
  z.object({ type: z.literal('resumed') }),
  z.object({ type: z.literal('told'), written: z.boolean() }),
  z.object({ type: z.literal('revisit-unanswered') }),
  z.object({ type: z.literal('resolved'), takes: z.literal(true).exactOptional() }),
  z.object({ type: z.literal('rated'), score: z.number() }),
  z.object({ type: z.literal('reopened') }),
  z.object({ type: z.literal('closed'), word: z.enum(CLOSING_WORDS) }),
  z.object({ type: z.literal('cancelled') }),
  z.object({ type: z.literal('escalated') }),
  z.object({
    type: z.literal('noticed'),
    rule: z.string(),
    stage: z.number(),
    repeat: z.number(),
    audiences: z.array(z.string()),
    lateSeconds: z.number(),
  }),
  z.object({ type: z.literal('policy-changed'), policy: z.string(), since: z.number().exactOptional() }),
  z.object({ type: z.literal('merged'), into: z.string() }),
  z.object({
    type: z.literal('absorbed'),
    from: z.string(),
    spokenAt: z.number(),
    demands,
    wantsWriting: z.literal(true).exactOptional(),
  }),
  z.object({ type: z.literal('linked'), to: z.string(), times: z.number(), since: z.number() }),
  z.object({ type: z.literal('tiered'), tier: z.enum(TIERS).nullable() }),
  z.object({ type: z.literal('undone'), since: z.number(), what: z.enum(UNDOABLE_DEEDS) }),
]);
const eventRow = z.object({ seq: z.number(), at: instant, by: z.string(), data: deed });

/** Reads a JSON list of event rows, in order of seq. */
export function eventsFromJson(json: unknown): readonly TicketEvent[] {
  return z
    .array(eventRow)
    .parse(json ?? [])
    .map(({ data, ...event }) => ({ ...event, deed: data }));
}
