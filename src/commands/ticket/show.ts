import { firstWords, timeText } from '../../chat/cards/context.ts';
import { deedText } from '../../chat/cards/deed-text.ts';
import { ticketButton } from '../../chat/cards/ticket-buttons.ts';
import { ticketCard } from '../../chat/cards/ticket-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard, showOutcome } from '../replies.ts';
import { withNumber } from './on-ticket.ts';

/** Entries of the history shown at once, the newest ones. */
const HISTORY_SHOWN = 15;
/** Characters of a remark in the history. */
const REMARK_SHOWN = 120;

/** 查看: the ticket as it is, with who did what and when. */
export const show: Verb = {
  name: 'show',
  aliases: ['查看', '详情', '查'],
  takesNumber: true,
  typed: (context, rest) => withNumber(context, 'show', rest, (number) => showTicket(context, number)),
  clicked: showTicket,
};

async function showTicket(context: CommandContext, number: string): Promise<Reply> {
  return withVisible(context, number, async (view) => {
    const { card, services } = context;
    const { m } = card;
    const history = await services.ticketHistory(view.id);
    const shown = history.slice(-HISTORY_SHOWN);
    const earlier = history.length - shown.length;
    const lines = shown.map((entry) => {
      const deed = deedText(entry, card);
      const what =
        entry.remark === null
          ? deed
          : m.view.withRemark({ what: deed, remark: firstWords(entry.remark, REMARK_SHOWN) });
      return m.view.historyLine({ at: timeText(card, entry.at), what });
    });
    const shownAlone = ticketCard(view, card, true);
    return showCard({
      ...shownAlone,
      // What the button on the channel's card opens is here already; what helps further is how the deadline came about.
      buttons: [
        ...(shownAlone.buttons ?? []).filter((one) => one.action !== 'ticket.show'),
        ticketButton(m, 'why', number),
      ],
      lines: [m.view.history, ...(earlier > 0 ? [m.view.historyMore(earlier)] : []), ...lines],
    });
  });
}

/** Finds a ticket that the person may read, or says why not. */
export async function withVisible(
  context: CommandContext,
  number: string,
  then: (view: TicketView) => Promise<Reply>,
): Promise<Reply> {
  const view = await context.services.findTicket(number);
  if (view === null) return showOutcome(context, { code: 'refused', reason: 'unknown-ticket', number });
  if (!maySee(context.actor, view)) {
    return showOutcome(context, { code: 'refused', reason: 'not-your-team', number, team: view.team });
  }
  return then(view);
}
