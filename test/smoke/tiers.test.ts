import { expect, it } from 'vitest';
import { createTicketStore } from '../../src/storage/ticket-store.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, policyOf, startProduct } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();

const TIERS = `${SMALL_COMPANY}
tiers: { A: { clocks: { first-contact: 1h } } }
`;

/** Pinned, so that no rule computes another one meanwhile. */
const setTier = (name: string, tier: string) =>
  database.prisma.customer.updateMany({
    where: { name },
    data: { tier, tierPinnedBy: 'admin', tierPinnedAt: new Date(), tierReason: 'story' },
  });

it('a ticket of an A customer is due sooner from its first answer on, and why says so', async () => {
  const { slack, clock } = await startProduct(database, { policy: TIERS });
  const agent = slack.user('agent1');
  // The customer becomes known by a first ticket, and is assessed.
  expect((await agent.runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部')).text).toMatch(/请在 13:30 前/);
  await setTier('云帆', 'A');
  const answer = await agent.runs('/ticket 打印机频繁卡纸，影响二楼 客户:云帆 部门:客服部');
  expect(answer.text).toMatch(/请在 11:00 前联系上客户/);
  await slack.channel('support').expectCard(/打印机频繁卡纸[^]*首次响应：.*11:00 前/);
  const why = await agent.runs(`/ticket why ${numberOf(answer.text)}`);
  expect(why.text).toMatch(/首次响应：1 小时/);
  expect(why.text).toContain('依据：客户等级 A，tiers.A.clocks.first-contact（其他客户 2 小时）');
  expect(why.text).toMatch(/依据：规则 clocks\.start\./);
  expect(why.text).toMatch(/客户等级 A$/m);
  await clock.until('Mon', '11:00');
  await slack.channel('support').expectCard(new RegExp(`${numberOf(answer.text)} · 首次响应`));
});

it('a change of tier reaches open tickets, also those that a crash left behind', async () => {
  const { slack, restartAfter } = await startProduct(database, { policy: TIERS });
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
  await slack.user('agent1').runs('/ticket 打印机频繁卡纸，影响二楼 客户:蓝海 部门:客服部');
  const card = await slack.channel('support').expectCard(/发票抬头/);
  expect(card.text).toMatch(/首次响应：.*13:30 前/);
  await setTier('云帆', 'A');
  await restartAfter(60_000);
  await card.expectUpdate(/首次响应：.*11:00 前/);
});

it('a customer who changes tier: its open tickets follow at once, and nothing late becomes on time', async () => {
  const { slack, app, clock } = await startProduct(database, { policy: TIERS });
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
  const card = await slack.channel('support').expectCard(/发票抬头/);
  const { id } = await database.prisma.customer.findFirstOrThrow({ where: { name: '云帆' } });
  await clock.until('Mon', '11:10');
  await setTier('云帆', 'A');
  app.recomputeCustomer(id);
  await card.expectUpdate(/首次响应：.*11:00/);
  // A tier without clocks of its own ends the tightening.
  await setTier('云帆', 'C');
  app.recomputeCustomer(id);
  await card.expectUpdate(/首次响应：.*13:30 前/);
  const why = await slack.user('agent1').runs(`/ticket why ${numberOf(card.text)}`);
  expect(why.text).toMatch(/11:00 超时/);
  expect(why.text).toContain('依据：规则 clocks.first-contact.normal');
});

it('only tickets whose tier matters are looked for', async () => {
  const { slack } = await startProduct(database, { policy: TIERS });
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
  await slack.user('agent1').runs('/ticket 打印机频繁卡纸，影响二楼 客户:蓝海 部门:客服部');
  await setTier('云帆', 'B');
  const { prisma, pool } = database;
  const store = createTicketStore({ prisma, pool, onWritten: () => {} });
  expect(await store.underOtherTier(['A'], null, null, 10)).toEqual([]);
  await setTier('云帆', 'A');
  const [number] = await store.underOtherTier(['A'], null, null, 10);
  expect(await prisma.ticket.count({ where: { number: number ?? '' } })).toBe(1);
  expect(await store.underOtherTier(['A'], null, number ?? '', 10)).toEqual([]);
  const other = await prisma.customer.findFirstOrThrow({ where: { name: '蓝海' } });
  expect(await store.underOtherTier(['A'], other.id, null, 10)).toEqual([]);
});

it('a policy without tiers costs nothing for a customer who has one', async () => {
  const { slack, app } = await startProduct(database);
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
  await setTier('云帆', 'A');
  await slack.user('agent1').runs('/ticket 打印机频繁卡纸，影响二楼 客户:云帆 部门:客服部');
  expect(await database.prisma.event.count({ where: { type: 'tiered' } })).toBe(0);
  // Tiers that come with a new policy find the customer's.
  const card = await slack.channel('support').expectCard(/打印机频繁卡纸/);
  await app.changePolicy(policyOf(TIERS));
  await card.expectUpdate(/首次响应：.*11:00 前/);
});
