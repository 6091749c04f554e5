import type { Commitment } from '../../../domain/commitment/commitment.ts';
import { followUpNumber } from '../../../domain/contact/number.ts';
import { isOpen } from '../../../domain/ticket/transitions.ts';
import type { Instant } from '../../../domain/time.ts';
import type { PersonRef } from '../../../domain/vocabulary.ts';
import type { ContactView } from '../../../usecases/contact-ports.ts';
import type { DutyMessage } from '../../../usecases/duty/messages.ts';
import type { TicketView } from '../../../usecases/ports.ts';
import type { Button, Card, CardItem } from '../../card.ts';
import { promiseWords } from '../contact/contact-card.ts';
import { type CardContext, dayAndTimeText, firstWords } from '../context.ts';
import { isContactView } from '../notice-subject.ts';
import { ticketButton } from '../ticket-buttons.ts';
import { spanText, untilText } from './span-text.ts';

/** What somebody may have in hand and give to others. */
export type OpenView = TicketView | ContactView;

/** Whether a stored message is about an absence. */
export function isDutyMessage(data: unknown): data is DutyMessage {
  return typeof data === 'object' && data !== null && 'duty' in data;
}

/** Lines of a list; what is beyond is counted. */
const ITEMS = 15;
const HEADLINE = 40;

/** What deputies and those who were away are told. `views`: what the message is about, as it stands now. */
export function dutyCard(message: DutyMessage, views: readonly OpenView[], context: CardContext): Card {
  switch (message.duty) {
    case 'ahead':
      return aheadCard(message, context);
    case 'hand-over':
      return handOverCard(message, views, context);
    case 'back':
      return backCard(message, views, context);
  }
}

function aheadCard({ person, from, until, isOff }: DutyMessage & { duty: 'ahead' }, context: CardContext): Card {
  const words = context.m.duty.card;
  const name = context.nameOf(person);
  const times = spanText(context, { from, until });
  const title = isOff ? words.off({ name }) : words.ahead({ name });
  return { tone: 'info', title, summary: title, lines: [isOff ? words.offLine(times) : words.aheadLine(times)] };
}

/** One thing of somebody's: when it is due, and its line. */
interface Thing {
  readonly dueAt: Instant;
  readonly item: CardItem;
  readonly number: string;
}

function handOverCard(
  { person, until, others, transferred }: DutyMessage & { duty: 'hand-over' },
  views: readonly OpenView[],
  context: CardContext,
): Card {
  const words = context.m.duty.card;
  const name = context.nameOf(person);
  const owner = transferred ? null : person;
  const open = views.flatMap((view) => thingsOf(view, owner, context)).sort((a, b) => a.dueAt - b.dueAt);
  const due = open.filter(({ dueAt }) => dueAt < until).length;
  const count = open.length;
  const takeable = open.filter(({ item }) => item.buttons !== undefined).length;
  const said = transferred ? words.transferred({ count }) : words.dueThen({ due, count });
  const all: Button = {
    action: 'away.take',
    value: person.slice(0, 200),
    label: words.takeAll({ count: takeable }),
    style: 'primary',
    typed: `/away take @${name}`,
  };
  return {
    tone: open.some(({ dueAt }) => dueAt <= context.now) ? 'warn' : 'info',
    title: words.handOver({ name, until: untilText(context, until) }),
    summary: words.handOverSummary({ name, count }),
    lines: [
      count === 0 ? words.nothing : said,
      ...(others === 0 ? [] : [words.others({ count: others })]),
      ...(count > ITEMS ? [words.more({ count: count - ITEMS })] : []),
    ],
    items: open.slice(0, ITEMS).map(({ item }) => item),
    buttons: takeable > 1 ? [all] : [],
  };
}

