import { describe, expect, test } from 'vitest';
import { type Commitment, FIRST_RUNG, MORNING, UNTOLD, WARNED } from '../../../src/domain/commitment/commitment.ts';
import {
  acknowledge,
  decide,
  type LadderRules,
  schedule,
  warningTime,
  whatComesNext,
} from '../../../src/domain/commitment/ladder.ts';
import type { PolicyFileInput } from '../../../src/domain/policy/schema.ts';
import { clock, HANDBOOK, promise, rulesOf } from '../../support/commitments.ts';
import { company } from '../../support/policies.ts';
import { wall } from '../calendar/local-time.ts';

const local = (at: number | null): string => wall(HANDBOOK.calendar, at);
const rulesWith = (escalation: NonNullable<PolicyFileInput['escalation']>): LadderRules =>
  rulesOf(company({ escalation }));

/** Everything said from the first look until `until`, the engine running; and the commitment after it. */
function run(start: Commitment, until: string, rules = HANDBOOK): { said: string[]; after: Commitment } {
  let after = schedule(start, rules, start.inForceSince);
  const said: string[] = [];
  while (after.nextAt !== null && after.nextAt <= clock(until)) {
    const now = after.nextAt;
    const { commitment, telling } = decide(after, rules, now);
    expect(commitment.nextAt).toBeGreaterThan(now);
    after = commitment;
    if (telling === null) continue;
    expect(telling.lateMs).toBe(0);
    said.push(`${local(now).slice(5)} ${telling.stage}.${telling.repeat} ${telling.audiences.join(', ')}`);
  }
  return { said, after };
}

const LADDER = [
  '03-03 10:36 1.0 owner',
  '03-03 11:00 2.0 owner, team',
  '03-03 11:15 3.0 lead',
  '03-03 11:30 4.0 manager',
  '03-03 13:30 4.1 manager',
  '03-03 14:00 4.2 manager',
  '03-03 14:30 4.3 manager',
  '03-03 15:00 4.4 manager',
  '03-04 09:00 100.0 owner, manager',
  '03-05 09:00 100.1 owner, manager',
  '03-06 09:00 100.2 owner, manager',
  '03-09 09:00 100.3 owner, manager',
];

describe('the handbook’s ladder', () => {
  test('warns at 80 %, climbs in working time, repeats four times, then comes back every working morning', () => {
    expect(run(promise(), '2026-03-09 09:00').said).toEqual(LADDER);
  });

  test('round the clock neither lunch, night nor weekend delays it', () => {
    const urgent = promise({
      basis: 'round-the-clock',
      startedAt: clock('2026-03-06 21:00'),
      inForceSince: clock('2026-03-06 21:00'),
      dueAt: clock('2026-03-06 23:00'),
      baseAt: clock('2026-03-06 23:00'),
    });
    expect(run(urgent, '2026-03-09 09:00').said).toEqual([
      '03-06 22:36 1.0 owner',
      '03-06 23:00 2.0 owner, team',
      '03-06 23:15 3.0 lead',
      '03-06 23:30 4.0 manager',
      '03-07 00:00 4.1 manager',
      '03-07 00:30 4.2 manager',
      '03-07 01:00 4.3 manager',
      '03-07 01:30 4.4 manager',
      '03-09 09:00 100.0 owner, manager',
    ]);
  });

  test('a deadline that passes is on record from that very moment and never again off it', () => {
    const { after } = run(promise(), '2026-03-03 11:00');
    expect(after.missedAt).toBe(after.dueAt);
    const moved = { ...after, dueAt: clock('2026-03-10 11:00') };
    expect(decide(moved, HANDBOOK, clock('2026-03-04 11:00')).commitment.missedAt).toBe(clock('2026-03-03 11:00'));
  });

  test.each(['met', 'cancelled'] as const)('nothing is said, or waited for, once it is %s', (state) => {
    const over = promise({ state, nextAt: clock('2026-03-03 11:00') });
    const decision = decide(over, HANDBOOK, clock('2026-03-03 12:00'));
    expect(decision).toEqual({ commitment: { ...over, nextAt: null }, telling: null });
    expect(schedule(over, HANDBOOK, clock('2026-03-03 12:00')).nextAt).toBeNull();
    expect(whatComesNext(over, HANDBOOK, clock('2026-03-03 12:00'))).toBeNull();
  });

  test('a paused one says nothing and is looked at every working morning', () => {
    const paused = promise({ pausedAt: clock('2026-03-03 10:00') });
    const decision = decide(paused, HANDBOOK, clock('2026-03-06 15:00'));
    expect(decision.telling).toBeNull();
    expect(decision.commitment.missedAt).toBeNull();
    expect(local(decision.commitment.nextAt)).toBe('2026-03-09 09:00');
    expect(local(schedule(paused, HANDBOOK, clock('2026-03-03 10:00')).nextAt)).toBe('2026-03-04 09:00');
    expect(whatComesNext(paused, HANDBOOK, clock('2026-03-03 10:00'))).toBeNull();
  });
});

