import { describe, expect, it } from 'vitest';
import { type Cut, canBeLoose, clausesOf, namesIn, segmentsOf } from '../../../src/domain/search/clauses.ts';

/** Names as they were found, and those that only begin so; each key with its customers. */
const names = (whole: Record<string, string | string[]>, beginnings: Record<string, string | string[]> = {}) => {
  const hits = (found: Record<string, string | string[]>) =>
    Object.entries(found).flatMap(([key, ids]) => [ids].flat().map((customerId) => ({ key, customerId })));
  return { whole: hits(whole), beginnings: hits(beginnings) };
};

/** `打印+卡纸` are texts of one clause, `云帆=a,b` may be these customers, `~1` lets one pair be missing. */
function cut(words: string, hits = names({}), how?: Cut): string {
  return clausesOf(words.split(' '), hits, how)
    .map(({ texts, customers, slips }) => {
      const ids = customers.length === 0 ? '' : `=${customers.join(',')}`;
      return `${texts.join('+')}${ids}${slips === 0 ? '' : `~${slips}`}`;
    })
    .join(' ');
}

/** Different characters, so that every part of them is another text. */
const characters = (length: number) => String.fromCodePoint(...Array.from({ length }, (_, i) => 0x4e00 + i));

describe('the names that words may hide', () => {
  it('are all parts of an unspaced word from two characters on, and its beginnings', () => {
    const { whole, beginnings } = namesIn(['云帆科技']);
    expect(whole.toSorted()).toEqual(['云帆', '云帆科', '云帆科技', '帆科', '帆科技', '科技'].toSorted());
    expect(beginnings).toEqual(['云帆科技', '云帆', '科技']);
    expect(namesIn(['云'])).toEqual({ whole: ['云'], beginnings: [] });
    // What a dictionary calls one character is no beginning of a name.
    expect(namesIn(['云帆科技打印机']).beginnings).toEqual(['云帆科技打印机', '云帆', '科技', '打印']);
  });

  it('have at most twelve characters, and lie within the first thirty-two of a sentence', () => {
    const text = characters(40);
    const { whole } = namesIn([text]);
    const part = (from: number, to: number) => text.slice(from, to);
    expect(whole).toEqual(expect.arrayContaining([part(0, 12), part(20, 32), part(30, 32), text]));
    for (const none of [part(0, 13), part(31, 33), part(21, 33)]) expect(whole).not.toContain(none);
    // Eleven lengths, each at every place where it fits, and the whole word.
    expect(whole).toHaveLength(Array.from({ length: 11 }, (_, i) => 31 - i).reduce((sum, one) => sum + one) + 1);
    expect(namesIn([characters(5_000)]).whole).toHaveLength(whole.length);
  });

  it('are spaced words and up to three of them beside each other, with and without blanks', () => {
    expect(namesIn(['blue', 'sea', 'of', 'x'])).toEqual({
      whole: [
        ...['blue', 'bluesea', 'blue sea', 'blueseaof', 'blue sea of'],
        ...['sea', 'seaof', 'sea of', 'seaofx', 'sea of x'],
        ...['of', 'ofx', 'of x', 'x'],
      ],
      // Two letters begin too many names.
      beginnings: ['blue', 'sea'],
    });
  });

  it('are not spaced words beside unspaced ones', () => {
    expect(namesIn(['erp', '云', 'x']).whole).toEqual(['erp', '云', 'x']);
    expect(namesIn(['erp云', 'ab']).whole).not.toContain('erp云ab');
  });
});

