import { expect, test } from 'vitest';
import { createOperationsStore } from '../../src/storage/operations-store.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, startReplica } from '../support/desk.ts';

const database = useDatabase();
const operations = () => createOperationsStore({ prisma: database.prisma });

/** A desk whose every post so far was refused. */
async function refusedDesk(tickets: number) {
  const replica = await startReplica(database);
  for (let i = 0; i < tickets; i += 1) await replica.tickets.create(newTicket());
  await database.pool.query(
    `UPDATE outbox SET state = 'rejected', reason = 'not_in_channel', done_at = clock_timestamp(), attempts = 1`,
  );
  await database.pool.query(`INSERT INTO lane (platform, workspace, conversation, next_at, attempts)
    SELECT platform, workspace, conversation, clock_timestamp() + interval '1 hour', 5 FROM outbox GROUP BY 1, 2, 3`);
  return replica;
}

const states = async () =>
  (await database.pool.query<{ state: string }>('SELECT state FROM outbox ORDER BY id')).rows.map((row) => row.state);

test('the dead are listed newest first with the ticket they speak of and the platform’s word', async () => {
  await refusedDesk(3);
  const { rows, total } = await operations().dead({ offset: 0, limit: 2 });
  expect(total).toBe(3);
  expect(rows.map((row) => [row.number, row.reason, row.state, row.what])).toEqual([
    ['C202611003', 'not_in_channel', 'rejected', 'card'],
    ['C202611002', 'not_in_channel', 'rejected', 'card'],
  ]);
});

test('all the refused go again at once, and the retry is on record', async () => {
  const { delivery } = await refusedDesk(2);
  expect(await operations().retry('all', 'zhao', MONDAY)).toBe(2);
  expect(await states()).toEqual(['pending', 'pending']);
  const [work] = await delivery.claim([{ platform: 'playground', workspace: 'demo' }], 10);
  expect(work).toMatchObject({ what: 'card', attempts: 1, laneAttempts: 0, wasInFlight: false });
  expect((await operations().audit({ offset: 0, limit: 5 })).rows).toMatchObject([{ by: 'zhao', what: 'retried' }]);
});

test('one of them goes by its id alone; what may have been shown goes in no other way', async () => {
  await refusedDesk(2);
  await database.pool.query(`UPDATE outbox SET state = 'uncertain' WHERE id = (SELECT min(id) FROM outbox)`);
  const { rows } = await operations().dead({ offset: 0, limit: 9 });
  expect(await operations().retry('all', 'zhao', MONDAY)).toBe(1);
  expect(await states()).toEqual(['uncertain', 'pending']);
  expect(await operations().retry({ id: rows[1]?.id ?? '' }, 'zhao', MONDAY)).toBe(1);
  expect(await states()).toEqual(['pending', 'pending']);
  expect(await operations().retry({ id: '999999999' }, 'zhao', MONDAY)).toBe(0);
});

test('what has gone another way meanwhile stays dead', async () => {
  await refusedDesk(1);
  await database.pool.query('UPDATE card SET shown_version = wanted_version');
  expect(await operations().retry('all', 'zhao', MONDAY)).toBe(0);
  expect(await states()).toEqual(['rejected']);
});

test('of several tries of one card one goes', async () => {
  await refusedDesk(1);
  await database.pool.query(`INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, state, message_id)
    SELECT platform, workspace, conversation, what, subject_id, card_id, state, gen_random_uuid() FROM outbox`);
  expect(await operations().retry('all', 'zhao', MONDAY)).toBe(1);
  expect(await states()).toEqual(['rejected', 'pending']);
});

test('replicas are seen while they say so', async () => {
  const store = operations();
  const [one, other] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
  await store.present({ id: one, version: '1.0.0' });
  await store.present({ id: other, version: '1.1.0' });
  await store.present({ id: one, version: '1.0.0' });
  expect((await store.seen(MONDAY)).replicas.map((replica) => replica.version)).toEqual(['1.0.0', '1.1.0']);
  await store.absent(one);
  await database.pool.query(`UPDATE replica SET seen_at = seen_at - interval '1 minute'`);
  expect((await store.seen(MONDAY)).replicas).toEqual([]);
});

test('what is due, open and in force is seen', async () => {
  const { tickets } = await startReplica(database);
  await tickets.create(newTicket());
  const seen = await operations().seen(MONDAY + 3_600_000);
  expect(seen).toMatchObject({ dead: 0, uncertain: 0, selfCheck: null });
  expect(seen.due).toBeGreaterThan(0);
  expect(seen.openCommitments).toBeGreaterThanOrEqual(seen.due);
  expect(seen.dueSince).toBeLessThan(MONDAY + 3_600_000);
  expect(seen.schema).toMatch(/^2026\d{10}_/);
});
