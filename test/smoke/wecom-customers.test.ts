import { afterEach, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/observe/log.ts';
import { companyOnWecom, MEMBERS, NO_WECOM, TEAMS } from '../stories/surfaces/company-on-wecom.ts';
import { appSettings } from '../stories/surfaces/wecom-app.ts';
import { useDatabase } from '../support/database.ts';
import { outsideContact } from '../support/fake-wecom/customers.ts';
import { createFakeWecom } from '../support/fake-wecom/fake-wecom.ts';
import { type LogLine, readLogLine } from '../support/left-behind.ts';
import { policyOf } from '../support/product.ts';
import { beginOnMonday } from '../support/story-clock.ts';

const database = useDatabase();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const ON = 'wecomCustomers: { on: true }\n';

/** A company on WeCom with its customer list; `expected`: error lines that the story is about. */
async function startCompany(options: { policy?: string; expected?: RegExp } = {}) {
  const wecom = await createFakeWecom();
  wecom.world.dropsExcess = false;
  for (const [id, name] of Object.entries(MEMBERS)) wecom.addMember({ id, name });
  for (const team of TEAMS) wecom.addGroup({ id: team, name: team });
  await beginOnMonday(database);
  const logs: LogLine[] = [];
  const start = () =>
    startApp({
      environment: {
        ...{ port: 0, host: '127.0.0.1', baseUrl: null, slack: null },
        wecom: { ...NO_WECOM, ...appSettings(wecom) },
      },
      loaded: { policy: policyOf(`${companyOnWecom('app')}${options.policy ?? ON}`), origin: 'file' },
      databaseUrl: database.databaseUrl,
      log: createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } }),
      paceMs: 0,
    });
  const apps = [await start()];
  const app = () => apps[0] ?? expect.unreachable('not running');
  wecom.connect(`${app().url}/wecom/callback`);
  closing.push(async () => {
    for (const one of apps.splice(0)) await one.stop();
    await wecom.close();
    expect(wecom.violations).toEqual([]);
    expect(logs.filter(({ level, text }) => level === 'error' && options.expected?.test(text) !== true)).toEqual([]);
  });
  const { outside } = wecom.world;
  return {
    ...{ wecom, outside, logs, app },
    contactsOf: (member: string, contacts: readonly object[]) =>
      void outside.contactsByMember.set(member, [...contacts]),
    read: async () => (await app().readWecomCustomers()) ?? expect.unreachable('it is off'),
    /** Everything that is due. */
    async readAll() {
      while ((await app().readWecomCustomers())?.pages !== 0 || (await database.prisma.wecomDue.count()) > 0);
    },
    /** The next night. */
    async nextRound() {
      await database.prisma
        .$executeRaw`UPDATE recurring_job SET next_at = to_timestamp(0) WHERE name = 'wecom-customers'`;
      await this.readAll();
    },
    changed: (member: string, change: string, external: string) =>
      wecom.tell('sys', {
        ...{ MsgType: 'event', Event: 'change_external_contact', ChangeType: change, UserID: member },
        ExternalUserID: external,
      }),
    async restart() {
      for (const one of apps.splice(0)) await one.stop();
      apps.push(await start());
      wecom.connect(`${app().url}/wecom/callback`);
    },
    says: async (who: string, line: string, answer: RegExp) => {
      const [after] = wecom.member(who).messages().slice(-1);
      expect((await wecom.member(who).says(line)).status).toBe(200);
      return wecom.member(who).expectCard(answer, after === undefined ? {} : { after });
    },
  };
}

const customers = () => database.prisma.customer.findMany({ orderBy: { number: 'asc' } });
const people = () => database.prisma.contactPerson.findMany({ orderBy: { name: 'asc' } });
const tags = async () =>
  (await database.prisma.customerTag.findMany({ orderBy: { tag: 'asc' } })).map(({ tag }) => tag);

/** Everything about customers, without when it was looked at. */
async function snapshot(): Promise<unknown> {
  const links = await database.prisma.wecomContact.findMany({ orderBy: [{ key: 'asc' }, { userId: 'asc' }] });
  return JSON.stringify([
    (await customers()).map(({ assessedAt: _, evidence: __, careNextAt: ___, carePlannedAt: ____, ...row }) => row),
    ...[await people(), await tags(), links.map(({ seenAt: _, ...link }) => link)],
    await database.prisma.wecomDay.findMany({ orderBy: [{ userId: 'asc' }, { day: 'asc' }] }),
    await database.prisma.outbox.count({ where: { what: 'private' } }),
  ]);
}

