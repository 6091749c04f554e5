import type { TicketDeed } from '../../domain/ticket/ticket.ts';
import type { VerbContext } from '../change-ticket.ts';

/** Whoever works on what nobody owns, or on what was assigned to them and not yet taken, has taken it by that. */
export function takeFirst({ ticket, actor }: Pick<VerbContext, 'ticket' | 'actor'>): readonly TicketDeed[] {
  const isWaitingForMe = ticket.owner === actor.ref && ticket.status === 'pending';
  return ticket.owner === null || isWaitingForMe ? [{ type: 'taken' }] : [];
}
