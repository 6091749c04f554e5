import { invertDaySpans } from '../calendar/calendar-spec.ts';
import { DAY_MS, type Duration, formatDuration, type Ms } from '../time.ts';
import { CLOCK_NAMES, type ClockName, KINDS, TIERS, URGENCIES, type Urgency } from '../vocabulary.ts';
import { checkCare } from './care-checks.ts';
import { checkRota } from './duty-policy.ts';
import { faultAt, type PolicyFault, type PolicyPath } from './fault.ts';
import { accountKey, accountsOf } from './lookup.ts';
import { nearestName } from './nearest.ts';
import { checkNoise } from './noise-policy.ts';
import type { Policy, Team, WorkingTime } from './policy.ts';
import type { PolicyFile } from './schema.ts';

/** Words of a ladder that stand for whoever has that duty; nobody may be called so. */
export const AUDIENCE_WORDS: readonly string[] = ['owner', 'direct_leader', 'team', 'duty', 'lead', 'manager', 'head'];

/** Every target is shorter; a longer one is a slip, and calendars are not asked to look so far ahead. */
const LONGEST_DURATION_MS: Ms = 366 * DAY_MS;

/** Names that stand in the file, also where what stands behind them is at fault and was left out. */
export interface KnownNames {
  readonly teams: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

/** What no single value shows: names that point at nothing, disorder, doubles. Paths are the file's. */
export function crossChecks(policy: Policy, file: PolicyFile, known: KnownNames): PolicyFault[] {
  return [
    ...checkWorkingTime(['workingTime'], policy.workingTime),
    ...checkRest(policy),
    ...[...policy.teams.values()].flatMap((team) => checkTeam(team, known)),
    ...checkKinds(policy, file),
    ...checkPeople(policy, known),
    ...checkClocks(['clocks'], file.clocks),
    ...checkTiers(policy, file),
    ...checkRepeats(policy),
    ...checkEscalation(policy, known),
    ...checkCare(file.care, policy.care),
    ...[...policy.teams.keys()].flatMap((id) => checkRota(['teams', id, 'duty'], file.teams?.[id]?.duty, known.people)),
    ...checkNoise(file.noise, policy.noise),
  ];
}

function checkWorkingTime(path: PolicyPath, { hours, off, working }: WorkingTime): PolicyFault[] {
  const faults: PolicyFault[] = [];
  let end = 0;
  for (const [index, { fromMinute, toMinute }] of hours.entries()) {
    if (toMinute < fromMinute) faults.push(faultAt([...path, 'hours', index], 'hours-past-midnight', {}));
    else if (fromMinute < end) faults.push(faultAt([...path, 'hours', index], 'hours-order', {}));
    end = Math.max(end, toMinute);
  }
  for (const [index, date] of working.entries()) {
    if (off.includes(date)) faults.push(faultAt([...path, 'working', index], 'date-twice', { date }));
  }
  return faults;
}

function checkRest({ restTime }: Policy): PolicyFault[] {
  return restTime.length > 0 && invertDaySpans(restTime).length === 0
    ? [faultAt(['restTime'], 'rest-all-day', {})]
    : [];
}

function checkTeam(team: Team, known: KnownNames): PolicyFault[] {
  const path = ['teams', team.id];
  const duties = (['lead', 'manager', 'head'] as const).flatMap((duty) => {
    const name = team[duty];
    if (name === null || known.people.has(name)) return [];
    return [faultAt([...path, duty], 'no-such-person', { name, near: nearestName(name, known.people) })];
  });
  const hours = team.workingTime === null ? [] : checkWorkingTime([...path, 'workingTime'], team.workingTime);
  return [...duties, ...hours];
}

function checkKinds(policy: Policy, file: PolicyFile): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const teams = [...policy.teams.values()];
  for (const kind of KINDS) {
    const handlers = teams.filter((team) => team.handles.includes(kind));
    if (handlers.length === 0) faults.push(faultAt(['teams'], 'kind-unhandled', { kind }));
    const [first, ...others] = handlers;
    for (const team of first === undefined ? [] : others) {
      // The path of the kind in the file: the merged list has no doubles and may be shorter.
      const index = file.teams?.[team.id]?.handles?.indexOf(kind) ?? 0;
      faults.push(faultAt(['teams', team.id, 'handles', index], 'kind-twice', { kind, other: first?.id ?? '' }));
    }
  }
  return faults;
}

function checkPeople(policy: Policy, known: KnownNames): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const ownersByAccount = new Map<string, string>();
  for (const person of policy.people.values()) {
    const path = ['people', person.id];
    if (AUDIENCE_WORDS.includes(person.id)) faults.push(faultAt(path, 'reserved-name', { name: person.id }, 'key'));
    if (person.team !== null && !known.teams.has(person.team)) {
      const near = nearestName(person.team, known.teams);
      faults.push(faultAt([...path, 'team'], 'no-such-team', { name: person.team, near }));
    }
    for (const [platform, account] of accountsOf(person)) {
      const other = ownersByAccount.get(accountKey(platform, account));
      if (other !== undefined) faults.push(faultAt([...path, platform], 'account-twice', { platform, other }));
      else ownersByAccount.set(accountKey(platform, account), person.id);
    }
  }
  return faults;
}

