import type { PersonRef } from '../../domain/vocabulary.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { Owed, OwedPage } from '../../usecases/home/ports.ts';
import type { Button, Card, CardItem } from '../card.ts';
import { type CardContext, dayAndTimeText, firstWords, timeText } from './context.ts';
import { isCareView, isContactView, noticeSubject } from './notice-subject.ts';
import { ticketButton } from './ticket-buttons.ts';

/** What a list of what is owed needs to know of how it is shown. */
export interface TodoListing {
  readonly scope: 'mine' | 'team';
  /** Who reads it: what somebody else has is named so. */
  readonly me: PersonRef;
  /** Of the team only what nobody has yet. */
  readonly unownedOnly: boolean;
  /** Counted from 1; each has TODO_ROWS rows. */
  readonly page: number;
  /** It stands for hours, so it says when and not how long; else it is an answer to somebody who asks just now. */
  readonly stands: boolean;
  /** Whether the way to the team's work, and back, is offered below it. */
  readonly leadsOn: boolean;
}

/** Rows of one page of a list. */
export const TODO_ROWS = 8;
const GIST = 40;
const BUTTONS_PER_ITEM = 3;

/** What somebody owes, or their team does: late first and marked, soonest next, each with the buttons that answer it. */
export function todoCard(owed: OwedPage, listing: TodoListing, context: CardContext): Card {
  const { m } = context;
  const { scope, page } = listing;
  const what = scope === 'mine' ? m.todo.mine : listing.unownedOnly ? m.todo.unowned : m.todo.team;
  const buttons = [...moreButton(owed, listing, context), ...otherButton(listing, context)];
  if (owed.total === 0) {
    const title = scope === 'mine' ? m.todo.nothingMine : m.todo.nothing({ what });
    const isLost = page > 1;
    return {
      tone: 'good',
      title,
      summary: title,
      ...(isLost || scope === 'team' ? {} : { lines: [m.todo.tryNew] }),
      buttons,
    };
  }
  const count = `${owed.total}${owed.isMore ? '+' : ''}`;
  const title = m.todo.title({ what, count, late: owed.late });
  const beyond = owed.total - (page - 1) * TODO_ROWS - owed.items.length;
  return {
    tone: owed.late > 0 ? 'alarm' : 'info',
    title,
    summary: title,
    items: owed.items.map((one) => itemOf(one, listing, context)),
    ...(beyond > 0 ? { footer: m.todo.more({ count: beyond, typed: typedFor(scope, page + 1) }) } : {}),
    buttons,
  };
}

function itemOf({ subject, commitment }: Owed, { me, stands }: TodoListing, context: CardContext): CardItem {
  const { m, now } = context;
  const about = noticeSubject(subject, { commitment, stage: 0 }, context);
  const isLate = commitment.dueAt <= (commitment.pausedAt ?? now);
  const rule = m.ticket.rule(commitment.rule);
  const customer = `${about.customer}${about.isVip ? ` ${m.ticket.vip}` : ''}`;
  const parts = [
    dueText({ rule, dueAt: commitment.dueAt, isLate, isPaused: commitment.pausedAt !== null, stands }, context),
    ...(about.urgency === 'urgent' ? [m.ticket.urgency('urgent')] : []),
    ...(commitment.owner === me
      ? []
      : [commitment.owner === null ? m.ticket.nobody : context.nameOf(commitment.owner)]),
  ];
  // What was late before its clock stood still is late; a clock that stands waits for somebody else.
  const tone = isLate ? 'alarm' : commitment.pausedAt !== null ? 'muted' : about.urgency === 'urgent' ? 'warn' : 'info';
  return {
    tone,
    title: `${isLate ? m.todo.lateMark : ''}${about.number} · ${customer} · ${firstWords(about.body, GIST)}`,
    detail: parts.join(' · '),
    buttons: [...takeButton(subject, about.answers, context), ...about.answers, about.show].slice(0, BUTTONS_PER_ITEM),
  };
}

/** Whoever was assigned a ticket has not taken it yet: where something else is due sooner, that can be done here too. */
function takeButton(subject: Owed['subject'], answers: readonly Button[], { m }: CardContext): readonly Button[] {
  if (isContactView(subject) || isCareView(subject) || subject.status !== 'pending') return [];
  return answers.some(({ action }) => action === 'ticket.take') ? [] : [ticketButton(m, 'take', subject.number)];
}

function dueText(
  due: { rule: string; dueAt: number; isLate: boolean; isPaused: boolean; stands: boolean },
  context: CardContext,
): string {
  const { m, now } = context;
  const { rule, dueAt } = due;
  if (due.isPaused && !due.isLate) return m.ticket.pausedClock({ rule });
  if (due.stands) {
    const at = dayAndTimeText(context, dueAt);
    return due.isLate ? m.ticket.wasDue({ rule, at }) : m.ticket.dueBy({ rule, at });
  }
  const at = timeText(context, dueAt);
  if (due.isLate) return m.ticket.overdueBy({ rule, late: lengthText(m, now - dueAt), at });
  return m.ticket.dueIn({ rule, left: lengthText(m, dueAt - now), at });
}

function moreButton(owed: OwedPage, { scope, page }: TodoListing, { m }: CardContext): readonly Button[] {
  if (owed.total <= page * TODO_ROWS) return [];
  const next = page + 1;
  return [
    { action: 'todo.list', value: `${scope}|${next}`, label: m.ticket.button.more, typed: typedFor(scope, next) },
  ];
}

function otherButton({ scope, leadsOn, unownedOnly }: TodoListing, { m }: CardContext): readonly Button[] {
  if (!leadsOn) return [];
  const other = scope === 'mine' ? 'team' : 'mine';
  const label = other === 'mine' ? m.todo.button.mine : unownedOnly ? m.todo.button.unowned : m.todo.button.team;
  return [{ action: 'todo.list', value: `${other}|1`, label, typed: typedFor(other, 1) }];
}

function typedFor(scope: 'mine' | 'team', page: number): string {
  const of = scope === 'team' ? ' team' : '';
  return `/todo${of}${page === 1 ? '' : ` ${page}`}`;
}
