import { expect, test } from 'vitest';
import type { Delivered, LaneWork } from '../../src/delivery/ports.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { CLAIMED_AHEAD_MS } from '../../src/storage/claim-statement.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { editTicket } from '../../src/usecases/verbs/edit-ticket.ts';
import { useDatabase } from '../support/database.ts';
import {
  decidingAt,
  MONDAY,
  newTicket,
  openTransaction,
  type Replica,
  SURFACES,
  startReplica,
  verbOf,
  waitingReplicas,
} from '../support/desk.ts';

const db = useDatabase();

const ADDRESS = { conversation: 'support', message: 'm1' };

test('the head of a lane is leased with everything needed to show it', async () => {
  const { one, ticket, number } = await deskWithTicket();
  await note(one, number, '看过了');
  const works = await claim(one);
  expect(works).toMatchObject([
    {
      lane: { platform: 'playground', workspace: 'demo', id: 'support' },
      ...{ what: 'card', wasInFlight: false, attempts: 1, laneAttempts: 0, urgent: true, subjectId: ticket.id },
      card: { kind: 'ticket', noticeId: null, wantedVersion: 2, shownVersion: 0, address: null, isAwaited: false },
    },
  ]);
  expect(await claim(one)).toEqual([]);
  const scene = await one.delivery.scene(works);
  expect(scene.ticketsById.get(ticket.id)).toEqual(await one.tickets.find(number));
  await record(one, works[0], { state: 'sent', address: ADDRESS });
  const [thread] = await claim(one);
  expect(thread).toMatchObject({
    what: 'thread',
    seq: 2,
    card: { address: ADDRESS, shownVersion: 2, isAwaited: false },
  });
  const told = await one.delivery.scene(thread === undefined ? [] : [thread]);
  expect(told.entriesByKey.get(`${ticket.id}/2`)).toMatchObject({ deed: { type: 'noted' }, remark: '看过了' });
  await record(one, thread, { state: 'sent' });
  expect(await claim(one)).toEqual([]);
});

test('a notice comes with its own facts; a private answer with its outcome', async () => {
  const { one } = await deskWithTicket();
  const late = MONDAY + 16 * MINUTE_MS;
  await one.engine.advance(late, 10, decidingAt(late));
  const to = { platform: 'playground', workspace: 'demo', id: '@zhou' } as const;
  const wakes = one.wakes();
  await one.delivery.enqueuePrivate(to, { code: 'noted', number: 'C1' });
  expect(one.wakes()).toBe(wakes + 1);
  const works = await drain(one);
  const answer = works.find(({ what }) => what === 'private');
  expect(answer).toMatchObject({
    lane: to,
    data: { code: 'noted', number: 'C1' },
    card: null,
    subjectId: null,
    urgent: true,
  });
  const notice = works.find(({ card }) => card?.kind === 'notice');
  const scene = await one.delivery.scene(works);
  expect(scene.noticesById.get(notice?.card?.noticeId ?? '')).toMatchObject({ stage: 2, at: late, lateSeconds: 60 });
});

test('only lanes of connected surfaces are claimed, and no more than asked for', async () => {
  const one = await startReplica(db);
  for (const id of ['a', 'b', 'c']) await enqueue(one, id);
  await one.delivery.enqueuePrivate({ platform: 'slack', workspace: 'T1', id: 'a' }, {});
  expect(await one.delivery.claim([], 10)).toEqual([]);
  expect(await one.delivery.claim(SURFACES, 2)).toHaveLength(2);
  expect(await one.delivery.claim(SURFACES, 2)).toHaveLength(1);
  expect(await one.delivery.claim([{ platform: 'slack', workspace: 'T2' }], 10)).toEqual([]);
  expect(await one.delivery.claim([{ platform: 'slack', workspace: 'T1' }], 10)).toHaveLength(1);
});

