import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S6 告知结果: every ending, a cancelled one too, owes the customer the result (T11). Their word on it shows that they know. */
export const tell: Rule = {
  name: 'tell',
  pauses: false,
  react({ at, deed }, ticket) {
    switch (deed.type) {
      case 'resolved':
      case 'cancelled':
        return startFrom(at);
      case 'told':
        return ticket.written === 'asked' ? STAY : MEET;
      case 'rated':
      case 'closed':
        return MEET;
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'tell', ticket),
};
