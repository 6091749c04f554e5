import { describe, expect, test } from 'vitest';
import type { PolicyFileInput } from '../../src/domain/policy/schema.ts';
import {
  addressKey,
  audienceAddresses,
  distinctAddresses,
  personAddresses,
  teamAddresses,
} from '../../src/usecases/destinations.ts';
import type { Surface } from '../../src/usecases/ports.ts';
import { COMPANY, readPolicy } from '../support/policies.ts';
import { ORIGIN, SLACK } from '../support/simulate-engine.ts';

const policy = readPolicy(COMPANY);
const WECOM: Surface = { platform: 'wecom', workspace: 'ww1' };
const owed = { team: 'support', owner: 'agent', origin: ORIGIN };
const keys = (addresses: Parameters<typeof distinctAddresses>[0]): string[] => addresses.map(addressKey);

describe('where a team works', () => {
  test('in its channel on each platform that is connected', () => {
    const two = readPolicy({ teams: { support: { channels: { slack: 'C0SUPPORT', wecom: 'bot:CHAT1' } } } });
    expect(keys(teamAddresses(two, [SLACK], owed))).toEqual(['slack/T0ACME/C0SUPPORT']);
    expect(keys(teamAddresses(two, [SLACK, WECOM], owed))).toEqual(['slack/T0ACME/C0SUPPORT', 'wecom/ww1/bot:CHAT1']);
  });

  test('without a channel, and for a team that is gone: where the ticket was opened', () => {
    expect(keys(teamAddresses(policy, [SLACK], { ...owed, team: 'product' }))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(keys(teamAddresses(policy, [SLACK], { ...owed, team: 'gone' }))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(keys(teamAddresses(policy, [WECOM], owed))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(teamAddresses(policy, [SLACK], { ...owed, team: 'product', origin: null })).toEqual([]);
  });

  test('a channel that names its workspace is one of that workspace alone', () => {
    const named = readPolicy({ teams: { support: { channels: { slack: 'T0ACME/C0SUPPORT' } } } });
    const other: Surface = { platform: 'slack', workspace: 'T0OTHER' };
    expect(keys(teamAddresses(named, [other, SLACK], owed))).toEqual(['slack/T0ACME/C0SUPPORT']);
    expect(keys(teamAddresses(named, [other], { ...owed, origin: null }))).toEqual([]);
  });
});

describe('several surfaces on one platform', () => {
  const APP: Surface = { ...WECOM, serves: ['app:', '@'] };
  const BOT: Surface = { ...WECOM, serves: ['bot:'] };
  const teams = { support: { channels: { wecom: 'bot:CHAT1' } }, product: { channels: { wecom: 'webhook:ops' } } };
  const two = readPolicy({ teams, people: { agent: { wecom: 'agent.li' } } });

  test('a conversation is an address once, by the surface that reaches it', () => {
    expect(keys(teamAddresses(two, [APP, BOT], owed))).toEqual(['wecom/ww1/bot:CHAT1']);
    expect(keys(personAddresses(two, [APP, BOT], 'agent'))).toEqual(['wecom/ww1/@agent.li']);
    expect(keys(personAddresses(two, [APP, BOT], 'wecom:ww1:guest'))).toEqual(['wecom/ww1/@guest']);
    expect(teamAddresses(two, [APP, BOT], owed)[0]).not.toHaveProperty('serves');
    const greedy = { ...APP, serves: ['@', 'bot:'] };
    expect(keys(teamAddresses(two, [greedy, BOT], owed))).toEqual(['wecom/ww1/bot:CHAT1']);
  });

  test('what no surface reaches is nowhere to speak, and something else is', () => {
    expect(keys(teamAddresses(two, [APP], owed))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(keys(teamAddresses(two, [APP, BOT], { ...owed, team: 'product' }))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(personAddresses(two, [BOT], 'agent')).toEqual([]);
    expect(personAddresses(two, [BOT], 'wecom:ww1:guest')).toEqual([]);
    expect(keys(audienceAddresses(two, [BOT], 'owner', owed))).toEqual(['wecom/ww1/bot:CHAT1']);
  });
});

describe('where a person is spoken to', () => {
  const people = (file: NonNullable<PolicyFileInput['people']>) => readPolicy({ people: file });

  test('in a direct talk on every platform where they have an account', () => {
    const both = people({ agent: { slack: 'U0AGENT', wecom: 'agent.li' } });
    expect(keys(personAddresses(both, [SLACK, WECOM], 'agent'))).toEqual([
      'slack/T0ACME/@U0AGENT',
      'wecom/ww1/@agent.li',
    ]);
    expect(keys(personAddresses(both, [WECOM], 'agent'))).toEqual(['wecom/ww1/@agent.li']);
  });

  test('with the workspace that the account names', () => {
    const named = people({ agent: { slack: 'T0OTHER/U0AGENT' } });
    expect(personAddresses(named, [SLACK], 'agent')).toEqual([]);
    expect(keys(personAddresses(named, [{ ...SLACK, workspace: 'T0OTHER' }], 'agent'))).toEqual([
      'slack/T0OTHER/@U0AGENT',
    ]);
  });

  test('a stranger by the account they spoke from, while it is connected', () => {
    expect(keys(personAddresses(policy, [WECOM, SLACK], 'slack:T0ACME:U0X'))).toEqual(['slack/T0ACME/@U0X']);
    expect(personAddresses(policy, [SLACK], 'slack:T0OTHER:U0X')).toEqual([]);
    expect(personAddresses(policy, [SLACK], 'wecom:T0ACME:U0X')).toEqual([]);
    expect(personAddresses(policy, [SLACK], 'nobody')).toEqual([]);
    expect(personAddresses(policy, [SLACK], 'system')).toEqual([]);
  });
});

describe('who stands on a rung', () => {
  const bare = readPolicy({
    teams: {
      support: { channels: { slack: 'C0SUPPORT' } },
      product: { channels: { slack: 'C0PRODUCT' }, manager: 'mute', head: 'boss' },
    },
    people: { boss: { slack: 'U0BOSS' }, mute: {} },
  });

  test.each([
    ['owner', 'slack/T0ACME/@U0AGENT'],
    ['team', 'slack/T0ACME/C0SUPPORT'],
    ['lead', 'slack/T0ACME/@U0LEAD'],
    ['manager', 'slack/T0ACME/@U0MANAGER'],
    ['head', 'slack/T0ACME/@U0HEAD'],
    ['admin', 'slack/T0ACME/@U0ADMIN'],
  ])('%s', (audience, key) => {
    expect(keys(audienceAddresses(policy, [SLACK], audience, owed))).toEqual([key]);
  });

  test.each([
    ['nobody owns it', 'owner', 'support', 'slack/T0ACME/C0SUPPORT'],
    ['no lead, no manager, no head', 'lead', 'support', 'slack/T0ACME/C0SUPPORT'],
    ['no lead, a manager without an account, a head', 'lead', 'product', 'slack/T0ACME/@U0BOSS'],
    ['a manager without an account', 'manager', 'product', 'slack/T0ACME/@U0BOSS'],
    ['no head', 'head', 'support', 'slack/T0ACME/C0SUPPORT'],
    ['a person who is gone', 'gone', 'support', 'slack/T0ACME/C0SUPPORT'],
  ])('an empty rung falls up: %s', (_story, audience, team, key) => {
    expect(keys(audienceAddresses(bare, [SLACK], audience, { team, owner: null, origin: ORIGIN }))).toEqual([key]);
  });

  test('with no channel either, at the place of origin; with no origin, nowhere', () => {
    const nowhere = { team: 'finance', owner: null, origin: ORIGIN };
    expect(keys(audienceAddresses(bare, [SLACK], 'lead', nowhere))).toEqual(['slack/T0ACME/C0ORIGIN']);
    expect(audienceAddresses(bare, [SLACK], 'lead', { ...nowhere, origin: null })).toEqual([]);
  });
});

test('addresses without repeats keep their order', () => {
  const other = { ...ORIGIN, id: 'C0OTHER' };
  expect(distinctAddresses([ORIGIN, other, { ...ORIGIN }])).toEqual([ORIGIN, other]);
});

test('what is asked of a team without a place of its own goes to whoever has it', () => {
  const nowhere = { team: 'product', owner: 'agent', origin: null };
  expect(keys(audienceAddresses(policy, [SLACK], 'team', nowhere))).toEqual(['slack/T0ACME/@U0AGENT']);
  expect(audienceAddresses(policy, [SLACK], 'team', { ...nowhere, team: 'gone', owner: null })).toEqual([]);
});
