import { expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const start = () => startProduct(database, { policy: SMALL_COMPANY + NOTHING_AFTERWARDS });

const URGENT = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 部门:客服部 !紧急 #打印机卡纸';

/** How often somebody was told of the first contact, in a direct message. */
function tellings({ slack }: Product, who: string): number {
  return slack
    .user(who)
    .directMessages()
    .filter((each) => /首次响应/.test(each.text)).length;
}

/** Reminders of the first contact in the team's channel; the ticket's own card is none. */
function breaches({ slack }: Product) {
  return slack
    .channel('support')
    .messages()
    .filter((each) => /C\d+ · 首次响应/.test(each.text));
}

it('nobody answers a customer: owner, team, lead and manager hear of it until somebody has done the work', async () => {
  const product = await start();
  const { slack, clock } = product;
  const answer = await slack.user('agent1').runs(`${URGENT} @agent1`);
  expect(answer.text).toMatch(/工单 C\d{9} 已创建，由客服部处理/);
  expect(answer.tookMs).toBeLessThan(3_000);
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  expect(card.text).toMatch(/云帆科技/);
  expect(card.text).toMatch(/小王/);
  expect(card.text).toMatch(/打印机频繁卡纸，影响二楼所有人/);

  // 15 minutes for the first contact; the owner alone is warned after 12.
  await clock.until('Mon', '10:11');
  expect(tellings(product, 'agent1')).toBe(0);
  await clock.until('Mon', '10:13');
  const warning = await slack.user('agent1').expectDirectMessage(/首次响应还剩 [23] 分钟/);
  expect(warning.text).toMatch(/云帆科技/);
  expect(breaches(product)).toHaveLength(0);

  await clock.until('Mon', '10:16');
  const breach = await slack.channel('support').expectCard(/C\d+ · 首次响应/);
  expect(breach.text).toMatch(/<@U0AGENT1>/);
  expect(breach.buttons.map((each) => each.label)).toEqual(expect.arrayContaining(['知道了', '已联系']));
  expect(tellings(product, 'agent1')).toBe(2);
  expect(tellings(product, 'lead')).toBe(0);

  await clock.until('Mon', '10:31');
  expect([tellings(product, 'lead'), tellings(product, 'manager')]).toEqual([1, 0]);

  await clock.until('Mon', '10:46');
  expect(tellings(product, 'manager')).toBe(1);
  await clock.until('Mon', '11:16');
  expect(tellings(product, 'manager')).toBe(2);

  // The manager has seen it: the ladder stands still for half an hour, once.
  await clock.until('Mon', '11:20');
  const reminder = await slack.user('manager').expectDirectMessage(/首次响应已超时 1 小时/);
  const seen = await reminder.click('知道了', { as: 'manager' });
  expect(seen.status).toBe(200);
  await slack.user('manager').expectEphemeral(/已知悉：C\d+ 在 11:50 之前不再提醒/);
  await reminder.expectUpdate(/王经理 已知悉/);
  await clock.until('Mon', '11:49');
  expect(tellings(product, 'manager')).toBe(2);

  // Nothing was done: what is left of the ladder goes on, thirty minutes apart as before.
  await clock.until('Mon', '11:51');
  expect(tellings(product, 'manager')).toBe(3);
  await clock.until('Mon', '12:19');
  expect(tellings(product, 'manager')).toBe(3);
  await clock.until('Mon', '12:21');
  expect(tellings(product, 'manager')).toBe(4);
  await clock.until('Mon', '12:51');
  expect(tellings(product, 'manager')).toBe(5);
  expect(tellings(product, 'lead')).toBe(1);
  expect(breaches(product)).toHaveLength(1);

  // The ladder is used up: owner and manager hear of it each working morning, and at the weekend nobody does.
  await clock.until('Tue', '08:59');
  expect([tellings(product, 'manager'), tellings(product, 'agent1')]).toEqual([5, 2]);
  await clock.until('Tue', '09:01');
  await slack.user('manager').expectDirectMessage(/仍未完成：首次响应/);
  expect([tellings(product, 'manager'), tellings(product, 'agent1')]).toEqual([6, 3]);
  await clock.until('Fri', '18:00');
  expect([tellings(product, 'manager'), tellings(product, 'agent1')]).toEqual([9, 6]);
  await clock.until('Mon', '08:59');
  expect([tellings(product, 'manager'), tellings(product, 'agent1')]).toEqual([9, 6]);
  await clock.until('Mon', '09:01');
  expect([tellings(product, 'manager'), tellings(product, 'agent1')]).toEqual([10, 7]);

  // Done: the cards say so, and a week brings nothing more.
  await slack.user('agent1').runs(`/ticket 解决 ${numberOf(card.text)} 已更换搓纸轮`);
  await card.expectUpdate(/已完成/);
  await card.expectReply(/已更换搓纸轮/);
  await product.settle();
  const calls = slack.callsOf('chat.postMessage').length;
  await clock.forward(7 * DAY_MS);
  expect(slack.callsOf('chat.postMessage')).toHaveLength(calls);
});

it('a ladder that nobody stops tells each rung once: lead, manager, and the manager four times again', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(URGENT);
  const told: string[] = [];
  for (const time of ['10:14', '10:16', '10:31', '10:46', '11:16', '11:46', '12:16', '12:46', '17:00']) {
    await clock.until('Mon', time);
    told.push(`${time} ${breaches(product).length} ${tellings(product, 'lead')} ${tellings(product, 'manager')}`);
  }
  // Without an owner the warning goes to the team.
  expect(told).toEqual([
    '10:14 1 0 0',
    '10:16 2 0 0',
    '10:31 2 1 0',
    '10:46 2 1 1',
    '11:16 2 1 2',
    '11:46 2 1 3',
    '12:16 2 1 4',
    '12:46 2 1 5',
    '17:00 2 1 5',
  ]);
});

