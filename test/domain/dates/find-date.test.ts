import { describe, expect, test } from 'vitest';
import { type FoundDate, findDateAtEnd, findDateAtStart } from '../../../src/domain/dates/find-date.ts';
import { at, shown } from './date-scene.ts';

const CONTEXT = at('2026-11-18T14:20');
const told = (found: FoundDate | null) => (found === null ? null : [found.phrase, found.rest, shown(found.reading)]);

describe('a date at the end of a text', () => {
  test.each([
    ['★安排技术演示 下周三', '下周三', '★安排技术演示', '2026-11-25 (09:00)'],
    ['安排技术演示下周三', '下周三', '安排技术演示', '2026-11-25 (09:00)'],
    ['发报价 明天下午 3 点', '明天下午 3 点', '发报价', '2026-11-19T15:00'],
    ['回访，周五', '周五', '回访', '2026-11-20 (09:00)'],
    ['VIP周五', '周五', 'VIP', '2026-11-20 (09:00)'],
    ['给王总回电 3天后', '3天后', '给王总回电', '2026-11-21T14:20'],
    ['给王总回电三天后', '三天后', '给王总回电', '2026-11-21T14:20'],
    ['确认截止:14:30', '截止:14:30', '确认', '2026-11-18T14:30'],
    ['改到 下午', '下午', '改到', '2026-11-18T18:00'],
    ['安排 2月30日', '2月30日', '安排', 'does-not-exist'],
    ['回访 昨天', '昨天', '回访', 'past'],
    ['call back on Friday', 'on Friday', 'call back', '2026-11-20 (09:00)'],
    ['call back tomorrow 5pm', 'tomorrow 5pm', 'call back', '2026-11-19T17:00'],
    ['send quote by EOD', 'by EOD', 'send quote', '2026-11-18T18:00'],
    ['安排 demo tomorrow', 'tomorrow', '安排 demo', '2026-11-19 (09:00)'],
    ['会议 12-3', '12-3', '会议', '2026-12-03 (09:00)'],
    ['下周三', '下周三', '', '2026-11-25 (09:00)'],
  ])('%s', (text, ...found) => expect(told(findDateAtEnd(text, CONTEXT))).toEqual(found));

  test.each([
    '请快一点',
    '每周三下午5点',
    '联系客户 每天下午5点',
    '回访第3天',
    '一百二十天后',
    '升级版本 1.12-3',
    'good morning',
    '客户说三点',
    '下午好',
    'customer sat',
    'every Friday',
    '订单 #12-3',
    '工单15号',
    '没有日期',
    '处理了两小时',
    '',
    '   ',
    'price $12-3',
    'the gas-12-3',
  ])('none in: %s', (text) => expect(findDateAtEnd(text, CONTEXT)).toBeNull());
});

describe('a date at the start of a text', () => {
  test.each([
    ['下周三 安排技术演示', '下周三', '安排技术演示', '2026-11-25 (09:00)'],
    ['下周三安排技术演示', '下周三', '安排技术演示', '2026-11-25 (09:00)'],
    ['下周三、王总', '下周三', '王总', '2026-11-25 (09:00)'],
    ['周五上午10点给客户演示', '周五上午10点', '给客户演示', '2026-11-20T10:00'],
    ['今晚8点开会', '今晚8点', '开会', '2026-11-18T20:00'],
    ['15:00开会', '15:00', '开会', '2026-11-18T15:00'],
    ['三天后回访', '三天后', '回访', '2026-11-21T14:20'],
    ['2026-12-03开会', '2026-12-03', '开会', '2026-12-03 (09:00)'],
    ['月底前完成', '月底前', '完成', '2026-11-30 (09:00)'],
    ['下班前发报价', '下班前', '发报价', '2026-11-18T18:00'],
    ['12月3日周四 会议', '12月3日周四', '会议', '2026-12-03 (09:00)'],
    ['10分钟前客户来电', '10分钟前', '客户来电', 'past'],
    ['tomorrow 5pm call Bob', 'tomorrow 5pm', 'call Bob', '2026-11-19T17:00'],
    ['Friday: send quote', 'Friday', 'send quote', '2026-11-20 (09:00)'],
    ['in 3 days call', 'in 3 days', 'call', '2026-11-21T14:20'],
    ['  明天，联系 ', '明天', '联系', '2026-11-19 (09:00)'],
  ])('%s', (text, ...found) => expect(told(findDateAtStart(text, CONTEXT))).toEqual(found));

  test.each([
    '3点建议',
    '周一至周五值班',
    '下午好，安排',
    'Good morning',
    '本周总结',
    '12-3会议',
    '一点小问题',
    'May I help',
    '1.12-3 版本',
    '没有日期',
    'Fridays are busy',
    '',
  ])('none in: %s', (text) => expect(findDateAtStart(text, CONTEXT)).toBeNull());
});
