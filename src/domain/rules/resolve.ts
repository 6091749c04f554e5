import { clockRule, fromNow, fromTheirWord } from './clock-rule.ts';
import { CANCEL, MEET } from './rule.ts';

/** S5 解决: from when the customer spoke until it is resolved. */
export const resolve = clockRule('resolve', {
  pauses: true,
  on: { created: fromTheirWord, reopened: fromNow, resolved: MEET, cancelled: CANCEL, merged: CANCEL },
});
