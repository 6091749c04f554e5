import type { Ticket, TicketEvent } from '../ticket/ticket.ts';
import { clockRule } from './clock-rule.ts';
import { CANCEL, MEET, type Move, STAY, startFrom } from './rule.ts';

/** S3 处理方案: from when somebody took it, or worked on it without taking it, until a plan with its expected finish is recorded. */
export const plan = clockRule('plan', {
  pauses: true,
  on: {
    // Handing over between colleagues neither starts nor renews it.
    taken: ({ at }, ticket) => (ticket.eta === null ? startFrom(at) : STAY),
    progressed: fromFirstWork,
    waited: fromFirstWork,
    planned: MEET,
    resolved: CANCEL,
    cancelled: CANCEL,
    merged: CANCEL,
    reopened: CANCEL,
  },
});

/** A colleague's work on what was assigned and not yet taken begins it as well. */
function fromFirstWork({ at }: TicketEvent, _ticket: Ticket, before: Ticket | null): readonly Move[] {
  return before?.status === 'pending' ? startFrom(at) : STAY;
}
