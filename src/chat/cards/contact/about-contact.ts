import type { Commitment } from '../../../domain/commitment/commitment.ts';
import { followUpNumber } from '../../../domain/contact/number.ts';
import type { ContactView } from '../../../usecases/contact-ports.ts';
import type { Fact } from '../../card.ts';
import { type CardContext, firstWords, teamName, timeText } from '../context.ts';
import type { NoticeSubject } from '../notice-subject.ts';
import { contactButton, followUpButton } from './contact-buttons.ts';
import { promiseWords } from './contact-card.ts';

/** Characters of what was said in a notice. */
const GIST = 160;

/** What a reminder says of something that a contact owes: a promise for itself, or its record. */
export function aboutContact(view: ContactView, commitment: Commitment, context: CardContext): NoticeSubject {
  const { m } = context;
  const { fact } = m.contact;
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  const isVip = view.customer?.vip === true;
  const owner = commitment.owner === null ? teamName(context, commitment.team) : context.nameOf(commitment.owner);
  const facts: readonly Fact[] = [
    { label: fact.customer, value: `${customer}${isVip ? ` · ${m.ticket.vip}` : ''}` },
    { label: fact.owner, value: owner },
    { label: fact.due, value: timeText(context, commitment.dueAt) },
  ];
  const shared = {
    customer,
    isVip,
    urgency: 'normal',
    owner,
    facts,
    show: contactButton(m, 'show', view.number),
  } as const;
  const promise = commitment.rule === 'follow-up' ? view.followUps.find((one) => one.n === commitment.n) : undefined;
  if (promise !== undefined) {
    const number = followUpNumber(view.number, promise.n);
    const isLate = commitment.state === 'open' && commitment.dueAt <= context.now;
    const by = { name: context.nameOf(view.author), at: timeText(context, view.spokenAt) };
    return {
      ...shared,
      key: number,
      number,
      body: firstWords(promiseWords(promise, context), GIST),
      advice: commitment.owner === view.author ? [] : [m.contact.notice.promisedBy(by)],
      copy: isLate ? m.contact.notice.apology({ customer, promise: promise.words, me: owner }) : null,
      answers: [
        followUpButton(m, 'done', number),
        followUpButton(m, 'snooze', number),
        followUpButton(m, 'assign', number),
      ],
      ack: followUpButton(m, 'ack', number, 'primary'),
    };
  }
  return {
    ...shared,
    key: `${view.number}/${commitment.rule}`,
    number: view.number,
    body: firstWords(view.content, GIST),
    advice: adviceOn(view, commitment, context),
    copy: null,
    answers: answersTo(view, commitment, context),
    ack: contactButton(m, 'ack', view.number, 'primary'),
  };
}

function adviceOn(view: ContactView, { rule }: Commitment, { m }: CardContext): readonly string[] {
  const list = (words: readonly string[]) => words.join(m.view.listJoin);
  switch (rule) {
    case 'complete-contact':
      return [m.contact.notice.missing({ what: list(view.missing.map((one) => m.contact.element(one))) })];
    case 'double-confirm':
      return [m.contact.notice.confirm({ on: list(view.confirmedOn.map((one) => m.contact.channel(one))) })];
    case 'next-talk':
      return [m.contact.notice.nextTalk];
    default:
      return [];
  }
}

function answersTo(view: ContactView, { rule }: Commitment, { m }: CardContext): NoticeSubject['answers'] {
  switch (rule) {
    case 'complete-contact':
      return [contactButton(m, 'edit', view.number)];
    case 'double-confirm':
      return [contactButton(m, 'confirm', view.number)];
    case 'next-talk':
      return [contactButton(m, 'resume', view.number), contactButton(m, 'hold', view.number)];
    default:
      return [];
  }
}
