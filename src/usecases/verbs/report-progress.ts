import type { TicketVerb } from '../change-ticket.ts';

/** 进展: what was done so far. Whoever reports on a ticket nobody owns has taken it. */
export const reportProgress: TicketVerb<{ readonly remark: string }> = {
  deed: 'progressed',
  plan: ({ number, ticket }, { remark }) => ({
    deeds: ticket.owner === null ? [{ type: 'taken' }, { type: 'progressed' }] : [{ type: 'progressed' }],
    remark,
    outcome: () => ({ code: 'progressed', number }),
  }),
};
