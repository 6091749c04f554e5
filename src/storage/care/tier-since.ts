import type { IsoDay } from '../../domain/customer/customer.ts';
import type { Tier } from '../../domain/vocabulary.ts';

/**
 * The day since which a customer has its tier, from what its history says of tiers, oldest first; an entry without a tier
 * gave it back to the rules. `null`: nobody knows.
 */
export function tierSinceOf(
  tier: Tier | null,
  history: readonly { readonly day: IsoDay; readonly tier: Tier | null }[],
): IsoDay | null {
  let known: Tier | null = null;
  let since: IsoDay | null = null;
  for (const entry of history) {
    if (entry.tier === known) continue;
    known = entry.tier;
    // The first that is told of says what the tier was, not that it changed.
    since = entry.day;
  }
  return known === null || known === tier ? since : null;
}
