import type { Duration, Instant, Span, TimeBasis } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';

/** Rules that create commitments; each has one file in domain/rules. */
export type RuleName = string;

/** `open` until it is `met` by a deed, or `cancelled` because nothing is owed any more. */
export type CommitmentState = 'open' | 'met' | 'cancelled';

/** What identifies a commitment within its subject. `n` tells apart several of one rule in one round (plan steps). */
export interface CommitmentKey {
  readonly rule: RuleName;
  readonly round: number;
  readonly n: number;
}

/**
 * What the subject's history says about a commitment: recomputed from the event log at every change, and at any time
 * to check what is stored.
 */
export interface Track extends CommitmentKey {
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly basis: TimeBasis;
  readonly startedAt: Instant;
  readonly target: Duration;
  readonly dueAt: Instant;
  /** Since when deadline, basis and team are these: nothing is told, or called late, by them from before that. */
  readonly inForceSince: Instant;
  /** Closed pauses, in order, and the start of the one still running. */
  readonly pauses: readonly Span[];
  readonly pausedAt: Instant | null;
  readonly state: CommitmentState;
  readonly stoppedAt: Instant | null;
  /** Set when the deadline in force passes, never cleared. */
  readonly missedAt: Instant | null;
}

/**
 * How far reminding has come. `stage` 0: nothing said yet, 1: warned, 2 + i: rung i of the ladder, MORNING: the ladder
 * is used up and every working morning repeats it.
 */
export interface Ladder {
  readonly stage: number;
  readonly repeat: number;
  /** When something was last said. */
  readonly toldAt: Instant | null;
  /** Zero of the ladder's own clock: the deadline, moved by what acknowledgements held. */
  readonly baseAt: Instant;
  readonly ackedAt: Instant | null;
  readonly ackedBy: PersonRef | null;
  readonly heldUntil: Instant | null;
  /** The position that was held, as `positionKey`: a rung can be held once. */
  readonly heldPosition: number | null;
  /** Hash of the policy whose coming into force made it late, or due for a warning; `null` where it became so by itself. */
  readonly cause: string | null;
}

export interface Commitment extends Track, Ladder {
  readonly id: string;
  readonly subjectId: string;
  /** The only timer: never null while open. */
  readonly nextAt: Instant | null;
}

export const UNTOLD = 0;
export const WARNED = 1;
export const FIRST_RUNG = 2;
export const MORNING = 100;

/** One number for a place on the ladder. */
export function positionKey(stage: number, repeat: number): number {
  return stage * 10_000 + repeat;
}
