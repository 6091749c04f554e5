import { z } from 'zod';
import type { Commitment } from '../domain/commitment/commitment.ts';
import { formatDuration, parseDuration } from '../domain/time.ts';

/** Field names and shapes of a commitment in the JSON that statements take; times are epoch milliseconds. */
export function commitmentToJson(one: Commitment): object {
  return {
    id: one.id,
    subject_id: one.subjectId,
    rule: one.rule,
    round: one.round,
    n: one.n,
    team: one.team,
    owner: one.owner,
    basis: one.basis,
    started_at: one.startedAt,
    target: formatDuration(one.target),
    due_at: one.dueAt,
    in_force_since: one.inForceSince,
    paused_at: one.pausedAt,
    pauses: one.pauses,
    state: one.state,
    stopped_at: one.stoppedAt,
    missed_at: one.missedAt,
    stage: one.stage,
    repeat: one.repeat,
    told_at: one.toldAt,
    base_at: one.baseAt,
    acked_at: one.ackedAt,
    acked_by: one.ackedBy,
    held_until: one.heldUntil,
    held_position: one.heldPosition,
    cause: one.cause,
    next_at: one.nextAt,
  };
}

/** Column list of `json_to_recordset` for what `commitmentToJson` makes. */
export const COMMITMENT_RECORD = `id uuid, subject_id uuid, rule text, round int, n int, team text, owner text,
  basis text, started_at float8, target text, due_at float8, in_force_since float8, paused_at float8, pauses json,
  state text, stopped_at float8, missed_at float8, stage int, repeat int, told_at float8, base_at float8,
  acked_at float8, acked_by text, held_until float8, held_position int, cause text, next_at float8`;

/** What a tick changes of a commitment, and nothing else: the rest is its history's. */
export function advancedToJson(one: Commitment): object {
  return {
    id: one.id,
    missed_at: one.missedAt,
    stage: one.stage,
    repeat: one.repeat,
    told_at: one.toldAt,
    base_at: one.baseAt,
    next_at: one.nextAt,
  };
}

/** Column list of `json_to_recordset` for what `advancedToJson` makes. */
export const ADVANCED_RECORD =
  'id uuid, missed_at float8, stage int, repeat int, told_at float8, base_at float8, next_at float8';

/** Brings up to date what a tick decided, from a recordset named `c`. */
export const UPDATE_ADVANCED = `
  UPDATE commitment t SET missed_at = to_timestamp(c.missed_at / 1000), stage = c.stage, repeat = c.repeat,
    told_at = to_timestamp(c.told_at / 1000), base_at = to_timestamp(c.base_at / 1000),
    next_at = to_timestamp(c.next_at / 1000), failures = 0
  FROM c WHERE t.id = c.id`;

/** Inserts or brings up to date, from a recordset named `c`. */
export const UPSERT_COMMITMENTS = `
  INSERT INTO commitment (id, subject_id, rule, round, n, team, owner, basis, started_at, target, due_at,
    in_force_since, paused_at, pauses, state, stopped_at, missed_at, stage, repeat, told_at, base_at, acked_at, acked_by,
    held_until, held_position, cause, next_at)
  SELECT id, subject_id, rule, round, n, team, owner, basis, to_timestamp(started_at / 1000), target,
    to_timestamp(due_at / 1000), to_timestamp(in_force_since / 1000), to_timestamp(paused_at / 1000), pauses, state,
    to_timestamp(stopped_at / 1000), to_timestamp(missed_at / 1000), stage, repeat, to_timestamp(told_at / 1000),
    to_timestamp(base_at / 1000), to_timestamp(acked_at / 1000), acked_by, to_timestamp(held_until / 1000),
    held_position, cause, to_timestamp(next_at / 1000)
  FROM c
  ON CONFLICT (id) DO UPDATE SET team = excluded.team, owner = excluded.owner, basis = excluded.basis,
    target = excluded.target, due_at = excluded.due_at, in_force_since = excluded.in_force_since,
    paused_at = excluded.paused_at, pauses = excluded.pauses, state = excluded.state, stopped_at = excluded.stopped_at,
    missed_at = excluded.missed_at, stage = excluded.stage, repeat = excluded.repeat, told_at = excluded.told_at,
    base_at = excluded.base_at, acked_at = excluded.acked_at, acked_by = excluded.acked_by,
    held_until = excluded.held_until, held_position = excluded.held_position, cause = excluded.cause, next_at = excluded.next_at, failures = 0`;

const instant = z.string().transform((text) => new Date(text).getTime());
const instantOrNull = instant.nullable();

/** Reads a commitment out of `to_json(commitment.*)`. */
const commitmentRow = z
  .object({
    id: z.string(),
    subject_id: z.string(),
    rule: z.string(),
    round: z.number(),
    n: z.number(),
    team: z.string(),
    owner: z.string().nullable(),
    basis: z.enum(['round-the-clock', 'working']),
    started_at: instant,
    target: z.string(),
    due_at: instant,
    in_force_since: instant,
    paused_at: instantOrNull,
    pauses: z.array(z.object({ from: z.number(), to: z.number() })),
    state: z.enum(['open', 'met', 'cancelled']),
    stopped_at: instantOrNull,
    missed_at: instantOrNull,
    stage: z.number(),
    repeat: z.number(),
    told_at: instantOrNull,
    base_at: instant,
    acked_at: instantOrNull,
    acked_by: z.string().nullable(),
    held_until: instantOrNull,
    held_position: z.number().nullable(),
    cause: z.string().nullable(),
    next_at: instantOrNull,
  })
  .transform(
    (row): Commitment => ({
      id: row.id,
      subjectId: row.subject_id,
      rule: row.rule,
      round: row.round,
      n: row.n,
      team: row.team,
      owner: row.owner,
      basis: row.basis,
      startedAt: row.started_at,
      target: parseDuration(row.target) ?? { unit: 'off' },
      dueAt: row.due_at,
      inForceSince: row.in_force_since,
      pausedAt: row.paused_at,
      pauses: row.pauses,
      state: row.state,
      stoppedAt: row.stopped_at,
      missedAt: row.missed_at,
      stage: row.stage,
      repeat: row.repeat,
      toldAt: row.told_at,
      baseAt: row.base_at,
      ackedAt: row.acked_at,
      ackedBy: row.acked_by,
      heldUntil: row.held_until,
      heldPosition: row.held_position,
      cause: row.cause,
      nextAt: row.next_at,
    }),
  );

/** Reads a JSON list of commitment rows; `null` for none. */
export function commitmentsFromJson(json: unknown): readonly Commitment[] {
  return z.array(commitmentRow).parse(json ?? []);
}
