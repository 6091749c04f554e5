import type { TicketVerb } from '../change-ticket.ts';

/** 已解决: the work is done, with what was done in words. Only the customer's word closes it afterwards (T8). */
export const resolveTicket: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'resolved',
  plan: ({ number, ticket }, { remark }) => ({
    // Whoever resolves what nobody owned has taken it.
    deeds: ticket.owner === null ? [{ type: 'taken' }, { type: 'resolved' }] : [{ type: 'resolved' }],
    remark,
    outcome: () => ({ code: 'resolved', number }),
  }),
};