function checkClocks(path: PolicyPath, clocks: PolicyFile['clocks'] = {}): PolicyFault[] {
  return CLOCK_NAMES.flatMap((name) => {
    const entry = clocks[name];
    if (entry === undefined) return [];
    if ('unit' in entry) return checkTarget([...path, name], entry);
    return [...URGENCIES, 'complex' as const].flatMap((which) => checkTarget([...path, name, which], entry[which]));
  });
}

/** A tier's target that can never count is a slip: somebody believes it does. */
function checkTiers(policy: Policy, { tiers = {} }: PolicyFile): PolicyFault[] {
  return TIERS.flatMap((tier) => {
    const { clocks = {} } = tiers[tier] ?? {};
    const path = ['tiers', tier, 'clocks'];
    const looser = CLOCK_NAMES.flatMap((name) => {
      const entry = clocks[name];
      if (entry === undefined) return [];
      // One length for all says "at most this long": it may be looser for some, not for all.
      if ('unit' in entry) return checkTighter(policy, name, [...path, name], entry, URGENCIES);
      return [
        ...URGENCIES.flatMap((which) => checkTighter(policy, name, [...path, name, which], entry[which], [which])),
        ...checkTighter(policy, name, [...path, name, 'complex'], entry.complex, ['complex']),
      ];
    });
    return [...checkClocks(path, clocks), ...looser];
  });
}

function checkTighter(
  { clocks }: Policy,
  name: ClockName,
  path: PolicyPath,
  target: Duration | undefined,
  against: readonly (Urgency | 'complex')[],
): PolicyFault[] {
  if (target === undefined) return [];
  const bases = against.flatMap((which) => {
    const base = clocks[name][which];
    return base === null
      ? URGENCIES.map((urgency) => [urgency, clocks[name][urgency]] as const)
      : [[which, base] as const];
  });
  if (!bases.every(([which, base]) => isLooser(target, base, which))) return [];
  return [faultAt(path, 'tier-looser', { base: bases.map(([, base]) => formatDuration(base)).join(' / ') })];
}

/**
 * Certainly looser: `off`, or longer in the same unit. Working hours against working days is left to the calendar. The
 * same length is no fault: a tier may repeat what holds for all.
 */
function isLooser(target: Duration, base: Duration, which: Urgency | 'complex'): boolean {
  if (target.unit === 'off') return true;
  if (base.unit === 'off') return false;
  const isComparable = target.unit === base.unit || (which === 'urgent' && !isInWorkingDays(target, base));
  return isComparable && nominalMs(target) > nominalMs(base);
}

function isInWorkingDays(...durations: readonly Duration[]): boolean {
  return durations.some(({ unit }) => unit === 'working-days');
}

function checkRepeats({ repeats }: Policy): PolicyFault[] {
  const { within } = repeats;
  return within.unit === 'off' || isLength(within) ? [] : [faultAt(['repeats', 'within'], 'bad-length', {})];
}

function checkTarget(path: PolicyPath, target: Duration | undefined): PolicyFault[] {
  const isFit = target === undefined || target.unit === 'off' || isLength(target);
  return isFit ? [] : [faultAt(path, 'bad-length', {})];
}

function checkEscalation({ escalation }: Policy, known: KnownNames): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const audiences = new Set([...AUDIENCE_WORDS, ...known.people]);
  let previous = -1;
  for (const [index, { after, to, repeat, times }] of escalation.ladder.entries()) {
    const path = ['escalation', 'ladder', index];
    const offset = nominalMs(after);
    if (after.unit === 'off' || offset > LONGEST_DURATION_MS)
      faults.push(faultAt([...path, 'after'], 'bad-length', {}));
    else if (offset <= previous) faults.push(faultAt([...path, 'after'], 'ladder-order', {}));
    previous = Math.max(previous, offset);
    for (const [place, name] of to.entries()) {
      if (audiences.has(name)) continue;
      faults.push(faultAt([...path, 'to', place], 'no-such-audience', { name, near: nearestName(name, audiences) }));
    }
    if (repeat !== null && !isLength(repeat)) faults.push(faultAt([...path, 'repeat'], 'bad-length', {}));
    if (repeat !== null && times === 0) faults.push(faultAt([...path, 'repeat'], 'repeat-without-times', {}));
    if (repeat === null && times > 0) faults.push(faultAt([...path, 'times'], 'times-without-repeat', {}));
  }
  if (!isLength(escalation.acknowledged)) faults.push(faultAt(['escalation', 'acknowledged'], 'bad-length', {}));
  return faults;
}

function isLength(duration: Duration): boolean {
  const ms = nominalMs(duration);
  return ms > 0 && ms <= LONGEST_DURATION_MS;
}

/** A length to compare by, whatever the calendar says: days of both sorts count 24 hours, `off` nothing. */
function nominalMs(duration: Duration): Ms {
  switch (duration.unit) {
    case 'off':
      return 0;
    case 'time':
      return duration.ms;
    case 'days':
    case 'working-days':
      return duration.days * DAY_MS;
  }
}