it('contact in time meets the clock: no breach, no ladder, and the warning says that it is done', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  await clock.until('Mon', '10:13');
  const warning = await slack.user('agent1').expectDirectMessage(/首次响应还剩/);
  const form = (await warning.click('已联系', { as: 'agent1' })).modal ?? expect.unreachable('no form');
  await slack.user('agent1').submits(form);
  await warning.expectUpdate(/首次响应：已完成/);
  await clock.until('Mon', '11:30');
  expect(breaches(product)).toHaveLength(0);
  expect([tellings(product, 'agent1'), tellings(product, 'lead'), tellings(product, 'manager')]).toEqual([1, 0, 0]);
});

it('an attempt that reached nobody is recorded and stops nothing', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(URGENT);
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  const answer = await slack.user('agent1').runs(`/ticket 已联系 ${numberOf(card.text)} 未接通，稍后再拨`);
  expect(answer.text).toMatch(/未接通，首次响应继续计时/);
  await card.expectReply(/未接通/);
  await clock.until('Mon', '10:16');
  expect(breaches(product).at(-1)?.text).toMatch(/首次响应/);
});

it('acknowledged before the deadline, only the warning is silent; the breach still comes', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  await card.click('知道了', { as: 'agent1' });
  await slack.user('agent1').expectEphemeral(/在时限之前不再预警/);
  await clock.until('Mon', '10:14');
  expect(tellings(product, 'agent1')).toBe(0);
  await clock.until('Mon', '10:16');
  expect([breaches(product).length, tellings(product, 'agent1')]).toEqual([1, 1]);
});

it('a step of the ladder is held once: a second acknowledgement of the same one changes nothing and says so', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs(URGENT);
  await clock.until('Mon', '10:20');
  const breach = await slack.channel('support').expectCard(/C\d+ · 首次响应/);
  await breach.click('知道了', { as: 'agent1' });
  await slack.user('agent1').expectEphemeral(/10:50 之前不再提醒/);
  await clock.forward(5 * MINUTE_MS);
  const number = numberOf(breach.text);
  expect((await slack.user('agent2').runs(`/ticket 知道了 ${number}`)).text).toMatch(/每一级只能暂缓一次/);
  await clock.until('Mon', '10:49');
  expect(tellings(product, 'lead')).toBe(0);
  await clock.until('Mon', '10:51');
  expect(tellings(product, 'lead')).toBe(1);
});
