import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';

function policyOf(file: unknown) {
  const result = resolvePolicy(file);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.policy;
}

/** `path: problem` of each fault, the path's steps joined by slashes. */
function faultsOf(file: unknown): string[] {
  const result = resolvePolicy(file);
  return result.ok ? [] : result.faults.map(({ path, problem }) => `${path.join('/')}: ${problem.key}`);
}

const hours = (ms: number) => ({ unit: 'time', ms: ms * 3_600_000 });

describe('merging over the preset', () => {
  it('takes an empty file, and keys without a value, as left out', () => {
    const preset = policyOf({});
    for (const file of [null, undefined, { teams: null, people: null, clocks: { start: null } }]) {
      expect(policyOf(file)).toEqual(preset);
    }
  });

  it('merges teams by key, field by field, and adds new ones', () => {
    const { teams } = policyOf({
      teams: { support: { channels: { slack: 'C0SUPPORT' } }, overseas: { locale: 'en' } },
    });
    expect(teams.get('support')).toMatchObject({
      name: '客服部',
      handles: ['inquiry', 'suggestion'],
      channels: { slack: 'C0SUPPORT' },
    });
    expect(teams.get('overseas')).toMatchObject({ name: 'overseas', locale: 'en', handles: [], lead: null });
    expect(teams.get('finance')?.name).toBe('财务部');
  });

  it('moves a kind to the team that the file gives it to', () => {
    const { teams } = policyOf({ teams: { technical: { handles: ['complaint'] } } });
    expect(teams.get('technical')?.handles).toEqual(['complaint']);
    expect(teams.get('after-sales')?.handles).toEqual([]);
  });

  it('merges clocks by urgency, and takes one length for all', () => {
    const { clocks } = policyOf({ clocks: { start: { normal: '8h' }, plan: '4h', tell: 'off' } });
    expect(clocks.start).toMatchObject({ urgent: hours(2), normal: hours(8), important: { unit: 'working-days' } });
    expect(clocks.plan).toEqual({ urgent: hours(4), important: hours(4), normal: hours(4), complex: null });
    expect(clocks.tell.urgent).toEqual({ unit: 'off' });
  });

  it('replaces lists, and keeps the rest of working time, also for a team', () => {
    const policy = policyOf({
      workingTime: { holidays: ['2026-10-01'], off: ['2026-12-24'], working: ['2026-12-26'] },
      restTime: [],
      teams: { support: { workingTime: { hours: ['00:00-24:00'], days: ['sat', 'sun'] } } },
    });
    expect(policy.workingTime).toMatchObject({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: ['2026-10-01'] });
    expect(policy.restTime).toEqual([]);
    expect(policy.teams.get('support')?.workingTime).toEqual({
      days: ['sat', 'sun'],
      hours: [{ fromMinute: 0, toMinute: 1440 }],
      holidays: ['2026-10-01'],
      off: ['2026-12-24'],
      working: ['2026-12-26'],
    });
    expect(policy.teams.get('sales')?.workingTime).toBeNull();
  });

  it('switches the warning off, and takes shares with decimals', () => {
    expect(policyOf({ escalation: { warn: 'off' } }).escalation.warn).toBeNull();
    expect(policyOf({ escalation: { warn: '62.5%' } }).escalation.warn).toBe(0.625);
  });

  it('makes everybody an agent who is given no role', () => {
    expect(policyOf({ people: { anna: { slack: 'U0ANNA' } } }).people.get('anna')).toEqual({
      id: 'anna',
      name: 'anna',
      team: null,
      role: 'agent',
      locale: null,
      accounts: { slack: 'U0ANNA' },
    });
  });

  it('lets the ladder speak to a person by key', () => {
    const { escalation } = policyOf({
      people: { anna: {} },
      escalation: { ladder: [{ after: '1d', to: ['anna', 'head'] }] },
    });
    expect(escalation.ladder[0]?.to).toEqual(['anna', 'head']);
  });
});

