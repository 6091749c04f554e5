import { describe, expect, test } from 'vitest';
import { ERASED, readReceiptNumber, receiptNumber } from '../../../src/domain/privacy/erased.ts';

test('what was erased is seen to be gone, and says nothing', () => {
  expect(ERASED).toMatch(/^\S+$/u);
  expect(ERASED).not.toMatch(/[\p{L}\p{N}]/u);
});

describe('the number of a receipt', () => {
  test.each([
    [1, 'E00001'],
    [4_711, 'E04711'],
    [99_999, 'E99999'],
    [123_456, 'E123456'],
  ])('%i is written %s, and read again', (number, written) => {
    expect(receiptNumber(number)).toBe(written);
    expect(readReceiptNumber(written)).toBe(number);
  });

  test.each([
    ['e00042', 42],
    [' E42 ', 42],
    ['42', 42],
    ['00042', 42],
    ['E999999999', 999_999_999],
  ])('%s is read as %i', (text, number) => expect(readReceiptNumber(text)).toBe(number));

  test.each(['', 'E', 'E0', '0', 'E00000', 'E1234567890', 'C202611001', 'xE1', 'E1x', 'E 1', 'E-1', '1.5', 'E1a2'])(
    '%j is no number of a receipt',
    (text) => expect(readReceiptNumber(text)).toBeNull(),
  );
});
