import type { TicketVerb } from '../change-ticket.ts';

/** 已告知: the customer knows the result. Where they demanded it in writing, only a written answer counts (T14). */
export const tellCustomer: TicketVerb<{ readonly written: boolean; readonly remark: string | null }> = {
  deed: 'told',
  plan({ number, ticket }, { written, remark }) {
    if (ticket.written === 'asked' && !written) return { code: 'refused', reason: 'needs-writing', number };
    return { deeds: [{ type: 'told', written }], remark, outcome: () => ({ code: 'told', number }) };
  },
};
