import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/chat/inbound.ts';
import type { ReceivedDeed } from '../../src/chat/inbox.ts';
import { createHousekeeping } from '../../src/storage/housekeeping.ts';
import { createInboxStore } from '../../src/storage/inbox-store.ts';
import { useDatabase } from '../support/database.ts';
import { startReplica } from '../support/desk.ts';

const database = useDatabase();
const SURFACE = 'wecom/ww1/app';

function deed(
  key: string,
  what: Inbound['what'] = { type: 'command', name: 'ticket', text: 'new 卡纸 \u0000' },
): ReceivedDeed {
  const place = { platform: 'wecom', workspace: 'ww1' } as const;
  return {
    surface: SURFACE,
    inbound: {
      dedupeKey: key,
      who: { ...place, id: 'zhangsan', name: '张三', locale: null },
      where: { ...place, id: '@zhangsan' },
      what,
    },
    way: { click: { taskId: 't', code: 'c' } },
  };
}

const unreadable: string[] = [];
const open = () => createInboxStore({ prisma: database.prisma, onUnreadable: (key) => unreadable.push(key) });
const letLeasesEnd = () => database.prisma.$executeRaw`UPDATE received SET lease_until = clock_timestamp()`;

describe('the inbox', () => {
  it('keeps a deed once, also of those that come together and on several replicas', async () => {
    const [one, other] = [
      open(),
      createInboxStore({ prisma: (await startReplica(database)).database.prisma, onUnreadable: () => undefined }),
    ];
    const kept = await Promise.all([one, other, one, other, one].map((store) => store.keep(deed('k1'))));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all(['k2', 'k3', 'k2'].map((key) => one.keep(deed(key))))).toEqual([true, true, false]);
  });

  it('hands over what a dying process left, as it was but for what no database holds', async () => {
    const store = open();
    await store.keep(deed('k1'));
    expect(await store.takeOver(SURFACE, 10), 'it is held').toEqual([]);
    await letLeasesEnd();
    expect(await store.takeOver('wecom/ww1/bot', 10), 'it is the business of its own surface').toEqual([]);
    const clean: ReceivedDeed = deed('k1', { type: 'command', name: 'ticket', text: 'new 卡纸 ' });
    expect(await store.takeOver(SURFACE, 10)).toEqual([{ ...clean, attempts: 2 }]);
    expect(await store.takeOver(SURFACE, 10), 'now it is held again').toEqual([]);
  });

  it('hands it to one replica alone', async () => {
    const stores = [
      open(),
      createInboxStore({ prisma: (await startReplica(database)).database.prisma, onUnreadable: () => undefined }),
    ];
    for (let i = 0; i < 20; i += 1) await open().keep(deed(`k${i}`));
    await letLeasesEnd();
    const taken = await Promise.all(
      stores.flatMap((store) => [store.takeOver(SURFACE, 7), store.takeOver(SURFACE, 7)]),
    );
    const keys = taken.flat().map((one) => one.inbound.dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(13);
  });

  it('leaves to its holder what is renewed', async () => {
    const store = open();
    await store.keep(deed('k1'));
    await letLeasesEnd();
    await store.renew(['k1', 'unknown']);
    expect(await store.takeOver(SURFACE, 10)).toEqual([]);
  });

  it('holds no word of what is done, and knows its repeat', async () => {
    const store = open();
    await store.keep(deed('k1'));
    await store.finish('k1');
    await store.finish('unknown');
    const rows = await database.prisma.received.findMany();
    expect(rows).toMatchObject([{ key: 'k1', inbound: null, way: null }]);
    expect(await store.keep(deed('k1'))).toBe(false);
    await letLeasesEnd();
    expect(await store.takeOver(SURFACE, 10)).toEqual([]);
  });

  it('carries every kind of deed', async () => {
    const store = open();
    const deeds: Inbound['what'][] = [
      { type: 'click', action: 'ticket.take', value: 'C1' },
      { type: 'form', action: 'ticket.new', context: 'x', values: { text: 'y' } },
      { type: 'shortcut', name: 'new-ticket', message: null },
      {
        type: 'shortcut',
        name: 'ticket-from-message',
        message: { channel: 'c', id: 'i', text: 't', authorId: null, authorName: 'n', link: null, at: 1, thread: null },
      },
    ];
    for (const [i, what] of deeds.entries()) await store.keep(deed(`k${i}`, what));
    await letLeasesEnd();
    // Kept within one millisecond, they have no order among themselves.
    const taken = new Map((await store.takeOver(SURFACE, 10)).map(({ inbound }) => [inbound.dedupeKey, inbound.what]));
    expect(deeds.map((_, i) => taken.get(`k${i}`))).toEqual(deeds);
  });

  it('sets a row down that cannot be read, and hands over the others', async () => {
    const store = open();
    await store.keep(deed('k1'));
    await store.keep(deed('k2'));
    await database.prisma.$executeRaw`UPDATE received SET inbound = '{"who": 7}' WHERE key = 'k1'`;
    await letLeasesEnd();
    expect((await store.takeOver(SURFACE, 10)).map((one) => one.inbound.dedupeKey)).toEqual(['k2']);
    expect(unreadable).toEqual(['k1']);
    expect(await database.prisma.received.findUnique({ where: { key: 'k1' } })).toMatchObject({ inbound: null });
  });

  it('is pruned: what is done after a day, what nobody finished after three', async () => {
    const store = open();
    for (const key of ['done-old', 'done-new', 'open-old', 'open-older']) await store.keep(deed(key));
    await store.finish('done-old');
    await store.finish('done-new');
    await database.prisma.$executeRaw`
      UPDATE received SET received_at = clock_timestamp() - interval '25 hours' WHERE key IN ('done-old', 'open-old')`;
    await database.prisma.$executeRaw`
      UPDATE received SET received_at = clock_timestamp() - interval '73 hours' WHERE key = 'open-older'`;
    await createHousekeeping(database).prune();
    const rows = await database.prisma.received.findMany({ orderBy: { key: 'asc' } });
    expect(rows.map((row) => row.key)).toEqual(['done-new', 'open-old']);
  });
});
