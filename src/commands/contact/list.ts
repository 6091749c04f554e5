import type { CardItem } from '../../chat/card.ts';
import { contactButton } from '../../chat/cards/contact/contact-buttons.ts';
import { contactTone } from '../../chat/cards/contact/contact-card.ts';
import { dayAndTimeText, firstWords } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { markValue, readCommandText } from '../../domain/intake/tokenize.ts';
import type { ContactView } from '../../usecases/contact-ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { pageAt, pageMarks, pressedPage, typedPage } from '../paging.ts';
import { refuseInput, showCard } from '../replies.ts';
import { exampleOf, quoted } from './on-contact.ts';
import { choicesText, whichCustomer } from './which-customer.ts';

const TEAM_WORDS = new Set(['team', '部门', '团队']);

/** 列表: talks, newest first: mine, my teams', or of a customer. */
export const list: Verb = {
  name: 'list',
  aliases: ['列表', '清单', 'ls'],
  takesNumber: false,
  typed: (context, rest) => {
    const line = readCommandText(rest);
    const words = foldWord(line.text).split(/\s+/u);
    const scope = words.some((word) => TEAM_WORDS.has(word)) ? 'team' : 'mine';
    return showList(context, scope, markValue(line, 'customer'), typedPage(words));
  },
  clicked: (context, value) => {
    const [scope = '', page = '1', customer = ''] = value.split('|');
    return showList(context, scope === 'team' ? 'team' : 'mine', customer === '' ? null : customer, pressedPage(page));
  },
};

async function showList(
  context: CommandContext,
  scope: 'mine' | 'team',
  customer: string | null,
  page: number,
): Promise<Reply> {
  const { actor, card, services } = context;
  const { m } = card;
  const { reply, button } = m.contact;
  const customerId = await customerIdOf(context, customer);
  if (typeof customerId === 'object' && customerId !== null) return customerId;
  const teams = actor.teams === 'all' ? {} : { teams: [...actor.teams] };
  const filter =
    customerId !== null
      ? { customerId, ...teams, ...(actor.teams === 'all' ? {} : { author: actor.ref }) }
      : scope === 'team'
        ? teams
        : { author: actor.ref };
  const { contacts, total } = await services.contacts.list(filter, pageAt(page));
  const what = customer === null ? reply.list[scope] : reply.list.customer(customer);
  if (total === 0) {
    return showCard(
      said(reply.listEmpty({ what }), 'muted', [m.reply.tryThis({ example: exampleOf(context, 'contact', 'new') })]),
    );
  }
  return showCard({
    tone: 'info',
    title: reply.listTitle({ what, total }),
    summary: reply.listTitle({ what, total }),
    items: contacts.map((one) => itemOf(one, context)),
    ...pageMarks(
      m,
      { page, total },
      {
        action: 'contact.list',
        label: button.more,
        value: (next) => `${scope}|${next}|${customer ?? ''}`,
        typed: (next) => `/contact list ${scope} ${next}${customer === null ? '' : ` customer:${quoted(customer)}`}`,
      },
    ),
  });
}

/** The id of a named customer; `null` when none was named; else the answer that asks which one. */
export async function customerIdOf(context: CommandContext, name: string | null): Promise<string | null | Reply> {
  if (name === null) return null;
  const which = await whichCustomer(context, { name, isMarked: false });
  if (which.ok) return which.customer.id;
  const { reply } = context.card.m.contact;
  return which.choices === null
    ? refuseInput(context, which.fault, '/customer list all')
    : refuseInput(
        context,
        reply.whichCustomer({ name }),
        `/contact list customer:${quoted(which.choices[0]?.name ?? '')}`,
        [choicesText(context, which.choices)],
      );
}

function itemOf(view: ContactView, { card }: CommandContext): CardItem {
  const { m } = card;
  const channel = view.channel === null ? null : m.contact.channel(view.channel);
  const moods = view.moods.map((one) => m.contact.mood(one));
  const open = view.followUps.filter((one) => one.state === 'open').length;
  const parts = [
    dayAndTimeText(card, view.spokenAt),
    ...(channel === null ? [] : [channel]),
    ...(view.outcome === 'reached' ? [] : [m.contact.outcome(view.outcome)]),
    ...moods,
    card.nameOf(view.author),
    m.contact.status(view.status),
    ...(view.readBack === true ? [m.contact.aims.readBackInList] : []),
    ...(view.aimReached === null ? [] : [m.contact.aims.aimInList(view.aimReached)]),
    ...(open === 0 ? [] : [m.contact.reply.left(open)]),
  ];
  return {
    tone: contactTone(view, card.now),
    title: `${view.number} · ${view.customer?.name ?? m.ticket.noCustomer} · ${firstWords(view.content || (view.followUps[0]?.words ?? ''), 30)}`,
    detail: parts.join(' · '),
    buttons: [contactButton(m, 'show', view.number)],
  };
}
