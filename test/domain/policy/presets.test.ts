import { describe, expect, it } from 'vitest';
import { clockTarget } from '../../../src/domain/policy/clock-target.ts';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';
import { formatDuration } from '../../../src/domain/time.ts';
import { CLOCK_NAMES, type ClockName, URGENCIES } from '../../../src/domain/vocabulary.ts';

function resolved(file: unknown) {
  const result = resolvePolicy(file);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.policy;
}

function targets(preset: string, clock: ClockName): string[] {
  const policy = resolved({ preset });
  const spelled = URGENCIES.map((urgency) => formatDuration(clockTarget(policy, clock, { urgency, complex: false })));
  const { complex } = policy.clocks[clock];
  return complex === null ? spelled : [...spelled, formatDuration(complex)];
}

describe('the preset handbook', () => {
  it.each<[ClockName, string[]]>([
    ['first-contact', ['15m', '2h', '2h']],
    ['start', ['2h', '1wd', '2wd']],
    ['plan', ['1wd', '1wd', '1wd', '2wd']],
    ['progress', ['2h', '1wd', '1wd']],
    ['resolve', ['24h', '3wd', '5wd']],
    ['tell', ['2h', '2h', '2h']],
    ['revisit', ['3d', '3d', '3d']],
    ['delay', ['2h', '2h', '2h']],
  ])('gives %s for urgent, important, normal (and complex)', (clock, expected) => {
    expect(targets('handbook', clock)).toEqual(expected);
  });

  it('works Monday to Friday in Shanghai, with lunch, rest and Chinese holidays', () => {
    const policy = resolved(null);
    expect(policy.timezone).toBe('Asia/Shanghai');
    expect(policy.workingTime).toEqual({
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      hours: [
        { fromMinute: 540, toMinute: 720 },
        { fromMinute: 810, toMinute: 1080 },
      ],
      holidays: 'CN',
      off: [],
      working: [],
    });
    expect(policy.restTime).toEqual([
      { fromMinute: 1260, toMinute: 540 },
      { fromMinute: 720, toMinute: 810 },
    ]);
  });

  it('warns at four fifths and climbs from the owner to the manager', () => {
    const { escalation } = resolved({});
    expect(escalation.warn).toBe(0.8);
    expect(escalation.ladder.map(({ after, to, repeat, times }) => [after, to, repeat, times])).toEqual([
      [{ unit: 'time', ms: 0 }, ['owner', 'team'], null, 0],
      [{ unit: 'time', ms: 900_000 }, ['lead'], null, 0],
      [{ unit: 'time', ms: 1_800_000 }, ['manager'], { unit: 'time', ms: 1_800_000 }, 4],
    ]);
    expect(escalation.acknowledged).toEqual({ unit: 'time', ms: 1_800_000 });
  });

  it('has the seven departments and routes each kind to one', () => {
    const { teams } = resolved({});
    expect([...teams].map(([id, team]) => [id, team.name, team.handles])).toEqual([
      ['sales', '销售部', []],
      ['support', '客服部', ['inquiry', 'suggestion']],
      ['after-sales', '售后部', ['complaint']],
      ['product', '产品部', ['request']],
      ['technical', '技术部', []],
      ['finance', '财务部', []],
      ['customer-success', '客户成功部', []],
    ]);
  });
});

describe('the presets of single handbooks', () => {
  it.each([
    ['templates', 'first-contact', ['start', 'plan']],
    ['records', 'start', ['first-contact', 'plan']],
    ['solutions', 'plan', ['first-contact']],
  ] as const)('%s keeps %s and switches off %j', (preset, kept, off) => {
    expect(targets(preset, kept)).toEqual(targets('handbook', kept));
    const switchedOff = CLOCK_NAMES.filter((clock) => targets(preset, clock).includes('off'));
    expect(new Set(switchedOff)).toEqual(new Set(off));
  });
});
