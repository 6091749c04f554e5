import { describe, expect, it, test } from 'vitest';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';

/** Every fault of a file as its reader needs it: where, whether the name or the value, what, and what it may have meant. */
function faultsOf(file: unknown): readonly unknown[] {
  const result = resolvePolicy(file);
  if (result.ok) return [];
  return result.faults.map(({ path, at, problem }) => [path.join('/'), at, problem.key, problem.params]);
}

const rung = (entry: object) => ({ escalation: { ladder: [{ after: '1m', to: ['owner'], ...entry }] } });
const tierA = (clocks: object) => ({ tiers: { A: { clocks } } });
const onDuty = (duty: object) => ({ people: { ana: {} }, teams: { support: { duty } } });

describe('a fault says what its reader needs', () => {
  it.each<[string, unknown, string, 'key' | 'value', string, object]>([
    [
      'what may be chosen',
      { preset: 'handbok' },
      'preset',
      'value',
      'not-one-of',
      { choices: ['handbook', 'templates', 'records', 'solutions'], near: 'handbook' },
    ],
    [
      'no near choice for a number',
      { strangers: 7 },
      'strangers',
      'value',
      'not-one-of',
      { choices: ['agent', 'refuse'], near: null },
    ],
    [
      'how to quote a number',
      { people: { a: { wecom: 1001 } } },
      'people/a/wecom',
      'value',
      'wrong-type',
      { expected: 'text', quotable: '"1001"' },
    ],
    [
      'how to quote a truth value',
      { people: { a: { name: true } } },
      'people/a/name',
      'value',
      'wrong-type',
      { expected: 'text', quotable: '"true"' },
    ],
    [
      'that text is expected where a list stands',
      { people: { a: { name: ['x'] } } },
      'people/a/name',
      'value',
      'wrong-type',
      { expected: 'text', quotable: null },
    ],
    [
      'that a mapping of people is expected',
      { people: 7 },
      'people',
      'value',
      'wrong-type',
      { expected: 'mapping', quotable: null },
    ],
    [
      'that a mapping of settings is expected',
      { teams: { a: { channels: [] } } },
      'teams/a/channels',
      'value',
      'wrong-type',
      { expected: 'mapping', quotable: null },
    ],
    [
      'that a list is expected',
      { workingTime: { days: 'mon' } },
      'workingTime/days',
      'value',
      'wrong-type',
      { expected: 'list', quotable: null },
    ],
    [
      'that a number is expected',
      rung({ repeat: '1m', times: 'two' }),
      'escalation/ladder/0/times',
      'value',
      'wrong-type',
      { expected: 'number', quotable: null },
    ],
    [
      'that a whole number is expected',
      rung({ repeat: '1m', times: 1.5 }),
      'escalation/ladder/0/times',
      'value',
      'wrong-type',
      { expected: 'number', quotable: null },
    ],
    [
      'the most',
      rung({ repeat: '1m', times: 101 }),
      'escalation/ladder/0/times',
      'value',
      'out-of-range',
      { least: null, most: 100 },
    ],
    ['the least', { noise: { daily: 0 } }, 'noise/daily', 'value', 'out-of-range', { least: 1, most: null }],
    [
      'the near key of a list’s entry',
      rung({ repeet: '1m' }),
      'escalation/ladder/0/repeet',
      'key',
      'unknown-key',
      { name: 'repeet', near: 'repeat' },
    ],
    [
      'the near key below a name',
      { teams: { a: { workingTime: { hour: [] } } } },
      'teams/a/workingTime/hour',
      'key',
      'unknown-key',
      { name: 'hour', near: 'hours' },
    ],
    [
      'the near key of a clock that may also be one length',
      { clocks: { start: { urgnet: '2h' } } },
      'clocks/start/urgnet',
      'key',
      'unknown-key',
      { name: 'urgnet', near: 'urgent' },
    ],
    [
      'the near clock of a tier',
      tierA({ 'first-contct': '1h' }),
      'tiers/A/clocks/first-contct',
      'key',
      'unknown-key',
      { name: 'first-contct', near: 'first-contact' },
    ],
    ['the key that is none', { people: { 'a b': {} } }, 'people/a b', 'key', 'bad-key', { name: 'a b' }],
    [
      'the word that nobody may be called',
      { people: { manager: {} } },
      'people/manager',
      'key',
      'reserved-name',
      { name: 'manager' },
    ],
    [
      'the near team',
      { people: { a: { team: 'suport' } } },
      'people/a/team',
      'value',
      'no-such-team',
      { name: 'suport', near: 'support' },
    ],
    [
      'the near audience',
      rung({ to: ['ownr'] }),
      'escalation/ladder/0/to/0',
      'value',
      'no-such-audience',
      { name: 'ownr', near: 'owner' },
    ],
    [
      'who has the account',
      { people: { a: { slack: 'U01' }, b: { slack: 'U01' } } },
      'people/b/slack',
      'value',
      'account-twice',
      { platform: 'slack', other: 'a' },
    ],
    [
      'which team has the kind, at its place in the list',
      { teams: { a: { handles: ['request'] }, b: { handles: ['complaint', 'request'] } } },
      'teams/b/handles/1',
      'value',
      'kind-twice',
      { kind: 'request', other: 'a' },
    ],
    [
      'the kind that nobody handles',
      { teams: { product: { handles: [] } } },
      'teams',
      'value',
      'kind-unhandled',
      { kind: 'request' },
    ],
    [
      'the date that is off and worked',
      { workingTime: { off: ['2026-10-01'], working: ['2026-10-01'] } },
      'workingTime/working/0',
      'value',
      'date-twice',
      { date: '2026-10-01' },
    ],
    ['a step that is off', rung({ after: 'off' }), 'escalation/ladder/0/after', 'value', 'bad-length', {}],
    ['a step beyond a year', rung({ after: '367d' }), 'escalation/ladder/0/after', 'value', 'bad-length', {}],
    [
      'a repeat without a length',
      rung({ repeat: '0m', times: 2 }),
      'escalation/ladder/0/repeat',
      'value',
      'bad-length',
      {},
    ],
    [
      'what holds for every customer, where a tier is looser',
      tierA({ 'first-contact': '4h' }),
      'tiers/A/clocks/first-contact',
      'value',
      'tier-looser',
      { base: '15m / 2h / 2h' },
    ],
    [
      'what holds for complex tickets, where a tier is looser',
      tierA({ plan: { complex: 'off' } }),
      'tiers/A/clocks/plan/complex',
      'value',
      'tier-looser',
      { base: '2wd' },
    ],
    [
      'hours against days, where urgent tickets run round the clock',
      tierA({ start: { urgent: '1d' } }),
      'tiers/A/clocks/start/urgent',
      'value',
      'tier-looser',
      { base: '2h' },
    ],
    [
      'off for complex tickets, where none have a clock of their own',
      tierA({ start: { complex: 'off' } }),
      'tiers/A/clocks/start/complex',
      'value',
      'tier-looser',
      { base: '2h / 1wd / 2wd' },
    ],
    [
      'the demand that stands twice',
      {
        care: {
          cadence: {
            B: [
              { ask: 'call', every: '30d' },
              { ask: 'call', every: '7d' },
            ],
          },
        },
      },
      'care/cadence/B/1/ask',
      'value',
      'cadence-twice',
      { ask: 'call' },
    ],
    [
      'the near person of a rota, by week',
      onDuty({ weekly: ['anna'] }),
      'teams/support/duty/weekly/0',
      'value',
      'no-such-person',
      { name: 'anna', near: 'ana' },
    ],
    [
      'the near person of a rota, by date',
      onDuty({ on: { '2026-02-28': 'anna' } }),
      'teams/support/duty/on/2026-02-28',
      'value',
      'no-such-person',
      { name: 'anna', near: 'ana' },
    ],
    [
      'the date of a rota that is none',
      onDuty({ on: { '2026-02-30': 'ana' } }),
      'teams/support/duty/on/2026-02-30',
      'key',
      'bad-date',
      {},
    ],
    [
      'the near person of a rota, by day',
      onDuty({ days: { mon: 'anna' } }),
      'teams/support/duty/days/mon',
      'value',
      'no-such-person',
      { name: 'anna', near: 'ana' },
    ],
    [
      'a rota by week and by day',
      onDuty({ weekly: ['ana'], days: { mon: 'ana' } }),
      'teams/support/duty/days',
      'value',
      'rota-twice',
      {},
    ],
    [
      'the first week of a rota without weeks',
      onDuty({ start: '2026-01-05', days: { mon: 'ana' } }),
      'teams/support/duty/start',
      'value',
      'start-without-weeks',
      {},
    ],
    [
      'the first week of a rota that is no date',
      onDuty({ weekly: ['ana'], start: '2026-02-30' }),
      'teams/support/duty/start',
      'value',
      'bad-date',
      {},
    ],
    ['a reminder limit that is no number', { noise: { daily: 'of' } }, 'noise/daily', 'value', 'bad-daily', {}],
    [
      'a gathering under a minute',
      { noise: { daily: 5, gather: '59s' } },
      'noise/gather',
      'value',
      'bad-gathering',
      {},
    ],
    ['a gathering over a day', { noise: { daily: 5, gather: '25h' } }, 'noise/gather', 'value', 'bad-gathering', {}],
    ['a gathering in days', { noise: { daily: 5, gather: '1d' } }, 'noise/gather', 'value', 'bad-gathering', {}],
    [
      'a gathering without a limit',
      { noise: { daily: 'off', gather: '2h' } },
      'noise/gather',
      'value',
      'gather-without-limit',
      {},
    ],
    ['days without their unit', { customers: { new: '60' } }, 'customers/new', 'value', 'bad-days', {}],
    ['days behind something else', { customers: { new: 'x60d' } }, 'customers/new', 'value', 'bad-days', {}],
    ['days before something else', { customers: { new: '60dx' } }, 'customers/new', 'value', 'bad-days', {}],
    [
      'working days behind something else',
      { care: { onboarding: { kit: 'x3wd' } } },
      'care/onboarding/kit',
      'value',
      'bad-working-days',
      {},
    ],
    [
      'working days before something else',
      { care: { onboarding: { kit: '3wdx' } } },
      'care/onboarding/kit',
      'value',
      'bad-working-days',
      {},
    ],
    [
      'working days with a letter',
      { care: { onboarding: { kit: '3xwd' } } },
      'care/onboarding/kit',
      'value',
      'bad-working-days',
      {},
    ],
    ['a share behind something else', { escalation: { warn: 'x80%' } }, 'escalation/warn', 'value', 'bad-share', {}],
    ['a share before something else', { escalation: { warn: '80%x' } }, 'escalation/warn', 'value', 'bad-share', {}],
    ['nothing of the way', { escalation: { warn: '0%' } }, 'escalation/warn', 'value', 'bad-share', {}],
  ])('%s', (_, file, path, at, key, params) => {
    expect(faultsOf(file)).toEqual([[path, at, key, params]]);
  });
});

