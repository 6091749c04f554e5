import type { Instant } from '../../domain/time.ts';
import type { PersonRef } from '../../domain/vocabulary.ts';
import type { TicketVerb } from '../change-ticket.ts';
import { takeFirst } from './take-first.ts';

export interface PlannedStep {
  /** `null`: the ticket's owner. */
  readonly owner: PersonRef | null;
  readonly dueAt: Instant;
}

/** 方案: how and by when, in words, with steps of their own owners. It takes what was not yet taken. */
export const planTicket: TicketVerb<{
  readonly eta: Instant;
  readonly steps: readonly PlannedStep[];
  readonly remark: string;
}> = {
  deed: 'planned',
  plan(context, { eta, steps, remark }) {
    const { number, ticket, actor, policy, commitments } = context;
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
      deeds: [...takeFirst(context), planned],
      remark,
      outcome: () => ({ code: 'planned', number, eta, steps: steps.length }),
    };
  },
};
