import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Commitment, MORNING, positionKey, type Track } from '../../../src/domain/commitment/commitment.ts';
import { acknowledge, decide, schedule } from '../../../src/domain/commitment/ladder.ts';
import { mergeTrack } from '../../../src/domain/commitment/track.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type TimeBasis } from '../../../src/domain/time.ts';
import { clock, HANDBOOK, promise } from '../../support/commitments.ts';

const { calendar } = HANDBOOK;
const IDS = { id: 'commitment', subjectId: 'ticket' };
const basis = fc.constantFrom<TimeBasis>('working', 'round-the-clock');
const length = fc.oneof(
  fc.constantFrom(0, 1, 15 * MINUTE_MS, 30 * MINUTE_MS),
  fc.integer({ min: 0, max: 5 * HOUR_MS }),
  fc.integer({ min: 0, max: 6 * DAY_MS }),
);

/** The track as its history would make it: deadlines follow closed pauses, misses stay. */
function reckoned(track: Track, now: Instant): Track {
  const dueAt = calendar.deadline(track.basis, track.startedAt, track.target, track.pauses) ?? track.dueAt;
  const inForceSince = dueAt === track.dueAt ? track.inForceSince : now;
  return marked({ ...track, dueAt, inForceSince }, now);
}

function marked(track: Track, now: Instant): Track {
  const hasPassed = track.missedAt === null && track.dueAt <= (track.pausedAt ?? now);
  return hasPassed ? { ...track, missedAt: track.dueAt } : track;
}

function paused(one: Commitment, now: Instant): Commitment {
  return schedule(mergeTrack(one, { ...marked(one, now), pausedAt: now }, IDS), HANDBOOK, now);
}

function resumed(one: Commitment, now: Instant): Commitment {
  const pauses = [...one.pauses, { from: one.pausedAt ?? now, to: now }];
  return schedule(mergeTrack(one, reckoned({ ...one, pausedAt: null, pauses }, now), IDS), HANDBOOK, now);
}

interface Saying {
  readonly at: Instant;
  readonly position: number;
  readonly lateMs: number;
}

/** The engine running until `to`. */
function forward(one: Commitment, to: Instant, say: (saying: Saying) => void): Commitment {
  let current = one;
  while (current.nextAt !== null && current.nextAt <= to) {
    const now = current.nextAt;
    const { commitment, telling } = decide(current, HANDBOOK, now);
    expect(commitment.nextAt).toBeGreaterThan(now);
    if (telling !== null) {
      expect(current.pausedAt).toBeNull();
      say({ at: now, position: positionKey(telling.stage, telling.repeat), lateMs: telling.lateMs });
    }
    current = commitment;
  }
  return current;
}

const op = fc.oneof(
  fc.record({ op: fc.constant('forward' as const), by: length }),
  fc.record({ op: fc.constantFrom('pause' as const, 'resume' as const, 'ack' as const) }),
  fc.record({ op: fc.constant('retarget' as const), to: length, basis }),
);

test('pauses at any time: silence inside, no burst and no false lateness after, never back down the ladder', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(basis, fc.array(op, { maxLength: 20 }), (firstBasis, ops) => {
      let now = clock('2026-02-12 16:00');
      const start = promise({ basis: firstBasis, startedAt: now, inForceSince: now, dueAt: Number.NaN });
      let one = schedule(mergeTrack(null, reckoned(start, now), IDS), HANDBOOK, now);
      const said: Saying[] = [];
      for (const step of ops) {
        const wasMissed = one.missedAt;
        if (step.op === 'forward') {
          one = forward(one, now + step.by, (saying) => said.push(saying));
          now += step.by;
        } else if (step.op === 'pause' && one.pausedAt === null) {
          one = paused(one, now);
        } else if (step.op === 'resume' && one.pausedAt !== null) {
          one = resumed(one, now);
        } else if (step.op === 'ack') {
          one = acknowledge(one, HANDBOOK, 'lead1', now).commitment;
        } else if (step.op === 'retarget') {
          const changed: Track = { ...marked(one, now), target: { unit: 'time', ms: step.to }, basis: step.basis };
          const terms = step.basis === one.basis ? {} : { inForceSince: now };
          one = schedule(mergeTrack(one, reckoned({ ...changed, ...terms }, now), IDS), HANDBOOK, now);
        }
        expect(one.nextAt).not.toBeNull();
        if (wasMissed !== null) expect(one.missedAt).toBe(wasMissed);
        if (one.pausedAt === null && one.dueAt <= now) expect(marked(one, now).missedAt).not.toBeNull();
      }
      expect(said.filter(({ lateMs }) => lateMs > 0)).toEqual([]);
      expect(said.every(({ position }, i) => position > (said[i - 1]?.position ?? 0))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a pause moves everything after it by exactly its length', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 * HOUR_MS }), length, (after, pauseMs) => {
      const start = clock('2026-02-13 10:00');
      const pauseAt = start + after;
      const track = promise({ basis: 'round-the-clock', startedAt: start, inForceSince: start, dueAt: Number.NaN });
      const fresh = schedule(mergeTrack(null, reckoned(track, start), IDS), HANDBOOK, start);
      const plain: Saying[] = [];
      forward(fresh, start + 6 * HOUR_MS, (saying) => plain.push(saying));
      const withPause: Saying[] = [];
      const say = (saying: Saying): number => withPause.push(saying);
      const resumedOne = resumed(paused(forward(fresh, pauseAt, say), pauseAt), pauseAt + pauseMs);
      forward(resumedOne, start + 6 * HOUR_MS + pauseMs, say);
      const onLadder = (said: Saying[]): Saying[] => said.filter(({ position }) => position < positionKey(MORNING, 0));
      const moved = plain.map((one) => (one.at > pauseAt ? { ...one, at: one.at + pauseMs } : one));
      expect(onLadder(withPause)).toEqual(onLadder(moved));
    }),
    { numRuns: 1_000 },
  );
});
