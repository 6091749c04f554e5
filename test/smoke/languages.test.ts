import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

it('groups read their own language, and everybody is answered in theirs', async () => {
  const { slack, clock } = await startProduct(database);
  // A Chinese colleague opens a ticket for the English team.
  const created = await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:overseas !紧急 #扫码枪');
  expect(created.text).toMatch(/工单 C\d+ 已创建，由Overseas support处理/);
  const card = await slack.channel('overseas').expectCard(/扫码枪/);
  expect(card.text).toMatch(/Customer {2}云帆/);
  expect(card.text).toMatch(/Urgency {2}Urgent/);
  expect(card.buttons.map((each) => each.label)).toContain('Take');

  await card.click('Take', { as: 'paul' });
  await slack.user('paul').expectEphemeral(/C\d+ is yours/);
  await card.expectReply(/Paul took it/);
  expect((await slack.user('agent1').runs(`/ticket 查看 ${numberOf(created.text)}`)).text).toMatch(/Paul 认领了工单/);

  await clock.until('Mon', '10:16');
  await slack.user('paul').expectDirectMessage(/First contact is .* overdue|First contact is due now/);
  await slack.channel('overseas').expectCard(/C\d+ · First contact/);
  await clock.until('Mon', '10:31');
  const lead = await slack.user('mary').expectDirectMessage(/First contact/);
  expect(lead.text).toMatch(/You are told as the lead/);
});

it('an English colleague works on a Chinese team’s ticket in English, and the group reads Chinese', async () => {
  const { slack, clock } = await startProduct(database);
  const { text } = await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 !紧急 #扫码枪');
  const card = await slack.channel('support').expectCard(/扫码枪/);
  await slack.user('lead').runs(`/ticket 分派 ${numberOf(text)} @mary`);
  expect((await slack.user('mary').runs(`/ticket take ${numberOf(text)}`)).text).toMatch(/is yours/);
  await card.expectReply(/Mary 认领了工单/);
  await clock.until('Mon', '10:13');
  await slack.user('mary').expectDirectMessage(/First contact is due in/);
  await clock.until('Mon', '10:16');
  const breach = await slack.channel('support').expectCard(/C\d+ · 首次响应/);
  expect(breach.text).toMatch(/<@U0MARY>/);
});

it('commands, marks and subcommands are understood in both languages by everybody, full width too', async () => {
  const { slack } = await startProduct(database);
  const { text } = await slack
    .user('mary')
    .runs('/ticket the scanner is dead customer:Acme kind:complaint team:overseas !urgent');
  expect(text).toMatch(/Ticket C\d+ is open, Overseas support has it/);
  const number = numberOf(text);
  expect((await slack.user('mary').runs(`/ticket 认领 ${number}`)).text).toMatch(/is yours/);
  expect((await slack.user('mary').runs('/ticket help')).text).toMatch(/No customer's word sinks/);
  expect((await slack.user('mary').runs('/ticket')).modal?.title).toBe('New ticket');
  expect((await slack.user('mary').runs('/ticket ！！')).text).toMatch(/description is empty/);
});
