import type { TicketDeed } from '../../domain/ticket/ticket.ts';
import type { TicketVerb, VerbContext } from '../change-ticket.ts';

/** The tier that its deadlines stand under becomes the customer's, as it is now (S16). */
export const retierTicket: TicketVerb<null> = {
  deed: 'tiered',
  plan(context) {
    const { number } = context;
    const deeds = tierDeeds(context);
    // Another replica was quicker.
    if (deeds.length === 0) return { code: 'refused', reason: 'nothing-to-edit', number };
    return { deeds, outcome: () => ({ code: 'edited', number }) };
  },
};

/** What the history lacks about the customer's tier. */
export function tierDeeds({ ticket, view }: Pick<VerbContext, 'ticket' | 'view'>): readonly TicketDeed[] {
  const tier = view.customer?.tier ?? null;
  return ticket.tier === tier ? [] : [{ type: 'tiered', tier }];
}
