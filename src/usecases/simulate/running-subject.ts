import type { Commitment } from '../../domain/commitment/commitment.ts';
import { type PolicyInForce, trackKey } from '../../domain/commitment/track.ts';
import type { Duty } from '../../domain/duty/duty.ts';
import type { Instant } from '../../domain/time.ts';
import type { Address } from '../../domain/vocabulary.ts';
import { advanceSubject } from '../advance-commitments.ts';
import type { Advance, Surface } from '../ports.ts';

/** One subject under the engine, kept in memory where the product keeps rows. Whoever holds it moves the time. */
export interface RunningSubject {
  commitments(): readonly Commitment[];
  /** When it wants to be looked at next; `null`: nothing is open. */
  nextAt(): Instant | null;
  /** Writes what a deed or a tick made of its commitments; those that are not named stay. */
  put(changed: readonly Commitment[]): void;
  /** One tick; `null`: nothing was due. `lastSeq`: of its history so far. `duty` left out: everybody is there. */
  tick(policy: PolicyInForce, surfaces: readonly Surface[], now: Instant, lastSeq: number, duty?: Duty): Advance | null;
}

/** Puts a subject under the engine, with what it owes. */
export function runSubject(
  { id, origin }: { readonly id: string; readonly origin: Address | null },
  owed: readonly Commitment[] = [],
): RunningSubject {
  const byKey = new Map<string, Commitment>();
  const put = (changed: readonly Commitment[]): void => {
    for (const one of changed) byKey.set(trackKey(one), one);
  };
  const commitments = () => [...byKey.values()];
  put(owed);
  return {
    commitments,
    put,
    nextAt() {
      let first: Instant | null = null;
      for (const { nextAt } of byKey.values())
        if (nextAt !== null && (first === null || nextAt < first)) first = nextAt;
      return first;
    },
    tick(policy, surfaces, now, lastSeq, duty) {
      const due = commitments().filter((one) => one.state === 'open' && one.nextAt !== null && one.nextAt <= now);
      if (due.length === 0) return null;
      const subject = { subjectId: id, lastSeq, origin, commitments: due };
      const advance = advanceSubject(policy, surfaces, subject, now, duty === undefined ? {} : { duty });
      put(advance.commitments);
      return advance;
    },
  };
}
