import type { Calendar } from '../calendar/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { OwnTerms, Rule } from '../rules/rule.ts';
import { applyEvent } from '../ticket/apply-event.ts';
import type { Ticket, TicketEvent } from '../ticket/ticket.ts';
import type { Instant, TimeBasis } from '../time.ts';
import type { Urgency } from '../vocabulary.ts';
import type { Commitment, CommitmentKey, Track } from './commitment.ts';

/** A policy with its calendars at hand. */
export interface PolicyInForce {
  readonly hash: string;
  readonly policy: Policy;
  /** The calendar of a team; the policy's own for one it does not know. */
  calendarOf(team: string): Calendar;
}

/** A ticket's history, read once. */
export interface TicketHistory {
  readonly ticket: Ticket;
  readonly tracks: readonly Track[];
  /** The policy that its deadlines stand under. */
  readonly policy: PolicyInForce;
  readonly lastSeq: number;
}

/** The key as one text, for maps. */
export function trackKey({ rule, round, n }: CommitmentKey): string {
  return `${rule}/${round}/${n}`;
}

/** Urgent clocks run round the clock, the others in working time (S12). */
export function basisOf(urgency: Urgency): TimeBasis {
  return urgency === 'urgent' ? 'round-the-clock' : 'working';
}

/**
 * Computes from the event log alone what is owed, since when, until when, and what was missed by `until`. The stored
 * commitments are always equal to this.
 */
export function readHistory(
  events: readonly TicketEvent[],
  rules: readonly Rule[],
  policyByHash: (hash: string) => PolicyInForce,
  until: Instant,
): TicketHistory {
  let ticket: Ticket | null = null;
  let policy: PolicyInForce | null = null;
  let lastSeq = 0;
  // What would be owed but for a rule that is off is kept beside: an edit or a policy may switch it on later.
  let tracks: readonly (Reading | Asleep)[] = [];
  for (const event of events) {
    tracks = tracks.map((track) => markMissed(track, event.at));
    const before: Ticket | null = ticket;
    ticket = applyEvent(ticket, event);
    lastSeq = event.seq;
    // What we said moves no clock; there may be hundreds of these.
    if (event.deed.type === 'noticed') continue;
    if ('policy' in event.deed) policy = policyByHash(event.deed.policy);
    if (policy === null) throw new Error(`history begins without a policy (seq ${event.seq})`);
    const resumed = pauseOrResume(tracks, rules, before, ticket, event.at);
    // Before the rules speak: what the same event ends must end with the deadline that its last pause moved.
    if (resumed !== tracks) {
      tracks = reckon(resumed, rules, ticket, policy, event.at).map((track) => markMissed(track, event.at));
    }
    for (const rule of rules) tracks = applyRule(tracks, rule, event, ticket, before, policy);
    tracks = reckon(tracks, rules, ticket, policy, event.at);
  }
  if (ticket === null || policy === null) throw new Error('a ticket without a history');
  const awake = tracks.filter((track) => track.state !== 'asleep');
  return { ticket, policy, lastSeq, tracks: awake.map(({ own: _, ...track }) => markMissed<Track>(track, until)) };
}

/** A track while it is read: with the terms that are its own and not the ticket's. */
type Reading = Track & { readonly own?: OwnTerms };
/** A clock whose rule is off for this ticket. */
type Asleep = Omit<Reading, 'state'> & { readonly state: 'asleep' };

function markMissed<T extends Reading | Asleep>(track: T, at: Instant): T {
  const hasPassed = track.state === 'open' && track.missedAt === null && track.dueAt <= (track.pausedAt ?? at);
  return hasPassed ? { ...track, missedAt: track.dueAt } : track;
}

function pauseOrResume(
  tracks: readonly (Reading | Asleep)[],
  rules: readonly Rule[],
  before: Ticket | null,
  after: Ticket,
  at: Instant,
): readonly (Reading | Asleep)[] {
  const wasWaiting = before?.status === 'waiting';
  const isWaiting = after.status === 'waiting';
  if (wasWaiting === isWaiting) return tracks;
  const pausing = new Set(rules.filter((rule) => rule.pauses).map((rule) => rule.name));
  return tracks.map((track) => {
    if (!isRunning(track) || !pausing.has(track.rule)) return track;
    if (isWaiting) return { ...track, pausedAt: at };
    if (track.pausedAt === null) return track;
    return { ...track, pausedAt: null, pauses: [...track.pauses, { from: track.pausedAt, to: at }] };
  });
}

