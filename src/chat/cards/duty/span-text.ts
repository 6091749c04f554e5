import type { Instant } from '../../../domain/time.ts';
import { type CardContext, dayAndTimeText } from '../context.ts';

const MIDNIGHT = /\s*00:00$/u;

/** When an absence begins and ends, as people say it: whole days without a time, and Friday's end rather than Saturday's 0:00. */
export function spanText(
  context: CardContext,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): { readonly from: string; readonly until: string } {
  return { from: dayAndTimeText(context, from).replace(MIDNIGHT, ''), until: untilText(context, until) };
}

/** The end of an absence: a day's end where it is midnight. */
export function untilText(context: CardContext, until: Instant): string {
  const text = dayAndTimeText(context, until);
  if (!MIDNIGHT.test(text)) return text;
  const day = dayAndTimeText(context, until - 1).replace(/\s*23:59$/u, '');
  return context.m.duty.endOf({ day });
}
