import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import type { Answer, Reply } from '../../../../src/chat/inbound.ts';
import type { OutboundMessage } from '../../../../src/chat/port.ts';
import { card, type Harness, says, startHarness, takeButton } from './harness.ts';

const MESSAGE_ID = '0192f0aa-0000-7000-8000-00000000000a';

/** Puts a card into the group as delivery does. */
async function postCard(harness: Harness, shown: Card = card('C202611001', { buttons: [takeButton] })) {
  const group = harness.fake.group('CHAT1');
  group.open();
  const message: OutboundMessage = {
    id: MESSAGE_ID,
    to: { platform: 'wecom', workspace: 'ww0corp', id: 'bot:CHAT1' },
    thread: null,
    card: shown,
    locale: 'zh-CN',
  };
  const outcome = await harness.bot.port.post(message, AbortSignal.timeout(5_000));
  if (outcome.outcome !== 'sent') throw new Error(JSON.stringify(outcome));
  const posted = group.messages().find((one) => one.taskId === outcome.address.message);
  return { group, posted: posted ?? expect.unreachable('no card'), taskId: outcome.address.message };
}

function shows(harness: Harness, taskId: string, title: string): void {
  harness.newest.set(taskId, { card: card(title, { buttons: [takeButton] }), locale: 'zh-CN' });
}

const TAKEN = { code: 'taken', number: 'C202611001', from: null };

describe('clicks on cards of the AI bot', () => {
  it('shows the card anew and says nothing more when that says it all', async () => {
    const harness = await startHarness();
    const { group, posted, taskId } = await postCard(harness);
    harness.respond = () => {
      shows(harness, taskId, 'C202611001 小王');
      return says('已认领', { tone: 'good' }, TAKEN);
    };
    posted.click('Agent1', '认领');
    await posted.expectUpdate(/小王/);
    await allDone(harness);
    expect(group.messages()).toHaveLength(1);
    expect(harness.inbound[0]).toMatchObject({
      dedupeKey: expect.stringMatching(/^wecom\/ww0corp\/bot:click:click\d+$/),
      who: { id: 'agent1' },
      where: { id: 'bot:CHAT1' },
      what: { type: 'click', action: 'ticket.take', value: 'C202611001' },
    });
  });

  it('tells what is beyond the card, calling whom it answers', async () => {
    const harness = await startHarness();
    const { group, posted, taskId } = await postCard(harness);
    shows(harness, taskId, 'C202611001 再看');
    harness.respond = () => says('已告知', { tone: 'good', lines: ['请问客户三个问题'] }, { code: 'told' });
    posted.click('Agent1', '认领');
    const told = await group.expectMessage(/请问客户三个问题/, { after: posted });
    expect(told.text).toContain('<@Agent1>');
    expect(posted.updates).toBe(1);
  });

  it('refuses in words, and shows a superseded card as things stand', async () => {
    const harness = await startHarness();
    const { group, posted, taskId } = await postCard(harness);
    shows(harness, taskId, 'C202611001 小李已认领');
    harness.respond = () => says('小李已经认领', { tone: 'warn' }, { code: 'refused' });
    posted.click('agent1', '认领');
    await group.expectMessage(/小李已经认领/, { after: posted });
    await posted.expectUpdate(/小李已认领/);
  });

  it('says the outcome in words when the card cannot be shown anew', async () => {
    const harness = await startHarness();
    const { group, posted, taskId } = await postCard(harness);
    shows(harness, taskId, 'new');
    harness.respond = () => says('已认领', { tone: 'good' }, TAKEN);
    harness.fake.failNext('aibot_respond_update_msg', { errcode: 846605 });
    posted.click('agent1', '认领');
    await group.expectMessage(/已认领/, { after: posted });
    expect(posted.updates).toBe(0);
  });

  it('never updates a card later than the platform takes it, and tells the outcome afterwards', async () => {
    const harness = await startHarness();
    const { group, posted, taskId } = await postCard(harness);
    const { promise, resolve } = Promise.withResolvers<Reply>();
    shows(harness, taskId, 'C202611001 处理中');
    harness.respond = () => ({ ...says('还在处理', { tone: 'info' }), later: promise });
    posted.click('agent1', '认领');
    // The work does not end: the card shows what is known, in time, and the person hears that it goes on.
    await posted.expectUpdate(/处理中/);
    await group.expectMessage(/还在处理/, { after: posted });
    resolve({ kind: 'card', card: card('已认领', { tone: 'good' }), outcome: TAKEN });
    await group.expectMessage(/已认领/, { after: posted });
    expect(posted.updates).toBe(1);
  }, 15_000);

  it('does a click of an unknown button and an unknown card without harm', async () => {
    const harness = await startHarness();
    const { group, posted } = await postCard(harness);
    harness.respond = () => says('这个按钮已失效', { tone: 'warn' });
    harness.fake.world.messages[0] = {
      ...(harness.fake.world.messages[0] ?? expect.unreachable()),
      buttons: [{ text: '认领', key: 'something else entirely' }],
    };
    const [changed] = group.messages();
    changed?.click('agent1', '认领');
    await group.expectMessage(/已失效/, { after: posted });
    expect(harness.inbound[0]?.what).toEqual({ type: 'click', action: 'unknown.unknown', value: '' });
  });

  it('keeps a click before it is done, so that another replica finishes it', async () => {
    const harness = await startHarness();
    const { group, posted } = await postCard(harness);
    // The process is lost in the middle: nothing is finished.
    const { promise, resolve } = Promise.withResolvers<Answer>();
    harness.respond = () => promise;
    posted.click('agent1', '认领');
    await vi.waitFor(() => expect(harness.inbound).toHaveLength(1));
    const [kept] = [...harness.inbox.kept.values()];
    expect(kept).toMatchObject({ isDone: false, deed: { inbound: { what: { action: 'ticket.take' } } } });

    harness.respond = () => says('已认领', { tone: 'good' }, TAKEN);
    harness.inbox.orphan();
    harness.lease.holder = 'replica-1';
    harness.startReplica();
    await harness.fake.connected(2);
    // By now the request is another process's: the answer is a message of its own.
    await group.expectMessage(/已认领/, { after: posted });
    expect(harness.inbound).toHaveLength(2);
    expect(harness.inbound[1]?.dedupeKey).toBe(harness.inbound[0]?.dedupeKey);
    resolve(says('too late'));
  }, 20_000);
});

async function allDone(harness: Harness): Promise<void> {
  await harness.bot.drain();
  expect([...harness.inbox.kept.values()].every((one) => one.isDone)).toBe(true);
}
