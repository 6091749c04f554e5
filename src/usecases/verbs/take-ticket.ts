import type { TicketVerb } from '../change-ticket.ts';

/** 认领: the work is mine now. Taking it from a colleague is allowed and said. */
export const takeTicket: TicketVerb<null> = {
  deed: 'taken',
  plan({ number, ticket, actor, commitments }) {
    const isStartOwed = commitments.some(
      ({ rule, round, state }) => rule === 'start' && round === ticket.round && state === 'open',
    );
    if (ticket.owner === actor.ref && ticket.status === 'in-progress' && !isStartOwed) {
      return { code: 'refused', reason: 'already-yours', number };
    }
    const from = ticket.owner === actor.ref ? null : ticket.owner;
    return { deeds: [{ type: 'taken' }], outcome: ({ seq }) => ({ code: 'taken', number, from, seq }) };
  },
};
