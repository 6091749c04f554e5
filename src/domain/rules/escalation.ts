import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** T7 需升级: somebody raised the ticket by hand, so its ladder starts at once and runs until somebody acts on it. */
export const escalation: Rule = {
  name: 'escalation',
  pauses: false,
  react({ at, deed }) {
    switch (deed.type) {
      case 'escalated':
        return startFrom(at);
      case 'progressed':
      case 'resolved':
      // Also where a manager was asked after bad scores: the ticket then rests as resolved.
      case 'closed':
      case 'reopened':
        return MEET;
      case 'contacted':
        return deed.reached ? MEET : STAY;
      case 'cancelled':
      // The ticket that it goes on in is raised instead.
      case 'merged':
        return CANCEL;
      default:
        return STAY;
    }
  },
  target: () => ({ unit: 'time', ms: 0 }),
};
