import { type Actor, actsFor, hasRole, worksFor } from '../people.ts';
import type { Role } from '../vocabulary.ts';
import type { Ticket, TicketDeed } from './ticket.ts';

/** What whoever opened a ticket may do in another team's hands: they took the customer's word and owe its end (T12). */
const OPENERS_DEEDS: ReadonlySet<TicketDeed['type']> = new Set([
  'edited',
  'contacted',
  'noted',
  'rated',
  'reopened',
  'closed',
  'cancelled',
  'escalated',
  'merged',
  'absorbed',
  'undone',
]);

/** Deeds that direct other people's work. */
const LEADS_DEEDS: ReadonlySet<TicketDeed['type']> = new Set(['assigned']);

export type Permission =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'not-your-team' }
  | { readonly ok: false; readonly why: 'needs-role'; readonly role: Role };

/** Whether this person may do this to this ticket. Its owner works on it whatever their team. */
export function mayDo(actor: Actor, deed: TicketDeed['type'], ticket: Ticket): Permission {
  const isOwner = actsFor(actor, ticket.owner);
  const isOpener = ticket.opener === actor.ref && OPENERS_DEEDS.has(deed);
  const isTheirStep = deed === 'step-done' && ticket.steps.some((step) => actsFor(actor, step.owner));
  if (!worksFor(actor, ticket.team) && !isOwner && !isOpener && !isTheirStep)
    return { ok: false, why: 'not-your-team' };
  if (LEADS_DEEDS.has(deed) && !hasRole(actor, 'lead')) return { ok: false, why: 'needs-role', role: 'lead' };
  return { ok: true };
}

/** Whether this person may read this ticket: its team, its owner and whoever opened it. */
export function maySee(actor: Actor, ticket: { team: string; owner: string | null; opener: string }): boolean {
  return worksFor(actor, ticket.team) || actsFor(actor, ticket.owner) || ticket.opener === actor.ref;
}
