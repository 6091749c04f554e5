import type { Temporal } from 'temporal-polyfill';
import type { Instant, Span } from '../time.ts';
import { instantNear, minuteOn } from './civil.ts';
import type { Frame } from './date-reading.ts';
import type { PartOfDay } from './meaning.ts';
import { MINUTES_BY_PART } from './parts-of-day.ts';

/** Longest run of days off that is looked through for the usual hours. */
const LOOK_AHEAD_DAYS = 31;
const OFFICE_MINUTES = { opening: 9 * 60, closing: 18 * 60 };

/** When work begins and ends on a day, in minutes of it; a day off borrows the hours of the next working day. */
export function usualHours(day: Temporal.PlainDate, frame: Frame): Hours {
  const known = hoursByCalendar.get(frame.calendar) ?? new Map<string, Hours>();
  hoursByCalendar.set(frame.calendar, known);
  const key = `${frame.timezone} ${day.toString()}`;
  let hours = known.get(key);
  if (hours === undefined) {
    if (known.size >= KEPT_DAYS) known.clear();
    hours = findUsualHours(day, frame);
    known.set(key, hours);
  }
  return hours;
}

interface Hours {
  readonly opening: number;
  readonly closing: number;
}

/** One reading asks for the hours of the same few days over and over; they go with their calendar. */
const hoursByCalendar = new WeakMap<Frame['calendar'], Map<string, Hours>>();
const KEPT_DAYS = 512;

function findUsualHours(day: Temporal.PlainDate, frame: Frame): Hours {
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days += 1) {
    const one = day.add({ days });
    const spans = spansOf(one, frame);
    const [first, last] = [spans.at(0), spans.at(-1)];
    if (first === undefined || last === undefined) continue;
    return { opening: minuteOn(one, first.from, frame.timezone), closing: minuteOn(one, last.to, frame.timezone) };
  }
  return OFFICE_MINUTES;
}

/** The instants at which work begins and ends on a day. */
export function edgesOf(day: Temporal.PlainDate, frame: Frame): { opening: Instant; closing: Instant } {
  const { opening, closing } = usualHours(day, frame);
  return { opening: instantNear(day, opening, frame.timezone), closing: instantNear(day, closing, frame.timezone) };
}

/** Where a part of a day begins and ends, within working time where that reaches into it (下午 begins after lunch). */
export function edgesOfPart(
  part: PartOfDay,
  day: Temporal.PlainDate,
  frame: Frame,
): { opening: Instant; closing: Instant } {
  const { from, to } = MINUTES_BY_PART[part];
  const whole: Span = { from: instantNear(day, from, frame.timezone), to: instantNear(day, to, frame.timezone) };
  const worked = spansOf(day, frame)
    .map((span) => ({ from: Math.max(span.from, whole.from), to: Math.min(span.to, whole.to) }))
    .filter((span) => span.from < span.to);
  const usual =
    part === 'morning'
      ? edgeOfUsualMorning(day, frame)
      : part === 'afternoon'
        ? instantNear(day, 840, frame.timezone)
        : whole.from;
  return { opening: worked.at(0)?.from ?? usual, closing: worked.at(-1)?.to ?? whole.to };
}

function edgeOfUsualMorning(day: Temporal.PlainDate, frame: Frame): Instant {
  const { opening } = usualHours(day, frame);
  return instantNear(day, opening < 720 ? opening : 540, frame.timezone);
}

/** Whether a time lies between the usual opening and closing of its day, both included, lunch too. */
export function isInUsualHours(day: Temporal.PlainDate, minute: number, frame: Frame): boolean {
  const { opening, closing } = usualHours(day, frame);
  return minute >= opening && minute <= closing;
}

/** The last minute of a day, where a date without a time ends up once its work is over. */
export function lastMinuteOf(day: Temporal.PlainDate, frame: Frame): Instant {
  return instantNear(day, 1439, frame.timezone);
}

function spansOf(day: Temporal.PlainDate, { calendar }: Frame): readonly Span[] {
  const date = day.toString();
  return calendar.isWorkingDay(date) ? calendar.spansOn(date) : [];
}