test('replicas that claim together lease each lane once and take each row once', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  await fillLanes({ lanes: 50, rowsPerLane: 3 });
  const taken: LaneWork[] = [];
  const rounds = async (replica: Replica) => {
    for (let i = 0; i < 20; i += 1) {
      const works = await claim(replica);
      taken.push(...works);
      await Promise.all(works.map((work) => record(replica, work, { state: 'sent' })));
    }
  };
  await Promise.all([rounds(one), rounds(two), rounds(one), rounds(two)]);
  await drainInto(one, taken);
  expect(taken).toHaveLength(150);
  expect(new Set(taken.map(({ outboxId }) => outboxId)).size).toBe(150);
  for (const works of Map.groupBy(taken, ({ lane }) => lane.id).values()) {
    const ids = works.map(({ outboxId }) => outboxId);
    expect(ids).toEqual(ids.toSorted((a, b) => Number(a - b)));
  }
});

test('urgent goes first in a lane, and the order of each ticket is kept', async () => {
  const one = await startReplica(db);
  const [calm, hot] = [newTicket({ urgency: 'normal' }), newTicket({ urgency: 'urgent' })];
  const calmNumber = (await one.tickets.create(calm)).number;
  const hotNumber = (await one.tickets.create(hot)).number;
  await note(one, calmNumber, 'a');
  await note(one, hotNumber, 'b');
  await note(one, calmNumber, 'c');
  const order = (await drain(one)).map(
    (work) => `${work.subjectId === hot.id ? 'hot' : 'calm'} ${work.seq ?? work.what}`,
  );
  expect(order).toEqual(['hot card', 'hot 2', 'calm card', 'calm 2', 'calm 3']);
});

test('a ticket that becomes urgent takes its waiting rows along', async () => {
  const one = await startReplica(db);
  const first = await one.tickets.create(newTicket({ urgency: 'normal' }));
  const second = newTicket({ urgency: 'normal' });
  const { number } = await one.tickets.create(second);
  const edit = { edit: { urgency: 'urgent' as const }, description: null, problemType: null, customer: null };
  await one.tickets.change(...verbOf(editTicket, edit, { number }));
  const order = (await drain(one)).map((work) => `${work.subjectId === second.id} ${work.seq ?? work.what}`);
  expect(order).toEqual(['true card', 'true 2', 'false card']);
  expect(first.status).toBe('created');
});

test('what was being sent when its ticket became urgent is tried again before what came after it', async () => {
  const one = await startReplica(db);
  const { number } = await one.tickets.create(newTicket({ urgency: 'normal' }));
  await note(one, number, 'a');
  await record(one, (await claim(one))[0], { state: 'sent', address: ADDRESS });
  const [thread] = await claim(one);
  const edit = { edit: { urgency: 'urgent' as const }, description: null, problemType: null, customer: null };
  await one.tickets.change(...verbOf(editTicket, edit, { number }));
  await record(one, thread, { state: 'pending' });
  expect((await drain(one)).map(({ what, seq }) => seq ?? what)).toEqual([2, 'card', 3]);
});

test('a lane rests as long as it is told, and counts its failures', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  await enqueue(one, 'a');
  const [first] = await claim(one);
  await record(one, first, { state: 'pending', reason: 'try later', restMs: 60_000, limited: true });
  expect(await claim(one)).toEqual([]);
  expect(await lane('a')).toMatchObject({ attempts: 1, limited: true, leaseUntil: null, leaseToken: null });
  await rested();
  const [again] = await claim(one);
  expect(again).toMatchObject({ outboxId: first?.outboxId, attempts: 2, laneAttempts: 1, wasInFlight: false });
  await record(one, again, { state: 'sent' });
  expect(await lane('a')).toMatchObject({ attempts: 0, limited: false });
  expect((await claim(one))[0]).toMatchObject({ attempts: 1, laneAttempts: 0 });
});

