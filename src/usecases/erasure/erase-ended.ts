import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { Clock, Policies } from '../ports.ts';
import type { ErasureReceipt, ErasureStore } from './ports.ts';

/** Few at a time: each erased card is shown anew, and must not stand in the way of what people say just now. */
const AT_ONCE = 20;

/** Erases the words of what ended longer ago than the policy keeps them (T10). `null`: nothing did, or it is off. */
export async function eraseEnded(deps: {
  readonly erasures: Pick<ErasureStore, 'eraseEnded'>;
  readonly policies: Pick<Policies, 'active'>;
  readonly clock: Clock;
}): Promise<ErasureReceipt | null> {
  const { policy }: Pick<PolicyInForce, 'policy'> = deps.policies.active();
  // In force since an older release, which knew no such thing.
  const days = policy.retentionDays ?? null;
  if (days === null) return null;
  const now = deps.clock.now();
  return deps.erasures.eraseEnded(now - days * DAY_MS, AT_ONCE, now);
}
