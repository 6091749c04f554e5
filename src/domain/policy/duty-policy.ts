import { z } from 'zod';
import { parseIsoDate, WEEKDAYS } from '../calendar/civil-date.ts';
import type { Rota } from '../duty/rota.ts';
import { faultAt, type PolicyFault, type PolicyPath } from './fault.ts';
import { nearestName } from './nearest.ts';

const FIRST_MONDAY = '2024-01-01';
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

const person = z.string().meta({ description: 'A key of `people`.' });
const date = z
  .string()
  .refine((text) => parseIsoDate(text) !== null, { error: 'bad-date' })
  .meta({ description: 'A date, YYYY-MM-DD.', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', examples: ['2026-10-01'] });

/** A team's rota as the file has it: by the week, or by day of the week. */
export const rotaSchema = z
  .strictObject({
    weekly: z.array(person).min(1).max(100).meta({ description: 'Who has duty week by week, in turn.' }).optional(),
    start: date.meta({ description: 'First day of a week of the first one; duty changes on that day.' }).optional(),
    days: z.partialRecord(z.enum(WEEKDAYS), person).meta({ description: 'Who has duty on which day.' }).optional(),
    on: z
      .record(z.string(), person)
      .meta({ description: 'Single dates, YYYY-MM-DD, and who has duty then.' })
      .optional(),
    from: z
      .string()
      .regex(TIME, { error: 'bad-time' })
      .meta({ description: 'Time of day at which duty changes hands; midnight when left out.', examples: ['09:00'] })
      .optional(),
  })
  .meta({ description: 'Who is on duty: weekly in turn, or by day of the week; not both.' });

type RotaEntry = z.output<typeof rotaSchema>;

/** The rota of a team; `undefined` where the file has none. */
export function readRota(entry: RotaEntry | undefined): Rota | undefined {
  if (entry === undefined) return undefined;
  const { weekly, start = FIRST_MONDAY, days = {}, on = {}, from = '00:00' } = entry;
  const [hours = 0, minutes = 0] = from.split(':').map(Number);
  return {
    turns: weekly === undefined ? { kind: 'weekdays', byDay: days } : { kind: 'weekly', order: weekly, start },
    on,
    fromMinute: hours * 60 + minutes,
  };
}

/** What a rota alone does not show: people nobody knows, dates that are none, two ways at once. */
export function checkRota(path: PolicyPath, rota: RotaEntry | undefined, people: ReadonlySet<string>): PolicyFault[] {
  if (rota === undefined) return [];
  const { weekly, days, on = {}, start } = rota;
  const named: [PolicyPath, string][] = [
    ...(weekly ?? []).map((name, index): [PolicyPath, string] => [[...path, 'weekly', index], name]),
    ...Object.entries(days ?? {}).map(([day, name]): [PolicyPath, string] => [[...path, 'days', day], name]),
    ...Object.entries(on).map(([day, name]): [PolicyPath, string] => [[...path, 'on', day], name]),
  ];
  const unknown = named.flatMap(([at, name]) =>
    people.has(name) ? [] : [faultAt(at, 'no-such-person', { name, near: nearestName(name, people) })],
  );
  const dates = Object.keys(on).flatMap((day) =>
    parseIsoDate(day) === null ? [faultAt([...path, 'on', day], 'bad-date', {}, 'key')] : [],
  );
  const isTwofold = weekly !== undefined && days !== undefined;
  const isIdle = start !== undefined && weekly === undefined;
  return [
    ...unknown,
    ...dates,
    ...(isTwofold ? [faultAt([...path, 'days'], 'rota-twice', {})] : []),
    ...(isIdle ? [faultAt([...path, 'start'], 'start-without-weeks', {})] : []),
  ];
}
