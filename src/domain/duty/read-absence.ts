import type { Calendar } from '../calendar/calendar.ts';
import type { DateContext, DateReading } from '../dates/date-reading.ts';
import { readDate } from '../dates/read-date.ts';
import { DAY_MS, type Instant, type Ms } from '../time.ts';
import { AFTER_DATE, BEFORE_DATE, FROM, RANGE, UNTIL } from './lexicon-duty.ts';

/** When somebody is away: days without a time are whole days. */
export type AbsenceReading =
  | { readonly ok: true; readonly from: Instant; readonly until: Instant }
  | { readonly ok: false; readonly reason: AbsenceFault; readonly written: string };

/**
 * `no-end`: nothing says until when. `not-a-date`, `no-such-date`: the words are none. `past`: it is over. `backwards`: it
 * ends before it begins. `ambiguous`: they may mean several days.
 */
export type AbsenceFault = 'no-end' | 'not-a-date' | 'no-such-date' | 'past' | 'backwards' | 'ambiguous';

/** What reading an absence depends on. */
export interface AbsenceContext {
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly locale: 'zh-CN' | 'en';
}

/** A range whose end reads as so far behind its start was meant to lie before it. */
const LONGEST_GUESS_MS: Ms = 60 * DAY_MS;
const LONGEST_TEXT = 200;

/**
 * Reads `until 周五`, `10月1日-10月7日`, `从周三到下周一`, `周五下午`: until Friday is through Friday's end, a single day is
 * that whole day. Total, whatever the text.
 */
export function readAbsence(text: string, context: AbsenceContext): AbsenceReading {
  // What stood before the times may have left its comma: 交给 小李，到周五.
  const words = bare(text).replace(BEFORE_DATE, '');
  if (clean(words) === '') return { ok: false, reason: 'no-end', written: words };
  if (words.length > LONGEST_TEXT) return { ok: false, reason: 'not-a-date', written: words.slice(0, 40) };
  const isEnd = UNTIL.test(words);
  if (isEnd) return endingAt(words.replace(UNTIL, ''), context);
  const range = rangeOf(words.replace(FROM, ''), context);
  if (range !== null) return range;
  if (FROM.test(words)) return { ok: false, reason: 'no-end', written: words };
  return onDay(words, context);
}

function endingAt(words: string, context: AbsenceContext): AbsenceReading {
  const written = clean(words);
  const end = read(written, context, 'end');
  return end.ok ? between(context.now, end.at, context.now, written) : refused(end, written);
}

/** A day alone is away that day; a part of a day or a time is until then. */
function onDay(words: string, context: AbsenceContext): AbsenceReading {
  const written = clean(words);
  const end = read(written, context, 'end');
  if (!end.ok) return refused(end, written);
  if (end.hasTime) return between(context.now, end.at, context.now, written);
  const start = read(written, context, 'start');
  const from = start.ok ? Math.max(start.at, context.now) : context.now;
  return between(from, end.at, context.now, written);
}

/** Both ends, at the first place that leaves a date on either side: an ISO date has dashes of its own. */
function rangeOf(words: string, context: AbsenceContext): AbsenceReading | null {
  for (const match of words.matchAll(RANGE)) {
    const [left, right] = [clean(words.slice(0, match.index)), clean(words.slice(match.index + match[0].length))];
    const start = startOf(left, context);
    if (!start.ok && start.reason === 'not-a-date') continue;
    const from = start.ok ? start.at : context.now;
    const asSaid = read(right, context, 'end');
    if (!asSaid.ok && asSaid.reason === 'not-a-date') continue;
    return start.ok ? inOrder(from, asSaid, right, context, words) : refused(start, left);
  }
  return null;
}

/**
 * The end is what was said where that lies behind the start: tomorrow until the day after tomorrow is two days. Else it is
 * read from the start on (Friday to Wednesday), where it may have slipped into next year.
 */
function inOrder(
  from: Instant,
  asSaid: DateReading,
  written: string,
  context: AbsenceContext,
  all: string,
): AbsenceReading {
  if (asSaid.ok && asSaid.at > from) return between(from, asSaid.at, context.now, all);
  const end = read(written, { ...context, now: Math.max(from, context.now) }, 'end');
  const isBefore = asSaid.ok;
  if (!end.ok) return isBefore ? { ok: false, reason: 'backwards', written: all } : refused(end, written);
  if (isBefore && end.at - from > LONGEST_GUESS_MS) return { ok: false, reason: 'backwards', written: all };
  return between(from, end.at, context.now, all);
}

/** A start that has passed is fine where the end has not. */
function startOf(written: string, context: AbsenceContext): DateReading {
  const ahead = read(written, context, 'start');
  if (ahead.ok || ahead.reason !== 'past') return ahead;
  return read(written, context, 'start-past');
}

function between(from: Instant, until: Instant, now: Instant, written: string): AbsenceReading {
  const begins = Math.max(from, now);
  return until <= begins ? { ok: false, reason: 'backwards', written } : { ok: true, from: begins, until };
}

/** One end of an absence; a day without a time is its first moment, or the midnight after it. */
function read(written: string, context: AbsenceContext, end: 'start' | 'start-past' | 'end'): DateReading {
  const { now, calendar, locale } = context;
  const dates: DateContext = {
    now,
    timezone: calendar.timezone,
    calendar,
    locale,
    wholeDay: end === 'end' ? 'closing' : 'opening',
    ...(end === 'start-past' ? { prefer: 'past' } : { prefer: 'future' }),
  };
  const reading = readDate(written, dates);
  if (!reading.ok || reading.hasTime) return reading;
  const minute = end === 'end' ? 1_440 : 0;
  return { ...reading, at: calendar.atLocal(calendar.dateOf(reading.at), minute) };
}

function refused(reading: Exclude<DateReading, { ok: true }>, written: string): AbsenceReading {
  switch (reading.reason) {
    case 'past':
      return { ok: false, reason: 'past', written };
    case 'does-not-exist':
      return { ok: false, reason: 'no-such-date', written };
    case 'ambiguous':
      return { ok: false, reason: 'ambiguous', written };
    case 'future':
    case 'not-a-date':
      return { ok: false, reason: 'not-a-date', written };
  }
}

function clean(text: string): string {
  return bare(text).replace(AFTER_DATE, '');
}

/** Without blanks and commas around it. */
function bare(text: string): string {
  return text.replace(/^[\s,，;；。、]+|[\s,，;；。、.]+$/gu, '');
}
