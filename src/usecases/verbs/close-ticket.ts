import { hasRole } from '../../domain/people.ts';
import { type ClosingWord, UNANSWERED_REVISITS } from '../../domain/ticket/ticket.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 关闭: only with the customer's word (T8), or by a lead after revisits that nobody answered. */
export const closeTicket: TicketVerb<{ readonly word: ClosingWord; readonly remark: string | null }> = {
  deed: 'closed',
  plan({ number, ticket, actor }, { word, remark }) {
    if (word === 'unanswered') {
      if (!hasRole(actor, 'lead')) return { code: 'refused', reason: 'needs-role', number, role: 'lead' };
      const times = ticket.unansweredRevisits;
      if (times < UNANSWERED_REVISITS) return { code: 'refused', reason: 'needs-revisits', number, times };
    }
    return { deeds: [{ type: 'closed', word }], remark, outcome: () => ({ code: 'closed', number, word }) };
  },
};
