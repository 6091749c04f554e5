import { type Commitment, FIRST_RUNG } from '../../domain/commitment/commitment.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { Urgency } from '../../domain/vocabulary.ts';
import type { CareView } from '../../usecases/care/ports.ts';
import type { ContactView } from '../../usecases/contact-ports.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Fact } from '../card.ts';
import { aboutCare } from './care/about-care.ts';
import { aboutContact } from './contact/about-contact.ts';
import { type CardContext, firstWords, teamName, timeText } from './context.ts';
import { repeatLine } from './repeat-text.ts';
import { type TicketButton, ticketButton } from './ticket-buttons.ts';

/** A ticket or a contact as people see it. */
export type SubjectView = TicketView | ContactView;

/** What a reminder can be about, as people see it. */
export type OwingView = SubjectView | CareView;

/** Whether it is a contact. */
export function isContactView(view: OwingView): view is ContactView {
  return 'followUps' in view;
}

/** Whether it is a customer to be cared for. */
export function isCareView(view: OwingView): view is CareView {
  return 'asked' in view;
}

/** What a reminder says about the thing that is owed, whatever kind of subject owes it. */
export interface NoticeSubject {
  /** One line of a digest stands for each of these. */
  readonly key: string;
  readonly number: string;
  readonly customer: string;
  readonly isVip: boolean;
  readonly urgency: Urgency;
  /** What it is about, in people's words. */
  readonly body: string;
  readonly facts: readonly Fact[];
  /** Who has it, by name. */
  readonly owner: string;
  /** Our own advice. */
  readonly advice: readonly string[];
  /** What may be left out on a small screen. */
  readonly hint?: string;
  /** Words ready to be sent to the customer, given only while it is owed to whoever reads it; `null` for none. */
  readonly copy: string | null;
  /** The deeds that end the reminding, the likeliest first. */
  readonly answers: readonly Button[];
  /** What a digest says of it, where that is not the beginning of its body. */
  readonly brief?: string;
  /**
   * It is an invitation of this campaign: in a digest these stand after everything else, by `place` (less is earlier),
   * each with what the customer may say.
   */
  readonly invitation?: { readonly place: number; readonly campaign: string; readonly answers: readonly Button[] };
  /** Somebody has seen it. */
  readonly ack: Button;
  readonly show: Button;
}

/** What was told of which commitment. */
export interface Told {
  readonly commitment: Commitment;
  readonly stage: number;
}

/** What is to be said of a commitment of this subject. */
export function noticeSubject(view: OwingView, told: Told, context: CardContext): NoticeSubject {
  if (isCareView(view)) return aboutCare(view, told.commitment, context);
  return isContactView(view) ? aboutContact(view, told.commitment, context) : aboutTicket(view, told, context);
}

/** Characters of a description in a notice: enough to know the case at 22:00 on a phone. */
const GIST = 160;

function aboutTicket(view: TicketView, told: Told, context: CardContext): NoticeSubject {
  const { m } = context;
  const { commitment } = told;
  const { fact } = m.ticket;
  const isVip = view.customer?.vip === true;
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  const owner = view.owner === null ? m.ticket.nobody : context.nameOf(view.owner);
  return {
    key: view.id,
    number: view.number,
    customer,
    isVip,
    urgency: view.urgency,
    body: firstWords(view.description, GIST),
    facts: [
      { label: fact.customer, value: `${customer}${isVip ? ` · ${m.ticket.vip}` : ''}` },
      { label: fact.urgency, value: m.ticket.urgency(view.urgency) },
      { label: fact.owner, value: owner },
      { label: fact.status, value: m.ticket.status(view.status) },
    ],
    owner,
    advice: adviceOn(view, told, context),
    copy: wordsForCustomer(view, commitment, context),
    answers: answersTo(view, commitment).map((verb) => ticketButton(m, verb, view.number)),
    ack: ticketButton(m, 'ack', view.number, 'primary'),
    show: ticketButton(m, 'show', view.number),
  };
}

function adviceOn(view: TicketView, { commitment, stage }: Told, context: CardContext): readonly string[] {
  const { m, now } = context;
  // Why it was raised, where nobody did so by hand.
  if (commitment.rule === 'escalation') return view.linked === undefined ? [] : [repeatLine(view.linked, context)];
  if (commitment.rule === 'delay') return [m.ticket.notice.delayed];
  return stage >= FIRST_RUNG && commitment.dueAt <= now && PROMISES.has(commitment.rule)
    ? [m.ticket.notice.apologise]
    : [];
}

/** The deed that answers what is owed, for each rule; what has none here is answered by seeing it. */
const ANSWER_BY_RULE: Readonly<Record<string, TicketButton>> = {
  'first-contact': 'contacted',
  start: 'take',
  plan: 'plan',
  progress: 'progress',
  resolve: 'resolve',
  delay: 'contacted',
  'wait-end': 'resume',
  tell: 'told',
  revisit: 'rate',
  escalation: 'progress',
};

function answersTo(view: TicketView, { rule }: Commitment): readonly TicketButton[] {
  const answer = ANSWER_BY_RULE[rule];
  const canTake = view.owner === null && answer !== 'take' && isOpen(view.status);
  return [...(canTake ? (['take'] as const) : []), ...(answer === undefined ? [] : [answer])];
}

/**
 * Words ready to be sent to the customer about what is owed to them longest; `null` when there is nothing to be sorry for.
 * For the details of a ticket: a reminder may have had no room for them.
 */
export function wordsOwed(view: TicketView, context: CardContext): string | null {
  const byDeadline = view.commitments.toSorted((a, b) => a.dueAt - b.dueAt);
  for (const one of byDeadline) {
    const words = one.state === 'open' ? wordsForCustomer(view, one, context) : null;
    if (words !== null) return words;
  }
  return null;
}

/** An apology when a promise was missed (S11), the new date when it moved (S9). */
function wordsForCustomer(view: TicketView, commitment: Commitment, context: CardContext): string | null {
  const { m, now } = context;
  const customer = view.customer?.name ?? '';
  const problem = view.problemType ?? firstWords(view.description, 40);
  const me = view.owner === null ? teamName(context, view.team) : context.nameOf(view.owner);
  const date = view.waiting?.until ?? view.eta;
  if (commitment.rule === 'delay' && date !== null) {
    return m.ticket.notice.delayText({ customer, problem, eta: timeText(context, date), me });
  }
  const isPromise = PROMISES.has(commitment.rule) && commitment.dueAt <= now;
  return isPromise ? m.ticket.notice.apology({ customer, problem, me }) : null;
}

/** Rules whose miss the customer feels. */
const PROMISES: ReadonlySet<string> = new Set(['first-contact', 'resolve', 'tell', 'progress', 'plan']);
