import { clockRule, fromNow, metIfReached } from './clock-rule.ts';
import { CANCEL, STAY, startFrom } from './rule.ts';

/** S9 延期告知: the expected finish moved, or a wait began, and the customer does not know the new date yet. */
export const delay = clockRule('delay', {
  pauses: false,
  on: {
    planned: ({ at, deed }, _ticket, before) =>
      deed.type === 'planned' && (before?.eta ?? deed.eta) !== deed.eta ? startFrom(at) : STAY,
    waited: fromNow,
    contacted: metIfReached,
    resolved: CANCEL,
    cancelled: CANCEL,
    merged: CANCEL,
    reopened: CANCEL,
  },
});
