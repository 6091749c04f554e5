import type { Actor } from '../domain/people.ts';
import { SYSTEM } from '../domain/ticket/ticket.ts';
import { type ChangeTicketDeps, changeTicket, type TicketVerb } from './change-ticket.ts';
import { newId } from './new-id.ts';

/** A ticket's deadlines under the policy now in force, from its event log; what was late stays late. */
const recomputeTicket: TicketVerb<{ readonly policy: string }> = {
  deed: 'policy-changed',
  plan: (context, { policy }) => {
    const { number } = context;
    // Another replica was quicker.
    if (context.policy.hash === policy) return { code: 'refused', reason: 'nothing-to-edit', number };
    return { deeds: [{ type: 'policy-changed', policy }], outcome: () => ({ code: 'edited', number }) };
  },
};

const SYSTEM_ACTOR: Actor = { ref: SYSTEM, role: 'admin', teams: 'all' };
const AT_ONCE = 100;
/** Long enough for a busy row; nobody waits for the answer. */
const BUDGET_MS = 10_000;

/**
 * Brings every open ticket under the active policy. Resumable: what is left is found by its policy, and a ticket that
 * two replicas reach is recomputed once. One that fails is reported and left for the next time. Returns how many were.
 */
export async function recomputeTickets(
  deps: ChangeTicketDeps,
  isStopping: () => boolean,
  onError: (error: unknown, number: string) => void,
): Promise<number> {
  const { hash } = deps.policies.active();
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const numbers: readonly string[] = await deps.store.underOtherPolicy(hash, after, AT_ONCE);
    for (const number of numbers) {
      if (isStopping() || deps.policies.active().hash !== hash) return done;
      const request = { dedupeKey: `policy:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
      try {
        await changeTicket(deps, request, recomputeTicket, { policy: hash });
        done += 1;
      } catch (error) {
        onError(error, number);
      }
      after = number;
    }
    if (numbers.length < AT_ONCE) return done;
  }
}
