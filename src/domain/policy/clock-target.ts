import type { Duration } from '../time.ts';
import type { ClockName, Urgency } from '../vocabulary.ts';
import type { Policy } from './policy.ts';

/** How long a clock may run on a ticket of this urgency; a complex ticket has its own target where there is one (S3). */
export function clockTarget(
  policy: Policy,
  clock: ClockName,
  ticket: { readonly urgency: Urgency; readonly complex: boolean },
): Duration {
  const targets = policy.clocks[clock];
  return ticket.complex && targets.complex !== null ? targets.complex : targets[ticket.urgency];
}
