import type { Ticket, TicketEvent } from './ticket.ts';
import { statusAfter } from './transitions.ts';

/**
 * The ticket after one more event. Total: an event that stands in the log has happened, whether or not today's table
 * would allow it.
 */
export function applyEvent(ticket: Ticket | null, event: TicketEvent): Ticket {
  const { deed } = event;
  if (deed.type === 'created') {
    return {
      kind: deed.kind,
      urgency: deed.urgency,
      complex: deed.complex,
      team: deed.team,
      owner: null,
      opener: event.by,
      status: 'pending',
      round: 1,
      needsEscalation: false,
      score: null,
      spokenAt: deed.spokenAt,
      createdAt: event.at,
    };
  }
  if (ticket === null) throw new Error(`history begins with ${deed.type} (seq ${event.seq}), expected created`);
  const moved: Ticket = { ...ticket, status: statusAfter(ticket.status, deed.type) };
  switch (deed.type) {
    case 'edited': {
      const { kind, urgency, complex, team } = deed.edit;
      return {
        ...moved,
        kind: kind ?? ticket.kind,
        urgency: urgency ?? ticket.urgency,
        complex: complex ?? ticket.complex,
        team: team ?? ticket.team,
      };
    }
    case 'taken':
      return { ...moved, owner: event.by };
    case 'assigned':
      return { ...moved, owner: deed.to };
    case 'rated':
      return { ...moved, score: deed.score };
    case 'reopened':
      return { ...moved, round: ticket.round + 1, needsEscalation: false, score: null };
    case 'escalated':
      return { ...moved, needsEscalation: true };
    case 'progressed':
    case 'resolved':
    case 'cancelled':
      return { ...moved, needsEscalation: false };
    case 'contacted':
      return { ...moved, needsEscalation: deed.reached ? false : ticket.needsEscalation };
    case 'acknowledged':
    case 'noted':
    case 'closed':
    case 'noticed':
    case 'policy-changed':
      return moved;
  }
}
