import { clockRule, fromNow, fromTheirWord, metIfReached } from './clock-rule.ts';
import { CANCEL } from './rule.ts';

/** S1 首次响应: from when the customer spoke until somebody reached them. */
export const firstContact = clockRule('first-contact', {
  pauses: true,
  on: { created: fromTheirWord, reopened: fromNow, contacted: metIfReached, resolved: CANCEL, cancelled: CANCEL },
});
