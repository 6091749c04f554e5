import { clockTarget } from '../policy/clock-target.ts';
import { CANCEL, MEET, type Move, type Rule, STAY, startFrom } from './rule.ts';

/** S4 每日同步: from taking it and from each update until the next one, or until it is resolved. Never pauses (S10). */
export const progress: Rule = {
  name: 'progress',
  pauses: false,
  react({ at, deed }) {
    switch (deed.type) {
      case 'taken':
        return startFrom(at);
      case 'progressed':
      case 'planned':
      case 'waited':
        return again(at);
      case 'resolved':
        return MEET;
      case 'cancelled':
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: (policy, ticket) => clockTarget(policy, 'progress', ticket),
};

function again(at: number): readonly Move[] {
  return [...MEET, ...startFrom(at)];
}
