import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Delivered, LaneWork } from '../../src/delivery/ports.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { bundleNotices } from '../../src/storage/claim-lanes.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
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

/** 80 % of the two hours within which ordinary customers are called: their team is warned. */
const WARNED = MONDAY + 100 * MINUTE_MS;
/** Past the 15 minutes of urgent ones. */
const LATE = MONDAY + 16 * MINUTE_MS;
const ADDRESS = { conversation: 'support', message: 'digest' };

test('reminders that wait in one conversation become one message, and none is lost or sent twice', async () => {
  const { one, tickets } = await deskWithReminders(5);
  const [work, ...others] = await claim(one);
  expect(others).toEqual([]);
  expect(work).toMatchObject({
    ...{ what: 'card', urgent: false, wasInFlight: false, lane: { id: 'support' } },
    card: { kind: 'digest', wantedVersion: 1, shownVersion: 0, address: null },
  });
  expect(work?.messageId).toBe(work?.card?.id);
  const scene = await one.delivery.scene(work === undefined ? [] : [work]);
  const entries = scene.digestsByCard.get(work?.card?.id ?? '') ?? [];
  expect(entries.map(({ subject }) => subject.id).sort()).toEqual(tickets.map(({ id }) => id).sort());
  expect(new Set(entries.map(({ notice }) => notice.id)).size).toBe(5);
  expect(entries[0]).toMatchObject({ notice: { stage: 1, at: WARNED }, subject: { commitments: expect.any(Array) } });
  await record(one, work, { address: ADDRESS });
  expect(await claim(one)).toEqual([]);
  expect(await states()).toEqual({ sent: 1, bundled: 4 });
  const cards = await db.prisma.card.findMany({ where: { noticeId: { not: null } } });
  expect(cards.every((card) => card.digestId === work?.card?.id)).toBe(true);
  expect(cards.filter(({ kind }) => kind === 'digest')).toMatchObject([{ shownVersion: 1, addressMessage: 'digest' }]);
});

test('one reminder alone stays what it is', async () => {
  const { one } = await deskWithReminders(1);
  const [work] = await claim(one);
  expect(work).toMatchObject({ what: 'notice', card: { kind: 'notice', address: null } });
  await record(one, work, { address: ADDRESS });
  expect((await db.prisma.card.findMany({ where: { kind: 'notice' } }))[0]).toMatchObject({
    ...{ shownVersion: 1, digestId: null, addressMessage: 'digest' },
  });
});

test('after a reminder the next ones gather, and nothing else of the conversation waits for that', async () => {
  const { one, numbers } = await deskWithReminders(1);
  const [first] = await claim(one);
  await record(one, first, { address: ADDRESS, gatherMs: 60_000 });
  await remind(one, 2, WARNED + MINUTE_MS);
  expect(await claim(one)).toEqual([]);
  await one.tickets.change(...verbOf(addNote, { remark: '看过了' }, { number: numbers[0] ?? '' }));
  expect((await drain(one)).map(({ what, card }) => `${what} of ${card?.kind}`)).toEqual([
    'card of ticket',
    'thread of ticket',
  ]);
  await gathered();
  expect(await claim(one)).toMatchObject([{ what: 'card', card: { kind: 'digest' } }]);
});

test('a conversation that gathers is not even leased', async () => {
  const { one } = await deskWithReminders(1);
  const [first] = await claim(one);
  await record(one, first, { address: ADDRESS, gatherMs: 60_000 });
  await remind(one, 2, WARNED + MINUTE_MS);
  one.statements.length = 0;
  expect(await claim(one)).toEqual([]);
  expect(one.statements).toHaveLength(1);
});

