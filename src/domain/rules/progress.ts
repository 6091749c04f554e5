import { clockRule, fromNow } from './clock-rule.ts';
import { CANCEL, MEET, type Move, startFrom } from './rule.ts';

/** S4 进度同步: from taking it and from each update until the next one, or until it is resolved. Never pauses (S10). */
export const progress = clockRule('progress', {
  pauses: false,
  on: {
    taken: fromNow,
    progressed: again,
    planned: again,
    waited: again,
    resolved: MEET,
    cancelled: CANCEL,
    merged: CANCEL,
    reopened: CANCEL,
  },
});

function again({ at }: { readonly at: number }): readonly Move[] {
  return [...MEET, ...startFrom(at)];
}
