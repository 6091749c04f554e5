import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';

const database = useDatabase();

const SUPPORT = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪';
const AFTER_SALES = '/ticket 空调修好又漏水 客户:云帆 部门:售后部 #漏水';

it('a channel that Slack slows down waits as long as told, and no other channel waits for it', async () => {
  const { slack, app } = await startProduct(database);
  slack.failNext('chat.postMessage', { status: 429, retryAfter: 2 });
  await slack.user('agent1').runs(SUPPORT);
  await expect.poll(() => slack.callsOf('chat.postMessage').length).toBe(1);
  await slack.user('agent1').runs(AFTER_SALES);
  await slack.channel('after-sales').expectCard(/漏水/);
  expect(slack.channel('support').messages()).toEqual([]);
  const waiting = async () =>
    /outbox_depth\{platform="slack"\} 1$/m.test(await (await fetch(`${app.url}/metrics`)).text());
  await expect.poll(waiting).toBe(true);
  await slack.channel('support').expectCard(/扫码枪/);
  const [first, , third] = slack.callsOf('chat.postMessage');
  expect((third?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
});

it.each([{ status: 500 }, 'nonsense', 'html', 'drop', { error: 'internal_error' }] as const)(
  'when Slack answers %j the card is looked for, not found, and posted once',
  async (fault) => {
    const { slack, settle } = await startProduct(database);
    slack.failNext('chat.postMessage', fault);
    await slack.user('agent1').runs(SUPPORT);
    await slack.channel('support').expectCard(/扫码枪/);
    expect(slack.callsOf('conversations.history').length).toBeGreaterThan(0);
    await settle();
    expect(slack.channel('support').messages()).toHaveLength(1);
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
  },
);

it('a card that Slack showed without answering is found again by its mark and not posted twice', async () => {
  const { slack } = await startProduct(database);
  slack.failNext('chat.postMessage', 'drop-after-accept');
  const { text } = await slack.user('agent1').runs(SUPPORT);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  await slack.until(() => (slack.callsOf('conversations.history').length > 0 ? true : null), 'a look for the card');
  // It is the card: what happens next is shown on it, and told in its thread.
  await slack.user('agent2').runs(`/ticket 认领 ${/C\d{9,}/.exec(text)?.[0]}`);
  await card.expectUpdate(/负责人 {2}小李/);
  await card.expectReply(/小李 认领了/);
  expect(slack.channel('support').messages()).toHaveLength(1);
  expect(slack.callsOf('chat.postMessage').filter((call) => call.args['thread_ts'] === undefined)).toHaveLength(1);
});

it('Slack that takes a reminder and does not answer: it is found again, and others go out meanwhile', async () => {
  const { slack, settle } = await startProduct(database);
  slack.failNext('chat.postMessage', 'hang-after-accept');
  await slack.user('agent1').runs(SUPPORT);
  await slack.user('agent1').runs(AFTER_SALES);
  const start = performance.now();
  await slack.channel('after-sales').expectCard(/漏水/);
  expect(performance.now() - start).toBeLessThan(5_000);
  await slack.until(() => (slack.callsOf('conversations.history').length > 0 ? true : null), 'a look', 15_000);
  await settle();
  expect(slack.callsOf('chat.postMessage').filter((call) => call.args['channel'] === 'C0SUPPORT')).toHaveLength(1);
  expect(slack.channel('support').messages()).toHaveLength(1);
});

it('an archived channel is on record as an error, and holds up nobody else', async () => {
  const { slack, expectErrorLine } = await startProduct(database);
  expectErrorLine(/a message was not delivered.*|is_archived/);
  slack.channel('support').archive();
  await slack.user('agent1').runs(SUPPORT);
  await slack.user('agent1').runs(AFTER_SALES);
  await slack.channel('after-sales').expectCard(/漏水/);
});

it('a card that somebody deleted is posted anew', async () => {
  const { slack } = await startProduct(database);
  const { text } = await slack.user('agent1').runs(SUPPORT);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  slack.world.messages.splice(
    slack.world.messages.findIndex((each) => each.ts === card.ts),
    1,
  );
  await slack.user('agent2').runs(`/ticket 认领 ${/C\d{9,}/.exec(text)?.[0]}`);
  const anew = await slack.channel('support').expectCard(/负责人 {2}小李/);
  expect(anew.ts).not.toBe(card.ts);
});

it('an answer that the response URL does not take comes as a direct message', async () => {
  const { slack } = await startProduct(database);
  await slack.user('agent1').runs(SUPPORT);
  const card = await slack.channel('support').expectCard(/扫码枪/);
  slack.failNext('response_url', { status: 500 });
  await card.click('认领', { as: 'agent2' });
  await slack.user('agent2').expectDirectMessage(/已由您认领/);
});
