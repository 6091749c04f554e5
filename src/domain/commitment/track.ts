import type { Calendar } from '../calendar/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { OwnTerms, SubjectRule } from '../rules/rule.ts';
import type { Duration, Instant, Span } from '../time.ts';
import type { Commitment, CommitmentKey, Track } from './commitment.ts';
import type { SubjectEvent, SubjectKind, SubjectTerms } from './subject-kind.ts';

/** A policy with its calendars at hand. */
export interface PolicyInForce {
  readonly hash: string;
  readonly policy: Policy;
  /** The calendar of a team; the policy's own for one it does not know. */
  calendarOf(team: string): Calendar;
}

/** A subject's history, read once. */
export interface SubjectHistory<State> {
  readonly state: State;
  readonly tracks: readonly Track[];
  /** The policy that its deadlines stand under. */
  readonly policy: PolicyInForce;
  readonly lastSeq: number;
}

/** The key as one text, for maps. */
export function trackKey({ rule, round, n }: CommitmentKey): string {
  return `${rule}/${round}/${n}`;
}

/**
 * Computes from the event log alone what is owed, since when, until when, and what was missed by `until`. The stored
 * commitments are always equal to this.
 */
export function readHistory<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  events: readonly SubjectEvent<Deed>[],
  policyByHash: (hash: string) => PolicyInForce,
  until: Instant,
): SubjectHistory<State> {
  const reader = openHistory(kind, policyByHash);
  for (const event of events) reader.read(event);
  return reader.historyAt(until);
}

/** A history while it is read: whoever wants to know it after each event need not begin anew each time. */
export interface HistoryReader<State, Deed> {
  read(event: SubjectEvent<Deed>): void;
  /** What is read so far says; throws before the first event. */
  historyAt(until: Instant): SubjectHistory<State>;
}

/** Reads a subject's history event by event, in order of seq. */
export function openHistory<State, Deed extends { readonly type: string }>(
  kind: SubjectKind<State, Deed>,
  policyByHash: (hash: string) => PolicyInForce,
): HistoryReader<State, Deed> {
  const { rules } = kind;
  let state: State | null = null;
  let wasPaused = false;
  let policy: PolicyInForce | null = null;
  let lastSeq = 0;
  // What would be owed but for a rule that is off is kept beside: an edit or a policy may switch it on later.
  let tracks: readonly (Reading | Asleep)[] = [];
  /** How everything stood before each deed that can be taken back, by seq. */
  const standings = new Map<number, { state: State; wasPaused: boolean; tracks: typeof tracks }>();

  /** As if the deed had never been done, but for the time that passed. */
  function takeBack(since: number, { at, seq }: SubjectEvent<Deed>): void {
    const before = standings.get(since);
    if (before === undefined || policy === null) return;
    state = before.state;
    wasPaused = before.wasPaused;
    lastSeq = seq;
    const terms = kind.terms(before.state);
    const restored = restoreTracks(before.tracks, tracks, at);
    tracks = reckon(restored, rules, before.state, terms, policy, at).map((track) => markMissed(track, at));
  }

  return {
    read(event) {
      tracks = tracks.map((track) => markMissed(track, event.at));
      const since = kind.undo?.since(event.deed) ?? null;
      if (since !== null && standings.has(since)) return takeBack(since, event);
      if (state !== null && kind.undo?.isPossible(event.deed) === true) {
        standings.set(event.seq, { state, wasPaused, tracks });
      }
      const before: State | null = state;
      const after = kind.apply(state, event);
      state = after;
      lastSeq = event.seq;
      // What we said moves no clock; there may be hundreds of these.
      if (event.deed.type === 'noticed') return;
      const named = policyNamedBy(event.deed);
      const inForce = named === null ? policy : policyByHash(named);
      if (inForce === null) throw new Error(`history begins without a policy (seq ${event.seq})`);
      policy = inForce;
      const terms = kind.terms(after);
      if (terms.isPaused !== wasPaused) {
        // Before the rules speak: what the same event ends must end with the deadline that its last pause moved.
        const resumed = pauseOrResume(tracks, rules, terms.isPaused, event.at);
        tracks = reckon(resumed, rules, after, terms, inForce, event.at).map((track) => markMissed(track, event.at));
        wasPaused = terms.isPaused;
      }
      for (const rule of rules) tracks = applyRule(tracks, rule, event, after, before, terms, inForce);
      tracks = reckon(tracks, rules, after, terms, inForce, event.at, inForceSince(event));
    },
    historyAt(until) {
      if (state === null || policy === null) throw new Error(`a ${kind.type} without a history`);
      const awake = tracks.filter((track) => track.state !== 'asleep');
      return { state, policy, lastSeq, tracks: awake.map((track) => markMissed(withoutOwnTerms(track), until)) };
    },
  };
}

