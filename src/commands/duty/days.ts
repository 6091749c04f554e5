import type { Calendar } from '../../domain/calendar/calendar.ts';
import { isoDateOf, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import { readAbsence } from '../../domain/duty/read-absence.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { type CommandText, markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { hasRole, worksFor } from '../../domain/people.ts';
import type { Team } from '../../domain/policy/policy.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/time.ts';
import type { CommandContext } from '../command.ts';

/** Days that one command may set. */
export const DAYS_AT_MOST = 31;

/** What was typed after the verb, and the team that is meant. */
export interface DutyLine {
  readonly line: CommandText;
  readonly team: Team;
}

/** The team that is named, else one's own; or what to tell whoever asked. */
export function readDutyLine(context: CommandContext, rest: string): DutyLine | string {
  const { policy } = context.policy;
  const line = readCommandText(rest);
  const written = markValue(line, 'team');
  const teams = [...policy.teams.values()];
  const words = context.card.m.duty.shift;
  const names = (all: readonly Team[]) => all.map(({ name }) => name).join(context.card.m.view.listJoin);
  if (written !== null) {
    const wanted = foldWord(written);
    const team = teams.find((one) => foldWord(one.name) === wanted || foldWord(one.id) === wanted);
    return team === undefined ? words.unknownTeam({ written, names: names(teams) }) : { line, team };
  }
  const own = policy.teams.get(policy.people.get(context.actor.ref)?.team ?? '');
  if (own !== undefined) return { line, team: own };
  const [only, ...others] = teamsShown(context);
  return only !== undefined && others.length === 0 ? { line, team: only } : words.whichTeam({ names: names(teams) });
}

/** Teams whose duty is of interest: one's own first, then others with a rota. */
export function teamsShown({ policy: { policy }, actor }: CommandContext): readonly Team[] {
  const own = policy.people.get(actor.ref)?.team ?? null;
  return [...policy.teams.values()]
    .filter((team) => team.id === own || (team.duty !== undefined && worksFor(actor, team.id)))
    .toSorted((a, b) => Number(b.id === own) - Number(a.id === own));
}

/** Whether this person sets who has duty there. */
export function maySetDuty({ actor }: CommandContext, team: Team): boolean {
  return hasRole(actor, 'admin') || (hasRole(actor, 'lead') && worksFor(actor, team.id));
}

/** The days that a text names, `周五` or `周三-周五`; `null` where it names none. */
export function readDays({ card, policy }: CommandContext, team: Team, written: string): readonly string[] | null {
  const calendar = policy.calendarOf(team.id);
  const reading = readAbsence(written, { now: card.now, calendar, locale: card.locale });
  if (!reading.ok) return null;
  const first = parseIsoDate(calendar.dateOf(reading.from)) ?? 0;
  const last = parseIsoDate(calendar.dateOf(reading.until - 1)) ?? first;
  return Array.from({ length: Math.max(last - first + 1, 1) }, (_, i) => isoDateOf(first + i));
}

/** A day as people name it, with its weekday. */
export function dayText({ card }: Pick<CommandContext, 'card'>, calendar: Calendar, date: string): string {
  const noon = calendar.atLocal(date, 12 * 60);
  const day = new Intl.DateTimeFormat(card.locale, {
    timeZone: calendar.timezone,
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  });
  return day.format(noon);
}

/** A moment of that day's duty at which it can be asked who has it. */
export function momentOf(team: Team, calendar: Calendar, date: string, now: Instant): Instant {
  const start = calendar.atLocal(date, team.duty?.fromMinute ?? 0);
  return now >= start && now < start + DAY_MS ? now : start + HOUR_MS;
}
