import { maySee } from '../../domain/ticket/permission.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';

/** The ticket that a talk was about, where there is one that this person may see. */
export async function ticketOf(context: CommandContext, number: string | null): Promise<TicketView | null> {
  if (number === null) return null;
  const view = await context.services.findTicket(number);
  return view !== null && maySee(context.actor, view) ? view : null;
}
