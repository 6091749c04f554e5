import type { Button, Card } from '../../chat/card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { hasRole } from '../../domain/people.ts';
import type { NearbySearch, SearchPage } from '../../usecases/search/search-tickets.ts';
import type { CommandContext, Verb } from '../command.ts';
import { PAGE, pageAt, pageMarks, pressedPage } from '../paging.ts';
import { refuseInput, showCard } from '../replies.ts';
import { type ReadSearch, readTicketSearch, scopesOf } from './read-search.ts';
import { ticketItem } from './ticket-item.ts';

/** 搜索: words, names, digits and conditions; the best first, a page at a time. */
export const search: Verb = {
  name: 'search',
  aliases: ['搜索', '搜', '查找', 'find'],
  takesNumber: false,
  typed: (context, rest) => searchTyped(context, rest),
  clicked: (context, value) => {
    const [page = '1', ...query] = value.split('|');
    return searchTyped(context, query.join('|'), pressedPage(page));
  },
};

/** Runs a search as it was typed, or a page of it. */
export async function searchTyped(context: CommandContext, typed: string, page?: number): Promise<Reply> {
  const result = await readTicketSearch(context, typed);
  if (!result.ok) return result.reply;
  const { read } = result;
  if (read.text.query === '') return showCard(await howTo(context));
  const at = page ?? read.text.page;
  const found = await context.services.search.search(context.actor, read.search, pageAt(at));
  if (found.total === 0) return showCard(await nothingFound(context, read, found));
  const pages = Math.ceil(found.total / PAGE);
  if (at > pages) return refuseInput(context, context.card.m.search.noMore(pages), `/ticket search ${read.text.query}`);
  return showCard(resultCard(context, read, found, at));
}

function resultCard(context: CommandContext, { text, told }: ReadSearch, found: SearchPage, page: number): Card {
  const { m } = context.card;
  const { query } = text;
  const marks = pageMarks(
    m,
    { page, total: found.total },
    {
      action: 'ticket.search',
      label: m.search.button.more,
      value: (next) => `${next}|${query}`,
      typed: (next) => `/ticket search ${query} page:${next}`,
    },
  );
  const isLast = page * PAGE >= found.total;
  const title = m.search.title({ query, total: found.total, hasMore: found.hasMore });
  return {
    tone: 'info',
    title,
    summary: title,
    lines: [
      ...(found.isNear ? [m.search.near] : []),
      ...(told.length === 0 ? [] : [m.search.understood(told.join(' · '))]),
      ...(found.hasMore && isLast ? [m.search.narrowMore(found.total)] : []),
      ...(found.reachedBack === null ? [] : [m.search.reachedBack(monthText(found.reachedBack))]),
    ],
    items: found.tickets.map((ticket) => ticketItem(ticket, context)),
    ...(marks.footer === undefined ? {} : { footer: marks.footer }),
    buttons: [...marks.buttons, ...(page === 1 ? resultButtons(context, query) : [])],
  };
}

function resultButtons({ actor, card }: CommandContext, query: string): readonly Button[] {
  const { button } = card.m.search;
  const forLeads: readonly Button[] = hasRole(actor, 'lead')
    ? [
        {
          action: 'ticket.bulk',
          value: `assign|${query}`,
          label: button.assignAll,
          typed: `/ticket bulk assign ${query}`,
        },
        {
          action: 'ticket.bulk',
          value: `close|${query}`,
          label: button.closeAll,
          typed: `/ticket bulk close ${query}`,
        },
      ]
    : [];
  const save: Button = {
    action: 'ticket.filter',
    value: `save|${query}`,
    label: button.save,
    typed: `/ticket filter save … ${query}`,
  };
  return [...forLeads, save];
}

async function nothingFound(context: CommandContext, read: ReadSearch, found: SearchPage): Promise<Card> {
  const { m } = context.card;
  const { search } = m;
  const ways = await context.services.search.nearby(context.actor, read.search);
  const { words } = read.search;
  const customers =
    words.length === 0 ? [] : (await context.services.customers.search(words.join(' '), 3, 'everyone')).slice(0, 2);
  const title = search.none(read.text.query);
  const nearby = ways.map((way) => describeWay(context, read, way));
  return {
    tone: 'muted',
    title,
    summary: title,
    lines: [
      ...(read.told.length === 0 ? [] : [search.understood(read.told.join(' · '))]),
      ...(found.reachedBack === null ? [] : [search.reachedBack(monthText(found.reachedBack))]),
      ...nearby.map(({ line }) => line),
      m.reply.tryThis({ example: nearby[0]?.button.typed ?? m.help.verb.search.example }),
    ],
    buttons: [
      ...nearby.map(({ button }) => button),
      ...customers.map((customer): Button => {
        const query = `customer:"${customer.name.replaceAll('"', '')}"`;
        return searchButton(search.ofCustomer(customer.shortName ?? customer.name), query);
      }),
    ],
  };
}

function describeWay({ card }: CommandContext, { text }: ReadSearch, way: NearbySearch) {
  const { search } = card.m;
  const count = search.someFound(way);
  if (way.drop === 'filters') {
    const query = [...text.words, ...text.phrases.map((phrase) => `"${phrase}"`)].join(' ');
    return { line: search.everywhere({ count }), button: searchButton(search.everywhereButton, query) };
  }
  // The rest of the line stays as it was typed.
  const parts = text.query.split(' ');
  const dropped = parts.filter((part) => part.normalize('NFKC').toLowerCase() !== way.word);
  const query =
    dropped.length < parts.length ? dropped.join(' ') : text.words.filter((word) => word !== way.word).join(' ');
  return {
    line: search.without({ word: way.word, count }),
    button: searchButton(search.withoutButton(way.word), query),
  };
}

function searchButton(label: string, query: string): Button {
  return { action: 'ticket.search', value: `1|${query}`.slice(0, 200), label, typed: `/ticket search ${query}` };
}

async function howTo(context: CommandContext): Promise<Card> {
  const { m } = context.card;
  const { search } = m;
  const filters = await context.services.search.filters.list(scopesOf(context));
  return {
    tone: 'info',
    title: search.howTo,
    summary: search.howTo,
    lines: [
      ...search.howToLines,
      ...(filters.length === 0
        ? []
        : [search.filter.known(filters.map((one) => `@${one.name}`).join(m.view.listJoin))]),
      m.reply.tryThis({ example: m.help.verb.search.example }),
    ],
    buttons: filters.slice(0, 4).map((one) => searchButton(one.name, `@${one.name}`)),
  };
}

function monthText(month: string): string {
  return `${month.slice(0, 4)}-${month.slice(4)}`;
}
