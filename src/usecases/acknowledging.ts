import type { Commitment } from '../domain/commitment/commitment.ts';
import { isHoldable } from '../domain/commitment/ladder.ts';
import type { Instant } from '../domain/time.ts';

/** Why an acknowledgement would change nothing. */
export type AckRefusal =
  | { readonly reason: 'nothing-to-acknowledge' }
  /** Everything late is held already, until then. */
  | { readonly reason: 'already-held'; readonly until: Instant };

/** What keeps an acknowledgement of these commitments from meaning anything at `now`; `null`: it is taken. */
export function refuseAck(meant: readonly Commitment[], now: Instant): AckRefusal | null {
  const open = meant.filter((one) => one.state === 'open');
  if (open.length === 0) return { reason: 'nothing-to-acknowledge' };
  const late = open.filter((one) => one.dueAt <= now);
  if (late.length === 0 || late.some(isHoldable)) return null;
  // Also when the hold has run out and rest time or the night still delays the rung: it goes on at its own time.
  return { reason: 'already-held', until: Math.max(now, Math.min(...late.map((one) => one.nextAt ?? now))) };
}
