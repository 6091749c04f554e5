import type { TicketVerb } from '../change-ticket.ts';
import { takeFirst } from './take-first.ts';

/** 已解决: the work is done, with what was done in words. Only the customer's word closes it afterwards (T8). */
export const resolveTicket: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'resolved',
  plan(context, { remark }) {
    const taken = takeFirst(context);
    return {
      deeds: [...taken, { type: 'resolved', ...(taken.length === 0 ? {} : { takes: true }) }],
      remark,
      outcome: ({ seq }) => ({ code: 'resolved', number: context.number, seq }),
    };
  },
};
