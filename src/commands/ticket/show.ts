import { firstWords, timeText } from '../../chat/cards/context.ts';
import { deedText } from '../../chat/cards/deed-text.ts';
import { wordsOwed } from '../../chat/cards/notice-subject.ts';
import { ticketButton } from '../../chat/cards/ticket-buttons.ts';
import { ticketCard } from '../../chat/cards/ticket-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { maySee } from '../../domain/ticket/permission.ts';
import type { HistoryEntry, TicketView } from '../../usecases/ports.ts';
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
  typed: (context, rest) =>
    withNumber(context, 'show', rest, (number, words) => showTicket(context, number, pageOf(words.normalize('NFKC')))),
  clicked: (context, value) => {
    const [number = '', page = ''] = value.split('|');
    return showTicket(context, number, pageOf(page));
  },
};

/** Pages of the history count from 1, the newest; what is no page is the first. */
function pageOf(words: string): number {
  return Math.max(Number(/^\s*(\d{1,3})\s*$/u.exec(words)?.[1] ?? 1), 1);
}

/** Reminders that follow one another are one line, the last of them: deeds of people are what is looked for. */
function foldReminders(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.filter((entry, i) => entry.deed.type !== 'noticed' || history[i + 1]?.deed.type !== 'noticed');
}

async function showTicket(context: CommandContext, number: string, page: number): Promise<Reply> {
  return withVisible(context, number, async (view) => {
    const { card, services } = context;
    const { m } = card;
    const history = foldReminders(await services.ticketHistory(view.id));
    const end = Math.max(history.length - (page - 1) * HISTORY_SHOWN, 0);
    const shown = history.slice(Math.max(end - HISTORY_SHOWN, 0), end);
    const earlier = end - shown.length;
    const older = {
      action: 'ticket.show',
      value: `${number}|${page + 1}`,
      label: m.ticket.button.earlier,
      typed: `/ticket show ${number} ${page + 1}`,
    };
    const lines = shown.map((entry) => {
      const deed = deedText(entry, card);
      const what =
        entry.remark === null
          ? deed
          : m.view.withRemark({ what: deed, remark: firstWords(entry.remark, REMARK_SHOWN) });
      return m.view.historyLine({ at: timeText(card, entry.at), what });
    });
    const shownAlone = ticketCard(view, card, true);
    const copy = wordsOwed(view, card);
    return showCard({
      ...shownAlone,
      // What the button on the channel's card opens is here already; what helps further is how the deadline came about.
      buttons: [
        ...(shownAlone.buttons ?? []).filter((one) => one.action !== 'ticket.show'),
        ticketButton(m, 'why', number),
        ...(earlier > 0 ? [older] : []),
      ],
      lines: [m.view.history, ...(earlier > 0 ? [m.view.historyMore(earlier)] : []), ...lines],
      ...(copy === null ? {} : { copy }),
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
