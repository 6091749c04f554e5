import { z } from 'zod';
import {
  CONTACT_OUTCOMES,
  CONTACT_STATUSES,
  type ContactEvent,
  ELEMENTS,
  MOODS,
  PURPOSES,
} from '../domain/contact/contact.ts';
import { CHANNELS } from '../domain/vocabulary.ts';
import type { ContactView, FollowUpView } from '../usecases/contact-ports.ts';
import { commitmentsFromJson } from './commitment-rows.ts';
import { originOf } from './ticket-rows.ts';

/** What a contact is read from: its row, its customer and ticket, where it came from, its promises and what it owes. */
export const CONTACT_COLUMNS = `
  to_json(k.*) AS contact, cu.name AS customer_name, cu.vip AS customer_vip, tk.number AS ticket_number,
  other.number AS same_number, s.origin_platform, s.origin_workspace, s.origin_conversation,
  (SELECT json_agg(c.* ORDER BY c.started_at, c.rule, c.n, c.round) FROM commitment c WHERE c.subject_id = k.id) AS commitments,
  (SELECT json_agg(f.* ORDER BY f.n) FROM follow_up f WHERE f.contact_id = k.id) AS follow_ups,
  CASE WHEN k.shared_at IS NOT NULL THEN (
    SELECT r.body FROM event e LEFT JOIN remark r ON r.subject_id = e.subject_id AND r.seq = e.seq
    WHERE e.subject_id = k.id AND e.type = 'shared' ORDER BY e.seq DESC LIMIT 1) END AS shared_words`;

/** The tables behind CONTACT_COLUMNS. */
export const CONTACT_TABLES = `contact k JOIN subject s ON s.id = k.id LEFT JOIN customer cu ON cu.id = k.customer_id
  LEFT JOIN ticket tk ON tk.id = k.ticket_id LEFT JOIN contact other ON other.id = k.same_as`;

const instant = z.string().transform((text) => new Date(text).getTime());

const contactRow = z.object({
  id: z.string(),
  number: z.string(),
  customer_id: z.string().nullable(),
  ticket_id: z.string().nullable(),
  author: z.string(),
  team: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  outcome: z.enum(CONTACT_OUTCOMES),
  moods: z.array(z.enum(MOODS)),
  purposes: z.array(z.enum(PURPOSES)),
  missing: z.array(z.enum(ELEMENTS)),
  status: z.enum(CONTACT_STATUSES),
  spoken_at: instant,
  ended_at: instant.nullable(),
  hold_until: instant.nullable(),
  two_channels: z.boolean(),
  confirmed_on: z.array(z.enum(CHANNELS)),
  content: z.string(),
  feedback: z.string().nullable(),
  participants: z.string().nullable(),
  facts: z.string().nullable(),
  aim: z.string().nullable(),
  aim_reached: z.boolean().nullable(),
  materials: z.string().nullable(),
  read_back: z.boolean().nullable(),
  shared_at: instant.nullable(),
  shared_by: z.string().nullable(),
  policy: z.string(),
  created_at: instant,
});

const followUpRows = z.array(z.object({ n: z.number(), body: z.string(), starred: z.boolean() }));

/** A row of CONTACT_COLUMNS as it comes from the driver. */
export interface ContactRecord {
  readonly contact: unknown;
  readonly customer_name: string | null;
  readonly customer_vip: boolean | null;
  readonly ticket_number: string | null;
  readonly same_number: string | null;
  readonly origin_platform: string | null;
  readonly origin_workspace: string | null;
  readonly origin_conversation: string | null;
  readonly commitments: unknown;
  readonly follow_ups: unknown;
  readonly shared_words: string | null;
}

