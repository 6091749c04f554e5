import type { TicketVerb } from '../change-ticket.ts';

/** 恢复: the wait is over. */
export const resumeTicket: TicketVerb<null> = {
  deed: 'resumed',
  plan: ({ number }) => ({ deeds: [{ type: 'resumed' }], outcome: () => ({ code: 'resumed', number }) }),
};
