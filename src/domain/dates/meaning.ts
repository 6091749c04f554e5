import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';
import type { Frame } from './date-reading.ts';

/** What the words of a phrase say, before `now` and the calendar turn it into an instant. */
export type Meaning = (
  | { readonly kind: 'moment'; readonly day: DayMeaning | null; readonly clock: ClockMeaning | null }
  | { readonly kind: 'instant'; readonly at: (frame: Frame) => Instant | null }
) & {
  /** A date only where nothing but a date is expected: 2小时, now, sat. Never looked for in free text. */
  readonly bare?: true;
};

/** A local day, or several it may be. */
export interface DayMeaning {
  /** The days the words may name, the likeliest first; none when the date does not exist. */
  readonly days: (frame: Frame) => readonly Temporal.PlainDate[];
  /** `only`: one day; `nearest`: the first one that is not refused; `ask`: all are equally likely. */
  readonly choose: 'only' | 'nearest' | 'ask';
  /** A stretch such as 下周 takes no clock. */
  readonly stretch?: true;
  /** Without a clock: the time of day that it is now (三天后). */
  readonly sameTime?: true;
  /** Without a clock: this end of the day, whatever the context says (月底前, 本周内). */
  readonly edge?: 'opening' | 'closing';
  /** Written `2026-12-03`: an hour beside it is a 24-hour one. */
  readonly formal?: true;
  /** Tonight: times before this minute of the day are not meant, and no clock means this part. */
  readonly evening?: true;
}

/** A time on a day. Minutes count from local midnight; 1440 and more lie on the next day, fractions are seconds. */
export type ClockMeaning =
  | {
      readonly kind: 'times';
      /** None when there is no such time (25:00). */
      readonly minutes: readonly number[];
      /** How several minutes are told apart: by working hours, by order, or not at all. */
      readonly choose: 'working-hours' | 'first' | 'ask';
      /** The one meant by a 24-hour clock when working hours cannot tell. */
      readonly literal?: number;
    }
  | { readonly kind: 'part'; readonly part: PartOfDay }
  | { readonly kind: 'edge'; readonly edge: 'opening' | 'closing' };

export type PartOfDay = 'small-hours' | 'early' | 'morning' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night';
