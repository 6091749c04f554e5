import type { Calendar } from '../calendar/calendar.ts';
import type { Escalation, Policy } from '../policy/policy.ts';
import { DAY_MS, type Duration, type Instant, type Ms, type TimeBasis } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';
import { type Commitment, FIRST_RUNG, MORNING, positionKey, UNTOLD, WARNED } from './commitment.ts';

/** The rules of reminding, and the calendar of the team that owes. */
export interface LadderRules {
  readonly escalation: Escalation;
  readonly calendar: Calendar;
  /** Rules whose owner is reminded so long before the deadline, rather than at a share of the way to it. */
  readonly reminders?: Readonly<Record<string, Duration>>;
  /**
   * Rules that ask: instead of a warning on the way, these audiences are told when the clock starts, which may lie ahead
   * (decision 0024). The ladder begins at the deadline, as for every rule.
   */
  readonly asks?: Readonly<Record<string, readonly string[]>>;
}

/** What is asked for on a day goes to the team's channel, where its owner is named; invitations go to each owner. */
const ASKS: NonNullable<LadderRules['asks']> = { care: ['team'], invitation: ['owner'] };

/** The rules of reminding for what this team owes. */
export function ladderRulesOf(
  { policy, calendarOf }: { readonly policy: Policy; calendarOf(team: string): Calendar },
  team: string,
): LadderRules {
  const { escalation, contacts } = policy;
  return { escalation, calendar: calendarOf(team), reminders: { 'follow-up': contacts.reminder }, asks: ASKS };
}

/** Somebody is to be told. Audiences are `owner`, `team`, `lead`, `manager`, `head` or a person's key. */
export interface Telling {
  readonly stage: number;
  readonly repeat: number;
  readonly audiences: readonly string[];
  /** How late the telling itself is, because we were not running when it fell due. */
  readonly lateMs: Ms;
}

export interface Decision {
  readonly commitment: Commitment;
  /** At most one: rungs that passed while nobody was watching are told together, at the present stage. */
  readonly telling: Telling | null;
}

interface Position {
  readonly stage: number;
  readonly repeat: number;
  /** When it is to be told, rest time and holds included. */
  readonly at: Instant;
  /** When the ladder's own clock reaches it. */
  readonly ladderAt: Instant;
}

/**
 * What is to be said about a commitment at `now`, and when to look again. Pure and total: for an open commitment the
 * result always has a `nextAt` after `now`.
 */
export function decide(commitment: Commitment, rules: LadderRules, now: Instant): Decision {
  if (commitment.state !== 'open') return { commitment: { ...commitment, nextAt: null }, telling: null };
  if (commitment.pausedAt !== null) {
    // A paused clock says nothing, yet is looked at every working morning, so that it cannot be forgotten.
    return { commitment: { ...commitment, nextAt: rules.calendar.nextWorkingMorning(now) }, telling: null };
  }
  const isLate = now >= commitment.dueAt;
  let current: Commitment = isLate ? { ...commitment, missedAt: commitment.missedAt ?? commitment.dueAt } : commitment;
  const first = nextPosition(current, rules, now);
  // Where we come too late (an outage that ended at night), rest time still holds what is due.
  const tellableAt = Math.max(first.at, outOfRest(now, current.basis, rules.calendar));
  if (tellableAt > now) return { commitment: { ...current, nextAt: wakeAt(current, tellableAt) }, telling: null };
  const audiences = new Set<string>();
  let next = first;
  while (next.at <= now) {
    for (const audience of audiencesOf(next.stage, commitment.rule, rules)) audiences.add(audience);
    current = standAt(current, next, rules.calendar);
    next = nextPosition(current, rules, now);
  }
  const { stage, repeat } = current;
  return {
    commitment: { ...current, toldAt: now, nextAt: wakeAt(current, next.at) },
    telling: { stage, repeat, audiences: [...audiences], lateMs: now - first.at },
  };
}

/** The next thing that will be said if nobody does anything: for explaining. `null` when nothing is open. */
export function whatComesNext(
  commitment: Commitment,
  rules: LadderRules,
  now: Instant,
): { readonly at: Instant; readonly stage: number; readonly audiences: readonly string[] } | null {
  if (commitment.state !== 'open' || commitment.pausedAt !== null) return null;
  const next = nextPosition(commitment, rules, now);
  const at = Math.max(next.at, outOfRest(now, commitment.basis, rules.calendar));
  return { at, stage: next.stage, audiences: audiencesOf(next.stage, commitment.rule, rules) };
}

/** What an acknowledgement did to one commitment. */
export type Acknowledged =
  | { readonly effect: 'warnings-silenced' }
  | { readonly effect: 'held'; readonly until: Instant }
  | { readonly effect: 'already-held'; readonly until: Instant }
  | { readonly effect: 'nothing-open' };

