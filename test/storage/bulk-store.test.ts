import { expect, test } from 'vitest';
import { actorOf } from '../../src/domain/people.ts';
import { createBulkStore } from '../../src/storage/search/bulk-store.ts';
import { BULK_MAX, bulkCounts, isExpired, proposeBulk, resumeBulk, runBulk } from '../../src/usecases/search/bulk.ts';
import type { BulkAction } from '../../src/usecases/search/ports.ts';
import { resolveTicket } from '../../src/usecases/verbs/resolve-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, POLICIES, POLICY, SURFACES, startReplica, verbOf } from '../support/desk.ts';

const db = useDatabase();

const NEVER = () => false;

async function desk() {
  const { tickets } = await startReplica(db);
  const bulk = createBulkStore({ prisma: db.prisma });
  const deps = {
    store: tickets,
    policies: POLICIES,
    clock: { now: () => MONDAY },
    surfaces: () => SURFACES,
    bulk,
    actorOf: (ref: string) => actorOf(POLICY.policy, ref),
  };
  const by = actorOf(POLICY.policy, 'zhao') ?? expect.unreachable('nobody');
  const open = async () => (await tickets.create(newTicket())).number;
  const propose = (action: BulkAction, numbers: readonly string[], reason: string | null = null) =>
    proposeBulk(deps, { by, action, reason, numbers });
  return { tickets, deps, open, propose, bulk };
}

async function deedsOf(number: string): Promise<readonly string[]> {
  const { id } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } });
  const events = await db.prisma.event.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
  return events.map((event) => event.type);
}

test('each is assigned by the same verb as alone, and what has become of each is told', async () => {
  const { deps, open, propose } = await desk();
  const numbers = [await open(), await open(), 'C209901001'];
  const { id } = await propose({ do: 'assign', to: 'zhou' }, numbers);
  expect(await deedsOf(numbers[0] ?? '')).toEqual(['created']);
  const done = await runBulk(deps, id, 'zhao');
  if (done === null || done === 'busy') return expect.unreachable(String(done));
  expect(bulkCounts(done)).toEqual({ done: 2, refused: new Map([['unknown-ticket', ['C209901001']]]) });
  for (const number of numbers.slice(0, 2)) expect(await deedsOf(number)).toEqual(['created', 'assigned']);
  const [audit] = await db.prisma.audit.findMany({ where: { what: 'bulk-assign' } });
  expect(audit).toMatchObject({ by: 'zhao', data: { tickets: 3, done: 2, deed: id } });
});

test('pressed twice it is done once, and both presses are told the same', async () => {
  const { deps, open, propose } = await desk();
  const number = await open();
  const { id } = await propose({ do: 'cancel' }, [number], '重复');
  const both = await Promise.all([runBulk(deps, id, 'zhao'), runBulk(deps, id, 'zhao')]);
  expect(both.filter((one) => one === 'busy').length).toBeLessThanOrEqual(1);
  const again = await runBulk(deps, id, 'zhao');
  expect(again).toMatchObject({ isDone: true, results: { [number]: null } });
  expect((await deedsOf(number)).filter((type) => type === 'cancelled')).toHaveLength(1);
  expect(await db.prisma.audit.count({ where: { what: 'bulk-cancel' } })).toBe(1);
});

test('whoever stopped in the middle is followed by somebody who goes on, and nothing is done twice', async () => {
  const { deps, open, propose, bulk } = await desk();
  const [first, second] = [await open(), await open()];
  const { id } = await propose({ do: 'cancel' }, [first, second], '重复');
  await bulk.take(id, 1);
  // The first was done, and nobody wrote that down any more.
  const cancelled = await runBulk(
    { ...deps, bulk: { ...bulk, record: () => Promise.reject(new Error('killed')) } },
    id,
    'zhao',
  ).catch((error: unknown) => String(error));
  expect(['busy', 'Error: killed']).toContain(cancelled);
  await db.pool.query(`UPDATE bulk_deed SET lease_until = clock_timestamp() - interval '1 s', at = clock_timestamp()`);
  expect(await resumeBulk(deps, NEVER)).toBe(1);
  expect(await bulk.find(id)).toMatchObject({ isDone: true, results: { [first]: null, [second]: null } });
  for (const number of [first, second]) {
    expect((await deedsOf(number)).filter((type) => type === 'cancelled')).toHaveLength(1);
  }
  expect(await resumeBulk(deps, NEVER)).toBe(0);
});

test('what nobody confirmed is never gone on with', async () => {
  const { deps, open, propose } = await desk();
  await propose({ do: 'cancel' }, [await open()], '重复');
  expect(await resumeBulk(deps, NEVER)).toBe(0);
});

test('closing obeys the rules for each: only what is resolved, and never by silence', async () => {
  const { deps, open, propose, tickets } = await desk();
  const [resolved, working] = [await open(), await open()];
  await tickets.change(...verbOf(takeTicket, null, { number: resolved }));
  await tickets.change(...verbOf(resolveTicket, { remark: '好了' }, { number: resolved }));
  const silent = await propose({ do: 'close', word: 'unanswered' }, [resolved, working], '没人接');
  const refused = await runBulk(deps, silent.id, 'zhao');
  expect(refused).toMatchObject({ results: { [resolved]: 'needs-revisits', [working]: 'wrong-status' } });
  const content = await propose({ do: 'close', word: 'satisfied' }, [resolved, working], '电话确认');
  expect(await runBulk(deps, content.id, 'zhao')).toMatchObject({
    results: { [resolved]: null, [working]: 'wrong-status' },
  });
  expect(await deedsOf(resolved)).toContain('closed');
});

test('it is only for whoever was asked, for an hour, and for so many tickets', async () => {
  const { deps, open, propose } = await desk();
  const number = await open();
  const deed = await propose(
    { do: 'cancel' },
    [number, ...Array.from({ length: 300 }, (_, i) => `C2026119${100 + i}`)],
    'x',
  );
  expect(deed.numbers).toHaveLength(BULK_MAX);
  expect(await runBulk(deps, deed.id, 'zhou')).toBeNull();
  expect(await runBulk(deps, '00000000-0000-7000-8000-000000000000', 'zhao')).toBeNull();
  expect(await deedsOf(number)).toEqual(['created']);
  expect(isExpired(deed, MONDAY + 59 * 60_000)).toBe(false);
  expect(isExpired(deed, MONDAY + 61 * 60_000)).toBe(true);
});
