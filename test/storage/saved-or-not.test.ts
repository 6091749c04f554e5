import { expect, test } from 'vitest';
import { retryingConflicts, tellingWhatWasSaved } from '../../src/storage/saved-or-not.ts';
import { NotConfirmed, NothingSaved } from '../../src/usecases/failures.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { useDatabase } from '../support/database.ts';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { decidingAt, MONDAY, newTicket, openTransaction, SURFACES, startReplica, verbOf } from '../support/desk.ts';

const db = useDatabase();

async function deskBehindProxy() {
  const proxy = await startDatabaseProxy(db.databaseUrl);
  const one = await startReplica(db, { url: proxy.url });
  const ticket = newTicket();
  const { number } = await one.tickets.create(ticket);
  const goDown = async () => {
    await proxy.close();
    // Until the pool has noticed; what a statement meets before that is told below, by its error.
    await expect.poll(() => one.database.pool.totalCount, { interval: 2 }).toBe(0);
  };
  return { proxy, goDown, one, id: ticket.id, number };
}

test('creating while the server is down: nothing was saved, and it works when the server is back', async () => {
  const { proxy, goDown, one } = await deskBehindProxy();
  await goDown();
  const tickets = [newTicket(), newTicket(), newTicket()];
  const results = await Promise.allSettled(tickets.map((ticket) => one.tickets.create(ticket)));
  for (const result of results) expect(result).toMatchObject({ reason: expect.any(NothingSaved) });
  expect(await db.prisma.ticket.count()).toBe(1);
  await proxy.open();
  const again = await Promise.all(tickets.map((ticket) => one.tickets.create(ticket)));
  expect(again.map(({ status, number }) => `${status} ${number}`)).toEqual([
    'created C202611002',
    'created C202611003',
    'created C202611004',
  ]);
});

test('creating when the answer is lost: not confirmed, and repeating finds the ticket', async () => {
  const { proxy, one } = await deskBehindProxy();
  proxy.cut({ when: 'before-answer', on: 'click-1' });
  const ticket = newTicket({ dedupeKey: 'click-1' });
  await expect(one.tickets.create(ticket)).rejects.toThrow(NotConfirmed);
  await expect.poll(() => db.prisma.ticket.count()).toBe(2);
  expect(await one.tickets.create(ticket)).toEqual({ status: 'repeated', number: 'C202611002' });
});

test('creating when the statement is lost on its way: nobody can know, and repeating creates it', async () => {
  const { proxy, one } = await deskBehindProxy();
  proxy.cut({ when: 'before-server', on: 'click-1' });
  const ticket = newTicket({ dedupeKey: 'click-1' });
  await expect(one.tickets.create(ticket)).rejects.toThrow(NotConfirmed);
  expect(await one.tickets.create(ticket)).toEqual({ status: 'created', number: 'C202611002' });
});

test('a whole batch is told the same when its answer is lost, and nothing is tried one by one', async () => {
  const { proxy, one } = await deskBehindProxy();
  one.statements.length = 0;
  proxy.cut({ when: 'before-answer', on: 'click-1' });
  const tickets = [newTicket(), newTicket({ dedupeKey: 'click-1' }), newTicket()];
  const results = await Promise.allSettled(tickets.map((ticket) => one.tickets.create(ticket)));
  for (const result of results) expect(result).toMatchObject({ reason: expect.any(NotConfirmed) });
  expect(one.statements.filter((sql) => sql.includes('INSERT INTO ticket'))).toHaveLength(1);
  const again = await Promise.all(tickets.map((ticket) => one.tickets.create(ticket)));
  expect(again.map(({ status }) => status)).toEqual(['repeated', 'repeated', 'repeated']);
});

test('a repeat whose look-up fails does not claim that nothing was saved', async () => {
  const { proxy, one } = await deskBehindProxy();
  await one.tickets.create(newTicket({ dedupeKey: 'click-1' }));
  const [fresh, repeat] = [newTicket(), newTicket({ dedupeKey: 'click-1' })];
  proxy.cut({ when: 'before-server', on: 'own.number AS own' });
  const results = await Promise.allSettled([one.tickets.create(fresh), one.tickets.create(repeat)]);
  expect(results[0]).toMatchObject({ status: 'fulfilled', value: { status: 'created' } });
  expect(results[1]).toMatchObject({ reason: expect.any(NotConfirmed) });
  expect(await one.tickets.create(repeat)).toMatchObject({ status: 'repeated' });
});

