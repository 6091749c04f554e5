import type { Instant } from '../../domain/time.ts';
import { URGENCIES } from '../../domain/vocabulary.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Button, Card, CardItem, Tone } from '../card.ts';
import { campaignListButton } from './care/care-buttons.ts';
import { type CardContext, firstWords, timeText } from './context.ts';
import {
  answerButtons,
  audienceLines,
  circumstances,
  isAcknowledgedSince,
  isMoot,
  type NoticeOf,
  noticeCard,
  noticeTitle,
} from './notice-card.ts';
import { isCareView, isContactView, type NoticeSubject, noticeSubject, type OwingView } from './notice-subject.ts';

/** A notice of a digest, with what it is about. */
export interface DigestedNotice {
  readonly view: OwingView;
  readonly notice: NoticeOf;
}

/** Lines of a digest: what is beyond is counted, and found in the list. */
const ITEMS = 15;
const BUTTONS_PER_ITEM = 2;
/** Campaigns whose lists a digest leads to. */
const CAMPAIGNS = 2;
/** Characters of a promise in its line. */
const PROMISE = 40;
/** Says where the rest is; the list begins with what is worst too. */
const LIST_OVERDUE = '/ticket list overdue';
const LIST_FOLLOW_UPS = '/followup list overdue';
const LIST_CARE = '/care today team';

/** One ticket or promise of a digest with all that is said about it, the worst first. */
interface Line {
  readonly view: OwingView;
  readonly subject: NoticeSubject;
  readonly worst: NoticeOf;
  readonly notices: readonly NoticeOf[];
  readonly isAnswered: boolean;
}

/**
 * Several reminders in one message: a line for each ticket and each promise, the worst first, with the buttons that answer it. What was
 * answered meanwhile says so and stands last. Where all are about one thing, it is that one's reminder.
 * `notices` must not be empty.
 */
export function digestCard(notices: readonly DigestedNotice[], context: CardContext): Card {
  const lines = linesOf(notices, context);
  const [first] = lines;
  if (first === undefined) throw new Error('a digest of nothing');
  if (lines.length === 1) return singleCard(first, context);
  const { m } = context;
  const open = lines.filter((line) => !line.isAnswered);
  const count = open.length === 0 ? lines.length : open.length;
  const title = open.length === 0 ? m.ticket.digest.done(count) : m.ticket.digest.title(count);
  const beyond = lines.slice(ITEMS).filter((line) => !line.isAnswered);
  const hidden = beyond.length;
  const rest = restOf(beyond, context);
  return {
    tone: open.length === 0 ? 'good' : worstTone(open, context),
    title,
    summary: open.length === 0 ? title : summaryOf(first, count, context),
    lines: [
      ...reasonsOf(open, context),
      ...(hidden > 0 ? [m.ticket.digest.more({ count: hidden, typed: rest.typed })] : []),
    ],
    items: lines.slice(0, ITEMS).map((line) => itemOf(line, context)),
    mentions: mentionsOf(open.slice(0, ITEMS)),
    buttons: [...(hidden > 0 ? [rest] : []), ...campaignsOf(open, hidden > 0 ? rest : null, context)],
  };
}

/** Whether anybody still needs to be told any of it. */
export function isDigestMoot(notices: readonly DigestedNotice[]): boolean {
  return notices.every(({ notice }) => isMoot(notice));
}

