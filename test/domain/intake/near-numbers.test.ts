import { expect, test } from 'vitest';
import { nearNumbers } from '../../../src/domain/intake/near-numbers.ts';

test.each([
  ['two digits swapped', 'C202611102', 'C202611012'],
  ['swapped in the month', 'C202161012', 'C202611012'],
  ['one digit wrong', 'C202611019', 'C202611012'],
  ['one too few', 'C20261112', 'C202611012'],
  ['one too many', 'C2026110122', 'C202611012'],
  ['the month before', 'C202611012', 'C202610012'],
  ['the turn of the year', 'C202701012', 'C202612012'],
  ['the running number alone', '12', 'C202611012'],
  ['the running number alone, of the month before', '#12', 'C202610012'],
  ['in full width', 'Ｃ２０２６１１１０２', 'C202611012'],
])('%s', (_, written, meant) => {
  expect(nearNumbers(written, '202611')).toContain(meant);
});

test.each(['', 'C', '打印机', '12 34', '9'.repeat(16), '202611012'.repeat(3)])(
  'nothing is guessed from %j',
  (written) => {
    expect(nearNumbers(written, '202611')).toEqual([]);
  },
);

test('guesses are numbers, each once, never the one that was typed, and not many', () => {
  for (const written of ['C202611012', '999999999', '000000000', '0', '123456789012345']) {
    const numbers = nearNumbers(written, '202601');
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeLessThanOrEqual(200);
    expect(numbers).not.toContain(written);
    for (const number of numbers) expect(number).toMatch(/^C20\d{7,}|^C21\d{7,}/);
  }
});
