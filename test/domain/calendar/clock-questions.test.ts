import { describe, expect, test } from 'vitest';
import {
  answerClockLine,
  answerClockQuestion,
  type ClockAnswer,
  formatInstant,
  parseInstant,
} from '../../../src/domain/calendar/clock-questions.ts';
import { HOUR_MS, type Span } from '../../../src/domain/time.ts';
import { officeWith, wall } from './local-time.ts';

const office = officeWith({});
const newYork = officeWith({ timezone: 'America/New_York', holidays: 'none' });

function said(answer: ClockAnswer): string {
  if (!answer.ok) return JSON.stringify(answer.refusal);
  return answer.op === 'add' ? wall(office, answer.at) : `${answer.ms / HOUR_MS} h`;
}

describe('moments as text', () => {
  test.each([
    ['2026-02-13T17:00:00+08:00', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13T17:00+0800', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13T09:00:00Z', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13t09:00:00z', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13 04:00:30.5-05:00', '2026-02-13T09:00:30.500Z'],
    ['2026-02-13T14:45:00.123456789+05:45', '2026-02-13T09:00:00.123Z'],
    ['2026-02-13T17:00:00', '2026-02-13T09:00:00.000Z'],
    ['2026-02-13 17:00', '2026-02-13T09:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2199-12-31T23:59:59Z', '2199-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseInstant(office, text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each([
    '2026-02-30T10:00:00Z',
    '2026-02-13',
    '17:00',
    '2026-02-13T24:00:00Z',
    '2026-02-13T10:60:00Z',
    '2026-02-13T10:00:60Z',
    '2026-02-13T10:00:00+24:00',
    '2026-02-13T10:00:00+08:60',
    '2026-02-13T10:00:00.Z',
    '2026-02-13T10:00:00 +08:00',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    ' 2026-02-13T10:00:00Z',
    '2026-02-13T10:00:00Zulu',
    'tomorrow',
  ])('%j is none', (text) => {
    expect(parseInstant(office, text)).toBeNull();
  });

  test('are written with the offset that the zone has at that moment', () => {
    const written = ['2026-01-05T12:00:00Z', '2026-07-05T12:00:00.25Z'].flatMap((text) =>
      [office, newYork, officeWith({ timezone: 'Asia/Kathmandu' })].map((calendar) =>
        formatInstant(calendar, Date.parse(text)),
      ),
    );
    expect(written).toEqual([
      '2026-01-05T20:00:00+08:00',
      '2026-01-05T07:00:00-05:00',
      '2026-01-05T17:45:00+05:45',
      '2026-07-05T20:00:00.250+08:00',
      '2026-07-05T08:00:00.250-04:00',
      '2026-07-05T17:45:00.250+05:45',
    ]);
    expect(formatInstant(officeWith({ timezone: 'UTC' }), 0)).toBe('1970-01-01T00:00:00+00:00');
    // Before standard time Liberia was 44 minutes and 30 seconds behind.
    expect(formatInstant(officeWith({ timezone: 'Africa/Monrovia' }), 0)).toMatch(/^1969-12-31T23:15:30-00:44:30$/);
  });
});

describe('questions', () => {
  test.each([
    ['8h', '2026-02-14 17:30'],
    ['1h30m', '2026-02-14 09:30'],
    ['90m', '2026-02-14 09:30'],
    ['30s', '2026-02-13 17:00:30'],
    ['1h1m1s', '2026-02-14 09:01:01'],
    ['0h', '2026-02-13 17:00'],
    ['1wd', '2026-02-14 17:00'],
    ['2wd', '2026-02-24 17:00'],
    ['1d', '2026-02-14 17:00'],
    ['2d', '2026-02-24 09:00'],
  ])('add %s', (working, due) => {
    expect(said(answerClockQuestion(office, { op: 'add', from: '2026-02-13 17:00', working }))).toBe(due);
  });

  test.each(['8', 'h', '', 'off', '-1h', '1.5h', '8 h', '8h30', '1m1h', '1wd2h', '9999999h'])(
    'add %j: no length',
    (working) => {
      const answer = answerClockQuestion(office, { op: 'add', from: '2026-02-13 17:00', working });
      expect(answer).toEqual({ ok: false, refusal: { reason: 'bad-length', text: working } });
    },
  );

  test('working time between, in both directions', () => {
    const [a, b] = ['2026-02-13 17:00', '2026-02-24 10:00'];
    expect(said(answerClockQuestion(office, { op: 'between', from: a, to: b }))).toBe('9.5 h');
    expect(said(answerClockQuestion(office, { op: 'between', from: b, to: a }))).toBe('-9.5 h');
  });

  test('come with the intervals counted', () => {
    const [a, b] = ['2026-02-13 17:00', '2026-02-24 10:00'];
    const answers = [
      answerClockQuestion(office, { op: 'add', from: a, working: '9h30m' }),
      answerClockQuestion(office, { op: 'between', from: a, to: b }),
      answerClockQuestion(office, { op: 'between', from: b, to: a }),
    ];
    for (const answer of answers) {
      const spans: Span[] = answer.ok ? answer.counted() : [];
      expect(spans.map((span) => wall(office, span.from))).toEqual([
        '2026-02-13 17:00',
        '2026-02-14 09:00',
        '2026-02-14 13:30',
        '2026-02-24 09:00',
      ]);
    }
  });

  test.each([
    ['{"op":"add","from":"2026-02-13T17:00:00+08:00","working":"8h"}', '2026-02-14 17:30'],
    ['{"op":"between","from":"2026-02-13T17:00:00+08:00","to":"2026-02-14T10:00:00+08:00"}', '2 h'],
    ['nonsense', '{"reason":"not-json"}'],
    ['', '{"reason":"not-json"}'],
    ['{"op":"add","from":"soon","working":"8h"}', '{"reason":"bad-instant","field":"from","text":"soon"}'],
    ['{"op":"between","from":"2026-02-13 17:00","to":"later"}', '{"reason":"bad-instant","field":"to","text":"later"}'],
  ])('line %s', (line, expected) => {
    expect(said(answerClockLine(office, line))).toBe(expected);
  });

  test.each([
    ['[]', 'line: '],
    ['{"op":"multiply"}', 'op: '],
    ['{"op":"add","from":"2026-02-13T17:00:00+08:00"}', 'working: '],
    ['{"op":"add","from":5,"working":"8h"}', 'from: '],
    ['{"op":"add","from":"2026-02-13T17:00:00+08:00","working":"8h","to":"x"}', 'line: '],
  ])('line %s is no question', (line, detail) => {
    const answer = answerClockLine(office, line);
    expect(answer).toMatchObject({ ok: false, refusal: { reason: 'not-a-question' } });
    expect(said(answer)).toContain(detail);
  });
});

describe('years without a holiday table', () => {
  const refused = (...years: number[]) => ({ ok: false, refusal: { reason: 'no-holiday-table', years } });
  const assuming = officeWith({ assumeWeekends: true });

  test('are refused when the answer touches them', () => {
    const add = (from: string, working: string) => answerClockQuestion(office, { op: 'add', from, working });
    expect(add('2027-03-01 10:00', '1h')).toEqual(refused(2027));
    expect(add('2026-12-31 17:00', '1h')).toMatchObject({ ok: true });
    expect(add('2026-12-31 17:00', '2h')).toEqual(refused(2027));
    expect(add('2026-12-31 20:00', '0h')).toEqual(refused(2027));
    expect(add('2001-12-31 10:00', '24h')).toEqual(refused(2001));
    const between = (from: string, to: string) => answerClockQuestion(office, { op: 'between', from, to });
    expect(between('2026-12-01 10:00', '2028-01-01 10:00')).toEqual(refused(2027, 2028));
    expect(between('2028-01-01 10:00', '2026-12-01 10:00')).toEqual(refused(2027, 2028));
    expect(between('2026-12-01 10:00', '2027-01-01 00:00')).toMatchObject({ ok: true });
    expect(between('2026-12-01 10:00', '2027-01-01 00:00:01')).toEqual(refused(2027));
  });

  test('are counted as plain weekends when told to', () => {
    const answer = answerClockQuestion(assuming, { op: 'add', from: '2026-12-31 17:00', working: '2h' });
    expect(said(answer)).toBe('2027-01-01 10:00');
  });

  test('a deadline past 2199 is refused', () => {
    const answer = answerClockQuestion(assuming, { op: 'add', from: '2199-12-31 17:00', working: '2h' });
    expect(answer).toEqual({ ok: false, refusal: { reason: 'too-far' } });
  });
});
