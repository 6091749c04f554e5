import { describe, expect, it } from 'vitest';
import { findRepeat, isStronglyAlike, problemKey, type Report } from '../../../src/domain/ticket/repeats.ts';

const report = (number: string, description: string, problemType: string | null = null, spokenAt = 0): Report => ({
  number,
  description,
  problemType,
  spokenAt,
});
const isRepeat = (one: Report, earlier: Report): boolean => findRepeat(one, [earlier]) !== null;

describe('the same problem again', () => {
  it.each([
    ['类型相同', report('b', '完全不同的话', '系统故障'), report('a', '上次的描述', '系统故障')],
    ['in another case and width', report('b', 'x', 'ＬＯＧＩＮ fails'), report('a', 'y', 'login  Fails')],
    ['similar words', report('b', '二楼的打印机又卡纸了'), report('a', '打印机频繁卡纸，影响二楼', '打印机卡纸')],
    ['similar words', report('b', 'The printer on the second floor jams'), report('a', 'Printer jams, second floor')],
  ])('%s', (_name, one, earlier) => expect(isRepeat(one, earlier)).toBe(true));

  it.each([
    ['types that differ, whatever the words', report('b', '打印机卡纸', '发票'), report('a', '打印机卡纸', '打印机')],
    ['another matter of one device', report('b', '打印机缺墨，打不出来'), report('a', '打印机频繁卡纸，影响二楼')],
    ['two short texts with a word in common', report('b', '发票'), report('a', '发票')],
    ['little words alone', report('b', 'it is not ok for me'), report('a', 'is it ok to go')],
    ['nothing that could be compared', report('b', '!!! 12'), report('a', '!!! 12')],
  ])('not: %s', (_name, one, earlier) => expect(isRepeat(one, earlier)).toBe(false));
});

it('names the last time, counts them all, and says since when the customer has it', () => {
  const earlier = [report('C3', '', '系统故障', 30), report('C2', '', '发票', 20), report('C1', '', '系统故障', 10)];
  expect(findRepeat(report('C4', '', '系统故障', 40), earlier)).toEqual({ number: 'C3', times: 3, since: 10 });
  // Entered later, yet the customer said it first: the word counts, not the ticket.
  expect(findRepeat(report('C4', '', '系统故障', 5), earlier)).toMatchObject({ since: 5 });
  expect(findRepeat(report('C4', '', '系统故障'), [])).toBeNull();
});

describe('two open reports that whoever writes the second should look at', () => {
  const alike = (one: string, other: string, types: readonly [string | null, string | null] = [null, null]) =>
    isStronglyAlike({ description: one, problemType: types[0] }, { description: other, problemType: types[1] });

  it.each<[string, string, string, readonly [string | null, string | null], boolean]>([
    ['nearly the same words', '二楼打印机频繁卡纸', '二楼打印机又频繁卡纸', [null, null], true],
    ['of one type too', '二楼打印机频繁卡纸', '二楼打印机又频繁卡纸', ['打印机', '打 印机'], true],
    ['one of them without a type', '二楼打印机频繁卡纸', '二楼打印机又频繁卡纸', ['打印机', null], true],
    ['the same words, but other types', '二楼打印机频繁卡纸', '二楼打印机频繁卡纸', ['打印机', '发票'], false],
    ['one type, but other words', '打印机缺墨', '系统打不开网页', ['打印机', '打印机'], false],
    ['four words in common of as many', 'alpha beta gamma delta', 'delta gamma beta alpha', [null, null], true],
    ['three words in common of as many', 'alpha beta gamma', 'gamma beta alpha', [null, null], false],
    // 2 · 6 / (10 + 10) = 0.6
    [
      'six of ten',
      'aaa bbb ccc ddd eee fff g1g g2g g3g g4g',
      'aaa bbb ccc ddd eee fff h1h h2h h3h h4h',
      [null, null],
      true,
    ],
    [
      'six of ten and eleven',
      'aaa bbb ccc ddd eee fff g1g g2g g3g g4g',
      'aaa bbb ccc ddd eee fff h1h h2h h3h h4h h5h',
      [null, null],
      false,
    ],
  ])('%s', (_name, one, other, types, expected) => {
    expect(alike(one, other, types)).toBe(expected);
    expect(alike(other, one, [types[1], types[0]])).toBe(expected);
  });

  it('a problem type is compared without its blanks, case and width', () => {
    expect(problemKey(' ＬＯＧＩＮ   fails ')).toBe('loginfails');
  });
});

it('from three words in common, and four in ten of all', () => {
  const texts = (one: string, other: string) => isRepeat(report('b', one), report('a', other));
  expect(texts('alpha beta gamma', 'gamma beta alpha')).toBe(true);
  expect(texts('alpha beta', 'beta alpha')).toBe(false);
  // 2 · 4 / (10 + 10) = 0.4
  expect(texts('aaa bbb ccc ddd g1g g2g g3g g4g g5g g6g', 'aaa bbb ccc ddd h1h h2h h3h h4h h5h h6h')).toBe(true);
  expect(texts('aaa bbb ccc ddd g1g g2g g3g g4g g5g g6g', 'aaa bbb ccc ddd h1h h2h h3h h4h h5h h6h h7h')).toBe(false);
  // Neighbours count in Chinese only within one run of it.
  expect(texts('甲a乙a丙a丁', '甲a乙a丙a丁')).toBe(false);
});