test('an urgent reminder waits for nobody and is not buried among others', async () => {
  const { one } = await deskWithReminders(2);
  const [digest] = await claim(one);
  await record(one, digest, { address: ADDRESS, gatherMs: 60_000 });
  await remind(one, 3, WARNED + MINUTE_MS);
  await createUrgent(one, 1);
  expect(await drainReminders(one)).toMatchObject([{ what: 'notice', urgent: true, lane: { id: 'support' } }]);
  await createUrgent(one, 4);
  expect(await drainReminders(one)).toMatchObject([{ what: 'card', urgent: true, card: { kind: 'digest' } }]);
  await gathered();
  const [rest] = await claim(one);
  expect(rest).toMatchObject({ what: 'card', urgent: false, card: { kind: 'digest' } });
  const scene = await one.delivery.scene(rest === undefined ? [] : [rest]);
  expect(scene.digestsByCard.get(rest?.card?.id ?? '')).toHaveLength(3);
});

test('a reminder whose ticket becomes urgent meanwhile goes at once', async () => {
  const { one } = await deskWithReminders(1);
  await record(one, (await claim(one))[0], { address: ADDRESS, gatherMs: 60_000 });
  const [number] = await remind(one, 2, WARNED + MINUTE_MS);
  const edit = { edit: { urgency: 'urgent' as const }, description: null, problemType: null, customer: null };
  await one.tickets.change(...verbOf(editTicket, edit, { number: number ?? '', now: WARNED + MINUTE_MS }));
  const works = (await drain(one)).filter(({ lane, card }) => lane.id === 'support' && card?.kind === 'notice');
  expect(works).toMatchObject([{ what: 'notice', urgent: true, card: { wantedVersion: 2 } }]);
  await gathered();
  expect(await claim(one)).toMatchObject([{ what: 'notice', urgent: false }]);
});

test('an answer to one of them shows the digest anew, once, and nothing of its own', async () => {
  const { one, tickets, numbers } = await deskWithReminders(4);
  const [work] = await claim(one);
  await record(one, work, { address: ADDRESS });
  const answered = numbers.filter((_, i) => tickets[i]?.id !== work?.subjectId).slice(0, 2);
  for (const number of answered) {
    await one.tickets.change(...verbOf(acknowledgeTicket, null, { number, now: WARNED }));
  }
  const shown = await drainReminders(one);
  expect(shown).toMatchObject([
    { what: 'card', card: { id: work?.card?.id, kind: 'digest', wantedVersion: 3, shownVersion: 1, address: ADDRESS } },
  ]);
  // The row is about the digest's own ticket, whoever was answered: its locale is read from there.
  expect(shown[0]?.subjectId).toBe(work?.subjectId);
  const notices = await db.prisma.card.findMany({ where: { kind: 'notice' } });
  expect(notices.map(({ wantedVersion, shownVersion }) => [wantedVersion, shownVersion])).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});

test('an answer that comes while a reminder waits adds nothing; it is shown as it is then', async () => {
  const { one, numbers } = await deskWithReminders(2);
  await one.tickets.change(...verbOf(acknowledgeTicket, null, { number: numbers[0] ?? '', now: WARNED }));
  const reminders = await drainReminders(one);
  expect(reminders).toMatchObject([{ card: { kind: 'digest' } }]);
});

test('an answer in the very moment in which a digest is made reaches the digest', async () => {
  const { one, tickets, numbers } = await deskWithReminders(3);
  const two = await startReplica(db);
  const cards = await db.prisma.card.findMany({ where: { kind: 'notice' }, orderBy: { id: 'asc' } });
  const heads = await db.prisma.outbox.findMany({ where: { what: 'notice' }, orderBy: { id: 'asc' } });
  // One that is not the head: its answer must find its way to the card that will speak for it.
  const sibling = cards.find(({ id }) => id === heads[1]?.cardId);
  const number = numbers[tickets.findIndex(({ id }) => id === sibling?.subjectId)] ?? '';
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM card WHERE id = $1 FOR UPDATE', [sibling?.id]);
  const claiming = claim(one);
  await waitingReplicas(db, 1);
  const answering = two.tickets.change(...verbOf(acknowledgeTicket, null, { number, now: WARNED }));
  await waitingReplicas(db, 2);
  await holder.commit();
  const [work] = await claiming;
  expect(await answering).toMatchObject({ code: 'acknowledged' });
  expect(work).toMatchObject({ card: { id: heads[0]?.cardId, kind: 'digest', wantedVersion: 1 } });
  await record(one, work, { address: ADDRESS });
  const again = await drainReminders(one);
  expect(again).toMatchObject([{ card: { id: heads[0]?.cardId, kind: 'digest', wantedVersion: 2, address: ADDRESS } }]);
});

