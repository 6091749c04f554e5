import { z } from 'zod';
import {
  DAY_MS,
  type Duration,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Ms,
  parseDuration,
  SECOND_MS,
  type Span,
} from '../time.ts';
import type { Calendar } from './calendar.ts';
import { parseIsoDate, yearOf } from './civil-date.ts';

/** What can be asked of a calendar from outside, as one line of JSON. Times are ISO 8601, lengths like `8h` or `2wd`. */
const QUESTION = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('add'), from: z.string(), working: z.string() }),
  z.strictObject({ op: z.literal('between'), from: z.string(), to: z.string() }),
]);
export type ClockQuestion = z.infer<typeof QUESTION>;

/** An answer with the working spans behind it (computed when read), or the reason why there is none. */
export type ClockAnswer =
  | { readonly ok: true; readonly op: 'add'; readonly at: Instant; readonly counted: () => Span[] }
  | { readonly ok: true; readonly op: 'between'; readonly ms: Ms; readonly counted: () => Span[] }
  | { readonly ok: false; readonly refusal: ClockRefusal };

export type ClockRefusal =
  | { readonly reason: 'not-json' }
  | { readonly reason: 'not-a-question'; readonly detail: string }
  | { readonly reason: 'bad-instant'; readonly field: 'from' | 'to'; readonly text: string }
  | { readonly reason: 'bad-length'; readonly text: string }
  | { readonly reason: 'too-far' }
  /** The holidays of these years are not known; the calendar would have to assume plain weekends. */
  | { readonly reason: 'no-holiday-table'; readonly years: readonly number[] };

// Far enough for every promise, near enough that a mistyped year does not walk through millennia.
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i;
const COMPOUND_LENGTH = /^(?=.)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Reads and answers one line of JSON. */
export function answerClockLine(calendar: Calendar, line: string): ClockAnswer {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refuse({ reason: 'not-json' });
  }
  const question = QUESTION.safeParse(json);
  if (!question.success) return refuse({ reason: 'not-a-question', detail: describeIssues(question.error) });
  return answerClockQuestion(calendar, question.data);
}

/** Answers one question; years without a holiday table are refused unless the calendar's spec assumes weekends. */
export function answerClockQuestion(calendar: Calendar, question: ClockQuestion): ClockAnswer {
  const from = parseInstant(calendar, question.from);
  if (from === null) return refuse({ reason: 'bad-instant', field: 'from', text: question.from });
  if (question.op === 'between') {
    const to = parseInstant(calendar, question.to);
    if (to === null) return refuse({ reason: 'bad-instant', field: 'to', text: question.to });
    const [first, last] = from <= to ? [from, to] : [to, from];
    const refusal = findMissingTable(calendar, first, last);
    if (refusal !== null) return refuse(refusal);
    const ms = calendar.workingTimeBetween(from, to);
    return { ok: true, op: 'between', ms, counted: () => calendar.workingSpans(first, last) };
  }
  const length = parseLength(question.working);
  if (length === null) return refuse({ reason: 'bad-length', text: question.working });
  const at = calendar.deadline('working', from, length, []);
  if (at === null) return refuse({ reason: 'bad-length', text: question.working });
  const refusal = findMissingTable(calendar, from, at);
  if (refusal !== null) return refuse(refusal);
  if (yearOf(Math.floor(at / DAY_MS)) > LAST_YEAR) return refuse({ reason: 'too-far' });
  return { ok: true, op: 'add', at, counted: () => calendar.workingSpans(from, at) };
}

/**
 * Reads an ISO 8601 moment, exact to the millisecond; without an offset it is local time of the calendar. `null` when the
 * text is none, names a date that does not exist, or lies outside 1970–2199.
 */
export function parseInstant(calendar: Calendar, text: string): Instant | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [, date = '', hour, minute, second = '0', fraction = '', utc, sign, offsetHour, offsetMinute] = match;
  const day = parseIsoDate(date);
  if (day === null || yearOf(day) < FIRST_YEAR || yearOf(day) > LAST_YEAR) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const rest = Number(second) * SECOND_MS + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const minuteOfDay = Number(hour) * 60 + Number(minute);
  if (utc === undefined && sign === undefined) return calendar.atLocal(date, minuteOfDay) + rest;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return null;
  const offset = Number(offsetHour ?? 0) * HOUR_MS + Number(offsetMinute ?? 0) * MINUTE_MS;
  return day * DAY_MS + minuteOfDay * MINUTE_MS + rest - (sign === '-' ? -offset : offset);
}

/** ISO 8601 with the zone's offset at that moment; milliseconds only where there are any. */
export function formatInstant(calendar: Calendar, at: Instant): string {
  const offset = calendar.offsetAt(at);
  const local = new Date(at + offset)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '');
  const size = new Date(Math.abs(offset)).toISOString().slice(11, 19).replace(/:00$/, '');
  return `${local}${offset < 0 ? '-' : '+'}${size}`;
}

function parseLength(text: string): Duration | null {
  const single = parseDuration(text);
  if (single !== null) return single;
  const match = COMPOUND_LENGTH.exec(text);
  if (match === null) return null;
  const [hours, minutes, seconds] = match.slice(1).map((count) => Number(count ?? 0));
  return { unit: 'time', ms: (hours ?? 0) * HOUR_MS + (minutes ?? 0) * MINUTE_MS + (seconds ?? 0) * SECOND_MS };
}

function findMissingTable(calendar: Calendar, from: Instant, to: Instant): ClockRefusal | null {
  // A span may end with the year: midnight itself asks nothing of the next one.
  const lastMoment = Math.max(from, to - 1);
  const years = calendar.missingYears(localYear(calendar, from), localYear(calendar, lastMoment));
  return years.length === 0 ? null : { reason: 'no-holiday-table', years };
}

function localYear(calendar: Calendar, at: Instant): number {
  return yearOf(Math.floor((at + calendar.offsetAt(at)) / DAY_MS));
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ');
}

function refuse(refusal: ClockRefusal): ClockAnswer {
  return { ok: false, refusal };
}
