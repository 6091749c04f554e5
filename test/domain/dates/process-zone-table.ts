import { describeInstant } from '../../../src/domain/dates/describe-instant.ts';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at, SHANGHAI, shown } from './date-scene.ts';

// Run as a process of its own (process-zone.test.ts): the first line proves that its zone is the one it was given.
const PHRASES = [
  '今天',
  '明天下午5点',
  '下周三上午10点',
  '2小时后',
  '三天后',
  '3个工作日内',
  '月底',
  '下个月5号',
  '下班前',
  '14:30',
  '2026-12-03 14:30',
  '2026-12-03T14:30Z',
  '今晚12点',
  '五点一刻',
  '12月3日',
  '年底',
  'tomorrow 5pm',
  'next Friday',
  'in 3 business days',
  'EOD',
  'end of month',
  'midnight',
  'in 2 hours',
  '9点',
];
const lines = [`zone ${new Date(0).toString()}`];
for (const now of ['2026-11-18T14:20', '2026-11-22T00:10', '2026-11-29T23:50', '2027-03-14T02:30']) {
  for (const phrase of PHRASES) {
    const reading = readDate(phrase, at(now));
    const told = reading.ok
      ? describeInstant(reading.at, { timezone: SHANGHAI, locale: 'zh-CN', now: at(now).now })
      : '';
    lines.push(`${phrase} ${shown(reading)} ${told}`);
  }
}
process.stdout.write(`${lines.join('\n')}\n`);
