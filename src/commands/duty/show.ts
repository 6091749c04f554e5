import type { Button, CardItem } from '../../chat/card.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { isoDateOf, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import type { Team } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { dayText, momentOf, readDutyLine, teamsShown } from './days.ts';

const WEEK = 7;

/** 今天: who is on duty now, in every team that one works with. */
export const today: Verb = {
  name: 'today',
  aliases: ['今天', '现在', 'now', 'show', '查看'],
  takesNumber: false,
  typed: (context, rest) => {
    if (rest.trim() === '' && teamsShown(context).length > 0) return showToday(context, teamsShown(context));
    const read = readDutyLine(context, rest);
    return typeof read === 'string' ? refuse(context, 'today', read) : showToday(context, [read.team]);
  },
  clicked: (context) => showToday(context, teamsShown(context)),
};

/** 本周: the next seven days of one team. */
export const week: Verb = {
  name: 'week',
  aliases: ['本周', '一周', '这周', '排班'],
  takesNumber: false,
  typed: (context, rest) => {
    const read = readDutyLine(context, rest);
    return typeof read === 'string' ? refuse(context, 'week', read) : showWeek(context, read.team);
  },
  clicked: (context, id) => {
    const team = context.policy.policy.teams.get(id);
    return team === undefined ? showToday(context, teamsShown(context)) : showWeek(context, team);
  },
};

/** What is wrong, and a line that works. */
export function refuse(
  context: CommandContext,
  verb: keyof CommandContext['card']['m']['duty']['duty']['verb'],
  fault: string,
): Reply {
  return refuseInput(context, fault, context.card.m.duty.duty.verb[verb].example);
}

function showToday(context: CommandContext, teams: readonly Team[]): Reply {
  const { card, services } = context;
  const { m } = card;
  const words = m.duty.shift;
  const planned = teams.filter((team) => isPlanned(context, team));
  const [first] = teams;
  if (planned.length === 0) {
    const team = first ?? [...context.policy.policy.teams.values()][0];
    if (team === undefined) return showCard(said(words.title, 'muted', []));
    return showCard(said(words.noRota({ team: team.name }), 'muted', [words.noRotaHint({ team: team.id })]));
  }
  const lines = planned.map((team) => {
    const { rostered, person } = services.duty.current().onDuty(team.id, card.now);
    return words.line({ team: team.name, name: nameText(context, rostered, person) });
  });
  const buttons: Button[] = planned.slice(0, 3).map((team) => ({
    action: 'duty.week',
    value: team.id,
    label: planned.length === 1 ? words.weekButton : team.name,
    typed: `/duty week team:${team.id}`,
  }));
  return showCard({ tone: 'info', title: words.title, summary: lines[0] ?? words.title, lines, buttons });
}

function showWeek(context: CommandContext, team: Team): Reply {
  const { card, policy, services } = context;
  const words = card.m.duty.shift;
  if (!isPlanned(context, team)) {
    return showCard(said(words.noRota({ team: team.name }), 'muted', [words.noRotaHint({ team: team.id })]));
  }
  const calendar = policy.calendarOf(team.id);
  const duty = services.duty.current();
  const first = parseIsoDate(duty.dutyDate(team.id, card.now)) ?? 0;
  const items = Array.from({ length: WEEK }, (_, i): CardItem => {
    const date = isoDateOf(first + i);
    const { rostered, person } = duty.onDuty(team.id, momentOf(team, calendar, date, card.now));
    const { by } = duty.rosteredOn(team.id, date);
    const name = nameText(context, rostered, person);
    const title = words.dayOf({ day: dayText(context, calendar, date), name });
    return by === 'hand' ? { title, detail: words.byHand } : { title };
  });
  const title = words.week({ team: team.name });
  return showCard({ tone: 'info', title, summary: title, items });
}

/** Whether anything says who has duty there: a rota, or somebody who set a day. */
function isPlanned({ card, services }: CommandContext, team: Team): boolean {
  return team.duty !== undefined || services.duty.current().onDuty(team.id, card.now).rostered !== null;
}

/** Whose turn it is, or who has it instead. */
export function nameText({ card }: CommandContext, rostered: string | null, person: string | null): string {
  const words = card.m.duty.shift;
  if (person === null) return words.nobody;
  if (rostered === null || rostered === person) return card.nameOf(person);
  return words.standsIn({ name: card.nameOf(person), away: card.nameOf(rostered) });
}

/** The moment that a date's duty is asked for. */
export function dutyAt({ policy, card }: CommandContext, team: Team, date: string): Instant {
  return momentOf(team, policy.calendarOf(team.id), date, card.now);
}
