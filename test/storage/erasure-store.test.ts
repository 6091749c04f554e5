import { expect, test } from 'vitest';
import { createPlayground } from '../../src/chat/playground/playground.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { createErasureStore } from '../../src/storage/erasure/erasure-store.ts';
import { createPlaygroundStore } from '../../src/storage/playground-store.ts';
import { eraseEnded } from '../../src/usecases/erasure/erase-ended.ts';
import type { DuePost } from '../../src/usecases/erasure/ports.ts';
import { receiptHash } from '../../src/usecases/erasure/receipt.ts';
import { retractPosts } from '../../src/usecases/erasure/retract-posts.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, openTransaction, POLICIES, POLICY, startReplica } from '../support/desk.ts';
import { wordsInTables } from '../support/erasure.ts';

const db = useDatabase();

const store = () => createErasureStore({ prisma: db.prisma, onWritten: () => undefined, hash: receiptHash });
const DEED = { by: 'root', at: MONDAY, isForced: true };

async function customerNumberOf(ticket: string): Promise<number> {
  const row = await db.prisma.ticket.findUniqueOrThrow({ where: { number: ticket } });
  return (await db.prisma.customer.findUniqueOrThrow({ where: { id: row.customerId ?? '' } })).number;
}

test('whoever works on a ticket just now goes first, and their words go as well', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket({ description: '蓝色三号打印机' }));
  const { id } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } });
  const scope = { number: await customerNumberOf(number), person: null };
  const working = await openTransaction(db);
  await working.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  const erasing = store().erase(scope, DEED);
  await expect.poll(() => waitingForLocks()).toBeGreaterThan(0);
  await working.query("INSERT INTO remark (subject_id, seq, body) VALUES ($1, 9, '又说了绿色四号')", [id]);
  await working.commit();
  expect(await erasing).toMatchObject({ code: 'erased', receipt: { counts: { tickets: 1, remarks: 1 } } });
  expect(await wordsInTables(db, ['蓝色三号', '绿色四号', '云帆科技'])).toEqual([]);
});

async function waitingForLocks(): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0]?.count ?? 0;
}

test('two at one time erase once', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket({ description: '蓝色三号打印机' }));
  const scope = { number: await customerNumberOf(number), person: null };
  const both = await Promise.all([store().erase(scope, DEED), store().erase(scope, DEED)]);
  expect(both.map((each) => each.code).toSorted()).toEqual(['erased', 'refused']);
  expect(await db.prisma.erasureReceipt.count()).toBe(1);
  expect(await store().check(1, MONDAY)).toMatchObject({ isGenuine: true, left: 0 });
  expect(await store().check(2, MONDAY)).toBeNull();
});

test('names that were merged into a customer go with it', async () => {
  const one = await startReplica(db);
  const [kept, gone] = await Promise.all([
    one.tickets.create(newTicket({ customer: { name: '云帆科技', key: '云帆科技' } })),
    one.tickets.create(newTicket({ customer: { name: '帆船旧名号', key: '帆船旧名号' }, description: '紫色五号' })),
  ]);
  const [into, from] = [await customerNumberOf(kept.number), await customerNumberOf(gone.number)];
  const { id } = await db.prisma.customer.findUniqueOrThrow({ where: { number: into } });
  await db.prisma.customer.update({ where: { number: from }, data: { mergedInto: id } });
  await db.prisma.customerKey.create({ data: { customerId: id, kind: 'alias', key: '帆船旧名号' } });
  expect((await store().erase({ number: from, person: null }, DEED)).code).toBe('erased');
  expect(await wordsInTables(db, ['云帆科技', '帆船旧名号', '紫色五号'])).toEqual([]);
});

test('open forms and stuck deeds lose their words; those under way are left to who has them', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket({ description: '蓝色三号打印机' }));
  const form = { title: number, fields: [{ initial: '云帆科技说了橙色六号' }] };
  const where = { platform: 'wecom', workspace: 'ww', account: 'zhou', conversation: '@zhou', locale: 'zh-CN' };
  const later = new Date(Date.now() + DAY_MS);
  await db.prisma.formLink.create({ data: { hash: 'a', ...where, form, expiresAt: later } });
  await db.prisma.formLink.create({ data: { hash: 'b', ...where, form: { title: '蓝海' }, expiresAt: later } });
  const stuck = { surface: 'wecom', inbound: { text: '云帆科技又打来' } };
  await db.prisma.received.create({ data: { key: 'stuck', ...stuck, leaseUntil: new Date(Date.now() - DAY_MS) } });
  await db.prisma.received.create({ data: { key: 'busy', ...stuck, leaseUntil: later } });
  const scope = { number: await customerNumberOf(number), person: null };
  expect(await store().erase(scope, DEED)).toMatchObject({ receipt: { counts: { forms: 1, deeds: 1 } } });
  expect(await wordsInTables(db, ['橙色六号'])).toEqual([]);
  const left = await db.prisma.received.findMany({ where: { doneAt: null } });
  expect(left.map((each) => each.key)).toEqual(['busy']);
  expect((await db.prisma.formLink.findUniqueOrThrow({ where: { hash: 'b' } })).form).toEqual({ title: '蓝海' });
});

