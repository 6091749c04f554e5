import { type Instant, MINUTE_MS, type Ms } from '../time.ts';
import type { PersonRef } from '../vocabulary.ts';
import type { TicketDeed, TicketEvent } from './ticket.ts';

/** So long somebody may take back what they did. */
export const UNDO_WITHIN_MS: Ms = 5 * MINUTE_MS;

/** Deeds that can be taken back. */
export const UNDOABLE_DEEDS = ['taken', 'assigned', 'cancelled', 'resolved'] as const;
export type UndoableDeed = (typeof UNDOABLE_DEEDS)[number];

/** What is taken back: everything from the deed `since` on. */
export interface Undo {
  readonly since: number;
  readonly what: UndoableDeed;
}

/** Why nothing is taken back. `acted-since`: somebody, perhaps the same person, has done something after it. */
export type NoUndo =
  | { readonly why: 'nothing-to-undo' }
  | { readonly why: 'not-theirs'; readonly by: PersonRef }
  | { readonly why: 'acted-since'; readonly by: PersonRef }
  | { readonly why: 'too-late' };

/** Whether a deed can be taken back at all. */
export function isUndoable(deed: Pick<TicketDeed, 'type'>): boolean {
  return UNDOABLE_DEEDS.some((one) => one === deed.type);
}

/**
 * What this person may take back now: the last thing that anybody did, if it was theirs and a moment ago. `wanted`: the
 * seq of the very deed they mean, so that a second press of one button never takes back a second deed.
 */
export function findUndo(
  events: readonly TicketEvent[],
  by: PersonRef,
  now: Instant,
  wanted: number | null,
): Undo | NoUndo {
  // What we said is no deed of anybody's: it stays said, and hinders nothing.
  const deeds = events.filter(({ deed }) => deed.type !== 'noticed');
  const last = deeds.at(-1);
  const meant = wanted === null ? latestUndoable(deeds, by, now) : deeds.find(({ seq }) => seq === wanted);
  if (meant === undefined || last === undefined) return { why: 'nothing-to-undo' };
  const { type } = meant.deed;
  const what = UNDOABLE_DEEDS.find((one) => one === type);
  if (what === undefined || isTakenBack(deeds, meant)) return { why: 'nothing-to-undo' };
  if (meant.by !== by) return { why: 'not-theirs', by: meant.by };
  if (last !== meant) return { why: 'acted-since', by: last.by };
  if (now - meant.at > UNDO_WITHIN_MS) return { why: 'too-late' };
  // Whoever ends what nobody had has taken it by the same act, which is taken back as one.
  const takes = meant.deed.type === 'resolved' && meant.deed.takes === true;
  return { since: takes ? meant.seq - 1 : meant.seq, what };
}

/** The last deed, or where something came after it, the one of this person that would have been meant. */
function latestUndoable(deeds: readonly TicketEvent[], by: PersonRef, now: Instant): TicketEvent | undefined {
  const last = deeds.at(-1);
  if (last === undefined || isUndoable(last.deed)) return last;
  return deeds.findLast((one) => one.by === by && isUndoable(one.deed) && now - one.at <= UNDO_WITHIN_MS);
}

function isTakenBack(deeds: readonly TicketEvent[], { seq }: TicketEvent): boolean {
  return deeds.some(({ deed, seq: at }) => deed.type === 'undone' && deed.since <= seq && seq < at);
}
