import type { DayNumber } from '../calendar/civil-date.ts';
import type { IsoDay } from '../customer/customer.ts';
import { byEndOf, type Draft, type Gate, occurrenceOf, type Planning, settleDay } from './draft.ts';
import { type Counting, cadenceCounting, counts, LIGHT_TOUCH, lastCounting } from './match.ts';
import type { CareOccurrence } from './plan.ts';
import type { CadenceAsk, CareAsk } from './vocabulary.ts';
import { dayOf, isoDay } from './work-days.ts';

/** A light touch is asked for so long before it is due. */
const LIGHT_TOUCH_AHEAD_DAYS = 3;
/** Nothing rests longer: what falls beyond the window by more cannot be moved back into it. */
const REST_DAYS = 40;

/** Something that comes again and again: where its count stands. */
interface Beat {
  /** What the tier demands; `null`: it is the light touch. */
  readonly demand: CadenceAsk | null;
  readonly everyDays: number;
  readonly aheadDays: number;
  readonly counting: Counting;
  /** The last matching contact, or answer; `null` when there was none. */
  since: DayNumber | null;
  /** Where the count begins without one. */
  readonly start: DayNumber;
  due: DayNumber;
  /** The last day on which it stands in the plan: not twice on one. */
  planned: DayNumber | null;
  isProjected: boolean;
}

/**
 * R5 and R10: what is counted from the last matching contact. Later ones are projected as if each talk were held on the
 * day it is asked for, so that a visit also begins the count of the deep talk anew.
 */
export function planCadence(planning: Planning, gates: readonly Gate[]): readonly CareOccurrence[] {
  const { from, until } = planning;
  const beats = beatsOf(planning);
  const found: CareOccurrence[] = [];
  for (;;) {
    const next = soonest(beats);
    if (next === null || next.due - next.aheadDays > until + REST_DAYS) return found;
    const draft = draftOf(planning, next);
    const settled = settleDay(planning, draft, gates);
    if (settled !== null && settled.day <= until && settled.day !== next.planned) {
      found.push(occurrenceOf(draft, settled.day, settled.moved));
      next.planned = settled.day;
    }
    // What is asked for already counts as done by its time, what was put off on its day.
    const held = settled === null ? Math.max(next.due, from) : settled.day;
    const talk = { channel: next.counting.channels?.[0] ?? null, purposes: ['care'] } as const;
    for (const beat of beats) {
      if (beat !== next && !isDoneBy(planning, beat, talk, held)) continue;
      // Each step leads on, whatever days of rest do to a count of few days.
      const since = Math.max(held, (beat.since ?? held - 1) + (beat === next ? 1 : 0));
      beat.since = since;
      beat.due = since + beat.everyDays;
      beat.isProjected = true;
    }
  }
}

/**
 * Whether a talk that is to be held on a day begins this count anew. What is to be asked for by that day is asked for all
 * the same: the talk may be declined.
 */
function isDoneBy({ days }: Planning, beat: Beat, talk: Parameters<typeof counts>[1], held: DayNumber): boolean {
  return days.onOrBefore(beat.due - beat.aheadDays) > held && counts(beat.counting, talk);
}

function beatsOf(planning: Planning): readonly Beat[] {
  const { care, facts } = planning;
  const { tier } = facts;
  const lightTouch = care.rules['light-touch'] ? care.lightTouch[tier] : null;
  return [
    ...(care.rules.cadence ? care.cadence[tier] : []).map((one) =>
      beatOf(planning, {
        demand: one.ask,
        everyDays: one.everyDays,
        aheadDays: Math.min(one.aheadDays, one.everyDays - 1),
        counting: cadenceCounting(one),
      }),
    ),
    ...(lightTouch === null
      ? []
      : [
          beatOf(planning, {
            demand: null,
            everyDays: lightTouch,
            aheadDays: Math.min(LIGHT_TOUCH_AHEAD_DAYS, lightTouch - 1),
            counting: LIGHT_TOUCH,
          }),
        ]),
  ];
}

type Demand = Pick<Beat, 'demand' | 'everyDays' | 'aheadDays' | 'counting'>;

function beatOf(planning: Planning, demand: Demand): Beat {
  const { facts, careSince } = planning;
  const { everyDays, aheadDays } = demand;
  const contact = lastCounting(facts.contacts, demand.counting);
  const answered = lastAnswer(planning, demand);
  const known = [contact?.day, answered].flatMap((day) => (day === undefined || day === null ? [] : [dayOf(day)]));
  const since = known.length === 0 ? null : Math.max(...known);
  const start = Math.max(careSince, facts.tierSince === null ? careSince : dayOf(facts.tierSince));
  return {
    ...demand,
    since,
    start,
    due: firstDue(planning, { since, start, everyDays, aheadDays }),
    planned: null,
    isProjected: false,
  };
}

/**
 * When the first one is due. Who is overdue when care begins, or when a tier asks for more than the one before, comes
 * within one interval from then, on a day that is the customer's own: or all would come on the same one.
 */
function firstDue(
  { facts, careSince }: Planning,
  { since, start, everyDays, aheadDays }: Pick<Beat, 'since' | 'start' | 'everyDays' | 'aheadDays'>,
): DayNumber {
  if (since !== null && since + everyDays - aheadDays >= start) return since + everyDays;
  const { firstCooperation } = facts;
  if (since === null && start === careSince) {
    // Of whom nothing is known yet nothing is overdue; they come in the second half, not all at its end.
    if (firstCooperation === null) return start + everyDays - (spread(facts.customerId) % Math.ceil(everyDays / 2));
    if (dayOf(firstCooperation) >= careSince - everyDays) return start + everyDays;
  }
  return start + aheadDays + (spread(facts.customerId) % (everyDays - aheadDays + 1));
}

/** A number that is the same for a customer every time and even over all of them. */
function spread(id: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 16_777_619) >>> 0;
  return hash;
}

function lastAnswer({ facts }: Planning, { demand }: Demand): IsoDay | null {
  const prefix = prefixOf(demand);
  let last: IsoDay | null = null;
  for (const { key, day, outcome } of facts.answers) {
    if (outcome !== 'later' && key.startsWith(prefix) && (last === null || day > last)) last = day;
  }
  return last;
}

function draftOf(planning: Planning, beat: Beat): Draft {
  const { demand, everyDays, aheadDays, counting, since, start, due, isProjected } = beat;
  const from = isoDay(since ?? start);
  const sinceDay = since === null ? null : from;
  return {
    rule: demand === null ? 'light-touch' : 'cadence',
    // A talk on the very day on which the count began is another beginning.
    key: `${prefixOf(demand)}${from}${since === null ? ':first' : ''}`,
    ask: askOf(beat),
    nominal: due - aheadDays,
    toward: 'before',
    dueOn: byEndOf(planning, due),
    lastDay: null,
    reason:
      demand === null
        ? { why: 'light-touch', everyDays, since: sinceDay, from }
        : { why: 'cadence', tier: planning.facts.tier, ask: demand, everyDays, since: sinceDay, from },
    channel: counting.channels?.[0] ?? null,
    isProjected,
    how: 'ask',
  };
}

function askOf({ demand }: Beat): CareAsk {
  return demand ?? 'light-touch';
}

function prefixOf(demand: Beat['demand']): string {
  return demand === null ? 'light-touch:' : `cadence:${demand}:`;
}

function soonest(beats: readonly Beat[]): Beat | null {
  let first: Beat | null = null;
  for (const beat of beats) {
    if (first === null || beat.due - beat.aheadDays < first.due - first.aheadDays) first = beat;
  }
  return first;
}
