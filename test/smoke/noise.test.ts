import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, policyOf, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const CALM = `${SMALL_COMPANY}
clocks: { first-contact: { urgent: 15m, normal: 20m }, start: off, resolve: off, plan: off, progress: off, tell: off, revisit: off, delay: off }
escalation: { warn: off, ladder: [{ after: 0m, to: [owner] }] }
`;

const reminders = ({ slack }: Product, who: string) =>
  slack
    .user(who)
    .directMessages()
    .filter(({ text }) => /首次响应|条提醒/.test(text));

const THINGS = ['打印机卡纸', '门禁卡失灵', '投影仪花屏', '电话没声音', '空调漏水', '网络断线'];
const says = async ({ slack }: Product, what: string, more = '!一般') =>
  numberOf(
    (
      await slack
        .user('agent1')
        .runs(`/ticket 三楼${what}，请安排人看看 客户:云帆 部门:客服部 @agent1 #${what} ${more}`)
    ).text,
  );

it('what is too much for one person a day is merged into one message that says so; urgent ones come at once; nothing is lost', async () => {
  const product = await startProduct(database, { policy: `${CALM}noise: { daily: 2, gather: 1h }\n` });
  const { slack, clock, settle } = product;
  const numbers: string[] = [];
  for (const [i, what] of THINGS.entries()) {
    numbers.push(await says(product, what));
    await clock.until('Mon', `10:0${i + 1}`);
  }
  const shown: number[] = [];
  for (const time of ['10:21', '10:22', '10:23', '10:24', '10:27']) {
    await clock.until('Mon', time);
    await settle();
    shown.push(reminders(product, 'agent1').length);
  }
  expect(shown).toEqual([1, 2, 2, 2, 2]);

  await says(product, '服务器起火', '!紧急');
  await clock.until('Mon', '10:42');
  await slack.user('agent1').expectDirectMessage(/服务器起火/);

  // An hour after the first that was held, all of them, each with its buttons.
  await clock.until('Mon', '11:21');
  expect(reminders(product, 'agent1')).toHaveLength(3);
  await clock.until('Mon', '11:24');
  const merged = await slack.user('agent1').expectDirectMessage(/今天的提醒已到上限，以下合并为一条/);
  for (const number of numbers.slice(2)) expect(merged.text).toContain(number);
  expect(reminders(product, 'agent1')).toHaveLength(4);

  // A new day, a new count.
  await clock.until('Mon', '17:00');
  const tuesday = await says(product, '门锁坏了');
  await clock.until('Tue', '09:01');
  await settle();
  expect(reminders(product, 'agent1').some(({ text }) => text.includes(tuesday))).toBe(true);
});

it('what was answered while it was held is not asked for again; a restart and a second replica change nothing', async () => {
  const product = await startProduct(database, { policy: `${CALM}noise: { daily: 1, gather: 1h }\n` });
  const { slack, clock, settle } = product;
  const numbers: string[] = [];
  for (const [i, what] of THINGS.slice(0, 4).entries()) {
    numbers.push(await says(product, what));
    await clock.until('Mon', `10:0${i + 1}`);
  }
  await clock.until('Mon', '10:30');
  await settle();
  expect(reminders(product, 'agent1')).toHaveLength(1);
  for (const number of numbers.slice(1, 3)) await slack.user('agent1').runs(`/ticket 已联系 ${number} 约好下午`);
  await product.restartAfter(0, 2);
  await Promise.all(product.apps.map((app) => app.moveClock(clock.now() + 55 * 60_000)));
  const last = await slack.user('agent1').expectDirectMessage(new RegExp(`${numbers[3]}`));
  expect(last.text).toMatch(/首次响应/);
  await Promise.all(product.apps.map((app) => app.drain()));
  expect(reminders(product, 'agent1')).toHaveLength(2);
});

it('/admin noise names the rules that nobody heeds, with lines that the policy file takes', async () => {
  const ladder =
    'escalation: { warn: 80%, ladder: [{ after: 0m, to: [owner] }, { after: 15m, to: [lead], repeat: 15m, times: 4 }] }';
  const product = await startProduct(database, { policy: CALM.replace(/escalation: .*\n/, `${ladder}\n`) });
  const { slack, clock, settle } = product;
  expect((await slack.user('agent1').runs('/admin noise')).text).toMatch(/只有管理员/);
  expect((await slack.user('admin').runs('/admin 噪音')).text).toMatch(/还没有发过提醒/);
  const heeded = await says(product, '电梯停了');
  const others: string[] = [];
  for (const what of THINGS) others.push(await says(product, what));
  await clock.until('Mon', '10:18');
  await slack.user('agent1').runs(`/ticket 知道了 ${heeded}`);
  await slack.user('agent1').runs(`/ticket 已联系 ${heeded} 已派人`);
  // A colleague's word is not one's own, and what is done when the ladder is long used up was not done for its sake.
  await slack.user('lead').runs(`/ticket 知道了 ${others[0]}`);
  await clock.until('Wed', '10:00');
  await slack.user('agent1').runs(`/ticket 已联系 ${others[1]} 终于联系上了`);
  await clock.until('Thu', '10:00');
  await settle();
  const report = await slack.user('admin').runs('/admin noise');
  expect(report.text).toMatch(/近 28 天提醒：\d+ 条/);
  const line = /首次响应·超时后：\d+ 条中 \d+% 无人理会[^]*?策略文件可改为：(.+)/.exec(report.text)?.[1] ?? '';
  expect(line).toMatch(/repeat: 30m, times: 2/);
  expect(policyOf(`${SMALL_COMPANY}${line}`).escalation.ladder[1]).toMatchObject({ times: 2 });
  expect(report.text).toMatch(/陈组长：\d+ 条，未理会 \d+ 条/);

  const rows = await database.prisma.noticeDay.findMany({
    orderBy: [{ day: 'asc' }, { step: 'asc' }, { person: 'asc' }],
  });
  const warned = rows.find(({ step, person }) => step === 'warning' && person === 'agent1');
  expect(warned).toMatchObject({ rule: 'first-contact', acknowledged: 1, acted: 1 });
  expect(warned?.sent).toBe((warned?.ignored ?? 0) + 1);
  const mornings = rows.filter(({ step, person }) => step === 'morning' && person === 'agent1');
  expect(mornings.map(({ acted }) => acted)).toEqual([0, 1, 0]);
  // Asked again, and by another replica: the same numbers.
  await product.restartAfter(6 * 60_000, 2);
  await slack.user('admin').runs('/admin noise');
  const again = await database.prisma.noticeDay.findMany({
    orderBy: [{ day: 'asc' }, { step: 'asc' }, { person: 'asc' }],
  });
  expect(again).toEqual(rows);
});

it('without a limit nothing is held', async () => {
  const product = await startProduct(database, {
    policy: `${CALM}noise: { daily: off }\n${NOTHING_AFTERWARDS.replace(/^clocks.*$/m, '')}`,
  });
  const { clock, settle } = product;
  for (const [i, what] of THINGS.slice(0, 4).entries()) {
    await says(product, what);
    await clock.until('Mon', `10:0${i + 1}`);
  }
  for (const time of ['10:21', '10:22', '10:23', '10:24']) {
    await clock.until('Mon', time);
    await settle();
  }
  expect(reminders(product, 'agent1')).toHaveLength(4);
});
