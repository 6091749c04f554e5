import { type Commitment, WARNED } from '../domain/commitment/commitment.ts';
import { decide, ladderRulesOf } from '../domain/commitment/ladder.ts';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import { SYSTEM } from '../domain/ticket/ticket.ts';
import type { Instant } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import { addressKey, audienceAddresses } from './destinations.ts';
import { newId } from './new-id.ts';
import type { Advance, AdvanceReport, Clock, DueSubject, EngineStore, Policies, Surface } from './ports.ts';

/** Subjects that one transaction of the tick takes at most. */
export const SUBJECTS_PER_BATCH = 200;

export interface AdvanceDeps {
  readonly store: EngineStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
}

/** One tick: everything due now is decided, batch after batch. Its cost follows what is due. */
export async function advanceCommitments(deps: AdvanceDeps): Promise<AdvanceReport> {
  let total: AdvanceReport = { subjects: 0, notices: 0, failures: [] };
  for (;;) {
    const now = deps.clock.now();
    const policy = deps.policies.active();
    const report = await deps.store.advance(now, SUBJECTS_PER_BATCH, (subject) =>
      advanceSubject(policy, deps.surfaces(), subject, now),
    );
    total = {
      subjects: total.subjects + report.subjects,
      notices: total.notices + report.notices,
      failures: [...total.failures, ...report.failures],
    };
    if (report.subjects >= SUBJECTS_PER_BATCH) continue;
    await deps.store.releaseHeld(policy.hash, now);
    return total;
  }
}

/**
 * What a policy made late is told in one digest with everything else that it made late. Only what is told with the others
 * is: a deadline that comes later on, though the policy moved it, is told when it comes.
 */
function sharedCause({ cause, dueAt, inForceSince }: Commitment, stage: number): string | null {
  return stage === WARNED || dueAt <= inForceSince ? cause : null;
}

/** What is to be said about one subject now: pure, and nothing is said twice to one place at one time. */
export function advanceSubject(
  policy: PolicyInForce,
  surfaces: readonly Surface[],
  subject: DueSubject,
  now: Instant,
): Advance {
  const commitments: Commitment[] = [];
  const events: Advance['events'][number][] = [];
  const notices: Advance['notices'][number][] = [];
  let seq = subject.lastSeq;
  for (const due of subject.commitments) {
    if (due.nextAt === null || due.nextAt > now) continue;
    const rules = ladderRulesOf(policy, due.team);
    const { commitment, telling } = decide(due, rules, now);
    commitments.push(commitment);
    if (telling === null) continue;
    seq += 1;
    const lateSeconds = Math.floor(telling.lateMs / 1000);
    const { stage, repeat, audiences } = telling;
    const deed = { type: 'noticed', rule: due.rule, stage, repeat, audiences, lateSeconds } as const;
    events.push({ seq, at: now, by: SYSTEM, deed });
    const told = new Set<string>();
    for (const audience of audiences) {
      const owed = { team: due.team, owner: due.owner, origin: subject.origin };
      const places = audienceAddresses(policy.policy, surfaces, audience, owed);
      const fresh = places.filter((place) => !told.has(addressKey(place)));
      for (const place of fresh) told.add(addressKey(place));
      const id = newId();
      notices.push({
        id,
        commitmentId: due.id,
        round: due.round,
        stage,
        repeat,
        audience,
        seq,
        at: now,
        lateSeconds,
        urgent: due.basis === 'round-the-clock',
        cause: sharedCause(due, stage),
        cards: fresh.map((to: Address) => ({ id: newId(), kind: 'notice', noticeId: id, to })),
      });
    }
  }
  return { subjectId: subject.subjectId, commitments, events, notices };
}
