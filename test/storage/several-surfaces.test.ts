import { expect, test } from 'vitest';
import type { LaneWork } from '../../src/delivery/ports.ts';
import type { Surface } from '../../src/usecases/ports.ts';
import { useDatabase } from '../support/database.ts';
import { type Replica, startReplica } from '../support/desk.ts';

const db = useDatabase();

const WECOM = { platform: 'wecom', workspace: 'ww1' } as const;
const APP: Surface = { ...WECOM, serves: ['app:', '@'] };
const BOT: Surface = { ...WECOM, serves: ['bot:'] };

test('each surface takes the conversations it reaches, and leaves the others', async () => {
  const one = await startReplica(db);
  for (const id of ['bot:a', 'app:b', '@zhou', 'webhook:ops']) await say(one, id);
  expect(await taken(one, [APP])).toEqual(['@zhou', 'app:b']);
  expect(await taken(one, [APP])).toEqual([]);
  expect(await taken(one, [{ ...BOT, workspace: 'ww2' }])).toEqual([]);
  expect(await taken(one, [{ ...BOT, platform: 'slack' }])).toEqual([]);
  expect(await taken(one, [APP, BOT])).toEqual(['bot:a']);
  expect(await taken(one, [WECOM])).toEqual(['webhook:ops']);
});

test('a beginning is taken as it is written', async () => {
  const one = await startReplica(db);
  for (const id of ['bot%', 'botx:a', 'Bot:a']) await say(one, id);
  expect(await taken(one, [BOT, { ...WECOM, serves: ['%', '_'] }, { ...WECOM, serves: [] }])).toEqual([]);
});

test('what nobody serves stands in nobody’s way, however much it is', async () => {
  const one = await startReplica(db);
  await db.pool.query(
    `INSERT INTO outbox (platform, workspace, conversation, what, message_id)
     SELECT 'wecom', 'ww1', 'bot:' || i % 600, 'private', gen_random_uuid() FROM generate_series(1, 3000) i`,
  );
  for (const id of ['@zhou', 'app:b']) await say(one, id);
  expect(await taken(one, [APP], 2)).toEqual(['@zhou', 'app:b']);
});

test('two replicas, of which one holds the connection: nothing is taken by the other', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  for (let count = 0; count < 20; count += 1) {
    await say(one, `bot:${count}`);
    await say(one, `@${count}`);
  }
  const [holder, other] = await Promise.all([taken(one, [APP, BOT], 40), taken(two, [APP], 40)]);
  expect(other.every((id) => id.startsWith('@'))).toBe(true);
  expect([...holder, ...other].toSorted()).toHaveLength(40);
  expect(new Set([...holder, ...other]).size).toBe(40);
});

function say(replica: Replica, id: string): Promise<void> {
  return replica.delivery.enqueuePrivate({ ...WECOM, id }, {});
}

/** The conversations whose heads were taken; they stay leased. */
async function taken(replica: Replica, surfaces: readonly Surface[], limit = 100): Promise<string[]> {
  const works: readonly LaneWork[] = await replica.delivery.claim(surfaces, limit);
  return works.map(({ lane }) => lane.id).toSorted();
}