test('answers to two tickets that stand in the same two digests do not wait for each other in a circle', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  const [a, b] = [newTicket(), newTicket()];
  const numbers = [(await one.tickets.create(a)).number, (await one.tickets.create(b)).number] as const;
  const toldLead = MONDAY + 31 * MINUTE_MS;
  await one.engine.advance(toldLead, 10, decidingAt(toldLead));
  const cardsOf = async (subjectId: string) =>
    db.prisma.card.findMany({ where: { kind: 'notice', subjectId }, orderBy: { id: 'asc' } });
  const [a1, a2] = await cardsOf(a.id);
  const [b1, b2] = await cardsOf(b.id);
  // Each ticket's card speaks for the other's in one conversation.
  for (const [digest, member] of [
    [b1, a1],
    [a2, b2],
  ]) {
    const ids = [digest?.id ?? '', member?.id ?? ''];
    await db.prisma.card.updateMany({ where: { id: { in: ids } }, data: { digestId: digest?.id ?? '' } });
  }
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM card WHERE id = $1 FOR UPDATE', [b2?.id]);
  const at = { now: toldLead };
  const answers = [two.tickets.change(...verbOf(acknowledgeTicket, null, { number: numbers[1], ...at }))];
  await doneOrWaiting(answers);
  answers.push(one.tickets.change(...verbOf(acknowledgeTicket, null, { number: numbers[0], ...at })));
  await doneOrWaiting(answers);
  await holder.commit();
  expect(await Promise.all(answers)).toMatchObject([{ code: 'acknowledged' }, { code: 'acknowledged' }]);
  expect([...one.failures, ...two.failures]).toEqual([]);
});

test('a digest that was in flight when somebody died is the same digest for whoever takes over', async () => {
  const { one } = await deskWithReminders(3);
  const two = await startReplica(db);
  const [lost] = await claim(one);
  await remind(one, 2, WARNED + MINUTE_MS);
  await db.pool.query("UPDATE lane SET lease_until = clock_timestamp() - interval '1 ms'");
  const [found] = await claim(two);
  expect(found).toMatchObject({ wasInFlight: true, messageId: lost?.messageId, card: { kind: 'digest' } });
  expect(found?.card?.id).toBe(lost?.card?.id);
  const scene = await two.delivery.scene(found === undefined ? [] : [found]);
  expect(scene.digestsByCard.get(found?.card?.id ?? '')).toHaveLength(3);
});

test('a reminder that may have been shown already never becomes a digest', async () => {
  const { one } = await deskWithReminders(1);
  const [work] = await claim(one);
  await record(one, work, { state: 'sending', reason: 'timeout' });
  await remind(one, 2, WARNED + MINUTE_MS);
  expect(await claim(one)).toMatchObject([{ what: 'notice', wasInFlight: true, card: { kind: 'notice' } }]);
});

test('a reminder that certainly failed joins what waits behind it', async () => {
  const { one } = await deskWithReminders(1);
  const [work] = await claim(one);
  await record(one, work, { state: 'pending', reason: 'try later' });
  await remind(one, 2, WARNED + MINUTE_MS);
  const [digest] = await claim(one);
  expect(digest).toMatchObject({ outboxId: work?.outboxId, attempts: 2, card: { kind: 'digest' } });
});

