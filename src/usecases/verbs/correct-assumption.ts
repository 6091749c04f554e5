import { teamForKind } from '../../domain/policy/lookup.ts';
import type { TicketEdit } from '../../domain/ticket/ticket.ts';
import type { Kind, Urgency } from '../../domain/vocabulary.ts';
import type { TicketVerb } from '../change-ticket.ts';
import type { NamedCustomer } from '../ports.ts';
import { editTicket } from './edit-ticket.ts';

/** One thing that was assumed when the ticket was opened, as it should have been. */
export type Correction =
  /** `reroutes`: the team was assumed by the kind, and follows it. */
  | { readonly part: 'kind'; readonly value: Kind; readonly reroutes: boolean }
  | { readonly part: 'urgency'; readonly value: Urgency }
  | { readonly part: 'team'; readonly value: string }
  /** `value`: the number of a known one; empty for one that is to be new. */
  | { readonly part: 'customer'; readonly value: string; readonly customer: NamedCustomer };

/** One press puts right what was assumed, unless somebody else has done so since. */
export const correctAssumption: TicketVerb<Correction> = {
  deed: 'edited',
  plan(context, correction) {
    const { number, events, actor, ticket, policy } = context;
    const { part, value } = correction;
    const edits = events.filter(
      ({ by, deed }) => deed.type === 'edited' && deed.edit[part] !== undefined && by !== actor.ref,
    );
    const last = edits.at(-1);
    if (last !== undefined) return { code: 'refused', reason: 'corrected-since', number, by: last.by };
    const isRouted = ticket.team === teamForKind(policy.policy, ticket.kind).id;
    const team =
      correction.part === 'kind' && correction.reroutes && isRouted
        ? { team: teamForKind(policy.policy, correction.value).id }
        : {};
    const edit: Pick<TicketEdit, 'kind' | 'urgency' | 'team'> =
      correction.part === 'customer' ? {} : { [part]: value, ...team };
    const customer = correction.part === 'customer' ? correction.customer : null;
    const plan = editTicket.plan(context, { edit, description: null, problemType: null, customer });
    if ('code' in plan) return plan;
    return { ...plan, outcome: ({ ticket: after }) => ({ code: 'corrected', number, part, value, team: after.team }) };
  },
};
