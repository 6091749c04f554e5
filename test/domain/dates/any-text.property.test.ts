import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDateAtEnd, findDateAtStart } from '../../../src/domain/dates/find-date.ts';
import { readDate } from '../../../src/domain/dates/read-date.ts';
import { at } from './date-scene.ts';

const PIECES = [
  '明天',
  '下',
  '下周',
  '周三',
  '个',
  '月',
  '号',
  '12',
  '3',
  '-',
  '/',
  ':',
  '：',
  '点',
  '半',
  '刻',
  '差',
  '后',
  '内',
  '前',
  '小时',
  '工作日',
  '上午',
  '晚上',
  '今',
  '底',
  '年',
  '二〇二六',
  '三十',
  ' ',
  '，',
  '的',
  'in',
  'an hour',
  'Friday',
  'next',
  '5pm',
  'at',
  'end of',
  'Dec',
  '2026',
  'T',
  'Z',
  '+08:00',
  '半夜',
  '零',
  '9999',
];
const phraselike = fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  phraselike,
);
const context = fc.record({
  prefer: fc.constantFrom('future' as const, 'past' as const),
  wholeDay: fc.constantFrom('opening' as const, 'closing' as const),
  locale: fc.constantFrom('zh-CN' as const, 'en' as const),
});
const NOW = at('2026-11-18T14:20').now;

describe('any text', () => {
  test('is read without throwing, and never against the preference', () => {
    fc.assert(
      fc.property(anyText, context, (text, more) => {
        const reading = readDate(text, at('2026-11-18T14:20', more));
        const instants = reading.ok ? [reading.at] : (reading.choices ?? []);
        for (const instant of instants) {
          expect(Number.isSafeInteger(instant)).toBe(true);
          expect(more.prefer === 'future' ? instant >= NOW : instant <= NOW).toBe(true);
        }
        if (!reading.ok && reading.choices !== undefined)
          expect(reading.choices).toEqual(reading.choices.toSorted((a, b) => a - b));
      }),
      { numRuns: 3000 },
    );
  });

  test('keeps every word that is not in the phrase', () => {
    const bare = (text: string): string => text.replace(/[\s,，、:：;；.。\-–—]/g, '');
    fc.assert(
      fc.property(anyText, fc.constantFrom(' 下周三', ' 明天下午5点', ' tomorrow 5pm', ''), (words, phrase) => {
        const behind = findDateAtEnd(words + phrase, at('2026-11-18T14:20'));
        if (behind !== null) expect(bare(behind.rest + behind.phrase)).toBe(bare(words + phrase));
        const ahead = findDateAtStart(`${phrase} ${words}`, at('2026-11-18T14:20'));
        if (ahead !== null) expect(bare(ahead.phrase + ahead.rest)).toBe(bare(`${phrase} ${words}`));
        if (phrase !== '') expect(ahead).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test('of a hundred thousand characters costs milliseconds', () => {
    const texts = ['下', '1', ' ', '明天', 'in a ', '半小时', '3点', '-', '十', 'end of ', '：', '😀'].map((piece) =>
      piece.repeat(100_000 / piece.length),
    );
    const started = performance.now();
    for (const text of texts) {
      readDate(text, at('2026-11-18T14:20'));
      findDateAtEnd(`${text}下周三`, at('2026-11-18T14:20'));
      findDateAtEnd(text, at('2026-11-18T14:20'));
      findDateAtStart(text, at('2026-11-18T14:20'));
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
