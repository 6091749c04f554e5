import type { Instant } from '../../domain/time.ts';
import { URGENCIES } from '../../domain/vocabulary.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Card, CardItem, Tone } from '../card.ts';
import { type CardContext, timeText } from './context.ts';
import {
  answerButtons,
  audienceLines,
  isAcknowledgedSince,
  isMoot,
  type NoticeOf,
  noticeCard,
  noticeTitle,
} from './notice-card.ts';

/** A notice of a digest, with the ticket it is about. */
export interface DigestedNotice {
  readonly view: TicketView;
  readonly notice: NoticeOf;
}

/** Lines of a digest: what is beyond is counted, and found in the list. */
const ITEMS = 15;
const BUTTONS_PER_ITEM = 2;
/** Says where the rest is; the list begins with what is worst too. */
const LIST_OVERDUE = '/ticket list overdue';

/** One ticket of a digest with all that is said about it, the worst first. */
interface Line {
  readonly view: TicketView;
  readonly worst: NoticeOf;
  readonly notices: readonly NoticeOf[];
  readonly isAnswered: boolean;
}

/**
 * Several reminders in one message: a line for each ticket, the worst first, with the buttons that answer it. What was
 * answered meanwhile says so and stands last. Where all are about one ticket, it is that ticket's reminder.
 * `notices` must not be empty.
 */
export function digestCard(notices: readonly DigestedNotice[], context: CardContext): Card {
  const lines = linesOf(notices);
  const [first] = lines;
  if (first === undefined) throw new Error('a digest of nothing');
  if (lines.length === 1) return singleCard(first, context);
  const { m } = context;
  const open = lines.filter((line) => !line.isAnswered);
  const count = open.length === 0 ? lines.length : open.length;
  const title = open.length === 0 ? m.ticket.digest.done(count) : m.ticket.digest.title(count);
  const hidden = lines.slice(ITEMS).filter((line) => !line.isAnswered).length;
  return {
    tone: open.length === 0 ? 'good' : worstTone(open, context),
    title,
    summary: open.length === 0 ? title : summaryOf(first, count, context),
    lines: [
      ...reasonsOf(open, context),
      ...(hidden > 0 ? [m.ticket.digest.more({ count: hidden, typed: LIST_OVERDUE })] : []),
    ],
    items: lines.slice(0, ITEMS).map((line) => itemOf(line, context)),
    mentions: mentionsOf(open.slice(0, ITEMS)),
    buttons: hidden > 0 ? [overdueButton(context)] : [],
  };
}

/** Whether anybody still needs to be told any of it. */
export function isDigestMoot(notices: readonly DigestedNotice[]): boolean {
  return notices.every(({ notice }) => isMoot(notice));
}

function linesOf(notices: readonly DigestedNotice[]): readonly Line[] {
  const byTicket = Map.groupBy(notices, ({ view }) => view.id);
  const lines = [...byTicket.values()].flatMap((group) => {
    const [one] = group;
    return one === undefined ? [] : [lineOf(one.view, newestOfEach(group))];
  });
  return lines.sort(byWorst);
}

/** A commitment that was told twice meanwhile (warned, then late) is one thing: what was told last. */
function newestOfEach(group: readonly DigestedNotice[]): readonly NoticeOf[] {
  const byCommitment = new Map<string, NoticeOf>();
  for (const { notice } of group) {
    const known = byCommitment.get(notice.commitment.id);
    if (known === undefined || known.at <= notice.at) byCommitment.set(notice.commitment.id, notice);
  }
  return [...byCommitment.values()];
}

function lineOf(view: TicketView, notices: readonly NoticeOf[]): Line {
  const sorted = notices.toSorted(
    (a, b) => Number(isMoot(a)) - Number(isMoot(b)) || a.commitment.dueAt - b.commitment.dueAt,
  );
  const [worst] = sorted;
  if (worst === undefined) throw new Error('a line without a notice');
  return { view, worst, notices: sorted, isAnswered: isMoot(worst) };
}

