import { type Commitment, MORNING, positionKey, type Track, WARNED } from '../../src/domain/commitment/commitment.ts';
import { type PolicyInForce, trackKey } from '../../src/domain/commitment/track.ts';
import { OPEN_STATUSES } from '../../src/domain/ticket/transitions.ts';
import type { Duration, Instant, Span } from '../../src/domain/time.ts';
import type { Examiner, Step } from './engine-scripts.ts';
import type { Said, Simulation } from './simulate-engine.ts';

/** Rules that are owed only while work is owed. */
const WORK_RULES = new Set(['first-contact', 'start', 'resolve', 'escalation']);

/**
 * Every sentence of the one idea, looked at after each decision. Throws as soon as one does not hold. It keeps books of
 * its own (which deadlines passed, when the engine stood still) and asks the product for nothing that it examines.
 */
export function examineEngine(simulation: () => Simulation): Examiner {
  const missed = new Map<string, Instant>();
  const told = new Set<string>();
  const positions = new Map<string, number>();
  const silentTicks = new Map<string, number>();
  const standstills: Span[] = [];
  let lastSeen = 0;
  let latest = 0;
  let wasTurnedBack = false;
  let sawPolicies = 1;

  function notePassed(commitments: readonly Commitment[], now: Instant): void {
    for (const one of commitments) {
      const hasPassed = one.dueAt <= (one.pausedAt ?? now);
      if (hasPassed && !missed.has(one.id)) missed.set(one.id, one.dueAt);
    }
  }

  const isOpen = (one: Commitment): boolean => one.state === 'open';

  function checkTelling(before: Commitment, saying: Said): void {
    const { at, commitment, stage, repeat, audiences, lateSeconds } = saying;
    const calendar = simulation().active().calendarOf(before.team);
    must(before.state === 'open', 'told though nothing is owed');
    must(before.pausedAt === null, 'told in a pause');
    must(audiences.length > 0, 'told to nobody');
    must(at >= (before.heldUntil ?? at), 'told before an acknowledgement ran out');
    must(before.basis !== 'working' || !calendar.isRest(at), 'told in rest time');
    for (const audience of audiences) {
      const key = [commitment.id, commitment.round, stage, repeat, audience].join('/');
      must(!told.has(key), `told twice: ${key}`);
      told.add(key);
    }
    const position = positionKey(stage, repeat);
    must(position > (positions.get(commitment.id) ?? 0), 'the ladder went back');
    positions.set(commitment.id, position);
    must(stage !== WARNED || at < before.dueAt, 'warned after the deadline');
    must(stage === WARNED || at >= before.dueAt, 'escalated before the deadline');
    checkLateness(at, lateSeconds);
  }

  /** Nobody is told "late" for a time at which the engine was running. */
  function checkLateness(at: Instant, lateSeconds: number): void {
    if (wasTurnedBack || sawPolicies > 1 || lateSeconds === 0) return;
    const from = at - (lateSeconds + 1) * 1_000;
    const to = at - lateSeconds * 1_000;
    const stoodStill = standstills.some((span) => span.from <= to && from <= span.to);
    must(stoodStill, `says ${lateSeconds} s late though the engine was running`);
  }

  function checkTimer(one: Commitment, now: Instant, policy: PolicyInForce): void {
    if (one.state !== 'open') return must(one.nextAt === null, 'a timer though nothing is owed');
    must(one.nextAt !== null, 'open and forgotten');
    must((one.nextAt ?? 0) <= latestLook(one, policy, now), 'open and as good as forgotten');
  }

  function checkStored(): void {
    const { now, commitments, history, view } = simulation();
    const { tracks, state: ticket, lastSeq } = history();
    const log = simulation().events();
    must(log.length === lastSeq && log.every(({ seq }, i) => seq === i + 1), 'the log has gaps');
    const storedByKey = new Map(commitments().map((one) => [trackKey(one), one]));
    must(storedByKey.size === commitments().length, 'two commitments of one key');
    must(tracks.length === commitments().length, 'as many stored as recomputed');
    for (const track of tracks) {
      const stored = storedByKey.get(trackKey(track));
      if (stored === undefined) throw new Error(`not stored: ${trackKey(track)}`);
      for (const key of Object.keys(track) as (keyof Track)[]) {
        const isSame = stored[key] === track[key] || JSON.stringify(stored[key]) === JSON.stringify(track[key]);
        must(isSame || key === 'missedAt', `stored and recomputed differ: ${trackKey(track)} ${key}`);
      }
      must(sawPolicies > 1 || stored.cause === null, 'a policy is the cause though none came into force');
      const isPending = stored.nextAt !== null && stored.nextAt <= now();
      const { missedAt } = stored;
      must(wasTurnedBack || isPending || missedAt === track.missedAt, 'a miss that the log does not know');
      must(isPending || missedAt === (missed.get(stored.id) ?? null), `missed or not: ${trackKey(track)}`);
      const isWork = WORK_RULES.has(track.rule) && track.state === 'open';
      must(!isWork || OPEN_STATUSES.some((status) => status === ticket.status), 'work owed on what is over');
    }
    const isRaised = tracks.some((track) => track.rule === 'escalation' && track.state === 'open');
    must(ticket.needsEscalation === isRaised, 'raised, or not');
    for (const key of ['kind', 'urgency', 'complex', 'team', 'owner', 'status', 'round', 'score', 'tier'] as const) {
      must(view()[key] === ticket[key], `the row and the log differ: ${key}`);
    }
  }

  return {
    ticked(before, said) {
      const { now, commitments, active } = simulation();
      notePassed(before.filter(isOpen), now());
      const beforeById = new Map(before.map((one) => [one.id, one]));
      for (const saying of said) {
        const was = beforeById.get(saying.commitment.id);
        if (was === undefined) throw new Error('told of what was not there');
        checkTelling(was, saying);
      }
      const spoken = new Set(said.map(({ commitment }) => commitment.id));
      for (const one of commitments()) {
        must((one.nextAt ?? Number.POSITIVE_INFINITY) > now(), 'nothing decided');
        const was = beforeById.get(one.id);
        if (was !== one) checkTimer(one, now(), active());
        const wasLookedAt = was?.nextAt !== one.nextAt && one.pausedAt === null;
        const silent = spoken.has(one.id) || !wasLookedAt ? 0 : (silentTicks.get(one.id) ?? 0) + 1;
        // The deadline itself, a rest after it, and one for a clock that was turned.
        must(silent <= 3, 'looked at again and again, and nothing said');
        silentTicks.set(one.id, silent);
      }
      latest = Math.max(latest, now());
    },
    acted(before, outcome) {
      const { now, commitments, history, events } = simulation();
      silentTicks.clear();
      if (outcome.code === 'refused') return must(commitments() === before, 'refused, yet changed');
      const at = events().at(-1)?.at ?? now();
      notePassed(before.filter(isOpen), at);
      // What ends by this act was owed until now, by a deadline that the end of its pause may have moved.
      const over = new Set(before.filter((one) => !isOpen(one)).map((one) => one.id));
      notePassed(
        commitments().filter((one) => isOpen(one) || !over.has(one.id)),
        at,
      );
      for (const one of commitments()) checkTimer(one, at, history().policy);
      latest = Math.max(latest, at);
    },
    stepped(step: Step | null) {
      const { now, commitments, active } = simulation();
      if (step === null) {
        notePassed(commitments(), now());
        for (const one of commitments()) checkTimer(one, now(), active());
      }
      if (step?.step === 'outage') standstills.push({ from: lastSeen, to: now() });
      if (step?.step === 'clock-back') wasTurnedBack = true;
      if (step?.step === 'activate') sawPolicies += 1;
      lastSeen = now();
      checkStored();
    },
  };
}

/** The last instant by which an open commitment must be looked at again, whatever the ladder says. */
function latestLook(one: Commitment, policy: PolicyInForce, now: Instant): Instant {
  const calendar = policy.calendarOf(one.team);
  const lastKnown = Math.max(now, one.dueAt, one.baseAt, one.toldAt ?? now, one.heldUntil ?? now);
  if (one.pausedAt !== null) return calendar.nextWorkingMorning(now);
  const rungs = policy.policy.escalation.ladder.map(({ after, repeat, times }) => {
    if (one.stage >= MORNING) return lastKnown;
    const lengths: readonly Duration[] = [after, ...Array.from({ length: times }, () => repeat ?? after)];
    return lengths.reduce((at, length) => calendar.deadline(one.basis, at, length, []) ?? at, lastKnown);
  });
  // A rung in working days may cross a holiday, and the pause is added to it whole.
  const pausedMs = one.pauses.reduce((sum, pause) => sum + pause.to - pause.from, 0);
  const latest = Math.max(lastKnown, ...rungs.map((at) => at + pausedMs));
  return calendar.restEnd(calendar.nextWorkingMorning(calendar.nextWorkingMorning(latest)));
}

// Not `expect`: this runs some hundred times in each of many thousand histories.
function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