it('brings contacts as customers with manager, person and tags; once more changes nothing', async () => {
  const company = await startCompany();
  company.outside.tags.set('t1', '预算敏感型').set('t2', '决策周期长');
  company.contactsOf('agent1', [
    outsideContact(
      'wm1',
      { name: '张伟', corp_full_name: '云帆科技有限公司', position: '采购经理' },
      {
        ...{ remark_mobiles: ['13800138000'], tag_id: ['t1', 't2', 't-unknown'] },
      },
    ),
    outsideContact('wm2', { name: '李娜', corp_name: '云帆', corp_full_name: '云帆科技有限公司' }, {}),
    outsideContact('wm3', { name: '小明', type: 1 }, { remark: '王小明（装修）' }),
  ]);
  await company.readAll();
  expect((await customers()).map(({ name, kind, accountManager }) => [name, kind, accountManager])).toEqual([
    ['云帆科技有限公司', 'enterprise', 'agent1'],
    ['王小明（装修）', 'individual', 'agent1'],
  ]);
  expect((await people()).map(({ name, post, phone }) => [name, post, phone])).toEqual([
    ['张伟', '采购经理', '13800138000'],
    ['李娜', null, null],
    ['王小明（装修）', null, null],
  ]);
  expect(await tags()).toEqual(['决策周期长', '预算敏感型'].toSorted());
  // No id of anybody outside is kept anywhere.
  const links = await database.prisma.wecomContact.findMany();
  expect(JSON.stringify(links)).not.toContain('wm1');

  const before = await snapshot();
  await company.nextRound();
  expect(await snapshot()).toEqual(before);
  // Agents find them as they find all others.
  await company.says('agent1', '/客户 查看 云帆科技有限公司', /张伟/u);
});

it('joins who is there by its very name and overwrites nothing that people wrote', async () => {
  const company = await startCompany();
  await company.says('agent2', '/客户 新建 云帆科技有限公司 客户经理:小李 联系人:张伟 职务:厂长', /K00001/u);
  company.contactsOf('agent1', [
    outsideContact(
      'wm1',
      { name: '张伟', corp_full_name: '云帆科技有限公司', position: '采购经理' },
      {
        remark_mobiles: ['138 0013 8000'],
      },
    ),
  ]);
  await company.readAll();
  const [customer, ...more] = await customers();
  expect(more).toEqual([]);
  expect(customer?.accountManager).toBe('agent2');
  expect((await people()).map(({ name, post, phone }) => [name, post, phone])).toEqual([
    ['张伟', '厂长', '138 0013 8000'],
  ]);
});

it('who is only called alike is offered to the member, and merged by a person alone', async () => {
  const company = await startCompany();
  await company.says('agent2', '/客户 新建 云帆科技有限公司 简称:云帆', /K00001/u);
  company.contactsOf('agent1', [outsideContact('wm1', { name: '张伟', corp_name: '云帆' })]);
  await company.readAll();
  await company.app().drain();
  expect((await customers()).map(({ name, mergedInto }) => [name, mergedInto])).toEqual([
    ['云帆科技有限公司', null],
    ['云帆', null],
  ]);
  const offer = await company.wecom.member('agent1').expectCard(/名称相近/u);
  expect(offer.text).toContain('K00002');
  // Merged by the lead, the contact stays with what is left, and the next round makes no third.
  const asked = await company.says('chen', '/客户 合并 K2 K1', /合并/u);
  await asked.click(asked.buttons[0] ?? '');
  await company.wecom.member('chen').expectCard(/已.*合并|并入/u, { after: asked });
  company.contactsOf('agent2', [outsideContact('wm9', { name: '王五', corp_name: '云帆' })]);
  await company.nextRound();
  expect((await customers()).filter(({ mergedInto }) => mergedInto === null)).toHaveLength(1);
  expect((await people()).map(({ name }) => name)).toEqual(['张伟', '王五'].toSorted());
});

