import { expect, test } from 'vitest';
import { createErasureStore } from '../../src/storage/erasure/erasure-store.ts';
import { createFilterStore } from '../../src/storage/search/filter-store.ts';
import { createSearchKeeper } from '../../src/storage/search/search-keeper.ts';
import { createSearchStore } from '../../src/storage/search/search-store.ts';
import { receiptHash } from '../../src/usecases/erasure/receipt.ts';
import { newId } from '../../src/usecases/new-id.ts';
import type { Sight, TicketSearch } from '../../src/usecases/search/ports.ts';
import { EVERYTHING, nearbySearches, searchTickets } from '../../src/usecases/search/search-tickets.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { assignTicket } from '../../src/usecases/verbs/assign-ticket.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, openTransaction, startReplica, verbOf } from '../support/desk.ts';

const db = useDatabase();

const keeper = () => createSearchKeeper({ pool: db.pool });
const store = () => createSearchStore({ pool: db.pool, elapsed: () => performance.now() });

async function find(search: Partial<TicketSearch>, sight: Sight = 'all'): Promise<readonly string[]> {
  return (await store().find({ ...EVERYTHING, ...search }, sight, 'exactly')).numbers;
}

async function open(description: string, more: Parameters<typeof newTicket>[0] = {}): Promise<string> {
  const { tickets } = await startReplica(db);
  return (await tickets.create(newTicket({ description, ...more }))).number;
}

test('what was written is findable after one look, and what was said to it later after the next', async () => {
  const { tickets } = await startReplica(db);
  const { number } = await tickets.create(newTicket({ description: '打印机频繁卡纸，二楼' }));
  expect(await find({ words: ['打印机'] })).toEqual([]);
  expect(await keeper().keepUp(10)).toBe(1);
  expect(await find({ words: ['打印机'] })).toEqual([number]);
  await tickets.change(...verbOf(addNote, { remark: '滚筒已经更换' }, { number }));
  await keeper().keepUp(10);
  expect(await find({ words: ['滚筒', '打印机'] })).toEqual([number]);
  expect(await keeper().keepUp(10)).toBe(0);
});

test('a release that knows nothing of it writes tickets that are found all the same, and what was there before, too', async () => {
  const number = await open('扫码枪连不上收银台');
  // As before the migration: nothing was noted, nothing made.
  await db.pool.query('DELETE FROM ticket_search_due');
  expect(await keeper().keepUp(10)).toBe(0);
  const older = await open('门禁卡刷不开');
  await db.pool.query('DELETE FROM ticket_search_due');
  expect(await keeper().catchUp(1)).toBe(1);
  expect(await find({ words: ['门禁'] })).toEqual([older]);
  expect(await find({ words: ['扫码枪'] })).toEqual([]);
  while ((await keeper().catchUp(1)) > 0);
  expect(await find({ words: ['扫码枪'] })).toEqual([number]);
  // A row changed by plain SQL, as anybody's older code does it.
  await db.pool.query(
    `UPDATE ticket SET description = '投影仪花屏', updated_at = updated_at + interval '1 s' WHERE number = $1`,
    [number],
  );
  await keeper().keepUp(10);
  expect(await find({ words: ['投影仪'] })).toEqual([number]);
  expect(await find({ words: ['扫码枪'] })).toEqual([]);
});

test('a change that is committed while its ticket is made findable is not lost, and nobody waits for it', async () => {
  const number = await open('旧的说法');
  await keeper().keepUp(10);
  const writing = await openTransaction(db);
  await writing.query(`UPDATE ticket SET description = '新的说法', updated_at = now() WHERE number = $1`, [number]);
  await db.pool.query('INSERT INTO ticket_search_due (ticket_id) SELECT id FROM ticket WHERE number = $1', [number]);
  expect(await keeper().keepUp(10)).toBe(1);
  await writing.commit();
  expect(await keeper().keepUp(10)).toBe(1);
  expect(await find({ phrases: ['新的说法'] })).toEqual([number]);
});

