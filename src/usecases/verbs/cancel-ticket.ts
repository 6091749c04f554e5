import type { TicketVerb } from '../change-ticket.ts';

/** 取消: opened by mistake or withdrawn, with the reason in words. */
export const cancelTicket: TicketVerb<{ readonly remark: string }> = {
  deed: 'cancelled',
  plan: ({ number }, { remark }) => ({
    deeds: [{ type: 'cancelled' }],
    remark,
    outcome: ({ seq }) => ({ code: 'cancelled', number, seq }),
  }),
};
