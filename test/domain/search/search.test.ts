import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf, namesIn, segmentsOf } from '../../../src/domain/search/clauses.ts';
import { numbersLike, portionOf, portionsOf } from '../../../src/domain/search/portion.ts';
import { QUERY_MAX, readSearch } from '../../../src/domain/search/read-query.ts';
import { foldText, needsOf, tokensOf } from '../../../src/domain/search/tokens.ts';

/** Whether a text has everything that a query needs, as the index decides it. */
function isFound(query: string, text: string): boolean {
  const tokens = tokensOf([foldText(text)]);
  const needs = needsOf(foldText(query));
  return (
    needs.length > 0 &&
    needs.every(({ lexeme, isPrefix }) => tokens.some((one) => (isPrefix ? one.startsWith(lexeme) : one === lexeme)))
  );
}

describe('tokens', () => {
  it.each([
    ['打印机', '打印机频繁卡纸', true],
    ['卡纸', '打印机频繁卡纸', true],
    ['纸', '打印机频繁卡纸', true],
    ['印', '打印机频繁卡纸', true],
    ['印打', '打印机频繁卡纸', false],
    ['printers', 'The Printer jams', true],
    ['print', 'The Printer jams', true],
    ['printer', 'two printers', true],
    ['rinter', 'The Printer jams', false],
    ['ＥＲＰ２', 'erp2.0 报错', true],
    ['erp2.0', 'ERP2.0报错', true],
    ['报错', 'ERP2.0报错', true],
    ['ab', 'abc', false],
    ['companies', 'the company', true],
    ['boxes', 'a box', true],
    ['status', 'status', true],
    ['プリンタ', '新しいプリンタが動かない', true],
  ])('%s in "%s": %s', (query, text, expected) => {
    expect(isFound(query, text)).toBe(expected);
  });

  it('finds every part of an unspaced text', () => {
    const han = fc.array(fc.integer({ min: 0x4e00, max: 0x4eff }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (codes, a, b) => {
        const text = String.fromCodePoint(...codes);
        const [from, length] = [a % codes.length, 1 + (b % (codes.length - (a % codes.length)))];
        expect(isFound(text.slice(from, from + length), text)).toBe(true);
      }),
    );
  });

  it('is bounded and total, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
        for (const token of tokensOf([foldText(text)])) expect(token.length).toBeGreaterThan(0);
      }),
    );
    expect(tokensOf([Array.from({ length: 10_000 }, (_, i) => `w${i}`).join(' ')])).toHaveLength(4_000);
    expect(tokensOf(['a'.repeat(5_000)])).toEqual(['a'.repeat(40)]);
    expect(tokensOf(['😀 … ！！'])).toEqual([]);
  });
});

describe('portions', () => {
  it('tells numbers apart by month and by how far they have come, newest first', () => {
    expect(portionOf('C202611001')).toBe(portionOf('C2026118191'));
    expect(portionOf('C202611001')).not.toBe(portionOf('C2026118192'));
    expect(portionOf('C202611001')).not.toBe(portionOf('C202610001'));
    expect(portionOf('G202611001')).toBeNull();
    const portions = portionsOf([
      { month: '202610', last: 9_000 },
      { month: '202611', last: 3 },
    ]);
    expect(portions).toEqual([portionOf('C202611003'), portionOf('C2026109000'), portionOf('C202610001')]);
  });

  const months = [
    { month: '202610', last: 12_001 },
    { month: '202611', last: 1_500 },
  ];
  it.each([
    ['001', ['C202611001', 'C2026111001', 'C202610001', 'C20261012001', 'C20261011001']],
    ['11001', ['C202611001', 'C2026111001', 'C20261011001']],
    ['2611001', ['C202611001']],
    ['202611001', ['C202611001']],
    ['01', []],
    ['99999', []],
    ['0000', ['C20261010000']],
  ])('reads %s as digits of numbers', (digits, expected) => {
    expect(numbersLike(digits, months)).toEqual(expect.arrayContaining(expected));
    if (expected.length < 4) expect(numbersLike(digits, months)).toHaveLength(expected.length);
  });

  it('proposes a bounded number, of numbers that were given', () => {
    const many = Array.from({ length: 120 }, (_, i) => ({
      month: String(201_601 + Math.floor(i / 12) * 100 + (i % 12)),
      last: 99_999,
    }));
    const found = numbersLike('001', many);
    expect(found.length).toBeLessThanOrEqual(601);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), (running) => {
        const digits = String(running).padStart(3, '0');
        expect(numbersLike(digits, months)).toContain(`C202611${digits}`);
      }),
    );
  });
});

