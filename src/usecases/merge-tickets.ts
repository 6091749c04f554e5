import { readHistory } from '../domain/commitment/track.ts';
import { ticketKind } from '../domain/ticket/ticket-kind.ts';
import type { Instant } from '../domain/time.ts';
import { URGENCIES } from '../domain/vocabulary.ts';
import { type ChangeTicket, type ChangeTicketDeps, decideChange } from './change-ticket.ts';
import type { Outcome, Refusal } from './outcome.ts';
import type { DecidedTwo, LoadedTicket, Policies, Surface, TicketView } from './ports.ts';
import { absorbTicket, legacyOf, mergeAway } from './verbs/merge-ticket.ts';
import { withKnownPolicy } from './with-known-policy.ts';

export interface MergeTickets extends ChangeTicket {
  /** Number of the ticket that goes on; `number` goes into it. */
  readonly into: string;
  readonly remark: string | null;
}

/** Merges one ticket into another: both are locked, and both change or neither. */
export async function mergeTickets(deps: ChangeTicketDeps, request: MergeTickets): Promise<Outcome> {
  const { dedupeKey, number, into, budgetMs } = request;
  return withKnownPolicy(deps.policies, () =>
    deps.store.changeTwo({ dedupeKey, number, other: into, budgetMs }, (gone, kept) =>
      decideMerge(deps.policies, deps.surfaces(), gone, kept, request, deps.clock.now()),
    ),
  );
}

/** What a merge makes of the two, without touching the database. */
export function decideMerge(
  policies: Policies,
  surfaces: readonly Surface[],
  gone: LoadedTicket | null,
  kept: LoadedTicket | null,
  request: MergeTickets,
  readAt: Instant,
): DecidedTwo {
  const { number, into, remark } = request;
  if (number === into) return refuse({ code: 'refused', reason: 'merge-into-itself', number });
  if (gone === null) return refuse({ code: 'refused', reason: 'unknown-ticket', number });
  if (kept === null) return refuse({ code: 'refused', reason: 'unknown-ticket', number: into });
  // Both histories get the same moment, which lies before neither of their ends.
  const now = Math.max(readAt, gone.events.at(-1)?.at ?? readAt, kept.events.at(-1)?.at ?? readAt);
  const going = decideChange(
    policies,
    surfaces,
    gone,
    request,
    mergeAway,
    { id: kept.view.id, number: into, remark },
    now,
  );
  if (gone.view.mergedInto !== undefined) {
    return refuse({ code: 'refused', reason: 'merged-already', number, into: gone.view.mergedInto });
  }
  if (going.changes === null) return { outcome: going.outcome, changes: null };
  if (kept.view.mergedInto !== undefined) {
    return refuse({ code: 'refused', reason: 'merged-away', number, gone: into, into: kept.view.mergedInto });
  }
  const history = readHistory(ticketKind, gone.events, (hash) => policies.byHash(hash), now);
  const { view } = gone;
  const { commitments } = view;
  const legacy = legacyOf({ number, ticket: history.state, view, policy: history.policy, commitments, now });
  const staying = decideChange(policies, surfaces, kept, { ...request, number: into }, absorbTicket, legacy, now);
  if (staying.changes === null) return { outcome: staying.outcome, changes: null };
  const obstacle = obstacleTo(view, kept.view);
  if (obstacle !== null) return refuse(obstacle);
  return { outcome: going.outcome, changes: [going.changes, staying.changes] };
}

/** Why these two are not one case, or would take time from the customer as one. */
function obstacleTo(gone: TicketView, kept: TicketView): Refusal | null {
  const { number } = gone;
  const into = kept.number;
  if (gone.customer !== null && kept.customer !== null && gone.customer.name !== kept.customer.name) {
    return { code: 'refused', reason: 'other-customer', number, into };
  }
  if (URGENCIES.indexOf(gone.urgency) < URGENCIES.indexOf(kept.urgency)) {
    return { code: 'refused', reason: 'more-urgent', number, into, urgency: gone.urgency };
  }
  if (kept.status === 'waiting' && gone.status !== 'waiting') {
    return { code: 'refused', reason: 'target-waits', number, into };
  }
  return null;
}

function refuse(refusal: Refusal): DecidedTwo {
  return { outcome: refusal, changes: null };
}
