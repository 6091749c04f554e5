import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MEMBER_WINDOWS } from '../../src/chat/wecom/pace.ts';
import type { Delivered, LaneWork, PacedSurface } from '../../src/delivery/ports.ts';
import { SHARED_LIMITS_TURN } from '../../src/storage/claim-lanes.ts';
import { useDatabase } from '../support/database.ts';
import { openTransaction, type Replica, startReplica } from '../support/desk.ts';

const db = useDatabase();

const WECOM = { platform: 'wecom', workspace: 'ww1' } as const;
const MINUTE_MS = 60_000;

/** Five a minute and twelve an hour to one person. */
const APP: PacedSurface = {
  ...WECOM,
  serves: ['@'],
  capabilities: {
    windows: [
      { most: 5, withinMs: MINUTE_MS },
      { most: 12, withinMs: 60 * MINUTE_MS },
    ],
  },
};

/** Six a minute to all groups of the app together. */
const GROUPS: PacedSurface = {
  ...WECOM,
  serves: ['app:'],
  capabilities: { windows: [{ most: 6, withinMs: MINUTE_MS, over: 'app:' }] },
};

const SLACK: PacedSurface = { platform: 'slack', workspace: 'T1' };

describe('a conversation with limits', () => {
  test('takes as many as its window has room for, whoever asks, and goes on when the window has moved', async () => {
    const [one, two] = [await startReplica(db), await startReplica(db)];
    await say('@zhou', 20);
    const taken: LaneWork[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const replica of [one, two]) taken.push(...(await send(replica, [APP])));
    }
    expect(taken).toHaveLength(5);
    await pass(30);
    expect(await send(two, [APP])).toEqual([]);
    await pass(31);
    expect(await sendAll(one, [APP])).toHaveLength(5);
    await pass(61);
    // Twelve an hour: two are left.
    expect(await sendAll(two, [APP])).toHaveLength(2);
    await pass(61);
    expect(await sendAll(one, [APP])).toEqual([]);
    await pass(3_600);
    expect(await sendAll(one, [APP])).toHaveLength(5);
  });

  test('each person has limits of their own, and a letter’s size makes nobody another', async () => {
    const one = await startReplica(db);
    await say('@zhou', 5);
    await say('@wang', 9);
    await say('@Zhou', 9);
    const taken = await sendAll(one, [APP]);
    const to = (id: string) => taken.filter(({ lane }) => lane.id === id).length;
    expect(to('@wang')).toBe(5);
    // Both are claimed together once at most.
    expect(to('@zhou') + to('@Zhou')).toBeLessThanOrEqual(6);
    expect(to('@zhou') + to('@Zhou')).toBeGreaterThanOrEqual(5);
  });

  test('keeps its last fifth for what is urgent', async () => {
    const one = await startReplica(db);
    await say('@zhou', 20, false);
    expect(await sendAll(one, [APP])).toHaveLength(4);
    expect((await db.pool.query('SELECT FROM lane WHERE lease_until IS NOT NULL')).rows).toEqual([]);
    await say('@zhou', 3, true);
    const urgent = await sendAll(one, [APP]);
    expect(urgent.map((work) => work.urgent)).toEqual([true]);
    await pass(61);
    const next = await sendAll(one, [APP]);
    expect(next.map((work) => work.urgent)).toEqual([true, true, false, false]);
  });

  test('what was in flight when somebody died is taken up again, and counts again', async () => {
    const one = await startReplica(db);
    await say('@zhou', 6);
    const [work] = await one.delivery.claim([APP], 10);
    await db.pool.query("UPDATE lane SET lease_until = lease_until - interval '31 s'");
    const again = await sendAll(one, [APP]);
    expect(again[0]).toMatchObject({ outboxId: work?.outboxId, wasInFlight: true });
    expect(again).toHaveLength(4);
  });

  test('what turned out to be moot costs nothing', async () => {
    const one = await startReplica(db);
    await say('@zhou', 12);
    for (let count = 0; count < 7; count += 1) expect(await send(one, [APP], { state: 'moot' })).toHaveLength(1);
    expect(await sendAll(one, [APP])).toHaveLength(5);
  });

  test('what was said past the lanes counts too', async () => {
    const one = await startReplica(db);
    for (let count = 0; count < 3; count += 1) await one.delivery.countPost({ ...WECOM, id: '@Zhou' });
    await say('@zhou', 9);
    expect(await sendAll(one, [APP])).toHaveLength(2);
  });

  test('a full one stands in nobody’s way, and a surface without limits counts nothing', async () => {
    const one = await startReplica(db);
    await say('@zhou', 50);
    await sendAll(one, [APP]);
    await db.prisma.outbox.createMany({
      data: Array.from({ length: 8 }, () => ({ ...row('C1', true), platform: 'slack', workspace: 'T1' })),
    });
    await say('@wang', 1);
    const taken = await sendAll(one, [APP, SLACK]);
    expect(taken.filter(({ lane }) => lane.platform === 'slack')).toHaveLength(8);
    expect(taken.filter(({ lane }) => lane.id === '@wang')).toHaveLength(1);
    const counted = await db.prisma.sentPost.groupBy({ by: ['platform'] });
    expect(counted.map((each) => each.platform)).toEqual(['wecom']);
  });

  test('is paced by the database, however many replicas ask at once', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(db)));
    for (let person = 0; person < 20; person += 1) await say(`@p${person}`, 10);
    const taken: LaneWork[] = [];
    await Promise.all(
      replicas.map(async (replica) => {
        for (let round = 0; round < 12; round += 1) taken.push(...(await send(replica, [APP])));
      }),
    );
    for (const replica of replicas) taken.push(...(await sendAll(replica, [APP])));
    const perPerson = Map.groupBy(taken, ({ lane }) => lane.id);
    expect(perPerson.size).toBe(20);
    for (const works of perPerson.values()) expect(works).toHaveLength(5);
  });
});

