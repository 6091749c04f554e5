import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

const LINE = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪';

it('Slack sending a request again gets the same answer, and nothing is done twice', async () => {
  const { slack, settle } = await startProduct(database);
  const first = await slack.user('agent1').runs(LINE);
  const second = await first.again({ retryNum: 1 });
  const third = await first.again({ retryNum: 2 });
  for (const answer of [second, third]) expect(answer.text).toBe(first.text);
  await slack.channel('support').expectCard(/扫码枪/);
  const taken = await slack.user('agent1').runs(`/ticket 认领 ${numberOf(first.text)}`);
  expect((await taken.again({ retryNum: 1 })).text).toBe(taken.text);
  await settle();
  expect(slack.channel('support').messages()).toHaveLength(1);
  expect(await database.prisma.ticket.count()).toBe(1);
  expect(await database.prisma.event.count({ where: { type: 'taken' } })).toBe(1);
});

it('the same request at the same moment, ten times, is one ticket', async () => {
  const { slack, settle } = await startProduct(database);
  const send = slack.user('agent1');
  const answer = await send.runs(LINE);
  const again = await Promise.all(Array.from({ length: 9 }, () => answer.again({ retryNum: 1 })));
  expect(new Set([answer, ...again].map((one) => numberOf(one.text))).size).toBe(1);
  await settle();
  expect(slack.channel('support').messages()).toHaveLength(1);
});

it('the same request at the same moment on two replicas is one ticket with one card', async () => {
  const { slack, startReplica, settle } = await startProduct(database);
  const path = `${(await startReplica()).url}/slack/events`;
  for (let round = 1; round <= 5; round += 1) {
    // Sent for the first time by `again` on both: which replica is quicker is left to chance.
    const seed = await slack.user('agent1').runs(`/ticket 门店 ${round} 号机死机 部门:客服部 #死机${round}`);
    const both = await Promise.all([seed.again(), seed.again({ path })]);
    expect(both.map((one) => one.text)).toEqual([seed.text, seed.text]);
  }
  await settle();
  expect(await database.prisma.ticket.count()).toBe(5);
  expect(slack.channel('support').messages()).toHaveLength(5);
});

it('a click that reaches two replicas at once is one deed', async () => {
  const { slack, startReplica, settle } = await startProduct(database);
  const path = `${(await startReplica()).url}/slack/events`;
  await slack.user('agent1').runs(LINE);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  const click = await card.click('认领', { as: 'agent1' });
  await Promise.all([click.again(), click.again({ path })]);
  await card.expectReply(/认领了工单/);
  await settle();
  expect(await database.prisma.event.count({ where: { type: 'taken' } })).toBe(1);
  expect(card.thread()).toHaveLength(1);
});

it('a form sent twice is one ticket', async () => {
  const { slack, settle } = await startProduct(database);
  const { modal } = await slack.user('agent1').runs('/ticket');
  const done = await slack.user('agent1').submits(modal ?? expect.unreachable(), {
    description: '扫码枪连不上收银一号台',
  });
  await Promise.all([done.again({ retryNum: 1 }), done.again({ retryNum: 1 })]);
  await settle();
  expect(await database.prisma.ticket.count()).toBe(1);
});

it('the second case keeps what the customer demanded', async () => {
  const { slack } = await startProduct(database);
  const line = '/ticket 扫码枪连不上收银台，要求30分钟内回复，要求书面答复 部门:客服部 客户:云帆 #扫码枪';
  await slack.user('agent1').runs(line);
  const second = await slack.user('agent1').runs(line);
  await second.card?.click('再建一单');
  await slack.user('agent1').expectEphemeral(/工单 C\d+ 已创建/);
  const due = await database.prisma.commitment.findMany({ where: { rule: 'first-contact' } });
  const minutes = due.map((one) => Math.round((one.dueAt.getTime() - one.startedAt.getTime()) / 60_000));
  expect(minutes).toEqual([30, 30]);
  const created = await database.prisma.event.findMany({ where: { type: 'created' } });
  expect(created.map((one) => JSON.stringify(one.data).includes('"wantsWriting":true'))).toEqual([true, true]);
});

it('requests that are not from Slack, or not of now, do nothing', async () => {
  const { slack } = await startProduct(database);
  const answer = await slack.user('agent1').runs('/ticket 帮助');
  for (const spoiled of [
    { signature: `v0=${'0'.repeat(64)}` },
    { signature: null },
    { skewSeconds: -400 },
    { skewSeconds: 400 },
  ]) {
    expect((await answer.again(spoiled)).status).toBe(401);
  }
});
