import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S5 解决: from when the customer spoke until it is resolved. */
export const resolve: Rule = {
  name: 'resolve',
  pauses: true,
  react({ at, deed }, ticket) {
    switch (deed.type) {
      case 'created':
        return startFrom(ticket.spokenAt);
      case 'reopened':
        return startFrom(at);
      case 'resolved':
        return MEET;
      case 'cancelled':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'resolve', ticket),
};
