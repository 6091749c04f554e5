import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { NothingSaved } from '../../src/usecases/failures.ts';
import type { Decided } from '../../src/usecases/ports.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { closeTicket } from '../../src/usecases/verbs/close-ticket.ts';
import { editTicket } from '../../src/usecases/verbs/edit-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { useDatabase } from '../support/database.ts';
import {
  decidingAt,
  MONDAY,
  newTicket,
  openTransaction,
  type Replica,
  startReplica,
  verbOf,
  waitingReplicas,
} from '../support/desk.ts';

const db = useDatabase();

const correction = { edit: {}, description: null, problemType: null, customer: null };

test('a verb writes history, words, columns and commitments, and answers', async () => {
  const { one, number, id } = await deskWithTicket();
  const before = await one.tickets.find(number);
  const outcome = await one.tickets.change(
    ...verbOf(takeTicket, null, { number, by: 'zhou', now: MONDAY + MINUTE_MS }),
  );
  expect(outcome).toMatchObject({ code: 'taken', number, from: null });
  const words = '客户说：下午 "三点" 再打 \0👍';
  await one.tickets.change(...verbOf(addNote, { remark: words }, { number, now: MONDAY + 2 * MINUTE_MS }));
  expect(await one.tickets.history(id)).toMatchObject([
    { seq: 1, deed: { type: 'created' }, remark: null },
    { seq: 2, at: MONDAY + MINUTE_MS, by: 'zhou', deed: { type: 'taken' }, remark: null },
    { seq: 3, by: 'zhao', deed: { type: 'noted' }, remark: words.replace('\0', '') },
  ]);
  const after = await one.tickets.find(number);
  expect(after).toMatchObject({ status: 'in-progress', owner: 'zhou' });
  const start = after?.commitments.find(({ rule }) => rule === 'start');
  expect(start).toMatchObject({ state: 'met', stoppedAt: MONDAY + MINUTE_MS, nextAt: null });
  expect(start?.id).toBe(before?.commitments.find(({ rule }) => rule === 'start')?.id);
  expect((await db.prisma.subject.findUnique({ where: { id } }))?.lastSeq).toBe(3);
});

test('an edit sets only what it names, and a customer is found or made', async () => {
  const { one, number } = await deskWithTicket();
  await one.tickets.create(newTicket({ customer: { name: '蓝海', key: 'lanhai' } }));
  const before = await one.tickets.find(number);
  const edit = { ...correction, problemType: '硬件', customer: { name: '蓝 海', key: 'lanhai' } };
  expect(await one.tickets.change(...verbOf(editTicket, edit, { number }))).toEqual({ code: 'edited', number });
  const after = await one.tickets.find(number);
  expect(after).toEqual({ ...before, problemType: '硬件', customer: { name: '蓝海', vip: false } });
  const fresh = { ...correction, customer: { name: '青山', key: 'qingshan' } };
  await one.tickets.change(...verbOf(editTicket, fresh, { number }));
  expect((await one.tickets.find(number))?.customer).toEqual({ name: '青山', vip: false });
});

test('verbs at once on one ticket follow one another, each seeing what the last one did', async () => {
  const { one, number, id } = await deskWithTicket();
  const two = await startReplica(db);
  const outcomes = await Promise.all([
    ...['lin', 'chen', 'wang', 'zhao', 'zhou'].map((by, i) =>
      (i % 2 === 0 ? one : two).tickets.change(...verbOf(takeTicket, null, { number, by, now: MONDAY + i })),
    ),
  ]);
  // All but lin, whose team it is not.
  const taken = outcomes.filter(({ code }) => code === 'taken');
  expect(taken).toHaveLength(4);
  const entries = await one.tickets.history(id);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
  expect(entries).toHaveLength(1 + taken.length);
  // Each names the one before as its loser.
  const owners = entries.slice(1).map(({ by }) => by);
  expect(new Set(taken.map((one) => ('from' in one ? one.from : '')))).toEqual(new Set([null, ...owners.slice(0, -1)]));
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('a repeated key gets the first answer, is not decided again and writes nothing', async () => {
  const { one, number, id } = await deskWithTicket();
  const ask = () => verbOf(addNote, { remark: 'once' }, { number, dedupeKey: 'click-7' });
  const first = await one.tickets.change(...ask());
  const wakes = one.wakes();
  const [request] = ask();
  const again = await one.tickets.change(request, () => {
    throw new Error('decided again');
  });
  expect(again).toEqual(first);
  expect(await one.tickets.history(id)).toHaveLength(2);
  expect(one.wakes()).toBe(wakes);
});

test('a repeat waits for nobody: it gets its answer while somebody holds the ticket', async () => {
  const { one, number, id } = await deskWithTicket();
  const ask = () => verbOf(addNote, { remark: 'once' }, { number, dedupeKey: 'click-7', budgetMs: 200 });
  await one.tickets.change(...ask());
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  expect(await one.tickets.change(...ask())).toEqual({ code: 'noted', number });
});

test('the same key on two replicas at once is decided once', async () => {
  const { one, number, id } = await deskWithTicket();
  const two = await startReplica(db);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      (i % 2 === 0 ? one : two).tickets.change(...verbOf(addNote, { remark: 'x' }, { number, dedupeKey: 'click-8' })),
    ),
  );
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => ({ code: 'noted', number })));
  expect(await one.tickets.history(id)).toHaveLength(2);
});

