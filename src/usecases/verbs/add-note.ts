import type { TicketVerb } from '../change-ticket.ts';

/** 备注: words for the colleagues; no clock moves. */
export const addNote: TicketVerb<{ readonly remark: string }> = {
  deed: 'noted',
  plan: ({ number }, { remark }) => ({
    deeds: [{ type: 'noted' }],
    remark,
    outcome: () => ({ code: 'noted', number }),
  }),
};
