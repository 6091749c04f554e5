import { SYSTEM_ACTOR } from '../domain/people.ts';
import type { Instant } from '../domain/time.ts';
import { TIERS, type Tier } from '../domain/vocabulary.ts';
import { type ChangeTicketDeps, changeTicket, type TicketVerb } from './change-ticket.ts';
import { newId } from './new-id.ts';
import { retierTicket, tierDeeds } from './verbs/retier-ticket.ts';

/** A ticket's deadlines under the policy now in force, from its event log; what was late stays late. */
const recomputeTicket: TicketVerb<{ readonly policy: string; readonly since: Instant }> = {
  deed: 'policy-changed',
  plan: (context, { policy, since }) => {
    const { number } = context;
    // Another replica was quicker.
    if (context.policy.hash === policy) return { code: 'refused', reason: 'nothing-to-edit', number };
    return {
      deeds: [...tierDeeds(context), { type: 'policy-changed', policy, since }],
      outcome: () => ({ code: 'edited', number }),
    };
  },
};

const AT_ONCE = 100;
/** Long enough for a busy row; nobody waits for the answer. */
const BUDGET_MS = 10_000;

/** What a recomputation is told while it runs. */
export interface Recomputing {
  readonly isStopping: () => boolean;
  readonly onError: (error: unknown, number: string) => void;
}

/** The policies as a recomputation needs to know them. */
export interface PolicyVersions {
  /** When the active one came into force. */
  activeSince(): Instant;
  /** Every open ticket stands under this policy now, or cannot be brought under it. */
  recomputed(hash: string): Promise<void>;
}

/**
 * Brings every open ticket under the active policy. All deadlines that it moves hold since it came into force, however
 * long this takes: so what it makes late is late together, and is told together once the end is on record. Resumable: what is left is found by its policy, and a ticket that
 * two replicas reach is recomputed once. One that fails is reported and left for the next time. Returns how many were.
 */
export async function recomputeTickets(
  deps: ChangeTicketDeps & { readonly versions: PolicyVersions },
  recomputing: Recomputing,
): Promise<number> {
  const { hash } = deps.policies.active();
  const isStopping = () => recomputing.isStopping() || deps.policies.active().hash !== hash;
  const done = await changeEach(
    deps,
    { ...recomputing, isStopping },
    (after) => deps.store.underOtherPolicy(hash, after, AT_ONCE),
    recomputeTicket,
    { policy: hash, since: deps.versions.activeSince() },
  );
  if (!isStopping()) await deps.versions.recomputed(hash);
  return done;
}

/**
 * Brings every open ticket, of one customer or (`null`) of all, under its customer's tier, where one of the two tiers has
 * clocks of its own. Resumable like the above: also what a crash left between a ticket and its tier is found here.
 */
export async function recomputeTiers(
  deps: ChangeTicketDeps,
  recomputing: Recomputing,
  customerId: string | null = null,
): Promise<number> {
  const tiers = tiersWithClocks(deps);
  if (tiers.length === 0) return 0;
  return changeEach(
    deps,
    recomputing,
    (after) => deps.store.underOtherTier(tiers, customerId, after, AT_ONCE),
    retierTicket,
    null,
  );
}

/** Tiers that tighten something under the active policy. */
export function tiersWithClocks({ policies }: Pick<ChangeTicketDeps, 'policies'>): readonly Tier[] {
  const { tiers } = policies.active().policy;
  return TIERS.filter((tier) => tiers[tier] !== undefined);
}

async function changeEach<Input>(
  deps: ChangeTicketDeps,
  { isStopping, onError }: Recomputing,
  find: (after: string | null) => Promise<readonly string[]>,
  verb: TicketVerb<Input>,
  input: Input,
): Promise<number> {
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const numbers: readonly string[] = await find(after);
    for (const number of numbers) {
      if (isStopping()) return done;
      const request = { dedupeKey: `${verb.deed}:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
      try {
        await changeTicket(deps, request, verb, input);
        done += 1;
      } catch (error) {
        onError(error, number);
      }
      after = number;
    }
    if (numbers.length < AT_ONCE) return done;
  }
}
