import type { CareDeed } from '../../domain/care/care.ts';
import { raisesWarning } from '../../domain/care/churn.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { CareDraft } from './plan-customer.ts';

/**
 * A warning that a customer may be lost (R9), where one is due. The signs are those that the daily look at all customers
 * found; whenever they change, the customer is marked and comes here.
 */
export function churnDeeds({ loaded, policy, care, now }: CareDraft): readonly CareDeed[] {
  const { signs, gone } = loaded.known;
  const { rules, churn } = policy.policy.care;
  if (gone !== null || !rules.churn || !raisesWarning(signs, care.warning, churn.againDays, now)) return [];
  return [{ type: 'care-warned', signs: signs.map(({ warning }) => warning), policy: policy.hash }];
}

/** When signs that were talked about may be warned of again; `null` while none stand. */
export function nextChurnLook({ loaded, policy, care }: CareDraft): Instant | null {
  const { talkedAt } = care.warning ?? { talkedAt: null };
  const { rules, churn } = policy.policy.care;
  if (loaded.known.signs.length === 0 || talkedAt === null || !rules.churn) return null;
  return talkedAt + churn.againDays * DAY_MS;
}
