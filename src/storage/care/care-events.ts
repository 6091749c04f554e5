import { z } from 'zod';
import type { CareEvent } from '../../domain/care/care.ts';
import {
  CADENCE_ASKS,
  CAMPAIGN_ANSWERS,
  CARE_ASKS,
  CARE_RULES,
  CHURN_CAUSES,
  FESTIVALS,
  VOID_REASONS,
} from '../../domain/care/vocabulary.ts';
import { TIERS } from '../../domain/vocabulary.ts';

const day = z.string();
const taken = z.enum(['leap-month-missing', 'short-month', 'no-29-february']).nullable();

/** Why something is asked for, as it stands in histories and lists. */
export const careReason = z.discriminatedUnion('why', [
  z.object({ why: z.literal('first-payment'), day }),
  z.object({ why: z.literal('after-welcome'), day }),
  z.object({ why: z.literal('questions'), at: z.number() }),
  z.object({
    why: z.literal('cadence'),
    tier: z.enum(TIERS),
    ask: z.enum(CADENCE_ASKS),
    everyDays: z.number(),
    since: day.nullable(),
    from: day,
  }),
  z.object({
    why: z.literal('birthday'),
    personId: z.string(),
    on: day,
    calendar: z.enum(['solar', 'lunar']),
    taken,
  }),
  z.object({ why: z.literal('founding-day'), on: day, years: z.number(), taken }),
  z.object({ why: z.literal('anniversary'), on: day, years: z.number(), taken }),
  z.object({ why: z.literal('milestone'), milestoneId: z.string(), on: day }),
  z.object({ why: z.literal('festival'), festival: z.enum(FESTIVALS), on: day }),
  z.object({ why: z.literal('complaint'), ticketId: z.string(), resolvedAt: z.number() }),
  z.object({ why: z.literal('warning'), raisedAt: z.number() }),
  z.object({ why: z.literal('light-touch'), everyDays: z.number(), since: day.nullable(), from: day }),
  z.object({ why: z.literal('campaign'), campaignId: z.string() }),
  z.object({ why: z.literal('campaign-answer'), campaignId: z.string(), answer: z.enum(CAMPAIGN_ANSWERS) }),
  z.object({ why: z.literal('contract-end'), on: day }),
  z.object({ why: z.literal('delivery'), on: day }),
]);

/** Why something is asked for on another day than its own. */
export const movedBecause = z.enum(['rest', 'late', 'later', 'gives-way', 'held']);

const n = z.number();
const keys = z.array(z.string());
const rest = z.object({ askAt: z.number(), dueAt: z.number() }).nullable();
const item = z.object({
  key: z.string(),
  rule: z.enum(CARE_RULES),
  ask: z.enum(CARE_ASKS),
  reason: careReason,
  dueAt: z.number(),
  moved: movedBecause.exactOptional(),
});

const deed = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('care-asked'),
    n,
    day,
    askAt: z.number(),
    dueAt: z.number(),
    items: z.array(item),
    covered: z.array(z.object({ key: z.string(), by: z.string() })),
    owner: z.string().nullable(),
    team: z.string(),
    clock: z.literal('invitation').exactOptional(),
    policy: z.string(),
  }),
  z.object({ type: z.literal('care-done'), n, keys, day, contact: z.string().nullable(), rest }),
  z.object({ type: z.literal('care-skipped'), n, keys, day, rest }),
  z.object({ type: z.literal('care-later'), n, keys, day, until: day, rest }),
  z.object({
    type: z.literal('care-handed'),
    n,
    to: z.string(),
    team: z.string(),
    askAt: z.number(),
    dueAt: z.number(),
  }),
  z.object({ type: z.literal('care-held'), ticket: z.string().nullable(), policy: z.string() }),
  z.object({
    type: z.literal('care-released'),
    asks: z.array(z.object({ n, askAt: z.number(), dueAt: z.number() })),
  }),
  z.object({ type: z.literal('care-void'), n, keys, because: z.enum(VOID_REASONS), rest }),
  z.object({ type: z.literal('care-warned'), signs: z.array(z.string()), policy: z.string() }),
  z.object({ type: z.literal('care-cause'), cause: z.enum(CHURN_CAUSES), day }),
  z.object({ type: z.literal('acknowledged'), rule: z.string().nullable(), n: z.number().nullable() }),
  z.object({ type: z.literal('noted') }),
  z.object({
    type: z.literal('noticed'),
    rule: z.string(),
    stage: z.number(),
    repeat: z.number(),
    audiences: z.array(z.string()),
    lateSeconds: z.number(),
  }),
  z.object({ type: z.literal('policy-changed'), policy: z.string(), since: z.number().exactOptional() }),
]);

const eventRows = z.array(
  z.object({
    seq: z.number(),
    at: z.string().transform((text) => new Date(text).getTime()),
    by: z.string(),
    data: deed,
  }),
);

/** Reads a JSON list of event rows of a customer's care, in order of seq; `null` for none. Throws on what is none. */
export function careEventsFromJson(json: unknown): readonly CareEvent[] {
  return eventRows.parse(json ?? []).map(({ data, ...event }) => ({ ...event, deed: data }));
}
