import { type DemandedTime, REOPENING_SCORE, type Ticket, type TicketEvent } from './ticket.ts';
import { statusAfter } from './transitions.ts';

/**
 * The ticket after one more event. Total: an event that stands in the log has happened, whether or not today's table
 * would allow it.
 */
export function applyEvent(ticket: Ticket | null, event: TicketEvent): Ticket {
  const { deed } = event;
  if (deed.type === 'created') {
    return {
      kind: deed.kind,
      urgency: deed.urgency,
      complex: deed.complex,
      team: deed.team,
      owner: null,
      opener: event.by,
      status: 'pending',
      round: 1,
      needsEscalation: false,
      score: null,
      eta: null,
      waiting: null,
      steps: [],
      badScores: 0,
      unansweredRevisits: 0,
      demands: deed.demands ?? [],
      written: deed.wantsWriting === true ? 'asked' : 'not-asked',
      tier: null,
      spokenAt: deed.spokenAt,
      createdAt: event.at,
    };
  }
  if (ticket === null) throw new Error(`history begins with ${deed.type} (seq ${event.seq}), expected created`);
  const moved: Ticket = { ...ticket, status: statusAfter(ticket.status, deed.type) };
  switch (deed.type) {
    case 'edited': {
      const { kind, urgency, complex, team } = deed.edit;
      return {
        ...moved,
        kind: kind ?? ticket.kind,
        urgency: urgency ?? ticket.urgency,
        complex: complex ?? ticket.complex,
        team: team ?? ticket.team,
      };
    }
    case 'assigned':
      return { ...moved, owner: deed.to };
    case 'rated':
      return {
        ...moved,
        score: deed.score,
        badScores: deed.score <= REOPENING_SCORE ? ticket.badScores + 1 : ticket.badScores,
      };
    case 'reopened':
      return {
        ...moved,
        round: ticket.round + 1,
        needsEscalation: false,
        score: null,
        eta: null,
        waiting: null,
        steps: [],
        unansweredRevisits: 0,
        demands: [],
      };
    case 'planned':
      return { ...moved, eta: deed.eta, steps: deed.steps, waiting: null };
    case 'waited':
      return { ...moved, waiting: { on: deed.on, until: deed.until } };
    case 'resumed':
      return { ...moved, waiting: null };
    case 'told':
      return { ...moved, written: deed.written && ticket.written === 'asked' ? 'given' : ticket.written };
    case 'revisit-unanswered':
      return { ...moved, unansweredRevisits: ticket.unansweredRevisits + 1 };
    case 'escalated':
      return { ...moved, needsEscalation: true };
    // Whoever works on it, or ends it, waits no longer.
    case 'taken':
      return { ...moved, owner: event.by, waiting: null };
    case 'progressed':
    case 'resolved':
    case 'cancelled':
      return { ...moved, needsEscalation: false, waiting: null };
    case 'contacted':
      if (!deed.reached) return moved;
      return {
        ...moved,
        needsEscalation: false,
        // Kept: a word that is merged in later has a first contact of its own.
        demands: ticket.demands.filter(({ clock }) => clock !== 'first-contact'),
      };
    case 'closed':
      return { ...moved, needsEscalation: false };
    case 'merged':
      return { ...moved, needsEscalation: false, waiting: null };
    case 'absorbed':
      return {
        ...moved,
        spokenAt: Math.min(ticket.spokenAt, deed.spokenAt),
        demands: tightestOfEach([...ticket.demands, ...deed.demands]),
        written: deed.wantsWriting === true && ticket.written === 'not-asked' ? 'asked' : ticket.written,
      };
    case 'tiered':
      return { ...moved, tier: deed.tier };
    // What it was before is known to whoever reads the whole history.
    case 'undone':
    case 'step-done':
    case 'acknowledged':
    case 'noted':
    case 'noticed':
    case 'linked':
    case 'policy-changed':
      return moved;
  }
}

/** One time for each clock: the others are kept by keeping it. */
function tightestOfEach(demands: readonly DemandedTime[]): readonly DemandedTime[] {
  const tightest = new Map<DemandedTime['clock'], DemandedTime>();
  for (const one of demands) {
    const known = tightest.get(one.clock);
    if (known === undefined || one.dueAt < known.dueAt) tightest.set(one.clock, one);
  }
  return [...tightest.values()];
}
