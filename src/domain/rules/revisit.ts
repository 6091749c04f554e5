import { clockRule, fromNow } from './clock-rule.ts';
import { CANCEL, MEET } from './rule.ts';

/** S7 回访: after it was resolved, until the customer's score or word is on record. */
export const revisit = clockRule('revisit', {
  pauses: false,
  on: { resolved: fromNow, rated: MEET, closed: MEET, reopened: CANCEL },
});
