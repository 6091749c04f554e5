import type { SubjectKind } from '../commitment/subject-kind.ts';
import { ticketRules } from '../rules/index.ts';
import type { TimeBasis } from '../time.ts';
import type { Urgency } from '../vocabulary.ts';
import { applyEvent } from './apply-event.ts';
import type { Ticket, TicketDeed } from './ticket.ts';
import { isUndoable } from './undo.ts';

/** Urgent clocks run round the clock, the others in working time (S12). */
function basisOf(urgency: Urgency): TimeBasis {
  return urgency === 'urgent' ? 'round-the-clock' : 'working';
}

/** Tickets as the engine sees them: they wait on customers and suppliers (S10), and customers name times (T14). */
export const ticketKind: SubjectKind<Ticket, TicketDeed> = {
  type: 'ticket',
  rules: ticketRules,
  apply: applyEvent,
  undo: { isPossible: isUndoable, since: (deed) => (deed.type === 'undone' ? deed.since : null) },
  terms: ({ team, owner, urgency, round, status, demands }) => ({
    team,
    owner,
    basis: basisOf(urgency),
    round,
    isPaused: status === 'waiting',
    demands,
  }),
};
