import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/domain/commitment/track.ts';
import { createDuty } from '../../../src/domain/duty/duty.ts';
import { ticketKind } from '../../../src/domain/ticket/ticket-kind.ts';
import { DAY_MS, type Instant } from '../../../src/domain/time.ts';
import { replaySubject, type World, worldUnder } from '../../../src/usecases/simulate/replay-subject.ts';
import { type Examiner, POLICIES, play, type Script, type Step, script } from '../../support/engine-scripts.ts';
import { type Simulation, SLACK } from '../../support/simulate-engine.ts';

/** `FUZZ_RUNS=20000 npx vitest run test/usecases/simulate` is the long run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const SLOW = { timeout: 60_000 + RUNS * 20 };

/** The same script without times at which the engine stood still: those a replay does not repeat. */
function withoutOutages(one: Script): Script {
  const steps = one.steps.flatMap((step): readonly Step[] => {
    if (step.step === 'outage') return [{ step: 'forward', by: step.by }];
    // At one moment with a deed or a tick nothing on record says which policy was meant.
    if (step.step === 'activate') return [{ step: 'forward', by: 1 }, step, { step: 'forward', by: 1 }];
    return step.step === 'clock-back' ? [] : [step];
  });
  return { ...one, steps };
}

/** When which policy came into force. */
type Timeline = { readonly at: Instant; readonly policy: PolicyInForce }[];

function playWatching(one: Script): { readonly simulation: Simulation; readonly timeline: Timeline } {
  const timeline: Timeline = [];
  const simulation = play(
    withoutOutages(one),
    (ask): Examiner => ({
      stepped: (step) => {
        if (step === null || step.step === 'activate') timeline.push({ at: ask().now(), policy: ask().active() });
      },
    }),
  );
  simulation.forward(simulation.now() + 3 * DAY_MS);
  return { simulation, timeline };
}

function worldOf(timeline: Timeline): World {
  const activeAt: World['activeAt'] = (at) =>
    (timeline.findLast((one) => one.at < at) ?? timeline[0])?.policy ?? expect.unreachable('before the beginning');
  return {
    byHash: (hash) => POLICIES.find((one) => one.hash === hash) ?? expect.unreachable(hash),
    activeAt,
    dutyAt: (at) => createDuty(activeAt(at)),
    surfaces: [SLACK],
  };
}

function replayed(simulation: Simulation, world: World) {
  const { id, origin } = simulation.view();
  return replaySubject(ticketKind, { id, origin, events: simulation.events() }, world, simulation.now());
}

/** What was really said, an entry for each audience as in the replay, and in its order. */
function reallySaid({ said }: Simulation): readonly string[] {
  return said.flatMap(({ at, commitment: { rule, round, n }, stage, repeat, audiences }) =>
    audiences.map((audience) => [at, rule, round, n, stage, repeat, audience].join('/')),
  );
}

function wouldBeSaid({ told }: ReturnType<typeof replayed>): readonly string[] {
  return told.map(({ at, rule, round, n, stage, repeat, audience }) =>
    [at, rule, round, n, stage, repeat, audience].join('/'),
  );
}

test('under the policies that were in force the replay says what was said, and misses what was missed', SLOW, () => {
  fc.assert(
    fc.property(script, (one) => {
      const { simulation, timeline } = playWatching(one);
      const replay = replayed(simulation, worldOf(timeline));
      expect(wouldBeSaid(replay)).toEqual(reallySaid(simulation));
      const missed = simulation.commitments().flatMap(({ rule, round, n, missedAt }) => {
        return missedAt === null ? [] : [{ rule, round, n, at: missedAt }];
      });
      expect(replay.missed).toEqual(missed);
      expect(replay.acks.every(({ isApplied }) => isApplied)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('under one policy all along the replay needs no record of which it was', SLOW, () => {
  fc.assert(
    fc.property(script, ({ policies, ...rest }) => {
      const { simulation } = playWatching({ ...rest, policies: policies.slice(0, 1) });
      const replay = replayed(simulation, worldUnder(simulation.active(), [SLACK]));
      expect(wouldBeSaid(replay)).toEqual(reallySaid(simulation));
      expect(replay.acks.every(({ isApplied }) => isApplied)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test(
  'under any other policy it comes to an end, tells nobody twice, and nobody in rest time but of what is urgent',
  SLOW,
  () => {
    fc.assert(
      fc.property(script, fc.constantFrom(...POLICIES), (one, other) => {
        const { simulation } = playWatching(one);
        const { told } = replayed(simulation, worldUnder(other, [SLACK]));
        const keys = told.map(({ rule, round, n, stage, repeat, audience }) =>
          [rule, round, n, stage, repeat, audience].join('/'),
        );
        expect(new Set(keys).size).toBe(keys.length);
        expect(told.every(({ at }) => at <= simulation.now())).toBe(true);
        const calendar = other.calendarOf('support');
        expect(told.filter((telling) => !telling.urgent && calendar.isRest(telling.at))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
);
