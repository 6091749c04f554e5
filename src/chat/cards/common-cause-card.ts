import { lengthText } from '../../i18n/length-text.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { Card } from '../card.ts';
import { type CardContext, firstWords, teamName, timeText } from './context.ts';
import { ticketButton } from './ticket-buttons.ts';
import { ticketTone } from './ticket-card.ts';

/** That several customers have the same problem on one day: ids of their tickets and numbers only (T15). */
export interface CommonCauseNotice {
  readonly commonCause: readonly string[];
  readonly customers: number;
}

/** Lines shown; what is beyond is counted. */
const ITEMS = 15;

/** Whether a stored message is of a common cause. */
export function isCommonCause(data: unknown): data is CommonCauseNotice {
  return typeof data === 'object' && data !== null && 'commonCause' in data;
}

/** One problem at several customers: who has it, since when, and how each ticket stands now. */
export function commonCauseCard(notice: CommonCauseNotice, views: readonly TicketView[], context: CardContext): Card {
  const { m, now } = context;
  const [first] = views;
  const problem = first?.problemType ?? firstWords(first?.description ?? '', 30);
  const title = m.ticket.commonCause.title({ problem, customers: notice.customers });
  const since = Math.min(...views.map((view) => view.spokenAt), now);
  const hidden = views.length - ITEMS;
  return {
    tone: 'alarm',
    title,
    summary: title,
    lines: [
      m.ticket.commonCause.since({ at: timeText(context, since), ago: lengthText(m, now - since) }),
      m.ticket.commonCause.advice,
      ...(hidden > 0 ? [m.ticket.commonCause.more({ count: hidden })] : []),
    ],
    items: views.slice(0, ITEMS).map((view) => ({
      tone: ticketTone(view, now),
      title: `${view.number} · ${view.customer?.name ?? m.ticket.noCustomer}`,
      detail: [m.ticket.status(view.status), teamName(context, view.team), firstWords(view.description, 40)].join(
        ' · ',
      ),
      buttons: [ticketButton(m, 'show', view.number)],
    })),
  };
}
