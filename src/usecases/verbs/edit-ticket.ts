import type { TicketEdit } from '../../domain/ticket/ticket.ts';
import type { TicketVerb } from '../change-ticket.ts';
import type { NamedCustomer } from '../ports.ts';

export interface TicketCorrection {
  readonly edit: Pick<TicketEdit, 'kind' | 'urgency' | 'complex' | 'team'>;
  readonly description: string | null;
  readonly problemType: string | null;
  readonly customer: NamedCustomer | null;
}

/** 修改: corrects what was recorded; deadlines follow, from the same start. */
export const editTicket: TicketVerb<TicketCorrection> = {
  deed: 'edited',
  plan({ number, ticket, view, policy }, { edit, description, problemType, customer }) {
    if (edit.team !== undefined && !policy.policy.teams.has(edit.team)) {
      return { code: 'refused', reason: 'unknown-team', number, teams: [...policy.policy.teams.keys()] };
    }
    const changed = Object.fromEntries(
      Object.entries(edit).filter(([key, value]) => value !== ticket[key as keyof typeof edit]),
    ) as TicketEdit;
    const isDescribed = description !== null && description !== view.description;
    const isTyped = problemType !== null && problemType !== view.problemType;
    const isOther = customer !== null && customer.name !== view.customer?.name;
    if (Object.keys(changed).length === 0 && !isDescribed && !isTyped && !isOther) {
      return { code: 'refused', reason: 'nothing-to-edit', number };
    }
    return {
      deeds: [
        {
          type: 'edited',
          policy: policy.hash,
          edit: {
            ...changed,
            ...(isDescribed ? { described: true } : {}),
            ...(isTyped ? { problemType: true } : {}),
            ...(isOther ? { customer: true } : {}),
          },
        },
      ],
      set: { ...(isDescribed ? { description } : {}), ...(isTyped ? { problemType } : {}) },
      ...(isOther ? { customer } : {}),
      outcome: () => ({ code: 'edited', number }),
    };
  },
};
