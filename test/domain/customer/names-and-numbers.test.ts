import { describe, expect, it } from 'vitest';
import { coreName, isTelling, withoutLegalForm } from '../../../src/domain/customer/core-name.ts';
import { lunarDateText, lunarMonthNamed } from '../../../src/domain/customer/lexicon-customer.ts';
import { readCustomerNumber } from '../../../src/domain/customer/number.ts';
import {
  allowedSlips,
  type KeyKind,
  onlyMeant,
  type Ranked,
  rankCustomers,
} from '../../../src/domain/customer/rank-customers.ts';
import { fieldWord, quoteWord } from '../../../src/domain/customer/read-line.ts';
import { readPhone, readTags, readTier } from '../../../src/domain/customer/read-profile.ts';

/** How one key answers to what was typed, and at what cost. */
function answer(query: string, kind: KeyKind, key: string): string | null {
  const [found] = rankCustomers(query, [{ customerId: 'a', kind, key }]);
  return found === undefined ? null : `${found.match} ${found.cost}`;
}

describe('how a key answers', () => {
  it.each<[string, KeyKind, string, string | null]>([
    ['云帆', 'name', '云帆', 'exact 0'],
    ['云帆', 'short', '云帆', 'exact 1'],
    ['云帆', 'alias', '云帆', 'exact 2'],
    ['云帆', 'core', '云帆', 'exact 73'],
    ['云帆', 'pinyin', '云帆', null],
    ['云帆', 'initials', 'yf', null],
    ['yunfan', 'pinyin', 'yunfan', 'sound 104'],
    ['yf', 'initials', 'yf', 'sound 105'],
    ['yun fan', 'pinyin', 'yunfan', 'sound 104'],
    ['yun fan', 'name', 'yunfan', 'near 661'],
    ['yf', 'initials', 'yfkj', 'begins 217'],
    ['y', 'initials', 'yfkj', null],
    ['y', 'pinyin', 'yunfan', 'begins 219'],
    ['y', 'name', 'yacme', 'begins 214'],
    ['f', 'initials', 'yf', null],
    ['云帆科技有限公司', 'name', '云帆', 'begins 200'],
    ['云帆科技有限公司', 'core', '云帆', 'begins 203'],
    ['云帆科技有限公司', 'pinyin', 'yunfan', null],
    ['云帆', 'name', '云帆科技', 'begins 212'],
    ['云', 'name', '云帆科技', 'begins 213'],
    ['帆', 'name', '云帆科技', null],
    ['帆科', 'name', '云帆科技', 'within 402'],
    ['我找云帆科技', 'name', '云帆科技', 'within 492'],
    ['我找云帆', 'short', '云帆', 'within 493'],
    ['找云', 'short', '云', 'near 662'],
    ['ab', 'name', 'a', null],
    ['xx yunfan', 'pinyin', 'yunfan', 'near 726'],
    ['fan', 'pinyin', 'yunfan', 'within 407'],
    ['an', 'pinyin', 'yunfan', 'within 408'],
    ['a', 'pinyin', 'yunfan', null],
    ['云凡科技', 'name', '云帆科技', 'near 660'],
    ['云凡', 'name', '云帆', 'near 660'],
    ['凡', 'name', '帆', null],
    ['云凡斗技', 'name', '云帆科技', null],
    ['云凡斗技有', 'name', '云帆科技有', 'near 720'],
    ['云凡科技集团', 'name', '云帆科技集团公司', 'near 692'],
    ['acne', 'name', 'acme', 'near 660'],
    ['acn', 'name', 'acm', null],
    ['acmee', 'name', 'acme', 'within 491'],
    ['akme corp', 'name', 'acme corp', 'near 660'],
    ['akne corp', 'name', 'acme corp', 'near 720'],
    ['akne korp', 'name', 'acme corp', null],
    ['akme', 'name', 'acme trading', null],
    ['aknee', 'name', 'acmex', null],
    ['acme tradinh', 'name', 'acme trading gmbh', 'near 695'],
    ['yunfon', 'pinyin', 'yunfankeji', null],
    ['yonfon', 'pinyin', 'yunfankeji', null],
    ['yunfankejy', 'pinyin', 'yunfankeji', 'near 664'],
    ['zz', 'initials', 'yf', null],
    ['', 'name', 'x', 'begins 211'],
    ['abcd', 'name', 'abxx', null],
    ['abcdefg', 'name', 'abxxefg', 'near 720'],
    ['abcdefg', 'name', 'abxxxfg', null],
    ['abcdef', 'name', 'abxxef', null],
    ['ab cd', 'name', 'abcd', 'near 661'],
  ])('%s to the %s %s: %s', (query, kind, key, expected) => {
    expect(answer(query, kind, key)).toBe(expected);
  });

  it('a much longer name costs no more than a long one', () => {
    expect(answer('xxx', 'name', 'x'.repeat(100))).toBe('begins 290');
  });

  it('each customer once, by its best key, best first', () => {
    const keys = [
      { customerId: 'b', kind: 'name', key: '云帆科技' },
      { customerId: 'a', kind: 'name', key: '云帆物流' },
      { customerId: 'a', kind: 'short', key: '云帆' },
      { customerId: 'c', kind: 'pinyin', key: '云帆' },
    ] as const;
    expect(rankCustomers('云帆', keys)).toEqual([
      { customerId: 'a', match: 'exact', cost: 1 },
      { customerId: 'b', match: 'begins', cost: 212 },
    ]);
  });

  it.each<[readonly Ranked[], string | null]>([
    [[], null],
    [[{ customerId: 'a', match: 'near', cost: 600 }], null],
    [[{ customerId: 'a', match: 'within', cost: 400 }], 'a'],
    [
      [
        { customerId: 'a', match: 'within', cost: 400 },
        { customerId: 'b', match: 'near', cost: 900 },
      ],
      null,
    ],
    [
      [
        { customerId: 'a', match: 'begins', cost: 200 },
        { customerId: 'b', match: 'within', cost: 400 },
      ],
      'a',
    ],
    [
      [
        { customerId: 'a', match: 'begins', cost: 200 },
        { customerId: 'b', match: 'begins', cost: 259 },
      ],
      null,
    ],
    [
      [
        { customerId: 'a', match: 'begins', cost: 200 },
        { customerId: 'b', match: 'begins', cost: 260 },
      ],
      'a',
    ],
    [
      [
        { customerId: 'a', match: 'exact', cost: 0 },
        { customerId: 'b', match: 'exact', cost: 1 },
      ],
      null,
    ],
    [
      [
        { customerId: 'a', match: 'exact', cost: 0 },
        { customerId: 'b', match: 'sound', cost: 1 },
      ],
      'a',
    ],
  ])('of %j is meant %s', (ranked, expected) => {
    expect(onlyMeant(ranked)?.customerId ?? null).toBe(expected);
  });

  it.each([
    [0, true, 0],
    [1, true, 0],
    [2, true, 1],
    [4, true, 1],
    [5, true, 2],
    [9, true, 2],
    [0, false, 0],
    [3, false, 0],
    [4, false, 1],
    [6, false, 1],
    [7, false, 2],
    [20, false, 2],
  ] as const)('a word of %s characters (Chinese: %s) may have %s slips', (length, isHan, expected) => {
    expect(allowedSlips(length, isHan)).toBe(expected);
  });
});

