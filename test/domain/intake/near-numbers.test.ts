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
  ['the first digit behind the month wrong', 'C202611912', 'C202611012'],
  ['the month after', 'C202609012', 'C202610012'],
  ['the turn of the year, the other way', 'C202612012', 'C202701012'],
  ['the running number alone, of four digits', '1012', 'C2026111012'],
  ['a space behind it', 'C202611102 ', 'C202611012'],
  ['in full width', 'Ｃ２０２６１１１０２', 'C202611012'],
])('%s', (_, written, meant) => {
  expect(nearNumbers(written, '202611')).toContain(meant);
});

test.each([
  '',
  'C',
  '打印机',
  '12 34',
  '9'.repeat(16),
  '202611012'.repeat(3),
  'C2026110x12',
  'xC202611102',
  'C202611102x',
])('nothing is guessed from %j', (written) => {
  expect(nearNumbers(written, '202611')).toEqual([]);
});

test('the month is taken as typed, but for its neighbours and the one that runs', () => {
  const months = nearNumbers('C202611012', '202604').map((number) => number.slice(0, 7));
  expect(months).toEqual(expect.arrayContaining(['C202604', 'C202610', 'C202612']));
  expect(months).not.toContain('C202511');
  expect(months).not.toContain('C202111');
});

test('guesses are numbers, each once, never the one that was typed, and not many', () => {
  for (const written of ['C202611012', '999999999', '000000000', '0', '123456789012345']) {
    const numbers = nearNumbers(written, '202601');
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeLessThanOrEqual(200);
    expect(numbers).not.toContain(written);
    for (const number of numbers) expect(number).toMatch(/^C20\d{7,}|^C21\d{7,}/);
  }
});
