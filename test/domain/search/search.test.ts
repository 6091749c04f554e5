import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersLike, portionOf, portionsOf } from '../../../src/domain/search/portion.ts';
import { QUERY_MAX, QUERY_WORDS_MAX, readSearch } from '../../../src/domain/search/read-query.ts';
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
    // A plural finds the one thing, and nothing that only begins like it.
    ['keys', 'the key', true],
    ['issues', 'an issue', true],
    ['users', 'a user', true],
    ['sessions', 'a session', true],
    ['companies', 'a common cold', false],
    ['matches', 'a match', true],
    // These end in s, and are no plurals.
    ['gas', 'a gas leak', true],
    ['bus', 'but late', false],
    ['glass', 'glaser', false],
    ['status', 'a statute', false],
    ['basis', 'a basic plan', false],
    ['v100s', 'the v100 card', false],
    ['100ms', 'after 100m', false],
    // Blanks and width do not count.
    ['　ｐｒｉｎｔｅｒ　 jams', 'Printer\n jams', true],
    // Two letters are only found whole.
    ['pr', 'a pr', true],
    ['pri', 'a printer', true],
  ])('%s in "%s": %s', (query, text, expected) => {
    expect(isFound(query, text)).toBe(expected);
  });

  it('folds a text to one spelling without blanks around it', () => {
    expect(foldText('  Ｔｗｏ \u200b \t\n words ')).toBe('two words');
  });

  it('has a token for each character of an unspaced text, with the one after it; nothing stands behind the last', () => {
    expect(tokensOf(['打印机 x1', '打印'])).toEqual(['打印', '印机', '机', 'x1', '印']);
    expect(needsOf('打印机')).toEqual([
      { lexeme: '打印', isPrefix: false },
      { lexeme: '印机', isPrefix: false },
    ]);
    const characters = String.fromCodePoint(...Array.from({ length: 5_000 }, (_, i) => 0x4e00 + i));
    expect(tokensOf([characters])).toHaveLength(4_000);
    expect(tokensOf([characters, 'more'])).not.toContain('more');
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
    expect(tokensOf(['b'.repeat(40)])).toEqual(['b'.repeat(40)]);
    expect(tokensOf([`${'𝄞a'.repeat(50)}`])[0]?.length).toBeLessThanOrEqual(40);
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

  it('puts months in order, in whatever order they come', () => {
    const months = ['202611', '202609', '202701', '202610', '202512'].map((month) => ({ month, last: 1 }));
    const order = ['202701', '202611', '202610', '202609', '202512'];
    expect(portionsOf(months)).toEqual(order.map((month) => portionOf(`C${month}001`)));
    expect(numbersLike('001', months)).toEqual(order.map((month) => `C${month}001`));
  });

  it.each([
    ['C200001001', '0000'],
    ['C200012001', '0b00'],
    ['C202611001', '8y00'],
    ['C2026118192', '8y01'],
    ['C20261199999', '8y0c'],
  ])('%s lies in %s, as it is stored: another name would leave it unfound', (number, portion) => {
    expect(portionOf(number)).toBe(portion);
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
    ['0001', ['C202610001', 'C20261010001']],
    ['500', ['C202611500', 'C2026111500', 'C202610500', 'C20261011500']],
    ['1500', ['C202611500', 'C2026111500', 'C2026101500', 'C20261011500']],
    ['1501', ['C202611501', 'C2026101501', 'C20261011501']],
    ['12001', ['C20261012001']],
    ['12002', []],
    // The end of a month is followed by a whole running number.
    ['61112', []],
    ['a001', []],
    ['001a', []],
    ['2026110010000000', []],
  ])('reads %s as digits of numbers', (digits, expected) => {
    expect(numbersLike(digits, months)).toEqual(expect.arrayContaining(expected));
    if (expected.length < 4 || digits === '1500') expect(numbersLike(digits, months)).toHaveLength(expected.length);
  });

  it('proposes a bounded number, of numbers that were given', () => {
    const many = (last: number) =>
      Array.from({ length: 120 }, (_, i) => ({ month: String(201_601 + Math.floor(i / 12) * 100 + (i % 12)), last }));
    for (const last of [99_999, 70_500]) {
      const found = numbersLike('001', many(last));
      expect(found).toHaveLength(600);
      expect(found[0]).toBe('C202512001');
    }
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
    [' "卡   纸"  x ', { query: '"卡 纸" x', words: ['x'], phrases: ['卡 纸'] }],
    ['"" x', { words: ['x'], phrases: [] }],
    ['"a:" b', { words: ['b'], phrases: ['a:'] }],
    ['"a-" b', { words: ['b'], phrases: ['a-'] }],
    ['"!!" -!! x', { words: ['x'], phrases: [], without: [] }],
    ['打印机,卡纸、x', { words: ['打印机', '卡纸', 'x'] }],
    // An urgency is a field; anything else behind an exclamation mark is a word.
    ['!重要 ！urgent', { words: [], fields: new Map([['urgency', ['重要', 'urgent']]]) }],
    ['!打印 x!!!', { words: ['!打印', 'x!!!'], fields: new Map() }],
    [
      '加急 today',
      {
        words: [],
        fields: new Map([
          ['urgency', ['加急']],
          ['date', ['today']],
        ]),
      },
    ],
    // A sign stands before a word or a quote.
    ['@', { words: [], mentions: [] }],
    ['@!x', { words: ['@!x'], mentions: [] }],
    ['＠我 @"林 小雨" @slack:U1', { words: [], mentions: ['我', '林 小雨', 'slack:U1'] }],
    ['#"卡 纸" ＃卡纸', { words: [], phrases: ['卡 纸', '卡纸'] }],
    ['- x', { words: ['x'], without: [] }],
    ['-状态:待处理 x', { words: ['x'], without: ['状态:待处理'], fields: new Map() }],
    // A quoted value is one value, whatever stands in it; so is a date.
    ['客户:"云帆,科技"', { fields: new Map([['customer', ['云帆,科技']]]) }],
    ['客户:" 云帆 "', { fields: new Map([['customer', ['云帆']]]) }],
    ['客户:"云帆,科技",「蓝海；数据」、海天', { fields: new Map([['customer', ['云帆,科技', '蓝海；数据', '海天']]]) }],
    ['客户:O\'Brien,"",云帆', { fields: new Map([['customer', ["O'Brien", '云帆']]]) }],
    ['状态:"待处理",等待', { fields: new Map([['status', ['待处理', '等待']]]) }],
    ['客户:云帆，；蓝海,', { fields: new Map([['customer', ['云帆', '蓝海']]]) }],
    ['date:10/1,2026', { fields: new Map([['date', ['10/1,2026']]]) }],
    // Nothing said behind it: a word that only looks like a field.
    ['satus: x', { words: ['satus:', 'x'] }],
    ['x page:1', { query: 'x', page: 1 }],
    ['页:1000 x', { query: 'x', page: 1_000 }],
    [Array.from({ length: QUERY_WORDS_MAX }, (_, i) => `w${i}`).join(' '), { phrases: [], without: [] }],
    ['长'.repeat(QUERY_MAX), { words: ['长'.repeat(QUERY_MAX)] }],
    ['“紧急”', { words: [], phrases: ['紧急'] }],
    ["O'Brien 'sons and' co", { words: ["o'brien", 'co'], phrases: ['sons and'] }],
    ['a:b http://x.de/y', { words: ['a:b', 'http://x.de/y'] }],
    ['-"two words" x', { words: ['x'], without: ['two words'] }],
    ['😀 ！！！ … ؟', { words: [], phrases: [], without: [] }],
    ['drop table ticket; --', { phrases: [], without: [], words: ['drop', 'table', 'ticket'] }],
    ['שלום עולם', { words: ['שלום', 'עולם'] }],
  ])('reads %.60s', (typed, expected) => {
    expect(readSearch(typed)).toMatchObject(expected);
  });

  it.each([
    ['x "never closed ', { reason: 'unclosed-quote', written: '"never closed' }],
    [`x "${'长'.repeat(60)}`, { reason: 'unclosed-quote', written: `"${'长'.repeat(39)}` }],
    ["'; DROP TABLE ticket; --", { reason: 'unclosed-quote' }],
    ['状态:', { reason: 'no-value', written: '状态:' }],
    [`客户:${','.repeat(60)}`, { reason: 'no-value', written: `客户:${','.repeat(37)}` }],
    ['客户:""', { reason: 'no-value', written: '客户:""' }],
    ['satus:open', { reason: 'unknown-field', meant: 'status', written: 'satus:open' }],
    [`satus:${'x'.repeat(60)}`, { reason: 'unknown-field', written: `satus:${'x'.repeat(34)}` }],
    ['x page:1001', { reason: 'bad-page', written: 'page:1001' }],
    ['x page:-1', { reason: 'bad-page' }],
    ['x page:1.5', { reason: 'bad-page' }],
    ['x page:0', { reason: 'bad-page' }],
    ['x page:two', { reason: 'bad-page' }],
    [Array.from({ length: 10_000 }, (_, i) => `t${i}`).join(' '), { reason: 'too-long' }],
    ['a b c d e f g h i j k l m n o p q', { reason: 'too-many-words', count: 17 }],
    ['a b c d e f "g" "h" "i" "j" "k" "l" -m -n -o -p -q', { reason: 'too-many-words', count: 17 }],
    // Far too long is not taken apart at all.
    [`"${'x'.repeat(4 * QUERY_MAX)}`, { reason: 'too-long', length: 4 * QUERY_MAX + 1 }],
    [`"${'x'.repeat(4 * QUERY_MAX - 1)}`, { reason: 'unclosed-quote' }],
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