describe('the warning', () => {
  test.each<[string, Partial<Commitment>, string]>([
    ['80 % of two hours', {}, '2026-03-03 10:36'],
    ['80 % of working time over lunch', { dueAt: clock('2026-03-03 14:30') }, '2026-03-03 13:42'],
    [
      '80 % without the pause',
      {
        dueAt: clock('2026-03-03 11:30'),
        pauses: [{ from: clock('2026-03-03 09:30'), to: clock('2026-03-03 10:00') }],
      },
      '2026-03-03 11:06',
    ],
    [
      'a pause after the deadline takes nothing away',
      { pauses: [{ from: clock('2026-03-03 11:05'), to: clock('2026-03-03 18:00') }] },
      '2026-03-03 10:36',
    ],
    ['no warning where nothing is counted', { dueAt: clock('2026-03-03 09:00') }, 'never'],
  ])('%s', (_story, parts, expected) => {
    expect(local(warningTime(promise(parts), HANDBOOK))).toBe(expected);
  });

  test('can be switched off', () => {
    const rules = rulesWith({ warn: 'off' });
    expect(warningTime(promise(), rules)).toBeNull();
    expect(run(promise(), '2026-03-03 11:00', rules).said).toEqual(LADDER.slice(1, 2));
  });

  test('is told once, and not at all when the deadline has passed meanwhile', () => {
    const late = decide(promise(), HANDBOOK, clock('2026-03-03 11:01'));
    expect(late.telling).toEqual({ stage: FIRST_RUNG, repeat: 0, audiences: ['owner', 'team'], lateMs: 60_000 });
  });

  test('that lunch held and a pause then kept quiet is not late when the pause ends', () => {
    const resumed = clock('2026-03-03 14:00');
    const paused = promise({
      dueAt: clock('2026-03-03 14:45'),
      pauses: [{ from: clock('2026-03-03 12:30'), to: resumed }],
    });
    expect(local(warningTime(paused, HANDBOOK))).toBe('2026-03-03 12:00');
    expect(decide(paused, HANDBOOK, resumed).telling).toEqual({
      stage: WARNED,
      repeat: 0,
      audiences: ['owner'],
      lateMs: 0,
    });
  });

  test('of a deadline that moved close is not late: it was not due before', () => {
    const moved = promise({ inForceSince: clock('2026-03-03 10:50') });
    const { telling } = decide(moved, HANDBOOK, clock('2026-03-03 10:50'));
    expect(telling).toEqual({ stage: WARNED, repeat: 0, audiences: ['owner'], lateMs: 0 });
  });
});

