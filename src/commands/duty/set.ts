import { untilText } from '../../chat/cards/duty/span-text.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { Team } from '../../domain/policy/policy.ts';
import type { CommandContext, Verb } from '../command.ts';
import { readPerson } from '../read-person.ts';
import { showCard } from '../replies.ts';
import { DAYS_AT_MOST, type DutyLine, dayText, maySetDuty, readDays, readDutyLine } from './days.ts';
import { dutyAt, refuse } from './show.ts';

type SettingVerb = 'set' | 'swap' | 'reset';

/** 安排: somebody else on one day or several. */
export const set: Verb = {
  name: 'set',
  aliases: ['安排', '设置', '换人'],
  takesNumber: false,
  typed: (context, rest) =>
    asLead(context, 'set', rest, async ({ line, team }) => {
      const words = context.card.m.duty.shift;
      const { policy } = context.policy;
      const parts = line.text.trim().split(/\s+/u);
      const last = parts.at(-1) ?? '';
      const named = line.mentions[0] ?? (readPerson(policy, last, context.inbound.who) === null ? undefined : last);
      if (named === undefined) return refuse(context, 'set', words.needsPerson);
      const person = readPerson(policy, named, context.inbound.who);
      if (person === null) return refuse(context, 'set', context.card.m.reply.unknownPerson({ name: named }));
      const days = readDays(context, team, line.mentions.length > 0 ? line.text : parts.slice(0, -1).join(' '));
      if (days === null) return refuse(context, 'set', words.needsDay);
      if (days.length > DAYS_AT_MOST) return refuse(context, 'set', words.tooMany);
      const { services, actor, card } = context;
      const rows = days.map((date) => ({ team: team.id, date, person }));
      await services.duty.setDays(rows, actor.ref, card.now);
      const name = card.nameOf(person);
      const [date = ''] = days;
      const theirs = services.duty.current().absenceOf(person, dutyAt(context, team, date));
      const warning = theirs === null ? [] : [words.isAway({ name, until: untilText(card, theirs.until) })];
      return showCard(said(words.set({ team: team.name, name, days: daysText(context, team, days) }), 'good', warning));
    }),
};

/** 换班: two days change places. */
export const swap: Verb = {
  name: 'swap',
  aliases: ['换班', '对调', '调班'],
  takesNumber: false,
  typed: (context, rest) =>
    asLead(context, 'swap', rest, async ({ line, team }) => {
      const words = context.card.m.duty.shift;
      const two = twoDays(context, team, line.text);
      if (two === null) return refuse(context, 'swap', words.needsTwoDays);
      const [first, second] = two;
      if (first === second) return refuse(context, 'swap', words.sameDay);
      const { services, actor, card, policy } = context;
      const duty = services.duty.current();
      const calendar = policy.calendarOf(team.id);
      const turns = {
        first: duty.rosteredOn(team.id, first).rostered,
        second: duty.rosteredOn(team.id, second).rostered,
      };
      const empty = turns.first === null ? first : turns.second === null ? second : null;
      if (empty !== null) return refuse(context, 'set', words.nobodyThere({ day: dayText(context, calendar, empty) }));
      const rows = [
        { team: team.id, date: first, person: turns.second },
        { team: team.id, date: second, person: turns.first },
      ];
      await services.duty.setDays(rows, actor.ref, card.now);
      const text = (date: string, person: string | null) =>
        words.dayOf({
          day: dayText(context, calendar, date),
          name: person === null ? words.nobody : card.nameOf(person),
        });
      const told = { first: text(first, turns.second), second: text(second, turns.first) };
      return showCard(said(words.swapped({ team: team.name, ...told }), 'good', []));
    }),
};

/** 恢复: days go back to the rota. */
export const reset: Verb = {
  name: 'reset',
  aliases: ['恢复', '还原', 'clear'],
  takesNumber: false,
  typed: (context, rest) =>
    asLead(context, 'reset', rest, async ({ line, team }) => {
      const words = context.card.m.duty.shift;
      const days = readDays(context, team, line.text);
      if (days === null) return refuse(context, 'reset', words.needsDay);
      if (days.length > DAYS_AT_MOST) return refuse(context, 'reset', words.tooMany);
      const { services, actor, card } = context;
      const rows = days.map((date) => ({ team: team.id, date, person: null }));
      await services.duty.setDays(rows, actor.ref, card.now);
      return showCard(said(words.reset({ team: team.name, days: daysText(context, team, days) }), 'good', []));
    }),
};

function asLead(
  context: CommandContext,
  verb: SettingVerb,
  rest: string,
  then: (line: DutyLine) => Promise<Reply>,
): Reply | Promise<Reply> {
  const read = readDutyLine(context, rest);
  if (typeof read === 'string') return refuse(context, verb, read);
  const { m } = context.card;
  if (!maySetDuty(context, read.team)) {
    return showCard(said(m.duty.shift.onlyLeads({ team: read.team.name }), 'warn', [m.reply.nothingChanged]));
  }
  return then(read);
}

/** Both days of `周三 周五`, tried at each gap; `null` where there are not two. */
function twoDays(context: CommandContext, team: Team, text: string): readonly [string, string] | null {
  const parts = text.trim().split(/[\s,，、]+/u);
  for (let at = 1; at < parts.length; at += 1) {
    const first = readDays(context, team, parts.slice(0, at).join(' '));
    const second = readDays(context, team, parts.slice(at).join(' '));
    const [one] = first ?? [];
    const [other] = second ?? [];
    if (first?.length === 1 && second?.length === 1 && one !== undefined && other !== undefined) return [one, other];
  }
  return null;
}

function daysText(context: CommandContext, team: Team, days: readonly string[]): string {
  const calendar = context.policy.calendarOf(team.id);
  const [first = ''] = days;
  const last = days.at(-1) ?? first;
  const text = (date: string) => dayText(context, calendar, date);
  return first === last ? text(first) : `${text(first)} – ${text(last)}`;
}
