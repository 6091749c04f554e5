import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

const database = useDatabase();

async function clocksOf(number: string): Promise<Record<string, string>> {
  const rows = await database.prisma.$queryRaw<{ rule: string; state: string }[]>`
    SELECT c.rule, c.state FROM commitment c JOIN ticket t ON t.id = c.subject_id WHERE t.number = ${number}
    ORDER BY c.round, c.started_at`;
  return Object.fromEntries(rows.map((one) => [one.rule, one.state]));
}

async function ticketOf({ slack }: Product, text = '打印机卡纸，影响二楼所有人'): Promise<string> {
  const opened = await slack.user('agent1').runs(`/ticket ${text} 客户:云帆科技 类型:咨询`);
  const number = numberOf(opened.text);
  await slack.user('agent1').runs(`/ticket 领取 ${number}`);
  return number;
}

it('S1, S9: a talk meets first contact and the notice of delay; an attempt neither', async () => {
  const product = await startProduct(database);
  const agent = product.slack.user('agent1');
  const number = await ticketOf(product);
  await agent.runs(`/contact ${number} 电话 未接通`);
  expect(await clocksOf(number)).toMatchObject({ 'first-contact': 'open' });
  await agent.runs(`/contact ${number} 电话 客户说可以等 下一步:无`);
  expect(await clocksOf(number)).toMatchObject({ 'first-contact': 'met' });
  await agent.runs(`/ticket 等待 ${number} 供应商 配件在途 截止:周四下午5点`);
  expect(await clocksOf(number)).toMatchObject({ delay: 'open' });
  await agent.runs(`/contact ${number} 短信 说明延期，没人接`);
  expect(await clocksOf(number)).toMatchObject({ delay: 'open' });
  const told = await agent.runs(`/contact ${number} 微信 说明要等到周四，客户同意 下一步:无`);
  expect(told.text).toMatch(new RegExp(`工单 ${number}`, 'u'));
  expect(await clocksOf(number)).toMatchObject({ delay: 'met' });
});

it('S6, S7: a talk tells the result, and the customer’s word in it is the revisit; without one it is asked for', async () => {
  const product = await startProduct(database);
  const agent = product.slack.user('agent1');
  const number = await ticketOf(product);
  await agent.runs(`/contact ${number} 电话 客户说可以等 下一步:无`);
  await agent.runs(`/ticket 解决 ${number} 换了搓纸轮`);
  expect(await clocksOf(number)).toMatchObject({ tell: 'open', revisit: 'open' });
  const told = await agent.runs(`/contact ${number} 电话 告知已换搓纸轮，客户说先用用看 下一步:无`);
  expect(told.text).toMatch(/回访还差客户的一句话/u);
  expect(told.card?.buttons.map((each) => each.label)).toContain('评分');
  expect(await clocksOf(number)).toMatchObject({ tell: 'met', revisit: 'open' });
  const vain = await agent.runs(`/contact ${number} 电话 回访 未接通`);
  expect(vain.text).toMatch(/工单 C\d+：.*(?:未接通|没接通)/u);
  expect(await clocksOf(number)).toMatchObject({ revisit: 'open' });
  // A wish and a condition are no word.
  await agent.runs(`/contact ${number} 微信 客户说如果一周不卡就满意 下一步:无`);
  expect(await clocksOf(number)).toMatchObject({ revisit: 'open' });
  const word = await agent.runs(`/contact ${number} 电话 回访 反馈:很满意，没再卡过 下一步:无`);
  expect(word.text).toMatch(/5 分|已关闭|结单/u);
  expect(await clocksOf(number)).toMatchObject({ revisit: 'met' });
  expect((await database.prisma.ticket.findFirst({ where: { number } }))?.status).toBe('closed');
});

it('T8: a customer who is not satisfied opens it again, and one who objects to nothing closes it', async () => {
  const product = await startProduct(database);
  const agent = product.slack.user('agent1');
  const statusOf = async (number: string) =>
    (await database.prisma.ticket.findFirst({ where: { number } }))?.status ?? 'none';
  const first = await ticketOf(product);
  await agent.runs(`/ticket 解决 ${first} 换了搓纸轮`);
  await agent.runs(`/contact ${first} 电话 回访，客户不满意，说又卡了 下一步:无`);
  expect(await statusOf(first)).toMatch(/pending|in-progress/u);
  const second = await ticketOf(product, '扫描模糊，财务三个人用不了');
  await agent.runs(`/ticket 解决 ${second} 擦了玻璃`);
  await agent.runs(`/contact ${second} 邮件 客户回复无异议 下一步:无`);
  expect(await statusOf(second)).toBe('closed');
});

it('what is wrong in a talk is told with a way on: two meanings, no such day, a customer and a ticket that do not fit', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  await slack.user('mary').runs('/customer new Acme');
  const two = await slack.user('mary').runs('/contact Acme phone talked next:send the quote by 12/3');
  expect(two.text).toMatch(/"by 12\/3" can mean: Thu 3 Dec 18:00, Fri 12 Mar/u);
  const none = await slack.user('mary').runs('/contact Acme phone talked next:send the quote on 31 November');
  expect(none.text).toMatch(/31 November/u);
  expect(await database.prisma.contact.count()).toBe(0);
  const number = await ticketOf(product);
  await slack.user('agent1').runs('/customer new 蓝海物流');
  const mixed = await slack.user('agent1').runs(`/contact 蓝海物流 电话 客户说打印机又卡 工单:${number} 下一步:无`);
  expect(mixed.text).toMatch(/工单 C\d+ 是云帆科技的/u);
  expect(await clocksOf(number)).toMatchObject({ 'first-contact': 'open' });
});

it('as people type on a phone: the day first, a name and a day without a space, numbered steps', async () => {
  const { slack } = await startProduct(database);
  const agent = slack.user('agent1');
  await agent.runs('/customer new 云帆科技');
  const answer = await agent.runs(
    '/contact 今天上午9点 云帆科技 电话 聊续约，客户同意 下一步:1、@小林周五前发报价；2、寄样 周四，附清单',
  );
  expect(answer.text).toMatch(/已登记与云帆科技的沟通/u);
  expect(answer.text).toMatch(/电话，.*09:00/u);
  expect(answer.text).toMatch(/-1 发报价：小林，.*（周五）/u);
  expect(answer.text).toMatch(/-2 寄样，附清单：小王，.*（周四）/u);
});
