import { outcomeCard } from '../../chat/cards/outcome-card.ts';
import type { WrittenContact } from '../../domain/contact/written-contact.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import type { Outcome } from '../../usecases/outcome.ts';
import type { TicketView } from '../../usecases/ports.ts';
import { logContact } from '../../usecases/verbs/log-contact.ts';
import { logUnansweredRevisit } from '../../usecases/verbs/log-unanswered-revisit.ts';
import { tellCustomer } from '../../usecases/verbs/tell-customer.ts';
import type { CommandContext } from '../command.ts';

/** The ticket that a talk was about, where there is one that this person may see. */
export async function ticketOf(context: CommandContext, number: string | null): Promise<TicketView | null> {
  if (number === null) return null;
  const view = await context.services.findTicket(number);
  return view !== null && maySee(context.actor, view) ? view : null;
}

/**
 * A talk about a ticket is a deed on it: it meets the clock that waits for the customer to be reached or told, by the
 * ticket's own verbs. An attempt that reached nobody meets none (C11). Under a key of its own: the record of the talk
 * stands already, and a repeat does neither twice.
 */
export async function meetTicketClocks(
  context: CommandContext,
  ticket: TicketView,
  written: Pick<WrittenContact, 'isReached' | 'content' | 'channel'>,
): Promise<readonly string[]> {
  const outcome = await deedOn(context, ticket, written);
  const { m } = context.card;
  return [m.contact.reply.onTicket({ number: ticket.number, what: outcomeCard(outcome, context.card).title })];
}

function deedOn(
  context: CommandContext,
  ticket: TicketView,
  { isReached, content, channel }: Pick<WrittenContact, 'isReached' | 'content' | 'channel'>,
): Promise<Outcome> {
  const { inbound, actor, budgetMs, services } = context;
  const request = { dedupeKey: `${inbound.dedupeKey}:ticket`, number: ticket.number, actor, budgetMs };
  const remark = content === '' ? null : content;
  const owes = (rule: string) => ticket.commitments.some((one) => one.rule === rule && one.state === 'open');
  if (isReached && owes('tell')) {
    return services.changeTicket(request, tellCustomer, { written: channel === 'email', remark });
  }
  if (!isReached && ticket.status === 'resolved' && owes('revisit')) {
    return services.changeTicket(request, logUnansweredRevisit, { remark });
  }
  return services.changeTicket(request, logContact, { reached: isReached, remark });
}