describe('clauses', () => {
  it.each<[string, ReturnType<typeof names>, string, string]>([
    ['云帆科技打印机卡纸', names({ 云帆科技: 'a' }), '云帆科技=a 打印 机卡纸', '云帆科技=a 打印机卡纸~1'],
    ['打印机坏云帆', names({ 云帆: 'a' }), '打印机坏 云帆=a', '打印机坏~1 云帆=a'],
    ['云帆打印机', names({ 云帆: ['a', 'b'] }), '云帆=a,b 打印机', '云帆=a,b 打印机'],
    ['找云帆打印机', names({ 云帆: 'a' }), '找 云帆=a 打印机', '找 云帆=a 打印机'],
    // A name is not looked into, even where another name stands in it.
    ['云帆科技', names({ 云帆: 'b', 云帆科技: 'a' }), '云帆科技=a', '云帆科技=a'],
    ['云帆科技卡纸', names({ 云帆: 'b', 云帆科技: 'a' }), '云帆科技=a 卡纸', '云帆科技=a 卡纸'],
    // Of names that overlap the longer is meant.
    ['找蓝海湾区', names({ 湾区: 'b', 蓝海湾: 'a' }), '找 蓝海湾=a 区', '找 蓝海湾=a 区'],
    // Two customers in one stretch.
    ['云帆科技蓝海', names({ 云帆科技: 'a', 蓝海: 'b' }), '云帆科技=a 蓝海=b', '云帆科技=a 蓝海=b'],
    [
      '中关村银行云帆科技有限公司',
      names({ 中关村银行: 'a', 云帆科技有限公司: 'b' }),
      '中关村银行=a 云帆科技有限公司=b',
      '中关村银行=a 云帆科技有限公司=b',
    ],
    ['erp云帆', names({ 云帆: 'a' }), 'erp 云帆=a', 'erp 云帆=a'],
    ['云帆-', names({ 云帆: 'a' }), '云帆=a', '云帆=a'],
    // Up to four characters are one word, whatever a dictionary says; longer ones are cut or read loosely.
    ['打印卡纸', names({}), '打印卡纸', '打印卡纸~1'],
    ['打印机', names({}), '打印机', '打印机'],
    ['打印机卡纸', names({}), '打印 机卡纸', '打印机卡纸~1'],
    ['打印设备卡纸', names({}), '打印 设备 卡纸', '打印设备卡纸~2'],
    ['马上处理打印设备卡纸', names({}), '马上 处理 打印 设备 卡纸', '马上处理打印设备卡纸~2'],
    ['请马上处理打印设备卡纸', names({}), '请 马上 处理 打印 设备 卡纸', '请 马上 处理 打印 设备 卡纸'],
    // Words with blanks are taken as they are typed.
    ['printer', names({}), 'printer', 'printer'],
    ['acme acmeware', names({ acme: 'a' }), 'acme=a acmeware', 'acme=a acmeware'],
    ['๚๛๚๛๚', names({}), '๚๛๚๛๚', '๚๛๚๛๚~1'],
  ])('of %s', (typed, hits, byWords, loosely) => {
    expect(cut(typed, hits)).toBe(byWords);
    expect(cut(typed, hits, 'words')).toBe(byWords);
    expect(cut(typed, hits, 'loosely')).toBe(loosely);
  });

  it.each<[string, ReturnType<typeof names>, string]>([
    ['yunfan keji x1', names({ yunfankeji: 'b' }), 'yunfan+keji=b x1'],
    ['x1 yunfan keji', names({ yunfankeji: 'b' }), 'x1 yunfan+keji=b'],
    ['blue sea data', names({ 'blue sea': 'a' }), 'blue+sea=a data'],
    ['blue sea data', names({ 'blue sea': 'a', 'blue sea data': 'b' }), 'blue+sea+data=b'],
    ['blue sea', names({ 'blue sea': 'a', bluesea: ['a', 'b'] }), 'blue+sea=a,b'],
    // A word of a name may be one that says nothing elsewhere.
    ['bank of china printer', names({ 'bank of china': 'a' }), 'bank+of+china=a printer'],
    // Names of more words are not looked for.
    ['a1 b2 c3 d4', names({ 'a1 b2 c3 d4': 'a' }), 'a1 b2 c3 d4'],
  ])('of words beside each other: %s', (typed, hits, expected) => expect(cut(typed, hits)).toBe(expected));

  it.each<[string, ReturnType<typeof names>, string]>([
    ['yun', names({}, { yunfankeji: 'b', yun2: 'c' }), 'yun=b,c'],
    ['yun', names({ yun: 'a' }, { yunfankeji: ['a', 'b'] }), 'yun=a,b'],
    ['printer yunfan', names({ yunfan: 'a' }, { yunfankeji: 'b' }), 'printer yunfan=a,b'],
    ['yun sea', names({}, { yunfankeji: 'b' }), 'yun=b sea'],
    ['云帆', names({}, { 云帆科技: 'a' }), '云帆=a'],
    // A long beginning of a name is one clause: the name, or a text that says all of it.
    ['云帆科技有限', names({}, { 云帆科技有限公司: ['a', 'a'], 海蓝: 'b' }), '云帆+科技+有限=a'],
    ['云帆科技有', names({ 云帆: 'b' }, { 云帆科技有限公司: 'a' }), '云帆+科技有=a'],
  ])('of the beginning of a name: %s', (typed, hits, expected) => expect(cut(typed, hits)).toBe(expected));

  it.each([
    ['打印机 的 了', '打印机'],
    ['the printer is on fire', 'printer fire'],
    ['我们的打印设备坏了', '打印 设备 坏'],
    ['云帆的', '云帆的'],
    // Unless nothing else is said.
    ['的', '的'],
    ['怎么办 的', '怎么办 的'],
    ['请问 怎么办', '请问 怎么办'],
    // Signs alone can be found nowhere.
    ['打印机 -- !!', '打印机'],
    ['--', ''],
  ])('leave out what says nothing: %s', (typed, expected) => expect(cut(typed)).toBe(expected));
});

describe('a stretch without spaces', () => {
  it.each([
    ['云帆科技打印机', ['云帆', '科技', '打印', '机']],
    ['我们的打印机坏了', ['我们', '的', '打印', '机坏', '了']],
    // Signs part characters that would stay together.
    ['卡，纸', ['卡', '纸']],
    ['卡-纸', ['卡', '纸']],
    ['，卡', ['卡']],
    ['erp系统2.0', ['erp', '系统', '2.0']],
    ['，！', []],
    ['', []],
  ])('%s has these words in it: %j', (text, words) => expect(segmentsOf(text)).toEqual(words));

  it.each([
    [['打印机'], false],
    [['打印卡纸'], true],
    [['printer', '打印卡纸'], true],
    [['printers', 'jammed'], false],
    [[characters(10)], true],
    [[characters(11)], false],
    [[], false],
  ])('of %j: it can be read with something missing: %s', (words, expected) => {
    expect(canBeLoose(words)).toBe(expected);
  });
});
