import type { TicketVerb } from '../change-ticket.ts';
import { takeFirst } from './take-first.ts';

/** 进展: what was done so far. It takes what was not yet taken. */
export const reportProgress: TicketVerb<{ readonly remark: string }> = {
  deed: 'progressed',
  plan: (context, { remark }) => ({
    deeds: [...takeFirst(context), { type: 'progressed' }],
    remark,
    outcome: () => ({ code: 'progressed', number: context.number }),
  }),
};