test('a lane is leased shortly before its rest is over, and says how much of it is left', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  await enqueue(one, 'a');
  const [first] = await claim(one);
  // Times are stored in whole milliseconds: what has just begun may have one left.
  expect(first?.restLeftMs).toBeLessThanOrEqual(1);
  await record(one, first, { state: 'sent', restMs: 60_000 });
  const endsIn = (ms: number) =>
    db.pool.query("UPDATE lane SET next_at = clock_timestamp() + $1 * interval '1 ms'", [ms]);
  await endsIn(60_000);
  expect(await claim(one)).toEqual([]);
  await endsIn(CLAIMED_AHEAD_MS - 1);
  const [ahead] = await claim(one);
  expect(ahead?.restLeftMs).toBeGreaterThanOrEqual(0);
  expect(ahead?.restLeftMs).toBeLessThan(CLAIMED_AHEAD_MS);
  expect(ahead?.outboxId).not.toBe(first?.outboxId);
});

test('what becomes of a row: every ending is final and says why', async () => {
  const one = await startReplica(db);
  for (const state of ['sent', 'rejected', 'uncertain', 'moot'] as const) {
    await enqueue(one, state);
    const [work] = await claim(one);
    await record(one, work, { state, reason: state === 'sent' ? null : 'because' });
    expect(await db.prisma.outbox.findUnique({ where: { id: work?.outboxId ?? 0n } })).toMatchObject({
      ...{ state, reason: state === 'sent' ? null : 'because', doneAt: expect.any(Date), attempts: 1 },
    });
    expect(await lane(state)).toMatchObject({ attempts: 0, leaseToken: null });
  }
  expect(await claim(one)).toEqual([]);
  expect(await one.delivery.depths()).toEqual([]);
});

test('what may have been shown is looked for before anything else of its lane', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  await enqueue(one, 'a');
  const [first] = await claim(one);
  await record(one, first, { state: 'sending', reason: 'timeout', restMs: 0 });
  expect(await lane('a')).toMatchObject({ attempts: 1 });
  const [again] = await claim(one);
  expect(again).toMatchObject({
    outboxId: first?.outboxId,
    wasInFlight: true,
    attempts: 2,
    messageId: first?.messageId,
  });
});

test('a lease that ran out passes on, with what was in flight; the late outcome of the dead changes nothing', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  const { ticket } = await deskWithTicket(one);
  const [lost] = await claim(one);
  expect(await claim(two)).toEqual([]);
  await db.pool.query("UPDATE lane SET lease_until = clock_timestamp() - interval '1 ms'");
  const [found] = await claim(two);
  expect(found).toMatchObject({ outboxId: lost?.outboxId, wasInFlight: true, attempts: 2 });
  expect(found?.leaseToken).not.toBe(lost?.leaseToken);
  await record(one, lost, { state: 'rejected', reason: 'late', address: ADDRESS, restMs: 60_000 });
  expect(await db.prisma.outbox.findMany()).toMatchObject([{ state: 'sending', reason: null, doneAt: null }]);
  expect(await db.prisma.card.findMany()).toMatchObject([{ shownVersion: 0, addressMessage: null }]);
  expect(await lane('support')).toMatchObject({ leaseToken: found?.leaseToken, attempts: 0 });
  await record(two, found, { state: 'sent', address: ADDRESS });
  expect(await db.prisma.card.findMany()).toMatchObject([
    { subjectId: ticket.id, shownVersion: 1, addressConversation: 'support', addressMessage: 'm1' },
  ]);
});

test('a lease that ran out and that nobody wanted is still good for the truth', async () => {
  const { one } = await deskWithTicket();
  const [work] = await claim(one);
  await db.pool.query("UPDATE lane SET lease_until = clock_timestamp() - interval '1 ms'");
  await record(one, work, { state: 'sent', address: ADDRESS });
  expect(await db.prisma.outbox.findMany()).toMatchObject([{ state: 'sent' }]);
});