test('a refusal is kept with its key, also of a ticket that is not there', async () => {
  const { one, number, id } = await deskWithTicket();
  const wakes = one.wakes();
  const refused = await one.tickets.change(...verbOf(takeTicket, null, { number, by: 'lin', dedupeKey: 'a' }));
  expect(refused).toEqual({ code: 'refused', reason: 'not-your-team', number, team: 'support' });
  const unknown = await one.tickets.change(...verbOf(takeTicket, null, { number: 'C202611999', dedupeKey: 'b' }));
  expect(unknown).toEqual({ code: 'refused', reason: 'unknown-ticket', number: 'C202611999' });
  const wrong = await one.tickets.change(
    ...verbOf(closeTicket, { word: 'satisfied', remark: null }, { number, dedupeKey: 'c' }),
  );
  expect(wrong).toMatchObject({ code: 'refused', reason: 'wrong-status' });
  const again = (dedupeKey: string) =>
    one.tickets.change({ dedupeKey, number: 'C202611999', budgetMs: 1_000 }, () => ({
      outcome: { code: 'noted', number: '' },
      changes: null,
    }));
  expect(await again('b')).toEqual(unknown);
  expect(await again('c')).toEqual(wrong);
  expect(await one.tickets.history(id)).toHaveLength(1);
  expect(one.wakes()).toBe(wakes);
});

test('every card of the ticket is bumped once and waits once, however often it changes', async () => {
  const { one, number, id } = await deskWithTicket();
  for (const remark of ['a', 'b', 'c']) await one.tickets.change(...verbOf(addNote, { remark }, { number }));
  expect(await cards()).toEqual([{ conversation: 'support', kind: 'ticket', wanted: 4 }]);
  expect(await waiting()).toEqual([
    { conversation: 'support', what: 'card', seq: null },
    { conversation: 'support', what: 'thread', seq: 2 },
    { conversation: 'support', what: 'thread', seq: 3 },
    { conversation: 'support', what: 'thread', seq: 4 },
  ]);
  // Shown meanwhile: then it waits again.
  await db.pool.query("UPDATE outbox SET state = 'sent', done_at = now() WHERE what = 'card'");
  await one.tickets.change(...verbOf(addNote, { remark: 'd' }, { number }));
  expect((await waiting()).filter(({ what }) => what === 'card')).toHaveLength(1);
  expect((await one.tickets.find(number))?.id).toBe(id);
});

test('another team gets a card of its own, and the old one goes on', async () => {
  const { one, number } = await deskWithTicket();
  const move = (team: string) =>
    one.tickets.change(...verbOf(editTicket, { ...correction, edit: { team } }, { number }));
  await move('product');
  await move('after-sales');
  await move('product');
  expect(await cards()).toEqual([
    { conversation: 'support', kind: 'ticket', wanted: 4 },
    { conversation: 'product', kind: 'ticket', wanted: 3 },
    { conversation: 'after-sales', kind: 'ticket', wanted: 2 },
  ]);
  const waitingCards = (await waiting()).filter(({ what }) => what === 'card');
  expect(waitingCards.map(({ conversation }) => conversation).sort()).toEqual(['after-sales', 'product', 'support']);
});

test('when it becomes urgent, everything of the ticket that waits does, in the order it stood', async () => {
  const { one } = await deskWithTicket();
  const { number, id } = await createTicket(one, { urgency: 'normal' });
  await one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number }));
  const order = async () =>
    (await db.prisma.outbox.findMany({ where: { subjectId: id }, orderBy: [{ urgent: 'desc' }, { id: 'asc' }] })).map(
      ({ what, seq, urgent }) => ({ what, seq, urgent }),
    );
  expect(await order()).toMatchObject([{ urgent: false }, { urgent: false }]);
  await one.tickets.change(...verbOf(editTicket, { ...correction, edit: { urgency: 'urgent' } }, { number }));
  expect(await order()).toEqual([
    { what: 'card', seq: null, urgent: true },
    { what: 'thread', seq: 2, urgent: true },
    { what: 'thread', seq: 3, urgent: true },
  ]);
});

