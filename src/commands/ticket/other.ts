import type { Reply } from '../../chat/inbound.ts';
import type { CommandContext, Verb } from '../command.ts';
import { NO_MEMORY, newTicketForm } from './new-form.ts';
import { withNumber } from './on-ticket.ts';
import { withVisible } from './show.ts';

/** 还有需要: the customer has another need (T12): a new ticket for the same customer, in one step. */
export const other: Verb = {
  name: 'other',
  aliases: ['还有需要'],
  takesNumber: true,
  typed: (context, rest) => withNumber(context, 'show', rest, (number) => openOther(context, number)),
  clicked: openOther,
};

function openOther(context: CommandContext, number: string): Promise<Reply> {
  return withVisible(context, number, async (view) => ({
    kind: 'form',
    form: newTicketForm(context, { customer: view.customer?.name ?? null, kind: 'request' }, NO_MEMORY),
  }));
}
