import type { ClockMeaning, PartOfDay } from './meaning.ts';
import { NUMBER, numeralValue } from './numerals.ts';
import { MIDNIGHT, timeInPart, timeOfClock } from './parts-of-day.ts';
import { type Captures, type Rule, rule } from './scan.ts';

const PART_BY_WORD: Readonly<Record<string, PartOfDay>> = {
  凌晨: 'small-hours',
  清晨: 'early',
  清早: 'early',
  大清早: 'early',
  一大早: 'early',
  一早: 'early',
  早上: 'early',
  早晨: 'early',
  上午: 'morning',
  午前: 'morning',
  中午: 'noon',
  正午: 'noon',
  午间: 'noon',
  下午: 'afternoon',
  午后: 'afternoon',
  傍晚: 'dusk',
  晚上: 'evening',
  晚间: 'evening',
  夜晚: 'evening',
  夜里: 'night',
  夜间: 'night',
  深夜: 'night',
  半夜: 'night',
  午夜: 'night',
};
/** 早 and 晚 alone are parts of a day only beside one: 今晚, 周五早; 早一点 and 晚一点 are not times. */
const SHORT_PART_BY_WORD: Readonly<Record<string, PartOfDay>> = {
  早: 'early',
  晨: 'early',
  晚: 'evening',
  夜: 'evening',
};

const LONG_PARTS = Object.keys(PART_BY_WORD).join('|');
const SHORT_PARTS = '[早晨夜晚](?!一点)';

const COMING_MIDNIGHT: ClockMeaning = { kind: 'times', minutes: [0, 1440], choose: 'first' };

/** Builds the clock from its hour and minute as captured, where the part of the day is known or absent. */
function clockAt(
  part: string,
  hour: number | null,
  minute: number | null,
  style: 'spoken' | 'digital' | 'literal',
  afterDay: boolean,
) {
  if (hour === null || minute === null) return null;
  const known = PART_BY_WORD[part] ?? SHORT_PART_BY_WORD[part];
  if (known === undefined && hour === 0 && minute === 0 && !afterDay) return COMING_MIDNIGHT;
  return known === undefined ? timeOfClock(hour, minute, style) : timeInPart(known, hour, minute, afterDay);
}

function minuteAfter(half: string, quarters: string, minutes: string): number | null {
  if (half !== '') return 30;
  if (quarters !== '') return (numeralValue(quarters) ?? 0) * 15;
  return minutes === '' ? 0 : numeralValue(minutes);
}

/** `5:30` may be the afternoon; `05:30`, `14:30` and `10:30:00` are read as they stand. */
function digitalStyle(hour: string, seconds: string): 'digital' | 'literal' {
  return hour.length === 2 || seconds !== '' ? 'literal' : 'digital';
}

function spokenBefore(
  capture: Captures,
  part: number,
  hour: number,
  before: number,
  afterDay: boolean,
): ClockMeaning | null {
  const minutes = capture(before).endsWith('刻')
    ? (numeralValue(capture(before).slice(0, 1)) ?? 0) * 15
    : numeralValue(capture(before).replace(/分$/, ''));
  const named = numeralValue(capture(hour));
  if (minutes === null || named === null || named < 1 || minutes < 1 || minutes > 59) return null;
  return clockAt(capture(part), named === 1 ? 12 : named - 1, 60 - minutes, 'spoken', afterDay);
}

function clockRules(afterDay: boolean): readonly Rule<ClockMeaning>[] {
  const parts = afterDay ? `${LONG_PARTS}|${SHORT_PARTS}` : LONG_PARTS;
  const part = `(${parts})?`;
  const short = `(?:[一三1-3二两]刻|${NUMBER}分?)`;
  return [
    rule(`${part}(${NUMBER})(?:点钟?整?|时整?)(?:(半)|([一三二两1-3])刻|过?(${NUMBER})(分)?)?(?!\\d)`, (capture) => {
      // 三点五 is not said: without 分 the minutes are two figures (三点零五, 3点15).
      if (capture(5).length === 1 && capture(6) === '') return null;
      const minute = minuteAfter(capture(3), capture(4), capture(5));
      return clockAt(capture(1), numeralValue(capture(2)), minute, 'spoken', afterDay);
    }),
    rule(`${part}(${NUMBER})点钟?整?`, (capture) =>
      clockAt(capture(1), numeralValue(capture(2)), 0, 'spoken', afterDay),
    ),
    rule(`${part}差(${short})(?:钟)?(?:到)?(${NUMBER})点`, (capture) => spokenBefore(capture, 1, 3, 2, afterDay)),
    rule(`${part}(${NUMBER})点差(${short})`, (capture) => spokenBefore(capture, 1, 2, 3, afterDay)),
    rule(`${part} ?(\\d{1,2}) ?: ?(\\d{2})(?::(\\d{2}))?(?![\\d:])(?! ?[ap]\\.?m)`, (capture) => {
      const [hour, minute, second] = [Number(capture(2)), Number(capture(3)), Number(capture(4))];
      if (minute > 59 || second > 59) return timeOfClock(25, 0, 'literal');
      return clockAt(capture(1), hour, minute + second / 60, digitalStyle(capture(2), capture(4)), afterDay);
    }),
    rule('午夜|半夜', () => MIDNIGHT),
    rule(`(${parts})`, (capture) => {
      const known = PART_BY_WORD[capture(1)] ?? SHORT_PART_BY_WORD[capture(1)];
      return known === undefined ? null : { kind: 'part', part: known };
    }),
    rule(afterDay ? '(?:下班|收工)(?:之前|以前|前|时|后)?' : '(?:下班|收工)(?:之前|以前|前|时)', () => ({
      kind: 'edge',
      edge: 'closing',
    })),
    rule(afterDay ? '(?:一上班|上班|开工)(?:之?后|时)?' : '(?:一上班|(?:上班|开工)(?:之?后|时))', () => ({
      kind: 'edge',
      edge: 'opening',
    })),
  ];
}

/** Clocks as they stand alone, and as they follow a day: Chinese and digital ones. */
export const BARE_CLOCKS = clockRules(false);
export const CLOCKS_AFTER_DAY = clockRules(true);
