import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

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

  test('--jsonl answers more than 5,000 questions a second', () => {
    const count = 50_000;
    const questions = Array.from({ length: count }, (_, index) => {
      const from = new Date(Date.UTC(2026, 0, 1) + index * 500_000).toISOString();
      return `{"op":"add","from":"${from}","working":"${(index % 40) + 1}h"}\n`;
    }).join('');
    const began = performance.now();
    const { out } = clock(['--jsonl'], questions);
    const elapsedMs = performance.now() - began;
    expect(out.split('\n')).toHaveLength(count + 1);
    expect(out).not.toContain('error');
    expect((count / elapsedMs) * 1_000).toBeGreaterThan(5_000);
  });
});
