import type { Commitment, Track } from '../domain/commitment/commitment.ts';
import type { SubjectKind } from '../domain/commitment/subject-kind.ts';
import { readHistory, trackKey } from '../domain/commitment/track.ts';
import { ticketKind } from '../domain/ticket/ticket-kind.ts';
import type { Instant } from '../domain/time.ts';
import type { StoredSubject } from './apply-deeds.ts';
import { UnknownPolicy } from './failures.ts';
import type { Clock, Policies, TicketStore } from './ports.ts';

/** A stored commitment that is not what its history says. */
export interface Difference {
  readonly subjectId: string;
  /** `rule/round/n`. */
  readonly commitment: string;
  readonly what:
    | 'unreadable'
    | 'missing'
    | 'unexpected'
    | 'state'
    | 'start'
    | 'deadline'
    | 'pause'
    | 'miss'
    /** Of care: when it is planned again, a day ahead, and something that should have been asked for or settled. */
    | 'next-look'
    | 'day-ahead'
    | 'undone';
  readonly stored: number | string | null;
  readonly recomputed: number | string | null;
}

export interface Checked {
  /** Where to go on; `null` when the round is over. */
  readonly after: string | null;
  readonly subjects: number;
  readonly differences: readonly Difference[];
}

export interface CheckDeps {
  readonly policies: Policies;
  readonly clock: Clock;
}

/** Subjects looked at in one go. */
const AT_ONCE = 100;

/** A stretch of the rolling check over tickets, with the number of each by its id. */
export async function checkDeadlines(
  deps: CheckDeps & { readonly store: TicketStore },
  after: string | null,
): Promise<Checked & { readonly numbersById: ReadonlyMap<string, string> }> {
  const numbersById = new Map<string, string>();
  const load = async (from: string | null, limit: number) =>
    (await deps.store.loadAfter(from, limit)).map(({ view, events }) => {
      numbersById.set(view.id, view.number);
      return { id: view.id, events, commitments: view.commitments };
    });
  return { ...(await checkSubjects(deps, ticketKind, load, after)), numbersById };
}

/**
 * A stretch of the rolling check over subjects of one kind: recomputes from the event log and compares. Repairs nothing;
 * differences are faults of ours.
 */
export async function checkSubjects<State, Deed extends { readonly type: string }>(
  deps: CheckDeps,
  kind: SubjectKind<State, Deed>,
  loadAfter: (after: string | null, limit: number) => Promise<readonly StoredSubject<Deed>[]>,
  after: string | null,
): Promise<Checked> {
  const loaded = await loadAfter(after, AT_ONCE);
  // Read after the subjects, so that nothing in their histories lies ahead of it.
  const now = deps.clock.now();
  return {
    after: loaded.length < AT_ONCE ? null : (loaded.at(-1)?.id ?? null),
    subjects: loaded.length,
    differences: loaded.flatMap((one) => compareIfReadable(kind, one, deps.policies, now)),
  };
}

/** One subject's stored commitments against its history, as of now. */
export function checkSubject<State, Deed extends { readonly type: string }>(
  deps: CheckDeps,
  kind: SubjectKind<State, Deed>,
  subject: StoredSubject<Deed>,
): readonly Difference[] {
  return compareIfReadable(kind, subject, deps.policies, deps.clock.now());
}

/** One history that cannot be read must not keep the round from the others: it is a finding of its own. */
function compareIfReadable<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  loaded: StoredSubject<Deed>,
  policies: Policies,
  now: Instant,
): readonly Difference[] {
  try {
    return compareSubject(kind, loaded, policies, now);
  } catch (error) {
    // Put in force by another replica a moment ago: known by the next time.
    if (error instanceof UnknownPolicy) throw error;
    return [{ subjectId: loaded.id, commitment: '', what: 'unreadable', stored: null, recomputed: null }];
  }
}

/** Compares one subject's stored commitments with what its history says at `now`. */
function compareSubject<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  loaded: StoredSubject<Deed>,
  policies: Policies,
  now: Instant,
): readonly Difference[] {
  const { tracks } = readHistory(kind, loaded.events, (hash) => policies.byHash(hash), now);
  const storedByKey = new Map(loaded.commitments.map((one) => [trackKey(one), one]));
  const recomputedKeys = new Set(tracks.map(trackKey));
  const subjectId = loaded.id;
  const unexpected = [...storedByKey.keys()].filter((key) => !recomputedKeys.has(key));
  return [
    ...unexpected.map(
      (commitment): Difference => ({ subjectId, commitment, what: 'unexpected', stored: null, recomputed: null }),
    ),
    ...tracks.flatMap((track) => compareOne(subjectId, storedByKey.get(trackKey(track)), track, now)),
  ];
}

function compareOne(
  subjectId: string,
  stored: Commitment | undefined,
  track: Track,
  now: Instant,
): readonly Difference[] {
  const commitment = trackKey(track);
  if (stored === undefined) return [{ subjectId, commitment, what: 'missing', stored: null, recomputed: null }];
  // What fell due a moment ago is marked by the tick that is on its way.
  const isTold = stored.toldAt !== null && stored.toldAt >= stored.dueAt;
  const isDecided = stored.nextAt === null || stored.nextAt > now || isTold;
  const pairs = [
    ['state', stored.state, track.state],
    ['start', stored.startedAt, track.startedAt],
    ['deadline', stored.dueAt, track.dueAt],
    ['pause', stored.pausedAt, track.pausedAt],
    ['miss', isDecided ? stored.missedAt : track.missedAt, track.missedAt],
  ] as const;
  return pairs
    .filter(([, mine, theirs]) => mine !== theirs)
    .map(([what, mine, theirs]) => ({ subjectId, commitment, what, stored: mine, recomputed: theirs }));
}
