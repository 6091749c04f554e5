import { clockTarget, tierTarget } from '../policy/clock-target.ts';
import { CANCEL, type Rule, STAY } from './rule.ts';

/** S15: each step of a plan is owed by its own person, perhaps in another team, at its own time. */
export const planStep: Rule = {
  name: 'plan-step',
  pauses: false,
  react({ at, deed }) {
    switch (deed.type) {
      case 'planned':
        // A new plan replaces the old one's steps.
        return [...CANCEL, ...deed.steps.map((own) => ({ move: 'start', from: at, own }) as const)];
      case 'step-done':
        return [{ move: 'meet', n: deed.n }];
      case 'resolved':
      case 'cancelled':
      case 'merged':
      case 'reopened':
        return CANCEL;
      default:
        return STAY;
    }
  },
  // The step names its time; the plan's clock only says whether plans are watched at all.
  target: (policy, ticket) => clockTarget(policy, 'plan', ticket),
  tighterTarget: (policy, ticket) => tierTarget(policy, 'plan', ticket),
};
