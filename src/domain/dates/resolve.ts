import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '../time.ts';
import { instantNear, instantsAt, isWithinReach, localTime } from './civil.ts';
import type { DateReading, Frame } from './date-reading.ts';
import type { ClockMeaning, DayMeaning, Meaning } from './meaning.ts';
import { edgesOf, edgesOfPart, isInUsualHours, lastMinuteOf } from './working-day-edges.ts';

/** One instant the words may mean. */
interface Option {
  readonly at: Instant;
  /** Told apart by working hours: this one lies in them. */
  readonly inHours: boolean;
  /** What a 24-hour clock would say. */
  readonly literal: boolean;
}

type Choose = 'working-hours' | 'first' | 'ask';
type Options = { readonly choose: Choose; readonly list: readonly Option[] };

const DUSK_MINUTE = 1020;

/** Turns what the words say into an instant, or says why they name none. */
export function resolve(meaning: Meaning, frame: Frame): DateReading {
  if (meaning.kind === 'moment') return resolveMoment(meaning.day, meaning.clock, frame);
  const at = meaning.at(frame);
  if (at === null) return { ok: false, reason: 'does-not-exist' };
  return isAllowed(at, frame) ? { ok: true, at, hasTime: true } : { ok: false, reason: refusalOf(frame) };
}

function resolveMoment(day: DayMeaning | null, clock: ClockMeaning | null, frame: Frame): DateReading {
  const days = (day === null ? [frame.today] : day.days(frame)).filter(isWithinReach);
  const optionsByDay = days.map((one) => optionsOn(one, day, clock, frame));
  // A clock alone is today's; the day beside it is only ever proposed, never taken unasked.
  const beside =
    day === null ? [optionsOn(frame.today.add({ days: frame.prefer === 'past' ? -1 : 1 }), day, clock, frame)] : [];
  const hasTime = clock !== null || day?.evening === true || day?.sameTime === true;

  if (optionsByDay.every(({ list }) => list.length === 0)) return { ok: false, reason: 'does-not-exist' };
  if (day?.choose === 'ask') {
    const left = allowedOf(
      optionsByDay.flatMap((options) => narrow(options, frame)),
      frame,
    );
    // 12/3/2026 stays a question when only one of its days is left: the other may be what was meant, and refused.
    return settle(left, hasTime, frame, days.length > 1);
  }

  for (const [index, options] of optionsByDay.entries()) {
    const left = allowedOf(options.list, frame);
    if (left.length === 0) continue;
    const likely = options.list.filter((option) => option.inHours);
    const slipped =
      options.choose === 'working-hours' && likely.length === 1 && left.every((option) => !option.inHours);
    // 9点 said at ten: tonight's nine is possible, tomorrow's is likelier. Named days (今天9点) leave no doubt.
    const others = [...optionsByDay.slice(index + 1), ...beside];
    if (slipped && others.length > 0) {
      const likelier = others.flatMap(({ list }) => list.filter((option) => option.inHours));
      return settle([...left, ...allowedOf(likelier, frame)], hasTime, frame);
    }
    return settle(narrow({ ...options, list: left }, frame), hasTime, frame);
  }
  const choices = allowedOf(
    beside.flatMap((options) => narrow(options, frame)),
    frame,
  ).map(({ at }) => at);
  return { ok: false, reason: refusalOf(frame), ...(choices.length > 0 ? { choices } : {}) };
}

/** One instant is the answer, several (or one that must be asked) are a question. */
function settle(options: readonly Option[], hasTime: boolean, frame: Frame, asked = false): DateReading {
  const instants = [...new Set(options.map(({ at }) => at))].sort((one, other) => one - other);
  const [at] = instants;
  if (at === undefined) return { ok: false, reason: refusalOf(frame) };
  return instants.length === 1 && !asked
    ? { ok: true, at, hasTime }
    : { ok: false, reason: 'ambiguous', choices: instants };
}

/** The options that remain after everything that tells them apart. */
function narrow({ choose, list }: Options, frame: Frame): readonly Option[] {
  if (choose === 'first') return (allowedOf(list, frame).length > 0 ? allowedOf(list, frame) : list).slice(0, 1);
  if (choose === 'ask') return list;
  const inHours = list.filter((option) => option.inHours);
  if (inHours.length === 1) return inHours;
  const literal = list.filter((option) => option.literal);
  return literal.length > 0 ? literal : list;
}

function optionsOn(
  date: Temporal.PlainDate,
  day: DayMeaning | null,
  clock: ClockMeaning | null,
  frame: Frame,
): Options {
  if (clock === null) return dayOptions(date, day, frame);
  if (clock.kind === 'edge') return listed([edgesOf(date, frame)[clock.edge]]);
  if (clock.kind === 'part') return alongEdges(edgesOfPart(clock.part, date, frame), frame);
  const meant = day?.evening === true ? clock.minutes.filter((minute) => minute >= DUSK_MINUTE) : clock.minutes;
  const formal = day?.formal === true && clock.literal !== undefined ? [clock.literal] : meant;
  const list = formal.flatMap((minute) =>
    instantsAt(date, minute, frame.timezone).map((at) => ({
      at,
      inHours: isInUsualHours(date, minute, frame),
      literal: minute === clock.literal,
    })),
  );
  return { choose: clock.choose, list };
}

/** A day without a clock: its opening or closing; today's word holds to the end of the day. */
function dayOptions(date: Temporal.PlainDate, day: DayMeaning | null, frame: Frame): Options {
  if (day?.evening === true) return alongEdges(edgesOfPart('evening', date, frame), frame);
  if (day?.sameTime === true) {
    const { hour, minute, second, millisecond } = localTime(frame.now, frame.timezone);
    return listed([instantNear(date, hour * 60 + minute + second / 60, frame.timezone) + millisecond]);
  }
  const edges = edgesOf(date, frame);
  const isToday = date.equals(frame.today) && day?.choose !== 'nearest';
  const last = isToday
    ? [frame.prefer === 'past' ? instantNear(date, 0, frame.timezone) : lastMinuteOf(date, frame)]
    : [];
  if (day?.edge !== undefined) return listed([edges[day.edge], ...last]);
  const { list } = alongEdges(edges, frame);
  return listed([...list.map(({ at }) => at), ...last]);
}

/** The end that is meant, and the other one should that be refused: 今天下午 said at three ends at six. */
function alongEdges(
  { opening, closing }: { opening: Instant; closing: Instant },
  { wholeDay, prefer }: Frame,
): Options {
  if (wholeDay === 'opening') return listed([opening, closing]);
  return listed(prefer === 'past' ? [closing, opening] : [closing]);
}

function listed(instants: readonly Instant[]): Options {
  return { choose: 'first', list: instants.map((at) => ({ at, inHours: true, literal: false })) };
}

function allowedOf(options: readonly Option[], frame: Frame): readonly Option[] {
  return options.filter(({ at }) => isAllowed(at, frame));
}

function isAllowed(at: Instant, { now, prefer }: Frame): boolean {
  if (prefer === 'future') return at >= now;
  return prefer === 'past' ? at <= now : true;
}

function refusalOf({ prefer }: Frame): 'past' | 'future' {
  return prefer === 'past' ? 'future' : 'past';
}