describe('conversations that share a limit', () => {
  test('divide it, urgent ones first', async () => {
    const one = await startReplica(db);
    for (let group = 0; group < 9; group += 1) await say(`app:calm${group}`, 1, false);
    await say('app:hot', 1, true);
    const [first] = await one.delivery.claim([GROUPS], 1);
    expect(first?.lane.id).toBe('app:hot');
    if (first !== undefined) await record(one, first);
    // A fifth is kept for urgent ones, so four of six in all.
    expect(await sendAll(one, [GROUPS])).toHaveLength(3);
    for (let group = 0; group < 5; group += 1) await say(`app:hot${group}`, 1, true);
    const urgent = await sendAll(one, [GROUPS]);
    expect(urgent.map(({ urgent: isUrgent }) => isUrgent)).toEqual([true, true]);
    await pass(61);
    expect(await sendAll(one, [GROUPS])).toHaveLength(4);
  });

  test('however many replicas ask at once', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica(db)));
    for (let group = 0; group < 40; group += 1) await say(`app:g${group}`, 2);
    const taken = await Promise.all(replicas.map((replica) => replica.delivery.claim([GROUPS], 250)));
    expect(taken.flat()).toHaveLength(6);
    await pass(61);
    for (const works of taken) for (const work of works) await record(replicas[0] ?? fail(), work);
    const next = await Promise.all(replicas.map((replica) => replica.delivery.claim([GROUPS], 250)));
    expect(next.flat()).toHaveLength(6);
  });
});

test('a replica whose turn it is not waits, and then sees what was said meanwhile', async () => {
  const one = await startReplica(db);
  for (let group = 0; group < 9; group += 1) await say(`app:g${group}`, 1);
  const other = await openTransaction(db);
  await other.query(`SELECT pg_advisory_xact_lock(${SHARED_LIMITS_TURN})`);
  const claiming = one.delivery.claim([GROUPS], 250);
  const waiting =
    "SELECT FROM pg_stat_activity WHERE application_name = 'replica' AND wait_event = 'advisory' AND datname = current_database()";
  await expect.poll(async () => (await db.pool.query(waiting)).rows.length, { interval: 5 }).toBe(1);
  await other.query(
    `INSERT INTO sent_post (platform, workspace, conversation, over, token)
     SELECT 'wecom', 'ww1', 'app:elsewhere', 'app:', gen_random_uuid() FROM generate_series(1, 5)`,
  );
  await other.commit();
  expect(await claiming).toHaveLength(1);
});

test('five hundred reminders to one person: within every limit, in few digests, and none is lost', async () => {
  const one = await startReplica(db);
  const surface: PacedSurface = { ...APP, capabilities: { windows: MEMBER_WINDOWS } };
  const cards: string[] = [];
  const said: { readonly second: number; readonly cards: number; readonly urgent: boolean }[] = [];
  // They come over five minutes; a tenth of them is urgent.
  for (let second = 0; second < 420; second += 10) {
    if (second < 300) {
      for (let count = 0; count < 17; count += 1) cards.push(await remind('@zhou', cards.length % 10 === 0));
    }
    for (let tries = 0; tries < 10; tries += 1) {
      const works = await one.delivery.claim([surface], 250);
      if (works.length === 0) break;
      for (const work of works) {
        const members = await db.prisma.card.count({ where: { digestId: work.card?.id ?? '' } });
        said.push({ second, cards: Math.max(1, members), urgent: work.urgent });
        // As the app does: a second between two posts, and a minute in which what is not urgent gathers.
        const gathers = work.urgent ? {} : { gatherMs: MINUTE_MS };
        await record(one, work, {
          restMs: 1_000,
          ...gathers,
          address: { conversation: '@zhou', message: randomUUID() },
        });
      }
      await rest(1);
    }
    await pass(10);
  }
  expect(cards).toHaveLength(510);
  const waiting = await db.prisma.outbox.groupBy({ by: ['state'], _count: true });
  expect(Object.fromEntries(waiting.map((each) => [each.state, each._count]))).toEqual({
    sent: said.length,
    bundled: 510 - said.length,
  });
  expect(said.reduce((sum, each) => sum + each.cards, 0)).toBe(510);
  for (const { second } of said) {
    expect(said.filter((each) => each.second > second - 60 && each.second <= second).length).toBeLessThanOrEqual(27);
  }
  expect(said.filter((each) => !each.urgent).length).toBeLessThan(15);
  expect(said.length).toBeLessThan(120);
});

