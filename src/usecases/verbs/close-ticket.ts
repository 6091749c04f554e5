import type { ClosingWord } from '../../domain/ticket/ticket.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 关闭: only with the customer's word; silence never closes (T8). */
export const closeTicket: TicketVerb<{ readonly word: ClosingWord; readonly remark: string | null }> = {
  deed: 'closed',
  plan: ({ number }, { word, remark }) => ({
    deeds: [{ type: 'closed', word }],
    remark,
    outcome: () => ({ code: 'closed', number, word }),
  }),
};
