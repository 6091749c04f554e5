import type { CardItem } from '../../chat/card.ts';
import { askNumber, careButton } from '../../chat/cards/care/care-buttons.ts';
import { askText, dayText, itemText, movedText, whyText } from '../../chat/cards/care/care-text.ts';
import { customerButton } from '../../chat/cards/customer-buttons.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { CareOccurrence } from '../../domain/care/plan.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { CarePlanView } from '../../usecases/care/desk.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { type NamedCare, refuseCare, withCareCustomer } from './on-care.ts';

/** Dates on one card; a customer of the first tier has some fifty a year. */
const PAGE = 15;

/** 计划: the next twelve months, and for each date which rule and why. */
export const plan: Verb = {
  name: 'plan',
  aliases: ['计划', '安排', '全年'],
  takesNumber: false,
  typed: (context, rest) => withCareCustomer(context, 'plan', rest, (named, words) => showPlan(context, named, words)),
  clicked: (context, value) =>
    withCareCustomer(context, 'plan', value, (named, words) => showPlan(context, named, words)),
};

async function showPlan(context: CommandContext, { hit }: NamedCare, words: string): Promise<Reply> {
  const { card, services } = context;
  const { m } = card;
  const { reply } = m.care;
  const found = await services.care.plan(hit.number);
  if (found === null) return refuseCare(context, 'plan', reply.unknownCustomer);
  const number = customerNumber(hit.number);
  const { occurrences } = found;
  const page = Math.max(1, Number(/^\d{1,2}$/u.exec(words.trim())?.[0] ?? '1'));
  const shown = occurrences.slice((page - 1) * PAGE, page * PAGE);
  const show = customerButton(m, 'show', hit.number);
  if (occurrences.length === 0 && found.care.asks.length === 0) {
    const hint = found.gone ? reply.gone : reply.nothingPlannedHint;
    return showCard(said(reply.nothingPlanned({ name: hit.name }), 'muted', [hint], [show]));
  }
  const title = reply.plan({ name: hit.name, count: occurrences.length });
  const next = {
    action: 'care.plan',
    value: `${number} ${page + 1}`,
    label: m.care.button.more,
    typed: `/care plan ${number} ${page + 1}`,
  };
  const left = occurrences.length - page * PAGE;
  return showCard({
    tone: 'info',
    title,
    summary: title,
    lines: page === 1 ? openLines(found, number, context) : [],
    items: shown.map((one) => occurrenceItem(one, found, context)),
    ...(left > 0 ? { footer: reply.more({ count: left }) } : {}),
    buttons: [...(left > 0 ? [next] : []), ...openButtons(found, number, context), show],
  });
}

/** What is asked for now, which is no longer ahead. */
function openLines(
  { care, namesById, urgentTicket }: CarePlanView,
  number: string,
  { card }: CommandContext,
): readonly string[] {
  const { reply } = card.m.care;
  const open = care.asks.flatMap(({ n, open: items }) =>
    items.map((item) => `${askNumber(number, n)} ${itemText(item, namesById, card)}`),
  );
  return [
    ...(urgentTicket === null ? [] : [reply.heldNow({ ticket: urgentTicket })]),
    ...(open.length === 0 ? [] : [reply.planOpen, ...open]),
  ];
}

function openButtons({ care }: CarePlanView, number: string, { card }: CommandContext) {
  const [first] = care.asks;
  return first === undefined ? [] : [careButton(card.m, 'done', askNumber(number, first.n), 'primary')];
}

function occurrenceItem(one: CareOccurrence, { namesById }: CarePlanView, { card }: CommandContext): CardItem {
  const { reply } = card.m.care;
  const why = [
    whyText(one.reason, namesById, card),
    ...movedText(one.moved, card),
    ...(one.isProjected ? [reply.projected] : []),
  ];
  return { title: `${dayText(card, one.day)} · ${askText(one.rule, one.ask, card)}`, detail: why.join(' · ') };
}
