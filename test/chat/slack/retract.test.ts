import { expect, it } from 'vitest';
import type { MessageAddress, OutboundMessage } from '../../../src/chat/port.ts';
import { card, type Harness, startHarness } from './harness.ts';

const soon = (): AbortSignal => AbortSignal.timeout(3_000);
const SUPPORT = { platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' } as const;

async function post(harness: Harness, more: Partial<OutboundMessage>): Promise<MessageAddress> {
  const message = { id: 'm', to: SUPPORT, thread: null, card: card('said'), locale: 'en' as const, ...more };
  const outcome = await harness.slack.port.post(message, soon());
  return outcome.outcome === 'sent' ? outcome.address : expect.unreachable(JSON.stringify(outcome));
}

const retract = (harness: Harness, what: Parameters<NonNullable<Harness['slack']['port']['retract']>>[0]) =>
  harness.slack.port.retract?.(what, soon()) ?? expect.unreachable('Slack lets us delete what we said');

/** A card with five replies of ours and one of a person's. */
async function thread(harness: Harness): Promise<MessageAddress> {
  const top = await post(harness, { id: 'top' });
  for (const i of [1, 2, 3, 4, 5]) await post(harness, { id: `reply-${i}`, thread: top, card: card(`reply ${i}`) });
  const { world } = harness.fake;
  world.messages.push({
    ...{ channel: top.conversation, ts: world.nextTs(), threadTs: top.message, author: 'U0LEAD' },
    ...{ text: 'thanks', blocks: [], metadata: null, edits: 0 },
  });
  return top;
}

it('deletes what we said in a thread, and neither its card nor what people said; once more does nothing', async () => {
  const harness = await startHarness();
  const top = await thread(harness);
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual({ outcome: 'retracted', messages: 5 });
  expect(harness.fake.world.messages.map((each) => each.text)).toEqual(['said', 'thanks']);
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual({ outcome: 'retracted', messages: 0 });
});

it('deletes one message by the id it was sent under, also in a direct talk', async () => {
  const harness = await startHarness();
  const to = { ...SUPPORT, id: '@U0LEAD' };
  await post(harness, { id: 'a', to });
  await post(harness, { id: 'b', to, card: card('kept') });
  expect(await retract(harness, { to, id: 'a' })).toEqual({ outcome: 'retracted', messages: 1 });
  expect(harness.fake.world.messages.map((each) => each.text)).toEqual(['kept']);
  expect(await retract(harness, { to, id: 'a' })).toEqual({ outcome: 'retracted', messages: 0 });
});

it('goes on after a limit where it stopped, and gives up where the bot may not look', async () => {
  const harness = await startHarness();
  const top = await thread(harness);
  harness.fake.failNext('chat.delete', { status: 429, retryAfter: 9 });
  const limited = { outcome: 'retry-later', reason: 'ratelimited', messages: 0 };
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual(limited);
  harness.fake.failNext('conversations.replies', { error: 'not_in_channel' });
  const refused = { outcome: 'rejected', reason: 'not_in_channel', messages: 0 };
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual(refused);
  harness.fake.failNext('chat.delete', { error: 'cant_delete_message' });
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual({ outcome: 'retracted', messages: 4 });
  harness.fake.failNext('conversations.replies', { error: 'thread_not_found' });
  expect(await retract(harness, { to: SUPPORT, thread: top })).toEqual({ outcome: 'retracted', messages: 0 });
});
