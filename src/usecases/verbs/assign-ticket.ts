import type { PersonRef } from '../../domain/vocabulary.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** 分派: a lead names the owner. The clock of starting runs on until that person takes it. */
export const assignTicket: TicketVerb<{ readonly to: PersonRef }> = {
  deed: 'assigned',
  plan({ number, ticket }, { to }) {
    if (ticket.owner === to) return { code: 'refused', reason: 'already-assigned', number, to };
    return { deeds: [{ type: 'assigned', to }], outcome: ({ seq }) => ({ code: 'assigned', number, to, seq }) };
  },
};
