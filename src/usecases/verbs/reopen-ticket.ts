import type { TicketVerb } from '../change-ticket.ts';

/** 重新打开: the work starts again in a new round, and the old one keeps its record. */
export const reopenTicket: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'reopened',
  plan: ({ number }, { remark }) => ({
    deeds: [{ type: 'reopened' }],
    remark,
    outcome: ({ ticket }) => ({ code: 'reopened', number, round: ticket.round }),
  }),
};
