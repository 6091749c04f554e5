import { BARE_CLOCKS, CLOCKS_AFTER_DAY } from './chinese-clocks.ts';
import { CHINESE_CONFIRMATION, CHINESE_DAYS } from './chinese-days.ts';
import { CHINESE_LENGTHS } from './chinese-lengths.ts';
import { ENGLISH_CLOCKS } from './english-clocks.ts';
import { ENGLISH_CONFIRMATION, ENGLISH_CONFIRMATION_BEHIND, ENGLISH_DAYS } from './english-days.ts';
import { ENGLISH_LENGTHS } from './english-lengths.ts';
import { ISO_INSTANT } from './iso-instant.ts';
import type { ClockMeaning, DayMeaning, Meaning } from './meaning.ts';
import { type Hit, hitsOf, type Rule, sign } from './scan.ts';

const PREFIX = sign('(?:(?:at|on|by|before|until|till|due)(?: |$)|在|于|截止|截至|最晚|最迟)(?:到|于|在|:)?');
const SUFFIX = sign('(?:之前|以前|前|为止)');
const END_OF = sign('end of ');

/** What may stand between a day and a clock; each longer form is tried as well as the shorter. */
const DAY_TO_CLOCK: readonly Rule<true>[] = [
  sign(''),
  sign(',? '),
  sign(','),
  sign('的'),
  sign('(?<=\\d)t(?=\\d)'),
  sign(',? (?:at|by|before) '),
  sign(' ?@ ?'),
];
const CLOCK_TO_DAY: readonly Rule<true>[] = [sign(',? '), sign(',? (?:on|of) '), sign('(?:的)?')];

const DAYS = [...CHINESE_DAYS, ...ENGLISH_DAYS];
const CLOCKS = [...BARE_CLOCKS, ...ENGLISH_CLOCKS];
const AFTER_DAY = [...CLOCKS_AFTER_DAY, ...ENGLISH_CLOCKS];
const LENGTHS = [...CHINESE_LENGTHS, ...ENGLISH_LENGTHS];

/** Every date phrase that begins at one place, in the order of preference; several may end at the same place. */
export function phrasesAt(text: string, start: number): Hit<Meaning>[] {
  const at = PREFIX(text, start)?.end ?? start;
  // A prefix may also belong to the clock itself (at 5), so both readings are tried.
  const begun = at === start ? meaningsAt(text, start) : [...meaningsAt(text, start), ...meaningsAt(text, at)];
  return begun.flatMap((hit) => {
    const behind = SUFFIX(text, hit.end);
    return behind === null ? [hit] : [hit, { end: behind.end, value: hit.value }];
  });
}

function meaningsAt(text: string, at: number): Hit<Meaning>[] {
  const iso = ISO_INSTANT(text, at);
  const lengths = hitsOf(LENGTHS, text, at);
  const days = daysAt(text, at);
  const sameTimeDays = lengths.flatMap(({ end, value }) =>
    value.kind === 'moment' && value.day !== null && value.bare === undefined ? [{ end, value: value.day }] : [],
  );
  const clocks = hitsOf(CLOCKS, text, at);
  return [
    ...(iso === null ? [] : [iso]),
    ...[...days, ...sameTimeDays].flatMap((day) => withClockBehind(text, day)),
    ...days.map(({ end, value }) => ({ end, value: moment(value, null) })),
    ...clocks.flatMap((clock) => withDayBehind(text, clock)),
    ...clocks.map(({ end, value }) => ({ end, value: moment(null, value) })),
    ...lengths,
  ];
}

function moment(day: DayMeaning | null, clock: ClockMeaning | null): Meaning {
  return { kind: 'moment', day, clock };
}

/** Days at one place, alone and with the weekday that confirms them. */
function daysAt(text: string, at: number): Hit<DayMeaning>[] {
  const plain = hitsOf(DAYS, text, at);
  const behind = plain.flatMap((day) =>
    hitsOf([CHINESE_CONFIRMATION, ENGLISH_CONFIRMATION_BEHIND], text, day.end).map((weekday) => ({
      end: weekday.end,
      value: confirmed(day.value, weekday.value),
    })),
  );
  const weekday = ENGLISH_CONFIRMATION(text, at);
  const before =
    weekday === null
      ? []
      : hitsOf(DAYS, text, weekday.end).map(({ end, value }) => ({ end, value: confirmed(value, weekday.value) }));
  const endOf = END_OF(text, at);
  const ends =
    endOf === null
      ? []
      : hitsOf(DAYS, text, endOf.end).map(({ end, value }) => ({ end, value: { ...value, edge: 'closing' as const } }));
  return [...behind, ...before, ...plain, ...ends];
}

/** The same day, which does not exist when it is another weekday. */
function confirmed(day: DayMeaning, weekday: number): DayMeaning {
  return { ...day, days: (frame) => day.days(frame).filter((one) => one.dayOfWeek === weekday) };
}

function withClockBehind(text: string, day: Hit<DayMeaning>): Hit<Meaning>[] {
  if (day.value.stretch === true) return [];
  return hitsOf(DAY_TO_CLOCK, text, day.end).flatMap((joint) =>
    hitsOf(AFTER_DAY, text, joint.end).map(({ end, value }) => ({ end, value: moment(day.value, value) })),
  );
}

function withDayBehind(text: string, clock: Hit<ClockMeaning>): Hit<Meaning>[] {
  return hitsOf(CLOCK_TO_DAY, text, clock.end).flatMap((joint) =>
    daysAt(text, joint.end)
      .filter(({ value }) => value.stretch !== true)
      .map(({ end, value }) => ({ end, value: moment(value, clock.value) })),
  );
}
