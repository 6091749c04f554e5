import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TABLE = fileURLToPath(new URL('./process-zone-table.ts', import.meta.url));

/** What a process that believes itself in a zone reads from the table of phrases. */
function readIn(zone: string): string {
  return execFileSync(process.execPath, [TABLE], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
}

test('the zone of the process changes nothing', () => {
  const [inUtc, ...elsewhere] = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'].map(readIn);
  expect(inUtc).toContain('2小时后 2026-11-18T16:20');
  expect(inUtc).toContain('下周三上午10点 2026-11-25T10:00');
  const zones = elsewhere.map((output) => output.split('\n')[0]);
  expect(new Set(zones).size).toBe(3);
  for (const output of elsewhere) expect(withoutZone(output)).toBe(withoutZone(inUtc ?? ''));
});

function withoutZone(output: string): string {
  return output.split('\n').slice(1).join('\n');
}
