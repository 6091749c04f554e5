import type { Commitment, Track } from '../domain/commitment/commitment.ts';
import {
  type Acknowledged,
  acknowledge,
  type LadderRules,
  ladderRulesOf,
  schedule,
  warningTime,
} from '../domain/commitment/ladder.ts';
import type { SubjectEvent, SubjectKind } from '../domain/commitment/subject-kind.ts';
import { mergeTrack, type PolicyInForce, readHistory, trackKey } from '../domain/commitment/track.ts';
import type { Instant } from '../domain/time.ts';
import type { PersonRef } from '../domain/vocabulary.ts';
import { newId } from './new-id.ts';

/** A subject as it is stored: its history, and what it owes. */
export interface StoredSubject<Deed> {
  readonly id: string;
  readonly events: readonly SubjectEvent<Deed>[];
  readonly commitments: readonly Commitment[];
}

/** What deeds made of a subject; nothing is written yet. */
export interface Applied<State, Deed> {
  readonly state: State;
  /** The policy that its deadlines now stand under. */
  readonly policy: PolicyInForce;
  readonly added: readonly SubjectEvent<Deed>[];
  readonly commitments: readonly Commitment[];
  readonly acknowledged: readonly Acknowledged[];
}

/**
 * Adds deeds to a subject's history and brings its commitments up to what that says. `seen`: these commitments are
 * acknowledged by whoever acts; the others keep their timers.
 */
export function applyDeeds<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  policyByHash: (hash: string) => PolicyInForce,
  stored: StoredSubject<Deed>,
  act: { readonly deeds: readonly Deed[]; readonly by: PersonRef; readonly now: Instant },
  seen: (track: Track) => boolean = () => false,
): Applied<State, Deed> {
  const { by, now } = act;
  const lastSeq = stored.events.at(-1)?.seq ?? 0;
  const added = act.deeds.map((deed, i) => ({ seq: lastSeq + 1 + i, at: now, by, deed }));
  const { state, policy, tracks } = readHistory(kind, [...stored.events, ...added], policyByHash, now);
  const changesPolicy = act.deeds.some((deed) => deed.type === 'policy-changed');
  return { state, policy, added, ...bringUp(stored, { policy, tracks }, { by, now, changesPolicy }, seen) };
}

/** Commitments brought up to what the history says after an act; pure. `seen` as for `applyDeeds`. */
export function bringUp(
  stored: Pick<StoredSubject<unknown>, 'id' | 'commitments'>,
  { policy, tracks }: { readonly policy: PolicyInForce; readonly tracks: readonly Track[] },
  { by, now, changesPolicy }: { readonly by: PersonRef; readonly now: Instant; readonly changesPolicy: boolean },
  seen: (track: Track) => boolean,
): { readonly commitments: readonly Commitment[]; readonly acknowledged: readonly Acknowledged[] } {
  const acknowledged: Acknowledged[] = [];
  const seenOnes = tracks.filter(seen);
  // Where something is late, that is what was seen; a warning of next week is not silenced by it.
  const isLate = seenOnes.some((track) => isOverdue(track, now));
  const storedByKey = new Map(stored.commitments.map((one) => [trackKey(one), one]));
  const commitments = tracks.map((track) => {
    const before = storedByKey.get(trackKey(track)) ?? null;
    // Nothing moves any more what is over.
    if (before !== null && before.stoppedAt !== null && before.stoppedAt === track.stoppedAt) return before;
    // One of several may be owed by another team, in its hours.
    const rules = ladderRulesOf(policy, track.team);
    const brought = mergeTrack(before, track, { id: before?.id ?? newId(), subjectId: stored.id });
    const merged = { ...brought, cause: causeOf(before, brought, changesPolicy ? policy.hash : null, rules, now) };
    const isMeant = merged.state === 'open' && seenOnes.includes(track) && (!isLate || isOverdue(track, now));
    if (!isMeant) return schedule(merged, rules, now);
    const acked = acknowledge(merged, rules, by, now);
    acknowledged.push(acked.result);
    return schedule(acked.commitment, rules, now);
  });
  return { commitments, acknowledged };
}

/** Whether a deed acknowledges this commitment: everything that is owed, what one rule owes, or one promise alone. */
export function isSeenBy(
  { type, rule = null, n = null }: { readonly type: string; readonly rule?: string | null; readonly n?: number | null },
  track: Pick<Track, 'rule' | 'n'>,
): boolean {
  return type === 'acknowledged' && (rule === null || rule === track.rule) && (n === null || n === track.n);
}

/** The policy that made it late or due for a warning; it stays the cause until the deadline moves for another reason. */
function causeOf(
  before: Commitment | null,
  after: Commitment,
  newPolicy: string | null,
  rules: LadderRules,
  now: Instant,
): string | null {
  if (newPolicy !== null && isTellable(after, rules, now) && (before === null || !isTellable(before, rules, now))) {
    return newPolicy;
  }
  return before !== null && before.dueAt === after.dueAt ? before.cause : null;
}

/** Whether its deadline has passed, or the time of its warning. */
function isTellable(one: Commitment, rules: LadderRules, now: Instant): boolean {
  if (one.state !== 'open' || one.pausedAt !== null) return false;
  return one.dueAt <= now || (warningTime(one, rules) ?? now + 1) <= now;
}

function isOverdue({ state, pausedAt, dueAt }: Track, now: Instant): boolean {
  return state === 'open' && pausedAt === null && dueAt <= now;
}
