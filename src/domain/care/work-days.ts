import type { Calendar } from '../calendar/calendar.ts';
import { DAY_MINUTES, type DayNumber, isoDateOf, parseIsoDate } from '../calendar/civil-date.ts';
import type { IsoDay } from '../customer/customer.ts';
import type { Instant } from '../time.ts';
import { askableAt } from './askable.ts';

/** The days of a calendar as the planner steps them: numbers, each looked up once. */
export interface WorkDays {
  isWorking(day: DayNumber): boolean;
  /** The day itself or the last working day before it; the next one after it where none was for a month. */
  onOrBefore(day: DayNumber): DayNumber;
  /** The day itself or the next working day after it. */
  onOrAfter(day: DayNumber): DayNumber;
  /** `n` (≥ 1) working days after a day. */
  after(day: DayNumber, n: number): DayNumber;
  /** The start of a working day's work, out of rest time. */
  startOf(day: DayNumber): Instant;
  /** The end of its work. */
  endOf(day: DayNumber): Instant;
  dayOf(at: Instant): DayNumber;
}

/** Planning looks a hundred thousand times at the same days; the answers go with their calendar. */
const known = new WeakMap<Calendar, WorkDays>();

export function workDaysOf(calendar: Calendar): WorkDays {
  const made = known.get(calendar) ?? createWorkDays(calendar);
  known.set(calendar, made);
  return made;
}

/** A day's number; throws on text that is no date, which facts never hold. */
export function dayOf(day: IsoDay): DayNumber {
  const found = numbers.get(day);
  if (found !== undefined) return found;
  const number = parseIsoDate(day);
  if (number === null) throw new Error(`day ${JSON.stringify(day)}: expected YYYY-MM-DD, a date that exists`);
  if (numbers.size >= KEPT_DAYS) numbers.clear();
  numbers.set(day, number);
  return number;
}

/** The day of a number. */
export function isoDay(day: DayNumber): IsoDay {
  const found = texts.get(day);
  if (found !== undefined) return found;
  const text = isoDateOf(day);
  if (texts.size >= KEPT_DAYS) texts.clear();
  texts.set(day, text);
  return text;
}

/** Nobody rests longer; before that a date is looked for on the other side. */
const LONGEST_REST_DAYS = 31;
/** As in the calendar: no working day for so long is a fault of the policy. */
const LONGEST_CLOSURE_DAYS = 800;
/** Days whose answers are kept before the memory starts afresh. */
const KEPT_DAYS = 65_536;
const numbers = new Map<IsoDay, DayNumber>();
const texts = new Map<DayNumber, IsoDay>();

function createWorkDays(calendar: Calendar): WorkDays {
  const working = new Map<DayNumber, boolean>();
  const starts = new Map<DayNumber, Instant>();
  const ends = new Map<DayNumber, Instant>();

  function kept<T>(map: Map<DayNumber, T>, day: DayNumber, make: () => T): T {
    const found = map.get(day);
    if (found !== undefined) return found;
    if (map.size >= KEPT_DAYS) map.clear();
    const made = make();
    map.set(day, made);
    return made;
  }

  const isWorking = (day: DayNumber): boolean => kept(working, day, () => calendar.isWorkingDay(isoDay(day)));

  function onOrAfter(day: DayNumber): DayNumber {
    for (let at = day; at < day + LONGEST_CLOSURE_DAYS; at += 1) if (isWorking(at)) return at;
    throw new Error(
      `calendar ${calendar.timezone}: no working day for ${LONGEST_CLOSURE_DAYS} days after ${isoDateOf(day)}`,
    );
  }

  function onOrBefore(day: DayNumber): DayNumber {
    for (let at = day; at > day - LONGEST_REST_DAYS; at -= 1) if (isWorking(at)) return at;
    return onOrAfter(day);
  }

  function after(day: DayNumber, n: number): DayNumber {
    let reached = day;
    for (let left = n; left > 0; left -= 1) reached = onOrAfter(reached + 1);
    return reached;
  }

  return {
    isWorking,
    onOrBefore,
    onOrAfter,
    after,
    startOf: (day) =>
      kept(starts, day, () => {
        const date = isoDay(day);
        return askableAt(calendar, calendar.spansOn(date)[0]?.from ?? calendar.atLocal(date, 0));
      }),
    endOf: (day) =>
      kept(ends, day, () => {
        const date = isoDay(day);
        return calendar.spansOn(date).at(-1)?.to ?? calendar.atLocal(date, DAY_MINUTES);
      }),
    dayOf: (at) => dayOf(calendar.dateOf(at)),
  };
}
