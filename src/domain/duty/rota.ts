import { type DayNumber, parseIsoDate, type Weekday, weekdayOf } from '../calendar/civil-date.ts';
import type { PersonRef } from '../vocabulary.ts';

/** Who is on duty by turns, as the policy file says. Dates are the duty's own: one begins at `fromMinute` of its date. */
export interface Rota {
  readonly turns:
    | { readonly kind: 'weekly'; readonly order: readonly PersonRef[]; readonly start: string }
    | { readonly kind: 'weekdays'; readonly byDay: Readonly<Partial<Record<Weekday, PersonRef>>> };
  /** Dates, `YYYY-MM-DD`, on which somebody else has it. */
  readonly on: Readonly<Record<string, PersonRef>>;
  /** Minute of the local day at which duty changes hands; 0 is midnight. */
  readonly fromMinute: number;
}

/** Whose turn it is on a date by the rota alone; `null` where it names nobody. Throws on text that is no date. */
export function turnOn(rota: Rota, date: string): PersonRef | null {
  const named = rota.on[date];
  if (named !== undefined) return named;
  const day = dayOf(date);
  const { turns } = rota;
  if (turns.kind === 'weekdays') return turns.byDay[weekdayOf(day)] ?? null;
  const { order, start } = turns;
  const week = Math.floor((day - dayOf(start)) / 7);
  // Weeks before the first one count from the end.
  return order.at(week % order.length) ?? null;
}

function dayOf(date: string): DayNumber {
  const day = parseIsoDate(date);
  if (day === null) throw new Error(`date ${JSON.stringify(date)}: expected YYYY-MM-DD, a date that exists`);
  return day;
}