/** Reads a contact; throws on a row that is not one. */
export function contactFromRecord(record: ContactRecord): ContactView {
  const row = contactRow.parse(record.contact);
  const commitments = commitmentsFromJson(record.commitments);
  return {
    id: row.id,
    number: row.number,
    customer:
      row.customer_id === null || record.customer_name === null
        ? null
        : { id: row.customer_id, name: record.customer_name, vip: record.customer_vip ?? false },
    ticket: record.ticket_number,
    ticketId: row.ticket_id,
    author: row.author,
    team: row.team,
    channel: row.channel,
    outcome: row.outcome,
    moods: row.moods,
    purposes: row.purposes,
    missing: row.missing,
    status: row.status,
    spokenAt: row.spoken_at,
    endedAt: row.ended_at,
    holdUntil: row.hold_until,
    twoChannels: row.two_channels,
    confirmedOn: row.confirmed_on,
    sameAs: record.same_number,
    content: row.content,
    feedback: row.feedback,
    participants: row.participants,
    facts: row.facts,
    aim: row.aim,
    aimReached: row.aim_reached,
    materials: row.materials,
    readBack: row.read_back,
    shared:
      row.shared_at === null || row.shared_by === null
        ? null
        : { at: row.shared_at, by: row.shared_by, words: record.shared_words },
    followUps: followUpRows.parse(record.follow_ups ?? []).map((words) => followUpOf(words, commitments, row)),
    policy: row.policy,
    createdAt: row.created_at,
    origin: originOf(record),
    commitments,
  };
}

/** A promise: its words, and from its last round who has it, by when, and how it ended. */
function followUpOf(
  { n, body, starred }: z.output<typeof followUpRows>[number],
  commitments: ContactView['commitments'],
  contact: { readonly author: string; readonly team: string; readonly created_at: number },
): FollowUpView {
  const rounds = commitments
    .filter((one) => one.rule === 'follow-up' && one.n === n)
    .toSorted((a, b) => a.round - b.round);
  const last = rounds.at(-1);
  const missedAt = rounds.find((one) => one.missedAt !== null)?.missedAt ?? null;
  if (last === undefined) {
    const { author: owner, team, created_at: dueAt } = contact;
    return { n, round: 1, owner, team, dueAt, state: 'unwatched', words: body, starred, missedAt, endedAt: null };
  }
  return {
    n,
    round: last.round,
    owner: last.owner ?? contact.author,
    team: last.team,
    dueAt: last.dueAt,
    state: ({ open: 'open', met: 'kept', cancelled: 'dropped' } as const)[last.state],
    words: body,
    starred,
    missedAt,
    endedAt: last.stoppedAt,
  };
}

const channel = z.enum(CHANNELS);
const missing = z.array(z.enum(ELEMENTS));
const promise = z.object({ n: z.number(), owner: z.string(), team: z.string(), dueAt: z.number() });
const deed = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('logged'),
    team: z.string(),
    channel: channel.nullable(),
    outcome: z.enum(CONTACT_OUTCOMES),
    spokenAt: z.number(),
    endedAt: z.number().nullable(),
    missing,
    promises: z.array(promise),
    twoChannels: z.boolean(),
    policy: z.string(),
  }),
  z.object({ type: z.literal('completed'), missing, channel: channel.nullable() }),
  z.object({ type: z.literal('promised'), promises: z.array(promise) }),
  z.object({ type: z.literal('kept'), n: z.number() }),
  z.object({ type: z.literal('moved'), promise }),
  z.object({ type: z.literal('dropped'), n: z.number() }),
  z.object({ type: z.literal('held'), until: z.number() }),
  z.object({ type: z.literal('taken-up') }),
  z.object({ type: z.literal('confirmed-on'), channel, talk: z.string().exactOptional() }),
  z.object({ type: z.literal('same-talk'), as: z.string() }),
  z.object({ type: z.literal('acknowledged'), rule: z.string().nullable(), n: z.number().nullable() }),
  z.object({ type: z.literal('noted') }),
  z.object({ type: z.literal('shared') }),
  z.object({ type: z.literal('unshared') }),
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
const eventRow = z.object({ seq: z.number(), at: instant, by: z.string(), data: deed });

/** Reads a JSON list of a contact's event rows, in order of seq. */
export function contactEventsFromJson(json: unknown): readonly ContactEvent[] {
  return z
    .array(eventRow)
    .parse(json ?? [])
    .map(({ data, ...event }) => ({ ...event, deed: data }));
}