describe('an acknowledgement', () => {
  const ack = (commitment: Commitment, time: string, rules = HANDBOOK) =>
    acknowledge(commitment, rules, 'lead', clock(time));

  test('before the deadline silences the warning only', () => {
    const { commitment, result } = ack(promise(), '2026-03-03 10:00');
    expect(result).toEqual({ effect: 'warnings-silenced' });
    expect(commitment).toMatchObject({ ackedBy: 'lead', ackedAt: clock('2026-03-03 10:00'), heldUntil: null });
    expect(run(commitment, '2026-03-09 09:00').said).toEqual(LADDER.slice(1));
  });

  test('after the warning changes nothing that follows', () => {
    const warned = run(promise(), '2026-03-03 10:40').after;
    const { commitment, result } = ack(warned, '2026-03-03 10:41');
    expect(result).toEqual({ effect: 'warnings-silenced' });
    expect(run(commitment, '2026-03-09 09:00').said).toEqual(LADDER.slice(1));
  });

  test('after the deadline holds the ladder for 30 minutes; then the next rung, and the rest at its spacing', () => {
    const told = run(promise(), '2026-03-03 11:00').after;
    const { commitment, result } = ack(told, '2026-03-03 11:05');
    expect(result).toEqual({ effect: 'held', until: clock('2026-03-03 11:35') });
    expect(run(commitment, '2026-03-04 09:00').said).toEqual([
      '03-03 11:35 3.0 lead',
      '03-03 11:50 4.0 manager',
      '03-03 13:50 4.1 manager',
      '03-03 14:20 4.2 manager',
      '03-03 14:50 4.3 manager',
      '03-03 15:20 4.4 manager',
      '03-04 09:00 100.0 owner, manager',
    ]);
  });

  test('counts its 30 minutes in the promise’s own time: over lunch for working time, straight on when urgent', () => {
    const told = run(promise(), '2026-03-03 11:30').after;
    expect(ack(told, '2026-03-03 11:45').result).toEqual({ effect: 'held', until: clock('2026-03-03 13:45') });
    const urgent: Commitment = { ...told, basis: 'round-the-clock' };
    expect(ack(urgent, '2026-03-03 11:45').result).toEqual({ effect: 'held', until: clock('2026-03-03 12:15') });
  });

  test('holds a rung once, whoever asks; the next rung can be held again', () => {
    const told = run(promise(), '2026-03-03 11:00').after;
    const once = ack(told, '2026-03-03 11:05').commitment;
    const twice = ack(once, '2026-03-03 11:20');
    expect(twice.result).toEqual({ effect: 'already-held', until: clock('2026-03-03 11:35') });
    expect(twice.commitment).toMatchObject({ heldUntil: once.heldUntil, nextAt: once.nextAt });
    const climbed = run(twice.commitment, '2026-03-03 11:35').after;
    expect(climbed.stage).toBe(FIRST_RUNG + 1);
    expect(ack(climbed, '2026-03-03 11:36').result).toEqual({ effect: 'held', until: clock('2026-03-03 13:36') });
  });

  test('each repeat and each morning can be held too', () => {
    const repeated = run(promise(), '2026-03-03 13:30').after;
    const held = ack(repeated, '2026-03-03 13:40');
    expect(held.result).toEqual({ effect: 'held', until: clock('2026-03-03 14:10') });
    expect(run(held.commitment, '2026-03-03 14:10').said).toEqual(['03-03 14:10 4.2 manager']);
    const morning = run(promise(), '2026-03-05 09:00').after;
    const heldMorning = ack(morning, '2026-03-05 09:10', rulesWith({ acknowledged: '1wd' }));
    expect(run(heldMorning.commitment, '2026-03-09 09:00').said).toEqual(['03-09 09:00 100.2 owner, manager']);
  });

  test('that runs out before the next rung is due moves nothing', () => {
    const told = run(promise(), '2026-03-03 14:30').after;
    const { commitment } = ack(told, '2026-03-03 14:31', rulesWith({ acknowledged: '5m' }));
    expect(run(commitment, '2026-03-04 09:00').said).toEqual(LADDER.slice(7, 9));
  });

  test('of what is over changes nothing', () => {
    const met = promise({ state: 'met' });
    expect(ack(met, '2026-03-03 11:30')).toEqual({ commitment: met, result: { effect: 'nothing-open' } });
  });

  test('in a pause is kept, and holds nothing', () => {
    const paused = promise({ pausedAt: clock('2026-03-03 11:10'), missedAt: clock('2026-03-03 11:00'), stage: 2 });
    const { commitment, result } = ack(paused, '2026-03-03 11:30');
    expect(result).toEqual({ effect: 'warnings-silenced' });
    expect(commitment).toMatchObject({ ackedBy: 'lead', heldUntil: null });
  });

  test('while the deadline’s own telling still waits holds that one', () => {
    const { commitment, result } = ack(promise(), '2026-03-03 11:00');
    expect(result).toEqual({ effect: 'held', until: clock('2026-03-03 11:30') });
    expect(run({ ...commitment, missedAt: commitment.dueAt }, '2026-03-03 12:00').said).toEqual([
      '03-03 11:30 2.0 owner, team',
      '03-03 11:45 3.0 lead',
    ]);
  });
});

