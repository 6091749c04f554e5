import type { CardItem } from '../../chat/card.ts';
import { itemsOf } from '../../chat/cards/care/about-care.ts';
import { askNumber, careButton } from '../../chat/cards/care/care-buttons.ts';
import { askText, dayText, itemText, movedText, whyText } from '../../chat/cards/care/care-text.ts';
import { signLines } from '../../chat/cards/care/sign-text.ts';
import { timeText } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { DAY_MS } from '../../domain/time.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { CareFilter, ListedAsk, ListedDay } from '../../usecases/care/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';

const PAGE = 8;

type Scope = 'mine' | 'team';

const SCOPE_BY_WORD: Readonly<Record<string, Scope>> = {
  mine: 'mine',
  my: 'mine',
  我的: 'mine',
  team: 'team',
  all: 'team',
  部门: 'team',
  团队: 'team',
};

/** 今日: whoever is asked for now, late ones first. */
export const today: Verb = {
  name: 'today',
  aliases: ['今日', '今天', '今日关怀', '列表', 'list'],
  takesNumber: false,
  typed: (context, rest) => showToday(context, ...readScope(rest)),
  clicked: (context, value) => showToday(context, ...readValue(value)),
};

/** 本周: what the next seven days hold. */
export const week: Verb = {
  name: 'week',
  aliases: ['本周', '一周', '本周关怀'],
  takesNumber: false,
  typed: (context, rest) => showWeek(context, ...readScope(rest)),
  clicked: (context, value) => showWeek(context, ...readValue(value)),
};

function readScope(rest: string): readonly [Scope, number] {
  const words = foldWord(rest).split(/\s+/u);
  const scope = words.map((word) => SCOPE_BY_WORD[word]).find((one) => one !== undefined) ?? 'mine';
  return [scope, Math.max(Number(words.find((word) => /^\d{1,3}$/u.test(word)) ?? '1'), 1)];
}

function readValue(value: string): readonly [Scope, number] {
  const [scope = '', page = '1'] = value.split('|');
  return [SCOPE_BY_WORD[scope] ?? 'mine', Number(page) || 1];
}

/** Somebody's own; a team's are those of its people and of nobody. */
function filterOf({ actor, policy }: CommandContext, scope: Scope): CareFilter {
  if (scope === 'mine') return { owner: actor.ref };
  return { teams: actor.teams === 'all' ? [...policy.policy.teams.keys()] : [...actor.teams] };
}

async function showToday(context: CommandContext, scope: Scope, page: number): Promise<Reply> {
  const { card, services } = context;
  const { m } = card;
  const { reply, button } = m.care;
  const at = { offset: (page - 1) * PAGE, limit: PAGE };
  const { asks, total } = await services.care.openAsks(filterOf(context, scope), at);
  const toWeek = { action: 'care.week', value: `${scope}|1`, label: button.week, typed: `/care week ${scope}` };
  if (total === 0) {
    const others = { action: 'care.today', value: 'team|1', label: button.team, typed: '/care today team' };
    const buttons = scope === 'mine' ? [toWeek, others] : [toWeek];
    return showCard(said(reply.nothingToday, 'muted', [reply.nothingTodayHint], buttons));
  }
  const title = reply.today(total);
  const isLate = asks.some((one) => (dueOf(one) ?? card.now) < card.now);
  return showCard({
    tone: isLate ? 'alarm' : 'info',
    title,
    summary: title,
    items: asks.map((one) => askItem(one, context)),
    buttons: [...more('today', scope, page, total, button.more), toWeek],
  });
}

function dueOf({ view, n }: ListedAsk): number | null {
  return view.commitments.find((one) => one.n === n && one.state === 'open')?.dueAt ?? null;
}

function askItem(ask: ListedAsk, { card }: CommandContext): CardItem {
  const { m, now } = card;
  const { view, n } = ask;
  const number = askNumber(view.number, n);
  const due = dueOf(ask);
  const items = itemsOf(view, n).map((item) => itemText(item, view.namesById, card));
  const late = due !== null && due <= now ? m.care.reply.lateBy({ late: lengthText(m, now - due) }) : null;
  const by = due !== null && due > now ? m.care.reply.dueBy({ at: timeText(card, due) }) : null;
  const isWarning = itemsOf(view, n).some(({ rule }) => rule === 'churn');
  const signs = isWarning ? signLines(view.signs, card) : [];
  const held = view.urgentTicket === null ? null : m.care.notice.held({ ticket: view.urgentTicket });
  return {
    tone: late === null ? 'info' : 'alarm',
    title: [number, view.name, ...(view.vip ? [m.ticket.vip] : [])].join(' · '),
    detail: [...items, ...signs, late, by, held].filter((one) => one !== null).join(' · '),
    buttons: [careButton(m, 'done', number), careButton(m, 'later', number), careButton(m, 'plan', view.number)],
  };
}

async function showWeek(context: CommandContext, scope: Scope, page: number): Promise<Reply> {
  const { card, services } = context;
  const { reply, button } = card.m.care;
  const from = services.care.today();
  const until = new Date(Date.parse(from) + 6 * DAY_MS).toISOString().slice(0, 10);
  const at = { offset: (page - 1) * PAGE, limit: PAGE };
  const { days, total } = await services.care.ahead(filterOf(context, scope), from, until, at);
  const toToday = { action: 'care.today', value: `${scope}|1`, label: button.today, typed: `/care today ${scope}` };
  if (total === 0) {
    const others = { action: 'care.week', value: 'team|1', label: button.team, typed: '/care week team' };
    return showCard(said(reply.nothingWeek, 'muted', [], scope === 'mine' ? [toToday, others] : [toToday]));
  }
  const names = await services.care.names(days.map(({ reason }) => reason));
  const title = reply.week(total);
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: days.map((one) => dayItem(one, names, context)),
    buttons: [...more('week', scope, page, total, button.more), toToday],
  });
}

function dayItem(day: ListedDay, names: ReadonlyMap<string, string>, { card }: CommandContext): CardItem {
  const { m } = card;
  const owner = day.owner === null ? m.ticket.nobody : card.nameOf(day.owner);
  const why = [whyText(day.reason, names, card), ...movedText(day.moved, card), owner];
  return {
    title: [dayText(card, day.day), day.name, ...(day.vip ? [m.ticket.vip] : [])].join(' · '),
    detail: [askText(day.rule, day.ask, card), ...why].join(' · '),
    buttons: [careButton(m, 'plan', day.number)],
  };
}

function more(verb: 'today' | 'week', scope: Scope, page: number, total: number, label: string) {
  if (page * PAGE >= total) return [];
  return [
    { action: `care.${verb}`, value: `${scope}|${page + 1}`, label, typed: `/care ${verb} ${scope} ${page + 1}` },
  ];
}