describe('faults', () => {
  it.each<[string, unknown, string[]]>([
    ['a list at the top', [], [': wrong-type']],
    ['text at the top', 'hello', [': wrong-type']],
    ['an unknown key', { prest: 'handbook' }, ['prest: unknown-key']],
    ['an unknown key below', { teams: { a: { chanels: {} } } }, ['teams/a/chanels: unknown-key']],
    ['an unknown clock', { clocks: { frist: '2h' } }, ['clocks/frist: unknown-key']],
    ['an unknown urgency', { clocks: { start: { urgnet: '2h' } } }, ['clocks/start/urgnet: unknown-key']],
    ['an unknown choice', { strangers: 'welcome' }, ['strangers: not-one-of']],
    ['a number for text', { people: { a: { wecom: 1001 } } }, ['people/a/wecom: wrong-type']],
    ['a bad length', { clocks: { start: { urgent: '2 hours' } } }, ['clocks/start/urgent: bad-duration']],
    ['a bad length for all', { clocks: { start: 'soon' } }, ['clocks/start: bad-duration']],
    ['a number for a clock', { clocks: { start: 30 } }, ['clocks/start: bad-clock']],
    ['no time at all', { clocks: { start: '0m' } }, ['clocks/start: bad-length']],
    ['more than a year', { clocks: { start: { urgent: '367d' } } }, ['clocks/start/urgent: bad-length']],
    ['a bad span', { restTime: ['9-12'] }, ['restTime/0: bad-span']],
    ['an empty span', { restTime: ['09:00-09:00'] }, ['restTime/0: bad-span']],
    ['rest all day', { restTime: ['06:00-18:00', '18:00-06:00'] }, ['restTime: rest-all-day']],
    ['a date that is none', { workingTime: { off: ['2026-02-30'] } }, ['workingTime/off/0: bad-date']],
    ['a bad date in a list of holidays', { workingTime: { holidays: ['x'] } }, ['workingTime/holidays/0: bad-date']],
    ['unknown holidays', { workingTime: { holidays: 'US' } }, ['workingTime/holidays: bad-holidays']],
    [
      'a date off and worked',
      { workingTime: { off: ['2026-10-01'], working: ['2026-10-01'] } },
      ['workingTime/working/0: date-twice'],
    ],
    ['no working days', { workingTime: { days: [] } }, ['workingTime/days: empty-list']],
    [
      'overlapping hours',
      { workingTime: { hours: ['09:00-12:00', '11:00-18:00'] } },
      ['workingTime/hours/1: hours-order'],
    ],
    [
      'hours past midnight, of a team',
      { teams: { a: { workingTime: { hours: ['22:00-06:00'] } } } },
      ['teams/a/workingTime/hours/0: hours-past-midnight'],
    ],
    ['a share that is none', { escalation: { warn: '100%' } }, ['escalation/warn: bad-share']],
    ['a share without its sign', { escalation: { warn: 0.8 } }, ['escalation/warn: bad-share']],
    ['an unknown zone', { timezone: 'Asia/Shangai' }, ['timezone: bad-zone']],
    [
      'a channel by name',
      { teams: { a: { channels: { slack: '#help' } } } },
      ['teams/a/channels/slack: bad-slack-channel'],
    ],
    [
      'a WeCom channel',
      { teams: { a: { channels: { wecom: 'CHAT' } } } },
      ['teams/a/channels/wecom: bad-wecom-channel'],
    ],
    ['a Slack account by name', { people: { a: { slack: '@anna' } } }, ['people/a/slack: bad-slack-account']],
    ['a blank in a key', { people: { 'a b': {} } }, ['people/a b: bad-key']],
    ['a word of the ladder as key', { people: { manager: {} } }, ['people/manager: reserved-name']],
    ['an unknown lead', { people: { anna: {} }, teams: { a: { lead: 'ana' } } }, ['teams/a/lead: no-such-person']],
    ['an unknown team', { people: { a: { team: 'suport' } } }, ['people/a/team: no-such-team']],
    ['an account twice', { people: { a: { slack: 'U01' }, b: { slack: 'U01' } } }, ['people/b/slack: account-twice']],
    [
      'a WeCom account twice, in another case',
      { people: { a: { wecom: 'Anna' }, b: { wecom: 'anna' } } },
      ['people/b/wecom: account-twice'],
    ],
    [
      'a kind at two teams',
      { teams: { a: { handles: ['request', 'complaint'] }, b: { handles: ['complaint'] } } },
      ['teams/b/handles/0: kind-twice'],
    ],
    ['a kind that nobody handles', { teams: { product: { handles: [] } } }, ['teams: kind-unhandled']],
    ['an empty ladder', { escalation: { ladder: [] } }, ['escalation/ladder: empty-list']],
    [
      'a ladder that goes back',
      {
        escalation: {
          ladder: [
            { after: '15m', to: ['owner'] },
            { after: '15m', to: ['lead'] },
          ],
        },
      },
      ['escalation/ladder/1/after: ladder-order'],
    ],
    ['nobody to tell', { escalation: { ladder: [{ after: '15m', to: [] }] } }, ['escalation/ladder/0/to: empty-list']],
    [
      'an unknown audience',
      { escalation: { ladder: [{ after: '15m', to: ['boss'] }] } },
      ['escalation/ladder/0/to/0: no-such-audience'],
    ],
    [
      'repeat alone',
      { escalation: { ladder: [{ after: '1m', to: ['owner'], repeat: '1m' }] } },
      ['escalation/ladder/0/repeat: repeat-without-times'],
    ],
    [
      'times alone',
      { escalation: { ladder: [{ after: '1m', to: ['owner'], times: 2 }] } },
      ['escalation/ladder/0/times: times-without-repeat'],
    ],
    [
      'no times',
      { escalation: { ladder: [{ after: '1m', to: ['owner'], repeat: '1m', times: 0 }] } },
      ['escalation/ladder/0/times: out-of-range'],
    ],
    [
      'an acknowledgement that holds nothing',
      { escalation: { acknowledged: 'off' } },
      ['escalation/acknowledged: bad-length'],
    ],
    [
      'a step without its time',
      { escalation: { ladder: [{ to: ['owner'] }] } },
      ['escalation/ladder/0/after: bad-duration'],
    ],
  ])('names %s', (_what, file, expected) => {
    expect(faultsOf(file)).toEqual(expected);
  });

  it('lists faults of form and faults of sense at once', () => {
    const faults = faultsOf({
      timezone: 'Mars',
      teams: { support: { lead: 'nobody', colour: 'red' } },
      people: { anna: { team: 'nowhere', role: 'boss' } },
      escalation: { ladder: [{ after: '5m', to: ['ghost'] }], warn: '80' },
    });
    expect(faults.toSorted()).toEqual([
      'escalation/ladder/0/to/0: no-such-audience',
      'escalation/warn: bad-share',
      'people/anna/role: not-one-of',
      'people/anna/team: no-such-team',
      'teams/support/colour: unknown-key',
      'teams/support/lead: no-such-person',
      'timezone: bad-zone',
    ]);
  });

  it('does not call somebody unknown whose own entry is at fault', () => {
    expect(faultsOf({ people: { anna: 7 }, teams: { support: { lead: 'anna' } } })).toEqual([
      'people/anna: wrong-type',
    ]);
  });

  it('proposes what was probably meant', () => {
    const result = resolvePolicy({ workingTme: {}, people: { lead1: {} }, teams: { support: { lead: 'laed1' } } });
    expect(result.ok ? [] : result.faults.map(({ problem }) => problem.params)).toEqual([
      { name: 'workingTme', near: 'workingTime' },
      { name: 'laed1', near: 'lead1' },
    ]);
  });

  it('survives data that runs in a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['teams'] = circle;
    expect(faultsOf(circle)).not.toEqual([]);
  });
});

