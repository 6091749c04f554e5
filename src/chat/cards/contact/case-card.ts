import { maskMoney } from '../../../domain/privacy/lexicon-money.ts';
import type { ContactView } from '../../../usecases/contact-ports.ts';
import type { Card, Fact } from '../../card.ts';
import { type CardContext, firstWords } from '../context.ts';
import { contactButton } from './contact-buttons.ts';

/** Characters of what was said in a notification. */
const HEADLINE = 40;

/**
 * A contact as a good case for the team (V4): what was said and what it led to, without amounts, starred facts and who
 * was present; phones and the like are masked by whoever hands the view over. Taken back, it says only that.
 */
export function caseCard(view: ContactView, context: CardContext): Card {
  const { m } = context;
  const words = m.contact.case;
  if (view.shared === null) {
    const title = words.takenBack({ number: view.number });
    return { tone: 'muted', title, summary: title };
  }
  const clean = (text: string) => maskMoney(text, words.figure);
  const customer = clean(view.customer?.name ?? m.ticket.noCustomer);
  const by = context.nameOf(view.author);
  const content = clean(view.content);
  const why = view.shared.words;
  return {
    tone: 'good',
    title: words.title({ customer, by }),
    summary: words.summary({ customer, by, text: firstWords(content, HEADLINE) }),
    ...(content === '' ? {} : { body: content }),
    facts: factsOf(view, context, clean),
    lines: why === null ? [] : [words.why({ by: context.nameOf(view.shared.by), words: clean(why) })],
    buttons: [contactButton(m, 'show', view.number)],
    footer: words.masked,
  };
}

function factsOf(view: ContactView, { m }: CardContext, clean: (text: string) => string): readonly Fact[] {
  const { fact, aims } = m.contact;
  const list = (all: readonly string[]) => all.join(m.view.listJoin);
  const some = (label: string, value: string | null) => (value === null || value === '' ? [] : [{ label, value }]);
  const ended = view.followUps.filter((one) => one.state === 'kept' || one.state === 'open');
  const kept = ended.filter((one) => one.state === 'kept').length;
  return [
    ...some(fact.purpose, list(view.purposes.map((one) => m.contact.purpose(one)))),
    ...some(fact.channel, view.channel === null ? null : m.contact.channel(view.channel)),
    ...some(fact.mood, list(view.moods.map((one) => m.contact.mood(one)))),
    ...some(aims.fact.aim, view.aim === null ? null : clean(view.aim)),
    ...some(aims.fact.aimReached, view.aimReached === null ? null : view.aimReached ? aims.yes : aims.no),
    ...some(fact.feedback, view.feedback === null ? null : clean(view.feedback)),
    ...some(m.contact.case.ledTo, ended.length === 0 ? null : m.contact.case.kept({ kept, all: ended.length })),
  ];
}