/**
 * Clocks as they stood before a deed that is taken back at `at`. What it ended runs again; what it began is no longer owed;
 * a miss stays on record, whichever of the two it befell.
 */
function restoreTracks(
  before: readonly (Reading | Asleep)[],
  since: readonly (Reading | Asleep)[],
  at: Instant,
): readonly (Reading | Asleep)[] {
  const awakeByKey = new Map(since.flatMap((one) => (one.state === 'asleep' ? [] : [[trackKey(one), one] as const])));
  const restored = before.map((track) => {
    if (track.state === 'asleep') return track;
    const key = trackKey(track);
    const since = awakeByKey.get(key);
    awakeByKey.delete(key);
    if (since === undefined || track.state !== 'open') return track;
    const missedAt = track.missedAt ?? since.missedAt;
    // What was not owed meanwhile was rightly not spoken of: it is told from now on, and not as told too late.
    return since.state === 'open' ? { ...track, missedAt } : { ...track, missedAt, inForceSince: at };
  });
  const withdrawn = [...awakeByKey.values()].map(
    (track): Reading => (track.state === 'open' ? { ...track, state: 'cancelled', stoppedAt: at } : track),
  );
  return [...restored, ...withdrawn];
}

/** The policy under which a deed was done, where it says so. */
function policyNamedBy(deed: object): string | null {
  return 'policy' in deed && typeof deed.policy === 'string' ? deed.policy : null;
}

/** Since when what a deed says holds: a policy since it came into force, though a ticket may be reached much later. */
function inForceSince({ at, deed }: SubjectEvent<object>): Instant {
  return 'since' in deed && 'policy' in deed && typeof deed.since === 'number' ? Math.min(deed.since, at) : at;
}

/** A track while it is read: with the terms that are its own and not its subject's. */
type Reading = Track & { readonly own?: OwnTerms };
/** A clock whose rule is off for this subject. */
type Asleep = Omit<Reading, 'state'> & { readonly state: 'asleep' };

function withoutOwnTerms(reading: Reading): Track {
  if (reading.own === undefined) return reading;
  const { own: _, ...track } = reading;
  return track;
}

function markMissed<T extends Reading | Asleep>(track: T, at: Instant): T {
  const hasPassed = track.state === 'open' && track.missedAt === null && track.dueAt <= (track.pausedAt ?? at);
  return hasPassed ? { ...track, missedAt: track.dueAt } : track;
}

function pauseOrResume<State, Deed>(
  tracks: readonly (Reading | Asleep)[],
  rules: readonly SubjectRule<State, Deed>[],
  isPaused: boolean,
  at: Instant,
): readonly (Reading | Asleep)[] {
  const pausing = new Set(rules.filter((rule) => rule.pauses).map((rule) => rule.name));
  return tracks.map((track) => {
    if (!isRunning(track) || !pausing.has(track.rule)) return track;
    if (isPaused) return { ...track, pausedAt: at };
    if (track.pausedAt === null) return track;
    return { ...track, pausedAt: null, pauses: [...track.pauses, { from: track.pausedAt, to: at }] };
  });
}

function applyRule<State, Deed>(
  tracks: readonly (Reading | Asleep)[],
  rule: SubjectRule<State, Deed>,
  event: SubjectEvent<Deed>,
  state: State,
  before: State | null,
  terms: SubjectTerms,
  policy: PolicyInForce,
): readonly (Reading | Asleep)[] {
  let result = tracks;
  for (const move of rule.react(event, state, before)) {
    if (move.move === 'start') {
      const { own } = move;
      if (own === undefined && result.some((track) => track.rule === rule.name && isRunning(track))) continue;
      const round = own?.round ?? terms.round;
      result = [
        ...result,
        {
          rule: rule.name,
          round,
          n: own?.n ?? nextN(result, rule.name, round),
          team: own?.team ?? terms.team,
          owner: own === undefined ? terms.owner : own.owner,
          ...(own === undefined ? {} : { own }),
          basis: terms.basis,
          startedAt: move.from,
          target: rule.target(policy.policy, state),
          // Reckoned right after the rules have spoken, and woken if the rule is on.
          dueAt: Number.NaN,
          inForceSince: event.at,
          pauses: [],
          pausedAt: terms.isPaused && rule.pauses ? event.at : null,
          state: 'asleep',
          stoppedAt: null,
          missedAt: null,
        },
      ];
    } else {
      const ended = move.move === 'meet' ? 'met' : 'cancelled';
      const only = move.n;
      const isMeant = (track: Reading | Asleep) => track.rule === rule.name && (only === undefined || track.n === only);
      result = result
        .filter((track) => !isMeant(track) || track.state !== 'asleep')
        .map((track) =>
          isMeant(track) && track.state === 'open' ? { ...track, state: ended, stoppedAt: event.at } : track,
        );
    }
  }
  return result;
}

