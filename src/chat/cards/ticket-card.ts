import type { Commitment } from '../../domain/commitment/commitment.ts';
import { ERASED } from '../../domain/privacy/erased.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { Instant } from '../../domain/time.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Card, Fact, Tone } from '../card.ts';
import { type CardContext, dayAndTimeText, firstWords, teamName, timeText } from './context.ts';
import { repeatText } from './repeat-text.ts';
import { type TicketButton, ticketButton } from './ticket-buttons.ts';

/** Characters of a description in a title or a notification. */
const HEADLINE = 40;

/**
 * The one card of a ticket in its team's channel: what it is, who has it, what is owed next, and what can be done.
 * `isAnswer`: it is shown to somebody who asks just now instead, so it may say how long is left.
 */
export function ticketCard(view: TicketView, context: CardContext, isAnswer = false): Card {
  const { m } = context;
  const problem = view.problemType ?? firstWords(view.description, HEADLINE);
  const title = m.ticket.cardTitle({ number: view.number, problem });
  return {
    tone: ticketTone(view, context.now),
    // T4: urgent ones are marked.
    title: view.urgency === 'urgent' && isOpen(view.status) ? m.ticket.hurry(title) : title,
    summary: m.ticket.cardSummary({
      number: view.number,
      customer: view.customer?.name ?? m.ticket.noCustomer,
      urgency: m.ticket.urgency(view.urgency),
      text: firstWords(view.description, HEADLINE),
    }),
    body: view.description === ERASED ? m.erasure.blank : view.description,
    facts: ticketFacts(view, context, isAnswer ? dueText(view, context) : standingDueText(view, context)),
    buttons: ticketButtons(view, context),
  };
}

/** What is known about a ticket, most wanted first; the last ones give way on surfaces with little room. */
function ticketFacts(view: TicketView, context: CardContext, due: string): readonly Fact[] {
  const { m } = context;
  const { fact } = m.ticket;
  const vip = view.customer?.vip === true ? ` · ${m.ticket.vip}` : '';
  const marks = [m.ticket.urgency(view.urgency), ...(view.complex ? [m.ticket.complex] : [])];
  const status = [m.ticket.status(view.status), ...(view.round > 1 ? [m.ticket.round(view.round)] : [])];
  return [
    // First: whoever opens the card wants to know what is owed next, and by when.
    { label: fact.due, value: due },
    { label: fact.customer, value: `${view.customer?.name ?? m.ticket.noCustomer}${vip}` },
    { label: fact.urgency, value: marks.join(' · ') },
    { label: fact.status, value: status.join(' · ') },
    { label: fact.owner, value: view.owner === null ? m.ticket.nobody : context.nameOf(view.owner) },
    ...dutyFact(view, context),
    ...seenFact(view, context),
    { label: fact.kind, value: m.ticket.kind(view.kind) },
    { label: fact.team, value: teamName(context, view.team) },
    { label: fact.opener, value: context.nameOf(view.opener) },
    ...(view.waiting === null
      ? []
      : [
          {
            label: fact.waiting,
            value: m.ticket.waitingFor({ on: view.waiting.on, until: timeText(context, view.waiting.until) }),
          },
        ]),
    ...(view.linked === undefined ? [] : [{ label: fact.repeat, value: repeatText(view.linked, context) }]),
    ...(view.mergedInto === undefined
      ? []
      : [{ label: fact.mergedInto, value: m.ticket.goesOnIn({ number: view.mergedInto }) }]),
    ...(view.absorbed === undefined ? [] : [{ label: fact.absorbed, value: view.absorbed.join(m.view.listJoin) }]),
    ...(view.eta === null ? [] : [{ label: fact.eta, value: timeText(context, view.eta) }]),
    ...(view.problemType === null ? [] : [{ label: fact.problemType, value: view.problemType }]),
    ...(view.spokenAt === view.createdAt ? [] : [{ label: fact.spokenAt, value: timeText(context, view.spokenAt) }]),
    ...(view.score === null ? [] : [{ label: fact.score, value: String(view.score) }]),
    ...(view.author === undefined ? [] : [{ label: fact.author, value: context.nameOf(view.author) }]),
    ...(view.sourceLink === null ? [] : [{ label: fact.source, value: view.sourceLink }]),
  ];
}