test('the notices about what moved are shown anew, the others are left alone', async () => {
  const { one, number } = await deskWithTicket();
  const late = MONDAY + 20 * MINUTE_MS;
  await one.engine.advance(late, 10, decidingAt(late));
  const notices = async () => (await cards()).filter(({ kind }) => kind === 'notice').map(({ wanted }) => wanted);
  const told = (await notices()).length;
  expect(told).toBeGreaterThan(0);
  await one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number, now: late + 1 }));
  expect(await notices()).toEqual(Array.from({ length: told }, () => 1));
  await one.tickets.change(...verbOf(acknowledgeTicket, null, { number, now: late + 2 }));
  expect(await notices()).toEqual(Array.from({ length: told }, () => 2));
});

test('a ticket held by somebody else for too long: nothing was saved, and that soon', async () => {
  const { one, number, id } = await deskWithTicket();
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  const startedAt = performance.now();
  const ask = () => verbOf(addNote, { remark: 'x' }, { number, dedupeKey: 'slow', budgetMs: 120 });
  await expect(one.tickets.change(...ask())).rejects.toThrow(NothingSaved);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await holder.commit();
  // Its key is free again.
  expect(await one.tickets.change(...ask())).toEqual({ code: 'noted', number });
  expect(await one.tickets.history(id)).toHaveLength(2);
});

test('a write held up by a card for too long is rolled back whole: nothing was saved', async () => {
  const { one, number, id } = await deskWithTicket();
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM card WHERE subject_id = $1 FOR UPDATE', [id]);
  await expect(one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number, budgetMs: 100 }))).rejects.toThrow(
    NothingSaved,
  );
  await holder.commit();
  expect(await one.tickets.history(id)).toHaveLength(1);
  // The limits were that transaction's alone.
  const { rows } = await one.database.pool.query("SELECT current_setting('lock_timeout') AS limit");
  expect(rows).toEqual([{ limit: '0' }]);
});

test('no connection free in time: nothing was saved', async () => {
  const { number } = await deskWithTicket();
  const small = await startReplica(db, { poolSize: 1 });
  const busy = await small.database.pool.connect();
  await expect(small.tickets.change(...verbOf(addNote, { remark: 'x' }, { number, budgetMs: 80 }))).rejects.toThrow(
    NothingSaved,
  );
  busy.release();
});

test('a decision that throws leaves nothing, and its key free', async () => {
  const { one, number, id } = await deskWithTicket();
  const broken = (): Decided => {
    throw new Error('a bug in a verb');
  };
  const request = { dedupeKey: 'k', number, budgetMs: 1_000 };
  await expect(one.tickets.change(request, broken)).rejects.toThrow('a bug in a verb');
  expect(await one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number, dedupeKey: 'k' }))).toMatchObject({
    code: 'noted',
  });
  expect(await one.tickets.history(id)).toHaveLength(2);
});

test('a verb that waited for another sees what that one wrote', async () => {
  const { one, number, id } = await deskWithTicket();
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  const waitingVerb = one.tickets.change(...verbOf(takeTicket, null, { number, by: 'zhou' }));
  await waitingReplicas(db, 1);
  await holder.query(
    `INSERT INTO event (subject_id, seq, at, by, type, data) VALUES ($1, 2, $2, 'wang', 'taken', '{"type":"taken"}')`,
    [id, new Date(MONDAY + HOUR_MS)],
  );
  await holder.commit();
  expect(await waitingVerb).toMatchObject({ code: 'taken', number, from: 'wang' });
  const entries = await one.tickets.history(id);
  // Its clock was behind: history does not run backwards.
  expect(entries[2]).toMatchObject({ seq: 3, by: 'zhou', at: MONDAY + HOUR_MS });
});

test('history can be added to, never changed', async () => {
  const { id } = await deskWithTicket();
  await expect(db.pool.query('UPDATE event SET by = $1 WHERE subject_id = $2', ['x', id])).rejects.toThrow(
    /append-only/,
  );
  await expect(db.pool.query('DELETE FROM event WHERE subject_id = $1', [id])).rejects.toThrow(/append-only/);
  await expect(db.pool.query('TRUNCATE event')).rejects.toThrow(/append-only/);
});

async function deskWithTicket() {
  const one = await startReplica(db);
  return { one, ...(await createTicket(one)) };
}

async function createTicket(one: Replica, more: Parameters<typeof newTicket>[0] = {}) {
  const ticket = newTicket(more);
  const { number } = await one.tickets.create(ticket);
  return { number, id: ticket.id };
}

async function cards() {
  const rows = await db.prisma.card.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(({ conversation, kind, wantedVersion }) => ({ conversation, kind, wanted: wantedVersion }));
}

async function waiting() {
  const rows = await db.prisma.outbox.findMany({ where: { state: 'pending' }, orderBy: { id: 'asc' } });
  return rows.map(({ conversation, what, seq }) => ({ conversation, what, seq }));
}
