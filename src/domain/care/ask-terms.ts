import type { Calendar } from '../calendar/calendar.ts';
import { HOUR_MS, type Instant } from '../time.ts';
import { askableAt } from './askable.ts';
import type { AskedItem, AskTerms, CareAskState } from './care.ts';
import { workDaysOf } from './work-days.ts';

/** Nobody is asked for something that is due sooner than this. */
const LEAST_TIME_MS = HOUR_MS;

/**
 * By when something may be due that is asked for at `askAt`: as the rule says, else, where that leaves less than an hour
 * of working time, at the end of the next working day.
 */
export function dueAfterAsk(calendar: Calendar, askAt: Instant, dueAt: Instant): Instant {
  if (dueAt > askAt && calendar.workingTimeBetween(askAt, dueAt) >= LEAST_TIME_MS) return dueAt;
  const days = workDaysOf(calendar);
  return days.endOf(days.onOrAfter(days.dayOf(askAt) + 1));
}

/**
 * Terms of what stays open of an ask after `keys` were answered at `now`: asked for again in the morning of the day it is
 * due, not before tomorrow; `null` when nothing stays open.
 */
export function restOf(
  calendar: Calendar,
  ask: Pick<CareAskState, 'open'>,
  keys: readonly string[],
  now: Instant,
): AskTerms | null {
  const left = ask.open.filter(({ key }) => !keys.includes(key));
  if (left.length === 0) return null;
  const days = workDaysOf(calendar);
  const earliest = Math.min(...left.map(({ dueAt }) => dueAt));
  const day = days.onOrAfter(Math.max(days.dayOf(earliest), days.dayOf(now) + 1));
  const askAt = days.startOf(day);
  return { askAt, dueAt: dueAfterAsk(calendar, askAt, earliest) };
}

/** Terms of an ask that begins anew at `now`: released after an urgent ticket, or handed to somebody else. */
export function termsFrom(calendar: Calendar, open: readonly AskedItem[], now: Instant): AskTerms {
  const askAt = askableAt(calendar, now);
  const earliest = Math.min(...open.map(({ dueAt }) => dueAt));
  return { askAt, dueAt: dueAfterAsk(calendar, askAt, Number.isFinite(earliest) ? earliest : askAt) };
}
