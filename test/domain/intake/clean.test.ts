import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, foldWord, stripUnseen } from '../../../src/domain/intake/clean.ts';
import { customerKey, customerName, findCustomerIn } from '../../../src/domain/intake/customer-name.ts';

/** Every UTF-16 unit, lone surrogates included. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

describe('stripUnseen', () => {
  it.each([
    ['a\u0000b\u0007c\u009Fd', 'abcd'],
    ['a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['a\tb', 'a\tb'],
    ['\u202Eevil\u202C \u2066x\u2069', 'evil x'],
    ['z\u200Be\u200Cr\u200Do\uFEFF', 'zero'],
    ['👩\u200D👩\u200D👧 ❤️\u200D🔥', '👩\u200D👩\u200D👧 ❤️\u200D🔥'],
    ['👍🏽\u200D👍', '👍🏽\u200D👍'],
    ['\u200D👩 云\u200D帆', '👩 云帆'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['\uD83D x \uDE00', '\uFFFD x \uFFFD'],
    ['hi\u{E0041}\u{E0042}', 'hi'],
  ])('%j becomes %j', (dirty, clean) => expect(stripUnseen(dirty)).toBe(clean));
});

describe('cleanText', () => {
  it.each<[string, number, string, boolean]>([
    ['  hello  ', 10, 'hello', false],
    ['hello', 5, 'hello', false],
    ['hello!', 5, 'hello', true],
    ['ab👨‍👩‍👧cd', 9, 'ab', true],
    ['ab👨‍👩‍👧cd', 10, 'ab👨‍👩‍👧', true],
    ['abe\u0301cd', 3, 'ab', true],
    ['ab 😀', 4, 'ab', true],
    ['🇨🇳🇨🇳', 6, '🇨🇳', true],
    ['\u0000', 10, '', false],
  ])('%j in %d', (text, max, expected, cut) => expect(cleanText(text, max)).toEqual({ text: expected, cut }));

  it('cuts through a pile of accents rather than losing everything before it', () => {
    const piled = `a${'\u0301'.repeat(1000)}`;
    expect(cleanText(piled, 500).text.length).toBe(500);
  });

  it('is idempotent, well-formed and within its limit', () => {
    const dirt = fc.array(
      fc.constantFrom(
        'a',
        '云',
        ' ',
        '\n',
        '\r',
        '👨',
        '\u200D',
        '👧',
        '\uFE0F',
        '\u0301',
        '\uD83D',
        '\uDE00',
        '🇨🇳',
        '\u200C',
        'م',
        '\0',
        '\u202E',
      ),
    );
    const text = fc.oneof(
      anyUnits,
      dirt.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (dirty, max) => {
        const once = cleanText(dirty, max);
        expect(once.text.length).toBeLessThanOrEqual(max);
        expect(once.text.isWellFormed()).toBe(true);
        expect(cleanText(once.text, max)).toEqual({ text: once.text, cut: false });
        if (!once.cut) expect(once.text).toBe(stripUnseen(dirty).trim());
      }),
      { numRuns: 500 },
    );
  });
});

describe('customerName', () => {
  it.each([
    ['  云帆\n 科技 ', { ok: true, name: '云帆 科技', key: '云帆科技' }],
    ['ＡＣＭＥ（中国）', { ok: true, name: 'ＡＣＭＥ（中国）', key: 'acme(中国)' }],
    ['Acme  Corp', { ok: true, name: 'Acme Corp', key: 'acme corp' }],
    ['云帆科技有限公司', { ok: true, name: '云帆科技有限公司', key: '云帆科技有限公司' }],
    ['', { ok: false, reason: 'empty', length: 0 }],
    [' \u200B ', { ok: false, reason: 'empty', length: 0 }],
    ['！！', { ok: false, reason: 'empty', length: 2 }],
    ['云'.repeat(300), { ok: false, reason: 'too-long', length: 300 }],
    [
      '😀'.repeat(50) + 'a'.repeat(50),
      { ok: true, name: '😀'.repeat(50) + 'a'.repeat(50), key: '😀'.repeat(50) + 'a'.repeat(50) },
    ],
  ])('%j', (text, expected) => expect(customerName(text)).toEqual(expected));

  it('has one key for every spelling of a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const key = customerKey(name);
        expect(customerKey(key)).toBe(key);
        expect(customerKey(`  ${name} `)).toBe(key);
      }),
    );
    expect(foldWord('ＡｂC')).toBe('abc');
  });
});

describe('findCustomerIn', () => {
  const KNOWN = ['云帆科技', '海川物流有限公司', '云帆科技上海分公司', 'Acme', 'Northwind Traders Inc.', 'IT'];
  it.each([
    ['云帆科技的打印机卡纸', '云帆科技'],
    ['云帆 科技的打印机卡纸', '云帆科技'],
    ['海川物流说系统打不开', '海川物流有限公司'],
    ['海川物流有限公司说系统打不开', '海川物流有限公司'],
    ['云帆科技上海分公司断网', '云帆科技上海分公司'],
    ['云帆科技和海川物流都断网', null],
    ['acme cannot log in', 'Acme'],
    ['ＡＣＭＥ cannot log in', 'Acme'],
    ['Acme客户打不开系统', 'Acme'],
    ['acmeology is a word', null],
    ['northwind traders has no invoice', 'Northwind Traders Inc.'],
    ['it is broken', null],
    ['打印机卡纸', null],
    ['', null],
  ])('%j names %j', (text, name) => expect(findCustomerIn(text, KNOWN)).toBe(name));

  it('does not choose between two customers with one short name', () => {
    expect(findCustomerIn('海川物流断网', ['海川物流有限公司', '海川物流集团'])).toBeNull();
    expect(findCustomerIn('海川物流集团断网', ['海川物流有限公司', '海川物流集团'])).toBe('海川物流集团');
  });
});
