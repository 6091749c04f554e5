import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import type { DeliveryOutcome, OutboundMessage } from '../../../../src/chat/port.ts';
import { createPace } from '../../../../src/chat/wecom/bot/pace.ts';
import { messageIdOf } from '../../../../src/chat/wecom/bot/port.ts';
import { MEMBER_WINDOWS } from '../../../../src/chat/wecom/pace.ts';
import { card, type Harness, startHarness, takeButton } from './harness.ts';

const ID = '0192f0aa-0000-7000-8000-00000000000a';

function post(
  harness: Harness,
  id: string,
  shown: Card,
  more: Partial<OutboundMessage> = {},
): Promise<DeliveryOutcome> {
  const to = { platform: 'wecom', workspace: 'ww0corp', id } as const;
  const message: OutboundMessage = { id: ID, to, thread: null, card: shown, locale: 'zh-CN', ...more };
  return harness.bot.port.post(message, AbortSignal.timeout(1_000));
}

describe('messages of delivery over the AI bot', () => {
  it('posts cards with buttons and texts without, to groups and to people', async () => {
    const harness = await startHarness();
    harness.fake.group('CHAT1').open();
    harness.fake.single('agent1').open();
    const sent = await post(harness, 'bot:CHAT1', card('C202611001', { buttons: [takeButton] }));
    expect(sent).toEqual({
      outcome: 'sent',
      address: { conversation: 'bot:CHAT1', message: expect.stringMatching(new RegExp(`^${ID}_[0-9a-f]{8}$`)) },
    });
    expect(await post(harness, '@agent1', card('提醒'))).toMatchObject({ outcome: 'sent' });
    expect(harness.fake.messages.map(({ chat, kind }) => [chat, kind])).toEqual([
      ['group:CHAT1', 'card'],
      ['single:agent1', 'markdown'],
    ]);
    expect(harness.fake.framesOf('aibot_send_msg').map(({ body }) => body['chat_type'])).toEqual([2, 1]);
  });

  it('never uses a task id twice, and finds the message again from it', async () => {
    const harness = await startHarness();
    harness.fake.group('CHAT1').open();
    const shown = card('C202611001', { buttons: [takeButton] });
    const [one, two] = [await post(harness, 'bot:CHAT1', shown), await post(harness, 'bot:CHAT1', shown)];
    if (one.outcome !== 'sent' || two.outcome !== 'sent') return expect.unreachable();
    expect(one.address.message).not.toBe(two.address.message);
    expect([messageIdOf(one.address.message), messageIdOf(two.address.message)]).toEqual([ID, ID]);
    expect(messageIdOf(`answer-${ID}`)).toBeNull();
  });

  it('tells what happened to a ticket in one line below its card', async () => {
    const harness = await startHarness();
    harness.fake.group('CHAT1').open();
    const entry = card('小王 认领了工单', {
      summary: 'C202611001：小王 认领了工单',
      body: '马上处理',
      footer: '10:02',
    });
    const thread = { conversation: 'bot:CHAT1', message: 'task' };
    await post(harness, 'bot:CHAT1', entry, { thread });
    expect(harness.fake.messages[0]?.text).toBe('**🔵 C202611001：小王 认领了工单**');
  });

  it('says that a group is closed in which nobody has written to the bot', async () => {
    const harness = await startHarness();
    const outcome = await post(harness, 'bot:NOBODY', card('x'));
    expect(outcome).toMatchObject({ outcome: 'rejected', gone: true, reason: expect.stringContaining('86008') });
    expect(await post(harness, '@nobody', card('x'))).toMatchObject({ outcome: 'rejected', gone: true });
    expect(await post(harness, 'C0SLACK', card('x'))).toMatchObject({ outcome: 'rejected', gone: true });
  });

  it('does not know what became of a message that was never answered', async () => {
    const harness = await startHarness();
    harness.fake.group('CHAT1').open();
    harness.fake.failNext('aibot_send_msg', 'mute');
    const outcome = await harness.bot.port.post(
      {
        id: ID,
        to: { platform: 'wecom', workspace: 'ww0corp', id: 'bot:CHAT1' },
        thread: null,
        card: card('x'),
        locale: 'en',
      },
      AbortSignal.timeout(100),
    );
    expect(outcome).toMatchObject({ outcome: 'uncertain' });
    harness.fake.failNext('aibot_send_msg', 'cut-after');
    expect(await post(harness, 'bot:CHAT1', card('y'))).toMatchObject({ outcome: 'uncertain' });
    expect(
      await harness.bot.port.find(
        { id: ID, to: { platform: 'wecom', workspace: 'ww0corp', id: 'bot:CHAT1' }, thread: null },
        AbortSignal.timeout(10),
      ),
    ).toBe('unknown');
  });

  it('waits for what passes and gives up on what does not', async () => {
    const harness = await startHarness();
    harness.allowErrors = true;
    harness.fake.group('CHAT1').open();
    const table: [errcode: number, outcome: object][] = [
      [-1, { outcome: 'retry-later', limited: false }],
      [45009, { outcome: 'retry-later', limited: true, afterMs: 60_000 }],
      [48002, { outcome: 'retry-later', limited: false, afterMs: 60_000 }],
      [40058, { outcome: 'rejected', gone: false }],
      [987654, { outcome: 'rejected', gone: false, reason: expect.stringContaining('987654') }],
    ];
    for (const [errcode, wanted] of table) {
      harness.fake.failNext('aibot_send_msg', { errcode });
      expect(await post(harness, 'bot:CHAT1', card('x'))).toMatchObject(wanted);
    }
    // Only the code that nobody knows is an error, and is counted.
    expect(harness.logs.filter((line) => line.level === 'error')).toHaveLength(1);
    expect(harness.counted.filter((kind) => kind === 'unknown-code')).toHaveLength(1);
  });

  it('sends nothing while another replica has the connection', async () => {
    const harness = await startHarness();
    const other = harness.startReplica();
    harness.fake.group('CHAT1').open();
    expect(other.port.isServing?.()).toBe(false);
    const message: OutboundMessage = {
      id: ID,
      to: { platform: 'wecom', workspace: 'ww0corp', id: 'bot:CHAT1' },
      thread: null,
      card: card('x'),
      locale: 'zh-CN',
    };
    expect(await other.port.post(message, AbortSignal.timeout(100))).toMatchObject({ outcome: 'retry-later' });
    expect(harness.fake.framesOf('aibot_send_msg')).toEqual([]);
  });

  it('serves groups alone where the app reaches people', async () => {
    const harness = await startHarness({ servesPeople: false });
    expect(harness.bot.port.serves).toEqual(['bot:']);
  });

  it('says no answer into nothing, and delivery learns of every one that was said', async () => {
    const harness = await startHarness();
    const group = harness.fake.group('CHAT1');
    for (let i = 0; i < 31; i += 1) group.says('agent1', '/ticket list');
    await vi.waitFor(() => expect(harness.inbound).toHaveLength(31));
    await harness.bot.drain();
    expect(group.messages()).toHaveLength(29);
    expect(harness.said).toEqual(Array.from({ length: 29 }, () => 'bot:CHAT1'));
    // What was not said waits: nobody is left without an answer.
    expect([...harness.inbox.kept.values()].filter((one) => !one.isDone)).toHaveLength(2);
    expect(harness.fake.world.dropped).toEqual([]);
    // Another chat has a count of its own; delivery is held to the same limits by the database.
    const talk = harness.fake.single('Agent1');
    await talk.answerTo(talk.says('Agent1', '/ticket list'));
    await vi.waitFor(() => expect(harness.said.at(-1)).toBe('@Agent1'));
    expect(harness.bot.port.capabilities.windows).toEqual(MEMBER_WINDOWS);
  });
});

describe('the pace of one chat', () => {
  it('counts by the minute and by the hour, and gives back what was not sent', () => {
    let now = 0;
    const pace = createPace(() => now);
    const take = () => pace.take('c').ok;
    for (let i = 0; i < 28; i += 1) expect(take()).toBe(true);
    pace.note('c');
    expect(pace.take('c')).toEqual({ ok: false, waitMs: 60_000 });
    pace.giveBack('c');
    expect(take()).toBe(true);
    now = 60_000;
    expect(take()).toBe(true);
    let sent = 30;
    for (; now < 3_600_000; now += 2_500) if (take()) sent += 1;
    expect(sent).toBe(980);
    now = 3_600_000 + 60_000;
    expect(take()).toBe(true);
  });
});