function applyRule(
  tracks: readonly (Reading | Asleep)[],
  rule: Rule,
  event: TicketEvent,
  ticket: Ticket,
  before: Ticket | null,
  policy: PolicyInForce,
): readonly (Reading | Asleep)[] {
  let result = tracks;
  for (const move of rule.react(event, ticket, before)) {
    if (move.move === 'start') {
      const { own } = move;
      if (own === undefined && result.some((track) => track.rule === rule.name && isRunning(track))) continue;
      result = [
        ...result,
        {
          rule: rule.name,
          round: ticket.round,
          n: own?.n ?? nextN(result, rule.name, ticket.round),
          team: own?.team ?? ticket.team,
          owner: own === undefined ? ticket.owner : own.owner,
          ...(own === undefined ? {} : { own }),
          basis: basisOf(ticket.urgency),
          startedAt: move.from,
          target: rule.target(policy.policy, ticket),
          // Reckoned right after the rules have spoken, and woken if the rule is on.
          dueAt: Number.NaN,
          inForceSince: event.at,
          pauses: [],
          pausedAt: ticket.status === 'waiting' && rule.pauses ? event.at : null,
          state: 'asleep',
          stoppedAt: null,
          missedAt: null,
        },
      ];
    } else {
      const state = move.move === 'meet' ? 'met' : 'cancelled';
      const only = move.move === 'meet' ? move.n : undefined;
      const isMeant = (track: Reading | Asleep) => track.rule === rule.name && (only === undefined || track.n === only);
      result = result
        .filter((track) => !isMeant(track) || track.state !== 'asleep')
        .map((track) => (isMeant(track) && track.state === 'open' ? { ...track, state, stoppedAt: event.at } : track));
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

/** Deadlines of what is open, under the ticket and the policy as they are now. */
function reckon(
  tracks: readonly (Reading | Asleep)[],
  rules: readonly Rule[],
  ticket: Ticket,
  policy: PolicyInForce,
  at: Instant,
): readonly (Reading | Asleep)[] {
  const calendar = policy.calendarOf(ticket.team);
  const basis = basisOf(ticket.urgency);
  const reckoned = tracks.flatMap((track): Reading | Asleep | (Reading | Asleep)[] => {
    if (!isRunning(track)) return track;
    const rule = rules.find((one) => one.name === track.rule);
    const target = rule?.target(policy.policy, ticket) ?? track.target;
    // Where a time is named, the last one named stands also after whatever named it has gone.
    const named = track.own?.dueAt ?? (rule?.dueAt === undefined ? null : (rule.dueAt(ticket) ?? track.dueAt));
    const counted = calendar.deadline(basis, track.startedAt, target, track.pauses);
    const dueAt = counted === null ? null : (named ?? tighter(counted, track, ticket, calendar));
    const owned = track.own === undefined ? { ...track, team: ticket.team, owner: ticket.owner } : track;
    if (dueAt === null) {
      const asleep: Asleep = { ...owned, state: 'asleep', dueAt: Number.NaN, missedAt: null };
      return track.state === 'asleep' ? asleep : [{ ...owned, state: 'cancelled', stoppedAt: at }, asleep];
    }
    const isAsBefore = dueAt === track.dueAt && basis === track.basis && owned.team === track.team;
    const inForceSince = isAsBefore ? track.inForceSince : at;
    const n = track.state === 'asleep' && track.own === undefined ? nextN(tracks, track.rule, track.round) : track.n;
    return { ...owned, n, basis, target, dueAt, inForceSince, state: 'open' };
  });
  // A step that was switched off and on again is the same step, by its number.
  const steps = new Set(
    reckoned.flatMap((one) => (one.own !== undefined && one.state === 'open' ? trackKey(one) : [])),
  );
  return reckoned.filter((one) => one.state !== 'cancelled' || !steps.has(trackKey(one)));
}

/** The customer's own time where it is tighter (T14); what pauses the clock moves both. */
function tighter(counted: Instant, track: Reading | Asleep, ticket: Ticket, calendar: Calendar): Instant {
  const demanded = ticket.demands.find((one) => one.clock === track.rule);
  if (demanded === undefined) return counted;
  const ms = Math.max(demanded.dueAt - track.startedAt, 0);
  const dueAt = calendar.deadline('round-the-clock', track.startedAt, { unit: 'time', ms }, track.pauses);
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
