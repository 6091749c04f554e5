import { expect, it, vi } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { placesOf, wordsInLog, wordsInTables, wordsOnSlack } from '../support/erasure.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

const database = useDatabase();
// Long stories: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });

/** Everything that must be nowhere afterwards. */
const NAMED = ['云帆科技', '云帆', '张伟', '13800138000', '138-0013-8000', 'zhangwei@yunfan.example'];
const SAID = [
  '蓝色三号打印机卡纸',
  '要求下午四点回电',
  '希望降一成',
  '寄样册到深圳',
  '讨价还价的老客户',
  '春节前补货',
  '等总部批复',
];
const WORDS = [...NAMED, ...SAID];

/** A customer with a person, tickets, a talk with a promise, notes, an event, and mentions at somebody else's. */
async function fillWithWords(product: Product): Promise<{ ticket: string; closed: string; other: string }> {
  const { slack, clock } = product;
  const agent = slack.user('agent1');
  await agent.runs(
    '/customer 新建 云帆科技有限公司 简称:云帆 行业:制造业 联系人:张伟 职务:采购经理 电话:13800138000 邮箱:zhangwei@yunfan.example #讨价还价的老客户',
  );
  const event = await agent.runs('/customer 往来 云帆 订单 2026-11-02 30000 备注:春节前补货');
  expect(event.text).toMatch(/订单/u);
  await agent.runs('/customer 分级 云帆 A 等总部批复');
  const made = await agent.runs('/ticket new 蓝色三号打印机卡纸，联系张伟 138-0013-8000 客户:云帆科技有限公司 !紧急');
  const ticket = numberOf(made.text);
  await slack.user('mender').runs(`/ticket 领取 ${ticket}`);
  await agent.runs(`/ticket 备注 ${ticket} 张伟要求下午四点回电`);
  const closed = numberOf((await agent.runs('/ticket new 蓝色三号打印机卡纸又来了 客户:云帆科技有限公司')).text);
  await agent.runs(`/ticket 取消 ${closed} 张伟要求下午四点回电`);
  const talk = await agent.runs('/contact 云帆 电话 张伟希望降一成 情绪:犹豫 下一步:周五前寄样册到深圳');
  expect(talk.text).toMatch(/已登记/u);
  const made2 = await agent.runs('/ticket new 与云帆科技有限公司同样的问题，可问 138 0013 8000 客户:蓝海物流');
  const other = numberOf(made2.text);
  await agent.runs(`/ticket 备注 ${other} 邮件 zhangwei@yunfan.example 已回`);
  // Typed in the direct talk with the bot: answers that no outbox knows of.
  for (const line of [
    '/客户 查看 云帆',
    '/客户 列表',
    `/工单 查看 ${ticket}`,
    '/沟通 列表 云帆',
    '/客户 查看 蓝色三号打印机卡纸',
  ]) {
    await agent.says(line);
  }
  await clock.forward(40 * 60_000);
  // A late answer, as it is sent when the database was slow.
  await database.prisma.outbox.create({
    data: {
      ...{ platform: 'slack', workspace: slack.workspace, conversation: '@U0AGENT1', what: 'private' },
      ...{ data: { code: 'noted', number: ticket }, urgent: true, messageId: crypto.randomUUID() },
    },
  });
  await product.settle();
  return { ticket, closed, other };
}

/** Takes back what waits to be taken back, without waiting for what may still be on its way. */
async function retract({ app }: Product): Promise<void> {
  await database.prisma.$executeRaw`UPDATE erasure_post SET next_at = clock_timestamp()`;
  await app.retractPosts();
}

