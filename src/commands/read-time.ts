import { timeText } from '../chat/cards/context.ts';
import type { DateContext, DateReading } from '../domain/dates/date-reading.ts';
import { findDateAtEnd, findDateAtStart } from '../domain/dates/find-date.ts';
import { readDate } from '../domain/dates/read-date.ts';
import type { Instant } from '../domain/time.ts';
import type { CommandContext } from './command.ts';

/** A time as somebody wrote it, or what to tell them. */
export type ReadTime = { readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly fault: string };

/** Whether the time lies ahead (an expected finish) or behind (when the customer spoke). */
export type Direction = 'future' | 'past';

/** Reads a whole text as a time, in the policy's zone and the person's language. */
export function readTime(context: CommandContext, written: string, direction: Direction): ReadTime {
  return toReadTime(context, written, readDate(written, dateContext(context, direction)));
}

/** The time that a text ends with, and the words before it; `null` when it ends with none. */
export function readTimeAtEnd(
  context: CommandContext,
  text: string,
): { readonly time: ReadTime; readonly rest: string } | null {
  const found = findDateAtEnd(text, dateContext(context, 'future'));
  return found === null ? null : { time: toReadTime(context, found.phrase, found.reading), rest: found.rest };
}

/** The time that a text begins with, and the words after it; `null` when it begins with none. */
export function readTimeAtStart(
  context: CommandContext,
  text: string,
): { readonly time: ReadTime; readonly rest: string } | null {
  const found = findDateAtStart(text, dateContext(context, 'future'));
  return found === null ? null : { time: toReadTime(context, found.phrase, found.reading), rest: found.rest };
}

/** What dates in this person's words depend on. */
export function dateContext({ policy, card }: CommandContext, prefer: Direction): DateContext {
  return {
    now: card.now,
    timezone: policy.policy.timezone,
    calendar: policy.calendarOf(''),
    prefer,
    wholeDay: prefer === 'future' ? 'closing' : 'opening',
    locale: card.locale,
  };
}

/** What a reading of a date means for whoever wrote it: the time, or a sentence that says what is wrong. */
export function toReadTime({ card }: CommandContext, written: string, reading: DateReading): ReadTime {
  if (reading.ok) return { ok: true, at: reading.at };
  const { reply } = card.m;
  const value = written;
  switch (reading.reason) {
    case 'past':
      return { ok: false, fault: reply.pastTime({ value }) };
    case 'future':
      return { ok: false, fault: reply.futureTime({ value }) };
    case 'does-not-exist':
      return { ok: false, fault: reply.noSuchDate({ value }) };
    case 'ambiguous': {
      const choices = (reading.choices ?? []).map((at) => timeText(card, at)).join(card.m.view.listJoin);
      return { ok: false, fault: reply.ambiguousTime({ value, choices }) };
    }
    case 'not-a-date':
      return { ok: false, fault: reply.badTime({ value }) };
  }
}
