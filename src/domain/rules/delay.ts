import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S9 延期告知: the expected finish moved, or a wait began, and the customer does not know the new date yet. */
export const delay: Rule = {
  name: 'delay',
  pauses: false,
  react({ at, deed }, _ticket, before) {
    switch (deed.type) {
      case 'planned':
        return before?.eta != null && before.eta !== deed.eta ? startFrom(at) : STAY;
      case 'waited':
        return startFrom(at);
      case 'contacted':
        return deed.reached ? MEET : STAY;
      case 'resolved':
      case 'cancelled':
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'delay', ticket),
};
