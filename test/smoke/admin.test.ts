import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

it('an administrator sees what could not be delivered, mends it and sends it again', async () => {
  const product = await startProduct(database);
  const { slack } = product;
  product.expectErrorLine(/a message was not delivered/);
  const well = await slack.user('admin').runs('/admin');
  expect(well.text).toMatch(/系统运行正常/);
  expect(well.text).toMatch(/运行副本.*0\.1\.0/s);

  slack.channel('support').archive();
  const number = numberOf((await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部')).text);
  await product.settle();
  expect((await slack.user('admin').runs('/admin 状态')).text).toMatch(/1 条消息没能送达/);
  const dead = await slack.user('admin').runs('/admin dead');
  expect(dead.text).toMatch(new RegExp(`${number} 的卡片 → slack C0SUPPORT`));
  expect(dead.text).toMatch(/is_archived/);
  // It went to its opener meanwhile: nothing is said twice.
  expect((await slack.user('admin').runs('/admin retry all')).text).toMatch(/没有重新发送/);
});

it('nobody else is answered, and is told whom to ask', async () => {
  const { slack } = await startProduct(database);
  for (const text of ['/admin', '/admin dead', '/admin retry all', '/admin audit', '/admin 重发 1']) {
    const answer = await slack.user('agent1').runs(text);
    expect(answer.text).toMatch(/只有管理员可以查看/);
  }
});

it.each([
  ['/admin retry', /要重发哪一条.*\/admin retry all/s],
  ['/admin retry 第二条', /要重发哪一条/],
  ['/admin retry 99999', /没有重新发送/],
  ['/admin retry -1; DROP TABLE outbox', /要重发哪一条/],
  ['/admin dead 9999', /全部消息都已送达/],
  ['/admin audit', /重新发送未送达的消息|还没有人查看/],
  ['/admin 帮助', /\/admin status/],
])('%s is answered', async (text, answer) => {
  const { slack } = await startProduct(database);
  expect((await slack.user('admin').runs(text)).text).toMatch(answer);
});