function isRunning(track: Reading | Asleep): boolean {
  return track.state === 'open' || track.state === 'asleep';
}

function nextN(tracks: readonly (Reading | Asleep)[], rule: string, round: number): number {
  return tracks.filter((track) => track.rule === rule && track.round === round && track.state !== 'asleep').length;
}

/** Deadlines of what is open, under the subject and the policy as they are now. */
function reckon<State, Deed>(
  tracks: readonly (Reading | Asleep)[],
  rules: readonly SubjectRule<State, Deed>[],
  state: State,
  { basis, team, owner, demands }: SubjectTerms,
  policy: PolicyInForce,
  at: Instant,
  since: Instant = at,
): readonly (Reading | Asleep)[] {
  const calendar = policy.calendarOf(team);
  const reckoned = tracks.flatMap((track): Reading | Asleep | (Reading | Asleep)[] => {
    if (!isRunning(track)) return track;
    const rule = rules.find((one) => one.name === track.rule);
    // Where a time is named, the last one named stands also after whatever named it has gone.
    const named = track.own?.dueAt ?? (rule?.dueAt === undefined ? null : (rule.dueAt(state) ?? track.dueAt));
    const base = rule?.target(policy.policy, state) ?? track.target;
    const { target, counted } = soonest([base, rule?.tighterTarget?.(policy.policy, state) ?? null], (length) =>
      calendar.deadline(basis, track.startedAt, length, track.pauses),
    );
    const dueAt = counted === null ? null : (named ?? tighter(counted, track, demands, calendar));
    const owned = track.own === undefined ? { ...track, team, owner } : track;
    if (dueAt === null) {
      const asleep: Asleep = { ...owned, state: 'asleep', dueAt: Number.NaN, missedAt: null };
      return track.state === 'asleep' ? asleep : [{ ...owned, state: 'cancelled', stoppedAt: at }, asleep];
    }
    const isAsBefore = dueAt === track.dueAt && basis === track.basis && owned.team === track.team;
    const inForceSince = isAsBefore ? track.inForceSince : since;
    const n = track.state === 'asleep' && track.own === undefined ? nextN(tracks, track.rule, track.round) : track.n;
    return { ...owned, n, basis, target, dueAt, inForceSince, state: 'open' };
  });
  // A step that was switched off and on again is the same step, by its number.
  const steps = new Set(
    reckoned.flatMap((one) => (one.own !== undefined && one.state === 'open' ? trackKey(one) : [])),
  );
  return reckoned.filter((one) => one.state !== 'cancelled' || !steps.has(trackKey(one)));
}

/** Of two lengths the one that ends sooner, by the calendar; the first where both end together. `off` never ends. */
function soonest(
  [base, other]: readonly [Duration, Duration | null],
  deadlineOf: (length: Duration) => Instant | null,
): { readonly target: Duration; readonly counted: Instant | null } {
  const counted = deadlineOf(base);
  const sooner = other === null ? null : deadlineOf(other);
  if (other === null || sooner === null || (counted !== null && counted <= sooner)) return { target: base, counted };
  return { target: other, counted: sooner };
}

/** The customer's own time where it is tighter (T14); what pauses the clock moves both. */
function tighter(
  counted: Instant,
  track: Reading | Asleep,
  demands: SubjectTerms['demands'],
  calendar: Calendar,
): Instant {
  const demanded = demands.find((one) => one.clock === track.rule);
  if (demanded === undefined) return counted;
  const { since = track.startedAt } = demanded;
  const ms = Math.max(demanded.dueAt - track.startedAt, 0);
  const pauses = track.pauses
    .filter(({ to }) => to > since)
    .map(({ from, to }): Span => ({ from: Math.max(from, since), to }));
  const dueAt = calendar.deadline('round-the-clock', track.startedAt, { unit: 'time', ms }, pauses);
  return Math.min(counted, dueAt ?? counted);
}

/** The stored commitment brought up to what its history now says; the ladder keeps its rung (design §1). */
export function mergeTrack(
  stored: Commitment | null,
  track: Track,
  ids: { id: string; subjectId: string },
): Commitment {
  const baseAt = Math.max(track.dueAt, track.inForceSince);
  if (stored === null) {
    return {
      ...track,
      ...ids,
      stage: 0,
      repeat: 0,
      toldAt: null,
      baseAt,
      ackedAt: null,
      ackedBy: null,
      heldUntil: null,
      heldPosition: null,
      cause: null,
      nextAt: null,
    };
  }
  return {
    ...stored,
    ...track,
    // What a tick put on record stays there, also where the clock was turned back since.
    missedAt: stored.missedAt ?? track.missedAt,
    baseAt: stored.dueAt === track.dueAt ? stored.baseAt : baseAt,
  };
}