describe('an outage', () => {
  test('is followed by one telling at the present stage, to everybody who should have heard, saying how late', () => {
    const { commitment, telling } = decide(promise(), HANDBOOK, clock('2026-03-03 13:40'));
    expect(telling).toEqual({
      stage: 4,
      repeat: 1,
      audiences: ['owner', 'team', 'lead', 'manager'],
      lateMs: clock('2026-03-03 13:40') - clock('2026-03-03 11:00'),
    });
    expect(commitment.toldAt).toBe(clock('2026-03-03 13:40'));
    expect(run(commitment, '2026-03-04 09:00').said).toEqual(LADDER.slice(5, 9));
    expect(decide(commitment, HANDBOOK, clock('2026-03-03 13:40')).telling).toBeNull();
  });

  test('of five years is one telling of one morning', () => {
    const started = performance.now();
    const { commitment, telling } = decide(promise(), HANDBOOK, clock('2031-03-03 13:40'));
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(telling).toMatchObject({ stage: MORNING, repeat: 0, audiences: ['owner', 'team', 'lead', 'manager'] });
    expect(commitment.nextAt).toBe(HANDBOOK.calendar.nextWorkingMorning(commitment.toldAt ?? 0));
  });

  test('that ends at night is told when rest ends', () => {
    const woken = decide(promise(), HANDBOOK, clock('2026-03-03 22:00'));
    expect(woken.telling).toBeNull();
    expect(woken.commitment.missedAt).toBe(clock('2026-03-03 11:00'));
    expect(local(woken.commitment.nextAt)).toBe('2026-03-04 09:00');
    const told = decide(woken.commitment, HANDBOOK, clock('2026-03-04 09:00'));
    expect(told.telling?.lateMs).toBe(22 * 3_600_000);
    const urgent = decide({ ...promise(), basis: 'round-the-clock' }, HANDBOOK, clock('2026-03-03 22:00'));
    expect(urgent.telling?.audiences).toEqual(['owner', 'team', 'lead', 'manager']);
  });

  test('of mornings already repeated goes on with one morning', () => {
    const morning = run(promise(), '2026-03-05 09:00').after;
    const { commitment, telling } = decide(morning, HANDBOOK, clock('2026-03-11 10:00'));
    expect(telling).toMatchObject({ stage: MORNING, repeat: 2, audiences: ['owner', 'manager'] });
    expect(local(commitment.nextAt)).toBe('2026-03-12 09:00');
  });
});

describe('rest time', () => {
  const long = rulesOf(company({ workingTime: { hours: ['08:00-24:00'] } }));

  test('holds what falls into lunch, keeping the spacing of what follows', () => {
    const due = clock('2026-03-03 12:10');
    const lunch = promise({ dueAt: due, baseAt: due });
    const { said, after } = run(lunch, '2026-03-03 14:10', long);
    expect(said).toEqual([
      '03-03 11:32 1.0 owner',
      '03-03 13:30 2.0 owner, team',
      '03-03 13:45 3.0 lead',
      '03-03 14:00 4.0 manager',
    ]);
    expect(after.missedAt).toBe(due);
  });

  test('records the miss at the deadline though nothing is said yet', () => {
    const due = clock('2026-03-03 12:10');
    const { said, after } = run(promise({ dueAt: due, baseAt: due, ackedAt: 1 }), '2026-03-03 12:10', long);
    expect(said).toEqual([]);
    expect(after.missedAt).toBe(due);
    expect(local(after.nextAt)).toBe('2026-03-03 13:30');
  });

  test.each([
    ['lunch', '2026-03-03 12:00', '2026-03-03 13:30'],
    ['the evening', '2026-03-03 21:00', '2026-03-04 09:00'],
    ['just before the evening', '2026-03-03 20:59', '2026-03-03 20:59'],
    ['before the office opens', '2026-03-04 08:59', '2026-03-04 09:00'],
    ['a day off', '2026-03-07 10:00', '2026-03-09 09:00'],
    ['a public holiday', '2026-10-01 10:00', '2026-10-08 09:00'],
  ])('%s: due at %s, told at %s', (_story, due, told) => {
    const one = promise({ dueAt: clock(due), baseAt: clock(due), ackedAt: 1, missedAt: clock(due) });
    expect(local(schedule(one, long, clock(due)).nextAt)).toBe(told);
    const urgent: Commitment = { ...one, basis: 'round-the-clock' };
    expect(local(schedule(urgent, long, clock(due)).nextAt)).toBe(due);
  });

  test('holds the mornings of a team that starts before rest ends', () => {
    const early = rulesOf(company({ workingTime: { hours: ['07:00-15:00'] } }));
    expect(run(promise(), '2026-03-05 09:00', early).said.slice(-2)).toEqual([
      '03-04 09:00 100.0 owner, manager',
      '03-05 09:00 100.1 owner, manager',
    ]);
  });
});

