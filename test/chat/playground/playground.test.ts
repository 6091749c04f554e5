import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { createPlayground } from '../../../src/chat/playground/playground.ts';
import type { MessageAddress, OutboundMessage } from '../../../src/chat/port.ts';
import { createMemoryPlaygroundStore, type MemoryPlaygroundStore } from '../../support/playground-store.ts';

const never = new AbortController().signal;
const card = (title: string): Card => ({ tone: 'info', title, summary: title });

async function open(store: MemoryPlaygroundStore = createMemoryPlaygroundStore()) {
  const clock = { at: 1_000, now: () => clock.at };
  const playground = await createPlayground({
    store,
    clock,
    isConversation: (id) => ['support', '@chen'].includes(id),
  });
  return { store, clock, playground, port: playground.port, feed: playground.feed };
}

function message(id: string, title: string, to = 'support', thread: MessageAddress | null = null): OutboundMessage {
  return { id, to: { platform: 'playground', workspace: 'demo', id: to }, thread, card: card(title), locale: 'zh-CN' };
}

describe('posting', () => {
  it('shows and keeps a message under our id', async () => {
    const { port, feed, store } = await open();
    expect(await port.post(message('m1', 'hello'), never)).toEqual({
      outcome: 'sent',
      address: { conversation: 'support', message: 'm1' },
    });
    expect(feed.get('m1')?.message).toMatchObject({
      conversation: 'support',
      postedAt: 1_000,
      version: 1,
      author: null,
    });
    expect(store.messagesById.get('m1')).toEqual(feed.get('m1')?.message);
  });

  it('shows a repeated post once', async () => {
    const { port, feed } = await open();
    await port.post(message('m1', 'hello'), never);
    expect(await port.post(message('m1', 'hello'), never)).toMatchObject({ outcome: 'sent' });
    expect(feed.entries()).toHaveLength(1);
    expect(feed.seq).toBe(1);
  });

  it('rejects a conversation that does not exist', async () => {
    const { port, feed } = await open();
    expect(await port.post(message('m1', 'hello', 'nowhere'), never)).toMatchObject({
      outcome: 'rejected',
      gone: true,
    });
    expect(feed.entries()).toHaveLength(0);
  });

  it('puts replies into the thread of the card, also when they answer a reply', async () => {
    const { port, feed } = await open();
    await port.post(message('root', 'card'), never);
    await port.post(message('r1', 'one', 'support', { conversation: 'support', message: 'root' }), never);
    await port.post(message('r2', 'two', 'support', { conversation: 'support', message: 'r1' }), never);
    expect([feed.get('r1'), feed.get('r2')].map((entry) => entry?.message.thread)).toEqual(['root', 'root']);
  });

  it('shows a reply in the open when its card is not here', async () => {
    const { port, feed } = await open();
    await port.post(message('r1', 'one', 'support', { conversation: 'support', message: 'lost' }), never);
    expect(feed.get('r1')?.message.thread).toBeNull();
  });

  it('shows nothing when it cannot be kept, and works when tried again', async () => {
    const { port, feed, store } = await open();
    store.failNext(new Error('database gone'));
    expect(await port.post(message('m1', 'hello'), never)).toMatchObject({
      outcome: 'retry-later',
      reason: 'database gone',
      limited: false,
    });
    expect(feed.get('m1')).toBeNull();
    expect(await port.post(message('m1', 'hello'), never)).toMatchObject({ outcome: 'sent' });
  });

  it('obeys the signal', async () => {
    const { port, store } = await open();
    expect(await port.post(message('m1', 'hello'), AbortSignal.abort())).toMatchObject({ outcome: 'retry-later' });
    expect(store.messagesById.size).toBe(0);
  });
});

describe('updating', () => {
  it('changes the card in its place', async () => {
    const { port, feed, clock } = await open();
    await port.post(message('m1', 'before'), never);
    await port.post(message('m2', 'other'), never);
    clock.at = 2_000;
    await port.update({ conversation: 'support', message: 'm1' }, message('m1', 'after'), never);
    expect(feed.get('m1')).toMatchObject({
      order: 1,
      seq: 3,
      message: { card: { title: 'after' }, postedAt: 1_000, updatedAt: 2_000, version: 2 },
    });
  });

  it('says that the message is gone when it is not here', async () => {
    const { port } = await open();
    const outcome = await port.update({ conversation: 'support', message: 'lost' }, message('lost', 'x'), never);
    expect(outcome).toMatchObject({ outcome: 'rejected', gone: true });
  });
});

describe('finding', () => {
  it('knows for certain what was shown and what was not', async () => {
    const { port } = await open();
    await port.post(message('m1', 'hello', '@chen'), never);
    expect(await port.find(message('m1', 'hello', '@chen'), never)).toEqual({ conversation: '@chen', message: 'm1' });
    expect(await port.find(message('m2', 'hello'), never)).toBeNull();
  });
});

describe('saying', () => {
  const saying = { id: 's1', conversation: 'support', author: 'lin', text: '打印机又卡纸了', locale: 'zh-CN' } as const;

  it('shows what a person wrote, once for one id', async () => {
    const { playground, feed } = await open();
    await playground.say(saying);
    await playground.say(saying);
    expect(feed.entries().map(({ message }) => [message.author, message.card.body])).toEqual([
      ['lin', '打印机又卡纸了'],
    ]);
  });

  it('keeps a text that the database would refuse', async () => {
    const { playground } = await open();
    const said = await playground.say({ ...saying, text: 'a\0b\uD800c' });
    expect(said?.message.card.body).toBe('a\uFFFDb\uFFFDc');
  });

  it('refuses a conversation that does not exist', async () => {
    const { playground } = await open();
    expect(await playground.say({ ...saying, conversation: 'nowhere' })).toBeNull();
  });
});

describe('the feed', () => {
  it('stands in order of posting after a restart, under a new epoch', async () => {
    const { port, clock, store, feed } = await open();
    for (const id of ['b', 'a', 'c']) {
      clock.at += 1;
      await port.post(message(id, id), never);
    }
    await port.update({ conversation: 'support', message: 'b' }, message('b', 'b again'), never);
    const restarted = (await open(store)).feed;
    expect(restarted.entries().map(({ message }) => message.card.title)).toEqual(['b again', 'a', 'c']);
    expect(restarted.epoch).not.toBe(feed.epoch);
  });

  it('gives a late reader each changed message once, as it is now', async () => {
    const { port, feed } = await open();
    await port.post(message('a', 'a'), never);
    await port.post(message('b', 'b'), never);
    const seen = feed.seq;
    for (const title of ['a2', 'a3']) {
      await port.update({ conversation: 'support', message: 'a' }, message('a', title), never);
    }
    expect(feed.changedAfter(seen).map(({ message }) => message.card.title)).toEqual(['a3']);
    expect(feed.changedAfter(0).map(({ message }) => message.id)).toEqual(['b', 'a']);
    expect(feed.changedAfter(feed.seq)).toEqual([]);
  });

  it('calls listeners until they leave', async () => {
    const { port, feed } = await open();
    const heard: string[] = [];
    const leave = feed.subscribe(({ message }) => heard.push(message.id));
    await port.post(message('a', 'a'), never);
    leave();
    await port.post(message('b', 'b'), never);
    expect(heard).toEqual(['a']);
  });
});
