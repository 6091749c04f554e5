import { followUpNumber } from '../../../domain/contact/number.ts';
import type { Instant } from '../../../domain/time.ts';
import type { ContactEntry, ContactView, FollowUpView } from '../../../usecases/contact-ports.ts';
import type { Button, Card, Fact, Tone } from '../../card.ts';
import { type CardContext, dayAndTimeText, firstWords, timeText } from '../context.ts';
import { aimFacts } from './aim-facts.ts';
import { contactButton, followUpButton } from './contact-buttons.ts';

/** Characters of what was said in a notification. */
const HEADLINE = 40;

/** Characters of what was said on a card that stands with others: what they owe comes first. */
const GIST = 120;

/**
 * A contact as it stands: what was said, what was promised, and what can be done. `isAnswer`: for somebody who asks for
 * it; else it stands with whoever else has a promise to keep, and begins with that.
 */
export function contactCard(view: ContactView, context: CardContext, isAnswer = false): Card {
  const { m } = context;
  const followUps = isAnswer ? view.followUps : othersFirst(view);
  const body = isAnswer ? view.content : firstWords(view.content, GIST);
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  const title = m.contact.cardTitle({ number: view.number, customer });
  return {
    tone: contactTone(view, context.now),
    title,
    summary: m.contact.cardSummary({
      number: view.number,
      customer,
      text: firstWords(followUps[0]?.words ?? view.content, HEADLINE),
    }),
    ...(body === '' ? {} : { body }),
    facts: contactFacts(view, context),
    lines: followUps.map((one) => followUpLine(view, one, context)),
    buttons: contactButtons(view, followUps, context),
  };
}

/** What is open first, and of that what others than the author have to keep. */
function othersFirst({ author, followUps }: ContactView): readonly FollowUpView[] {
  const rank = (one: FollowUpView) => (one.state !== 'open' ? 2 : one.owner === author ? 1 : 0);
  return followUps.toSorted((a, b) => rank(a) - rank(b) || a.dueAt - b.dueAt);
}

/** Alarm once something promised is late, good once nothing is left. */
export function contactTone(view: ContactView, now: Instant): Tone {
  const open = view.commitments.filter((one) => one.state === 'open');
  if (open.some((one) => one.dueAt <= now)) return 'alarm';
  if (view.status === 'confirmed') return 'good';
  return view.status === 'on-hold' ? 'muted' : 'info';
}

/** A promise in one line: what, whose, by when, and how it stands. */
export function followUpLine(view: Pick<ContactView, 'number'>, one: FollowUpView, context: CardContext): string {
  const { m } = context;
  const isLate = one.state === 'open' && one.dueAt <= context.now;
  return m.contact.followUpLine({
    number: followUpNumber(view.number, one.n),
    words: promiseWords(one, context),
    owner: context.nameOf(one.owner),
    due: one.state === 'unwatched' ? '' : dayAndTimeText(context, one.dueAt),
    state: isLate ? m.contact.late : m.contact.promiseState[one.state],
  });
}

/** What was promised, with its star. */
export function promiseWords({ words, starred }: Pick<FollowUpView, 'words' | 'starred'>, { m }: CardContext): string {
  return starred ? m.contact.starred(words) : words;
}

function contactFacts(view: ContactView, context: CardContext): readonly Fact[] {
  const { m } = context;
  const { fact } = m.contact;
  const list = (words: readonly string[]) => words.join(m.view.listJoin);
  const some = (label: string, value: string | null) => (value === null || value === '' ? [] : [{ label, value }]);
  const vip = view.customer?.vip === true ? ` · ${m.ticket.vip}` : '';
  const until = view.endedAt === null ? '' : ` – ${timeText(context, view.endedAt)}`;
  const channel = view.channel === null ? '' : m.contact.channel(view.channel);
  const reached = view.outcome === 'reached' ? '' : m.contact.outcome(view.outcome);
  return [
    { label: fact.customer, value: `${view.customer?.name ?? m.ticket.noCustomer}${vip}` },
    { label: fact.status, value: m.contact.status(view.status) },
    { label: fact.when, value: `${dayAndTimeText(context, view.spokenAt)}${until}` },
    ...some(fact.channel, [channel, reached].filter((one) => one !== '').join(' · ')),
    ...some(fact.mood, list(view.moods.map((one) => m.contact.mood(one)))),
    ...some(fact.feedback, view.feedback),
    ...some(fact.purpose, list(view.purposes.map((one) => m.contact.purpose(one)))),
    { label: fact.author, value: context.nameOf(view.author) },
    ...some(fact.missing, list(view.missing.map((one) => m.contact.element(one)))),
    ...some(fact.nextTalk, view.holdUntil === null ? null : dayAndTimeText(context, view.holdUntil)),
    ...some(fact.confirmed, view.twoChannels ? list(view.confirmedOn.map((one) => m.contact.channel(one))) : null),
    ...some(fact.participants, view.participants),
    ...some(fact.facts, view.facts),
    ...aimFacts(view, context),
    ...some(fact.ticket, view.ticket),
    ...some(fact.sameAs, view.sameAs),
  ];
}

/** What can be done now, the first open promise before everything. */
function contactButtons(view: ContactView, followUps: readonly FollowUpView[], { m }: CardContext): readonly Button[] {
  const next = followUps.find((one) => one.state === 'open');
  const number = next === undefined ? view.number : followUpNumber(view.number, next.n);
  return [
    ...(next === undefined
      ? []
      : [
          followUpButton(m, 'done', number, 'primary'),
          followUpButton(m, 'snooze', number),
          followUpButton(m, 'assign', number),
        ]),
    ...(view.missing.length > 0 ? [contactButton(m, 'edit', view.number)] : []),
    ...(view.twoChannels && view.confirmedOn.length < 2 ? [contactButton(m, 'confirm', view.number)] : []),
    ...(view.status === 'on-hold' ? [contactButton(m, 'resume', view.number)] : []),
    contactButton(m, 'show', view.number),
  ];
}

/** An entry of a contact's history in one sentence, without its remark. */
export function contactDeedText({ by, deed }: Pick<ContactEntry, 'by' | 'deed'>, context: CardContext): string {
  const { m } = context;
  const who = by === 'system' ? m.ticket.system : context.nameOf(by);
  const words = m.contact.deed;
  switch (deed.type) {
    case 'promised':
      return words.promised({ who, count: deed.promises.length });
    case 'kept':
      return words.kept({ who, n: deed.n });
    case 'dropped':
      return words.dropped({ who, n: deed.n });
    case 'moved': {
      const { n, owner, dueAt } = deed.promise;
      return words.moved({ who, n, owner: context.nameOf(owner), due: timeText(context, dueAt) });
    }
    case 'held':
      return words.held({ who, until: timeText(context, deed.until) });
    case 'confirmed-on':
      return words['confirmed-on']({ who, channel: m.contact.channel(deed.channel) });
    case 'noticed': {
      const audiences = deed.audiences.map((one) =>
        m.ticket.audience(one, context.policy.people.get(one)?.name ?? null),
      );
      return m.ticket.deed.noticed({ rule: m.ticket.rule(deed.rule), audiences: audiences.join(m.view.listJoin) });
    }
    case 'policy-changed':
      return words.policyChanged;
    case 'shared':
    case 'unshared':
      return m.contact.case.deed[deed.type]({ who });
    default:
      return words[deed.type]({ who });
  }
}