describe('a changed policy', () => {
  const rung = (after: string, to: string) => ({ after, to: [to] });

  test('with a shorter ladder: a stage beyond it goes on with the mornings', () => {
    const told = run(promise(), '2026-03-03 11:30').after;
    const short = rulesWith({ ladder: [rung('0m', 'team')] });
    expect(run(told, '2026-03-05 09:00', short).said).toEqual([
      '03-04 09:00 100.0 owner, manager',
      '03-05 09:00 100.1 owner, manager',
    ]);
  });

  test('with a longer ladder: the new rungs follow', () => {
    const told = run(promise(), '2026-03-03 11:15').after;
    const long = rulesWith({
      ladder: [rung('0m', 'team'), rung('15m', 'lead'), rung('20m', 'head'), rung('1h', 'team')],
    });
    expect(run(told, '2026-03-03 14:00', long).said).toEqual(['03-03 11:20 4.0 head', '03-03 13:30 5.0 team']);
  });

  test('with fewer repeats than were told: the next rung', () => {
    const told = run(promise(), '2026-03-03 14:30').after;
    const fewer = rulesWith({
      ladder: [
        { ...rung('0m', 'team') },
        rung('15m', 'lead'),
        { ...rung('30m', 'manager'), repeat: '30m', times: 1 },
        rung('4h', 'head'),
      ],
    });
    expect(run(told, '2026-03-03 17:00', fewer).said).toEqual(['03-03 16:30 5.0 head']);
  });

  test('without any rung there are still the mornings', () => {
    const bare: LadderRules = { ...HANDBOOK, escalation: { ...HANDBOOK.escalation, ladder: [] } };
    const { said, after } = run(promise(), '2026-03-05 09:00', bare);
    expect(said).toEqual([
      '03-03 10:36 1.0 owner',
      '03-04 09:00 100.0 owner, manager',
      '03-05 09:00 100.1 owner, manager',
    ]);
    expect(after.missedAt).toBe(after.dueAt);
  });

  test('rungs in working days and calendar days count as such', () => {
    const days = rulesWith({ warn: 'off', ladder: [rung('1d', 'team'), rung('3wd', 'lead')] });
    const friday = promise({ dueAt: clock('2026-03-06 11:00'), baseAt: clock('2026-03-06 11:00') });
    expect(run(friday, '2026-03-11 12:00', days).said).toEqual(['03-09 09:00 2.0 team', '03-11 11:00 3.0 lead']);
  });
});

describe('a pause', () => {
  const pause = { from: clock('2026-03-03 11:05'), to: clock('2026-03-06 10:00') };

  test('after the deadline stops the ladder’s own clock: nothing bursts at its end, and nothing is called late', () => {
    const told = run(promise(), '2026-03-03 11:00').after;
    const resumed: Commitment = { ...told, pauses: [pause] };
    expect(run(schedule(resumed, HANDBOOK, pause.to), '2026-03-06 13:30').said).toEqual([
      '03-06 10:10 3.0 lead',
      '03-06 10:25 4.0 manager',
      '03-06 10:55 4.1 manager',
      '03-06 11:25 4.2 manager',
      '03-06 11:55 4.3 manager',
    ]);
  });

  test('keeps the spacing when a rung was held before it', () => {
    const told = run(promise(), '2026-03-03 11:00').after;
    const held = acknowledge(told, HANDBOOK, 'lead', clock('2026-03-03 11:02')).commitment;
    const resumed: Commitment = { ...held, pauses: [{ ...pause, to: clock('2026-03-03 11:25') }] };
    expect(run(schedule(resumed, HANDBOOK, clock('2026-03-03 11:25')), '2026-03-03 11:50').said).toEqual([
      '03-03 11:35 3.0 lead',
      '03-03 11:50 4.0 manager',
    ]);
  });

  test('swallows mornings: the next one counts from its end', () => {
    const told = run(promise(), '2026-03-04 09:00').after;
    const from = clock('2026-03-04 10:00');
    const resumed: Commitment = { ...told, pauses: [{ from, to: clock('2026-03-09 15:00') }] };
    expect(run(schedule(resumed, HANDBOOK, clock('2026-03-09 15:00')), '2026-03-10 09:00').said).toEqual([
      '03-10 09:00 100.1 owner, manager',
    ]);
  });

  test('that hid the deadline’s own telling is not called an outage', () => {
    const missed = promise({
      missedAt: clock('2026-03-03 11:00'),
      pauses: [{ ...pause, from: clock('2026-03-03 11:00') }],
    });
    expect(decide(missed, HANDBOOK, pause.to).telling).toMatchObject({ stage: FIRST_RUNG, lateMs: 0 });
  });
});

