import { clockRule } from './clock-rule.ts';
import { CANCEL, MEET, STAY, startFrom } from './rule.ts';

/** S3 处理方案: from when somebody took it until a plan with its expected finish is recorded. */
export const plan = clockRule('plan', {
  pauses: true,
  on: {
    // Handing over between colleagues neither starts nor renews it.
    taken: ({ at }, ticket) => (ticket.eta === null ? startFrom(at) : STAY),
    planned: MEET,
    resolved: CANCEL,
    cancelled: CANCEL,
    reopened: CANCEL,
  },
});
