import type { Locale } from '../vocabulary.ts';
import type { Policy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { PolicyFileInput } from './schema.ts';

/*
 * The company of the playground: three teams one can speak to and one person of each role, so that a newcomer sees a
 * warning, a breach and a manager's message without writing a file.
 */
const DEMO = {
  teams: {
    support: { channels: { playground: 'support' }, lead: 'chen', manager: 'wang', head: 'wang' },
    'after-sales': { channels: { playground: 'after-sales' }, lead: 'chen', manager: 'wang', head: 'wang' },
    product: { channels: { playground: 'product' }, lead: 'chen', manager: 'wang', head: 'wang' },
  },
  people: {
    lin: { name: '小林', team: 'after-sales', role: 'agent', playground: 'lin' },
    zhou: { name: '小周', team: 'support', role: 'agent', playground: 'zhou' },
    chen: { name: '陈组长', team: 'after-sales', role: 'lead', playground: 'chen' },
    wang: { name: '王经理', team: 'support', role: 'manager', playground: 'wang' },
    zhao: { name: '赵管理员', role: 'admin', playground: 'zhao' },
  },
} satisfies PolicyFileInput;

/** The preset `handbook` with the demo company, for a playground without a policy file. */
export function demoPolicy(): Policy {
  const resolved = resolvePolicy(DEMO);
  if (!resolved.ok) throw new Error(`demo policy: ${JSON.stringify(resolved.faults)}`);
  return resolved.policy;
}

/** The names above and the preset's teams, for those who read English. */
const ENGLISH_NAMES: Readonly<Record<string, string>> = {
  sales: 'Sales',
  support: 'Support',
  'after-sales': 'After-sales',
  product: 'Product',
  technical: 'Technical',
  finance: 'Finance',
  'customer-success': 'Customer success',
  lin: 'Lin',
  zhou: 'Zhou',
  chen: 'Chen',
  wang: 'Wang',
  zhao: 'Zhao',
};

/**
 * A policy as it speaks in another language: team channels in that language, and the demo company by names that its
 * readers can read. Names that a policy file gave stay as they are, and so does everything that a deadline depends on.
 */
export function policyInLanguage(policy: Policy, locale: Locale): Policy {
  if (locale === 'zh-CN') return { ...policy, locale };
  const demo = demoPolicy();
  const named = <T extends { readonly id: string; readonly name: string }>(
    all: ReadonlyMap<string, T>,
    ours: ReadonlyMap<string, { readonly name: string }>,
  ) =>
    new Map(
      [...all].map(([id, one]) => {
        const english = ENGLISH_NAMES[id];
        return [id, english !== undefined && ours.get(id)?.name === one.name ? { ...one, name: english } : one];
      }),
    );
  return { ...policy, locale, teams: named(policy.teams, demo.teams), people: named(policy.people, demo.people) };
}
