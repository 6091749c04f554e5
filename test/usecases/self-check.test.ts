import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { createOperationsStore } from '../../src/storage/operations-store.ts';
import { checkDeadlines } from '../../src/usecases/check-deadlines.ts';
import { selfCheck } from '../../src/usecases/self-check.ts';
import { useDatabase } from '../support/database.ts';
import { decidingAt, MONDAY, newTicket, POLICIES, SURFACES, startReplica } from '../support/desk.ts';

const database = useDatabase();

async function desk(now: number) {
  const { tickets, engine } = await startReplica(database);
  const records = createOperationsStore({ prisma: database.prisma });
  const deps = { store: tickets, policies: POLICIES, clock: { now: () => now }, surfaces: () => SURFACES };
  const failed: string[] = [];
  const onError = (_: unknown, number: string) => failed.push(number);
  return { tickets, engine, records, deps, failed, check: () => selfCheck({ ...deps, records, onError }) };
}

test.each([
  ['a deadline', `UPDATE commitment SET due_at = due_at + interval '1 hour' WHERE rule = 'resolve'`],
  ['a state', `UPDATE commitment SET state = 'met', next_at = NULL WHERE rule = 'first-contact'`],
  ['a commitment', `DELETE FROM commitment WHERE rule = 'resolve'`],
])('%s that differs from its history is found, put right from it and found no more', async (_, sql) => {
  const { tickets, deps, check, records } = await desk(MONDAY + MINUTE_MS);
  await tickets.create(newTicket());
  await database.pool.query(sql);
  const found = await check();
  expect(found.differences).not.toEqual([]);
  expect(found.seen).toMatchObject({ differences: found.differences.length, repaired: found.differences.length });
  expect((await checkDeadlines(deps, null)).differences).toEqual([]);
  expect((await records.seen(MONDAY)).selfCheck).toEqual(found.seen);
  expect((await check()).seen).toMatchObject({ differences: 0, repaired: 0 });
});

test('what nobody can put right is not called repaired', async () => {
  const { tickets, check } = await desk(MONDAY + MINUTE_MS);
  await tickets.create(newTicket());
  await database.pool.query(`UPDATE commitment SET rule = 'nonsense' WHERE rule = 'resolve'`);
  const { seen } = await check();
  // The missing one is back, the one without a history stays on record.
  expect(seen).toMatchObject({ differences: 2, repaired: 1 });
});

test('a history that cannot be read is a finding, and keeps the round from nobody', async () => {
  const { tickets, check, failed } = await desk(MONDAY + MINUTE_MS);
  await tickets.create(newTicket());
  await tickets.create(newTicket());
  await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
    DELETE FROM event WHERE seq = 1 AND subject_id = (SELECT id FROM ticket WHERE number = 'C202611001'); COMMIT`);
  await database.pool.query(`UPDATE commitment SET due_at = due_at + interval '1 hour' WHERE rule = 'resolve'
    AND subject_id = (SELECT id FROM ticket WHERE number = 'C202611002')`);
  const { seen, differences, isRoundOver } = await check();
  expect(differences.map((one) => one.what).sort()).toEqual(['deadline', 'unreadable']);
  expect(seen).toMatchObject({ subjects: 2, differences: 2, repaired: 1 });
  expect([isRoundOver, failed]).toEqual([true, ['C202611001']]);
});

test('what was due and nobody decided is counted after five minutes, not before', async () => {
  const at = MONDAY + HOUR_MS;
  const { tickets, engine, check } = await desk(at);
  await tickets.create(newTicket());
  expect((await check()).seen.undecided).toBe(1);
  await engine.advance(at, 10, decidingAt(at));
  expect((await check()).seen.undecided).toBe(0);
});

test('a message that nothing holds and nobody takes is counted; one that waits its turn is not', async () => {
  const { tickets, check, records } = await desk(MONDAY);
  await tickets.create(newTicket());
  await database.pool.query(`INSERT INTO lane (platform, workspace, conversation, next_at)
    SELECT platform, workspace, conversation, clock_timestamp() + interval '1 hour' FROM outbox GROUP BY 1, 2, 3`);
  await database.pool.query(`UPDATE outbox SET created_at = clock_timestamp() - interval '10 minutes'`);
  expect((await check()).seen.stuck).toBe(0);
  await database.pool.query(`UPDATE lane SET next_at = clock_timestamp() - interval '10 minutes'`);
  const { stuck } = (await check()).seen;
  expect(stuck).toBeGreaterThan(0);
  expect((await records.seen(MONDAY)).queues).toMatchObject([{ platform: 'playground', limited: 0 }]);
});

test('goes on where it stopped, whichever replica asks', async () => {
  const [one, other] = [await desk(MONDAY), await desk(MONDAY)];
  for (let i = 0; i < 130; i += 1) await one.tickets.create(newTicket());
  const rounds = [await one.check(), await other.check(), await one.check()];
  expect(rounds.map((round) => [round.seen.subjects, round.isRoundOver])).toEqual([
    [100, false],
    [30, true],
    [100, false],
  ]);
});

test('what the check of contacts found in its own stretch is counted with it', async () => {
  const { tickets, records, deps } = await desk(MONDAY + MINUTE_MS);
  await tickets.create(newTicket());
  const difference = {
    subjectId: 'x',
    commitment: 'follow-up/1/1',
    what: 'deadline',
    stored: 1,
    recomputed: 2,
  } as const;
  const beside = { subjects: 5, differences: [difference, difference], repaired: 1 };
  const { seen, differences } = await selfCheck({ ...deps, records, beside, onError: () => undefined });
  expect(seen).toMatchObject({ subjects: 6, differences: 2, repaired: 1 });
  expect(differences).toEqual([]);
  expect((await records.seen(MONDAY)).selfCheck).toEqual(seen);
});
