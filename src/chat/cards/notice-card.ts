import { type Commitment, FIRST_RUNG, MORNING, WARNED } from '../../domain/commitment/commitment.ts';
import { isHoldable } from '../../domain/commitment/ladder.ts';
import type { Instant } from '../../domain/time.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Card, Fact, Mention } from '../card.ts';
import { type CardContext, firstWords, timeText } from './context.ts';
import { ticketButton } from './ticket-buttons.ts';

/** What a notice was about. */
export interface NoticeOf {
  readonly commitment: Commitment;
  readonly stage: number;
  readonly audience: string;
  readonly at: Instant;
  readonly lateSeconds: number;
  readonly mentions: readonly Mention[];
}

/** Characters of a description in a notice: enough to know the case at 22:00 on a phone. */
const GIST = 80;

/**
 * A reminder: what is late, whose it is, and the buttons that answer it. After the answer the same card says who
 * answered, and its buttons go.
 */
export function noticeCard(view: TicketView, notice: NoticeOf, context: CardContext): Card {
  const { m } = context;
  const { commitment } = notice;
  const title = titleOf(notice, context);
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  const isOver = commitment.state !== 'open';
  const isHeld = !isOver && isAcknowledgedSince(commitment, notice.at);
  return {
    tone: isOver ? 'good' : notice.stage === WARNED || isHeld ? 'warn' : 'alarm',
    title: `${view.number} · ${title}`,
    summary: `${title} · ${customer} · ${firstWords(view.description, GIST)} (${view.number})`,
    body: firstWords(view.description, GIST * 2),
    facts: factsOf(view, context),
    lines: linesOf(view, notice, context),
    mentions: isOver || isHeld ? [] : notice.mentions,
    buttons: isOver ? [ticketButton(m, 'show', view.number)] : buttonsOf(view, notice, context),
  };
}

/** Nobody needs to be told any more: it was done, or somebody has seen it since. */
export function isMoot(notice: Pick<NoticeOf, 'commitment' | 'at'>): boolean {
  return notice.commitment.state !== 'open' || isAcknowledgedSince(notice.commitment, notice.at);
}

function isAcknowledgedSince(commitment: Commitment, at: Instant): boolean {
  return commitment.ackedAt !== null && commitment.ackedAt >= at;
}

function titleOf({ commitment, stage }: NoticeOf, { m, now }: CardContext): string {
  const rule = m.ticket.rule(commitment.rule);
  if (commitment.state === 'met') return m.ticket.notice.met({ rule });
  if (commitment.state === 'cancelled') return m.ticket.notice.cancelled({ rule });
  if (commitment.rule === 'escalation') return m.ticket.notice.raised;
  const lateMs = now - commitment.dueAt;
  if (lateMs < 0) return m.ticket.notice.warned({ rule, left: lengthText(m, -lateMs) });
  if (lateMs < 1_000) return m.ticket.notice.due({ rule });
  const late = lengthText(m, lateMs);
  return stage >= MORNING ? m.ticket.notice.morning({ rule, late }) : m.ticket.notice.breached({ rule, late });
}

function factsOf(view: TicketView, context: CardContext): readonly Fact[] {
  const { m } = context;
  const { fact } = m.ticket;
  const vip = view.customer?.vip === true ? ` · ${m.ticket.vip}` : '';
  return [
    { label: fact.customer, value: `${view.customer?.name ?? m.ticket.noCustomer}${vip}` },
    { label: fact.urgency, value: m.ticket.urgency(view.urgency) },
    { label: fact.owner, value: view.owner === null ? m.ticket.nobody : context.nameOf(view.owner) },
    { label: fact.status, value: m.ticket.status(view.status) },
  ];
}

function linesOf(view: TicketView, notice: NoticeOf, context: CardContext): readonly string[] {
  const { m, now } = context;
  const { commitment, stage, audience } = notice;
  const words = m.ticket.notice;
  if (commitment.state !== 'open') return [];
  const lines: string[] = [];
  if (isAcknowledgedSince(commitment, notice.at) && commitment.ackedAt !== null && commitment.ackedBy !== null) {
    lines.push(words.ackedBy({ name: context.nameOf(commitment.ackedBy), at: timeText(context, commitment.ackedAt) }));
    if (commitment.nextAt !== null) lines.push(words.heldUntil({ at: timeText(context, commitment.nextAt) }));
    return lines;
  }
  if (audience === 'lead') lines.push(words.toLead);
  if (audience === 'manager') lines.push(words.toManager);
  if (audience === 'head') lines.push(words.toHead);
  if (view.owner === null) lines.push(words.noOwner);
  if (stage >= FIRST_RUNG && commitment.dueAt <= now && commitment.rule !== 'escalation') lines.push(words.apologise);
  if (notice.lateSeconds >= 60) lines.push(words.tellLate({ late: lengthText(m, notice.lateSeconds * 1_000) }));
  return lines;
}

function buttonsOf(view: TicketView, notice: NoticeOf, { m }: CardContext): readonly Button[] {
  const isHeld = isAcknowledgedSince(notice.commitment, notice.at) && !isHoldable(notice.commitment);
  return [
    ...(isHeld ? [] : [ticketButton(m, 'ack', view.number, 'primary')]),
    ...(view.owner === null ? [ticketButton(m, 'take', view.number)] : []),
    ticketButton(m, 'contacted', view.number),
    ...(view.owner === null ? [] : [ticketButton(m, 'resolve', view.number)]),
    ticketButton(m, 'show', view.number),
  ];
}