test.each<[string, unknown]>([
  ['no rest', { restTime: [] }],
  ['hours that meet', { workingTime: { hours: ['09:00-12:00', '12:00-13:00'] } }],
  ['hours to the end of the day', { workingTime: { hours: ['09:00-24:00'] } }],
  ['a first step at once', rung({ after: '0m' })],
  ['a step after a whole year', rung({ after: '366d' })],
  ['a gathering of a minute', { noise: { daily: 5, gather: '60s' } }],
  ['a gathering of a day', { noise: { daily: 5, gather: '24h' } }],
  ['a gathering where the preset has the limit', { noise: { gather: '1h' } }],
  ['a share with two decimals', { escalation: { warn: '99.95%' } }],
  ['working days against days', tierA({ start: { important: '9d' } })],
  ['working days for what is urgent', tierA({ start: { urgent: '1wd' } })],
  ['a clock of a year', { clocks: { plan: '366d' } }],
  ['days against hours, for what is not urgent', tierA({ 'first-contact': { normal: '1d' } })],
  [
    'a tier that watches what is off for urgent tickets',
    { clocks: { delay: 'off' }, ...tierA({ delay: { urgent: '1h' } }) },
  ],
  ['a length for complex tickets that is tighter than some', tierA({ start: { complex: '1d' } })],
])('%s is sound', (_, file) => {
  expect(faultsOf(file)).toEqual([]);
});

