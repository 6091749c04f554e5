import type { Calendar } from '../calendar/calendar.ts';
import type { DayNumber } from '../calendar/civil-date.ts';
import type { IsoDay } from '../customer/customer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant } from '../time.ts';
import { anniversariesBetween, birthdaysBetween, festivalsBetween } from './anniversary.ts';
import { byEndOf, type Draft, type Planning } from './draft.ts';
import type { CareReason } from './reason.ts';
import type { Festival } from './vocabulary.ts';
import { dayOf, isoDay, workDaysOf } from './work-days.ts';

/** A greeting comes so many days late at most; after that a word about it would only say that it was forgotten. */
const LATEST_GREETING_DAYS = 7;
/** Nothing rests longer: dates this far beyond the window may move back into it. */
const REST_DAYS = 40;

/** R6 and R7: what the calendar itself brings. */
export function planDates(planning: Planning): readonly Draft[] {
  const { care, facts, from, until, careSince } = planning;
  const { rules, dates } = care;
  const first = Math.max(from - LATEST_GREETING_DAYS - REST_DAYS, careSince);
  const last = until + dates.aheadDays + REST_DAYS;
  const drafts: Draft[] = [];
  if (rules.dates) {
    for (const { id: personId, birthday } of facts.people) {
      for (const { day, taken } of birthdaysBetween(birthday, first, last)) {
        const on = isoDay(day);
        const reason = { why: 'birthday', personId, on, calendar: birthday.calendar, taken } as const;
        drafts.push(...greetings(planning, day, `birthday:${personId}:${on}`, reason));
      }
    }
    const yearly = [
      ['anniversary', facts.firstCooperation],
      ['founding-day', facts.foundedOn],
    ] as const;
    for (const [why, since] of yearly) {
      if (since === null) continue;
      for (const { day, years, taken } of anniversariesBetween(dayOf(since), first, last)) {
        const on = isoDay(day);
        drafts.push(...greetings(planning, day, `${why}:${on}`, { why, on, years, taken }));
      }
    }
    for (const { id: milestoneId, day: on } of facts.milestones) {
      const day = dayOf(on);
      if (day < first || day > last) continue;
      drafts.push(...greetings(planning, day, `milestone:${milestoneId}:${on}`, { why: 'milestone', milestoneId, on }));
    }
  }
  if (rules.festivals && facts.stage !== 'prospect') {
    const { days, aheadDays } = care.festivals;
    for (const { festival, day } of festivalsBetween(days, first, until + aheadDays + REST_DAYS)) {
      drafts.push(festivalDraft(planning, festival, day));
    }
  }
  return drafts;
}

/** Some days before, and on the day; both before it where it is a day of rest. */
function greetings(planning: Planning, on: DayNumber, key: string, reason: CareReason): readonly Draft[] {
  const { days, care } = planning;
  const { aheadDays } = care.dates;
  const common = { rule: 'dates', toward: 'before', reason, channel: null, isProjected: false, how: 'ask' } as const;
  const greetDay = days.onOrBefore(on);
  const greet: Draft = {
    ...common,
    key: `${key}:day`,
    ask: 'greet',
    nominal: on,
    dueOn: byEndOf(planning, on),
    lastDay: on + LATEST_GREETING_DAYS,
  };
  const prepare: Draft = {
    ...common,
    key: `${key}:before`,
    ask: 'prepare-greeting',
    nominal: on - aheadDays,
    dueOn: byEndOf(planning, greetDay - 1),
    // Where both fall on one day there is nothing left to prepare.
    lastDay: greetDay - 1,
  };
  return [prepare, greet];
}

function festivalDraft(planning: Planning, festival: Festival, on: DayNumber): Draft {
  const iso = isoDay(on);
  return {
    rule: 'festivals',
    key: `festival:${festival}:${iso}`,
    ask: 'festival-greeting',
    nominal: on - planning.care.festivals.aheadDays,
    toward: 'before',
    dueOn: byEndOf(planning, on),
    lastDay: on - 1,
    reason: { why: 'festival', festival, on: iso },
    channel: null,
    isProjected: false,
    how: 'list',
  };
}

/** A festival of which a team gets its list of customers (R7). */
export interface FestivalList {
  readonly key: string;
  readonly festival: Festival;
  readonly on: IsoDay;
  /** The working day on which the list is posted, and by when all are to be greeted. */
  readonly day: IsoDay;
  readonly postAt: Instant;
  readonly dueAt: Instant;
}

/** The lists that are due in `[from, until]`, in the team's calendar; customers of stage `prospect` stand in none. */
export function festivalLists(
  policy: Policy,
  calendar: Calendar,
  from: IsoDay,
  until: IsoDay,
): readonly FestivalList[] {
  const { care } = policy;
  if (!care.rules.festivals) return [];
  const days = workDaysOf(calendar);
  const first = dayOf(from);
  const last = dayOf(until);
  const { aheadDays } = care.festivals;
  return festivalsBetween(care.festivals.days, first + 1, last + aheadDays + REST_DAYS).flatMap(
    ({ festival, day: on }) => {
      // One that a table of holidays moved into the past, or that nobody was there to post, comes at once.
      const day = days.onOrAfter(Math.max(days.onOrBefore(on - aheadDays), first));
      if (day > last || day >= on) return [];
      return [
        {
          key: `festival:${festival}:${isoDay(on)}`,
          festival,
          on: isoDay(on),
          day: isoDay(day),
          postAt: days.startOf(day),
          dueAt: days.endOf(Math.max(day, days.onOrBefore(on))),
        },
      ];
    },
  );
}
