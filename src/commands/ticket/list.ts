import type { Card } from '../../chat/card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import { OPEN_STATUSES } from '../../domain/ticket/transitions.ts';
import type { TicketFilter } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { pageAt, pageMarks, pressedPage, typedPage } from '../paging.ts';
import { showCard } from '../replies.ts';
import { searchTyped } from './search.ts';
import { ticketItem } from './ticket-item.ts';

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
    // A saved search is a list, too.
    if (/^\s*[@\uFF20]/u.test(rest)) return searchTyped(context, rest);
    const line = readCommandText(rest);
    const words = foldWord(line.text).split(/\s+/u);
    const scope = words.map((word) => SCOPE_BY_WORD[word]).find((one) => one !== undefined);
    const customer = markValue(line, 'customer');
    return showList(context, scope ?? (customer === null ? 'mine' : 'open'), customer, typedPage(words));
  },
  clicked: (context, value) => {
    const [scope = '', page = '1', customer = ''] = value.split('|');
    return showList(context, SCOPE_BY_WORD[scope] ?? 'mine', customer === '' ? null : customer, pressedPage(page));
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
  const { tickets, total } = await services.listTickets(filter, pageAt(page));
  const what = customer === null ? m.view.list[scope] : m.view.list.customer(customer);
  if (total === 0) return showCard(emptyCard(context, what));
  return showCard({
    tone: 'info',
    title: m.view.listTitle({ what, total }),
    summary: m.view.listSummary({ what, total }),
    items: tickets.map((ticket) => ticketItem(ticket, context)),
    ...pageMarks(
      m,
      { page, total },
      {
        action: 'ticket.list',
        label: m.ticket.button.more,
        value: (next) => `${scope}|${next}|${customer ?? ''}`,
        typed: (next) => `/ticket list ${scope} ${next}${customer === null ? '' : ` customer:"${customer}"`}`,
      },
    ),
  });
}

function emptyCard({ card }: CommandContext, what: string): Card {
  const { m } = card;
  const title = m.view.listEmpty({ what });
  return { tone: 'muted', title, summary: title, lines: [m.reply.tryThis({ example: '/ticket list open' })] };
}
