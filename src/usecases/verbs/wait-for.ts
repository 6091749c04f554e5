import type { Waiting } from '../../domain/ticket/ticket.ts';
import type { TicketVerb } from '../change-ticket.ts';
import { takeFirst } from './take-first.ts';

/** 等待: on the customer or a supplier, with the reason and the expected end. Clocks stand still; daily updates go on (S10). */
export const waitFor: TicketVerb<Waiting & { readonly remark: string }> = {
  deed: 'waited',
  plan: (context, { on, until, remark }) => ({
    deeds: [...takeFirst(context), { type: 'waited', on, until }],
    remark,
    outcome: () => ({ code: 'waiting', number: context.number, until }),
  }),
};
