import { expect, it } from 'vitest';
import { registry } from '../../src/commands/index.ts';
import { contactRules } from '../../src/domain/rules/contact/index.ts';
import { ticketRules } from '../../src/domain/rules/index.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, startProduct } from '../support/product.ts';

const database = useDatabase();

const metricsOf = async ({ app }: Pick<Product, 'app'>) => (await fetch(`${app.url}/metrics`)).text();

/** The value of a metric with exactly these labels; `null` when there is no such line. */
function valueOf(metrics: string, line: string): number | null {
  const found = metrics.split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
}

it('says that it is up and ready', async () => {
  const { app } = await startProduct(database);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  const readiness = await fetch(`${app.url}/readyz`);
  expect([readiness.status, await readiness.json()]).toEqual([
    200,
    expect.objectContaining({ status: 'ready', faults: [] }),
  ]);
  // Where a platform is configured nobody gets the playground.
  expect((await fetch(`${app.url}/`)).status).toBe(404);
});

it('counts requests, deliveries and what is owed, under labels that never name a ticket, person or channel', async () => {
  const product = await startProduct(database);
  const { slack, settle } = product;
  const { text } = await slack.user('agent1').runs('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪');
  await slack.user('mender').runs(`/ticket 认领 ${numberOf(text)}`);
  await slack.user('agent1').runs(`/ticket 认领 ${numberOf(text)}`);
  await slack.user('agent1').runs('/ticket <weird"verb{}');
  const card = await slack.channel('support').expectCard(/扫码枪连不上/);
  await card.expectReply(/认领了/);
  await settle();
  const metrics = await metricsOf(product);
  const requests = (verb: string, result: string) =>
    valueOf(metrics, `huiyin_requests_total{platform="slack",command="ticket",verb="${verb}",result="${result}"}`);
  expect([requests('take', 'refused'), requests('take', 'done')]).toEqual([1, 1]);
  expect(valueOf(metrics, 'huiyin_commitments{rule="first-contact",state="open"}')).toBeGreaterThanOrEqual(1);
  expect(valueOf(metrics, 'huiyin_outbox_depth{platform="slack"}')).toBe(0);
  expect(valueOf(metrics, 'huiyin_deliveries_total{platform="slack",kind="thread",outcome="sent"}')).toBe(1);
  expect(valueOf(metrics, 'huiyin_answer_seconds_count{platform="slack",command="ticket"}')).toBe(4);
  expect(valueOf(metrics, 'huiyin_database_up')).toBe(1);
  expect(valueOf(metrics, 'huiyin_tick_lag_seconds')).toBeLessThan(5);

  const closed: Readonly<Record<string, readonly string[]>> = {
    platform: ['slack', 'wecom', 'playground'],
    command: registry.commands.map((one) => one.name),
    verb: registry.commands.flatMap((one) => one.verbs.map((verb) => verb.name)),
    rule: [...ticketRules, ...contactRules].map((one) => one.name),
    result: ['done', 'refused', 'unavailable', 'failed'],
    state: ['open', 'met', 'cancelled'],
  };
  const labels = metrics
    .split('\n')
    .filter((line) => line.startsWith('huiyin_'))
    .flatMap((line) =>
      [...line.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => ({ name, value })),
    );
  expect(labels.length).toBeGreaterThan(20);
  for (const { name, value } of labels) {
    const allowed = closed[name];
    if (allowed !== undefined) expect([...allowed, 'other'], name).toContain(value);
    else if (name !== 'le') expect(value, name).toMatch(/^[a-z-]+$/);
  }
});

it('log lines hold no phone number, no address and no word of the customer', async () => {
  const { slack, logs, settle, expectErrorLine } = await startProduct(database);
  expectErrorLine(/a message was not delivered|is_archived/);
  slack.channel('after-sales').archive();
  const words = '客户 13812345678 邮箱 zhang.san@example.com 身份证 11010519491231002X 说空调修好又漏水';
  const { text } = await slack.user('agent1').runs(`/ticket ${words} 客户:云帆科技 部门:售后部`);
  await slack.user('agent1').runs(`/ticket 备注 ${numberOf(text)} 请回电 13812345678`);
  slack.failNext('chat.postMessage', { status: 500 });
  await slack.user('agent1').runs(`/ticket ${words} 第二次 部门:客服部`);
  await slack.channel('support').expectCard(/第二次/);
  await expect.poll(() => logs.some((line) => line.level === 'error')).toBe(true);
  await settle();
  const all = logs.map((line) => line.text).join('');
  expect(all).not.toMatch(/13812345678|zhang\.san|11010519491231002|漏水|云帆/);
});
