import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../src/config/policy-file.ts';
import { NOISE_STEPS, type NoiseCount, reportNoise } from '../../../src/domain/noise/noise.ts';
import { quieter } from '../../../src/domain/noise/quieter.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import { CLOCK_NAMES } from '../../../src/domain/vocabulary.ts';

function policyOf(yaml: string): Policy {
  const parsed = parsePolicy(yaml, 'policy.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.loaded.policy;
}

const handbook = policyOf('preset: handbook');
const count = (more: Partial<NoiseCount>): NoiseCount => ({
  rule: 'first-contact',
  step: 'ladder',
  person: 'li',
  sent: 0,
  acknowledged: 0,
  acted: 0,
  ignored: 0,
  merged: 0,
  ...more,
});

describe('what is said in vain', () => {
  test('rules that nobody heeds come first, with what to change; few reminders say nothing', () => {
    const report = reportNoise(
      [
        count({ rule: 'progress', sent: 12, ignored: 9, acted: 3 }),
        count({ rule: 'progress', person: 'wu', sent: 8, ignored: 7 }),
        count({ rule: 'plan', sent: 100, ignored: 50, acted: 40 }),
        count({ rule: 'tell', sent: 9, ignored: 9 }),
      ],
      handbook,
    );
    expect(report.totals).toEqual({ sent: 129, acknowledged: 0, acted: 43, ignored: 75, merged: 0 });
    expect(report.rules.map(({ rule, share, advice }) => [rule, share, advice !== null])).toEqual([
      ['progress', 0.8, true],
      ['plan', 0.5, false],
      ['tell', 1, false],
    ]);
    expect(report.people.map(({ person, ignored }) => [person, ignored])).toEqual([
      ['li', 68],
      ['wu', 7],
    ]);
  });
  test('steps of one rule are told apart', () => {
    const report = reportNoise([count({ step: 'warning', sent: 20, ignored: 20 }), count({ sent: 20 })], handbook);
    expect(report.rules.map(({ step, share }) => [step, share])).toEqual([
      ['warning', 1],
      ['ladder', 0],
    ]);
  });
  test('nothing was sent', () => expect(reportNoise([], handbook).rules).toEqual([]));
  test('of a rule that reminded nobody nothing is ignored', () => {
    expect(reportNoise([count({ merged: 3 })], handbook).rules).toMatchObject([{ share: 0, advice: null, merged: 3 }]);
  });
  test.each([
    [10, 6, true],
    [10, 5, false],
    [9, 9, false],
    [100, 60, true],
    [100, 59, false],
  ])('of %i reminders %i ignored: something to change is %s', (sent, ignored, isAdvised) => {
    expect(reportNoise([count({ sent, ignored })], handbook).rules[0]?.advice !== null).toBe(isAdvised);
  });
  test('what can be changed comes first, then what is ignored most, whatever order it was counted in', () => {
    const counts = [
      count({ rule: 'plan', sent: 100, ignored: 20 }),
      count({ rule: 'progress', sent: 10, ignored: 8 }),
      count({ rule: 'tell', sent: 100, ignored: 50 }),
      count({ rule: 'first-contact', sent: 20, ignored: 15 }),
      count({ rule: 'plan', step: 'morning', sent: 9, ignored: 9 }),
    ];
    for (const all of [counts, counts.toReversed()]) {
      expect(reportNoise(all, handbook).rules.map(({ rule, step }) => `${rule} ${step}`)).toEqual([
        'first-contact ladder',
        'progress ladder',
        'tell ladder',
        'plan ladder',
        'plan morning',
      ]);
    }
  });
  test('who ignores most comes first, and of two the one who was told more', () => {
    const counts = [
      count({ person: 'li', sent: 9, ignored: 4 }),
      count({ person: 'wu', sent: 30, ignored: 1 }),
      count({ person: 'yu', sent: 12, ignored: 4 }),
      count({ person: 'chen', sent: 7, ignored: 6 }),
    ];
    for (const all of [counts, counts.toReversed()]) {
      expect(reportNoise(all, handbook).people.map(({ person }) => person)).toEqual(['chen', 'yu', 'li', 'wu']);
    }
  });
});

describe('what would be quieter', () => {
  const LADDER = '{ ladder: [{ after: 0m, to: [owner] }] }';
  test.each([
    ['first-contact', 'warning', '', 'escalation: { warn: 90% }'],
    ['first-contact', 'warning', 'escalation: { warn: 90% }', 'escalation: { warn: off }'],
    ['first-contact', 'warning', 'escalation: { warn: off }', null],
    ['follow-up', 'warning', '', 'contacts: { reminder: 2h }'],
    ['follow-up', 'warning', 'contacts: { reminder: 2h }', 'contacts: { reminder: off }'],
    ['follow-up', 'warning', 'contacts: { reminder: off }', 'escalation: { warn: 90% }'],
    ['progress', 'morning', '', 'clocks: { progress: { important: 2wd, normal: 2wd } }'],
    [
      'progress',
      'morning',
      'clocks: { progress: { important: 4h, normal: off } }',
      'clocks: { progress: { important: 8h } }',
    ],
    ['progress', 'morning', `clocks: { progress: { important: off, normal: off } }\nescalation: ${LADDER}`, null],
    [
      'progress',
      'morning',
      `clocks: { progress: { important: 180d, normal: 181d } }`,
      'clocks: { progress: { important: 360d } }',
    ],
    ['complete-contact', 'morning', `contacts: { record: 200d }\nescalation: ${LADDER}`, null],
    ['complete-contact', 'morning', '', 'contacts: { record: 2d }'],
    ['escalation', 'morning', `escalation: ${LADDER}`, null],
    ['progress', 'ladder', `escalation: ${LADDER}`, 'clocks: { progress: { important: 2wd, normal: 2wd } }'],
  ] as const)('%s, %s (%s): %s', (rule, step, yaml, line) => {
    expect(quieter(rule, step, policyOf(yaml))).toBe(line);
  });

  test('a ladder that repeats itself is repeated half as often, and keeps all else', () => {
    const people = 'people: { "1001": { name: Li } }\n';
    const ladder = '[{ after: 5m, to: [owner, team] }, { after: 30m, to: ["1001"], repeat: 30m, times: 4 }]';
    const line = quieter('first-contact', 'ladder', policyOf(`${people}escalation: { ladder: ${ladder} }`));
    expect(line).toBe(
      'escalation: { ladder: [{ after: 5m, to: [owner, team] }, { after: 30m, to: ["1001"], repeat: 1h, times: 2 }] }',
    );
    expect(policyOf(`${people}${line}`).escalation.ladder[1]).toMatchObject({ times: 2 });
  });

  test.each([
    ['li', 'li'],
    ['小王', '小王'],
    ['li-2_b', 'li-2_b'],
    ['李2', '李2'],
    ['1001', '"1001"'],
    ['2li', '"2li"'],
    ['li.wu', '"li.wu"'],
  ])('a ladder that names %s names %s again', (key, named) => {
    const ladder = `[{ after: 30m, to: [${JSON.stringify(key)}], repeat: 30m, times: 3 }]`;
    const file = `people: { ${JSON.stringify(key)}: { name: Li } }\n`;
    const line = quieter('first-contact', 'ladder', policyOf(`${file}escalation: { ladder: ${ladder} }`));
    expect(line).toBe(`escalation: { ladder: [{ after: 30m, to: [${named}], repeat: 1h, times: 2 }] }`);
    expect(policyOf(`${file}${line}`).escalation.ladder[0]?.to).toEqual([key]);
  });

  test('what is said again once is not said less often; where nothing else repeats, the target grows', () => {
    const once = '{ after: 5m, to: [owner], repeat: 20m, times: 1 }';
    const twice = '{ after: 1h, to: [team], repeat: 30m, times: 2 }';
    const progress = (...rungs: string[]) =>
      quieter('progress', 'ladder', policyOf(`escalation: { ladder: [${rungs.join(', ')}] }`));
    expect(progress(once)).toBe('clocks: { progress: { important: 2wd, normal: 2wd } }');
    expect(progress(once, twice)).toBe(
      `escalation: { ladder: [${once}, { after: 1h, to: [team], repeat: 1h, times: 1 }] }`,
    );
  });

  test('every line can be copied into a policy file as it stands, and changes it', () => {
    const rules = [
      ...CLOCK_NAMES,
      'follow-up',
      'complete-contact',
      'double-confirm',
      'plan-step',
      'wait-end',
      'escalation',
    ];
    for (const rule of rules) {
      for (const step of NOISE_STEPS) {
        const line = quieter(rule, step, handbook);
        if (line === null) continue;
        expect(policyOf(line), `${rule} ${step}: ${line}`).not.toEqual(handbook);
      }
    }
  });

  test('what is urgent is never made to wait longer', () => {
    for (const rule of CLOCK_NAMES) expect(quieter(rule, 'morning', handbook)).not.toMatch(/urgent/);
  });
});
