import type { SubjectEvent } from '../commitment/subject-kind.ts';
import type { Policy } from '../policy/policy.ts';
import type { Ticket, TicketDeed } from '../ticket/ticket.ts';
import type { Duration, Instant } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';

/**
 * One thing that a subject of a kind can owe. A rule says which events start, meet or end its clock and how long it may
 * run; pauses, deadlines, reminders and escalation are the engine's. To add one: a file here and a line in index.ts.
 */
export interface SubjectRule<State, Deed> {
  readonly name: string;
  /** It stands still while the subject waits on somebody else (S10). */
  readonly pauses: boolean;
  /** What one event does to this rule's clocks, given the subject after and before it. */
  react(event: SubjectEvent<Deed>, state: State, before: State | null): readonly Move[];
  /** A time that somebody named, where that and no length is what is owed; the length is then only a switch. */
  dueAt?(state: State): Instant | null;
  /** How long it may run under this policy; `off` switches the rule off. */
  target(policy: Policy, state: State): Duration;
  /** A second length that counts where it ends sooner (S16); `null`, or no such rule, where nobody set one. */
  tighterTarget?(policy: Policy, state: State): Duration | null;
}

/** One thing that a ticket can owe. */
export type Rule = SubjectRule<Ticket, TicketDeed>;

export type Move =
  /** With terms of its own: one of several at once (a plan's steps). */
  | { readonly move: 'start'; readonly from: Instant; readonly own?: OwnTerms }
  | { readonly move: 'meet'; readonly n?: number }
  /** Nothing is owed any more, though nobody did it. */
  | { readonly move: 'cancel'; readonly n?: number };

/** Terms of one commitment that are not its subject's. */
export interface OwnTerms {
  readonly n: number;
  /** Counts how often this one was begun anew; the subject's round when absent. */
  readonly round?: number;
  readonly owner: PersonRef | null;
  readonly team: string;
  readonly dueAt: Instant;
}

export const MEET: readonly Move[] = [{ move: 'meet' }];
export const CANCEL: readonly Move[] = [{ move: 'cancel' }];
export const STAY: readonly Move[] = [];

/** A clock that starts now, or when the customer spoke. */
export function startFrom(from: Instant): readonly Move[] {
  return [{ move: 'start', from }];
}
