import { localDay } from './civil.ts';
import type { DateContext, DateReading, Frame } from './date-reading.ts';
import { phrasesAt } from './phrase.ts';
import { resolve } from './resolve.ts';
import { scriptOf } from './scan.ts';

/** Longer texts are no date phrase; they are not even looked at. */
const LONGEST_INPUT = 200;
const LONGEST_PHRASE = 64;

/**
 * Reads a text that is nothing but a date, Chinese or English: 明天下午5点, 3个工作日内, tomorrow 5pm, 2026-12-03 14:30.
 * Anything left over makes it `not-a-date`. Never throws, whatever the text.
 */
export function readDate(text: string, context: DateContext): DateReading {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_INPUT) return { ok: false, reason: 'not-a-date' };
  const script = scriptOf(trimmed).text;
  if (script.length > LONGEST_PHRASE) return { ok: false, reason: 'not-a-date' };
  const whole = phrasesAt(script, 0).find(({ end }) => end === script.length);
  return whole === undefined ? { ok: false, reason: 'not-a-date' } : resolve(whole.value, frameOf(context));
}

/** The context with its defaults and the local day filled in. */
export function frameOf(context: DateContext): Frame {
  return { ...context, wholeDay: context.wholeDay ?? 'opening', today: localDay(context.now, context.timezone) };
}