test('two replicas make a ticket findable one after the other', async () => {
  await open('同时');
  const other = await openTransaction(db);
  await other.query('SELECT pg_advisory_xact_lock(72707411)');
  expect(await keeper().keepUp(10)).toBe(0);
  await other.commit();
  expect(await keeper().keepUp(10)).toBe(1);
});

test('who may not see a ticket does not find it, whatever the index still says', async () => {
  const number = await open('打印机卡纸', { team: 'support', by: 'zhou' });
  await keeper().keepUp(10);
  const words = ['打印机'];
  expect(await find({ words }, { teams: ['support'], orOf: 'x' })).toEqual([number]);
  expect(await find({ words }, { teams: ['product'], orOf: 'x' })).toEqual([]);
  expect(await find({ words }, { teams: [], orOf: 'zhou' })).toEqual([number]);
  expect(await find({ words: [number.toLowerCase()] }, { teams: ['product'], orOf: 'x' })).toEqual([]);
  // Moved to another team a moment ago.
  await db.pool.query(`UPDATE ticket SET team = 'product' WHERE number = $1`, [number]);
  expect(await find({ words }, { teams: ['support'], orOf: 'x' })).toEqual([]);
});

test('the best comes first: said as typed, then open before closed, then the newest', async () => {
  const apart = await open('打印机坏了，另外纸也卡纸');
  const closed = await open('打印机卡纸 第二次');
  const openOne = await open('打印机卡纸 第一次');
  await db.pool.query(`UPDATE ticket SET status = 'closed' WHERE number = $1`, [closed]);
  while ((await keeper().keepUp(10)) > 0);
  expect(await find({ words: ['打印机', '卡纸'] })).toEqual([openOne, closed, apart]);
});

test('numbers are found by their digits before anything else that says them, also a moment after they were given', async () => {
  const says = await open('订单 001 没有发货');
  await keeper().keepUp(10);
  await db.pool.query(`UPDATE ticket SET number = 'C202611777' WHERE number = $1`, [says]);
  const { tickets } = await startReplica(db);
  const fresh = (await tickets.create(newTicket({ description: '刚刚说的' }))).number;
  expect(await find({ words: [fresh.slice(-3)] })).toEqual([fresh]);
  expect(await find({ words: [fresh.toLowerCase()] })).toEqual([fresh]);
});

test('what is excluded, exact or of another day is left out, and loosely typed words come near', async () => {
  const number = await open('打印机频繁卡纸', { kind: 'complaint' });
  await keeper().keepUp(10);
  expect(await find({ words: ['打印机'], without: ['卡纸'] })).toEqual([]);
  expect(await find({ without: ['扫码枪'] })).toEqual([number]);
  expect(await find({ phrases: ['打印机卡纸'] })).toEqual([]);
  expect(await find({ phrases: ['频繁卡纸'] })).toEqual([number]);
  expect(await find({ from: MONDAY + 1 })).toEqual([]);
  expect(await find({ from: MONDAY, until: MONDAY + 1 })).toEqual([number]);
  expect(await find({ until: MONDAY })).toEqual([]);
  expect(await find({ owners: [null], kinds: ['complaint'], statuses: ['pending'] })).toEqual([number]);
  expect(await find({ customers: [] })).toEqual([]);
  const search = { ...EVERYTHING, words: ['打印机老卡纸'] };
  expect(await searchTickets(store(), search, 'all', { offset: 0, limit: 8 })).toMatchObject({
    isNear: true,
    total: 1,
  });
  const none = { ...EVERYTHING, words: ['打印机', '不存在'], kinds: ['inquiry' as const] };
  expect(await nearbySearches(store(), none, 'all')).toEqual([]);
  expect(await nearbySearches(store(), { ...none, kinds: ['complaint'] }, 'all')).toEqual([
    { drop: 'word', word: '不存在', total: 1, hasMore: false },
  ]);
  expect(await nearbySearches(store(), { ...EVERYTHING, words: ['打印机'], kinds: ['inquiry'] }, 'all')).toEqual([
    { drop: 'filters', total: 1, hasMore: false },
  ]);
});