test('a card remembers where it stands and what it shows, until it is told to forget', async () => {
  const { one, number } = await deskWithTicket();
  const show = async (outcome: Partial<Delivered>) => {
    const [work] = await claim(one);
    await record(one, work, outcome);
    return work;
  };
  const card = async () => (await db.prisma.card.findMany())[0];
  await show({ state: 'sent', address: ADDRESS });
  expect(await card()).toMatchObject({ shownVersion: 1, addressMessage: 'm1' });
  await note(one, number, 'a');
  expect(await show({ state: 'rejected', reason: 'edit refused' })).toMatchObject({ what: 'card' });
  expect(await card()).toMatchObject({ shownVersion: 1, wantedVersion: 2, addressMessage: 'm1' });
  // What is said in its thread says nothing about the card.
  expect(await show({ state: 'sent', address: { conversation: 'support', message: 'reply' } })).toMatchObject({
    seq: 2,
  });
  expect(await card()).toMatchObject({ shownVersion: 1, addressMessage: 'm1' });
  await note(one, number, 'b');
  await show({ state: 'pending', reason: 'gone', address: null });
  expect(await card()).toMatchObject({ shownVersion: 1, addressConversation: null, addressMessage: null });
  expect(await show({ state: 'sent', address: ADDRESS })).toMatchObject({ what: 'card', attempts: 2 });
  expect(await card()).toMatchObject({ shownVersion: 3, wantedVersion: 3 });
});

test('a card that changes while it is being shown is shown again', async () => {
  const { one, number } = await deskWithTicket();
  const [work] = await claim(one);
  await note(one, number, 'a');
  await note(one, number, 'b');
  await record(one, work, { state: 'sent', address: ADDRESS });
  expect((await db.prisma.card.findMany())[0]).toMatchObject({ shownVersion: 1, wantedVersion: 3 });
  const rest = await drain(one);
  expect(rest.map(({ what, seq }) => seq ?? what)).toEqual(['card', 2, 3]);
  expect(rest[0]?.card).toMatchObject({ wantedVersion: 3, address: ADDRESS });
});

test('a card that changed after it was posted and before it was found again is shown anew', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  const { number } = await deskWithTicket(one);
  // Posted in its first state by somebody who dies over it.
  await claim(one);
  await note(one, number, 'a');
  await db.pool.query("UPDATE lane SET lease_until = clock_timestamp() - interval '1 ms'");
  const [found] = await claim(two);
  expect(found).toMatchObject({ wasInFlight: true, card: { wantedVersion: 2 } });
  await record(two, found, { state: 'sent', reason: 'found again', address: ADDRESS, shownVersion: 1 });
  const [again] = await claim(two);
  expect(again).toMatchObject({ what: 'card', card: { shownVersion: 1, wantedVersion: 2, address: ADDRESS } });
});

test('a card that a verb is changing in the moment its row is claimed is shown again', async () => {
  const { one } = await deskWithTicket();
  const verb = await openTransaction(db);
  // The verb finds a row that will show the card, and adds none.
  await verb.query('UPDATE card SET wanted_version = wanted_version + 1');
  const [work] = await claim(one);
  expect(work?.card).toMatchObject({ wantedVersion: 1 });
  const recording = record(one, work, { state: 'sent', address: ADDRESS });
  await waitingReplicas(db, 1);
  await verb.commit();
  await recording;
  expect((await db.prisma.card.findMany())[0]).toMatchObject({ shownVersion: 1, wantedVersion: 2 });
  expect(await drain(one)).toMatchObject([{ what: 'card', card: { wantedVersion: 2, address: ADDRESS } }]);
  expect((await db.prisma.card.findMany())[0]).toMatchObject({ shownVersion: 2, wantedVersion: 2 });
});

test('a card to be tried again that changed meanwhile waits once, before what hangs on it', async () => {
  const { one, number } = await deskWithTicket();
  const [work] = await claim(one);
  await note(one, number, 'a');
  await record(one, work, { state: 'pending', reason: 'try later' });
  const rows = await db.prisma.outbox.findMany({ where: { what: 'card' }, orderBy: { id: 'asc' } });
  expect(rows).toMatchObject([{ state: 'pending', reason: 'try later' }, { state: 'moot' }]);
  expect((await drain(one)).map(({ what, seq }) => seq ?? what)).toEqual(['card', 2]);
});

