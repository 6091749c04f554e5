import type { TicketVerb } from '../change-ticket.ts';

/** 升级: somebody raises it by hand; its ladder starts now, with the reason in words. */
export const escalateTicket: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'escalated',
  plan({ number, ticket }, { remark }) {
    if (ticket.needsEscalation) return { code: 'refused', reason: 'already-escalated', number };
    return { deeds: [{ type: 'escalated' }], remark, outcome: () => ({ code: 'escalated', number }) };
  },
};