/** Whom to turn to while nobody has it. */
function dutyFact({ owner, team, status }: TicketView, { m, now, duty, nameOf }: CardContext): readonly Fact[] {
  if (owner !== null || !isOpen(status)) return [];
  const person = duty?.onDuty(team, now).person ?? null;
  return person === null ? [] : [{ label: m.duty.fact.onDuty, value: nameOf(person) }];
}

/** Who has seen it last, while something they saw is still owed: the others need not look as well. */
function seenFact({ commitments }: TicketView, context: CardContext): readonly Fact[] {
  const seen = commitments.filter((one) => one.state === 'open' && one.ackedAt !== null);
  const last = seen.toSorted((a, b) => (a.ackedAt ?? 0) - (b.ackedAt ?? 0)).at(-1);
  if (last === undefined || last.ackedAt === null || last.ackedBy === null) return [];
  const value = `${context.nameOf(last.ackedBy)} · ${dayAndTimeText(context, last.ackedAt)}`;
  return [{ label: context.m.ticket.fact.seen, value }];
}

/** What is owed next on a card that stands for hours: a time, because a length would be wrong a minute later. */
function standingDueText(view: TicketView, context: CardContext): string {
  const { m, now } = context;
  const next = soonestDue(view.commitments);
  if (next === null || next.pausedAt !== null) return dueText(view, context);
  const named = { rule: m.ticket.rule(next.rule), at: dayAndTimeText(context, next.dueAt) };
  return next.dueAt > now ? m.ticket.dueBy(named) : m.ticket.wasDue(named);
}

/** What is owed next, soonest first, and how much is left of its time just now. */
export function dueText(view: TicketView, context: CardContext): string {
  const next = soonestDue(view.commitments);
  if (next === null) return context.m.ticket.allMet;
  const { m, now } = context;
  const rule = m.ticket.rule(next.rule);
  const at = timeText(context, next.dueAt);
  if (next.pausedAt !== null) return m.ticket.pausedClock({ rule });
  return next.dueAt > now
    ? m.ticket.dueIn({ rule, left: lengthText(m, next.dueAt - now), at })
    : m.ticket.overdueBy({ rule, late: lengthText(m, now - next.dueAt), at });
}

/** The open commitment whose deadline comes first; `null` when nothing is owed. */
export function soonestDue(commitments: readonly Commitment[]): Commitment | null {
  const open = commitments.filter((one) => one.state === 'open');
  return open.reduce<Commitment | null>((best, one) => (best === null || one.dueAt < best.dueAt ? one : best), null);
}

/** How urgent a ticket looks: alarm once something owed is late, good once it is solved. */
export function ticketTone(view: TicketView, now: Instant): Tone {
  if (view.status === 'resolved' || view.status === 'closed') return 'good';
  if (!isOpen(view.status)) return 'muted';
  const next = soonestDue(view.commitments);
  if (next !== null && next.pausedAt === null && next.dueAt <= now) return 'alarm';
  return view.urgency === 'urgent' || view.needsEscalation ? 'warn' : 'info';
}

function ticketButtons(view: TicketView, { m }: CardContext): readonly Button[] {
  return verbsFor(view).map((verb, i) => ticketButton(m, verb, view.number, i === 0 ? 'primary' : undefined));
}

/** The buttons that make sense now; what remains is typed. */
function verbsFor(view: TicketView): readonly TicketButton[] {
  switch (view.status) {
    case 'pending':
      return ['take', 'contacted', 'ack', 'escalate', 'show'];
    case 'in-progress':
      return [view.eta === null ? 'plan' : 'progress', 'contacted', 'resolve', 'wait', 'show'];
    case 'waiting':
      return ['resume', 'progress', 'contacted', 'resolve', 'show'];
    case 'resolved':
      return ['told', 'rate', 'reopen', 'show'];
    case 'cancelled':
      return ['told', 'reopen', 'show'];
    case 'closed':
      return ['reopen', 'show'];
    case 'merged':
      return ['show'];
  }
}
