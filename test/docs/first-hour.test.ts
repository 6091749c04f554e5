import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { differingLines } from './first-hour.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/first-hour.md'), 'utf8');
const script = readFileSync(path.join(import.meta.dirname, 'first-hour.ts'), 'utf8');

test('the page has every step of the hour, in its order, as `npm run docs:first-hour` plays it', () => {
  const steps = [...script.matchAll(/chat\.types\(\s*'(\w+)',\s*['`](\/\w+(?: [a-z-]+)?)/g)].map(
    ([, , typed = '']) => typed,
  );
  expect(steps.length).toBeGreaterThan(12);
  const played = [...page.matchAll(/^(?:Zhao|Lin|Chen): (\/.+)$/gm)].map(([, typed = '']) => typed);
  expect(played).toHaveLength(steps.length);
  for (const [i, step] of steps.entries()) expect(played[i]).toMatch(new RegExp(`^${step}`));
  for (const command of ['init', 'check-config', 'simulate']) expect(page).toContain(`$ npm run ${command}`);
  expect(page).toMatch(/Huiyin {2}http:/);
  expect(page).not.toMatch(/\/tmp\/|undefined|\[object/);
});

test('two recordings differ where the product speaks differently, not where the clock does', () => {
  const later = page
    .replaceAll('C202611001', 'C202612345')
    .replaceAll(/\b10:15\b/g, '11:45')
    .replaceAll(/\bMon\b/g, 'Wed');
  expect(differingLines(page, later)).toEqual([]);
  expect(differingLines(page, page.replace('closed', 'ended'))).toHaveLength(2);
});
