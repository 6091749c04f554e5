import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, startReplica } from '../support/desk.ts';

const db = useDatabase();

/** Cards that wait for others in two people's talks, until so long after ten. */
async function hold(...waits: readonly (readonly [string, number])[]): Promise<void> {
  await db.prisma.card.createMany({
    data: waits.map(([conversation, ms]) => ({
      ...{ id: newId(), kind: 'held', subjectId: newId(), noticeId: newId(), conversation },
      ...{ platform: 'playground', workspace: 'demo', wantedVersion: 1, shownVersion: 0 },
      ...{ createdAt: new Date(MONDAY), heldUntil: new Date(MONDAY + ms) },
    })),
  });
}
const posts = () => db.prisma.outbox.findMany({ orderBy: { conversation: 'asc' } });

test('what gathers goes out as one message for each reader, when the first of it has waited long enough', async () => {
  const { engine } = await startReplica(db);
  await hold(['@zhou', 5 * MINUTE_MS], ['@zhou', 6 * MINUTE_MS], ['@zhou', 7 * MINUTE_MS], ['@wang', HOUR_MS]);
  await engine.releaseHeld('demo', MONDAY + 4 * MINUTE_MS);
  expect(await posts()).toEqual([]);
  await engine.releaseHeld('demo', MONDAY + 5 * MINUTE_MS);
  expect(await posts()).toMatchObject([{ conversation: '@zhou', what: 'card', urgent: false }]);
  const members = await db.prisma.card.findMany({ where: { conversation: '@zhou' } });
  expect(new Set(members.map(({ digestId }) => digestId)).size).toBe(1);
  expect(await engine.nextAt()).toBe(MONDAY + HOUR_MS);
});

test('an outage that ends in rest time posts nothing of it before rest time is over', async () => {
  const { engine } = await startReplica(db);
  await hold(['@zhou', 5 * MINUTE_MS], ['@zhou', 6 * MINUTE_MS], ['@wang', 15 * HOUR_MS]);
  const [night, morning] = [MONDAY + 14 * HOUR_MS, MONDAY + 23 * HOUR_MS];
  await engine.releaseHeld('demo', night, morning);
  expect(await posts()).toEqual([]);
  // Looked at again then, and not all night long.
  expect(await engine.nextAt()).toBe(MONDAY + 15 * HOUR_MS);
  await engine.releaseHeld('demo', MONDAY + 15 * HOUR_MS, morning);
  expect(await engine.nextAt()).toBe(morning);
  await engine.releaseHeld('demo', morning, morning);
  expect(await posts()).toMatchObject([{ conversation: '@wang' }, { conversation: '@zhou' }]);
});
