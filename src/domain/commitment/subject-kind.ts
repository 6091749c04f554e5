import type { SubjectRule } from '../rules/rule.ts';
import type { Instant, TimeBasis } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';

/** What can owe something. Its row in the table of subjects is the one lock of everything about it. */
export const SUBJECT_TYPES = ['ticket', 'contact', 'customer'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** What the engine says, in every subject's history alike. */
export interface NoticedDeed {
  readonly type: 'noticed';
  readonly rule: string;
  readonly stage: number;
  readonly repeat: number;
  readonly audiences: readonly string[];
  readonly lateSeconds: number;
}

/** One entry of a subject's append-only history. `seq` counts from 1 without gaps. */
export interface SubjectEvent<Deed> {
  readonly seq: number;
  readonly at: Instant;
  /** A person, or `system` for what the product did by itself. */
  readonly by: PersonRef;
  readonly deed: Deed;
}

/** What a subject's state means for what it owes, in words that every kind shares. */
export interface SubjectTerms {
  readonly team: string;
  readonly owner: PersonRef | null;
  readonly basis: TimeBasis;
  /** Counts from 1; a reopened subject begins the next. */
  readonly round: number;
  /** Rules that pause stand still meanwhile. */
  readonly isPaused: boolean;
  /** Times that somebody demanded for one of the rules; the tighter wins (T14). Pauses before `since` move none. */
  readonly demands: readonly { readonly clock: string; readonly dueAt: Instant; readonly since?: Instant }[];
}

/**
 * A kind of subject: how its state follows from its history, what it can owe, and on what terms. The engine knows nothing
 * else of it, so another kind brings its rules and gets reminders, ladder, rest time, digests and explanations with them.
 */
export interface SubjectKind<State, Deed extends { readonly type: string }> {
  readonly type: SubjectType;
  /** In the order in which a person would name them. */
  readonly rules: readonly SubjectRule<State, Deed>[];
  /** The state after one more event; total. */
  apply(state: State | null, event: SubjectEvent<Deed>): State;
  terms(state: State): SubjectTerms;
  /** What can be taken back; absent: nothing. */
  readonly undo?: {
    /** Whether this deed may be taken back later. */
    isPossible(deed: Deed): boolean;
    /** Seq of the deed that this one takes back, with all that came after it; `null`: it takes nothing back. */
    since(deed: Deed): number | null;
  };
}
