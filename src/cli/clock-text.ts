import type { Calendar } from '../domain/calendar/calendar.ts';
import { type ClockAnswer, type ClockRefusal, formatInstant } from '../domain/calendar/clock-questions.ts';
import { HOUR_MS, MINUTE_MS, type Ms, SECOND_MS, type Span } from '../domain/time.ts';

/** One answer as a line of JSON: `{"at"}`, `{"seconds"}` or `{"error"}`. */
export function answerToJson(calendar: Calendar, answer: ClockAnswer): string {
  if (!answer.ok) return JSON.stringify({ error: describeRefusal(answer.refusal) });
  if (answer.op === 'add') return JSON.stringify({ at: formatInstant(calendar, answer.at) });
  return JSON.stringify({ seconds: answer.ms / SECOND_MS });
}

/** An answer for a person: the result on the first line, then every interval counted. */
export function answerToText(calendar: Calendar, answer: Extract<ClockAnswer, { ok: true }>): string {
  const result = answer.op === 'add' ? formatInstant(calendar, answer.at) : formatLength(answer.ms);
  const spans = answer.counted();
  const rows = spans.map((span) => `  ${formatSpan(calendar, span)}  ${formatLength(span.to - span.from)}`);
  const total = spans.reduce((sum, span) => sum + span.to - span.from, 0);
  return `${[result, `counted in ${calendar.timezone}, ${formatLength(total)} of working time:`, ...rows].join('\n')}\n`;
}

/** What was wrong, where, and an example that works. */
export function describeRefusal(refusal: ClockRefusal): string {
  switch (refusal.reason) {
    case 'not-json':
      return 'not JSON; expected {"op":"add","from":"2026-02-13T17:00:00+08:00","working":"8h"}';
    case 'not-a-question':
      return `${refusal.detail}; expected {"op":"add","from":…,"working":…} or {"op":"between","from":…,"to":…}`;
    case 'bad-instant':
      return `${refusal.field}: ${JSON.stringify(refusal.text)} is no time between 1970 and 2199 such as 2026-02-13T17:00:00+08:00`;
    case 'bad-length':
      return `working: ${JSON.stringify(refusal.text)} is no length such as 30s, 15m, 8h, 1h30m, 3d or 2wd`;
    case 'too-far':
      return 'working: the deadline lies after the year 2199';
    case 'no-holiday-table':
      return `${formatYears(refusal.years)}: no holiday table, the answer would assume plain weekends; list the days off in the policy file or pass --assume-weekends`;
  }
}

function formatYears(years: readonly number[]): string {
  const named = years.slice(0, 3).join(', ');
  return years.length > 3 ? `${named} and ${years.length - 3} more years` : named;
}

function formatSpan(calendar: Calendar, span: Span): string {
  const [fromDay, fromTime] = formatLocal(calendar, span.from);
  const [toDay, toTime] = formatLocal(calendar, span.to);
  return `${fromDay} ${fromTime} – ${fromDay === toDay ? '' : `${toDay} `}${toTime}`;
}

function formatLocal(calendar: Calendar, at: number): [day: string, time: string] {
  const local = new Date(at + calendar.offsetAt(at));
  const weekday = local.toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
  return [
    `${local.toISOString().slice(0, 10)} ${weekday}`,
    local
      .toISOString()
      .slice(11, 23)
      .replace(/(:00)?\.000$/, ''),
  ];
}

function formatLength(ms: Ms): string {
  const size = Math.abs(ms);
  const parts = [
    [Math.floor(size / HOUR_MS), 'h'],
    [Math.floor((size % HOUR_MS) / MINUTE_MS), 'm'],
    [(size % MINUTE_MS) / SECOND_MS, 's'],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join(' ');
  return `${ms < 0 ? '-' : ''}${text || '0s'}`;
}
