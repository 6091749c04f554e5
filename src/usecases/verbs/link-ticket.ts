import type { Repeat } from '../../domain/ticket/repeats.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { TicketVerb } from '../change-ticket.ts';

/** The customer has said it before (T15): the last time is named, and what is still open is raised. */
export const linkTicket: TicketVerb<Repeat> = {
  deed: 'linked',
  plan({ number, ticket, view }, repeat) {
    if (view.linked !== undefined) return { code: 'refused', reason: 'nothing-to-edit', number };
    const { number: to, times, since } = repeat;
    const raises = isOpen(ticket.status) && !ticket.needsEscalation;
    return {
      deeds: [{ type: 'linked', to, times, since }, ...(raises ? [{ type: 'escalated' } as const] : [])],
      set: { linked: repeat },
      outcome: () => ({ code: 'edited', number }),
    };
  },
};
