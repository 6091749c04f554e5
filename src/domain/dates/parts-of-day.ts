import type { ClockMeaning, PartOfDay } from './meaning.ts';

/** The minutes of the day that a part covers when no hour is named with it. */
export const MINUTES_BY_PART: Readonly<Record<PartOfDay, { readonly from: number; readonly to: number }>> = {
  'small-hours': { from: 0, to: 360 },
  early: { from: 480, to: 600 },
  morning: { from: 360, to: 720 },
  noon: { from: 720, to: 720 },
  afternoon: { from: 720, to: 1080 },
  dusk: { from: 1080, to: 1140 },
  evening: { from: 1140, to: 1320 },
  night: { from: 1320, to: 1440 },
};

/** Either end of a day; the past one drops out where the past is refused. */
export const MIDNIGHT: ClockMeaning = { kind: 'times', minutes: [0, 1440], choose: 'ask' };

const within = (from: number, hour: number, to: number): boolean => hour >= from && hour <= to;

/** The 24-hour readings of an hour said with a part of the day; 24 and more are on the next day, none: a contradiction. */
function hoursIn(part: PartOfDay, hour: number): readonly number[] {
  switch (part) {
    case 'small-hours':
      return hour === 12 ? [0] : within(0, hour, 6) ? [hour] : [];
    case 'early':
      return within(4, hour, 11) ? [hour] : [];
    case 'morning':
      return within(0, hour, 12) ? [hour] : [];
    case 'noon':
      return within(1, hour, 2) ? [hour + 12] : within(11, hour, 14) ? [hour] : [];
    case 'afternoon':
      return within(1, hour, 11) ? [hour + 12] : within(12, hour, 19) ? [hour] : [];
    case 'dusk':
      return within(4, hour, 8) ? [hour + 12] : within(16, hour, 20) ? [hour] : [];
    case 'evening':
      // 晚上十二点 ends the evening; 晚上一点 may be said of either side of the night.
      if (hour === 0 || hour === 12 || hour === 24) return [24];
      return within(5, hour, 11)
        ? [hour + 12]
        : within(17, hour, 23)
          ? [hour]
          : within(1, hour, 4)
            ? [hour, hour + 24]
            : [];
    case 'night':
      if (hour === 0 || hour === 12 || hour === 24) return [0, 24];
      return within(8, hour, 11)
        ? [hour + 12]
        : within(20, hour, 23)
          ? [hour]
          : within(1, hour, 5)
            ? [hour, hour + 24]
            : [];
  }
}

/** An hour and minute said with a part of the day; `afterDay` tells 明天凌晨两点 from a bare 凌晨两点, the coming one. */
export function timeInPart(part: PartOfDay, hour: number, minute: number, afterDay: boolean): ClockMeaning {
  const hours = minute < 60 ? hoursIn(part, hour) : [];
  const coming = part === 'small-hours' && !afterDay ? hours.flatMap((one) => [one, one + 24]) : hours;
  return {
    kind: 'times',
    minutes: coming.map((one) => one * 60 + minute),
    choose: coming.length > hours.length ? 'first' : 'ask',
  };
}

/** An hour and minute without a part of the day: 13 and more speak for themselves, the others have two readings. */
export function timeOfClock(hour: number, minute: number, style: 'spoken' | 'digital' | 'literal'): ClockMeaning {
  const time = hour * 60 + minute;
  const exists = minute < 60 && time <= 1440;
  if (!exists) return { kind: 'times', minutes: [], choose: 'ask' };
  if (style === 'literal' || hour === 0 || hour > 12) return { kind: 'times', minutes: [time], choose: 'ask' };
  const other = hour === 12 ? [minute, 1440 + minute] : [time + 720];
  const minutes = [time, ...other];
  if (style === 'digital') return { kind: 'times', minutes, choose: 'working-hours', literal: time };
  return { kind: 'times', minutes, choose: 'working-hours' };
}
