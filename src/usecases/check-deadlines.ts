import type { Commitment, Track } from '../domain/commitment/commitment.ts';
import { readHistory, trackKey } from '../domain/commitment/track.ts';
import { ticketRules } from '../domain/rules/index.ts';
import type { Instant } from '../domain/time.ts';
import type { Clock, LoadedTicket, Policies, TicketStore } from './ports.ts';

/** A stored commitment that is not what its history says. */
export interface Difference {
  readonly ticketId: string;
  /** `rule/round/n`. */
  readonly commitment: string;
  readonly what: 'missing' | 'unexpected' | 'state' | 'start' | 'deadline' | 'pause' | 'miss';
  readonly stored: number | string | null;
  readonly recomputed: number | string | null;
}

export interface Checked {
  /** Where to go on; `null` when the round is over. */
  readonly after: string | null;
  readonly tickets: number;
  readonly differences: readonly Difference[];
}

/** Tickets looked at in one go. */
const AT_ONCE = 100;

/** A stretch of the rolling check: recomputes from the event log and compares. Repairs nothing; differences are faults of ours. */
export async function checkDeadlines(
  deps: { readonly store: TicketStore; readonly policies: Policies; readonly clock: Clock },
  after: string | null,
): Promise<Checked> {
  const loaded = await deps.store.loadAfter(after, AT_ONCE);
  // Read after the tickets, so that nothing in their histories lies ahead of it.
  const now = deps.clock.now();
  return {
    after: loaded.length < AT_ONCE ? null : (loaded.at(-1)?.view.id ?? null),
    tickets: loaded.length,
    differences: loaded.flatMap((one) => compareTicket(one, deps.policies, now)),
  };
}

/** Compares one ticket's stored commitments with what its history says at `now`. */
export function compareTicket(loaded: LoadedTicket, policies: Policies, now: Instant): readonly Difference[] {
  const { tracks } = readHistory(loaded.events, ticketRules, (hash) => policies.byHash(hash), now);
  const storedByKey = new Map(loaded.view.commitments.map((one) => [trackKey(one), one]));
  const recomputedKeys = new Set(tracks.map(trackKey));
  const ticketId = loaded.view.id;
  const unexpected = [...storedByKey.keys()].filter((key) => !recomputedKeys.has(key));
  return [
    ...unexpected.map(
      (commitment): Difference => ({ ticketId, commitment, what: 'unexpected', stored: null, recomputed: null }),
    ),
    ...tracks.flatMap((track) => compareOne(ticketId, storedByKey.get(trackKey(track)), track, now)),
  ];
}

function compareOne(
  ticketId: string,
  stored: Commitment | undefined,
  track: Track,
  now: Instant,
): readonly Difference[] {
  const commitment = trackKey(track);
  if (stored === undefined) return [{ ticketId, commitment, what: 'missing', stored: null, recomputed: null }];
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
    .map(([what, mine, theirs]) => ({ ticketId, commitment, what, stored: mine, recomputed: theirs }));
}
