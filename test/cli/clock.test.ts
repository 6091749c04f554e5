import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openClockCalendar } from '../../src/cli/clock-calendar.ts';
import { answerToJson } from '../../src/cli/clock-text.ts';
import { answerClockLine } from '../../src/domain/calendar/clock-questions.ts';

function clock(args: readonly string[], input = ''): { out: string; err: string; status: number | null } {
  const run = spawnSync(process.execPath, ['src/cli/clock.ts', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { out: run.stdout, err: run.stderr, status: run.status };
}

describe('npm run clock', () => {
  test('add prints the deadline, then the intervals counted', () => {
    const { out, status } = clock(['add', '2026-02-13T17:00:00+08:00', '8h']);
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      '2026-02-14T17:30:00+08:00',
      'counted in Asia/Shanghai, 8h of working time:',
      '  2026-02-13 Fri 17:00 – 18:00  1h',
      '  2026-02-14 Sat 09:00 – 12:00  3h',
      '  2026-02-14 Sat 13:30 – 17:30  4h',
      '',
    ]);
  });

  test('between prints the working time, then the intervals', () => {
    const { out } = clock(['between', '2026-02-14T17:59:30.5+08:00', '2026-02-13T17:30:00+08:00']);
    expect(out.split('\n')[0]).toBe('-7h 59m 30.5s');
    expect(out).toContain('  2026-02-14 Sat 13:30 – 17:59:30.500  4h 29m 30.5s\n');
  });

  test('a year without a table is refused, unless weekends are assumed', () => {
    const refused = clock(['add', '2027-03-01T10:00:00+08:00', '1h']);
    expect(refused).toMatchObject({ out: '', status: 1 });
    expect(refused.err).toMatch(/^clock: 2027: no holiday table.*--assume-weekends\n$/);
    const { out } = clock(['add', '2027-03-01T10:00:00+08:00', '1h', '--assume-weekends']);
    expect(out.split('\n')[0]).toBe('2027-03-01T11:00:00+08:00');
  });

  test('bad input is refused with an example', () => {
    expect(clock(['add', 'soon', '8h'])).toMatchObject({ status: 1, out: '' });
    expect(clock(['add', '2026-02-13T17:00:00+08:00', 'long']).err).toContain('"long" is no length such as');
    expect(clock([]).status).toBe(1);
  });

  test('--policy counts by the working time of that file, --team by that of the team', () => {
    const folder = mkdtempSync(join(tmpdir(), 'huiyin-clock-'));
    try {
      const path = join(folder, 'policy.yaml');
      writeFileSync(
        path,
        [
          'timezone: Europe/London',
          'workingTime: { days: [mon, tue, wed, thu, fri], hours: ["10:00-16:00"], holidays: ["2026-03-30"] }',
          'teams:',
          '  support: { workingTime: { days: [sun], hours: ["00:00-04:00"], holidays: none } }',
        ].join('\n'),
      );
      const question = ['add', '2026-03-27T15:00:00Z', '3h', '--policy', path];
      expect(clock(question).out.split('\n')[0]).toBe('2026-03-31T12:00:00+01:00');
      // The night in which clocks go forward: only three of the four hours are there.
      expect(clock([...question, '--team', 'support']).out.split('\n')[0]).toBe('2026-03-29T04:00:00+01:00');
      expect(clock([...question, '--team', 'nobody']).err).toContain('--team nobody: no such team, expected one of');
      writeFileSync(path, 'timezone: Mars/Olympus');
      expect(clock(question)).toMatchObject({ out: '', status: 1, err: expect.stringContaining('policy.yaml:1') });
      expect(clock(['--jsonl', '--policy', join(folder, 'none.yaml')], '{}\n')).toMatchObject({ out: '', status: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('--jsonl answers each line, bad ones too, in order, also the last without a line end', () => {
    const lines = [
      '{"op":"add","from":"2026-02-13T17:00:00+08:00","working":"8h"}',
      'nonsense',
      '{"op":"between","from":"2026-02-13T17:00:00+08:00","to":"2026-02-14T09:00:30.250+08:00"}',
      '{"op":"add","from":"2027-03-01T10:00:00+08:00","working":"1h"}\r',
      '{"op":"add","from":"2026-02-13T17:00:00+08:00","working":"1wd"}',
    ];
    const answers = clock(['--jsonl'], lines.join('\n')).out.trimEnd().split('\n');
    expect(answers.map((line): unknown => JSON.parse(line))).toEqual([
      { at: '2026-02-14T17:30:00+08:00' },
      { error: expect.stringContaining('not JSON') },
      { seconds: 3_630.25 },
      { error: expect.stringContaining('2027: no holiday table') },
      { at: '2026-02-14T17:00:00+08:00' },
    ]);
  });

  test('--jsonl loses nothing of a long input', () => {
    const { out } = clock(['--jsonl'], `${questions(20_000).join('\n')}\n`);
    expect(out.match(/^\{"at":"2026-.*"\}$/gm)).toHaveLength(20_000);
    expect(out.split('\n')).toHaveLength(20_001);
  });
});

test('more than 5,000 questions a second are answered', async () => {
  const opening = await openClockCalendar({ assumeWeekends: false });
  if (!opening.ok) throw new Error(opening.message);
  const lines = questions(30_000);
  // Processor time: on a busy machine the wall clock would measure the other programs.
  const began = process.cpuUsage();
  for (const line of lines) answerToJson(opening.calendar, answerClockLine(opening.calendar, line));
  const { user, system } = process.cpuUsage(began);
  expect(lines.length / ((user + system) / 1_000_000)).toBeGreaterThan(5_000);
});

function questions(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const from = new Date(Date.UTC(2026, 0, 1) + index * 800_000).toISOString();
    return `{"op":"add","from":"${from}","working":"${(index % 40) + 1}h"}`;
  });
}
