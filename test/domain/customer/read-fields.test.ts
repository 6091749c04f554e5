import { describe, expect, it } from 'vitest';
import type { FieldKey } from '../../../src/domain/customer/lexicon-customer.ts';
import { readFields } from '../../../src/domain/customer/read-profile.ts';

const personOf = (written: string) => (written === '小林' ? 'lin' : null);

function read(fields: Readonly<Partial<Record<FieldKey, string>>>) {
  return readFields(new Map(Object.entries(fields) as [FieldKey, string][]), personOf);
}

const NOTHING = { profile: {}, person: {}, tier: null, faults: [] };

describe('fields of a customer and of a person', () => {
  it.each<[Readonly<Partial<Record<FieldKey, string>>>, object]>([
    [{ name: '云帆 科技' }, { profile: { name: '云帆 科技' } }],
    [{ name: '' }, {}],
    [{ name: '  ' }, {}],
    [{ name: '!!' }, { faults: [{ field: 'name', problem: 'bad-name', value: '!!' }] }],
    [{ name: '-' }, { faults: [{ field: 'name', problem: 'bad-name', value: '-' }] }],
    [{ short: ' a  b ' }, { profile: { shortName: 'a b' } }],
    [{ short: '-' }, { profile: { shortName: null } }],
    [{ needs: 'x  y' }, { profile: { needs: 'x  y' } }],
    [{ 'hidden-needs': 'a' }, { profile: { hiddenNeeds: 'a' } }],
    [{ demands: 'b' }, { profile: { demands: 'b' } }],
    [{ industry: 'i', size: 's', product: 'p' }, { profile: { industry: 'i', size: 's', product: 'p' } }],
    [{ needs: '清空' }, { profile: { needs: null } }],
    [{ since: '2024-03-01' }, { profile: { firstCooperation: '2024-03-01' } }],
    [{ since: '无' }, { faults: [{ field: 'since', problem: 'bad-day', value: '无' }] }],
    [{ since: '-' }, { profile: { firstCooperation: null } }],
    [{ from: '2024-13-01' }, { faults: [{ field: 'from', problem: 'no-such-day', value: '2024-13-01' }] }],
    [
      { until: '3/4/2024' },
      {
        faults: [
          { field: 'until', problem: 'ambiguous-day', value: '3/4/2024', choices: ['2024-03-04', '2024-04-03'] },
        ],
      },
    ],
    [{ from: 'soon' }, { faults: [{ field: 'from', problem: 'bad-day', value: 'soon' }] }],
    [{ contract: '2024-01-01 ~ 2024-12-31' }, { profile: { contractFrom: '2024-01-01', contractUntil: '2024-12-31' } }],
    [
      { contract: '2024-01-01 至 2023-12-31' },
      {
        profile: { contractFrom: '2024-01-01', contractUntil: '2023-12-31' },
        faults: [{ field: 'contract', problem: 'period-backwards', value: '2024-01-01 ~ 2023-12-31' }],
      },
    ],
    [{ contract: '2024-01-01' }, { profile: { contractFrom: '2024-01-01' } }],
    [{ contract: '~2024-12-31' }, { profile: { contractUntil: '2024-12-31' } }],
    [{ contract: '-' }, { profile: { contractFrom: null, contractUntil: null } }],
    [
      { contract: 'x ~ y' },
      {
        faults: [
          { field: 'contract', problem: 'bad-day', value: 'x' },
          { field: 'contract', problem: 'bad-day', value: 'y' },
        ],
      },
    ],
    [
      { contract: '3/4/2024到2024-12-31' },
      {
        profile: { contractUntil: '2024-12-31' },
        faults: [
          { field: 'contract', problem: 'ambiguous-day', value: '3/4/2024', choices: ['2024-03-04', '2024-04-03'] },
        ],
      },
    ],
    [
      { from: '2024-05-01', until: '2024-04-01' },
      {
        profile: { contractFrom: '2024-05-01', contractUntil: '2024-04-01' },
        faults: [{ field: 'contract', problem: 'period-backwards', value: '2024-05-01 ~ 2024-04-01' }],
      },
    ],
    [
      { from: '2024-05-01', until: '2024-05-01' },
      { profile: { contractFrom: '2024-05-01', contractUntil: '2024-05-01' } },
    ],
    [{ manager: '@小林' }, { profile: { accountManager: 'lin' } }],
    [{ manager: '＠小林' }, { profile: { accountManager: 'lin' } }],
    [{ manager: '没人' }, { faults: [{ field: 'manager', problem: 'unknown-person', value: '没人' }] }],
    [{ manager: '-' }, { profile: { accountManager: null } }],
    [{ success: '小林' }, { profile: { successManager: 'lin' } }],
    [{ success: '没人' }, { faults: [{ field: 'success', problem: 'unknown-person', value: '没人' }] }],
    [{ success: 'none' }, { profile: { successManager: null } }],
    [{ kind: '企业' }, { profile: { kind: 'enterprise' } }],
    [{ kind: '个人' }, { profile: { kind: 'individual' } }],
    [{ kind: 'x' }, { faults: [{ field: 'kind', problem: 'bad-kind', value: 'x' }] }],
    [{ kind: '-' }, { faults: [{ field: 'kind', problem: 'bad-kind', value: '-' }] }],
    [{ vip: '是' }, { profile: { vip: true } }],
    [{ vip: '否' }, { profile: { vip: false } }],
    [{ vip: '-' }, { profile: { vip: false } }],
    [{ vip: 'maybe' }, { faults: [{ field: 'vip', problem: 'bad-yes-no', value: 'maybe' }] }],
    [{ amount: '30万' }, { profile: { amount: 300000 } }],
    [{ amount: 'x' }, { faults: [{ field: 'amount', problem: 'bad-amount', value: 'x' }] }],
    [{ amount: '-' }, { profile: { amount: null } }],
    [{ tier: 'a' }, { tier: 'A' }],
    [{ tier: 'x' }, { faults: [{ field: 'tier', problem: 'bad-tier', value: 'x' }] }],
    [{ tier: '-' }, { faults: [{ field: 'tier', problem: 'bad-tier', value: '-' }] }],
    [{ person: ' 张  伟 ' }, { person: { name: '张 伟' } }],
    [{ post: '采购  经理' }, { person: { post: '采购 经理' } }],
    [{ post: '-' }, { person: { post: null } }],
    [{ channel: '微信' }, { person: { channel: 'wecom' } }],
    [{ channel: '飞鸽' }, { faults: [{ field: 'channel', problem: 'bad-channel', value: '飞鸽' }] }],
    [{ channel: '-' }, { person: { channel: null } }],
    [{ phone: '13800138000' }, { person: { phone: '13800138000' } }],
    [{ phone: 'x' }, { faults: [{ field: 'phone', problem: 'bad-phone', value: 'x' }] }],
    [{ phone: '-' }, { person: { phone: null } }],
    [{ mail: 'a@b.c' }, { person: { mail: 'a@b.c' } }],
    [{ mail: 'a@b' }, { faults: [{ field: 'mail', problem: 'bad-mail', value: 'a@b' }] }],
    [{ mail: 'a b@c.d' }, { faults: [{ field: 'mail', problem: 'bad-mail', value: 'a b@c.d' }] }],
    [{ mail: '@b.c' }, { faults: [{ field: 'mail', problem: 'bad-mail', value: '@b.c' }] }],
    [{ mail: '-' }, { person: { mail: null } }],
    [{ mail: 'a@@b.c' }, { faults: [{ field: 'mail', problem: 'bad-mail', value: 'a@@b.c' }] }],
    [{ mail: 'xa@b.c x' }, { faults: [{ field: 'mail', problem: 'bad-mail', value: 'xa@b.c x' }] }],
    [{ birthday: '3-8' }, { person: { birthday: { calendar: 'solar', month: 3, day: 8, year: null } } }],
    [{ birthday: '2-30' }, { faults: [{ field: 'birthday', problem: 'no-such-day', value: '2-30' }] }],
    [{ birthday: 'x' }, { faults: [{ field: 'birthday', problem: 'bad-day', value: 'x' }] }],
    [{ birthday: '3/4/1988' }, { faults: [{ field: 'birthday', problem: 'ambiguous-day', value: '3/4/1988' }] }],
    [{ birthday: '-' }, { person: { birthday: null } }],
    [{ type: 'order' }, {}],
    [{ remark: 'x' }, {}],
    [{ stage: 'new' }, {}],
    [{ number: 'K1' }, {}],
    [{ tags: 'a' }, {}],
    [
      { amount: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy' },
      {
        faults: [
          {
            field: 'amount',
            problem: 'bad-amount',
            value: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
          },
        ],
      },
    ],
  ])('%j: %j', (fields, expected) => {
    expect(read(fields)).toEqual({ ...NOTHING, ...expected });
  });

  it('a mail of longer parts, and a sign within a name', () => {
    expect(read({ mail: 'zhang.wei@yunfan.example' }).person.mail).toBe('zhang.wei@yunfan.example');
    expect(read({ manager: '小@林' }).faults).toEqual([
      { field: 'manager', problem: 'unknown-person', value: '小@林' },
    ]);
  });

  it('long ones are cut, a long name is a fault', () => {
    expect(read({ short: 'x'.repeat(120) }).profile.shortName).toHaveLength(100);
    expect(read({ needs: 'x'.repeat(2_100) }).profile.needs).toHaveLength(2_000);
    expect(read({ name: 'x'.repeat(400) }).faults).toEqual([
      { field: 'name', problem: 'long-name', value: 'x'.repeat(60) },
    ]);
  });
});