function row(conversation: string, urgent: boolean) {
  return { ...WECOM, conversation, what: 'private', data: {}, urgent, messageId: randomUUID() };
}

/** So many words wait for a conversation. */
async function say(conversation: string, count: number, urgent = true): Promise<void> {
  await db.prisma.outbox.createMany({ data: Array.from({ length: count }, () => row(conversation, urgent)) });
}

/** A reminder waits, as the engine leaves it. Returns its card. */
async function remind(conversation: string, urgent: boolean): Promise<string> {
  const [id, subjectId] = [randomUUID(), randomUUID()];
  await db.prisma.card.create({
    data: {
      ...{ id, subjectId, ...WECOM, conversation, kind: 'notice', noticeId: randomUUID(), createdAt: new Date() },
      ...{ wantedVersion: 1, shownVersion: 0 },
    },
  });
  const data = { ...row(conversation, urgent), what: 'notice', subjectId, cardId: id, messageId: id };
  await db.prisma.outbox.create({ data });
  return id;
}

/** One look: what was taken is sent. */
async function send(
  replica: Replica,
  surfaces: readonly PacedSurface[],
  outcome: Partial<Delivered> = {},
): Promise<readonly LaneWork[]> {
  const works = await replica.delivery.claim(surfaces, 250);
  await Promise.all(works.map((work) => record(replica, work, outcome)));
  return works;
}

/** Looks until nothing may be said any more. */
async function sendAll(replica: Replica, surfaces: readonly PacedSurface[]): Promise<LaneWork[]> {
  const all: LaneWork[] = [];
  for (let works = await send(replica, surfaces); works.length > 0; works = await send(replica, surfaces)) {
    all.push(...works);
  }
  return all;
}

function record(replica: Replica, work: LaneWork, outcome: Partial<Delivered> = {}): Promise<void> {
  return replica.delivery.record({ work, state: 'sent', reason: null, restMs: 0, limited: false, ...outcome });
}

/** As if so many seconds had passed for the platform's windows and for the lanes. */
async function pass(seconds: number): Promise<void> {
  await db.pool.query(`UPDATE sent_post SET at = at - ${seconds} * interval '1 s'`);
  await rest(seconds);
}

/** As if so many seconds had passed for the lanes. */
async function rest(seconds: number): Promise<void> {
  await db.pool.query(
    `UPDATE lane SET next_at = next_at - ${seconds} * interval '1 s', notice_after = notice_after - ${seconds} * interval '1 s'`,
  );
}

function fail(): never {
  throw new Error('no replica');
}

test('counting reads what a window can hold, however much was said before', async () => {
  const one = await startReplica(db);
  await db.pool.query(
    `INSERT INTO outbox (platform, workspace, conversation, what, data, message_id)
     SELECT 'wecom', 'ww1', '@p' || i, 'private', '{}', gen_random_uuid() FROM generate_series(1, 300) i`,
  );
  await db.pool.query(
    `INSERT INTO sent_post (platform, workspace, conversation, token, at)
     SELECT 'wecom', 'ww1', '@p' || i % 2000, gen_random_uuid(), clock_timestamp() - i % 7200 * interval '1 s'
     FROM generate_series(1, 60000) i`,
  );
  await db.pool.query('ANALYZE outbox; ANALYZE sent_post');
  one.statements.length = 0;
  const works = await one.delivery.claim([{ ...APP, capabilities: { windows: MEMBER_WINDOWS } }], 250);
  expect(works).toHaveLength(250);
  const sql = one.statements.find((text) => text.includes('sent_post')) ?? '';
  const windows = MEMBER_WINDOWS.map(({ most, withinMs }) => ({
    ...{ ...WECOM, prefix: '@', is_shared: false, most, calm: most, within_ms: withinMs },
  }));
  const bound = sql
    .replaceAll('$1', `'${JSON.stringify([{ ...WECOM, prefix: '@' }])}'`)
    .replaceAll('$2', '250')
    .replaceAll('$3', "'00000000-0000-7000-8000-000000000000'")
    .replaceAll('$4', `'${JSON.stringify(windows)}'`);
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${bound}`);
  const plan = rows.map((each) => each['QUERY PLAN']).join('\n');
  expect(plan).not.toMatch(/Seq Scan on sent_post/);
  expect(plan).toMatch(/sent_post_platform_workspace_conversation_at_idx/);
});
