import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseDuration, SECOND_MS } from '../../src/domain/time.ts';
import { lengthText, targetText } from '../../src/i18n/length-text.ts';
import { messagesOf } from '../../src/i18n/messages.ts';

const zh = messagesOf('zh-CN');
const en = messagesOf('en');

test.each([
  [-5, '0 秒', '0 s'],
  [59 * SECOND_MS + 999, '59 秒', '59 s'],
  [MINUTE_MS, '1 分钟', '1 min'],
  [3 * MINUTE_MS - 400, '3 分钟', '3 min'],
  [3 * MINUTE_MS + 29 * SECOND_MS, '3 分钟', '3 min'],
  [HOUR_MS - 1, '1 小时', '1 h'],
  [90 * MINUTE_MS, '1 小时 30 分钟', '1 h 30 min'],
  [DAY_MS - 1, '1 天', '1 day'],
  [2 * DAY_MS + 3 * HOUR_MS, '2 天 3 小时', '2 days 3 h'],
])('%d ms are %s, %s', (ms, chinese, english) => {
  expect([lengthText(zh, ms), lengthText(en, ms)]).toEqual([chinese, english]);
});

test.each([
  ['15m', '15 分钟', '15 min'],
  ['24h', '1 天', '1 day'],
  ['1wd', '1 个工作日', '1 working day'],
  ['3d', '3 天', '3 days'],
  ['off', '关闭', 'off'],
])('the target %s is %s, %s', (written, chinese, english) => {
  const target = parseDuration(written) ?? expect.unreachable(written);
  expect([targetText(zh, target), targetText(en, target)]).toEqual([chinese, english]);
});
