import type { Button } from '../../chat/card.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { hasRole } from '../../domain/people.ts';
import type { CommandContext } from '../command.ts';

/** A customer that nobody needs any more. */
export interface LeftOver {
  readonly number: string;
  readonly name: string;
}

/**
 * The customer that this ticket made by a wrong name, where nothing but the ticket has come to it since. Asked before the
 * ticket gets its right one; `null` where its customer is another's too.
 */
export async function leftOverBy({ services }: CommandContext, number: string): Promise<LeftOver | null> {
  const ticket = await services.findTicket(number);
  if (ticket === null || ticket.customer === null) return null;
  const [hit] = await services.customers.search(ticket.customer.name, 1);
  const entry = hit?.name === ticket.customer.name ? await services.customers.find(hit.number) : null;
  if (entry === null || entry.createdAt !== ticket.createdAt) return null;
  const { openTickets, people, cooperation, tags, profile } = entry;
  const isAlone = openTickets.every((one) => one.number === number) && openTickets.length === 1;
  const isBare = people.length + cooperation.length + tags.length === 0 && profile.accountManager === null;
  return isAlone && isBare ? { number: customerNumber(entry.number), name: profile.name } : null;
}

/** What to say of it, and for a lead the press that merges it into the right one, after being asked once more. */
export function leftOverWords(
  { card, actor }: CommandContext,
  left: LeftOver,
  into: string,
): { readonly line: string; readonly buttons: readonly Button[] } {
  const line = card.m.correction.leftOver(left);
  if (!hasRole(actor, 'lead')) return { line, buttons: [] };
  const value = `${left.number} ${into}`;
  const label = card.m.customer.button.merge;
  return { line, buttons: [{ action: 'customer.merge', value, label, typed: `/customer merge ${value}` }] };
}