it.each([
  ['云帆科技有限公司', '云帆', '云帆科技'],
  ['(云帆)科技', '云帆', '云帆科技'],
  ['科技有限公司', '科技', '科技'],
  ['北京科技', '北京', '北京科技'],
  ['北京银行', '北京银行', '北京银行'],
  ['上海云帆物流', '云帆', '上海云帆物流'],
  ['广东省云帆贸易', '云帆', '广东省云帆贸易'],
  ['a trading ltd', 'a trading', 'a trading'],
  ['ab trading', 'ab trading', 'ab trading'],
  ['abc trading', 'abc', 'abc trading'],
  ['  Acme  ', 'acme', 'acme'],
  ['云科技', '云科技', '云科技'],
  ['深圳市云帆信息技术有限公司', '云帆', '深圳市云帆信息技术'],
  ['中国网络', '中国', '中国网络'],
])('%s is called %s, and %s without its legal form', (name, core, bare) => {
  expect([coreName(name), withoutLegalForm(name)]).toEqual([core, bare]);
});

it.each([
  ['云', false],
  ['云帆', true],
  ['ab', false],
  ['abc', true],
  ['a云', true],
  ['', false],
  ['云 ', true],
])('%s tells of a name: %s', (key, expected) => {
  expect(isTelling(key)).toBe(expected);
});

it.each([
  ['k1', 1],
  ['K2147483647', null],
  ['K2147483648', null],
  ['K1x', null],
  ['xK1', null],
  ['K  1', null],
  ['K 1 ', 1],
  ['##K1', null],
  ['#k1', 1],
  ['K999999999', 999999999],
  ['K1000000000', null],
  ['k', null],
  ['', null],
])('the number %s is %s', (written, expected) => {
  expect(readCustomerNumber(written)).toBe(expected);
});

it.each([
  [1, 1, '正月初一'],
  [1, 10, '正月初十'],
  [1, 11, '正月十一'],
  [1, 19, '正月十九'],
  [1, 20, '正月二十'],
  [1, 21, '正月廿一'],
  [1, 29, '正月廿九'],
  [1, 30, '正月三十'],
  [-2, 1, '闰二月初一'],
  [-2, 10, '闰二月初十'],
  [-2, 11, '闰二月十一'],
  [-2, 19, '闰二月十九'],
  [-2, 20, '闰二月二十'],
  [-2, 21, '闰二月廿一'],
  [-2, 29, '闰二月廿九'],
  [-2, 30, '闰二月三十'],
  [10, 1, '十月初一'],
  [10, 10, '十月初十'],
  [10, 11, '十月十一'],
  [10, 19, '十月十九'],
  [10, 20, '十月二十'],
  [10, 21, '十月廿一'],
  [10, 29, '十月廿九'],
  [10, 30, '十月三十'],
  [11, 1, '冬月初一'],
  [11, 10, '冬月初十'],
  [11, 11, '冬月十一'],
  [11, 19, '冬月十九'],
  [11, 20, '冬月二十'],
  [11, 21, '冬月廿一'],
  [11, 29, '冬月廿九'],
  [11, 30, '冬月三十'],
  [12, 1, '腊月初一'],
  [12, 10, '腊月初十'],
  [12, 11, '腊月十一'],
  [12, 19, '腊月十九'],
  [12, 20, '腊月二十'],
  [12, 21, '腊月廿一'],
  [12, 29, '腊月廿九'],
  [12, 30, '腊月三十'],
])('the lunar day %s %s is written %s', (month, day, expected) => {
  expect(lunarDateText(month, day)).toBe(expected);
});

