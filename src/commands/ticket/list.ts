import type { Card, CardItem } from '../../chat/card.ts';
import { firstWords } from '../../chat/cards/context.ts';
import { ticketButton } from '../../chat/cards/ticket-buttons.ts';
import { dueText, ticketTone } from '../../chat/cards/ticket-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { OPEN_STATUSES } from '../../domain/ticket/transitions.ts';
import type { TicketFilter, TicketView } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';

const PAGE = 8;

type Scope = 'mine' | 'team' | 'open' | 'overdue';

const SCOPE_BY_WORD: Readonly<Record<string, Scope>> = {
  mine: 'mine',
  my: 'mine',
  我的: 'mine',
  team: 'team',
  部门: 'team',
  团队: 'team',
  open: 'open',
  all: 'open',
  全部: 'open',
  未完成: 'open',
  overdue: 'overdue',
  late: 'overdue',
  超时: 'overdue',
  逾期: 'overdue',
};

/** 列表: worst first, a page at a time. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '清单', 'ls'],
  takesNumber: false,
  typed: (context, rest) => {
    const line = readCommandText(rest);
    const words = foldWord(line.text).split(/\s+/u);
    const scope = words.map((word) => SCOPE_BY_WORD[word]).find((one) => one !== undefined);
    const page = Number(words.find((word) => /^\d{1,3}$/.test(word)) ?? '1');
    const customer = markValue(line, 'customer');
    return showList(context, scope ?? (customer === null ? 'mine' : 'open'), customer, Math.max(page, 1));
  },
  clicked: (context, value) => {
    const [scope = '', page = '1', customer = ''] = value.split('|');
    return showList(context, SCOPE_BY_WORD[scope] ?? 'mine', customer === '' ? null : customer, Number(page) || 1);
  },
};

async function showList(context: CommandContext, scope: Scope, customer: string | null, page: number): Promise<Reply> {
  const { actor, card, services } = context;
  const { m, now } = card;
  const filter: TicketFilter = {
    // What is overdue after the work is done (the result to be told, the revisit) is overdue; a customer has a history.
    ...(scope === 'overdue' || customer !== null ? {} : { statuses: OPEN_STATUSES }),
    ...(scope === 'mine' ? { of: actor.ref } : {}),
    ...(actor.teams === 'all' || scope === 'mine' ? {} : { teams: [...actor.teams] }),
    ...(scope === 'team' ? {} : { orOf: actor.ref }),
    ...(scope === 'overdue' ? { overdueAt: now } : {}),
    ...(customer === null ? {} : { customerKey: customerKey(customer) }),
  };
  const { tickets, total } = await services.listTickets(filter, { offset: (page - 1) * PAGE, limit: PAGE });
  const what = customer === null ? m.view.list[scope] : m.view.list.customer(customer);
  if (total === 0) return showCard(emptyCard(context, what));
  const pages = Math.ceil(total / PAGE);
  const value = `${scope}|${page + 1}|${customer ?? ''}`.slice(0, 200);
  const typed = `/ticket list ${scope} ${page + 1}${customer === null ? '' : ` customer:"${customer}"`}`;
  return showCard({
    tone: 'info',
    title: m.view.listTitle({ what, total }),
    summary: m.view.listSummary({ what, total }),
    items: tickets.map((ticket) => ticketItem(ticket, context)),
    ...(pages > 1 ? { footer: m.view.page({ page, pages }) } : {}),
    buttons: page < pages ? [{ action: 'ticket.list', value, label: m.ticket.button.more, typed }] : [],
  });
}

function emptyCard({ card }: CommandContext, what: string): Card {
  const { m } = card;
  const title = m.view.listEmpty({ what });
  return { tone: 'muted', title, summary: title, lines: [m.reply.tryThis({ example: '/ticket list open' })] };
}

/** A ticket as a row of a list. */
export function ticketItem(ticket: TicketView, { card }: CommandContext): CardItem {
  const { m } = card;
  const due = dueText(ticket, card);
  return {
    tone: ticketTone(ticket, card.now),
    title: m.view.itemTitle({
      number: ticket.number,
      customer: `${ticket.customer?.name ?? m.ticket.noCustomer}${ticket.customer?.vip === true ? ` ${m.ticket.vip}` : ''}`,
      text: ticket.problemType ?? firstWords(ticket.description, 30),
    }),
    detail: m.view.itemDetail({
      status: m.ticket.status(ticket.status),
      urgency: m.ticket.urgency(ticket.urgency),
      owner: ticket.owner === null ? m.ticket.nobody : card.nameOf(ticket.owner),
      due,
    }),
    buttons: [ticketButton(m, 'show', ticket.number)],
  };
}