test('a card that changes in the very moment its failure is recorded waits once', async () => {
  const { one, ticket } = await deskWithTicket();
  const [work] = await claim(one);
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM card WHERE subject_id = $1 FOR UPDATE', [ticket.id]);
  const recording = record(one, work, { state: 'pending', reason: 'try later' });
  await waitingReplicas(db, 1);
  // As a verb would, after the statement that records has begun.
  await holder.query(
    `INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, message_id)
     SELECT platform, workspace, conversation, what, subject_id, card_id, gen_random_uuid() FROM outbox WHERE id = $1`,
    [String(work?.outboxId)],
  );
  await holder.commit();
  await recording;
  const rows = await db.prisma.outbox.findMany({ orderBy: { id: 'asc' } });
  expect(rows).toMatchObject([{ state: 'pending', reason: 'try later' }, { state: 'moot' }]);
});

test('a word for a thread knows whether its card is still to come', async () => {
  const { one, ticket, number } = await deskWithTicket();
  await note(one, number, 'a');
  const [card] = await claim(one);
  await record(one, card, { state: 'rejected', reason: 'no such channel' });
  const [thread] = await claim(one);
  expect(thread).toMatchObject({ what: 'thread', card: { address: null, isAwaited: false } });
  await record(one, thread, { state: 'pending', reason: 'card gone' });
  await note(one, number, 'b');
  expect((await claim(one))[0]).toMatchObject({ what: 'thread', seq: 2, card: { address: null, isAwaited: true } });
  expect(await db.prisma.card.count({ where: { subjectId: ticket.id } })).toBe(1);
});

test('a head that a verb is changing just now is left for the next time, and nobody waits', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  await enqueue(one, 'b');
  const [failed] = await claim(one);
  await record(one, failed, { state: 'pending', restMs: 0 });
  await db.pool.query('UPDATE lane SET lease_until = NULL, lease_token = NULL');
  await db.pool.query("UPDATE outbox SET state = 'pending'");
  const holder = await openTransaction(db);
  await holder.query("UPDATE outbox SET urgent = true WHERE conversation = 'a'");
  expect((await claim(one)).map(({ lane }) => lane.id)).toEqual(['b']);
  // Its lane is free, and its failures are not forgotten.
  expect(await lane('a')).toMatchObject({ leaseToken: null, attempts: 1 });
  await holder.commit();
  expect((await claim(one)).map(({ lane }) => lane.id)).toEqual(['a']);
});

test('a lane that somebody is freeing just now is left for the next time, and nobody waits', async () => {
  const one = await startReplica(db);
  for (const id of ['a', 'b']) await enqueue(one, id);
  for (const work of await claim(one)) await record(one, work, { state: 'pending' });
  const holder = await openTransaction(db);
  await holder.query("SELECT FROM lane WHERE conversation = 'a' FOR UPDATE");
  expect((await claim(one)).map(({ lane }) => lane.id)).toEqual(['b']);
  await holder.commit();
  expect((await claim(one)).map(({ lane }) => lane.id)).toEqual(['a']);
});

test('a row that somebody finished meanwhile is not taken again', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  const works = await Promise.all(Array.from({ length: 5 }, () => claim(one)));
  expect(works.flat()).toHaveLength(1);
});

test('depths tell each platform apart, and for how long its oldest word waits', async () => {
  const one = await startReplica(db);
  await enqueue(one, 'a');
  await enqueue(one, 'a');
  await one.delivery.enqueuePrivate({ platform: 'slack', workspace: 'T1', id: 'x' }, {});
  await claim(one);
  await db.pool.query("UPDATE outbox SET created_at = created_at - interval '90 s' WHERE platform = 'slack'");
  const depths = (await one.delivery.depths()).toSorted((a, b) => (a.platform < b.platform ? -1 : 1));
  expect(depths).toMatchObject([
    { platform: 'playground', waiting: 2 },
    { platform: 'slack', waiting: 1 },
  ]);
  expect(depths[0]?.oldestSeconds).toBeLessThan(10);
  expect(depths[1]?.oldestSeconds).toBeGreaterThanOrEqual(90);
});

