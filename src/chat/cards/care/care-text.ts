import type { AskedItem } from '../../../domain/care/care.ts';
import type { CareReason, MovedBecause } from '../../../domain/care/reason.ts';
import type { CareAsk, CareRule } from '../../../domain/care/vocabulary.ts';
import type { IsoDay } from '../../../domain/customer/customer.ts';
import { describeInstant } from '../../../domain/dates/describe-instant.ts';
import { HOUR_MS, type Instant } from '../../../domain/time.ts';
import type { CardContext } from '../context.ts';

/** Names of what reasons speak of, by id; what was erased has none. */
export type Names = ReadonlyMap<string, string>;

const NOON = 12 * HOUR_MS;
/** Wide enough for every zone. */
const TIME_OF_DAY = /\s?\d\d:\d\d.*$/u;

/** A day for people, with its weekday; the year where it is another one. */
export function dayText({ locale, now }: Pick<CardContext, 'locale' | 'now'>, day: IsoDay): string {
  return describeInstant(Date.parse(day) + NOON, { timezone: 'UTC', locale, now }).replace(TIME_OF_DAY, '');
}

/** The local day of a moment, for people. */
export function dayOfText({ locale, now, policy }: CardContext, at: Instant): string {
  return describeInstant(at, { timezone: policy.timezone, locale, now }).replace(TIME_OF_DAY, '');
}

/** One thing that is asked for: the rule, what to do, why, and why today where that is not its own day. */
export function itemText(
  { rule, ask, reason, moved }: Pick<AskedItem, 'rule' | 'ask' | 'reason' | 'moved'>,
  names: Names,
  context: CardContext,
): string {
  const { care } = context.m;
  // Of a warning the day is told on which it was raised: that says it.
  const late = reason.why === 'warning' ? [] : movedText(moved ?? null, context);
  const why = [whyText(reason, names, context), ...late].join(' · ');
  return care.item({ rule: care.rule(rule), ask: care.ask(ask), why });
}

/** The same without its rule, where a list has said it. */
export function askText(rule: CareRule, ask: CareAsk, { m }: CardContext): string {
  return `${m.care.rule(rule)} · ${m.care.ask(ask)}`;
}

/** Why something is asked for: the rule's own numbers and days. */
export function whyText(reason: CareReason, names: Names, context: CardContext): string {
  const { m } = context;
  const { why, taken } = m.care;
  const day = (one: IsoDay) => dayText(context, one);
  const named = (id: string, otherwise: string) => names.get(id) ?? otherwise;
  const withTaken = (text: string, one: Parameters<typeof taken>[0] | null) =>
    one === null ? text : `${text}${m.view.listJoin}${taken(one)}`;
  switch (reason.why) {
    case 'first-payment':
      return why['first-payment']({ day: day(reason.day) });
    case 'after-welcome':
      return why['after-welcome']({ day: day(reason.day) });
    case 'questions':
      return why.questions;
    case 'cadence': {
      const since = reason.since === null ? null : day(reason.since);
      return why.cadence({ tier: m.customer.tier(reason.tier), days: reason.everyDays, since, from: day(reason.from) });
    }
    case 'birthday': {
      const name = named(reason.personId, m.care.someone);
      const text = why.birthday({ name, day: day(reason.on), isLunar: reason.calendar === 'lunar' });
      return withTaken(text, reason.taken);
    }
    case 'founding-day':
      return withTaken(why['founding-day']({ years: reason.years, day: day(reason.on) }), reason.taken);
    case 'anniversary':
      return withTaken(why.anniversary({ years: reason.years, day: day(reason.on) }), reason.taken);
    case 'milestone':
      return why.milestone({ title: named(reason.milestoneId, m.care.something), day: day(reason.on) });
    case 'festival':
      return why.festival({ name: m.care.festival(reason.festival), day: day(reason.on) });
    case 'complaint':
      return why.complaint({
        ticket: named(reason.ticketId, m.care.something),
        day: dayOfText(context, reason.resolvedAt),
      });
    case 'warning':
      return why.warning({ day: dayOfText(context, reason.raisedAt) });
    case 'light-touch':
      return why['light-touch']({
        days: reason.everyDays,
        since: reason.since === null ? null : day(reason.since),
      });
    case 'campaign':
      return why.campaign({ title: named(reason.campaignId, m.care.something) });
    case 'campaign-answer':
      return why['campaign-answer']({
        title: named(reason.campaignId, m.care.something),
        answer: m.care.answer(reason.answer),
      });
    case 'contract-end':
      return why['contract-end']({ day: day(reason.on) });
    case 'delivery':
      return why.delivery({ day: day(reason.on) });
  }
}

/** Why it is asked for on another day than its own; empty where it is its own. */
export function movedText(moved: MovedBecause | null, { m }: CardContext): readonly string[] {
  return moved === null ? [] : [m.care.moved[moved]];
}
