import { describe, expect, it } from 'vitest';
import { findRepeat, type Report } from '../../../src/domain/ticket/repeats.ts';

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