test('hostile words are words: quotes, wildcards, operators, other directions', async () => {
  const hostile = `it's "100%" \\ & | ! ( ) :* 'x':* ‮שלום 😀 _under_`;
  const number = await open(hostile);
  await open('别的');
  while ((await keeper().keepUp(10)) > 0);
  for (const word of ["it's", '100%', 'שלום', '_under_', "'x':*", '\\', '&', 'x'].map((one) => one.toLowerCase())) {
    const found = await find({ words: [word] });
    expect(
      [[number], []].map((one) => JSON.stringify(one)),
      word,
    ).toContain(JSON.stringify(found.filter((one) => one === number)));
  }
  expect(await find({ words: ['שלום'] })).toEqual([number]);
  expect(await find({ words: ["x'); drop table ticket; --"] })).toEqual([]);
  expect(await db.prisma.ticket.count()).toBe(2);
});

test('a merged customer’s tickets are found by both names', async () => {
  const number = await open('打印机卡纸', { customer: { name: '云帆科技', key: '云帆科技' } });
  await keeper().keepUp(10);
  expect(await find({ words: ['云帆科技'] })).toEqual([number]);
  const { customerId } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } });
  const into = newId();
  await db.pool.query(`INSERT INTO customer (id, name, name_key, created_at) VALUES ($1, '蓝海', '蓝海', now())`, [
    into,
  ]);
  await db.pool.query('UPDATE customer_key SET customer_id = $1 WHERE customer_id = $2', [into, customerId]);
  await db.pool.query(
    `INSERT INTO customer_key (customer_id, kind, key) VALUES ($1, 'name', '蓝海'), ($1, 'alias', '云帆科技') ON CONFLICT DO NOTHING`,
    [into],
  );
  await db.pool.query('UPDATE ticket SET customer_id = $1 WHERE customer_id = $2', [into, customerId]);
  await keeper().keepUp(10);
  expect(await find({ words: ['蓝海'] })).toEqual([number]);
  expect(await find({ words: ['云帆科技', '卡纸'] })).toEqual([number]);
});

test('what is erased is not found any more, at once, nor by the job later, nor named by a filter', async () => {
  const number = await open('蓝色三号打印机');
  const kept = await open('红色四号', { customer: { name: '远山书店', key: '远山书店' } });
  while ((await keeper().keepUp(10)) > 0);
  const filters = createFilterStore({ prisma: db.prisma });
  const filter = { scope: 'person:zhou', by: 'zhou' } as const;
  await filters.save({ ...filter, id: newId(), name: '云帆', query: '客户:云帆科技' }, MONDAY);
  await filters.save({ ...filter, id: newId(), name: '别的', query: '客户:远山书店' }, MONDAY);
  const erasures = createErasureStore({ prisma: db.prisma, onWritten: () => undefined, hash: receiptHash });
  const { customerId } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } });
  const customer = await db.prisma.customer.findUniqueOrThrow({ where: { id: customerId ?? '' } });
  const scope = { number: customer.number, person: null };
  expect(await erasures.erase(scope, { by: 'root', at: MONDAY, isForced: true })).toMatchObject({ code: 'erased' });
  const rows = await db.pool.query(`SELECT FROM ticket_search WHERE words LIKE '%蓝色%' OR tokens::text LIKE '%蓝色%'`);
  expect(rows.rowCount).toBe(0);
  expect(await find({ words: ['蓝色'] })).toEqual([]);
  while ((await keeper().keepUp(10)) > 0);
  expect(await find({ words: ['蓝色'] })).toEqual([]);
  expect(await find({ statuses: ['pending'] })).toEqual(expect.arrayContaining([number, kept]));
  expect((await filters.list(['person:zhou'])).map((one) => one.name)).toEqual(['别的']);
});

test('an owner’s tickets follow who has them', async () => {
  const { tickets } = await startReplica(db);
  const number = await open('打印机卡纸');
  await tickets.change(...verbOf(assignTicket, { to: 'zhao' }, { number }));
  while ((await keeper().keepUp(10)) > 0);
  expect(await find({ owners: ['zhao'] })).toEqual([number]);
  expect(await find({ of: ['zhao'] })).toEqual([number]);
  expect(await find({ owners: [null] })).toEqual([]);
});