test('a rung that the night delayed is not called late when the ticket becomes urgent in the night', () => {
  const rung = promise({
    stage: FIRST_RUNG,
    basis: 'round-the-clock',
    baseAt: clock('2026-03-03 17:55'),
    toldAt: clock('2026-03-03 17:55'),
    missedAt: clock('2026-03-03 11:00'),
    inForceSince: clock('2026-03-03 23:00'),
  });
  const { commitment, telling } = decide(rung, HANDBOOK, clock('2026-03-03 23:00'));
  expect(telling).toEqual({ stage: FIRST_RUNG + 1, repeat: 0, audiences: ['lead'], lateMs: 0 });
  expect(local(commitment.nextAt)).toBe('2026-03-03 23:15');
});

test('a morning that rest delayed is not called late when the ticket becomes urgent', () => {
  const early = rulesOf(company({ workingTime: { hours: ['07:00-15:00'] } }));
  const morning = promise({
    stage: MORNING,
    basis: 'round-the-clock',
    baseAt: clock('2026-03-03 11:00'),
    toldAt: clock('2026-03-04 09:00'),
    missedAt: clock('2026-03-03 11:00'),
    inForceSince: clock('2026-03-05 08:00'),
  });
  expect(decide(morning, early, clock('2026-03-05 08:00')).telling).toMatchObject({ stage: MORNING, lateMs: 0 });
});

describe('a clock that goes backwards', () => {
  test('says nothing again, and the promise is still looked after', () => {
    const told = run(promise(), '2026-03-03 11:15').after;
    const { commitment, telling } = decide(told, HANDBOOK, clock('2026-03-03 09:30'));
    expect(telling).toBeNull();
    expect(commitment).toMatchObject({ stage: told.stage, missedAt: told.missedAt, nextAt: told.nextAt });
    expect(run(commitment, '2026-03-09 09:00').said).toEqual(LADDER.slice(3));
  });

  test('in the mornings too', () => {
    const told = run(promise(), '2026-03-05 09:00').after;
    const { commitment, telling } = decide(told, HANDBOOK, clock('2026-03-04 12:00'));
    expect(telling).toBeNull();
    expect(local(commitment.nextAt)).toBe('2026-03-06 09:00');
  });
});

describe('what comes next', () => {
  test.each<[string, Commitment, string, string]>([
    ['the warning', promise(), '2026-03-03 09:00', '2026-03-03 10:36 1 owner'],
    ['the deadline once the warning is stale', promise(), '2026-03-03 11:00', '2026-03-03 11:00 2 owner, team'],
    ['the deadline once acknowledged', promise({ ackedAt: 1 }), '2026-03-03 09:00', '2026-03-03 11:00 2 owner, team'],
    ['the next rung', promise({ stage: FIRST_RUNG }), '2026-03-03 11:01', '2026-03-03 11:15 3 lead'],
    ['at the end of rest what an outage left', promise(), '2026-03-03 22:00', '2026-03-04 09:00 2 owner, team'],
    ['a morning', promise({ stage: 4, repeat: 4 }), '2026-03-03 15:01', '2026-03-04 09:00 100 owner, manager'],
  ])('%s', (_story, commitment, now, expected) => {
    const next = whatComesNext(commitment, HANDBOOK, clock(now));
    expect(`${local(next?.at ?? null)} ${next?.stage} ${next?.audiences.join(', ')}`).toBe(expected);
  });

  test('a fresh promise has nothing behind it', () => {
    expect(promise()).toMatchObject({ stage: UNTOLD, repeat: 0, toldAt: null, heldPosition: null });
  });
});