/**
 * Somebody has seen it. Before the deadline that silences warnings only; after it the ladder stands still for
 * `acknowledged`, once for each rung.
 */
export function acknowledge(
  commitment: Commitment,
  rules: LadderRules,
  by: PersonRef,
  now: Instant,
): { readonly commitment: Commitment; readonly result: Acknowledged } {
  if (commitment.state !== 'open') return { commitment, result: { effect: 'nothing-open' } };
  const seen: Commitment = { ...commitment, ackedAt: now, ackedBy: by };
  if (now < commitment.dueAt || commitment.pausedAt !== null) {
    return { commitment: schedule(seen, rules, now), result: { effect: 'warnings-silenced' } };
  }
  if (!isHoldable(commitment) && commitment.heldUntil !== null) {
    return { commitment: seen, result: { effect: 'already-held', until: commitment.heldUntil } };
  }
  const until = rules.calendar.deadline(commitment.basis, now, rules.escalation.acknowledged, []) ?? now;
  const held: Commitment = {
    ...seen,
    heldUntil: until,
    heldPosition: positionKey(commitment.stage, commitment.repeat),
  };
  return { commitment: schedule(held, rules, now), result: { effect: 'held', until } };
}

/** Whether an acknowledgement would still hold the rung it stands on. */
export function isHoldable(commitment: Commitment): boolean {
  return commitment.heldPosition !== positionKey(commitment.stage, commitment.repeat);
}

/** The same commitment with its timer set anew, for when something else about it changed. */
export function schedule(commitment: Commitment, rules: LadderRules, now: Instant): Commitment {
  if (commitment.state !== 'open') return { ...commitment, nextAt: null };
  if (commitment.pausedAt !== null) return { ...commitment, nextAt: rules.calendar.nextWorkingMorning(now) };
  return { ...commitment, nextAt: wakeAt(commitment, nextPosition(commitment, rules, now).at) };
}

/**
 * When the owner is warned: a length before the deadline where the rule has one, else when this share of the counted time
 * from start to deadline has passed. A rule that asks speaks when its clock starts.
 */
export function warningTime(commitment: Commitment, rules: LadderRules): Instant | null {
  const { escalation, calendar, reminders, asks } = rules;
  const { rule, basis, startedAt, dueAt, pauses } = commitment;
  if (asks?.[rule] !== undefined) return startedAt;
  const ahead = timeBefore(dueAt, reminders?.[rule] ?? { unit: 'off' }, calendar);
  // Promised for a nearer time than that: then by its share.
  if (ahead !== null && ahead > startedAt) return ahead;
  if (escalation.warn === null) return null;
  const counted = countedBetween(commitment, calendar, startedAt, dueAt);
  if (counted <= 0) return null;
  const at = calendar.deadline(basis, startedAt, { unit: 'time', ms: Math.round(counted * escalation.warn) }, pauses);
  return at !== null && at < dueAt ? at : null;
}

function timeBefore(at: Instant, length: Duration, calendar: Calendar): Instant | null {
  switch (length.unit) {
    case 'off':
      return null;
    case 'time':
      return at - length.ms;
    case 'days':
      return calendar.addCalendarDays(at, -length.days, 'round-the-clock');
    case 'working-days': {
      let day = at;
      for (let left = length.days; left > 0; ) {
        day = calendar.addCalendarDays(day, -1, 'round-the-clock');
        if (calendar.isWorkingDay(calendar.dateOf(day)) || at - day > LONGEST_BACK_MS) left -= 1;
      }
      return day;
    }
  }
}

/** No calendar rests for longer: a table without any working day must not be searched for ever. */
const LONGEST_BACK_MS: Ms = 60 * DAY_MS;

