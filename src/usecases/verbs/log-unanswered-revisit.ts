import type { TicketVerb } from '../change-ticket.ts';

/** 回访未接通: on record, and meets nothing; after three of them a lead may close. */
export const logUnansweredRevisit: TicketVerb<{ readonly remark: string | null }> = {
  deed: 'revisit-unanswered',
  plan: ({ number }, { remark }) => ({
    deeds: [{ type: 'revisit-unanswered' }],
    remark,
    outcome: ({ ticket }) => ({ code: 'revisit-unanswered', number, times: ticket.unansweredRevisits }),
  }),
};
