import { type Commitment, FIRST_RUNG, MORNING, WARNED } from '../../domain/commitment/commitment.ts';
import { isHoldable } from '../../domain/commitment/ladder.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { Instant } from '../../domain/time.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Button, Card, Fact, Mention } from '../card.ts';
import { type CardContext, firstWords, teamName, timeText } from './context.ts';
import { type TicketButton, ticketButton } from './ticket-buttons.ts';

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
  const title = noticeTitle(notice, context);
  const customer = view.customer?.name ?? m.ticket.noCustomer;
  const isOver = commitment.state !== 'open';
  const copy = wordsForCustomer(view, notice, context);
  const isHeld = !isOver && isAcknowledgedSince(commitment, notice.at);
  return {
    tone: isOver ? 'good' : notice.stage === WARNED || isHeld ? 'warn' : 'alarm',
    title: `${view.number} · ${title}`,
    summary: `${title} · ${customer} · ${firstWords(view.description, GIST)} (${view.number})`,
    body: firstWords(view.description, GIST * 2),
    facts: factsOf(view, context),
    lines: linesOf(view, notice, context),
    ...(copy === null ? {} : { copy }),
    mentions: isOver || isHeld ? [] : notice.mentions,
    buttons: [...(isOver ? [] : answerButtons(view, notice, context)), ticketButton(m, 'show', view.number)],
  };
}

/** Nobody needs to be told any more: it was done, or somebody has seen it since. */
export function isMoot(notice: Pick<NoticeOf, 'commitment' | 'at'>): boolean {
  return notice.commitment.state !== 'open' || isAcknowledgedSince(notice.commitment, notice.at);
}

/** Somebody has seen it since it was told. */
export function isAcknowledgedSince(commitment: Commitment, at: Instant): boolean {
  return commitment.ackedAt !== null && commitment.ackedAt >= at;
}

/** What is late and by how much, or what became of it. */
export function noticeTitle(
  { commitment, stage }: Pick<NoticeOf, 'commitment' | 'stage'>,
  { m, now }: CardContext,
): string {
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
  lines.push(...audienceLines(audience, context));
  if (commitment.rule === 'delay') lines.push(words.delayed);
  else if (stage >= FIRST_RUNG && commitment.dueAt <= now && PROMISES.has(commitment.rule)) lines.push(words.apologise);
  if (notice.lateSeconds >= 60) lines.push(words.tellLate({ late: lengthText(m, notice.lateSeconds * 1_000) }));
  return lines;
}

/** Why just these people are told. */
export function audienceLines(audience: string, { m }: CardContext): readonly string[] {
  const { toLeader, toLead, toManager, toHead } = m.ticket.notice;
  const line = { direct_leader: toLeader, lead: toLead, manager: toManager, head: toHead }[audience];
  return line === undefined ? [] : [line];
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

/** Seen first, then the deeds that end the reminding, the likeliest first. */
export function answerButtons(
  view: TicketView,
  { commitment, at }: Pick<NoticeOf, 'commitment' | 'at'>,
  { m }: CardContext,
): readonly Button[] {
  const isHeld = isAcknowledgedSince(commitment, at) && !isHoldable(commitment);
  const answer = ANSWER_BY_RULE[commitment.rule];
  const canTake = view.owner === null && answer !== 'take' && isOpen(view.status);
  return [
    ...(isHeld ? [] : [ticketButton(m, 'ack', view.number, 'primary')]),
    ...(canTake ? [ticketButton(m, 'take', view.number)] : []),
    ...(answer === undefined ? [] : [ticketButton(m, answer, view.number)]),
  ];
}

/** Words ready to be sent to the customer: an apology when a promise was missed (S11), the new date when it moved (S9). */
function wordsForCustomer(view: TicketView, notice: NoticeOf, context: CardContext): string | null {
  const { m, now } = context;
  const { commitment } = notice;
  const isTheirs = notice.audience === 'owner' || notice.audience === 'team';
  if (commitment.state !== 'open' || !isTheirs) return null;
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
