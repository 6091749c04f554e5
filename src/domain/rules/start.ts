import { clockRule, fromNow, fromTheirWord } from './clock-rule.ts';
import { CANCEL, MEET } from './rule.ts';

/** S2 启动处理: from when the customer spoke until somebody took the work. Being assigned is not yet taking it. */
export const start = clockRule('start', {
  pauses: true,
  on: {
    created: fromTheirWord,
    reopened: fromNow,
    taken: MEET,
    planned: MEET,
    progressed: MEET,
    waited: MEET,
    resolved: MEET,
    cancelled: CANCEL,
    merged: CANCEL,
  },
});