test('a digest that failed is tried again as it is, before what came after it', async () => {
  const { one } = await deskWithReminders(2);
  const [work] = await claim(one);
  await record(one, work, { state: 'pending', reason: 'try later' });
  await remind(one, 2, WARNED + MINUTE_MS);
  const [again] = await claim(one);
  expect(again).toMatchObject({ outboxId: work?.outboxId, what: 'card', card: { kind: 'digest' } });
  const scene = await one.delivery.scene(again === undefined ? [] : [again]);
  expect(scene.digestsByCard.get(again?.card?.id ?? '')).toHaveLength(2);
});

test('whoever lost the lease gathers nothing', async () => {
  const { one } = await deskWithReminders(1);
  const [work] = await claim(one);
  await remind(one, 2, WARNED + MINUTE_MS);
  const works = work === undefined ? [] : [work];
  expect(await bundleNotices(one.database.prisma, works, randomUUID())).toEqual(works);
  expect(await states()).toEqual({ sending: 1, pending: 2 });
  expect(await bundleNotices(one.database.prisma, works, work?.leaseToken ?? '')).toMatchObject([
    { outboxId: work?.outboxId, what: 'card', card: { kind: 'digest' } },
  ]);
  expect(await states()).toEqual({ sending: 1, bundled: 2 });
});

test('a digest takes some hundreds; what is beyond goes into the next one', async () => {
  const { one } = await deskWithReminders(1);
  await db.pool.query(`
    WITH n AS (SELECT gen_random_uuid() AS id, i FROM generate_series(1, 549) i),
    cards AS (
      INSERT INTO card (id, kind, subject_id, notice_id, platform, workspace, conversation, wanted_version, shown_version,
        created_at)
      SELECT n.id, 'notice', k.subject_id, k.notice_id, k.platform, k.workspace, k.conversation, 1, 0, k.created_at
      FROM n, card k WHERE k.kind = 'notice')
    INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, message_id)
    SELECT platform, workspace, conversation, what, subject_id, n.id, n.id FROM n, outbox WHERE what = 'notice'`);
  const [digest] = await claim(one);
  await record(one, digest, { address: ADDRESS });
  expect(await states()).toMatchObject({ sent: 1, bundled: 499, pending: 50 });
  await record(one, (await claim(one))[0], { address: ADDRESS });
  expect(await states()).toEqual({ sent: 2, bundled: 548 });
});

test('a ticket that cannot be read is missing from its digest, is named, and the others are there', async () => {
  const { one, tickets } = await deskWithReminders(3);
  await db.pool.query("UPDATE ticket SET urgency = 'lunar' WHERE id = $1", [tickets[1]?.id]);
  const [work] = await claim(one);
  const scene = await one.delivery.scene(work === undefined ? [] : [work]);
  expect(scene.digestsByCard.get(work?.card?.id ?? '')).toHaveLength(2);
  expect(scene.faults.every(({ subjectId }) => subjectId === tickets[1]?.id)).toBe(true);
  expect(scene.faults.length).toBeGreaterThan(0);
});

test('all digests of a look are read together', async () => {
  const { one } = await deskWithReminders(3);
  await db.pool.query(`
    WITH copies AS (
      INSERT INTO card (id, kind, subject_id, notice_id, platform, workspace, conversation, wanted_version, shown_version,
        created_at)
      SELECT gen_random_uuid(), 'notice', subject_id, notice_id, platform, workspace, '@chen', 1, 0, created_at
      FROM card WHERE kind = 'notice' RETURNING *)
    INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, message_id)
    SELECT platform, workspace, conversation, 'notice', subject_id, id, id FROM copies`);
  const works = await claim(one);
  expect(works.map(({ card }) => card?.kind)).toEqual(['digest', 'digest']);
  one.statements.length = 0;
  const scene = await one.delivery.scene(works);
  expect([...scene.digestsByCard.values()].map((entries) => entries.length)).toEqual([3, 3]);
  expect(one.statements.filter((sql) => sql.includes('JOIN notice'))).toHaveLength(1);
  // The tickets of the rows themselves, and those of all digests.
  expect(one.statements.filter((sql) => sql.includes('FROM ticket'))).toHaveLength(2);
});

