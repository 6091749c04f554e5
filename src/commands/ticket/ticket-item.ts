import type { CardItem } from '../../chat/card.ts';
import { firstWords } from '../../chat/cards/context.ts';
import { ticketButton } from '../../chat/cards/ticket-buttons.ts';
import { dueText, ticketTone } from '../../chat/cards/ticket-card.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';

/** A ticket as a row of a list. */
export function ticketItem(ticket: TicketView, { card }: CommandContext): CardItem {
  const { m } = card;
  const due = dueText(ticket, card);
  return {
    tone: ticketTone(ticket, card.now),
    title: m.view.itemTitle({
      number: ticket.number,
      customer: `${ticket.customer?.name ?? m.ticket.noCustomer}${ticket.customer?.vip === true ? ` ${m.ticket.vip}` : ''}`,
      text: ticket.problemType ?? firstWords(ticket.description, 30),
    }),
    detail: m.view.itemDetail({
      status: m.ticket.status(ticket.status),
      urgency: m.ticket.urgency(ticket.urgency),
      owner: ticket.owner === null ? m.ticket.nobody : card.nameOf(ticket.owner),
      due,
    }),
    buttons: [ticketButton(m, 'show', ticket.number)],
  };
}
