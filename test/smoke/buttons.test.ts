import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import type { ShownMessage } from '../support/fake-slack/shown.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

const database = useDatabase();

/** A product with one ticket of the support team: its number and its card. */
async function withTicket(): Promise<Product & { card: ShownMessage; number: string }> {
  const product = await startProduct(database);
  const { slack } = product;
  const answer = await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪');
  const card = await slack.channel('support').expectCard(/扫码枪连不上收银台/);
  return { ...product, card, number: numberOf(answer.text) };
}

it.each([
  [{ reached: '否' }, /未接通，首次响应继续计时/],
  [{ words: '打了两次没人接' }, /未接通，首次响应继续计时/],
  [{ words: '未接受方案，客户很生气' }, /已记录联系上客户/],
])('the button of contact asks whether the customer was reached: %j', async (answers, said) => {
  const { slack, card } = await withTicket();
  const form = (await card.click('已联系', { as: 'agent1' })).modal ?? expect.unreachable('no form');
  await slack.user('agent1').submits(form, answers);
  const told = await slack.user('agent1').expectEphemeral(said);
  const [clock] = await database.prisma.commitment.findMany({ where: { rule: 'first-contact' } });
  expect(clock?.state).toBe(told.text.includes('继续计时') ? 'open' : 'met');
});

it('a plan of more than twenty steps is refused, and nothing is recorded', async () => {
  const { slack, number } = await withTicket();
  const planned = (steps: number) =>
    `/ticket 方案 ${number} 逐台更换 明天下午5点\n${Array.from({ length: steps }, (_, i) => `- 第 ${i + 1} 台`).join('\n')}`;
  const refused = await slack.user('agent1').runs(planned(21));
  expect(refused.text).toMatch(/最多 20 步/);
  expect(await database.prisma.event.count({ where: { type: 'planned' } })).toBe(0);
  await slack.user('agent1').runs(planned(20));
  expect(await database.prisma.commitment.count({ where: { rule: 'plan-step' } })).toBe(20);
});

it('details and reasons are for the one who asks', async () => {
  const { slack, card, number } = await withTicket();
  await card.click('详情', { as: 'agent2' });
  const details = await slack.user('agent2').expectEphemeral(/处理记录/);
  expect(details.text).toMatch(/小王 创建了工单/);
  const why = await slack.user('agent2').runs(`/ticket 为什么 ${number}`);
  expect(why.text).toMatch(/首次响应：2 小时（工作时间），计时中/);
  expect(why.text).toMatch(/计入：.*10:00 – .*12:00/);
  expect(why.text).toMatch(/时限 13:30|时限 12:00/);
  expect(slack.channel('support').messages()).toHaveLength(1);
  expect(slack.user('agent1').ephemerals()).toHaveLength(1);
});

it('a click on a card that is out of date tells how things stand, and changes nothing', async () => {
  const { slack, card, number } = await withTicket();
  // The card still shows what was there: Slack is slow to take the update.
  slack.failNext('chat.update', { status: 429, retryAfter: 1 });
  await slack.user('agent1').runs(`/ticket 取消 ${number} 重复录入`);
  await card.click('认领', { as: 'agent2' });
  const refusal = await slack.user('agent2').expectEphemeral(/目前“已取消”，不能这样操作/);
  expect(refusal.text).toMatch(/没有任何改动/);
  await card.expectUpdate(/已取消/);
  const labels = card.buttons.map((each) => each.label);
  expect(labels).toContain('重新打开');
  expect(labels).not.toContain('认领');
});

it('taking over from a colleague is possible and said; two at once leave one owner', async () => {
  const { slack, card, number } = await withTicket();
  await Promise.all(['agent1', 'agent2'].map((who) => slack.user(who).runs(`/ticket 认领 ${number}`)));
  await card.expectUpdate(/处理中/);
  const answers = [...slack.user('agent1').ephemerals(), ...slack.user('agent2').ephemerals()].map((one) => one.text);
  expect(answers.filter((one) => /已由您从 小[王李] 处接手/.test(one))).toHaveLength(1);
});

it('lists go page by page, worst first, and open a ticket from its row', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  for (let i = 1; i <= 10; i += 1) await agent.runs(`/ticket 门店 ${i} 号收银台死机 部门:客服部 客户:云帆 #收银台${i}`);
  await agent.runs('/ticket 全店断网 部门:客服部 客户:云帆 !紧急 #断网');
  const first = await agent.runs('/ticket 列表 部门');
  expect(first.text).toMatch(/我部门的未完成工单：11 个/);
  expect(first.text).toMatch(/第 1 页，共 2 页/);
  const rows = first.text.split('\n').filter((line) => /^\S*\s*C\d{9,} · /u.test(line));
  expect(rows).toHaveLength(8);
  expect(rows[0]).toMatch(/断网/);
  await first.card?.click('下一页');
  const second = await agent.expectEphemeral(/第 2 页，共 2 页/);
  expect(second.text.match(/C\d{9,} · /gu)).toHaveLength(3);
  await second.click('详情');
  await agent.expectEphemeral(/处理记录/);

  // What one opened is one's own until the customer has the result; a colleague has nothing of it.
  expect((await agent.runs('/ticket 列表')).text).toMatch(/我的未完成工单：11 个/);
  expect((await slack.user('agent2').runs('/ticket 列表')).text).toMatch(/我的未完成工单：没有/);
  expect((await agent.runs('/ticket 列表 客户:云帆')).text).toMatch(/云帆的工单：11 个/);
  expect((await agent.runs('/ticket 列表 超时')).text).toMatch(/已超时工单：没有/);
});
