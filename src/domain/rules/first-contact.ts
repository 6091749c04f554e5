import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S1 首次响应: from when the customer spoke until somebody reached them; an attempt that reached nobody does not count (C11). */
export const firstContact: Rule = {
  name: 'first-contact',
  pauses: true,
  react({ at, deed }, ticket) {
    switch (deed.type) {
      case 'created':
        return startFrom(ticket.spokenAt);
      case 'reopened':
        return startFrom(at);
      case 'contacted':
        return deed.reached ? MEET : STAY;
      case 'resolved':
      case 'cancelled':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'first-contact', ticket),
};
