import { type MaskWords, maskText } from '../domain/privacy/mask-text.ts';
import type { CareView } from '../usecases/care/ports.ts';
import type { ContactView } from '../usecases/contact-ports.ts';
import type { HistoryEntry, TicketView } from '../usecases/ports.ts';

/** What people wrote, as this conversation may read it. */
export interface Reading {
  view(view: TicketView): TicketView;
  entry(entry: HistoryEntry): HistoryEntry;
  contact(view: ContactView): ContactView;
  care(view: CareView): CareView;
}

/** In a direct talk with somebody entitled: as it was written. */
export const READ_IN_FULL: Reading = {
  view: (view) => view,
  entry: (entry) => entry,
  contact: (view) => view,
  care: (view) => view,
};

/** In a group: without personal data (K3), starred facts not at all. `masked` gathers the ids of the tickets from which something was left out. */
export function readMasked(words: MaskWords, masked: Set<string>, starred: string): Reading {
  const mask = (subjectId: string, text: string): string => {
    const shown = maskText(text, words);
    if (shown !== text) masked.add(subjectId);
    return shown;
  };
  return {
    view: (view) => ({
      ...view,
      customer: view.customer === null ? null : { ...view.customer, name: mask(view.id, view.customer.name) },
      description: mask(view.id, view.description),
      problemType: view.problemType === null ? null : mask(view.id, view.problemType),
    }),
    contact: (view) => {
      if (view.facts !== null) masked.add(view.id);
      const shown = (text: string | null) => (text === null ? null : mask(view.id, text));
      return {
        ...view,
        customer: view.customer === null ? null : { ...view.customer, name: mask(view.id, view.customer.name) },
        content: mask(view.id, view.content),
        feedback: shown(view.feedback),
        participants: shown(view.participants),
        facts: view.facts === null ? null : starred,
        aim: shown(view.aim),
        materials: shown(view.materials),
        shared: view.shared === null ? null : { ...view.shared, words: shown(view.shared.words) },
        followUps: view.followUps.map((one) => ({ ...one, words: mask(view.id, one.words) })),
      };
    },
    care: (view) => ({
      ...view,
      name: mask(view.id, view.name),
      namesById: new Map([...view.namesById].map(([id, name]) => [id, mask(view.id, name)])),
    }),
    entry: (entry) => ({ ...entry, remark: entry.remark === null ? null : mask('', entry.remark) }),
  };
}