describe('tiers and repeats', () => {
  const tierA = (clocks: object) => ({ tiers: { A: { clocks } } });

  it('reads targets as the top level does; one length stands for all, complex ones too', () => {
    const { tiers } = policyOf(tierA({ 'first-contact': { normal: '1h' }, resolve: '2wd' }));
    const off = null;
    expect(tiers).toEqual({
      A: {
        'first-contact': { urgent: off, important: off, normal: hours(1), complex: off },
        resolve: Object.fromEntries(
          ['urgent', 'important', 'normal', 'complex'].map((key) => [key, { unit: 'working-days', days: 2 }]),
        ),
      },
    });
  });

  it('refuses a target that can never count, at its line', () => {
    const faults = faultsOf(
      tierA({
        'first-contact': { urgent: '20m', normal: '1h' },
        resolve: '6wd',
        tell: 'off',
        plan: { complex: '3wd' },
      }),
    );
    expect(faults).toEqual([
      'tiers/A/clocks/first-contact/urgent: tier-looser',
      'tiers/A/clocks/plan/complex: tier-looser',
      'tiers/A/clocks/tell: tier-looser',
    ]);
  });

  it('accepts a length for all that tightens some, the same length, and units that only a calendar compares', () => {
    expect(faultsOf(tierA({ 'first-contact': '1h' }))).toEqual([]);
    expect(faultsOf(tierA({ 'first-contact': { urgent: '15m', normal: '2h' } }))).toEqual([]);
    expect(faultsOf(tierA({ start: { normal: '20h' } }))).toEqual([]);
  });

  it('a tier may watch what is off for the others', () => {
    expect(faultsOf({ clocks: { delay: 'off' }, ...tierA({ delay: '1h' }) })).toEqual([]);
  });

  it('names what is misspelt or no length', () => {
    expect(faultsOf({ tiers: { D: {} } })).toEqual(['tiers/D: unknown-key']);
    expect(faultsOf(tierA({ 'first-contct': '1h' }))).toEqual(['tiers/A/clocks/first-contct: unknown-key']);
    expect(faultsOf(tierA({ 'first-contact': { normal: 'soon' } }))).toEqual([
      'tiers/A/clocks/first-contact/normal: bad-duration',
    ]);
    expect(faultsOf(tierA({ 'first-contact': '0m' }))).toEqual(['tiers/A/clocks/first-contact: bad-length']);
  });

  it('repeats have defaults, off switches and limits', () => {
    expect(policyOf({}).repeats).toEqual({ within: { unit: 'days', days: 30 }, customers: 3 });
    expect(policyOf({ repeats: { within: 'off', customers: 'off' } }).repeats).toEqual({
      within: { unit: 'off' },
      customers: null,
    });
    expect(faultsOf({ repeats: { customers: 1 } })).toEqual(['repeats/customers: out-of-range']);
    expect(faultsOf({ repeats: { customers: 'many' } })).toEqual(['repeats/customers: bad-customers']);
    expect(faultsOf({ repeats: { within: '0d' } })).toEqual(['repeats/within: bad-length']);
  });
});