/** What of a ticket or a contact is open in this person's hands; `null`: in anybody's. */
function thingsOf(view: OpenView, owner: PersonRef | null, context: CardContext): readonly Thing[] {
  const isTheirs = (one: Commitment) => one.state === 'open' && (owner === null || one.owner === owner);
  const open = view.commitments.filter(isTheirs).toSorted((a, b) => a.dueAt - b.dueAt);
  if (isContactView(view)) {
    return open.flatMap((one) => {
      const promise = one.rule === 'follow-up' ? view.followUps.find(({ n }) => n === one.n) : undefined;
      const number = promise === undefined ? view.number : followUpNumber(view.number, promise.n);
      const what = promise === undefined ? view.content : promiseWords(promise, context);
      const canTake = promise !== undefined && owner !== null;
      return [thing(number, view, firstWords(what, HEADLINE), one, canTake, context)];
    });
  }
  const [next] = open;
  if (next === undefined) return [];
  const what = view.problemType ?? firstWords(view.description, HEADLINE);
  const canTake = owner !== null && view.owner === owner && isOpen(view.status);
  return [thing(view.number, view, what, next, canTake, context)];
}

function thing(
  number: string,
  { customer }: OpenView,
  what: string,
  next: Commitment,
  canTake: boolean,
  context: CardContext,
): Thing {
  const { m } = context;
  const rule = m.ticket.rule(next.rule);
  const take: Button = {
    action: 'away.take',
    value: number,
    label: m.ticket.button.take,
    typed: `/away take ${number}`,
  };
  const isLate = next.dueAt <= context.now;
  return {
    number,
    dueAt: next.dueAt,
    item: {
      tone: isLate ? 'alarm' : 'info',
      title: `${number} · ${customer?.name ?? m.ticket.noCustomer} · ${what}`,
      detail: m.duty.card.due({ what: rule, at: dayAndTimeText(context, next.dueAt) }),
      ...(canTake ? { buttons: [take] } : {}),
    },
  };
}

function backCard(
  { person, from, until, told }: DutyMessage & { duty: 'back' },
  views: readonly OpenView[],
  context: CardContext,
): Card {
  const words = context.m.duty.card;
  const times = spanText(context, { from, until });
  const items = views.map((view) => becameOf(view, person, context));
  return {
    tone: 'info',
    title: words.back,
    summary: words.back,
    lines: [
      words.backLine({ ...times, told }),
      ...(items.length === 0 ? [words.backNothing] : []),
      ...(items.length > ITEMS ? [words.more({ count: items.length - ITEMS })] : []),
    ],
    items: items.slice(0, ITEMS),
  };
}

/** In whose hands it is now, or how it ended. */
function becameOf(view: OpenView, person: PersonRef, context: CardContext): CardItem {
  const { m } = context;
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  if (isContactView(view)) {
    const open = view.followUps.filter(({ state }) => state === 'open');
    const other = open.find(({ owner }) => owner !== person);
    const detail =
      open.length === 0
        ? m.duty.card.ended({ status: m.contact.status(view.status) })
        : other === undefined
          ? m.duty.card.still
          : m.duty.card.taken({ name: context.nameOf(other.owner) });
    return { title: `${view.number} · ${customer}`, detail };
  }
  const what = view.problemType ?? firstWords(view.description, HEADLINE);
  const title = `${view.number} · ${customer} · ${what}`;
  if (!isOpen(view.status))
    return { tone: 'good', title, detail: m.duty.card.ended({ status: m.ticket.status(view.status) }) };
  if (view.owner !== null && view.owner !== person) {
    return { tone: 'muted', title, detail: m.duty.card.taken({ name: context.nameOf(view.owner) }) };
  }
  return { title, detail: stillText(view, context), buttons: [ticketButton(m, 'show', view.number)] };
}

function stillText(view: TicketView, context: CardContext): string {
  const { m } = context;
  const open = view.commitments.filter(({ state }) => state === 'open').toSorted((a, b) => a.dueAt - b.dueAt);
  const [next] = open;
  if (next === undefined) return m.duty.card.still;
  const due = m.duty.card.due({ what: m.ticket.rule(next.rule), at: dayAndTimeText(context, next.dueAt) });
  return `${m.duty.card.still} · ${due}`;
}
