import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';

/** A team of the company under fire: everybody has one duty, so that each conversation tells what it was told for. */
export interface Team {
  readonly key: string;
  readonly channel: string;
  readonly agents: readonly Person[];
  readonly lead: Person;
  readonly manager: Person;
}

export interface Person {
  readonly key: string;
  readonly name: string;
  readonly account: string;
}

/** Whom a conversation belongs to. */
export type Duty = 'team' | 'owner' | 'lead' | 'manager';

/** What the policy promises, in milliseconds; policy.yaml is written from this and the checker reckons with it. */
export interface Promises {
  readonly urgent: Readonly<Record<RuleName, number>>;
  /** `null`: not watched. */
  readonly normal: Readonly<Record<RuleName, number>> | null;
  /** After the deadline. */
  readonly leadAfterMs: number;
  readonly managerAfterMs: number;
  readonly managerRepeats: number;
  readonly heldForMs: number;
}

export type RuleName = 'First contact' | 'Start of work';

export interface Company {
  readonly teams: readonly Team[];
  readonly promises: Promises;
  readonly policy: string;
  /** By Slack's id of the channel or the direct talk. */
  readonly dutyByConversation: ReadonlyMap<string, Duty>;
}

/** `nowMs` only serves to choose a time zone in which it is morning: no midnight falls into the run. */
export function createCompany(teamCount: number, withNormal: boolean, nowMs: number): Company {
  const teams = Array.from({ length: teamCount }, (_, i): Team => {
    const person = (letter: string): Person => {
      const key = `p${i}${letter}`;
      return { key, name: `Person ${i}${letter}`, account: `U0${key.toUpperCase()}` };
    };
    return {
      key: `t${i}`,
      channel: `C0T${i}`,
      agents: [person('a'), person('b')],
      lead: person('l'),
      manager: person('m'),
    };
  });
  const promises: Promises = {
    urgent: { 'First contact': 6_000, 'Start of work': 9_000 },
    normal: withNormal ? { 'First contact': 12_000, 'Start of work': 18_000 } : null,
    leadAfterMs: 4_000,
    managerAfterMs: 8_000,
    managerRepeats: 1,
    heldForMs: 15_000,
  };
  return {
    teams,
    promises,
    policy: policyOf(teams, promises, morningZone(nowMs)),
    dutyByConversation: new Map(
      teams.flatMap((team): [string, Duty][] => [
        [team.channel, 'team'],
        [`D${team.lead.account}`, 'lead'],
        [`D${team.manager.account}`, 'manager'],
        ...team.agents.map(({ account }): [string, Duty] => [`D${account}`, 'owner']),
      ]),
    ),
  };
}

/** Everybody and every channel, as Slack knows them. */
export function populate(slack: FakeSlack, { teams }: Company): void {
  for (const { agents, lead, manager } of teams) {
    for (const { account, key, name } of [...agents, lead, manager]) {
      slack.addUser({ id: account, name: key, displayName: name, locale: 'en-US' });
    }
  }
  for (const { channel, key } of teams) slack.addChannel({ id: channel, name: key });
}

function policyOf(teams: readonly Team[], promises: Promises, timezone: string): string {
  const clock = (rule: RuleName): string => {
    const normal = promises.normal === null ? 'off' : seconds(promises.normal[rule]);
    return `{ urgent: ${seconds(promises.urgent[rule])}, important: ${normal}, normal: ${normal} }`;
  };
  return [
    'locale: en',
    `timezone: ${timezone}`,
    'workingTime: { days: [mon, tue, wed, thu, fri, sat, sun], hours: ["00:00-24:00"], holidays: none }',
    'restTime: []',
    'strangers: refuse',
    'clocks:',
    `  first-contact: ${clock('First contact')}`,
    `  start: ${clock('Start of work')}`,
    ...['plan', 'progress', 'resolve', 'tell', 'revisit', 'delay'].map((name) => `  ${name}: off`),
    'escalation:',
    '  warn: 60%',
    '  ladder:',
    '    - { after: 0s, to: [owner, team] }',
    `    - { after: ${seconds(promises.leadAfterMs)}, to: [lead] }`,
    `    - { after: ${seconds(promises.managerAfterMs)}, to: [manager], repeat: 8s, times: ${promises.managerRepeats} }`,
    `  acknowledged: ${seconds(promises.heldForMs)}`,
    'teams:',
    ...teams.map(
      ({ key, channel, lead, manager }) =>
        `  ${key}: { name: Team ${key}, channels: { slack: ${channel} }, lead: ${lead.key}, manager: ${manager.key} }`,
    ),
    'people:',
    ...teams.flatMap(({ key, agents, lead, manager }) =>
      [...agents, lead, manager].map((person) => {
        const role = person === lead ? 'lead' : person === manager ? 'manager' : 'agent';
        return `  ${person.key}: { name: ${person.name}, team: ${key}, role: ${role}, slack: ${person.account} }`;
      }),
    ),
    '',
  ].join('\n');
}

function seconds(ms: number): string {
  return `${ms / 1_000}s`;
}

/** Where it is ten o'clock or near it. In these zones' names the sign is turned round. */
function morningZone(nowMs: number): string {
  const ahead = 10 - new Date(nowMs).getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
