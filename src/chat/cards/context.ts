import { describeInstant } from '../../domain/dates/describe-instant.ts';
import type { Duty } from '../../domain/duty/duty.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { Locale, PersonRef } from '../../domain/vocabulary.ts';
import { type Messages, messagesOf } from '../../i18n/messages.ts';

/** What every card needs to know of its reader and its moment. */
export interface CardContext {
  readonly locale: Locale;
  readonly m: Messages;
  readonly now: Instant;
  readonly policy: Policy;
  /** The name to show for somebody; never an id of ours. */
  readonly nameOf: (ref: PersonRef) => string;
  /** Who is there and who is on duty; absent where nothing is said about that. */
  readonly duty?: Duty;
}

export function cardContext(of: Omit<CardContext, 'm'>): CardContext {
  return { ...of, m: messagesOf(of.locale) };
}

/** A time for people, in the policy's zone: only the clock when it is today, else with its day. */
export function timeText({ policy, locale, now }: CardContext, at: Instant): string {
  const text = describeInstant(at, { timezone: policy.timezone, locale, now });
  const today = describeInstant(now, { timezone: policy.timezone, locale, now });
  const day = today.slice(0, -5);
  return text.startsWith(day) ? text.slice(day.length) : text;
}

/** A time with its day always: for what stands in a channel and is read on another day. */
export function dayAndTimeText({ policy, locale, now }: CardContext, at: Instant): string {
  return describeInstant(at, { timezone: policy.timezone, locale, now });
}

/** A team's name; its key when the policy no longer knows it. */
export function teamName({ policy }: CardContext, team: string): string {
  return policy.teams.get(team)?.name ?? team;
}

/** The beginning of a text on one line, cut visibly. */
export function firstWords(text: string, characters: number): string {
  const line = [...text.replace(/\s+/gu, ' ').trim()];
  return line.length <= characters ? line.join('') : `${line.slice(0, characters - 1).join('')}…`;
}
