import { expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { createRepeatStore } from '../../src/storage/repeat-store.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const QUIET = SMALL_COMPANY + NOTHING_AFTERWARDS;

/** Everything new was looked at. */
async function examined({ clock }: Product): Promise<void> {
  await clock.forward(5_000);
  await expect.poll(() => database.prisma.ticket.count({ where: { examinedAt: null } })).toBe(0);
}

it('the same customer with the same problem again: linked, raised, and the lead hears of the third time', async () => {
  const product = await startProduct(database, { policy: QUIET });
  const { slack, clock } = product;
  const agent = slack.user('agent1');
  const say = async (text: string) => numberOf((await agent.runs(`/ticket ${text} 客户:云帆 部门:客服部`)).text);
  const first = await say('登录页白屏，财务进不去 #系统故障');
  await examined(product);
  await clock.forward(DAY_MS);
  const second = await say('又登录不了，说明天要验收 #系统故障');
  await examined(product);
  const card = await slack.channel('support').expectCard(/又登录不了[^]*重复问题/);
  expect(card.text).toMatch(new RegExp(`第 2 次，上次 ${first}`));
  await clock.forward(DAY_MS);
  const third = await say('还是登录不了，第三次了 #系统故障');
  const unlike = await say('发票抬头开错了，要重开 #发票');
  await examined(product);
  const raised = await slack.channel('support').expectCard(new RegExp(`${third} · 已升级`));
  expect(raised.text).toMatch(new RegExp(`同一问题再次出现：自 .* 起第 3 次，上次 ${second}`));
  await clock.forward(16 * MINUTE_MS);
  await slack.user('lead').expectDirectMessage(new RegExp(`${third}[^]*第 3 次`));
  const rows = await database.prisma.ticket.findMany({ orderBy: { number: 'asc' } });
  expect(rows.map(({ number, needsEscalation }) => [number, needsEscalation])).toEqual([
    [first, false],
    [second, true],
    [third, true],
    [unlike, false],
  ]);
  const history = await agent.runs(`/ticket show ${third}`);
  expect(history.text).toContain(`重复问题：客户第 3 次反映，上次 ${second}`);
});

it('what was looked at is not looked at again; what was interrupted is, and nothing is said twice', async () => {
  const product = await startProduct(database, { policy: QUIET });
  const { slack, clock, restartAfter } = product;
  for (const text of ['登录页白屏，财务进不去', '又登录不了，说明天要验收']) {
    await slack.user('agent1').runs(`/ticket ${text} 客户:云帆 部门:客服部 #系统故障`);
    await clock.forward(MINUTE_MS);
  }
  await examined(product);
  const count = () => database.prisma.event.count({ where: { type: { in: ['linked', 'escalated'] } } });
  await expect.poll(count).toBe(2);
  // As if the process had died between the link and the note that it was looked at.
  await database.prisma.ticket.updateMany({ data: { examinedAt: null } });
  await restartAfter(MINUTE_MS);
  await examined(product);
  expect(await count()).toBe(2);
});

it('a corrected customer is looked at again', async () => {
  const product = await startProduct(database, { policy: QUIET });
  const agent = product.slack.user('agent1');
  await agent.runs('/ticket 登录页白屏，财务进不去 客户:云帆 部门:客服部 #系统故障');
  const other = numberOf((await agent.runs('/ticket 又登录不了，说明天要验收 客户:云凡 部门:客服部 #系统故障')).text);
  await examined(product);
  expect(await database.prisma.event.count({ where: { type: 'linked' } })).toBe(0);
  await agent.runs(`/ticket 修改 ${other} 客户:云帆`);
  await examined(product);
  expect(await database.prisma.event.count({ where: { type: 'linked' } })).toBe(1);
});

it('one problem at three customers within a day: one notice to lead and head, once a day, also after a restart', async () => {
  const product = await startProduct(database, { policy: QUIET });
  const { slack, clock, restartAfter } = product;
  const say = async (customer: string, what = '系统打不开') => {
    await slack.user('agent1').runs(`/ticket ${customer}那边${what} 客户:${customer} 部门:客服部 #系统故障`);
    await examined(product);
  };
  await say('云帆');
  await say('蓝海');
  // The same customer again is no third one.
  await say('蓝海', '还是打不开');
  expect(await database.prisma.commonCause.count()).toBe(0);
  await say('红杉');
  const told = await slack.user('lead').expectDirectMessage(/一天内 3 家客户出现“系统故障”/);
  expect(told.text).toMatch(/云帆[^]*蓝海[^]*红杉/);
  await slack.user('head').expectDirectMessage(/一天内 3 家客户/);
  await say('青松');
  await database.prisma.ticket.updateMany({ data: { examinedAt: null } });
  await restartAfter(MINUTE_MS);
  await examined(product);
  await product.settle();
  const notices = () =>
    slack
      .user('lead')
      .directMessages()
      .filter(({ text }) => /家客户出现/.test(text));
  expect(notices()).toHaveLength(1);
  expect(await database.prisma.commonCause.count()).toBe(1);
  // The problem of the next day is told on the next day.
  await clock.forward(DAY_MS);
  for (const customer of ['云帆', '蓝海', '红杉']) await say(customer, '今天又打不开了');
  await product.settle();
  expect(notices()).toHaveLength(2);
});

it('both have their off switch', async () => {
  const off = `${QUIET}\nrepeats: { within: off, customers: off }\n`;
  const product = await startProduct(database, { policy: off });
  for (const customer of ['云帆', '云帆', '蓝海', '红杉']) {
    await product.slack.user('agent1').runs(`/ticket ${customer}的系统又打不开 客户:${customer} 部门:客服部 #系统故障`);
    await product.clock.forward(MINUTE_MS);
  }
  await examined(product);
  expect(await database.prisma.event.count({ where: { type: 'linked' } })).toBe(0);
  expect(await database.prisma.commonCause.count()).toBe(0);
});

it('two replicas that find a common cause at one moment tell it once', async () => {
  const { prisma } = database;
  const stores = [0, 1].map(() => createRepeatStore({ prisma, onWritten: () => {} }));
  const to = [{ platform: 'slack', workspace: 'T0ACME', id: '@U0LEAD' }] as const;
  const type = { typeHash: 'h', day: '2026-03-03' };
  const told = await Promise.all(
    stores.map((store) => store.raiseCommonCause(type, { at: 0, ticketIds: [], customers: 3, to })),
  );
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(await prisma.outbox.count()).toBe(1);
});