/** Open before answered, urgent first, a VIP first among equals, then whoever waits longest. */
function byWorst(a: Line, b: Line): number {
  return (
    Number(a.isAnswered) - Number(b.isAnswered) ||
    URGENCIES.indexOf(a.view.urgency) - URGENCIES.indexOf(b.view.urgency) ||
    Number(isVip(b.view)) - Number(isVip(a.view)) ||
    a.worst.commitment.dueAt - b.worst.commitment.dueAt ||
    (a.view.number < b.view.number ? -1 : 1)
  );
}

function isVip(view: TicketView): boolean {
  return view.customer?.vip === true;
}

function singleCard({ view, worst, notices }: Line, context: CardContext): Card {
  const card = noticeCard(view, worst, context);
  const others = notices.slice(1).map((notice) => noticeTitle(notice, context));
  return { ...card, lines: [...(card.lines ?? []), ...others] };
}

function itemOf(line: Line, context: CardContext): CardItem {
  const { m } = context;
  const { view, worst } = line;
  const customer = `${view.customer?.name ?? m.ticket.noCustomer}${isVip(view) ? ` ${m.ticket.vip}` : ''}`;
  const owner = view.owner === null ? m.ticket.nobody : context.nameOf(view.owner);
  const facts = [...whatOf(line, context), m.ticket.urgency(view.urgency), owner];
  return {
    tone: line.isAnswered ? 'good' : toneOf(worst, context.now),
    title: `${view.number} · ${customer}`,
    detail: facts.join(' · '),
    ...(line.isAnswered ? {} : { buttons: answerButtons(view, worst, context).slice(0, BUTTONS_PER_ITEM) }),
  };
}

/** What is late; of a ticket that was answered, what became of it. */
function whatOf({ notices, isAnswered }: Line, context: CardContext): readonly string[] {
  const told = isAnswered ? notices : notices.filter((notice) => !isMoot(notice));
  return told.map((notice) => {
    const { commitment } = notice;
    const { ackedAt, ackedBy } = commitment;
    if (commitment.state !== 'open' || ackedAt === null || ackedBy === null) return noticeTitle(notice, context);
    if (!isAcknowledgedSince(commitment, notice.at)) return noticeTitle(notice, context);
    return context.m.ticket.notice.ackedBy({ name: context.nameOf(ackedBy), at: timeText(context, ackedAt) });
  });
}

function summaryOf({ view, worst }: Line, count: number, context: CardContext): string {
  const { m } = context;
  return m.ticket.digest.summary({
    count,
    number: view.number,
    customer: view.customer?.name ?? m.ticket.noCustomer,
    what: noticeTitle(worst, context),
  });
}

/** Why these people are told, and how late the telling itself is. */
function reasonsOf(open: readonly Line[], context: CardContext): readonly string[] {
  const { m } = context;
  const audiences = new Set(open.map(({ worst }) => worst.audience));
  const lateSeconds = Math.max(0, ...open.map(({ worst }) => worst.lateSeconds));
  return [
    ...[...audiences].flatMap((audience) => audienceLines(audience, context)),
    ...(lateSeconds >= 60 ? [m.ticket.notice.tellLate({ late: lengthText(m, lateSeconds * 1_000) })] : []),
  ];
}

function toneOf({ commitment }: NoticeOf, now: Instant): Tone {
  return commitment.dueAt <= now ? 'alarm' : 'warn';
}

function worstTone(open: readonly Line[], { now }: CardContext): Tone {
  return open.some(({ worst }) => toneOf(worst, now) === 'alarm') ? 'alarm' : 'warn';
}

function mentionsOf(lines: readonly Line[]): Card['mentions'] & object {
  const mentions = lines.flatMap(({ notices }) => notices.filter((one) => !isMoot(one)).flatMap((one) => one.mentions));
  return [...new Map(mentions.map((one) => [one.id, one])).values()];
}

function overdueButton({ m }: CardContext): Button {
  return { action: 'ticket.list', value: 'overdue|1|', label: m.ticket.button.overdue, typed: LIST_OVERDUE };
}