test('claiming costs what there are lanes, however much waits in one and was sent before', async () => {
  const one = await startReplica(db);
  await fillLanes({ lanes: 1, rowsPerLane: 20_000 });
  await fillLanes({ lanes: 1_000, rowsPerLane: 1 });
  await db.pool.query(
    `INSERT INTO outbox (platform, workspace, conversation, what, card_id, message_id, state, done_at)
     SELECT 'playground', 'demo', 'l' || i % 1000, 'card', gen_random_uuid(), gen_random_uuid(), 'sent', now()
     FROM generate_series(1, 20000) i`,
  );
  await db.pool.query('ANALYZE outbox; ANALYZE lane');
  one.statements.length = 0;
  const works = await claim(one);
  expect(works).toHaveLength(250);
  await Promise.all(works.map((work) => record(one, work, { state: 'sent' })));
  const sql = one.statements.find((text) => text.includes('RECURSIVE hop')) ?? '';
  const bound = sql
    .replaceAll('$1', `'[{"platform":"playground","workspace":"demo","prefix":""}]'`)
    .replaceAll('$2', '250')
    .replaceAll('$3', "'00000000-0000-7000-8000-000000000000'");
  const { rows } = await db.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${bound}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  const scans = plan === undefined ? [] : flatten(plan).filter((node) => node['Relation Name'] === 'outbox');
  expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  const read = scans.map(
    (node) => (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 0) + (node['Rows Removed by Filter'] ?? 0),
  );
  expect(Math.max(...read)).toBeLessThan(2_000);
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}

async function deskWithTicket(replica?: Replica) {
  const one = replica ?? (await startReplica(db));
  const ticket = newTicket();
  const { number } = await one.tickets.create(ticket);
  return { one, ticket, number };
}

function note(replica: Replica, number: string, remark: string) {
  return replica.tickets.change(...verbOf(addNote, { remark }, { number }));
}

function enqueue(replica: Replica, id: string): Promise<void> {
  return replica.delivery.enqueuePrivate({ platform: 'playground', workspace: 'demo', id }, {});
}

function claim(replica: Replica): Promise<readonly LaneWork[]> {
  return replica.delivery.claim(SURFACES, 250);
}

function record(replica: Replica, work: LaneWork | undefined, outcome: Partial<Delivered>): Promise<void> {
  if (work === undefined) throw new Error('nothing was claimed');
  return replica.delivery.record({ work, state: 'sent', reason: null, restMs: 0, limited: false, ...outcome });
}

/** Sends everything that waits, in the order in which it comes. */
async function drain(replica: Replica): Promise<LaneWork[]> {
  const works: LaneWork[] = [];
  await drainInto(replica, works);
  return works;
}

async function drainInto(replica: Replica, works: LaneWork[]): Promise<void> {
  for (let claimed = await claim(replica); claimed.length > 0; claimed = await claim(replica)) {
    works.push(...claimed);
    for (const work of claimed)
      await record(replica, work, {
        state: 'sent',
        ...(work.what === 'card' || work.what === 'notice' ? { address: ADDRESS } : {}),
      });
  }
}

async function lane(conversation: string) {
  return db.prisma.lane.findFirst({ where: { conversation } });
}

/** As if the lanes had rested as long as they should. */
async function rested(): Promise<void> {
  await db.pool.query("UPDATE lane SET next_at = next_at - interval '1 h'");
}

async function fillLanes({ lanes, rowsPerLane }: { lanes: number; rowsPerLane: number }): Promise<void> {
  await db.pool.query(
    `INSERT INTO outbox (platform, workspace, conversation, what, data, message_id)
     SELECT 'playground', 'demo', 'l' || i, 'private', '{}', gen_random_uuid()
     FROM generate_series(1, $2::int) n, generate_series(1, $1::int) i`,
    [lanes, rowsPerLane],
  );
}
