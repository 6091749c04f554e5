import { describe, expect, it, vi } from 'vitest';
import { type Harness, says, startHarness } from './harness.ts';

/** Says something and waits for the answer: the connection works both ways. */
async function works(harness: Harness): Promise<void> {
  const group = harness.fake.group('CHAT1');
  await group.answerTo(group.says('agent1', '/ticket list'));
}

const warned = (harness: Harness, wanted: RegExp) => harness.logs.some((line) => wanted.test(line.message));

describe('the long connection', () => {
  it('subscribes before anything else and pings', async () => {
    const harness = await startHarness({ pingEveryMs: 30 });
    await harness.fake.until(() => (harness.fake.framesOf('ping').length >= 3 ? true : null), 'three pings');
    expect(harness.fake.frames[0]).toMatchObject({ cmd: 'aibot_subscribe', body: { bot_id: harness.fake.botId } });
    expect(harness.fake.subscriptions).toBe(1);
  });

  it('connects anew when a ping is not answered', async () => {
    const harness = await startHarness({ pingEveryMs: 30, answerMs: 100 });
    harness.fake.mutePings();
    await harness.fake.connected(2);
    harness.fake.mutePings(false);
    await works(harness);
  });

  it('notices a half-open connection, over which nothing comes any more', async () => {
    const harness = await startHarness({ pingEveryMs: 30, answerMs: 100 });
    harness.fake.freeze();
    await harness.fake.connected(2);
    await works(harness);
  });

  it('connects anew after a cut, also when nobody can be reached for a while', async () => {
    const harness = await startHarness();
    harness.fake.drop();
    await harness.fake.connected(2);
    await works(harness);
    harness.fake.refuse();
    harness.fake.drop();
    await vi.waitFor(() => expect(warned(harness, /connection of the AI bot failed/)).toBe(true));
    harness.fake.refuse(false);
    await harness.fake.connected(3);
    await works(harness);
  }, 15_000);

  it('answers what comes together with the answer to the subscription', async () => {
    const harness = await startHarness();
    harness.fake.drop();
    await harness.fake.connected(2);
    const group = harness.fake.group('CHAT1');
    expect((await group.answerTo(group.says('agent1', '你好'))).text).toContain('/工单');
  });

  it('does not wait for a subscription that is never answered', async () => {
    const harness = await startHarness({ answerMs: 150 });
    harness.fake.failNext('aibot_subscribe', 'mute');
    harness.fake.drop();
    await harness.fake.connected(2);
    await works(harness);
  }, 15_000);

  it('tells of a refusal and does not knock again and again', async () => {
    const harness = await startHarness();
    harness.fake.failNext('aibot_subscribe', { errcode: 40001 }, 100);
    harness.fake.drop();
    await vi.waitFor(() => expect(harness.troubles).toHaveLength(1));
    expect(harness.troubles[0]).toMatchObject({ kind: 'refused', errcode: 40001 });
    expect(harness.fake.framesOf('aibot_subscribe')).toHaveLength(2);
    expect(harness.bot.port.isServing?.()).toBe(false);
  });

  it('backs off when an outsider takes the connection, and says so once', async () => {
    const harness = await startHarness();
    harness.fake.evict();
    await vi.waitFor(() => expect(harness.troubles).toEqual([{ kind: 'evicted' }]));
    // The product, the outsider, and nobody since.
    expect(harness.fake.subscriptions).toBe(2);
    expect(harness.bot.port.isServing?.()).toBe(false);
  });

  it('leaves the connection to the replica that has the lease now', async () => {
    const harness = await startHarness();
    harness.lease.holder = 'replica-1';
    const other = harness.startReplica();
    await harness.fake.connected(2);
    await vi.waitFor(() => expect(other.port.isServing?.()).toBe(true));
    await vi.waitFor(() => expect(harness.bot.port.isServing?.()).toBe(false));
    await works(harness);
    expect(harness.troubles).toEqual([]);
    expect(harness.fake.subscriptions).toBe(2);
  });

  it('hands the connection over at once when it is stopped', async () => {
    const harness = await startHarness();
    const other = harness.startReplica();
    expect(other.port.isServing?.()).toBe(false);
    harness.bot.stop();
    await harness.bot.close();
    expect(harness.lease.holder).not.toBe('replica-0');
    await harness.fake.connected(2);
    await vi.waitFor(() => expect(other.port.isServing?.()).toBe(true));
    await works(harness);
  });
});