test.each([
  { lost: 'BEGIN', when: 'before-server', told: NothingSaved },
  { lost: 'set_config', when: 'before-answer', told: NothingSaved },
  { lost: 'subject_locked', when: 'before-answer', told: NothingSaved },
  { lost: 'json_to_record(', when: 'before-server', told: NothingSaved },
  { lost: 'json_to_record(', when: 'before-answer', told: NothingSaved },
  { lost: 'COMMIT', when: 'before-server', told: NotConfirmed },
  { lost: 'COMMIT', when: 'before-answer', told: NotConfirmed },
] as const)(
  'a verb when $lost is lost $when: told what is true, and repeating is safe',
  async ({ lost, when, told }) => {
    const { proxy, one, number, id } = await deskBehindProxy();
    proxy.cut({ when, on: lost });
    const ask = () => verbOf(addNote, { remark: 'x' }, { number, dedupeKey: 'click-2' });
    await expect(one.tickets.change(...ask())).rejects.toThrow(told);
    const saved = lost === 'COMMIT' && when === 'before-answer' ? 2 : 1;
    await expect.poll(async () => (await one.tickets.history(id)).length).toBe(saved);
    expect(await one.tickets.change(...ask())).toEqual({ code: 'noted', number });
    expect(await one.tickets.history(id)).toHaveLength(2);
  },
);

test('a verb while the server is down: nothing was saved', async () => {
  const { proxy, goDown, one, number } = await deskBehindProxy();
  await goDown();
  const ask = () => verbOf(addNote, { remark: 'x' }, { number });
  await expect(one.tickets.change(...ask())).rejects.toThrow(NothingSaved);
  await proxy.open();
  expect(await one.tickets.change(...ask())).toEqual({ code: 'noted', number });
});

test('a session ended by the server during a verb: nothing was saved', async () => {
  const { one, number, id } = await deskBehindProxy();
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  const changing = one.tickets.change(...verbOf(addNote, { remark: 'x' }, { number })).catch((error: unknown) => error);
  await expect
    .poll(async () => {
      const { rows } = await db.pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'replica' AND wait_event_type = 'Lock'",
      );
      return rows.length;
    })
    .toBe(1);
  expect(await changing).toBeInstanceOf(NothingSaved);
  await holder.commit();
});

test('tick and delivery go on where they were when the server is back', async () => {
  const { proxy, one } = await deskBehindProxy();
  const late = MONDAY + 16 * 60_000;
  const [work] = await one.delivery.claim(SURFACES, 10);
  await proxy.close();
  await expect(one.engine.advance(late, 10, decidingAt(late))).rejects.toThrow();
  const delivered = { state: 'sent', reason: null, restMs: 0, limited: false } as const;
  if (work === undefined) throw new Error('nothing was claimed');
  await expect(one.delivery.record({ work, ...delivered })).rejects.toThrow();
  await proxy.open();
  expect(await one.engine.advance(late, 10, decidingAt(late))).toMatchObject({ subjects: 1, failures: [] });
  await one.delivery.record({ work, ...delivered });
  expect(await db.prisma.outbox.findMany({ where: { state: 'sent' } })).toHaveLength(1);
});

test.each([
  ['ECONNREFUSED', NothingSaved],
  ['EPIPE', NothingSaved],
  ['53300', NothingSaved],
  ['57P03', NothingSaved],
  ['57014', NothingSaved],
  ['55P03', NothingSaved],
  ['ECONNRESET', NotConfirmed],
  ['ETIMEDOUT', NotConfirmed],
  ['57P01', NotConfirmed],
  ['P1017', NotConfirmed],
] as const)('a single statement that meets %s', async (code, told) => {
  const asPrismaTells = Object.assign(new Error('x'), {
    code: 'P2010',
    meta: { driverAdapterError: { cause: { originalCode: code } } },
  });
  for (const error of [Object.assign(new Error('x'), { code }), asPrismaTells]) {
    await expect(tellingWhatWasSaved('at-once', () => Promise.reject(error))).rejects.toThrow(told);
    await expect(tellingWhatWasSaved('on-commit', () => Promise.reject(error))).rejects.toThrow(NothingSaved);
    const whileCommitting = tellingWhatWasSaved('on-commit', (committing) => {
      committing();
      return Promise.reject(error);
    });
    await expect(whileCommitting).rejects.toThrow(NotConfirmed);
  }
});

test('what is wrong with a request is not blamed on the database', async () => {
  const bug = new Error('P2028 is a number like any other, and so are 57014 and ECONNREFUSED');
  await expect(tellingWhatWasSaved('at-once', () => Promise.reject(bug))).rejects.toBe(bug);
  await expect(tellingWhatWasSaved('on-commit', () => Promise.reject(bug))).rejects.toBe(bug);
});

test('who loses against another is tried again, three times in all; who is wrong is not', async () => {
  const failing = (code: string, times: number) => {
    let left = times;
    let tries = 0;
    const work = async () => {
      tries += 1;
      left -= 1;
      if (left >= 0) throw Object.assign(new Error(code), { code });
      return tries;
    };
    return retryingConflicts(work).catch(() => `gave up after ${tries}`);
  };
  expect(await failing('40P01', 2)).toBe(3);
  expect(await failing('P2034', 3)).toBe('gave up after 3');
  expect(await failing('22P02', 1)).toBe('gave up after 1');
});
