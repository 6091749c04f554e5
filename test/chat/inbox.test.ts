import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInbox, type InboxStore, type ReceivedDeed, type TakenDeed } from '../../src/chat/inbox.ts';

const place = { platform: 'wecom', workspace: 'ww1' } as const;
const deed = (key: string): ReceivedDeed => ({
  surface: 'wecom/ww1/app',
  inbound: {
    dedupeKey: key,
    who: { ...place, id: 'zhangsan', name: null, locale: null },
    where: { ...place, id: '@zhangsan' },
    what: { type: 'command', name: 'ticket', text: 'list' },
  },
  way: null,
});

function scene(handle: (deed: ReceivedDeed) => Promise<void> = async () => undefined) {
  const said: string[] = [];
  const done: string[] = [];
  const renewed: string[][] = [];
  const left: TakenDeed[] = [];
  const store: InboxStore = {
    keep: async () => true,
    renew: async (keys) => void renewed.push([...keys]),
    finish: async (key) => void done.push(key),
    takeOver: async (_, limit) => left.splice(0, limit),
  };
  const log = (level: string) => (_: object, message: string) => void said.push(`${level} ${message}`);
  const deps = { store, surface: 'wecom/ww1/app', handle, log: { warn: log('warn'), error: log('error') } };
  return { store, said, done, renewed, left, deps };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('keeping a deed', () => {
  it('says whether it is new', async () => {
    const { store, deps } = scene();
    const inbox = createInbox(deps);
    expect(await inbox.keep(deed('a'))).toBe('kept');
    store.keep = async () => false;
    expect(await inbox.keep(deed('a'))).toBe('repeat');
  });

  it('does not wait for a database that does not answer: the platform would not either', async () => {
    const { store, deps, said } = scene();
    const inbox = createInbox(deps);
    store.keep = () => new Promise(() => undefined);
    const kept = inbox.keep(deed('a'));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(await kept).toBe('not-kept');
    store.keep = async () => Promise.reject(new Error('gone'));
    expect(await inbox.keep(deed('b'))).toBe('not-kept');
    expect(said).toEqual(['warn a received deed could not be stored']);
  });
});

describe('working on deeds', () => {
  it('holds on to what takes long, and lets go of what is done', async () => {
    let finish = (): void => undefined;
    const { deps, renewed, done } = scene(() => new Promise((resolve) => (finish = resolve)));
    const inbox = createInbox(deps);
    inbox.start();
    inbox.process(deed('a'));
    inbox.process(deed('a'));
    await vi.advanceTimersByTimeAsync(25_000);
    expect(renewed).toEqual([['a'], ['a']]);
    finish();
    await inbox.drain();
    expect(done).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(renewed).toHaveLength(2);
    inbox.stop();
  });

  it('leaves on record what failed', async () => {
    const { deps, done, said } = scene(async () => Promise.reject(new Error('no way')));
    const inbox = createInbox(deps);
    inbox.process(deed('a'));
    await inbox.drain();
    expect(done).toEqual([]);
    expect(said).toEqual(['warn a received deed could not be finished; it is tried again']);
  });

  it('takes over what others left behind, soon and again and again', async () => {
    const handled: string[] = [];
    const { deps, left, done } = scene(async ({ inbound }) => void handled.push(inbound.dedupeKey));
    const inbox = createInbox(deps);
    left.push({ ...deed('a'), attempts: 2 });
    inbox.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(handled).toEqual(['a']);
    left.push({ ...deed('b'), attempts: 5 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([handled, done]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    inbox.stop();
    left.push({ ...deed('c'), attempts: 2 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(handled).toHaveLength(2);
  });

  it('gives up what failed five times, and says so', async () => {
    const handled: string[] = [];
    const { deps, left, done, said } = scene(async ({ inbound }) => void handled.push(inbound.dedupeKey));
    left.push({ ...deed('a'), attempts: 6 });
    const inbox = createInbox(deps);
    inbox.start();
    await vi.advanceTimersByTimeAsync(0);
    inbox.stop();
    expect([handled, done, said]).toEqual([[], ['a'], ['error a received deed was given up']]);
  });

  it('takes over nothing where it could not be answered', async () => {
    const { deps, left } = scene();
    left.push({ ...deed('a'), attempts: 2 });
    const inbox = createInbox({ ...deps, mayTakeOver: () => false });
    inbox.start();
    await vi.advanceTimersByTimeAsync(20_000);
    inbox.stop();
    expect(left).toHaveLength(1);
  });
});
