import { findUndo } from '../../domain/ticket/undo.ts';
import type { TicketVerb } from '../change-ticket.ts';

/**
 * 撤销: what the same person did a moment ago never was, as far as the ticket goes; the history keeps both. `seq`: the very
 * deed that is meant; `null`: the last one.
 */
export const undoDeed: TicketVerb<{ readonly seq: number | null }> = {
  deed: 'undone',
  // Whoever assigned a ticket of another team that was theirs has no part in it since, and may still want it back.
  isTheirs: ({ events, actor, now }, { seq }) => !('why' in findUndo(events, actor.ref, now, seq)),
  plan({ number, events, actor, now }, { seq }) {
    const found = findUndo(events, actor.ref, now, seq);
    if ('why' in found) {
      switch (found.why) {
        case 'nothing-to-undo':
          return { code: 'refused', reason: 'nothing-to-undo', number };
        case 'too-late':
          return { code: 'refused', reason: 'undo-too-late', number };
        case 'not-theirs':
          return { code: 'refused', reason: 'undo-not-yours', number, by: found.by };
        case 'acted-since':
          return { code: 'refused', reason: 'acted-since', number, by: found.by };
      }
    }
    const { since, what } = found;
    return { deeds: [{ type: 'undone', since, what }], outcome: () => ({ code: 'undone', number, what }) };
  },
};
