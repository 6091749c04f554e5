import { expect, it } from 'vitest';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { createCustomerStore } from '../../src/storage/customer-store.ts';
import { createCustomerUpkeep } from '../../src/storage/customer-upkeep.ts';
import type { AssessRules } from '../../src/usecases/customers/ports.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, startReplica } from '../support/desk.ts';

const db = useDatabase();

const RULES: AssessRules = {
  policy: demoPolicy().customers,
  today: '2026-11-23',
  timezone: 'Asia/Shanghai',
  now: MONDAY,
  highValueFrom: null,
  countsWecomChats: false,
};

it('what speaks for losing a customer is counted in two windows of sixty days', async () => {
  const profile = { name: '云帆科技', amount: 600_000, firstCooperation: '2020-01-01' };
  const customer = { dedupeKey: 'key', id: newId(), by: 'zhou', at: MONDAY, profile, tags: [], people: [] };
  const { id } = customer;
  await createCustomerStore(db).create(customer, 5_000);
  const ago = (days: number) => new Date(MONDAY - days * DAY_MS);
  const talks: readonly (readonly [number, string, string])[] = [
    [0, 'reached', 'displeased'],
    [59, 'not-reached', 'keen'],
    [60, 'reached', 'displeased'],
    [119, 'reached', 'displeased'],
    [120, 'reached', 'displeased'],
    [1, 'none', 'keen'],
  ];
  for (const [days, outcome, mood] of talks) {
    await db.pool.query(
      `INSERT INTO contact (id, number, customer_id, author, team, outcome, moods, purposes, missing, status, spoken_at,
         confirmed_on, policy, content, created_at, updated_at)
       VALUES (gen_random_uuid(), 'L' || gen_random_uuid(), $1, 'agent', 'support', $2, ARRAY[$3], '{}', '{}', 'confirmed', $4, '{}', 'p', '', $4, $4)`,
      [id, outcome, mood, ago(days)],
    );
  }
  const business: readonly (readonly [number, string, number | null])[] = [
    [0, 'payment', 100],
    [59, 'order', 20],
    [60, 'renewal', 400],
    [119, 'payment', 50],
    [120, 'payment', 999],
    [3, 'delivery', 999],
    [4, 'order', null],
  ];
  for (const [days, type, amount] of business) {
    await db.pool.query(
      `INSERT INTO cooperation_event (id, customer_id, type, day, amount, by, created_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'agent', $5)`,
      [id, type, new Date(MONDAY - days * DAY_MS).toISOString().slice(0, 10), amount, ago(days)],
    );
  }
  const replica = await startReplica(db);
  for (const days of [0, 61, 62]) {
    await replica.tickets.create(newTicket({ kind: 'complaint', spokenAt: MONDAY - days * DAY_MS }, MONDAY));
  }
  expect(await createCustomerUpkeep(db).factsOf(id, RULES)).toMatchObject({
    tried: 2,
    reached: 1,
    spentNow: 120,
    spentBefore: 450,
    displeasedNow: 2,
    displeasedBefore: 4,
  });
});
