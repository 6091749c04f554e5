import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../src/config/environment.ts';
import { parsePolicy } from '../../../src/config/policy-file.ts';
import { envText, isWritable } from '../../../src/config/setup/env-text.ts';
import { policyText } from '../../../src/config/setup/policy-text.ts';
import { isTimezone, readTeams, type Setup, WAY_VARIABLES, WAYS, type Way } from '../../../src/config/setup/setup.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import { KINDS, LOCALES } from '../../../src/domain/vocabulary.ts';
import { knownTeamKeys, setupTexts } from '../../../src/i18n/setup-texts.ts';

const VALUES: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN: 'xoxb-1-abc',
  SLACK_APP_TOKEN: 'xapp-1-abc',
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  WECOM_CORP_ID: 'ww0123456789abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'a-secret',
  WECOM_TOKEN: 'a-token',
  WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
  BASE_URL: 'https://huiyin.example.com',
  WECOM_BOT_ID: 'aib0',
  WECOM_BOT_SECRET: 'bot-secret',
};

/** The policy of a setup; every fault is a fault of ours. */
function policyOf(setup: Setup): Policy {
  const text = policyText(setup, setupTexts(setup.locale));
  const parsed = parsePolicy(text, 'policy.yaml');
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.faults)}\n${text}`);
  return parsed.loaded.policy;
}

function teamsOf(text: string): Setup['teams'] {
  const read = readTeams(text, knownTeamKeys());
  if (!read.ok) throw new Error(read.reason);
  return read.teams;
}

const subsets = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

const WAY_SETS = subsets(WAYS).filter((set) => !(set.includes('slack-http') && set.includes('slack-socket')));
const TEAM_TEXTS = [
  '客服部',
  'Support, After-sales, Product',
  '客服部，售后部、产品部；技术部',
  'Cafe Ω team, 42',
  'product',
  'null, yes, #, : -',
];
const ADMINS: readonly Setup['admin'][] = [
  null,
  { name: '赵 "管理" 员', slack: 'U0ZHAO', wecom: '1001' },
  { name: "O'Neill: #1", slack: null, wecom: null },
];

const ZONES = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Etc/GMT+8'];

test('every combination of answers makes a policy without a fault and an environment that starts', () => {
  let combinations = 0;
  for (const locale of LOCALES) {
    for (const ways of WAY_SETS) {
      for (const text of TEAM_TEXTS) {
        for (const admin of ADMINS) {
          const timezone = ZONES[combinations % ZONES.length] ?? 'UTC';
          const setup = { locale, timezone, teams: teamsOf(text), ways, variables: {}, admin };
          checkPolicy(setup, policyOf(setup));
          combinations += 1;
        }
      }
      for (const isGiven of [true, false]) {
        const variables = given(isGiven ? ways : []);
        checkEnvironment({ locale, timezone: 'UTC', teams: [], ways, variables, admin: null }, isGiven);
      }
    }
  }
  expect(combinations).toBe(2 * 12 * 6 * 3);
});

function given(ways: readonly Way[]): Setup['variables'] {
  return Object.fromEntries(ways.flatMap((way) => WAY_VARIABLES[way].map((name) => [name, VALUES[name]])));
}

function checkPolicy({ locale, timezone, teams, admin }: Setup, policy: Policy): void {
  expect(policy).toMatchObject({ locale, timezone });
  for (const { id, name, handles } of teams) expect(policy.teams.get(id)).toMatchObject({ name, handles });
  const handled = teams.flatMap((team) => team.handles).toSorted();
  expect(handled).toEqual([...KINDS].sort());
  expect(policy.people.size).toBe(admin === null ? 0 : 1);
  if (admin === null) return;
  const accounts = { ...(admin.slack && { slack: admin.slack }), ...(admin.wecom && { wecom: admin.wecom }) };
  expect(policy.people.get('admin')).toMatchObject({ name: admin.name, role: 'admin', accounts });
}

function checkEnvironment(setup: Setup, isGiven: boolean): void {
  const reading = readEnvironment(parseEnv(envText(setup, setupTexts(setup.locale))));
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  const { environment } = reading;
  const has = (way: Way): boolean => isGiven && setup.ways.includes(way);
  expect(environment.slack?.mode ?? null).toBe(has('slack-socket') ? 'socket' : has('slack-http') ? 'http' : null);
  expect((environment.wecom?.app ?? null) !== null).toBe(has('wecom-app'));
  expect((environment.wecom?.bot ?? null) !== null).toBe(has('wecom-bot'));
}

describe('hostile answers', () => {
  test('any name that is taken comes back from the file as it was typed, and nothing else changes', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), name, (names, adminName) => {
        const read = readTeams(names.join(','), knownTeamKeys());
        if (!read.ok) return;
        const admin = /^(?=.*\S)[^\p{Cc}\p{Cf}\p{Cs}]{1,64}$/u.test(adminName)
          ? { name: adminName, slack: null, wecom: null }
          : null;
        const setup: Setup = { locale: 'en', timezone: 'UTC', teams: read.teams, ways: [], variables: {}, admin };
        const policy = policyOf(setup);
        expect(read.teams.map(({ id }) => policy.teams.get(id)?.name)).toEqual(read.teams.map((team) => team.name));
        expect(policy.people.get('admin')?.name).toBe(admin?.name);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['', 'none'],
    [' , ,，、', 'none'],
    [Array.from({ length: 21 }, (_, i) => `team${i}`).join(','), 'too-many'],
    ['support\u0000', 'bad-name'],
    ['sup\u202eport', 'bad-name'],
    ['x'.repeat(65), 'bad-name'],
  ])('%j is refused: %s', (text, reason) => {
    expect(readTeams(text, knownTeamKeys())).toMatchObject({ ok: false, reason });
  });

  test('teams of the preset are known in either language and any case, and named once', () => {
    expect(teamsOf('客服部, SUPPORT, after-sales, 售后部').map(({ id }) => id)).toEqual(['support', 'after-sales']);
    expect(teamsOf('__proto__, constructor, toString').map(({ id }) => id)).toEqual([
      'team-1',
      'constructor',
      'tostring',
    ]);
  });

  test('zones are those that the runtime knows', () => {
    for (const zone of ['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires']) expect(isTimezone(zone)).toBe(true);
    for (const zone of ['', 'Beijing', 'UTC+8', '../etc', 'Asia/Shanghai\n', "Asia/Shanghai'"]) {
      expect(isTimezone(zone), zone).toBe(false);
    }
  });

  test('any value without blanks is read back as it was given, or refused before', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', '1', '#', "'", '"', '`', '\\', '$', '=', '{', 'n', ';', ':', '/'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(value, (secret) => {
        if (!isWritable(secret)) return;
        const variables = { WECOM_BOT_ID: 'aib0', WECOM_BOT_SECRET: secret };
        const setup: Setup = {
          locale: 'en',
          timezone: 'UTC',
          teams: teamsOf('support'),
          ways: ['wecom-bot'],
          variables,
          admin: null,
        };
        expect(parseEnv(envText(setup, setupTexts('en')))).toMatchObject(variables);
      }),
      { numRuns: 2_000 },
    );
  });
});
