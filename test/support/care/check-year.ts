import type { YearRecord } from './run-year.ts';
import {
  local,
  localDay,
  plusDays,
  type WorldPerson,
  type WorldTalk,
  type WorldTier,
  YEAR_END,
  YEAR_START,
} from './world.ts';

/*
 * Says what is wrong with a year of care under the handbook, day by day and without cleverness. It shares no code with the
 * planner: its holidays are written down here, its lunar calendar is ICU's, its rules are read off domain R1–R12 again.
 */

/** Workdays off, and weekends worked, of 2026 as the State Council announced them. */
const OFF = new Set(
  '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07'.split(
    ' ',
  ),
);
const WORKED = new Set('01-04 02-14 02-28 05-09 09-20 10-10'.split(' '));

function isWorked(day: string): boolean {
  if (day.startsWith('2026')) {
    if (OFF.has(day.slice(5))) return false;
    if (WORKED.has(day.slice(5))) return true;
  }
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

function workedOnOrBefore(day: string): string {
  return isWorked(day) ? day : workedOnOrBefore(plusDays(day, -1));
}

function workedOnOrAfter(day: string): string {
  return isWorked(day) ? day : workedOnOrAfter(plusDays(day, 1));
}

function workedAfter(day: string, n: number): string {
  let reached = day;
  for (let i = 0; i < n; i += 1) reached = workedOnOrAfter(plusDays(reached, 1));
  return reached;
}

function daysFrom(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / 86_400_000;
}

/** Every day of the years around, as the lunar calendar calls it: `2025/6bis/10`. */
const LUNAR = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const lunarDays: { readonly day: string; readonly year: number; readonly month: string; readonly of: number }[] = [];
for (let day = '2025-12-01'; day <= '2027-02-28'; day = plusDays(day, 1)) {
  const parts = new Map<string, string>(
    LUNAR.formatToParts(new Date(`${day}T12:00:00Z`)).map(({ type, value }) => [type, value]),
  );
  lunarDays.push({
    day,
    year: Number(parts.get('relatedYear')),
    month: parts.get('month') ?? '',
    of: Number(parts.get('day')),
  });
}
/** With the first days of the next year, for which somebody is reminded in this one. */
const DATES: readonly string[] = Array.from({ length: 372 }, (_, index) => plusDays('2026-01-01', index));

/** The days of DATES on which somebody has their birthday. */
function birthdays({ birthday: { calendar, month, day } }: WorldPerson): readonly string[] {
  if (calendar === 'solar') {
    const isLacking = month === 2 && day === 29;
    return DATES.filter((one) => one.endsWith(isLacking ? '-02-28' : `-${two(month)}-${two(day)}`));
  }
  return [2025, 2026].flatMap((year) => {
    const leap = `${-month}bis`;
    const hasLeap = month < 0 && lunarDays.some((one) => one.year === year && one.month === leap);
    const name = hasLeap ? leap : String(Math.abs(month));
    const days = lunarDays.filter((one) => one.year === year && one.month === name);
    const found =
      days.find((one) => one.of === day) ?? (days.at(-1)?.of === 29 && day === 30 ? days.at(-1) : undefined);
    return found !== undefined && DATES.includes(found.day) ? [found.day] : [];
  });
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** What the handbook asks of each tier: name, days from one to the next, days ahead, channels that count. */
const CADENCE: Readonly<Record<WorldTier, readonly (readonly [string, number, number, readonly string[] | null])[]>> = {
  A: [
    ['visit', 90, 7, ['visit']],
    ['deep-talk', 30, 3, ['visit', 'phone', 'online']],
  ],
  B: [
    ['call', 30, 3, ['phone']],
    ['interaction', 30, 3, ['visit', 'wecom', 'email', 'sms', 'online']],
  ],
  C: [['news', 90, 7, null]],
  basic: [['touch', 182, 14, null]],
};
const LIGHT_TOUCH = ['wecom', 'email', 'sms', 'online'];
/** The minute of the day at which work begins. */
const OPENING = 540;
/** The longest time without work around a date of 2026: Spring Festival with its weekends, and a day's delay beside. */
const LONGEST_REST = 10;

/** What the checker counted, rule by rule: expected by the handbook, and asked for. */
export interface YearCounts {
  readonly expected: Map<string, number>;
  readonly asked: Map<string, number>;
}

/** Every fault of a customer's year, in words; none when it is right. Counts go into `counts`. */
export function checkYear(record: YearRecord, counts: YearCounts): readonly string[] {
  const { customer, asks } = record;
  const faults: string[] = [];
  const wrong = (text: string) => faults.push(`${customer.id}: ${text}`);
  const items = asks.flatMap(({ at, items: all }) => all.map((item) => ({ ...item, at, day: localDay(at) })));
  for (const { rule } of items) count(counts.asked, rule);
  checkTimes(record, wrong);
  checkDoubles(record, wrong);
  checkDates(record, counts, wrong);
  checkOnboarding(record, counts, wrong);
  checkMending(record, counts, wrong);
  checkWarnings(record, counts, wrong);
  checkPeriods(record, counts, wrong);
  checkCampaigns(record, counts, wrong);
  checkCadence(record, wrong);
  return faults;
}

type Wrong = (text: string) => void;

function count(map: Map<string, number>, key: string, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

/** Working days, working hours, nothing while an urgent ticket is open, nothing for whoever is gone; due after the ask. */
function checkTimes({ customer, asks }: YearRecord, wrong: Wrong): void {
  for (const { at, dueAt, items } of asks) {
    const day = localDay(at);
    const minute = (at - local(day, 0)) / 60_000;
    const isOffice = (minute >= 540 && minute < 720) || (minute >= 810 && minute < 1_080);
    if (!isWorked(day) || !isOffice) wrong(`asked on ${day} at minute ${minute}`);
    if (customer.urgent.some(({ from, to }) => from <= at && at < to))
      wrong(`asked on ${day} while an urgent ticket is open`);
    if (customer.gone !== null && at >= customer.gone.at) wrong(`asked on ${day} of a customer that is gone`);
    if (items.length === 0) wrong(`an ask without items on ${day}`);
    for (const item of items) {
      const due = localDay(item.dueAt);
      if (item.dueAt < at + 3_600_000) wrong(`${item.key} is due less than an hour after it is asked for`);
      if (!isWorked(due)) wrong(`${item.key} is due on ${due}, a day of rest`);
    }
    if (dueAt !== Math.min(...items.map((item) => item.dueAt)))
      wrong(`the ask of ${day} is not due with its first item`);
  }
}

/** One ask a day; nothing asked for twice, but for what was put off, or covered by something that was not done. */
function checkDoubles({ asks, answers }: YearRecord, wrong: Wrong): void {
  const days = new Set<string>();
  const lastAsk = new Map<string, number>();
  for (const { at, items, covered } of asks) {
    const day = localDay(at);
    if (days.has(day)) wrong(`two reminders on ${day}`);
    days.add(day);
    for (const key of [...items.map((item) => item.key), ...covered]) {
      const before = lastAsk.get(key);
      const isPutOff = answers.some(
        (one) => one.key === key && one.outcome === 'later' && one.at >= (before ?? 0) && one.at < at,
      );
      const isCovered = before !== undefined && asks.some((ask) => ask.at === before && ask.covered.includes(key));
      if (before !== undefined && !isPutOff && !isCovered)
        wrong(`${key} is asked for twice, on ${localDay(before)} and ${day}`);
      if (answers.some((one) => one.key === key && one.outcome !== 'later' && one.at < at)) {
        wrong(`${key} is asked for on ${day} though it was answered`);
      }
      lastAsk.set(key, at);
    }
  }
}

interface Wanted {
  readonly what: string;
  readonly ask: string;
  /** The day on which it is to be asked for. */
  readonly day: string;
  /** Before this nobody could know of it. */
  readonly knownAt?: number;
  /** Not wanted any more from here on. */
  readonly until?: number;
  /** It may stay away when it could not be asked for by this day. */
  readonly lastDay?: string;
}

/** Exactly one ask of it, on its day; later where an urgent ticket, or somebody, put it off. */
function checkWanted(record: YearRecord, rule: string, wanted: Wanted, counts: YearCounts, wrong: Wrong): void {
  const { customer, asks, answers } = record;
  const { what, ask, day, knownAt = YEAR_START, until = YEAR_END, lastDay } = wanted;
  const end = Math.min(until, customer.gone?.at ?? YEAR_END);
  const morning = local(day, OPENING);
  const found = asks.filter(({ items }) => items.some((item) => item.ask === ask && item.key.includes(what)));
  const putOff = answers.filter((one) => one.key.includes(what) && one.outcome === 'later').length;
  if (morning >= end || morning >= YEAR_END) {
    if (morning >= end && morning < YEAR_END && found.some(({ at }) => at >= end))
      wrong(`${ask} ${what} though it is over`);
    return;
  }
  // Whatever keeps the morning of that day from being asked in: an urgent ticket, or another ask that was known later.
  const isHindered = customer.urgent.some(({ from, to }) => from < local(plusDays(day, 1), 0) && to > morning);
  const isKnownLate = knownAt > morning;
  if (isHindered || isKnownLate) {
    const isOver = customer.urgent.every(({ to }) => to < end && localDay(to) <= (lastDay ?? localDay(to)));
    if (
      found.length === 0 &&
      isOver &&
      lastDay === undefined &&
      end === YEAR_END &&
      localDay(YEAR_END - 14 * 86_400_000) > day
    ) {
      wrong(`${ask} ${what} of ${day} was never asked for, though what hindered it ended`);
    }
    if (found.some(({ at }) => localDay(at) < day)) wrong(`${ask} ${what} was asked for before ${day}`);
    count(counts.expected, rule, found.length);
    return;
  }
  count(counts.expected, rule, 1 + putOffAgain(record, ask, what));
  const first = found[0];
  if (first === undefined) wrong(`${ask} ${what} was not asked for on ${day}`);
  else if (localDay(first.at) !== day) wrong(`${ask} ${what} was asked for on ${localDay(first.at)}, not on ${day}`);
  if (found.length > 1 + putOff) wrong(`${ask} ${what} was asked for ${found.length} times`);
}

/** How often it came again after it had been put off. */
function putOffAgain({ asks }: YearRecord, ask: string, what: string): number {
  return asks.filter(({ items }) => items.some((item) => item.ask === ask && item.key.includes(what))).slice(1).length;
}

/** R6. */
function checkDates(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  const { customer, asks } = record;
  const dates: { readonly what: string; readonly on: string; readonly until?: number }[] = [
    ...customer.people.flatMap((person) =>
      birthdays(person).map((on) => ({
        what: `${person.id}:${on}`,
        on,
        ...(person.leftAt === null ? {} : { until: person.leftAt }),
      })),
    ),
    ...yearly(customer.firstCooperation, 'anniversary'),
    ...yearly(customer.foundedOn, 'founding-day'),
    ...customer.milestones.map(({ id, day }) => ({ what: `${id}:${day}`, on: day })),
  ];
  for (const { what, on, until } of dates) {
    const end = until === undefined ? {} : { until };
    const greet = workedOnOrBefore(on);
    const firstDay = workedOnOrAfter('2026-01-01');
    // In the first days of January it comes when work begins.
    const day = greet < '2026-01-01' ? firstDay : greet;
    checkWanted(record, 'dates', { what, ask: 'greet', day, lastDay: plusDays(on, 7), ...end }, counts, wrong);
    const ahead = workedOnOrBefore(plusDays(on, -3));
    const prepare = ahead < '2026-01-01' ? firstDay : ahead;
    const lastDay = plusDays(greet, -1);
    if (prepare <= lastDay) {
      checkWanted(record, 'dates', { what, ask: 'prepare-greeting', day: prepare, lastDay, ...end }, counts, wrong);
    } else if (
      asks.some(({ items }) => items.some((one) => one.ask === 'prepare-greeting' && one.key.includes(what)))
    ) {
      wrong(`${what} was prepared for on the day of the greeting`);
    }
  }
  const asked = asks.flatMap(({ items }) => items.filter(({ rule }) => rule === 'dates'));
  for (const { key } of asked) {
    if (!dates.some(({ what, on }) => key.includes(what) || key.startsWith(`${what}`) || key.includes(on))) {
      wrong(`${key} is nobody's date`);
    }
  }
}

function yearly(since: string | null, name: string): readonly { readonly what: string; readonly on: string }[] {
  if (since === null) return [];
  const monthDay = since.slice(5) === '02-29' ? '02-28' : since.slice(5);
  return DATES.filter((on) => on.endsWith(`-${monthDay}`) && on > since && on.slice(0, 4) !== since.slice(0, 4)).map(
    (on) => ({ what: `${name}:${on}`, on }),
  );
}

/** R1, R3, R4: the first talk, and what follows it. */
function checkOnboarding(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  const { customer, talks, answers } = record;
  const { firstPayment } = customer;
  if (firstPayment === null) return;
  const { day: paidOn, at } = firstPayment;
  const welcomed = firstOf([
    ...talks
      .filter((one) => one.isReached && one.day >= paidOn && ['phone', 'visit', 'online'].includes(one.channel))
      .map(({ day }) => day),
    ...answers
      .filter(({ key, outcome }) => key === `welcome:${paidOn}` && outcome !== 'later')
      .map((one) => localDay(one.at)),
  ]);
  const askOn = workedAfter(paidOn, 1);
  // Somebody may call of their own accord, on the very day or just before the reminder.
  const isWelcome = (one: WorldTalk) =>
    one.isReached && one.day >= paidOn && ['phone', 'visit', 'online'].includes(one.channel);
  if (!talks.some((one) => isWelcome(one) && one.at < local(askOn, OPENING))) {
    checkWanted(
      record,
      'welcome',
      { what: `welcome:${paidOn}`, ask: 'welcome-call', day: askOn, knownAt: at },
      counts,
      wrong,
    );
  }
  if (welcomed === null) return;
  const lastDay = plusDays(paidOn, 30);
  const steps = [
    ['welcome', 'guide', 'send-guide', 1],
    ['kit', 'kit', 'send-kit', 2],
    ['second-talk', 'second', 'second-talk', 5],
  ] as const;
  for (const [rule, name, ask, n] of steps) {
    const day = workedAfter(welcomed, n);
    const what = `${name}:${paidOn}`;
    if (day > lastDay) continue;
    checkWanted(record, rule, { what, ask, day, lastDay }, counts, wrong);
  }
  const second = record.asks.find(({ items }) => items.some((item) => item.ask === 'second-talk'));
  const kit = record.asks.find(({ items }) => items.some((item) => item.ask === 'send-kit'));
  if (second !== undefined && kit !== undefined && kit.at > second.at)
    wrong('the kit is asked for after the second talk');
}

function firstOf(days: readonly string[]): string | null {
  return days.toSorted()[0] ?? null;
}

/** R8. */
function checkMending(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  const { customer, talks } = record;
  for (const { ticketId, resolvedAt } of customer.complaints) {
    const resolvedOn = localDay(resolvedAt);
    const askOn = workedOnOrAfter(plusDays(resolvedOn, 1));
    const isMending = (one: WorldTalk) =>
      one.isReached &&
      one.at > resolvedAt &&
      one.purposes.some((purpose) => ['complaint', 'care', 'survey'].includes(purpose));
    const mended = firstOf(talks.filter(isMending).map(({ day }) => day));
    const answer = record.answers.find(({ key, outcome }) => key === `mend:${ticketId}:first` && outcome !== 'later');
    const dealtOn = firstOf([mended, answer === undefined ? null : localDay(answer.at)].filter((one) => one !== null));
    if (!talks.some((one) => isMending(one) && one.at < local(askOn, OPENING))) {
      checkWanted(record, 'mending', { what: `mend:${ticketId}:first`, ask: 'mend', day: askOn }, counts, wrong);
    }
    const asked = record.asks.filter(({ items }) => items.some(({ key }) => key === `mend:${ticketId}:again`));
    count(counts.expected, 'mending', asked.length);
    for (const { at } of asked) {
      if (daysFrom(resolvedOn, localDay(at)) < 23) wrong(`the second mending talk of ${ticketId} comes too soon`);
    }
    const isLast = customer.complaints.at(-1)?.ticketId === ticketId;
    const isOld = daysFrom(resolvedOn, '2026-12-31') > 40 && customer.gone === null;
    const again = talks.some(
      (one) => isMending(one) && daysFrom(dealtOn ?? resolvedOn, one.day) >= 7 && daysFrom(resolvedOn, one.day) <= 30,
    );
    if (isLast && isOld && dealtOn !== null && !again && asked.length === 0) {
      wrong(`after ${ticketId} nobody asked for a second talk, and there was none`);
    }
  }
}

/** R9: asked at once in working time, else in the next morning of work. */
function checkWarnings(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  for (const raisedAt of record.customer.warnings) {
    const day = workedOnOrAfter(localDay(raisedAt));
    const what = `churn:${raisedAt}`;
    const asked = record.asks.find(({ items }) => items.some(({ key }) => key === what));
    // At eleven the day may have had its reminder: then the next one.
    const second = workedAfter(day, 1);
    const isSecond =
      asked !== undefined && localDay(asked.at) === second && record.asks.some(({ at }) => localDay(at) === day);
    checkWanted(
      record,
      'churn',
      { what, ask: 'cause-talk', day: isSecond ? second : day, knownAt: Math.max(raisedAt, YEAR_START) },
      counts,
      wrong,
    );
    const item = asked?.items.find(({ key }) => key === what);
    if (asked === undefined || item === undefined) continue;
    // A day and a night from when anybody could act on it; longer only over days of rest.
    const dueDay = localDay(item.dueAt);
    if (dueDay > workedOnOrAfter(plusDays(localDay(asked.at), 1))) wrong(`${what} is due only on ${dueDay}`);
  }
}

/** R12. */
function checkPeriods(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  const { customer } = record;
  const { contractUntil } = customer;
  if (contractUntil !== null) {
    const ahead = workedOnOrBefore(plusDays(contractUntil, -30));
    const day = ahead < '2026-01-01' ? workedOnOrAfter('2026-01-01') : ahead;
    const lastDay = plusDays(contractUntil, 30);
    checkWanted(
      record,
      'periods',
      { what: `renewal:${contractUntil}`, ask: 'renewal-talk', day, lastDay },
      counts,
      wrong,
    );
    const hasTrouble = customer.complaints.length + customer.warnings.length > 0;
    const surveys = record.asks.filter(({ items }) => items.some(({ ask }) => ask === 'survey'));
    if (hasTrouble) count(counts.expected, 'periods', surveys.length);
    else
      checkWanted(record, 'periods', { what: `survey:${contractUntil}`, ask: 'survey', day, lastDay }, counts, wrong);
  }
  for (const on of new Set(customer.deliveries)) {
    const ahead = workedOnOrBefore(plusDays(on, -30));
    const day = ahead < '2026-01-01' ? workedOnOrAfter('2026-01-01') : ahead;
    if (day < on)
      checkWanted(
        record,
        'periods',
        { what: `delivery:${on}`, ask: 'delivery-check', day, lastDay: on },
        counts,
        wrong,
      );
  }
}

/** R11: each invited on its day, each answer followed up. */
function checkCampaigns(record: YearRecord, counts: YearCounts, wrong: Wrong): void {
  const { customer, asks } = record;
  const hasTrouble = customer.complaints.length + customer.warnings.length > 0;
  for (const { campaignId, day, madeAt } of customer.invitations) {
    const asked = asks.filter(({ items }) => items.some(({ key }) => key === `campaign:${campaignId}`));
    const follows = asks.filter(({ items }) => items.some(({ key }) => key.startsWith(`campaign:${campaignId}:`)));
    count(counts.expected, 'campaigns', follows.length);
    if (hasTrouble) count(counts.expected, 'campaigns', asked.length);
    else {
      const first = workedOnOrAfter(day);
      const what = `campaign:${campaignId}`;
      const isLate = local(first, OPENING) < madeAt || localDay(madeAt) === first;
      if (isLate) count(counts.expected, 'campaigns', asked.length);
      else checkInvited(record, what, first, asked.length, counts, wrong);
    }
    const isAnswered = record.answers.some(
      ({ key, outcome }) => key === `campaign:${campaignId}` && outcome === 'done',
    );
    if (follows.length > 0 && !isAnswered) wrong('a follow-up of an invitation that nobody answered');
  }
}

function checkInvited(
  { asks, customer }: YearRecord,
  what: string,
  day: string,
  times: number,
  counts: YearCounts,
  wrong: Wrong,
): void {
  count(counts.expected, 'campaigns', times);
  const first = asks.find(({ items }) => items.some(({ key }) => key === what));
  const isHindered = customer.urgent.some(
    ({ from, to }) => from < local(plusDays(day, 1), 0) && to > local(day, OPENING),
  );
  const isOver = customer.gone !== null && customer.gone.at <= local(day, OPENING);
  if (isHindered || isOver || day > '2026-12-31') return;
  if (first === undefined || localDay(first.at) !== day)
    wrong(`the invitation of ${day} was asked for on ${first === undefined ? 'no day' : localDay(first.at)}`);
}

/** R5 and R10: nobody waits longer than the tier allows, and nobody is asked for before it is near. */
function checkCadence(record: YearRecord, wrong: Wrong): void {
  const { customer, asks, talks, answers } = record;
  const hasChanged = customer.tierChange !== null && customer.tierChange.tier !== customer.tier;
  const end = customer.gone === null ? '2026-12-31' : localDay(customer.gone.at);
  for (const [name, every, ahead, channels] of CADENCE[customer.tier]) {
    const talked = talks
      .filter((one) => one.isReached && (channels === null || channels.includes(one.channel)))
      .map(({ day }) => day);
    const answered = answers
      .filter(({ key, outcome }) => key.startsWith(`cadence:${name}:`) && outcome !== 'later')
      .map(({ at }) => localDay(at));
    const held = [...talked, ...answered].toSorted();
    for (const { at, items } of asks) {
      if (!items.some(({ ask, rule }) => rule === 'cadence' && ask === name)) continue;
      const day = localDay(at);
      const last = held.findLast((one) => one < day) ?? null;
      if (last === null || last < '2026-01-01') continue;
      if (daysFrom(last, day) < every - ahead - LONGEST_REST)
        wrong(`${name} is asked for on ${day}, ${daysFrom(last, day)} days after the last`);
    }
    if (hasChanged) continue;
    const stops = [...held.filter((one) => one >= '2026-01-01' && one <= end), end];
    let last = held.findLast((one) => one < '2026-01-01') ?? '2026-01-01';
    // Whoever was overdue when care began has an interval from then.
    if (daysFrom(last, '2026-01-01') > every - ahead) last = '2026-01-01';
    for (const stop of stops) {
      const gap = daysFrom(last, stop);
      const allowed = every + disturbed(record, last, stop);
      if (gap > allowed) wrong(`${name}: ${gap} days from ${last} to ${stop}, allowed are ${allowed}`);
      last = stop;
    }
  }
  for (const { at, items } of asks) {
    if (!items.some(({ ask }) => ask === 'light-touch')) continue;
    const last = talks.find(
      (one) =>
        one.at < at &&
        one.isReached &&
        LIGHT_TOUCH.includes(one.channel) &&
        one.purposes.some((purpose) => purpose === 'care' || purpose === 'survey') &&
        !one.purposes.includes('upsell'),
    );
    if (last !== undefined && last.day >= '2026-01-01' && daysFrom(last.day, localDay(at)) < 30 - 3 - LONGEST_REST) {
      wrong(`a light touch on ${localDay(at)}, after one on ${last.day}`);
    }
  }
}

/** Days by which a talk may come later: while an urgent ticket is open, while trouble or a welcome comes first, put off. */
function disturbed({ customer, answers }: YearRecord, from: string, to: string): number {
  const spans: [number, number][] = [
    ...customer.urgent.map((one): [number, number] => [one.from, one.to]),
    ...customer.complaints.map(({ resolvedAt }): [number, number] => [resolvedAt, resolvedAt + 12 * 86_400_000]),
    ...customer.warnings.map((at): [number, number] => [at, at + 8 * 86_400_000]),
    ...(customer.firstPayment === null
      ? []
      : [[customer.firstPayment.at, customer.firstPayment.at + 32 * 86_400_000] as [number, number]]),
    // What was to be done along with something that somebody declined is asked for on the next day of work.
    ...answers.filter(({ outcome }) => outcome === 'skipped').map(({ at }): [number, number] => [at, at + 86_400_000]),
    ...answers
      .filter(({ outcome }) => outcome === 'later')
      .map(({ at, until }): [number, number] => [at, local(until ?? localDay(at), 1_440)]),
  ];
  const within = spans.filter(([start, stop]) => stop > local(from, 0) && start < local(to, 1_440));
  if (within.length === 0) return 0;
  return within.reduce((sum, [start, stop]) => sum + Math.ceil((stop - start) / 86_400_000), LONGEST_REST);
}
