import type { Calendar } from '../calendar/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../rules/rule.ts';
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
  let tracks: readonly (Track | Asleep)[] = [];
  for (const event of events) {
    tracks = tracks.map((track) => markMissed(track, event.at));
    const before: Ticket | null = ticket;
    ticket = applyEvent(ticket, event);
    if ('policy' in event.deed) policy = policyByHash(event.deed.policy);
    if (policy === null) throw new Error(`history begins without a policy (seq ${event.seq})`);
    const resumed = pauseOrResume(tracks, rules, before, ticket, event.at);
    // Before the rules speak: what the same event ends must end with the deadline that its last pause moved.
    tracks = resumed === tracks ? tracks : reckon(resumed, rules, ticket, policy, event.at);
    for (const rule of rules) tracks = applyRule(tracks, rule, event, ticket, policy);
    tracks = reckon(tracks, rules, ticket, policy, event.at);
    lastSeq = event.seq;
  }
  if (ticket === null || policy === null) throw new Error('a ticket without a history');
  const awake = tracks.filter((track) => track.state !== 'asleep');
  return { ticket, policy, lastSeq, tracks: awake.map((track) => markMissed(track, until)) };
}

/** A clock whose rule is off for this ticket. */
type Asleep = Omit<Track, 'state'> & { readonly state: 'asleep' };

function markMissed<T extends Track | Asleep>(track: T, at: Instant): T {
  const hasPassed = track.state === 'open' && track.missedAt === null && track.dueAt <= (track.pausedAt ?? at);
  return hasPassed ? { ...track, missedAt: track.dueAt } : track;
}

function pauseOrResume(
  tracks: readonly (Track | Asleep)[],
  rules: readonly Rule[],
  before: Ticket | null,
  after: Ticket,
  at: Instant,
): readonly (Track | Asleep)[] {
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
  tracks: readonly (Track | Asleep)[],
  rule: Rule,
  event: TicketEvent,
  ticket: Ticket,
  policy: PolicyInForce,
): readonly (Track | Asleep)[] {
  let result = tracks;
  for (const move of rule.react(event, ticket)) {
    if (move.move === 'start') {
      if (result.some((track) => track.rule === rule.name && isRunning(track))) continue;
      result = [
        ...result,
        {
          rule: rule.name,
          round: ticket.round,
          n: nextN(result, rule.name, ticket.round),
          team: ticket.team,
          owner: ticket.owner,
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
      result = result
        .filter((track) => track.rule !== rule.name || track.state !== 'asleep')
        .map((track) =>
          track.rule === rule.name && track.state === 'open' ? { ...track, state, stoppedAt: event.at } : track,
        );
    }
  }
  return result;
}

function isRunning(track: Track | Asleep): boolean {
  return track.state === 'open' || track.state === 'asleep';
}

function nextN(tracks: readonly (Track | Asleep)[], rule: string, round: number): number {
  return tracks.filter((track) => track.rule === rule && track.round === round && track.state !== 'asleep').length;
}

/** Deadlines of what is open, under the ticket and the policy as they are now. */
function reckon(
  tracks: readonly (Track | Asleep)[],
  rules: readonly Rule[],
  ticket: Ticket,
  policy: PolicyInForce,
  at: Instant,
): readonly (Track | Asleep)[] {
  const calendar = policy.calendarOf(ticket.team);
  const basis = basisOf(ticket.urgency);
  return tracks.flatMap((track) => {
    if (!isRunning(track)) return track;
    const rule = rules.find((one) => one.name === track.rule);
    const target = rule?.target(policy.policy, ticket) ?? track.target;
    const dueAt = calendar.deadline(basis, track.startedAt, target, track.pauses);
    const owned = { ...track, team: ticket.team, owner: ticket.owner };
    if (dueAt === null) {
      const asleep: Asleep = { ...owned, state: 'asleep', dueAt: Number.NaN, missedAt: null };
      return track.state === 'asleep' ? asleep : [{ ...owned, state: 'cancelled', stoppedAt: at }, asleep];
    }
    const isAsBefore = dueAt === track.dueAt && basis === track.basis && ticket.team === track.team;
    const inForceSince = isAsBefore ? track.inForceSince : at;
    const n = track.state === 'asleep' ? nextN(tracks, track.rule, track.round) : track.n;
    return { ...owned, n, basis, target, dueAt, inForceSince, state: 'open' };
  });
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
