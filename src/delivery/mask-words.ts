import { type MaskWords, maskText } from '../domain/privacy/mask-text.ts';
import type { HistoryEntry, TicketView } from '../usecases/ports.ts';

/** What people wrote, as this conversation may read it. */
export interface Reading {
  view(view: TicketView): TicketView;
  entry(entry: HistoryEntry): HistoryEntry;
}

/** In a direct talk with somebody entitled: as it was written. */
export const READ_IN_FULL: Reading = { view: (view) => view, entry: (entry) => entry };

/** In a group: without personal data (K3). `masked` gathers the ids of the tickets from which something was left out. */
export function readMasked(words: MaskWords, masked: Set<string>): Reading {
  const mask = (ticketId: string, text: string): string => {
    const shown = maskText(text, words);
    if (shown !== text) masked.add(ticketId);
    return shown;
  };
  return {
    view: (view) => ({
      ...view,
      customer: view.customer === null ? null : { ...view.customer, name: mask(view.id, view.customer.name) },
      description: mask(view.id, view.description),
      problemType: view.problemType === null ? null : mask(view.id, view.problemType),
    }),
    entry: (entry) => ({ ...entry, remark: entry.remark === null ? null : mask('', entry.remark) }),
  };
}
