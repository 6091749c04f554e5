import { expect } from 'vitest';
import { type Commitment, MORNING, positionKey } from '../../src/domain/commitment/commitment.ts';
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
      const hasPassed = one.state === 'open' && one.pausedAt === null && one.dueAt <= now;
      if (hasPassed && !missed.has(one.id)) missed.set(one.id, one.dueAt);
    }
  }

  function checkTelling(before: Commitment, saying: Said): void {
    const { at, commitment, stage, repeat, audiences, lateSeconds } = saying;
    const calendar = simulation().active().calendarOf(before.team);
    expect(before.state, 'told though nothing is owed').toBe('open');
    expect(before.pausedAt, 'told in a pause').toBeNull();
    expect(audiences.length, 'told to nobody').toBeGreaterThan(0);
    expect(at, 'told before an acknowledgement ran out').toBeGreaterThanOrEqual(before.heldUntil ?? at);
    if (before.basis === 'working') expect(calendar.isRest(at), 'told in rest time').toBe(false);
    for (const audience of audiences) {
      const key = [commitment.id, commitment.round, stage, repeat, audience].join('/');
      expect(told.has(key), `told twice: ${key}`).toBe(false);
      told.add(key);
    }
    const position = positionKey(stage, repeat);
    expect(position, 'the ladder went back').toBeGreaterThan(positions.get(commitment.id) ?? 0);
    positions.set(commitment.id, position);
    if (stage === 1) expect(at, 'warned after the deadline').toBeLessThan(before.dueAt);
    else expect(at, 'escalated before the deadline').toBeGreaterThanOrEqual(before.dueAt);
    checkLateness(at, lateSeconds);
  }

  /** Nobody is told "late" for a time at which the engine was running. */
  function checkLateness(at: Instant, lateSeconds: number): void {
    if (wasTurnedBack || sawPolicies > 1 || lateSeconds === 0) return;
    const from = at - (lateSeconds + 1) * 1_000;
    const to = at - lateSeconds * 1_000;
    const stoodStill = standstills.some((span) => span.from <= to && from <= span.to);
    expect(stoodStill, `says ${lateSeconds} s late though the engine was running`).toBe(true);
  }

  function checkTimer(one: Commitment, now: Instant, policy: PolicyInForce): void {
    if (one.state !== 'open') return expect(one.nextAt, 'a timer though nothing is owed').toBeNull();
    expect(one.nextAt, 'open and forgotten').not.toBeNull();
    expect(one.nextAt ?? 0, 'open and as good as forgotten').toBeLessThanOrEqual(latestLook(one, policy, now));
  }

  function checkStored(): void {
    const { now, commitments, history, view } = simulation();
    const { tracks, ticket, lastSeq } = history();
    expect(
      simulation()
        .events()
        .map(({ seq }) => seq),
    ).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1));
    const storedByKey = new Map(commitments().map((one) => [trackKey(one), one]));
    expect(storedByKey.size).toBe(commitments().length);
    expect(tracks.length).toBe(commitments().length);
    for (const track of tracks) {
      const stored = storedByKey.get(trackKey(track));
      const { missedAt, ...said } = track;
      const kept = Object.fromEntries(Object.keys(said).map((key) => [key, stored?.[key as keyof Commitment]]));
      expect(kept, 'stored and recomputed differ').toEqual(said);
      if (stored === undefined) continue;
      const isPending = stored.nextAt !== null && stored.nextAt <= now();
      if (!wasTurnedBack && !isPending) expect(stored.missedAt, 'a miss that the log does not know').toBe(missedAt);
      const isMissed = missed.get(stored.id) ?? null;
      if (!isPending) expect(stored.missedAt, 'missed, or not').toBe(isMissed);
      if (WORK_RULES.has(track.rule) && track.state === 'open') expect(OPEN_STATUSES).toContain(ticket.status);
    }
    const isRaised = tracks.some((track) => track.rule === 'escalation' && track.state === 'open');
    expect(ticket.needsEscalation).toBe(isRaised);
    const { kind, urgency, complex, team, owner, status, round, score } = ticket;
    expect(view()).toMatchObject({ kind, urgency, complex, team, owner, status, round, score });
  }

  return {
    ticked(before, said) {
      const { now, commitments, active } = simulation();
      notePassed(before, now());
      const beforeById = new Map(before.map((one) => [one.id, one]));
      for (const saying of said) {
        const was = beforeById.get(saying.commitment.id);
        if (was === undefined) throw new Error('told of what was not there');
        checkTelling(was, saying);
      }
      const spoken = new Set(said.map(({ commitment }) => commitment.id));
      for (const one of commitments()) {
        expect(one.nextAt ?? Number.POSITIVE_INFINITY, 'nothing decided').toBeGreaterThan(now());
        const was = beforeById.get(one.id);
        if (was !== one) checkTimer(one, now(), active());
        const wasLookedAt = was?.nextAt !== one.nextAt && one.pausedAt === null;
        const silent = spoken.has(one.id) || !wasLookedAt ? 0 : (silentTicks.get(one.id) ?? 0) + 1;
        // The deadline itself, a rest after it, and one for a clock that was turned.
        expect(silent, 'looked at again and again, and nothing said').toBeLessThanOrEqual(3);
        silentTicks.set(one.id, silent);
      }
      latest = Math.max(latest, now());
    },
    acted(before, outcome) {
      const { now, commitments, history, events } = simulation();
      silentTicks.clear();
      if (outcome.code === 'refused') return expect(commitments()).toBe(before);
      const at = events().at(-1)?.at ?? now();
      notePassed(before, at);
      notePassed(commitments(), at);
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
  const latest = Math.max(lastKnown, ...rungs);
  return calendar.restEnd(calendar.nextWorkingMorning(calendar.nextWorkingMorning(latest)));
}