it.each([
  ['正', 1],
  ['一', 1],
  ['二', 2],
  ['十', 10],
  ['十一', 11],
  ['冬', 11],
  ['十二', 12],
  ['腊', 12],
  ['x', null],
  ['', null],
])('the lunar month %s is %s', (name, expected) => {
  expect(lunarMonthNamed(name)).toBe(expected);
});

it.each([
  ['A', 'A'],
  ['a级', 'A'],
  ['B 类', 'B'],
  ['c客户', 'C'],
  ['Tier A', 'A'],
  ['tier b', 'B'],
  ['d', 'basic'],
  ['普通', 'basic'],
  ['一般', 'basic'],
  ['基础客户', 'basic'],
  ['普通客户', 'basic'],
  ['basic', 'basic'],
  ['x', null],
  ['', null],
  ['AA', null],
  ['级A', 'A'],
])('the tier %s is %s', (written, expected) => {
  expect(readTier(written)).toBe(expected);
});

it.each([
  ['13800138000', '13800138000'],
  ["'13800138000", '13800138000'],
  ['="13800138000"', '13800138000'],
  ['=13800138000', '13800138000'],
  ['+86 138 0013 8000', '+86 138 0013 8000'],
  ['(010) 8888-8888', '(010) 8888-8888'],
  ['1234', null],
  ["138'00138000", null],
  ['12345', '12345'],
  ['11111111111111111111', '11111111111111111111'],
  ['111111111111111111111', null],
  ['abc', null],
  ['138 0013x', '138 0013x'],
  ['  138  0013  8000 ', '138 0013 8000'],
  ['１３８００１３８０００', '13800138000'],
  ['010-88888888-8001', '010-88888888-8001'],
  ['8888 8888 ext 12', '8888 8888 ext 12'],
  ['8888 8888 转 12', '8888 8888 转 12'],
  ['8888 8888#12', '8888 8888#12'],
  ["'abc", null],
  ['"13800138000"', '13800138000'],
  ['=(010)88888888', '(010)88888888'],
  ["='13800138000", '13800138000'],
])('the phone %s is %s', (written, expected) => {
  expect(readPhone(written)).toBe(expected);
});

it('tags are parted, clean, each once, so many at most', () => {
  expect(readTags(['a,b，c;d；e、f|g/h\ni'])).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  expect(readTags(['#a', '＃b', '##c'])).toEqual(['a', 'b', '#c']);
  expect(readTags(['a#b'])).toEqual(['a#b']);
  expect(readTags(['a', 'A', 'ａ'])).toHaveLength(1);
  expect(readTags(['', ' , '])).toEqual([]);
  expect(readTags(['x'.repeat(40)])).toEqual(['x'.repeat(30)]);
  expect(readTags([Array.from({ length: 40 }, (_, i) => `t${i}`).join(',')])).toHaveLength(30);
});

it.each([
  ['a b', '"a b"'],
  ['a', 'a'],
  ['"a"', 'a'],
  ['a"b', 'ab'],
  ['a，b', '"a，b"'],
  ['a,b', '"a,b"'],
  ['a;b', '"a;b"'],
  ['a:b', '"a:b"'],
  ['a：b', '"a：b"'],
  ['#a', '"#a"'],
  ['a!', '"a!"'],
  ['a！', '"a！"'],
  ['a＃', '"a＃"'],
  ['a-b', '"a-b"'],
  ['-a', '"-a"'],
  ['“a b”', '"a b"'],
  [' a ', 'a'],
  ['a　b', '"a　b"'],
  ['「x」', 'x'],
  ["it's", "it's"],
  ["a'b c", '"a\'b c"'],
])('%s is typed as %s', (word, expected) => {
  expect(quoteWord(word)).toBe(expected);
});

it.each([
  ['Customer Name', 'customername'],
  ['客户_名称', '客户名称'],
  ['客户 名称*', '客户名称'],
  ['（客户）名称', '客户名称'],
  ['(客户)-名称', '客户名称'],
  ['First-Cooperation', 'firstcooperation'],
  ['VIP 客户', 'vip客户'],
])('the header %s is looked up as %s', (written, expected) => {
  expect(fieldWord(written)).toBe(expected);
});
