import type { Status } from '../vocabulary.ts';
import type { TicketDeed } from './ticket.ts';

type DeedType = TicketDeed['type'];

/** Work is owed on it. */
export const OPEN_STATUSES = ['pending', 'in-progress', 'waiting'] as const satisfies readonly Status[];

const WORKING: readonly Status[] = OPEN_STATUSES;
/** Something may still be owed on it. */
export const LIVING_STATUSES = [...OPEN_STATUSES, 'resolved'] as const satisfies readonly Status[];
const LIVING: readonly Status[] = LIVING_STATUSES;
const ENDED_OR_LIVING: readonly Status[] = [...LIVING, 'closed', 'cancelled'];
const ANY: readonly Status[] = [...LIVING, 'closed', 'cancelled', 'merged'];

/**
 * The one transition table: from which statuses a deed is allowed, and the status it leads to (`null`: unchanged).
 * Taking what is already in progress hands it over; a rating moves on by its score, see `statusAfter`.
 */
const TRANSITIONS: Readonly<Record<DeedType, { from: readonly Status[]; to: Status | null }>> = {
  created: { from: [], to: 'pending' },
  edited: { from: LIVING, to: null },
  taken: { from: WORKING, to: 'in-progress' },
  assigned: { from: WORKING, to: null },
  acknowledged: { from: ANY, to: null },
  contacted: { from: ENDED_OR_LIVING, to: null },
  noted: { from: ANY, to: null },
  progressed: { from: WORKING, to: 'in-progress' },
  planned: { from: WORKING, to: 'in-progress' },
  'step-done': { from: LIVING, to: null },
  waited: { from: WORKING, to: 'waiting' },
  resumed: { from: ['waiting'], to: 'in-progress' },
  told: { from: ['resolved', 'closed', 'cancelled'], to: null },
  'revisit-unanswered': { from: ['resolved'], to: null },
  resolved: { from: WORKING, to: 'resolved' },
  rated: { from: ['resolved'], to: null },
  reopened: { from: ['resolved', 'closed', 'cancelled'], to: 'pending' },
  closed: { from: ['resolved'], to: 'closed' },
  cancelled: { from: WORKING, to: 'cancelled' },
  escalated: { from: WORKING, to: null },
  noticed: { from: ANY, to: null },
  'policy-changed': { from: ANY, to: null },
  tiered: { from: ANY, to: null },
  linked: { from: ANY, to: null },
  merged: { from: WORKING, to: 'merged' },
  absorbed: { from: WORKING, to: null },
  undone: { from: ANY, to: null },
};

/** Statuses from which the deed is allowed. */
export function allowedFrom(deed: DeedType): readonly Status[] {
  return TRANSITIONS[deed].from;
}

/** Whether a ticket that stands so admits the deed. */
export function isAllowed(status: Status, deed: DeedType): boolean {
  return TRANSITIONS[deed].from.includes(status);
}

/** Where the deed leads from `status`. */
export function statusAfter(status: Status, deed: DeedType): Status {
  return TRANSITIONS[deed].to ?? status;
}

/** Whether work is still owed on a ticket that stands so. */
export function isOpen(status: Status): boolean {
  return WORKING.includes(status);
}
