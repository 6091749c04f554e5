import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatFaults } from '../../src/config/fault.ts';
import { loadPolicyFile, type PolicyLoading, parsePolicy } from '../../src/config/policy-file.ts';
import { policyJsonSchema } from '../../src/domain/policy/json-schema.ts';
import { resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';

function loadedOf(loading: PolicyLoading) {
  if (!loading.ok) throw new Error(formatFaults(loading.faults, 'en'));
  return loading.loaded;
}

/** `line:column key problem` of each fault. */
function placesOf(loading: PolicyLoading): string[] {
  if (loading.ok) return [];
  return loading.faults.map(({ where, problem }) =>
    'variable' in where ? where.variable : `${where.line}:${where.column} ${where.key} ${problem.key}`,
  );
}

const parse = (text: string) => placesOf(parsePolicy(text, 'policy.yaml'));

describe('a policy file in YAML', () => {
  it.each(['', '\n', '# nothing yet\n', '---\n', 'teams:\npeople:\n', '{}', '\uFEFF{}'])('may be blank: %j', (text) => {
    expect(loadedOf(parsePolicy(text, 'p')).policy).toEqual(loadedOf(parsePolicy('preset: handbook', 'p')).policy);
  });

  it('has faults of form, of values and of sense, each at its line and column', () => {
    const text = [
      'prest: handbook',
      'teams:',
      '  support:',
      '    lead: laed1',
      '    chanels: { slack: C0 }',
      'people:',
      '  lead1: { name: 7, team: suport }',
      'clocks:',
      '  first-contact: { urgent: 15 minutes }',
      'escalation:',
      '  ladder:',
      '    - { after: 15m, to: [owner] }',
      '    - { after: 5m, to: [boss] }',
    ].join('\r\n');
    expect(parse(text)).toEqual([
      '1:1 prest unknown-key',
      '4:11 teams.support.lead no-such-person',
      '5:5 teams.support.chanels unknown-key',
      '7:18 people.lead1.name wrong-type',
      '7:27 people.lead1.team no-such-team',
      '9:28 clocks.first-contact.urgent bad-duration',
      '13:16 escalation.ladder[1].after ladder-order',
      '13:25 escalation.ladder[1].to[0] no-such-audience',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['a key twice', 'locale: en\nlocale: en\n', ['2:1  yaml-duplicate-key']],
    ['a tab', 'teams:\n\tsupport: {}\n', ['2:1  yaml-tab']],
    ['two documents', 'locale: en\n---\nlocale: en\n', ['2:1  yaml-several-documents']],
    ['a bracket left open', 'restTime: ["21:00-09:00"\n', ['2:1  yaml-syntax']],
    ['an alias of itself', 'teams: &t { support: *t }\n', ['1:22  yaml-circle']],
    ['an alias of nothing', 'teams: *none\n', ['1:8  yaml-circle']],
    ['text only', 'hello', ['1:1  wrong-type']],
    [
      'a fault behind an alias',
      'teams:\n  a: &x { colour: 1 }\n  b: *x\n',
      ['2:11 teams.a.colour unknown-key', '2:11 teams.b.colour unknown-key'],
    ],
  ])('names %s', (_what, text, expected) => {
    expect(parse(text).toSorted()).toEqual(expected);
  });

  it('shows how to quote digits', () => {
    const loading = parsePolicy('people: { a: { wecom: 1001 } }', 'policy.yaml');
    expect(loading.ok ? '' : formatFaults(loading.faults, 'en')).toBe(
      [
        'The configuration has 1 fault:',
        '  policy.yaml:1:23 (people.a.wecom): expected text; put it in quotes: "1001"',
        '      for example: "1001"',
      ].join('\n'),
    );
  });

  it('hashes rules, not spelling, and hands on data that makes the same policy', () => {
    const hashOf = (text: string) => loadedOf(parsePolicy(text, 'p')).hash;
    const one = loadedOf(parsePolicy('people: {a: {}, b: {}}\nclocks: {tell: 120m} # same\n', 'p'));
    expect(hashOf('clocks:\n  tell: 2h\npeople:\n  b:\n  a:\n')).toBe(one.hash);
    expect(hashOf('people: {a: {}, b: {}}\nclocks: {tell: 121m}\n')).not.toBe(one.hash);
    expect(hashOf('people: {a: {}}\nclocks: {tell: 2h}\n')).not.toBe(one.hash);
    const stored: unknown = JSON.parse(JSON.stringify(one.source));
    expect(resolvePolicy(stored)).toEqual({ ok: true, policy: one.policy });
  });
});

describe('the file itself', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'huiyin-policy-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const problemOf = (loading: PolicyLoading) => (loading.ok ? null : loading.faults[0]?.problem.key);

  it('may be absent only if nobody named it', async () => {
    const path = join(directory, 'policy.yaml');
    expect(loadedOf(await loadPolicyFile({ path, explicit: false })).origin).toBe('preset');
    expect(problemOf(await loadPolicyFile({ path, explicit: true }))).toBe('file-missing');
    await writeFile(path, 'locale: en');
    expect(loadedOf(await loadPolicyFile({ path, explicit: false }))).toMatchObject({
      origin: 'file',
      policy: { locale: 'en' },
    });
  });

  it.each<[string, string | Buffer]>([
    ['file-too-large', `# ${'x'.repeat(1024 * 1024)}`],
    ['file-not-utf8', Buffer.from('teams: { support: { name: \xbf\xcd\xb7\xfe } }', 'latin1')],
    ['file-not-utf8', Buffer.from('\uFEFFlocale: en', 'utf16le')],
  ])('is refused as %s', async (problem, content) => {
    const path = join(directory, 'policy.yaml');
    await writeFile(path, content);
    expect(problemOf(await loadPolicyFile({ path, explicit: false }))).toBe(problem);
  });

  it('is no directory', async () => {
    const path = join(directory, 'policy.yaml');
    await mkdir(path);
    expect(problemOf(await loadPolicyFile({ path, explicit: false }))).toBe('file-not-regular');
  });
});

describe('the documents', () => {
  const read = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

  it('policy.example.yaml loads, and its clocks and ladder are the preset', async () => {
    const { policy } = loadedOf(parsePolicy(await read('policy.example.yaml'), 'policy.example.yaml'));
    const preset = loadedOf(parsePolicy('', 'p')).policy;
    expect(policy.clocks).toEqual(preset.clocks);
    expect(policy.escalation).toEqual(preset.escalation);
    expect(policy.people.size).toBeGreaterThan(3);
  });

  it('policy.schema.json is what the schema says', async () => {
    expect(JSON.parse(await read('policy.schema.json'))).toEqual(policyJsonSchema());
  });
});
