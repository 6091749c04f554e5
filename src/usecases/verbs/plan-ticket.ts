import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { TicketVerb } from '../change-ticket.ts';

export interface PlannedStep {
  /** `null`: the ticket's owner. */
  readonly owner: PersonRef | null;
  readonly dueAt: Instant;
}

/** 方案: how and by when, in words, with steps of their own owners. Whoever plans what nobody owned has taken it. */
export const planTicket: TicketVerb<{
  readonly eta: Instant;
  readonly steps: readonly PlannedStep[];
  readonly remark: string;
}> = {
  deed: 'planned',
  plan({ number, ticket, actor, policy, commitments }, { eta, steps, remark }) {
    // Numbers go on within the round: a step of an earlier plan keeps its own.
    const used = commitments.filter((one) => one.rule === 'plan-step' && one.round === ticket.round);
    const first = Math.max(0, ...used.map((one) => one.n)) + 1;
    const owner = ticket.owner ?? actor.ref;
    const numbered = steps.map((step, i) => {
      const whose = step.owner ?? owner;
      return {
        n: first + i,
        owner: whose,
        team: policy.policy.people.get(whose)?.team ?? ticket.team,
        dueAt: step.dueAt,
      };
    });
    const planned = { type: 'planned', eta, steps: numbered } as const;
    return {
      deeds: ticket.owner === null ? [{ type: 'taken' }, planned] : [planned],
      remark,
      outcome: () => ({ code: 'planned', number, eta, steps: steps.length }),
    };
  },
};
