import { type Commitment, MORNING, WARNED } from '../../domain/commitment/commitment.ts';
import { isHoldable } from '../../domain/commitment/ladder.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import { lengthText } from '../../i18n/length-text.ts';
import type { Button, Card, Mention } from '../card.ts';
import { type CardContext, dayAndTimeText, firstWords, timeText } from './context.ts';
import { type NoticeSubject, noticeSubject, type OwingView } from './notice-subject.ts';

/** What a notice was about. */
export interface NoticeOf {
  readonly commitment: Commitment;
  readonly stage: number;
  readonly audience: string;
  readonly at: Instant;
  readonly lateSeconds: number;
  /** When the policy came into force that made it late; absent where none did. */
  readonly policySince?: Instant;
  /** Whom its reader stands in for; absent: for nobody. */
  readonly onBehalfOf?: PersonRef;
  /** As whom its reader is told, where nobody of the audience could be. */
  readonly heardAs?: string;
  /** It waited for others, because its reader had heard enough that day. */
  readonly isGathered?: true;
  readonly mentions: readonly Mention[];
}

/** Characters of what it is about in a notification: enough to know the case at 22:00 on a phone. */
const GIST = 80;

/**
 * A reminder: what is late, whose it is, and the buttons that answer it. After the answer the same card says who
 * answered, and its buttons go.
 */
export function noticeCard(view: OwingView, notice: NoticeOf, context: CardContext): Card {
  const { commitment } = notice;
  const subject = noticeSubject(view, notice, context);
  const title = noticeTitle(notice, context);
  const isOver = commitment.state !== 'open';
  const isTheirs = notice.audience === 'owner' || notice.audience === 'team';
  const copy = isOver || !isTheirs ? null : subject.copy;
  const isHeld = !isOver && isAcknowledgedSince(commitment, notice.at);
  return {
    tone: isOver ? 'good' : notice.stage === WARNED || isHeld ? 'warn' : 'alarm',
    title: `${subject.number} · ${title}`,
    summary: `${title} · ${subject.customer} · ${firstWords(subject.body, GIST)} (${subject.number})`,
    body: subject.body,
    facts: subject.facts,
    lines: linesOf(subject, notice, context),
    ...(isOver || isHeld || subject.hint === undefined ? {} : { hint: subject.hint }),
    ...(copy === null ? {} : { copy }),
    mentions: isOver || isHeld ? [] : notice.mentions,
    buttons: [...(isOver ? [] : answerButtons(subject, notice)), subject.show],
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
  // What is asked for on a day is no deadline that comes near.
  if (lateMs < 0 && commitment.rule === 'care') return m.care.notice.asked;
  if (lateMs < 0 && commitment.rule === 'invitation') return m.invitation.asked;
  if (lateMs < 0) return m.ticket.notice.warned({ rule, left: lengthText(m, -lateMs) });
  if (lateMs < MINUTE_MS) return m.ticket.notice.due({ rule });
  const late = lengthText(m, lateMs);
  return stage >= MORNING ? m.ticket.notice.morning({ rule, late }) : m.ticket.notice.breached({ rule, late });
}

function linesOf(subject: NoticeSubject, notice: NoticeOf, context: CardContext): readonly string[] {
  const { m } = context;
  const { commitment } = notice;
  const words = m.ticket.notice;
  if (commitment.state !== 'open') return [];
  const lines: string[] = [];
  if (isAcknowledgedSince(commitment, notice.at) && commitment.ackedAt !== null && commitment.ackedBy !== null) {
    lines.push(words.ackedBy({ name: context.nameOf(commitment.ackedBy), at: timeText(context, commitment.ackedAt) }));
    if (commitment.nextAt !== null) lines.push(words.heldUntil({ at: timeText(context, commitment.nextAt) }));
    return lines;
  }
  lines.push(...audienceLines(notice, context), ...subject.advice);
  lines.push(...circumstances([notice], context));
  return lines;
}

/** What else the reader must know of these tellings: that the policy made them late, or how late they are themselves. */
export function circumstances(
  notices: readonly Pick<NoticeOf, 'policySince' | 'lateSeconds' | 'isGathered'>[],
  context: CardContext,
): readonly string[] {
  const { m } = context;
  const since = notices.flatMap(({ policySince }) => policySince ?? []);
  // Told when everything that the policy moved was known: that is no delay of ours.
  const lateSeconds = Math.max(0, ...notices.map((one) => (one.policySince === undefined ? one.lateSeconds : 0)));
  return [
    ...(notices.some(({ isGathered }) => isGathered === true) ? [m.duty.notice.gathered] : []),
    ...(since.length === 0 ? [] : [m.ticket.notice.policyChanged({ at: dayAndTimeText(context, Math.max(...since)) })]),
    ...(lateSeconds >= 60 ? [m.ticket.notice.tellLate({ late: lengthText(m, lateSeconds * 1_000) })] : []),
  ];
}

/** Why just these people are told: by their part, for somebody else, or because nobody else was there. */
export function audienceLines(
  { audience, onBehalfOf, heardAs }: Pick<NoticeOf, 'audience' | 'onBehalfOf' | 'heardAs'>,
  { m, nameOf }: CardContext,
): readonly string[] {
  const { toLeader, toLead, toManager, toHead } = m.ticket.notice;
  const { toDuty, onBehalf, insteadOf } = m.duty.notice;
  const byPart = { direct_leader: toLeader, duty: toDuty, lead: toLead, manager: toManager, head: toHead };
  const line = byPart[(heardAs ?? audience) as keyof typeof byPart];
  return [
    ...(onBehalfOf === undefined ? [] : [onBehalf({ name: nameOf(onBehalfOf) })]),
    // A ticket that nobody has is told to its team as ever.
    ...(heardAs === undefined || audience === 'owner'
      ? []
      : [insteadOf[audience as keyof typeof insteadOf] ?? insteadOf.other]),
    ...(line === undefined ? [] : [line]),
  ];
}

/** Seen first, then the deeds that end the reminding, the likeliest first. */
export function answerButtons(
  { ack, answers }: Pick<NoticeSubject, 'ack' | 'answers'>,
  { commitment, at }: Pick<NoticeOf, 'commitment' | 'at'>,
): readonly Button[] {
  const isHeld = isAcknowledgedSince(commitment, at) && !isHoldable(commitment);
  return [...(isHeld ? [] : [ack]), ...answers];
}