describe('frames that are not what they should be', () => {
  it('goes on after half JSON, unknown commands, events and answers nobody waits for', async () => {
    const harness = await startHarness();
    const { fake } = harness;
    fake.sendRaw('{"cmd":"aibot_msg_callback","headers":{"req_id":"a"},"bo');
    fake.sendRaw('');
    fake.sendRaw('[]');
    fake.sendRaw('{"cmd":"aibot_dance","headers":{"req_id":"b"},"body":{}}');
    fake.sendRaw(
      '{"cmd":"aibot_event_callback","headers":{"req_id":"c"},"body":{"event":{"eventtype":"feedback_event"}}}',
    );
    fake.sendRaw('{"headers":{"req_id":"nobody-asked"},"errcode":0,"errmsg":"ok"}');
    fake.sendRaw('{"cmd":"aibot_msg_callback","headers":{"req_id":"d"},"body":{"msgid":"1","chattype":"group"}}');
    fake.sendRaw(`${'['.repeat(60_000)}`);
    await works(harness);
    expect(harness.counted).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'unknown-cmd',
      'other-event',
      'malformed',
      'malformed',
      'message',
    ]);
  });

  it('reads a frame that comes in pieces as one', async () => {
    const harness = await startHarness();
    const text = JSON.stringify({
      cmd: 'aibot_msg_callback',
      headers: { req_id: 'pieces' },
      body: {
        msgid: 'p1',
        chatid: 'CHAT1',
        chattype: 'group',
        from: { userid: 'agent1' },
        msgtype: 'text',
        text: { content: '/工单 打印机' },
      },
    });
    harness.fake.sendRaw(text.slice(0, 20), text.slice(20, 150), text.slice(150));
    await vi.waitFor(() => expect(harness.inbound[0]?.what).toMatchObject({ text: '打印机' }));
  });

  it('keeps every digit of ids that came as numbers', async () => {
    const harness = await startHarness();
    harness.fake.sendRaw(
      '{"cmd":"aibot_msg_callback","headers":{"req_id":"n1"},"body":{"msgid":9007199254740993,"chatid":12345678901234567890,' +
        '"chattype":"group","from":{"userid":"007"},"msgtype":"text","text":{"content":"/ticket list"}}}',
    );
    await vi.waitFor(() => expect(harness.inbound).toHaveLength(1));
    expect(harness.inbound[0]).toMatchObject({
      dedupeKey: 'wecom/ww0corp/bot:msg:9007199254740993',
      where: { id: 'bot:12345678901234567890' },
      who: { id: '007' },
    });
  });

  it('ends a connection whose frame would fill the memory, and connects anew', async () => {
    const harness = await startHarness();
    harness.fake.sendRaw(`{"cmd":"x","headers":{"req_id":"${'a'.repeat(2_000_000)}"}}`);
    await harness.fake.connected(2);
    await works(harness);
  });

  it('works on when the database is away, and says what came of it', async () => {
    const harness = await startHarness();
    harness.inbox.isBroken = true;
    harness.respond = () => says('没有保存任何内容', { tone: 'warn' });
    const group = harness.fake.group('CHAT1');
    expect((await group.answerTo(group.says('agent1', '/ticket new x'))).text).toContain('没有保存');
  });

  it('answers anew, over the next connection, what was not answered over the last', async () => {
    const harness = await startHarness();
    const group = harness.fake.group('CHAT1');
    harness.respond = async () => {
      harness.fake.refuse();
      harness.fake.drop();
      await vi.waitFor(() => expect(harness.bot.port.isServing?.()).toBe(false));
      harness.respond = () => says('还是这张');
      return says('还是这张');
    };
    group.says('agent1', '/ticket new x');
    await vi.waitFor(() => expect(warned(harness, /could not be finished/)).toBe(true));
    harness.fake.refuse(false);
    await harness.fake.connected(2);
    expect([...harness.inbox.kept.values()][0]?.isDone).toBe(false);
    harness.inbox.orphan();
    await vi.waitFor(() => expect(harness.inbound).toHaveLength(2), { timeout: 8_000 });
    await group.expectMessage(/还是这张/);
  }, 15_000);
});
