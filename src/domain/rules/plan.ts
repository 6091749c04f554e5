import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** S3 处理方案: from when somebody took it until a plan with its expected finish is recorded. */
export const plan: Rule = {
  name: 'plan',
  pauses: true,
  react({ at, deed }, ticket) {
    switch (deed.type) {
      case 'taken':
        // Handing over between colleagues neither starts nor renews it.
        return ticket.eta === null ? startFrom(at) : STAY;
      case 'planned':
        return MEET;
      case 'resolved':
      case 'cancelled':
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'plan', ticket),
};