function linesOf(notices: readonly DigestedNotice[], context: CardContext): readonly Line[] {
  const byKey = Map.groupBy(notices, ({ view, notice }) => noticeSubject(view, notice, context).key);
  const lines = [...byKey.values()].flatMap((group) => {
    const [one] = group;
    return one === undefined ? [] : [lineOf(one.view, newestOfEach(group), context)];
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

function lineOf(view: OwingView, notices: readonly NoticeOf[], context: CardContext): Line {
  const sorted = notices.toSorted(
    (a, b) => Number(isMoot(a)) - Number(isMoot(b)) || a.commitment.dueAt - b.commitment.dueAt,
  );
  const [worst] = sorted;
  if (worst === undefined) throw new Error('a line without a notice');
  return { view, subject: noticeSubject(view, worst, context), worst, notices: sorted, isAnswered: isMoot(worst) };
}

/**
 * Open before answered, urgent first, a VIP first among equals, then whoever waits longest. Invitations stand after what
 * is owed, whoever matters most first.
 */
function byWorst(a: Line, b: Line): number {
  const place = ({ subject }: Line) => subject.invitation?.place ?? -1;
  return (
    Number(a.isAnswered) - Number(b.isAnswered) ||
    place(a) - place(b) ||
    URGENCIES.indexOf(a.subject.urgency) - URGENCIES.indexOf(b.subject.urgency) ||
    Number(b.subject.isVip) - Number(a.subject.isVip) ||
    a.worst.commitment.dueAt - b.worst.commitment.dueAt ||
    (a.subject.number < b.subject.number ? -1 : 1)
  );
}

function singleCard({ view, worst, notices }: Line, context: CardContext): Card {
  const card = noticeCard(view, worst, context);
  const others = notices.slice(1).map((notice) => noticeTitle(notice, context));
  return { ...card, lines: [...(card.lines ?? []), ...others] };
}

function itemOf(line: Line, context: CardContext): CardItem {
  const { m } = context;
  const { view, subject, worst } = line;
  const customer = `${subject.customer}${subject.isVip ? ` ${m.ticket.vip}` : ''}`;
  const told = whatOf(line, context);
  // A promise says what was promised; a ticket's urgency ranks it.
  const kind = isContactView(view) ? firstWords(subject.body, PROMISE) : m.ticket.urgency(subject.urgency);
  // What is to be done and why stands before that it is to be done: a small screen cuts the end.
  const facts = [...(isCareView(view) ? [subject.brief ?? '', ...told] : [...told, kind]), subject.owner];
  const buttons = subject.invitation?.answers ?? answerButtons(subject, worst).slice(0, BUTTONS_PER_ITEM);
  return {
    tone: line.isAnswered ? 'good' : toneOf(worst, context.now),
    title: `${subject.number} · ${customer}`,
    detail: facts.join(' · '),
    ...(line.isAnswered ? {} : { buttons }),
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

function summaryOf({ subject, worst }: Line, count: number, context: CardContext): string {
  return context.m.ticket.digest.summary({
    count,
    number: subject.number,
    customer: subject.customer,
    what: noticeTitle(worst, context),
  });
}

/** Why these people are told, and how late the telling itself is. */
function reasonsOf(open: readonly Line[], context: CardContext): readonly string[] {
  const reasons = new Set(open.flatMap(({ worst }) => audienceLines(worst, context)));
  return [
    ...reasons,
    ...circumstances(
      open.map(({ worst }) => worst),
      context,
    ),
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

/** The whole list of each campaign that a digest speaks of: it goes on beyond today. */
function campaignsOf(open: readonly Line[], shown: Button | null, { m }: CardContext): readonly Button[] {
  const byTyped = new Map(open.flatMap((line) => campaignOf(line, m)).map((one) => [one.typed, one]));
  return [...byTyped.values()].filter(({ typed }) => typed !== shown?.typed).slice(0, CAMPAIGNS);
}

/** Whoever has them reads their own list; a team, and whoever leads it, all of them. */
function campaignOf({ subject, worst }: Line, m: Messages): readonly Button[] {
  if (subject.invitation === undefined) return [];
  const scope = (worst.heardAs ?? worst.audience) === 'owner' ? 'mine' : 'team';
  return [campaignListButton(m, subject.invitation.campaign, scope)];
}

/** Where what is beyond is found; the list begins with what is worst too. */
function restOf(beyond: readonly Line[], { m }: CardContext): Button {
  const [campaign, other] = new Map(
    beyond.flatMap((line) => campaignOf(line, m)).map((one) => [one.typed, one]),
  ).values();
  if (
    campaign !== undefined &&
    other === undefined &&
    beyond.every(({ subject }) => subject.invitation !== undefined)
  ) {
    return campaign;
  }
  if (beyond.every(({ view }) => isCareView(view))) {
    return { action: 'care.today', value: 'team|1', label: m.care.button.today, typed: LIST_CARE };
  }
  const label = m.ticket.button.overdue;
  return beyond.every(({ view }) => isContactView(view))
    ? { action: 'followup.list', value: 'overdue|1|', label, typed: LIST_FOLLOW_UPS }
    : { action: 'ticket.list', value: 'overdue|1|', label, typed: LIST_OVERDUE };
}