function nextPosition(commitment: Commitment, rules: LadderRules, now: Instant): Position {
  const { escalation, calendar } = rules;
  if (commitment.stage === UNTOLD && commitment.ackedAt === null && now < commitment.dueAt) {
    const warnAt = warningTime(commitment, rules);
    if (warnAt !== null) {
      // A deadline that was moved close warns from when it was moved, and one that a pause kept quiet from its end: the
      // warning is not late, it was not due before.
      const at = Math.max(warnAt, commitment.inForceSince, resumedAt(commitment) ?? warnAt);
      return settle(WARNED, 0, outOfRest(at, commitment.basis, calendar));
    }
  }
  if (commitment.stage < MORNING) {
    const rungIndex = commitment.stage - FIRST_RUNG;
    const rung = escalation.ladder[rungIndex];
    if (rung !== undefined && rung.repeat !== null && commitment.repeat < rung.times) {
      return onLadder(commitment, rules, commitment.stage, commitment.repeat + 1);
    }
    const nextIndex = Math.max(rungIndex + 1, 0);
    if (nextIndex < escalation.ladder.length) return onLadder(commitment, rules, FIRST_RUNG + nextIndex, 0);
  }
  // The ladder is used up: every working morning until it is met. Counted from now, so an outage tells once.
  const after = Math.max(
    commitment.baseAt,
    commitment.toldAt ?? commitment.baseAt,
    commitment.heldUntil ?? commitment.baseAt,
    resumedAt(commitment) ?? commitment.baseAt,
  );
  const morning = latestMorning(calendar, calendar.nextWorkingMorning(after), now);
  const repeat = commitment.stage === MORNING ? commitment.repeat + 1 : 0;
  return settle(MORNING, repeat, outOfRest(Math.max(morning, commitment.inForceSince), commitment.basis, calendar));
}

function latestMorning(calendar: Calendar, first: Instant, now: Instant): Instant {
  let morning = first;
  let next = calendar.nextWorkingMorning(morning);
  while (next <= now) {
    morning = next;
    next = calendar.nextWorkingMorning(next);
  }
  return morning;
}

function onLadder(
  commitment: Commitment,
  { escalation, calendar }: LadderRules,
  stage: number,
  repeat: number,
): Position {
  const rung = escalation.ladder[stage - FIRST_RUNG];
  const { basis, baseAt, inForceSince, pauses } = commitment;
  // The ladder stands still in a pause like the clock itself, or the end of a long one would set off every rung at once.
  // The deadline itself may be a time that somebody named, outside working hours: rest time alone holds its telling.
  const isAtOnce = rung === undefined || (rung.after.unit === 'time' && rung.after.ms === 0);
  let ladderAt = isAtOnce ? baseAt : (calendar.deadline(basis, baseAt, rung.after, pauses) ?? baseAt);
  for (let i = 0; i < repeat && rung?.repeat; i += 1)
    ladderAt = calendar.deadline(basis, ladderAt, rung.repeat, pauses) ?? ladderAt;
  const heldUntil = isHoldable(commitment) ? null : commitment.heldUntil;
  const releasedAt = Math.max(ladderAt, inForceSince, heldUntil ?? ladderAt, resumedAt(commitment) ?? ladderAt);
  return { stage, repeat, ladderAt, at: outOfRest(releasedAt, basis, calendar) };
}

/** When the last pause ended; `null` without one. */
function resumedAt(commitment: Commitment): Instant | null {
  return commitment.pauses.at(-1)?.to ?? null;
}

/** When to look again: also at the deadline itself, so that a miss is on record though rest time holds the telling. */
function wakeAt(commitment: Commitment, tellingAt: Instant): Instant {
  return commitment.missedAt === null ? Math.min(tellingAt, commitment.dueAt) : tellingAt;
}

/** The clock's own time in `[from, to)`: its basis, without its pauses. */
function countedBetween({ basis, pauses }: Commitment, calendar: Calendar, from: Instant, to: Instant): Ms {
  return pauses.reduce(
    (counted, pause) => {
      const start = Math.max(pause.from, from);
      const end = Math.min(pause.to, to);
      return start < end ? counted - calendar.between(basis, start, end) : counted;
    },
    calendar.between(basis, from, to),
  );
}

/** The commitment once a position was told: what holds and rest time delayed moves the rest of the ladder with it. */
function standAt(commitment: Commitment, position: Position, calendar: Calendar): Commitment {
  const { basis, baseAt, pauses } = commitment;
  const delayMs = countedBetween(commitment, calendar, position.ladderAt, position.at);
  const movedBy: Duration = { unit: 'time', ms: delayMs };
  return {
    ...commitment,
    stage: position.stage,
    repeat: position.repeat,
    baseAt: delayMs > 0 ? (calendar.deadline(basis, baseAt, movedBy, pauses) ?? baseAt) : baseAt,
    toldAt: position.at,
  };
}

function audiencesOf(stage: number, rule: string, { escalation, asks }: LadderRules): readonly string[] {
  if (stage === WARNED) return asks?.[rule] ?? ['owner'];
  if (stage >= MORNING) return ['owner', 'manager'];
  return escalation.ladder[stage - FIRST_RUNG]?.to ?? [];
}

/** Rest time holds what is not urgent: urgent clocks run round the clock, the others wait. */
function outOfRest(at: Instant, basis: TimeBasis, calendar: Calendar): Instant {
  return basis === 'working' ? calendar.restEnd(at) : at;
}

function settle(stage: number, repeat: number, at: Instant): Position {
  return { stage, repeat, at, ladderAt: at };
}
