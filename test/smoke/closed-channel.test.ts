import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

it('a channel that takes nothing silences nobody: the ticket stands with its opener, and an administrator is told once', async () => {
  const product = await startProduct(database);
  const { slack, clock } = product;
  product.expectErrorLine(/a message was not delivered/);
  slack.channel('support').archive();
  const number = numberOf(
    (await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 !紧急')).text,
  );
  await product.settle();

  const card = await slack.user('agent1').expectDirectMessage(new RegExp(number));
  expect(card.text).toMatch(/扫码枪连不上收银台/);
  await slack.user('admin').expectDirectMessage(/无法在频道 C0SUPPORT 发消息/);

  // The card there is a card like any other.
  await card.click('认领', { as: 'agent1' });
  await product.settle();
  await card.expectUpdate(/处理中/);

  // Reminders go on, and nobody is told of the channel a second time.
  await clock.forward(20 * MINUTE_MS);
  await slack.user('agent1').expectDirectMessage(/首次响应已超时|首次响应时限已到/);
  const told = slack
    .user('admin')
    .directMessages()
    .filter((one) => /无法在频道/.test(one.text));
  expect(told).toHaveLength(1);
  expect(slack.channel('support').messages()).toEqual([]);
});

it('where the direct talk with the manager is closed, the team hears the reminder', async () => {
  const product = await startProduct(database);
  const { slack, clock } = product;
  product.tolerateErrorLine(/a message was not delivered/);
  await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 !紧急');
  await product.settle();
  slack.failNext('conversations.open', { error: 'user_disabled' }, 50);
  await clock.forward(46 * MINUTE_MS);
  await product.settle();
  await slack.channel('support').expectCard(/通知主管/);
});
