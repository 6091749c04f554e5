import { type Commitment, WARNED } from '../domain/commitment/commitment.ts';
import { decide, ladderRulesOf } from '../domain/commitment/ladder.ts';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import { createDuty, type Duty } from '../domain/duty/duty.ts';
import { SYSTEM } from '../domain/ticket/ticket.ts';
import { type Instant, MINUTE_MS, type Ms } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import { addressKey, type Gap, hearAudience, type Presence } from './destinations.ts';
import { newId } from './new-id.ts';
import type { Advance, AdvanceReport, Clock, DailyLimit, DueSubject, EngineStore, Policies, Surface } from './ports.ts';

/** Subjects that one transaction of the tick takes at most. */
export const SUBJECTS_PER_BATCH = 200;

export interface AdvanceDeps {
  readonly store: EngineStore;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly surfaces: () => readonly Surface[];
  /** Who is there; left out: everybody. */
  readonly duty?: () => Duty;
  /** An audience was empty; called once for each in a tick. */
  readonly onGap?: (gap: Gap) => void;
}

/** One tick: everything due now is decided, batch after batch. Its cost follows what is due. */
export async function advanceCommitments(deps: AdvanceDeps): Promise<AdvanceReport> {
  let total: AdvanceReport = { subjects: 0, notices: 0, failures: [] };
  const gaps = new Map<string, Gap>();
  for (;;) {
    const now = deps.clock.now();
    const policy = deps.policies.active();
    const duty = deps.duty?.() ?? createDuty(policy);
    const limit = dailyLimit(policy, now);
    const decideOne = (subject: DueSubject) =>
      advanceSubject(policy, deps.surfaces(), subject, now, {
        duty,
        onGap: (gap) => gaps.set(JSON.stringify(gap), gap),
      });
    const report = await deps.store.advance(now, SUBJECTS_PER_BATCH, decideOne, limit);
    total = {
      subjects: total.subjects + report.subjects,
      notices: total.notices + report.notices,
      failures: [...total.failures, ...report.failures],
    };
    if (report.subjects >= SUBJECTS_PER_BATCH) continue;
    // An outage may have ended in the night: what was gathered is never urgent.
    await deps.store.releaseHeld(policy.hash, now, policy.calendarOf('').restEnd(now));
    for (const gap of gaps.values()) deps.onGap?.(gap);
    return total;
  }
}

/** How much one person may hear today, and when what is beyond goes out together. Rest time holds that too. */
export function dailyLimit({ policy, calendarOf }: PolicyInForce, now: Instant): DailyLimit | null {
  const { daily, gather } = policy.noise;
  if (daily === null) return null;
  const calendar = calendarOf('');
  const gathered = calendar.deadline('round-the-clock', now, gather, []) ?? now;
  return { daily, since: calendar.atLocal(calendar.dateOf(now), 0), until: calendar.restEnd(gathered) };
}

/**
 * So long reminders of these clocks wait for others of their reader. A campaign asks for hundreds of customers on one
 * morning, batch after batch of the planner; their owner reads one list, which is complete.
 */
const GATHERED_MS: Readonly<Record<string, Ms>> = { invitation: 5 * MINUTE_MS };

function gatherUntil({ rule }: Commitment, { calendarOf }: PolicyInForce, now: Instant): Instant | null {
  const ms = GATHERED_MS[rule];
  return ms === undefined ? null : calendarOf('').restEnd(now + ms);
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
  circumstances: { readonly duty?: Duty; readonly onGap?: (gap: Gap) => void } = {},
): Advance {
  const presence: Presence = { duty: circumstances.duty ?? createDuty(policy), at: now };
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
    const until = gatherUntil(due, policy, now);
    for (const audience of audiences) {
      const owed = { team: due.team, owner: due.owner, origin: subject.origin };
      const heard = hearAudience(policy.policy, surfaces, audience, owed, presence);
      for (const gap of heard.gaps) circumstances.onGap?.(gap);
      const fresh = heard.addresses.filter((place) => !told.has(addressKey(place)));
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
        person: fresh.length === 0 ? null : heard.person,
        onBehalfOf: heard.onBehalfOf,
        heardAs: heard.as === audience ? null : heard.as,
        ...(until === null ? {} : { gatherUntil: until }),
        cards: fresh.map((to: Address) => ({ id: newId(), kind: 'notice', noticeId: id, to })),
      });
    }
  }
  return { subjectId: subject.subjectId, commitments, events, notices };
}