/** Tickets of which the team is to be reminded now; everything else about them was said. */
async function deskWithReminders(count: number) {
  const one = await startReplica(db);
  const tickets = Array.from({ length: count }, () => newTicket({ urgency: 'normal' }));
  const created = await Promise.all(tickets.map((ticket) => one.tickets.create(ticket)));
  await drain(one);
  await db.pool.query('DELETE FROM outbox');
  await one.engine.advance(WARNED, 200, decidingAt(WARNED));
  return { one, tickets, numbers: created.map(({ number }) => number) };
}

/** More of them, a little later. */
async function remind(replica: Replica, count: number, now: number): Promise<readonly string[]> {
  const tickets = Array.from({ length: count }, () => newTicket({ urgency: 'normal' }));
  const created = await Promise.all(tickets.map((ticket) => replica.tickets.create(ticket)));
  await forgetTicketCards();
  await replica.engine.advance(now, 200, decidingAt(now));
  return created.map(({ number }) => number);
}

async function createUrgent(replica: Replica, count: number): Promise<void> {
  const tickets = Array.from({ length: count }, () => newTicket({ urgency: 'urgent' }));
  await Promise.all(tickets.map((ticket) => replica.tickets.create(ticket)));
  await forgetTicketCards();
  await replica.engine.advance(LATE, 200, decidingAt(LATE));
}

/** What is said about new tickets themselves is not what these tests look at. */
async function forgetTicketCards(): Promise<void> {
  await db.pool.query("DELETE FROM outbox o USING card k WHERE k.id = o.card_id AND k.kind = 'ticket'");
}

function claim(replica: Replica): Promise<readonly LaneWork[]> {
  return replica.delivery.claim(SURFACES, 250);
}

function record(replica: Replica, work: LaneWork | undefined, outcome: Partial<Delivered>): Promise<void> {
  if (work === undefined) throw new Error('nothing was claimed');
  return replica.delivery.record({ work, state: 'sent', reason: null, restMs: 0, limited: false, ...outcome });
}

async function drain(replica: Replica): Promise<LaneWork[]> {
  const works: LaneWork[] = [];
  for (let claimed = await claim(replica); claimed.length > 0; claimed = await claim(replica)) {
    works.push(...claimed);
    for (const work of claimed) await record(replica, work, work.what === 'thread' ? {} : { address: ADDRESS });
  }
  return works;
}

/** Sends everything that waits; what is said about tickets themselves is left out here. */
async function drainReminders(replica: Replica): Promise<LaneWork[]> {
  return (await drain(replica)).filter(({ card }) => card?.kind !== 'ticket');
}

/** Each of them has ended, or waits for a lock. */
async function doneOrWaiting(works: readonly Promise<unknown>[]): Promise<void> {
  let done = 0;
  for (const work of works) void work.finally(() => (done += 1));
  const sql =
    "SELECT FROM pg_stat_activity WHERE application_name = 'replica' AND wait_event_type = 'Lock' AND datname = current_database()";
  await expect.poll(async () => (await db.pool.query(sql)).rows.length + done, { interval: 5 }).toBe(works.length);
}

/** As if the minute had passed. */
async function gathered(): Promise<void> {
  await db.pool.query("UPDATE lane SET notice_after = notice_after - interval '1 h'");
}

async function states(): Promise<Record<string, number>> {
  const rows = await db.prisma.outbox.groupBy({ by: ['state'], _count: true });
  return Object.fromEntries(rows.map((row) => [row.state, row._count]));
}