it('erases a customer everywhere: tables, log, cards, threads and private answers', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  const { ticket, closed, other } = await fillWithWords(product);
  const admin = slack.user('admin');

  // The same search finds them before.
  const before = placesOf(await wordsInTables(database, WORDS));
  for (const table of [
    ...['contact', 'contact_person', 'cooperation_event', 'customer', 'customer_key', 'customer_tag'],
    ...['follow_up', 'remark', 'ticket'],
  ]) {
    expect(before).toContain(table);
  }
  const seen = wordsOnSlack(product, WORDS);
  expect(placesOf(seen)).toEqual(
    expect.arrayContaining(['C0AFTER card', 'C0AFTER thread', 'C0SUPPORT card', 'DU0AGENT1 card', 'DU0MENDLEAD card']),
  );
  expect([...new Set(seen.map((one) => one.word))]).toEqual(expect.arrayContaining(['蓝色三号打印机卡纸', '云帆科技']));
  const late = slack
    .user('agent1')
    .directMessages()
    .filter((each) => each.text.includes(ticket));
  expect(late.length).toBeGreaterThan(0);
  const events = await database.prisma.event.count();

  // Told how many of what; an open ticket is in the way.
  const asked = await admin.runs('/customer 抹除 K1');
  expect(asked.text).toMatch(/抹除云帆科技有限公司（K00001）的全部文字吗/u);
  expect(asked.text).toMatch(/客户档案 1 份.*联系人 1 位.*标签 1 个.*合作往来 1 条.*工单 2 个.*沟通 1 次.*承诺 1 项/u);
  expect(asked.text).toMatch(new RegExp(`还有未结工单：${ticket}`, 'u'));
  expect(placesOf(await wordsInTables(database, WORDS)), 'a look erases nothing').toEqual(before);
  expect(await database.prisma.erasureReceipt.count()).toBe(0);
  expect((await admin.runs('/customer 抹除 K1 !now')).text).toMatch(new RegExp(`还有 1 个工单未结（${ticket}）`, 'u'));
  expect(placesOf(await wordsInTables(database, WORDS))).toEqual(before);

  await asked.card?.click('仍要抹除');
  const receipt = await admin.expectEphemeral(/已抹除，回执 E00001/u);
  expect(receipt.text).toMatch(/无法触及/u);
  await product.settle();
  await retract(product);

  expect(await wordsInTables(database, WORDS)).toEqual([]);
  expect(wordsOnSlack(product, WORDS)).toEqual([]);
  expect(wordsInLog(product, WORDS)).toEqual([]);
  // The question itself, which only the administrator saw, became the receipt.
  expect(admin.ephemerals().filter((each) => WORDS.some((word) => each.text.includes(word)))).toEqual([]);

  // History stands, and the work goes on without words.
  expect(await database.prisma.event.count()).toBeGreaterThanOrEqual(events);
  const open = await slack.user('agent1').runs(`/ticket show ${ticket}`);
  expect(open.text).toContain('■■■');
  expect(open.text).toContain('K00001');
  expect((await slack.user('mender').runs(`/ticket 解决 ${ticket} 已处理`)).text).toMatch(/已解决/u);
  expect((await slack.user('agent1').runs(`/ticket show ${closed}`)).text).toContain('■■■');
  expect((await slack.user('agent1').runs(`/ticket show ${other}`)).text).toMatch(/与■■■同样的问题，可问 ■■■/u);
  expect((await slack.user('agent1').runs('/customer 查找 云帆')).text).not.toContain('K00001');

  // The receipt can be checked; what is said afterwards shows.
  const checked = await admin.runs('/customer 抹除 E00001');
  expect(checked.text).toMatch(/有 1 行（又）含有文字/u);
  await database.prisma.remark.deleteMany({});
  const clean = await admin.runs('/customer 抹除 E00001');
  expect(clean.text).toMatch(/没有任何残留/u);
  expect(clean.text).toMatch(/已撤回 [1-9]\d* 条，等待 0 处，平台不允许修改 0 处/u);
  await database.prisma.$executeRaw`UPDATE erasure_receipt SET by = 'somebody'`;
  expect((await admin.runs('/customer 抹除 E00001')).text).toMatch(/被改动过/u);

  // Twice is once.
  expect((await admin.runs('/customer 抹除 K1 强制 !now')).text).toMatch(/没有可抹除的内容了，回执 E00001/u);
  expect(await database.prisma.erasureReceipt.count()).toBe(1);
  expect(await database.prisma.audit.count({ where: { what: 'erased' } })).toBe(1);
});

it('erases one person and leaves the rest', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  const { ticket } = await fillWithWords(product);
  const admin = slack.user('admin');
  const OF_PERSON = ['张伟', '13800138000', '138-0013-8000', '138 0013 8000', 'zhangwei@yunfan.example'];
  expect((await wordsInTables(database, OF_PERSON)).length).toBeGreaterThan(0);
  expect(wordsOnSlack(product, OF_PERSON).length).toBeGreaterThan(0);
  expect((await admin.runs('/customer 抹除 云帆 联系人:李四 !now')).text).toMatch(/没有登记名为“李四”的联系人/u);
  const asked = await admin.runs('/customer 抹除 云帆 联系人:张伟');
  expect(asked.text).toMatch(/抹除 K00001 的联系人张伟吗/u);
  await asked.card?.click('确认抹除');
  await admin.expectEphemeral(/已抹除，回执 E00001/u);
  await product.settle();
  await retract(product);
  expect(await wordsInTables(database, OF_PERSON)).toEqual([]);
  expect(wordsOnSlack(product, OF_PERSON)).toEqual([]);
  const kept = await slack.user('agent1').runs(`/ticket show ${ticket}`);
  expect(kept.text).toMatch(/蓝色三号打印机卡纸，联系■■■ ■■■/u);
  expect(kept.text).toContain('云帆科技有限公司');
});

it('is for administrators, and asks who is meant', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  await slack.user('agent1').runs('/customer 新建 云帆科技有限公司');
  for (const who of ['agent1', 'lead', 'manager']) {
    expect((await slack.user(who).runs('/customer 抹除 K1 !now')).text, who).toMatch(/只有管理员/u);
  }
  expect((await slack.user('admin').runs('/customer 抹除 蓝海物流 !now')).text).toMatch(/找不到/u);
  expect((await slack.user('admin').runs('/customer 抹除 E00007')).text).toMatch(/没有回执 E00007/u);
  expect(await database.prisma.customer.count({ where: { name: '云帆科技有限公司' } })).toBe(1);
  expect((await slack.user('admin').runs('/customer 抹除 K1 !now')).text).toMatch(/已抹除，回执 E00001/u);
  // The name is free again, for somebody else.
  expect((await slack.user('agent1').runs('/customer 新建 云帆科技有限公司')).text).toMatch(/K00002/u);
});
