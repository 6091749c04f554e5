import type { AskedItem } from '../../../domain/care/care.ts';
import { CAMPAIGN_ANSWERS, type CareAsk, DONE_ALONE } from '../../../domain/care/vocabulary.ts';
import type { Commitment } from '../../../domain/commitment/commitment.ts';
import type { CareView } from '../../../usecases/care/ports.ts';
import type { Button, Fact } from '../../card.ts';
import { type CardContext, teamName, timeText } from '../context.ts';
import type { NoticeSubject } from '../notice-subject.ts';
import { answerButton, askNumber, careButton, preparedButton } from './care-buttons.ts';
import { itemText } from './care-text.ts';
import { careBrief, invitationLine } from './digest-line.ts';
import { signLines } from './sign-text.ts';

/** What a reminder says of a customer to be cared for: everything that falls on the day, and why. */
export function aboutCare(view: CareView, commitment: Commitment, context: CardContext): NoticeSubject {
  const { m } = context;
  const { n } = commitment;
  const number = askNumber(view.number, n);
  const items = itemsOf(view, n);
  const owner = commitment.owner === null ? teamName(context, commitment.team) : context.nameOf(commitment.owner);
  const tier = view.tier === null ? [] : [m.care.tierOf(m.customer.tier(view.tier))];
  const vip = view.vip ? [m.ticket.vip] : [];
  const facts: readonly Fact[] = [
    { label: m.contact.fact.customer, value: [view.name, view.number, ...tier, ...vip].join(' · ') },
    { label: m.contact.fact.owner, value: owner },
    { label: m.contact.fact.due, value: timeText(context, commitment.dueAt) },
  ];
  return {
    key: number,
    number,
    customer: view.name,
    isVip: view.vip,
    urgency: 'normal',
    body: items.map((item) => itemText(item, view.namesById, context)).join('\n'),
    brief: careBrief(view, items, context),
    ...invitationLine(view, items, context),
    facts,
    owner,
    advice: adviceOn(view, items, context),
    ...(view.urgentTicket === null ? { hint: hintOn(items, context) } : {}),
    copy: null,
    answers: answersTo(view, items, number, context),
    ack: careButton(m, 'ack', number, 'primary'),
    show: careButton(m, 'plan', view.number),
  };
}

/** What is open of an ask, or, once it is over, what was asked for. */
export function itemsOf(view: CareView, n: number): readonly AskedItem[] {
  return view.care.asks.find((ask) => ask.n === n)?.open ?? view.asked.get(n)?.items ?? [];
}

function adviceOn(view: CareView, items: readonly AskedItem[], context: CardContext): readonly string[] {
  const { notice } = context.m.care;
  if (view.urgentTicket !== null) return [notice.held({ ticket: view.urgentTicket })];
  const isWarning = items.some(({ rule }) => rule === 'churn');
  if (isWarning) return [notice.signs, ...signLines(view.signs, context)];
  return view.released !== null ? [notice.released({ ticket: view.released })] : [];
}

function hintOn(items: readonly AskedItem[], { m }: CardContext): string {
  const { notice } = m.care;
  if (items.some(({ rule }) => rule === 'churn')) return notice.urgent;
  if (isPreparation(items)) return notice.preparation;
  return items.length > 0 && items.every(({ ask }) => GREETINGS.has(ask)) ? notice.greeting : notice.silence;
}

/** Nobody is to be spoken to yet. */
function isPreparation(items: readonly AskedItem[]): boolean {
  return items.length > 0 && items.every(({ ask }) => DONE_ALONE.has(ask));
}

/** For these a short word is enough. */
const GREETINGS: ReadonlySet<CareAsk> = new Set(['greet', 'festival-greeting', 'light-touch', 'touch', 'interaction']);

/** The deeds that answer it, the likeliest first. A warning asks for its cause, an invitation for what they said. */
function answersTo(view: CareView, items: readonly AskedItem[], number: string, { m }: CardContext): readonly Button[] {
  const verbs = (...names: readonly Parameters<typeof careButton>[1][]) =>
    names.map((verb) => careButton(m, verb, number));
  if (items.some(({ rule }) => rule === 'churn')) return verbs('done', 'cause', 'later', 'hand');
  const invitation = items.find(({ ask }) => ask === 'invite')?.reason;
  const campaign = invitation?.why === 'campaign' ? view.campaignNumbers.get(invitation.campaignId) : undefined;
  if (campaign !== undefined) {
    return [
      ...CAMPAIGN_ANSWERS.map((answer) => answerButton(m, answer, campaign, view.number)),
      careButton(m, 'later', number),
    ];
  }
  const done = isPreparation(items) ? [preparedButton(m, number)] : verbs('done');
  return [...done, ...verbs('later', 'skip', 'hand')];
}
