import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();

const SUPPORT_TICKET = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪';

it('whoever opened a ticket for another team may tell it more and read it, but not do its work', async () => {
  const { slack } = await startProduct(database);
  const number = numberOf((await slack.user('mender').runs(SUPPORT_TICKET)).text);
  expect((await slack.user('mender').runs(`/ticket 备注 ${number} 客户又打来了`)).text).toMatch(/备注已添加/);
  expect((await slack.user('mender').runs(`/ticket 查看 ${number}`)).text).toMatch(/处理记录/);
  expect((await slack.user('mender').runs(`/ticket 解决 ${number}`)).text).toMatch(/属于客服部/);
});

it('leads assign, agents do not; whoever is assigned from another team may then work on it', async () => {
  const { slack, settle } = await startProduct(database);
  const number = numberOf((await slack.user('agent1').runs(SUPPORT_TICKET)).text);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  const refused = await slack.user('agent1').runs(`/ticket 分派 ${number} @agent2`);
  expect(refused.text).toMatch(/只有组长及以上可以这样做/);
  expect(refused.text).toMatch(new RegExp(`/ticket take ${number}`));
  expect((await slack.user('lead').runs(`/ticket 分派 ${number} @mender`)).text).toMatch(/已分派给 小林/);
  await card.expectUpdate(/负责人 {2}小林/);
  expect((await slack.user('mender').runs(`/ticket 认领 ${number}`)).text).toMatch(/已由您认领/);
  expect((await slack.user('mendlead').runs(`/ticket 分派 ${number} 小林`)).text).toMatch(/属于客服部/);
  await settle();
});

it('people can be named by mention, by name and by key; the unknown are refused with those there are', async () => {
  const { slack } = await startProduct(database);
  const number = numberOf((await slack.user('agent1').runs(SUPPORT_TICKET)).text);
  for (const [written, name] of [
    ['@agent2', '小李'],
    ['@小王', '小王'],
    ['mary', 'Mary'],
  ] as const) {
    expect((await slack.user('lead').runs(`/ticket 分派 ${number} ${written}`)).text).toContain(`已分派给 ${name}`);
  }
  const unknown = await slack.user('lead').runs(`/ticket 分派 ${number} @张三`);
  expect(unknown.text).toMatch(/找不到“张三”/);
  expect(unknown.text).toMatch(/可选人员：.*@小王/);
  const nobody = await slack.user('lead').runs(`/ticket 分派 ${number}`);
  expect(nobody.text).toMatch(/缺少人员/);
});

it('a manager of several teams works on the tickets of each, and on no others', async () => {
  const { slack } = await startProduct(database);
  const support = numberOf((await slack.user('agent1').runs(SUPPORT_TICKET)).text);
  const after = numberOf((await slack.user('mender').runs('/ticket 空调修好又漏水 部门:售后部 客户:云帆')).text);
  const abroad = numberOf(
    (await slack.user('paul').runs('/ticket the scanner is dead customer:Acme team:overseas')).text,
  );
  const manager = slack.user('manager');
  expect((await manager.runs(`/ticket 分派 ${support} @agent2`)).text).toMatch(/已分派给 小李/);
  expect((await manager.runs(`/ticket 分派 ${after} @mender`)).text).toMatch(/已分派给 小林/);
  expect((await manager.runs(`/ticket 分派 ${abroad} @paul`)).text).toMatch(/属于Overseas support/);
  const list = await manager.runs('/ticket 列表 全部');
  expect(list.text).toContain(support);
  expect(list.text).toContain(after);
  expect(list.text).not.toContain(abroad);
  expect((await slack.user('admin').runs(`/ticket 查看 ${abroad}`)).text).toMatch(/处理记录/);
});

it('strangers are refused where the policy says so, in their own language once it is known', async () => {
  const { slack } = await startProduct(database);
  const stranger = slack.user('stranger');
  expect((await stranger.runs('/ticket the printer is on fire')).text).toMatch(/您不在人员名单里/);
  await expect.poll(() => slack.callsOf('users.info').length).toBeGreaterThan(0);
  expect((await stranger.runs('/ticket help')).text).toMatch(/You are not on the list/);
  expect((await stranger.runs('/ticket')).modal).toBeNull();
  expect(await database.prisma.ticket.count()).toBe(0);
});

it('strangers are agents of every team where the policy says so', async () => {
  const policy = SMALL_COMPANY.replace('strangers: refuse', 'strangers: agent');
  const { slack } = await startProduct(database, { policy });
  const stranger = slack.user('stranger');
  const number = numberOf((await stranger.runs(SUPPORT_TICKET)).text);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  await stranger.runs(`/ticket take ${number}`);
  await card.expectUpdate(/负责人 {2}Stranger/i);
  expect((await stranger.runs(`/ticket assign ${number} @agent1`)).text).toMatch(/Only a lead/);
});

it('an agent who names a colleague on a new ticket is told that this takes a lead; a lead assigns with it', async () => {
  const { slack } = await startProduct(database);
  const refused = await slack.user('agent1').runs(`${SUPPORT_TICKET} @小李`);
  expect(refused.text).toMatch(/只有组长及以上可以指定他人负责/);
  const assigned = await slack.user('lead').runs('/ticket 打印机连不上网 客户:星河 部门:客服部 @小李');
  expect(assigned.text).not.toMatch(/组长及以上/);
  await (await slack.channel('support').expectCard(/打印机连不上网/)).expectUpdate(/小李/);
});
