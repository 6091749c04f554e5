import type { TicketDeed } from '../ticket/ticket.ts';
import { CANCEL, MEET, type Rule, STAY, startFrom } from './rule.ts';

const ENDINGS: ReadonlySet<TicketDeed['type']> = new Set(['resolved', 'cancelled', 'merged', 'reopened']);

/** The end of a wait (T7, S10): when the customer or supplier should have answered, somebody is reminded to look. */
export const waitEnd: Rule = {
  name: 'wait-end',
  pauses: false,
  react({ at, deed }, ticket) {
    if (deed.type === 'waited') return [...MEET, ...startFrom(at)];
    if (ENDINGS.has(deed.type)) return CANCEL;
    return ticket.status === 'waiting' ? STAY : MEET;
  },
  dueAt: (ticket) => ticket.waiting?.until ?? null,
  target: () => ({ unit: 'time', ms: 0 }),
};
