import type { Repeat } from '../../domain/ticket/repeats.ts';
import { type CardContext, dayAndTimeText } from './context.ts';

/** How often the customer had this, since when, and the ticket of the last time (T15). */
export function repeatText({ number, times, since }: Repeat, context: CardContext): string {
  return context.m.ticket.repeated({ times, since: dayAndTimeText(context, since), number });
}

/** The same as a line of a reminder. */
export function repeatLine(repeat: Repeat, context: CardContext): string {
  return context.m.ticket.repeatedLine({ what: repeatText(repeat, context) });
}