test('what ended two years ago is erased in portions, written down; what is open or younger stays', async () => {
  const one = await startReplica(db);
  const made = await Promise.all(
    Array.from({ length: 25 }, (_, i) => one.tickets.create(newTicket({ description: `蓝色打印机 ${i}` }))),
  );
  const [open = '', young = '', ...old] = made.map((each) => each.number);
  const at = (days: number) => new Date(MONDAY - days * DAY_MS);
  await db.prisma.commitment.updateMany({ data: { state: 'met' } });
  await db.prisma.ticket.updateMany({ where: { number: { in: old } }, data: { status: 'closed', updatedAt: at(731) } });
  await db.prisma.ticket.update({ where: { number: young }, data: { status: 'closed', updatedAt: at(729) } });
  await db.prisma.ticket.update({ where: { number: open }, data: { updatedAt: at(900) } });
  const policies = { active: () => ({ ...POLICY, policy: { ...POLICY.policy, retentionDays: 730 } }) };
  const deps = { erasures: store(), policies, clock: { now: () => MONDAY } };
  const first = await eraseEnded(deps);
  expect(first).toMatchObject({ number: 1, what: 'retention', by: 'system', counts: { tickets: 20 } });
  expect(await eraseEnded(deps)).toMatchObject({ number: 2, counts: { tickets: 3 } });
  expect(await eraseEnded(deps)).toBeNull();
  const rows = await db.prisma.ticket.findMany({ where: { NOT: { description: '■■■' } } });
  expect(rows.map((each) => each.number).toSorted()).toEqual([open, young].toSorted());
  expect(await db.prisma.audit.count({ where: { what: 'erased', by: 'system' } })).toBe(2);
  const off = { active: () => ({ ...POLICY, policy: { ...POLICY.policy, retentionDays: null } }) };
  await db.prisma.ticket.update({ where: { number: young }, data: { updatedAt: at(2_000) } });
  expect(await eraseEnded({ ...deps, policies: off })).toBeNull();
  expect(POLICIES.active().policy.retentionDays).toBe(730);
});

test('the playground forgets what was typed there, at once for whoever looks at it', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket({ description: '蓝色三号打印机卡纸了' }));
  const playground = await createPlayground({
    store: createPlaygroundStore({ prisma: db.prisma, onWritten: () => undefined }),
    clock: { now: () => MONDAY },
    isConversation: () => true,
  });
  const said = { conversation: 'support', author: 'zhou', locale: 'zh-CN' } as const;
  await playground.say({ id: 'a', text: '云帆科技说打印机坏了', ...said });
  await playground.say({ id: 'b', text: '蓝色三号打印机卡纸了', ...said });
  await playground.say({ id: 'c', text: '午饭吃什么', ...said });
  const scope = { number: await customerNumberOf(number), person: null };
  expect(await store().erase(scope, DEED)).toMatchObject({ receipt: { counts: { messages: 2 } } });
  expect(await wordsInTables(db, ['云帆科技', '蓝色三号'])).toEqual([]);
  const retractorAt = () => (post: DuePost) =>
    playground.port.retract?.({ to: post.to, id: post.messageId ?? '' }, AbortSignal.timeout(5_000)) ??
    Promise.reject(new Error('the playground takes nothing back'));
  expect(await retractPosts({ erasures: store(), retractorAt, isStopping: () => false })).toBe(1);
  expect(playground.feed.entries().map(({ message }) => message.card.body)).toEqual(['■■■', '■■■', '午饭吃什么']);
  // Its card was never posted, and waits for a pump; and in a moment it is looked for what was still being said.
  expect(await store().check(1, MONDAY)).toMatchObject({ left: 0, posts: { waiting: 2, removed: 2 } });
});

test('what a platform does not let us change is counted, and what nothing reaches here waits', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket());
  await db.prisma.card.updateMany({
    data: {
      platform: 'wecom',
      workspace: 'ww',
      conversation: 'bot:group',
      addressConversation: 'bot:group',
      addressMessage: 'm',
    },
  });
  const scope = { number: await customerNumberOf(number), person: null };
  const { prisma } = db;
  await prisma.outbox.updateMany({
    data: { what: 'thread', state: 'sent', cardId: (await prisma.card.findFirstOrThrow()).id },
  });
  expect(await store().erase(scope, DEED)).toMatchObject({
    receipt: { counts: { cards: 0, stays: 1, retractions: 1 } },
  });
  await prisma.erasurePost.updateMany({ data: { nextAt: new Date(0) } });
  const sweep = (retractor: null | undefined) =>
    retractPosts({ erasures: store(), retractorAt: () => retractor, isStopping: () => false });
  expect(await sweep(undefined)).toBe(0);
  expect(await store().check(1, MONDAY)).toMatchObject({ posts: { waiting: 1, impossible: 1 } });
  await prisma.erasurePost.updateMany({ where: { state: 'pending' }, data: { nextAt: new Date(0) } });
  expect(await sweep(null)).toBe(1);
  expect(await store().check(1, MONDAY)).toMatchObject({ posts: { waiting: 0, impossible: 2 } });
});