describe('several faults', () => {
  const placesOf = (file: unknown) => faultsOf(file).map((fault) => (fault as readonly unknown[])[0]);

  it('names who is unknown although the people are at fault, and the team although the teams are', () => {
    expect(placesOf({ teams: { support: { lead: 'nobody' } }, people: 'x' })).toEqual(['people', 'teams/support/lead']);
    expect(placesOf({ teams: 7, people: { a: { team: 'x' } } })).toEqual(['teams', 'people/a/team']);
  });

  it('names a blank in a list, and a list that runs in a circle', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(placesOf({ restTime: [null] })).toEqual(['restTime/0']);
    expect(placesOf({ restTime: circle })).toEqual(['restTime/0']);
  });

  it('knows a team whose own entry is at fault', () => {
    expect(placesOf({ teams: { zz: 7 }, people: { a: { team: 'zz' } } })).toEqual(['teams/zz']);
  });

  it('leaves a list with a fault in it out of the second look, and what stands elsewhere in', () => {
    const file = {
      teams: { a: { handles: ['complaint', 'nonsense'], lead: 'x' } },
      escalation: {
        ladder: [
          { after: '1m', to: ['ghost'] },
          { after: 'x', to: ['owner'] },
        ],
      },
    };
    expect(placesOf(file)).toEqual(['teams/a/handles/1', 'escalation/ladder/1/after', 'teams/a/lead']);
  });
});

test('a team or a person of whom the file has only the name is listed', () => {
  const result = resolvePolicy({ teams: { night: null }, people: { anna: null } });
  expect(result.ok && [result.policy.teams.has('night'), result.policy.people.has('anna')]).toEqual([true, true]);
});
