import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

/** The end of a wait (T7, S10): when the customer or supplier should have answered, somebody is reminded to look. */
export const waitEnd: Rule = {
  name: 'wait-end',
  pauses: false,
  react({ at, deed }, ticket) {
    if (deed.type === 'waited') return [...MEET, ...startFrom(at)];
    if (deed.type === 'resolved' || deed.type === 'cancelled' || deed.type === 'reopened') return CANCEL;
    return ticket.status === 'waiting' ? STAY : MEET;
  },
  dueAt: (ticket) => ticket.waiting?.until ?? null,
  target: () => ({ unit: 'time', ms: 0 }),
};
