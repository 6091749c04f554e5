import { expect, it } from 'vitest';
import { demoPolicy, policyInLanguage } from '../../../src/domain/policy/demo.ts';
import { resolvePolicy } from '../../../src/domain/policy/resolve-policy.ts';

it('gives the demo company names that readers of English can read, in the same order', () => {
  const demo = demoPolicy();
  const spoken = policyInLanguage(demo, 'en');
  const names = [...spoken.teams.values(), ...spoken.people.values()].map(({ name }) => name);
  expect(names.filter((name) => /\p{Script=Han}/u.test(name))).toEqual([]);
  expect([...spoken.teams.keys()]).toEqual([...demo.teams.keys()]);
  expect([...spoken.people.keys()]).toEqual([...demo.people.keys()]);
});

it('changes language and names, and nothing that a deadline or a duty depends on', () => {
  const { locale, teams, people, ...rules } = policyInLanguage(demoPolicy(), 'en');
  expect(locale).toBe('en');
  const demo = demoPolicy();
  expect({ ...demo, locale, teams, people }).toEqual({ ...rules, locale, teams, people });
  expect(teams.get('after-sales')).toEqual({ ...demo.teams.get('after-sales'), name: 'After-sales' });
  expect(people.get('chen')).toEqual({ ...demo.people.get('chen'), name: 'Chen' });
  expect(policyInLanguage(demo, 'zh-CN')).toEqual(demo);
});

it('leaves the names that a policy file gave', () => {
  const file = resolvePolicy({
    teams: { support: { name: '云帆服务台' } },
    people: { chen: { name: '陈晓', team: 'support', playground: 'chen' } },
  });
  if (!file.ok) throw new Error(JSON.stringify(file.faults));
  const { teams, people } = policyInLanguage(file.policy, 'en');
  expect(teams.get('support')?.name).toBe('云帆服务台');
  expect(people.get('chen')?.name).toBe('陈晓');
});