it('people of the same name are not the same person', async () => {
  const company = await startCompany();
  company.contactsOf('agent1', [outsideContact('wm1', { name: '张伟', type: 1 })]);
  company.contactsOf('agent2', [
    outsideContact('wm2', { name: '张伟', type: 1 }),
    // The same person as a contact of two members is one.
    outsideContact('wm1', { name: '张伟', type: 1 }),
  ]);
  await company.readAll();
  expect((await customers()).map(({ name }) => name)).toEqual(['张伟', expect.stringMatching(/^张伟 #.{6}$/u)]);
  await company.nextRound();
  expect(await customers()).toHaveLength(2);
});

it("takes WeCom's own tags back with WeCom, and nobody else's", async () => {
  const company = await startCompany();
  company.outside.tags.set('t1', '预算敏感型').set('t2', '老客户');
  await company.says('agent2', '/客户 新建 云帆科技有限公司 #老客户', /K00001/u);
  const contact = (tag_id: string[]) => [outsideContact('wm1', { corp_full_name: '云帆科技有限公司' }, { tag_id })];
  company.contactsOf('agent1', contact(['t1', 't2']));
  await company.readAll();
  expect(await tags()).toEqual(['老客户', '预算敏感型'].toSorted());
  company.contactsOf('agent1', contact([]));
  await company.nextRound();
  expect(await tags()).toEqual(['老客户']);
});

it('follows events: added, gone, handed over', async () => {
  const company = await startCompany();
  company.contactsOf('agent1', [outsideContact('wm1', { name: '张伟', corp_full_name: '云帆科技有限公司' })]);
  company.contactsOf('agent2', []);
  await company.readAll();
  expect((await customers()).map(({ accountManager }) => accountManager)).toEqual(['agent1']);

  company.contactsOf('agent2', [outsideContact('wm2', { name: '李娜', corp_full_name: '蓝海物流有限公司' })]);
  expect((await company.changed('Agent2', 'add_external_contact', 'wm2')).status).toBe(200);
  await company.readAll();
  expect((await customers()).map(({ name }) => name)).toEqual(['云帆科技有限公司', '蓝海物流有限公司']);

  // Handed over: gone for one, there for the other; told in either order, and twice.
  company.contactsOf('agent1', []);
  company.outside.contactsByMember
    .get('agent2')
    ?.push(outsideContact('wm1', { name: '张伟', corp_full_name: '云帆科技有限公司' }));
  const told = await company.changed('agent1', 'del_follow_user', 'wm1');
  await told.again();
  await company.changed('agent2', 'add_external_contact', 'wm1');
  await company.readAll();
  expect((await customers()).map(({ accountManager }) => accountManager)).toEqual(['agent2', 'agent2']);
  const links = await database.prisma.wecomContact.findMany({ where: { goneAt: { not: null } } });
  expect(links.map(({ userId }) => userId)).toEqual(['agent1']);
  // Nobody is asked about an event of nobody.
  expect((await company.changed('', 'add_external_contact', 'wm7')).status).toBe(200);
});

it('ten thousand contacts in pages; stopped in the middle it goes on, an old cursor begins the member anew', async () => {
  const company = await startCompany();
  const many = Array.from({ length: 10_000 }, (_, n) =>
    outsideContact(`wm${n}`, { name: `联系人${n}`, corp_full_name: `第${n % 2_500}号有限公司` }),
  );
  company.contactsOf('agent1', many);
  const first = await company.read();
  expect(first.pages).toBe(60);
  expect(await database.prisma.wecomContact.count()).toBe(6_000);
  await company.restart();
  // The process died right after a page: its cursor is there. It has grown old meanwhile.
  company.outside.cursorsFrom = company.wecom.world.next();
  await company.readAll();
  expect(await database.prisma.wecomContact.count()).toBe(10_000);
  expect(await database.prisma.customer.count()).toBe(2_500);
  expect(await database.prisma.contactPerson.count()).toBe(10_000);
}, 300_000);

it('odd entries cost themselves alone, and members who are nobody cost nothing', async () => {
  const company = await startCompany({ expected: /not known here/u });
  company.contactsOf('agent1', [
    { nonsense: true },
    { external_contact: null, follow_info: 7 },
    outsideContact('', { name: '没有编号' }),
    outsideContact('wm1', { name: '', corp_full_name: '' }, { remark: '   ' }),
    outsideContact('wm2', { name: { first: 'x' }, corp_full_name: '云帆科技有限公司' }, { remark: '张伟' }),
    outsideContact(
      'wm3',
      { name: '李\u0000娜\uD800', corp_full_name: '云帆科技有限公司' },
      { tag_id: 'no list', createtime: 'x' },
    ),
    outsideContact(
      'wm4',
      { name: '王'.repeat(500), corp_full_name: '云'.repeat(500) },
      { remark_mobiles: [7, 'no phone'] },
    ),
    { external_contact: { external_userid: 'wm5', name: '赵六' } },
  ]);
  company.contactsOf('nobody-here', [outsideContact('wm6')]);
  company.contactsOf('agent2', []);
  await company.readAll();
  expect(await database.prisma.wecomDue.count()).toBe(0);
  expect((await customers()).map(({ name }) => name)).toEqual(['云帆科技有限公司', '云'.repeat(100), '赵六']);
  expect((await people()).map(({ name }) => name)).toEqual(['张伟', '李娜\uFFFD', '王'.repeat(100), '赵六'].toSorted());
});

it('tells administrators what to click, once a day', async () => {
  const company = await startCompany({ expected: /does not tell about customers/u });
  company.outside.isAllowed = false;
  expect((await company.read()).failure).toBeNull();
  await company.app().drain();
  const alert = await company.wecom.member('admin').expectCard(/48002/u);
  expect(alert.text).toMatch(/可调用接口的应用/u);
  await database.prisma
    .$executeRaw`UPDATE recurring_job SET next_at = to_timestamp(0) WHERE name LIKE 'wecom-customers%' AND name <> 'wecom-customers:48002'`;
  await company.read();
  await company.app().drain();
  expect(
    company.wecom
      .member('admin')
      .messages()
      .filter((one) => /48002/u.test(one.text)),
  ).toHaveLength(1);
});

it('whom the app may not see stops nobody else, and nobody at all having customers is told', async () => {
  const company = await startCompany();
  company.contactsOf('agent1', []);
  await company.readAll();
  await company.app().drain();
  expect((await company.wecom.member('admin').expectCard(/84061/u)).text).toMatch(/使用范围/u);

  const hidden = company.wecom.world.membersById.get('agent2');
  if (hidden !== undefined) hidden.outOfScope = true;
  company.contactsOf('agent2', [outsideContact('wm1', { corp_full_name: '云帆科技有限公司' })]);
  company.contactsOf('mender', [outsideContact('wm2', { corp_full_name: '蓝海物流有限公司' })]);
  await company.nextRound();
  await company.app().drain();
  expect((await customers()).map(({ name }) => name)).toEqual(['蓝海物流有限公司']);
  expect((await company.wecom.member('admin').expectCard(/60011/u)).text).toMatch(/可见范围/u);
});

it('talks that WeCom counts are shared out and lift a tier', async () => {
  const company = await startCompany();
  await company.says('agent1', '/客户 新建 云帆科技有限公司 金额:60万 合作日期:2020-01-01', /K00001/u);
  const two = [
    outsideContact('wm1', { name: '张伟', corp_full_name: '云帆科技有限公司' }),
    outsideContact('wm2', { name: '李娜', corp_full_name: '蓝海物流有限公司' }),
  ];
  company.contactsOf('agent1', two);
  for (const day of ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']) {
    company.outside.days.set(`agent1 ${day}`, { chats: 2, messages: 9 });
  }
  await company.readAll();
  expect(await database.prisma.wecomDay.count()).toBeGreaterThanOrEqual(5);
  await company.says('agent1', '/客户 编辑 K1 行业:制造业', /K00001/u);
  const [customer] = await customers();
  expect(customer?.evidence).toMatchObject({ interactions: 5, wecomChats: 5 });
  expect(customer?.tier).toBe('A');
  expect((await company.says('agent1', '/客户 查看 K1', /云帆/u)).text).toMatch(/其中 5 次按企业微信统计估算/u);
});

it('whoever was erased is not brought back', async () => {
  const company = await startCompany();
  company.contactsOf('agent1', [outsideContact('wm1', { name: '张伟', corp_full_name: '云帆科技有限公司' })]);
  await company.readAll();
  const asked = await company.says('admin', '/客户 抹除 K1', /抹除云帆/u);
  await asked.click('确认抹除');
  await company.wecom.member('admin').expectCard(/已抹除/u);
  await company.nextRound();
  expect((await customers()).map(({ name }) => name)).toEqual(['K00001']);
  expect(await people()).toEqual([]);
});

it('does nothing unless the policy switches it on', async () => {
  const company = await startCompany({ policy: '\n' });
  company.contactsOf('agent1', [outsideContact('wm1')]);
  expect(await company.app().readWecomCustomers()).toBeNull();
  expect((await company.changed('agent1', 'add_external_contact', 'wm1')).status).toBe(200);
  expect(company.wecom.calls.filter(({ api }) => api.startsWith('externalcontact'))).toEqual([]);
  expect(await database.prisma.wecomDue.count()).toBe(0);
});
