import type { TicketVerb } from '../change-ticket.ts';
import { takeFirst } from './take-first.ts';

/** 已解决: the work is done, with what was done in words. Only the customer's word closes it afterwards (T8). */
export const resolveTicket: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'resolved',
  plan: (context, { remark }) => ({
    deeds: [...takeFirst(context), { type: 'resolved' }],
    remark,
    outcome: () => ({ code: 'resolved', number: context.number }),
  }),
};
