import { SYSTEM_ACTOR } from '../../domain/people.ts';
import type { Instant } from '../../domain/time.ts';
import { newId } from '../new-id.ts';
import { type ContactVerb, changeContact } from './change-contact.ts';
import type { RecordContactDeps } from './record-contact.ts';

/** A contact's deadlines under the policy now in force, from its event log; what was late stays late. */
const recomputeContact: ContactVerb<{ readonly policy: string; readonly since: Instant }> = {
  plan: (_context, { policy, since }) => ({
    deeds: [{ type: 'policy-changed', policy, since }],
    outcome: () => ({ code: 'recomputed' }),
  }),
};

const AT_ONCE = 100;
/** Long enough for a busy row; nobody waits for the answer. */
const BUDGET_MS = 10_000;

/**
 * Brings every contact that owes something under the active policy, before the tickets: the end of their round lets go
 * everything that the policy made late. Resumable, as for tickets. Returns how many were.
 */
export async function recomputeContacts(
  deps: RecordContactDeps & { readonly activeSince: () => Instant },
  isStopping: () => boolean,
  onError: (error: unknown, number: string) => void,
): Promise<number> {
  const { hash } = deps.policies.active();
  const since = deps.activeSince();
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const numbers: readonly string[] = await deps.contacts.underOtherPolicy(hash, after, AT_ONCE);
    for (const number of numbers) {
      if (isStopping() || deps.policies.active().hash !== hash) return done;
      const request = { dedupeKey: `policy:${newId()}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
      try {
        await changeContact(deps, request, recomputeContact, { policy: hash, since });
        done += 1;
      } catch (error) {
        onError(error, number);
      }
      after = number;
    }
    if (numbers.length < AT_ONCE) return done;
  }
}
