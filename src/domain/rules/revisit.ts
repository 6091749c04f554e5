import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S7 回访: after it was resolved, until the customer's score or word is on record. */
export const revisit: Rule = {
  name: 'revisit',
  pauses: false,
  react({ at, deed }) {
    switch (deed.type) {
      case 'resolved':
        return startFrom(at);
      case 'rated':
      case 'closed':
        return MEET;
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'revisit', ticket),
};
