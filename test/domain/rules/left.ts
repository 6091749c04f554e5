import { readHistory } from '../../../src/domain/commitment/track.ts';
import type { TicketDeed, TicketEvent } from '../../../src/domain/ticket/ticket.ts';
import { ticketKind } from '../../../src/domain/ticket/ticket-kind.ts';
import { clock } from '../../support/commitments.ts';
import { company, switchablePolicies } from '../../support/policies.ts';

const { byHash } = switchablePolicies([company({}, 'handbook')]);
const NINE = clock('2026-03-03 09:00');
const HOUR = 3_600_000;
const CREATED: TicketDeed = {
  type: 'created',
  kind: 'inquiry',
  urgency: 'normal',
  complex: false,
  team: 'support',
  spokenAt: NINE,
  policy: 'handbook',
};

/** Every deed an hour after the one before, from 09:00; what is left of each rule, `state@hours since it started`. */
export function left(rule: string, ...deeds: readonly TicketDeed[]): string[] {
  const events = [CREATED, ...deeds].map(
    (deed, i): TicketEvent => ({ seq: i + 1, at: NINE + i * HOUR, by: 'agent', deed }),
  );
  const { tracks } = readHistory(ticketKind, events, byHash, NINE + events.length * HOUR);
  return tracks
    .filter((track) => track.rule === rule)
    .map((track) => `${track.state}@${(track.startedAt - NINE) / HOUR}`);
}
