import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S2 启动处理: from when the customer spoke until somebody took the work. Being assigned is not yet taking it. */
export const start: Rule = {
  name: 'start',
  pauses: true,
  react({ at, deed }, ticket) {
    switch (deed.type) {
      case 'created':
        return startFrom(ticket.spokenAt);
      case 'reopened':
        return startFrom(at);
      case 'taken':
      case 'progressed':
      case 'resolved':
        return MEET;
      case 'cancelled':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'start', ticket),
};
