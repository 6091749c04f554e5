import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, cutText, isBlank, splitText } from '../../../src/chat/slack/limits.ts';

describe('cutting', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['客户客户', 3, '客户…'],
    ['ab👍', 3, 'ab…'],
    ['a👩‍👩‍👧‍👦b', 9, 'a…'],
    ['🇨🇳🇨🇳🇨🇳', 10, '🇨🇳🇨🇳…'],
    ['e\u0301e\u0301e\u0301', 4, 'e\u0301…'],
    ['ab  cdef', 5, 'ab…'],
  ])('%j to %i is %j', (text, max, cut) => {
    expect(cutText(text, max)).toBe(cut);
  });

  it('falls back on a code point in a tower of combining marks', () => {
    const cut = cutText(`a${'\u0301'.repeat(5_000)}`, 1_000);
    expect(cut).toHaveLength(1_000);
    expect(cutText(`a\u{1d165}${'\u{1d165}'.repeat(500)}`, 200).isWellFormed()).toBe(true);
  });

  it('keeps to the length, ends with the marker and keeps the start', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 10, max: 300 }), (text, max) => {
        const cut = cutText(text, max, '〔cut〕');
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= max) expect(cut).toBe(text);
        else expect(text.startsWith(cut.slice(0, -'〔cut〕'.length)) && cut.endsWith('〔cut〕')).toBe(true);
      }),
    );
  });

  it('splits without losing or halving anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 2, max: 50 }), (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join('')).toBe(text);
        expect(pieces.every((piece) => piece.length <= max && piece.isWellFormed())).toBe(true);
      }),
    );
  });
});

describe('cleaning', () => {
  it.each([
    ['a\u0000b\u0007c', 'abc'],
    ['a\r\nb\rc\n\td', 'a\nb\nc\n\td'],
    ['x\ud83dy', 'x\ufffdy'],
    ['שלום \u202eevil', 'שלום evil'],
    ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([undefined, null, '', ' \n\t', '　', '\u200b\u200d', '\u0000'])('%j is blank', (text) => {
    expect(isBlank(text)).toBe(true);
  });
  it.each(['a', '。', '👍', '-'])('%j is not', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
