import type { CardItem } from '../../chat/card.ts';
import { firstWords } from '../../chat/cards/context.ts';
import { retypeButtons } from '../../chat/cards/retype-button.ts';
import { ticketTone } from '../../chat/cards/ticket-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { nearNumbers } from '../../domain/intake/near-numbers.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';

/** Tickets offered at once. */
const OFFERED = 3;

/**
 * The refusal of a number that is nobody's, with the tickets that may have been meant: those of the same person first, and
 * only what they may see. A press does the same deed on it.
 */
export async function offerNearest(
  context: CommandContext,
  refusal: Reply,
  verb: string,
  written: string,
  rest: string,
): Promise<Reply> {
  const { card, policy, services, actor } = context;
  if (refusal.kind !== 'card') return refusal;
  const numbers = nearNumbers(written, policy.calendarOf('').monthOf(card.now));
  if (numbers.length === 0) return refusal;
  const found = (await services.findTickets(numbers)).filter((view) => maySee(actor, view));
  if (found.length === 0) return refusal;
  const rank = (view: TicketView) =>
    view.owner === actor.ref ? 0 : view.opener === actor.ref ? 1 : isOpen(view.status) ? 2 : 3;
  const likeliest = found.toSorted(
    (a, b) => rank(a) - rank(b) || numbers.indexOf(a.number) - numbers.indexOf(b.number),
  );
  const items = likeliest.slice(0, OFFERED).map((view): CardItem => {
    const customer = view.customer?.name ?? card.m.ticket.noCustomer;
    return {
      tone: ticketTone(view, card.now),
      title: `${view.number} · ${customer} · ${firstWords(view.description, 30)}`,
      buttons: retypeButtons('ticket', `${verb} ${view.number}${rest.trimEnd()}`),
    };
  });
  const lines = [...(refusal.card.lines ?? []), card.m.correction.nearest];
  return { ...refusal, card: { ...refusal.card, lines, items } };
}
