import { dayAndTimeText, firstWords } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { fillTalkTrack, findTalkTrack, type TalkFacts } from '../../domain/contact/talk-track.ts';
import type { CommandContext, Verb } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';
import { wordingFlags } from './advice.ts';
import { firstName } from './first-name.ts';
import { exampleOf, refuse } from './on-contact.ts';
import { choicesText, whichCustomer } from './which-customer.ts';

/** 话术: what to say, with the facts of the customer filled in, to be read before a call (C9). */
export const track: Verb = {
  name: 'track',
  aliases: ['话术', 'script'],
  takesNumber: false,
  typed: async (context, rest) => {
    const [word = '', ...others] = rest.trim().split(/\s+/u);
    return showTrack(context, word, others.join(' '));
  },
  clicked: (context, value) => {
    const [word = '', customer = ''] = value.split('|');
    return showTrack(context, word, customer);
  },
};

async function showTrack(context: CommandContext, word: string, customer: string): Promise<Reply> {
  const { card, services } = context;
  const { m } = card;
  const tracks = await services.talkTracks();
  const found = findTalkTrack(tracks, word, card.locale);
  if (found === null) {
    const known = tracks.filter((one) => one.locale === card.locale).map((one) => one.title);
    return refuse(
      context,
      'contact',
      'track',
      m.contact.reply.unknownTrack({ name: word, known: known.join(m.view.listJoin) }),
    );
  }
  const name = firstName(customer);
  const facts = name === '' ? unknownFacts(context) : await factsOf(context, name);
  if ('kind' in facts) return facts;
  const text = fillTalkTrack(found, facts);
  return showCard({
    ...said(
      m.contact.reply.trackTitle({ name: found.title, customer: facts.customer }),
      'info',
      wordingFlags(context, text),
    ),
    copy: text,
  });
}

function unknownFacts({ card, actor }: CommandContext): TalkFacts {
  const { m } = card;
  return {
    customer: m.ticket.fact.customer,
    me: card.nameOf(actor.ref),
    person: m.ticket.fact.customer,
    last: null,
    promises: null,
    tickets: null,
  };
}

/** Characters of what was said last. */
const GIST = 60;

async function factsOf(context: CommandContext, name: string): Promise<TalkFacts | Reply> {
  const { card, services, actor } = context;
  const { m } = card;
  const which = await whichCustomer(context, { name, isMarked: false });
  if (!which.ok) {
    const example = exampleOf(context, 'contact', 'track');
    return which.choices === null
      ? refuseInput(context, which.fault, example, which.hints)
      : refuseInput(context, m.contact.reply.whichCustomer({ name }), example, [choicesText(context, which.choices)]);
  }
  const { hit } = which.customer;
  const view = hit === null ? null : await services.customers.find(hit.number);
  const activity = view === null ? null : await services.customers.activity(view.id);
  const talk = activity?.contacts.find((one) => one.isReached && one.gist !== null);
  const promises = activity?.promises ?? [];
  const tickets = view?.openTickets ?? [];
  const join = (all: readonly string[]) => (all.length === 0 ? null : all.join(m.view.listJoin));
  return {
    customer: which.customer.name,
    me: card.nameOf(actor.ref),
    person: view?.people.find((one) => one.leftAt === null)?.name ?? which.customer.name,
    last: talk === undefined ? null : `${dayAndTimeText(card, talk.at)} ${firstWords(talk.gist ?? '', GIST)}`,
    promises: join(promises.map((one) => `${one.body} (${dayAndTimeText(card, one.dueAt)})`)),
    tickets: join(tickets.map((one) => `${one.number}${one.problemType === null ? '' : ` ${one.problemType}`}`)),
  };
}
