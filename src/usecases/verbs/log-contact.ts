import type { TicketVerb } from '../change-ticket.ts';

/** 已联系: somebody spoke to the customer (first contact is met), or tried and reached nobody (nothing is met, C11). */
export const logContact: TicketVerb<{ readonly reached: boolean; readonly remark: string | null }> = {
  deed: 'contacted',
  plan: ({ number }, { reached, remark }) => ({
    deeds: [{ type: 'contacted', reached }],
    remark,
    outcome: () => ({ code: 'contacted', number, reached }),
  }),
};