describe('a query', () => {
  it('is taken apart', () => {
    expect(
      readSearch(
        '打印机 "卡 纸" -扫码枪 状态：处理中，等待 负责人:@林小雨 类型:投诉 紧急 客户:"云帆 科技" 日期:10月1日-10月15日 页:2 @我的投诉 #卡纸 上周',
      ),
    ).toEqual({
      query:
        '打印机 "卡 纸" -扫码枪 状态：处理中，等待 负责人:@林小雨 类型:投诉 紧急 客户:"云帆 科技" 日期:10月1日-10月15日 @我的投诉 #卡纸 上周',
      words: ['打印机'],
      phrases: ['卡 纸', '卡纸'],
      without: ['扫码枪'],
      fields: new Map([
        ['status', ['处理中', '等待']],
        ['owner', ['@林小雨']],
        ['kind', ['投诉']],
        ['urgency', ['紧急']],
        ['customer', ['云帆 科技']],
        ['date', ['10月1日-10月15日', '上周']],
      ]),
      mentions: ['我的投诉'],
      page: 2,
    });
  });

  it.each([
    ['“紧急”', { words: [], phrases: ['紧急'] }],
    ["O'Brien 'sons and' co", { words: ["o'brien", 'co'], phrases: ['sons and'] }],
    ['a:b http://x.de/y', { words: ['a:b', 'http://x.de/y'] }],
    ['-"two words" x', { words: ['x'], without: ['two words'] }],
    ['😀 ！！！ … ؟', { words: [], phrases: [], without: [] }],
    ["'; DROP TABLE ticket; --", { phrases: [], words: ["'", 'drop', 'table', 'ticket'] }],
    ['שלום עולם', { words: ['שלום', 'עולם'] }],
  ])('reads %s', (typed, expected) => {
    const read = readSearch(typed);
    if ('reason' in read) expect(read).toMatchObject({ reason: 'unclosed-quote' });
    else expect(read).toMatchObject(expected);
  });

  it.each([
    ['"never closed', { reason: 'unclosed-quote' }],
    ['状态:', { reason: 'no-value' }],
    ['satus:open', { reason: 'unknown-field', meant: 'status' }],
    ['x page:0', { reason: 'bad-page' }],
    ['x page:two', { reason: 'bad-page' }],
    [Array.from({ length: 10_000 }, (_, i) => `t${i}`).join(' '), { reason: 'too-long' }],
    ['a b c d e f g h i j k l m n o p q', { reason: 'too-many-words', count: 17 }],
    ['长'.repeat(QUERY_MAX + 1), { reason: 'too-long', length: QUERY_MAX + 1 }],
  ])('refuses %.40s', (typed, expected) => {
    expect(readSearch(typed)).toMatchObject(expected);
  });

  it('reads whatever is typed, and reads its own query the same again', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('状态:处理中', '-x', '"a b"', '@me', '页:3', '，', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const read = readSearch(pieces.join(' '));
        if ('reason' in read) return;
        const { page: _, ...again } = readSearch(read.query) as typeof read;
        const { page: __, ...first } = read;
        expect(again).toEqual(first);
      }),
    );
  });
});

describe('clauses', () => {
  const names = (whole: Record<string, string>, beginnings: Record<string, string> = {}) => ({
    whole: Object.entries(whole).map(([key, customerId]) => ({ key, customerId })),
    beginnings: Object.entries(beginnings).map(([key, customerId]) => ({ key, customerId })),
  });

  it('looks for names within unspaced words, and in words beside each other', () => {
    expect(namesIn(['云帆科技打印机']).whole).toEqual(
      expect.arrayContaining(['云帆', '云帆科技', '打印机', '云帆科技打印机']),
    );
    expect(namesIn(['yunfan', 'keji']).whole).toEqual(expect.arrayContaining(['yunfan', 'yunfankeji', 'yunfan keji']));
    expect(namesIn(['长'.repeat(500)]).whole.length).toBeLessThan(400);
  });

  it('splits a stretch around a name, and the rest by a dictionary', () => {
    expect(clausesOf(['云帆科技打印机卡纸'], names({ 云帆科技: 'a' }))).toEqual([
      { texts: ['云帆科技'], customers: ['a'], slips: 0 },
      { texts: ['打印'], customers: [], slips: 0 },
      { texts: ['机卡纸'], customers: [], slips: 0 },
    ]);
    expect(clausesOf(['云帆科技打印机卡纸'], names({ 云帆科技: 'a' }), 'loosely')).toEqual([
      { texts: ['云帆科技'], customers: ['a'], slips: 0 },
      { texts: ['打印机卡纸'], customers: [], slips: 1 },
    ]);
    expect(clausesOf(['yunfan', 'keji', 'x1'], names({ yunfankeji: 'b' }))).toEqual([
      { texts: ['yunfan', 'keji'], customers: ['b'], slips: 0 },
      { texts: ['x1'], customers: [], slips: 0 },
    ]);
    expect(clausesOf(['yun'], names({}, { yunfankeji: 'b' }))).toEqual([
      { texts: ['yun'], customers: ['b'], slips: 0 },
    ]);
  });

  it('leaves out what says nothing, unless nothing else is said', () => {
    expect(clausesOf(['打印机', '的', '了'], names({})).map(({ texts }) => texts)).toEqual([['打印机']]);
    expect(clausesOf(['的'], names({})).map(({ texts }) => texts)).toEqual([['的']]);
    expect(segmentsOf('云帆的打印机')).not.toContain('云');
  });
});
