import { clockTarget, tierTarget } from '../policy/clock-target.ts';
import type { Ticket, TicketDeed, TicketEvent } from '../ticket/ticket.ts';
import type { ClockName } from '../vocabulary.ts';
import { type Move, type Rule, STAY } from './rule.ts';

/** What a deed does to a clock: always the same, or by the ticket after and before it. */
type Reaction = readonly Move[] | ((event: TicketEvent, ticket: Ticket, before: Ticket | null) => readonly Move[]);

/** A rule whose target stands under its own name in the policy, as a table: deeds that are not named leave it alone. */
export function clockRule(
  name: ClockName,
  options: { readonly pauses: boolean; readonly on: Readonly<Partial<Record<TicketDeed['type'], Reaction>>> },
): Rule {
  return {
    name,
    pauses: options.pauses,
    react(event, ticket, before) {
      const reaction = options.on[event.deed.type] ?? STAY;
      return typeof reaction === 'function' ? reaction(event, ticket, before) : reaction;
    },
    target: (policy, ticket) => clockTarget(policy, name, ticket),
    tighterTarget: (policy, ticket) => tierTarget(policy, name, ticket),
  };
}

/** From when the customer spoke. */
export const fromTheirWord: Reaction = (_event, ticket) => [{ move: 'start', from: ticket.spokenAt }];

/** From the deed itself. */
export const fromNow: Reaction = ({ at }) => [{ move: 'start', from: at }];

/** Met when the deed reached somebody: an attempt that reached nobody meets nothing (C11). */
export const metIfReached: Reaction = ({ deed }) =>
  deed.type === 'contacted' && deed.reached ? [{ move: 'meet' }] : STAY;
