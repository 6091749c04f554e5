import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, policyOf, startProduct } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();

const TIGHT = `${SMALL_COMPANY}
clocks: { first-contact: { urgent: 5m, important: 30m, normal: 30m } }
`;

it('tighter clocks take hold of open tickets at once, and nobody is told of the past as if it had been promised', async () => {
  const { slack, app, clock } = await startProduct(database);
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部 @agent1');
  const card = await slack.channel('support').expectCard(/发票抬头/);
  expect(card.text).toMatch(/首次响应：.*13:30 前/);
  await clock.until('Mon', '10:10');
  await app.changePolicy(policyOf(TIGHT));
  await card.expectUpdate(/首次响应：.*10:30 前/);
  await clock.until('Mon', '10:25');
  await slack.user('agent1').expectDirectMessage(/首次响应还剩 [56] 分钟/);
  await clock.until('Mon', '10:31');
  await slack.channel('support').expectCard(/C\d+ · 首次响应/);
});

it('a looser policy does not turn a miss into being in time', async () => {
  const { slack, app, clock } = await startProduct(database, { policy: TIGHT });
  const { text } = await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部 @agent1');
  await clock.until('Mon', '10:31');
  await slack.channel('support').expectCard(/C\d+ · 首次响应/);
  await app.changePolicy(policyOf(SMALL_COMPANY));
  const card = await slack.channel('support').expectCard(/发票抬头开错了[^]*时限/);
  await card.expectUpdate(/13:30 前/);
  const why = await slack.user('agent1').runs(`/ticket 为什么 ${/C\d{9,}/.exec(text)?.[0]}`);
  expect(why.text).toMatch(/10:30 超时/);
});

/** Where a ticket stands whose team has no channel. */
const LOBBY = { channel: 'lobby' };

it('a channel that is configured late receives what is still true, and nothing that is over', async () => {
  const without = SMALL_COMPANY.replace('channels: { slack: C0SUPPORT }', 'channels: {}');
  const { slack, app, settle, clock } = await startProduct(database, { policy: without });
  const over = numberOf(
    (await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部', LOBBY)).text,
  );
  await slack.user('agent1').runs(`/ticket 取消 ${over} 客户自己解决了`);
  await slack.user('agent1').runs(`/ticket 告知 ${over} 已电话告知`);
  const open = numberOf(
    (await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部', LOBBY)).text,
  );
  await settle();
  expect(slack.channel('support').messages()).toEqual([]);

  await app.changePolicy(policyOf(SMALL_COMPANY));
  const card = await slack.channel('support').expectCard(new RegExp(open));
  expect(card.text).toMatch(/扫码枪连不上收银台/);
  await clock.until('Mon', '13:31');
  await slack.channel('support').expectCard(/C\d+ · 首次响应/);
  expect(
    slack
      .channel('support')
      .messages()
      .filter(({ text }) => text.includes(over)),
  ).toEqual([]);
});

it('the same policy again changes nothing; a new ticket counts by the new one', async () => {
  const { slack, app, settle } = await startProduct(database);
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
  const card = await slack.channel('support').expectCard(/发票抬头/);
  await app.changePolicy(policyOf(SMALL_COMPANY));
  await settle();
  expect(card.edits).toBe(0);
  await app.changePolicy(policyOf(TIGHT));
  const answer = await slack.user('agent1').runs('/ticket 打印机频繁卡纸 客户:云帆 部门:客服部 !紧急');
  expect(answer.text).toMatch(/请在 10:05 前联系上客户/);
});

it('what a policy makes late is one message for each reader, which says why', async () => {
  const { slack, app, clock, settle } = await startProduct(database);
  for (let i = 1; i <= 6; i += 1) {
    await slack.user('agent1').runs(`/ticket 第 ${i} 张发票抬头开错了，要重开 客户:第${i}户 部门:客服部 @agent1`);
  }
  await clock.until('Mon', '11:00');
  await settle();
  const before = slack.channel('support').messages().length;
  await app.changePolicy(policyOf(TIGHT));
  const digest = await slack.channel('support').expectCard(/6 条提醒/);
  expect(digest.text).toMatch(/因 .*11:00 规则变更，时限按新规则重新计算/);
  expect(digest.text).not.toContain('本消息');
  await slack.user('agent1').expectDirectMessage(/6 条提醒/);
  await settle();
  expect(slack.channel('support').messages()).toHaveLength(before + 1);
  await clock.until('Mon', '11:16');
  const lead = await slack.user('lead').expectDirectMessage(/6 条提醒/);
  expect(lead.text).toContain('规则变更');
  const reminders = slack
    .user('lead')
    .directMessages()
    .filter(({ text }) => /条提醒/.test(text));
  expect(reminders).toHaveLength(1);
});
