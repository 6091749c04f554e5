import { timeText } from '../../chat/cards/context.ts';
import type { Reply } from '../../chat/inbound.ts';
import type { Commitment } from '../../domain/commitment/commitment.ts';
import { ladderRulesOf, whatComesNext } from '../../domain/commitment/ladder.ts';
import { clockTarget, tierTarget } from '../../domain/policy/clock-target.ts';
import { type Duration, formatDuration, type Span } from '../../domain/time.ts';
import { CLOCK_NAMES } from '../../domain/vocabulary.ts';
import { targetText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { withNumber } from './on-ticket.ts';
import { withVisible } from './show.ts';

/** Counted intervals named one by one; a longer row names the first and the last ones. */
const SPANS_SHOWN = 6;

/** 为什么: every clock of a ticket, how its deadline came about, and what will be sent next, to whom. */
export const why: Verb = {
  name: 'why',
  aliases: ['为什么', '时限', '时限说明'],
  takesNumber: true,
  typed: (context, rest) => withNumber(context, 'why', rest, (number) => explain(context, number)),
  clicked: explain,
};

async function explain(context: CommandContext, number: string): Promise<Reply> {
  return withVisible(context, number, async (view) => {
    const { m } = context.card;
    const title = m.view.whyTitle({ number });
    const items = inOrder(view.commitments).map((one) =>
      explainClock(context, view.policy, one, sourceText(context, view, one)),
    );
    return showCard({
      tone: 'info',
      title,
      summary: title,
      ...(items.length === 0 ? { lines: [m.view.why.nothing] } : { items }),
      footer: m.view.why.policy({
        hash: view.policy.slice(0, 8),
        tier: view.tier === null ? null : m.ticket.tier(view.tier),
      }),
    });
  });
}

/**
 * One clock, how its deadline came about under the policy of that hash, and what is sent next. `source`: where its target
 * comes from, in words.
 */
export function explainClock(
  context: CommandContext,
  policyHash: string,
  one: Commitment,
  source: string | null,
): { title: string; detail: string } {
  const { card, policy } = context;
  const { m, now } = card;
  const { why: words } = m.view;
  // Deadlines stand under the subject's policy until it is recomputed; who is reminded and when follows the active one.
  const calendar = context.policyOf(policyHash).calendarOf(one.team);
  const rules = ladderRulesOf(policy, one.team);
  const basis = basisText(context, one);
  const lines = [...(source === null ? [] : [source]), words.started({ at: timeText(card, one.startedAt) })];
  if (one.basis === 'working' && one.target.unit === 'time' && one.dueAt > one.startedAt) {
    const spans = calendar.workingSpans(one.startedAt, one.dueAt);
    lines.push(words.counted({ spans: spansText(context, spans) }));
  }
  const paused = [...one.pauses, ...(one.pausedAt === null ? [] : [{ from: one.pausedAt, to: now }])];
  if (paused.length > 0) lines.push(words.paused({ spans: spansText(context, paused) }));
  lines.push(words.due({ at: timeText(card, one.dueAt) }));
  if (one.missedAt !== null) lines.push(words.missed({ at: timeText(card, one.missedAt) }));
  if (one.stoppedAt !== null) lines.push(words.stopped({ at: timeText(card, one.stoppedAt) }));
  if (one.state === 'open' && one.heldUntil !== null && one.heldUntil > now) {
    lines.push(words.held({ at: timeText(card, one.heldUntil) }));
  }
  const next = whatComesNext(one, rules, now);
  if (next !== null) {
    const who = next.audiences.map((audience) =>
      m.ticket.audience(audience, policy.policy.people.get(audience)?.name ?? null),
    );
    lines.push(words.next({ at: timeText(card, next.at), who: who.join(m.view.listJoin) }));
  }
  return {
    title: words.clock({
      rule: m.ticket.rule(one.rule),
      target: targetText(m, one.target),
      basis,
      state: words.state[one.state],
    }),
    detail: lines.join('\n'),
  };
}

/** Where a target comes from: the policy's clock, the customer's tier, or a time that somebody named. */
function sourceText(context: CommandContext, view: TicketView, one: Commitment): string {
  const { m } = context.card;
  const { source } = m.view.why;
  const clock = CLOCK_NAMES.find((name) => name === one.rule);
  if (clock === undefined) return one.rule === 'escalation' ? source.raised : source.named;
  const { policy, calendarOf } = context.policyOf(view.policy);
  const counted = calendarOf(one.team).deadline(one.basis, one.startedAt, one.target, one.pauses);
  if (counted !== null && one.dueAt < counted) return source.demand;
  const ofTier = tierTarget(policy, clock, view);
  const base = clockTarget(policy, clock, view);
  const isOfTier = ofTier !== null && isSame(ofTier, one.target) && !isSame(base, one.target);
  if (isOfTier && view.tier !== null) {
    const key = `tiers.${view.tier}.clocks.${clock}`;
    return source.tier({ tier: m.ticket.tier(view.tier), key, base: targetText(m, base) });
  }
  const which = view.complex && policy.clocks[clock].complex !== null ? 'complex' : view.urgency;
  return source.policy({ key: isSame(base, one.target) ? `clocks.${clock}.${which}` : `clocks.${clock}` });
}

function isSame(a: Duration, b: Duration): boolean {
  return formatDuration(a) === formatDuration(b);
}

/** What the target counts: a working day is no length of time, it ends at the hour at which it began. */
function basisText({ card }: CommandContext, { target, basis }: Commitment): string {
  const { why: words } = card.m.view;
  if (target.unit === 'working-days') return words.sameTime;
  if (target.unit === 'days') return words.calendarDays;
  return basis === 'working' ? words.working : words.roundTheClock;
}

/** What still runs first, soonest first; then what is over, in the order in which it began. */
export function inOrder(commitments: readonly Commitment[]): readonly Commitment[] {
  const isOver = (one: Commitment) => Number(one.state !== 'open');
  return commitments.toSorted((a, b) => {
    if (isOver(a) !== isOver(b)) return isOver(a) - isOver(b);
    return a.state === 'open' ? a.dueAt - b.dueAt : a.startedAt - b.startedAt;
  });
}

function spansText({ card }: CommandContext, spans: readonly Span[]): string {
  const named = spans.map((span) => `${timeText(card, span.from)} – ${timeText(card, span.to)}`);
  const shown = named.length <= SPANS_SHOWN ? named : [...named.slice(0, 3), '…', ...named.slice(-2)];
  return shown.join(card.m.view.listJoin);
}
