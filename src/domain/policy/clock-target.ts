import type { Duration } from '../time.ts';
import type { ClockName, Tier, Urgency } from '../vocabulary.ts';
import type { Policy } from './policy.ts';

/** What of a ticket decides its targets. */
export interface TargetedTicket {
  readonly urgency: Urgency;
  readonly complex: boolean;
}

/** How long a clock may run on a ticket of this urgency; a complex ticket has its own target where there is one (S3). */
export function clockTarget(policy: Policy, clock: ClockName, ticket: TargetedTicket): Duration {
  const targets = policy.clocks[clock];
  return ticket.complex && targets.complex !== null ? targets.complex : targets[ticket.urgency];
}

/**
 * How long it may run for a customer of this tier (S16); `null` where the tier sets nothing. Whichever of this and
 * `clockTarget` ends sooner counts.
 */
export function tierTarget(
  policy: Policy,
  clock: ClockName,
  ticket: TargetedTicket & { readonly tier: Tier | null },
): Duration | null {
  const targets = ticket.tier === null ? undefined : policy.tiers[ticket.tier]?.[clock];
  if (targets === undefined) return null;
  const { urgency, complex } = ticket;
  // Where complex tickets have a target apart, a tier that names none for them leaves it.
  if (complex && policy.clocks[clock].complex !== null) return targets.complex;
  return targets[urgency];
}
