import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const start = () => startProduct(database, { policy: SMALL_COMPANY + NOTHING_AFTERWARDS });

const URGENT = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 部门:客服部 !紧急 #打印机卡纸';

function tellings({ slack }: Product, who: string) {
  return slack
    .user(who)
    .directMessages()
    .filter((each) => /首次响应/.test(each.text));
}

it('what fell due while nobody was there is dealt with once, at the present step, saying how late it is', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  await clock.until('Mon', '10:05');
  // 11:00: the warning, the breach, lead, and manager had been due.
  await product.restartAfter(55 * MINUTE_MS);
  const told = await slack.user('manager').expectDirectMessage(/首次响应已超时/);
  expect(told.text).toMatch(/本提醒晚到 \d+ 分钟：其间服务未运行/);
  await slack.channel('support').expectCard(/首次响应已超时/);
  await slack.user('lead').expectDirectMessage(/首次响应/);
  await product.settle();
  expect(['agent1', 'lead', 'manager'].map((who) => tellings(product, who).length)).toEqual([1, 1, 1]);
  // From there the ladder goes on as it would have.
  await clock.until('Mon', '11:16');
  expect(['agent1', 'lead', 'manager'].map((who) => tellings(product, who).length)).toEqual([1, 1, 2]);
});

it('an outage over days tells each reader once, not once for every morning missed', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  await clock.until('Mon', '10:05');
  await product.restartAfter(4 * DAY_MS);
  await slack.user('manager').expectDirectMessage(/首次响应/);
  await product.settle();
  expect(['agent1', 'lead', 'manager'].map((who) => tellings(product, who).length)).toEqual([1, 1, 1]);
});

it('after an outage that ends at night what is not urgent waits for the morning, and is then told once', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部 @agent1');
  await product.restartAfter(13 * HOUR_MS);
  await product.settle();
  expect(tellings(product, 'agent1')).toEqual([]);
  await clock.until('Tue', '08:59');
  expect(tellings(product, 'agent1')).toEqual([]);
  await clock.until('Tue', '09:01');
  expect(tellings(product, 'agent1')).toHaveLength(1);
});

it('what was to be said when the process ended is said after the next start, once', async () => {
  const product = await start();
  const { slack } = product;
  // Slack is away for the card's first try; then the process ends before the second.
  slack.failNext('chat.postMessage', { status: 429, retryAfter: 1 });
  await slack.user('agent1').runs('/ticket 打印机频繁卡纸，影响二楼所有人 部门:客服部');
  await product.restartAfter(0);
  await slack.channel('support').expectCard(/打印机频繁卡纸/);
  await product.settle();
  expect(slack.channel('support').messages()).toHaveLength(1);
});

it('two replicas that tick at once send nothing twice', async () => {
  const product = await start();
  const { slack } = product;
  const numbers: string[] = [];
  for (let i = 1; i <= 5; i += 1) {
    const line = `/ticket 门店 ${i} 号收银台死机 部门:客服部 !紧急 #收银台${i} @agent1`;
    numbers.push(numberOf((await slack.user('agent1').runs(line)).text));
  }
  await product.settle();
  // Both start into five breaches that are due.
  await product.restartAfter(20 * MINUTE_MS, 2);
  await Promise.all(product.apps.map((app) => app.moveClock(app.now() + MINUTE_MS)));
  await Promise.all(product.apps.map((app) => app.drain()));
  const notices = await database.prisma.notice.groupBy({
    by: ['commitmentId', 'stage', 'repeat', 'audience'],
    _count: true,
  });
  expect(notices.filter((one) => one._count > 1)).toEqual([]);
  // One digest or five cards: every ticket is spoken of once.
  const reminders = slack
    .channel('support')
    .messages()
    .filter((each) => /首次响应已超时/.test(each.text));
  const spokenOf = reminders.flatMap((each) => [...new Set(each.text.match(/C\d{9,}/g))]);
  expect(spokenOf.toSorted()).toEqual(numbers.toSorted());
});

it('a reminder that is moot when its turn comes is not sent', async () => {
  const product = await start();
  const { slack, clock } = product;
  const { text } = await slack.user('agent1').runs(URGENT);
  await slack.channel('support').expectCard(/打印机卡纸/);
  await product.settle();
  slack.failNext('chat.postMessage', { status: 429, retryAfter: 2 });
  await clock.until('Mon', '10:13');
  // The warning waits for Slack; meanwhile the customer is reached.
  await slack.user('agent2').runs(`/ticket 已联系 ${/C\d{9,}/.exec(text)?.[0]} 已致歉`);
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  await card.expectReply(/已联系上客户/);
  await product.settle();
  expect(slack.channel('support').messages()).toHaveLength(1);
});
