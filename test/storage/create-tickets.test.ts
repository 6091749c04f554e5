import { expect, test } from 'vitest';
import type { NewTicket } from '../../src/usecases/ports.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { useDatabase } from '../support/database.ts';
import {
  MONDAY,
  newTicket,
  openTransaction,
  type Replica,
  startReplica,
  verbOf,
  waitingReplicas,
} from '../support/desk.ts';

const db = useDatabase();

test('a ticket is written whole: row, history, what is owed, the card and the word to post it', async () => {
  const one = await startReplica(db);
  const ticket = newTicket({ complex: true, problemType: '打印', source: { key: 'C1/17', link: 'https://chat/17' } });
  expect(await one.tickets.create(ticket)).toEqual({ status: 'created', number: 'C202611001', newCustomer: true });
  const view = await one.tickets.find('C202611001');
  const { id, kind, urgency, team, opener, description, spokenAt, createdAt, origin } = ticket;
  expect(view).toEqual({
    ...{ id, number: 'C202611001', kind, urgency, complex: true, status: 'pending', team, owner: null, opener },
    ...{
      description,
      problemType: '打印',
      sourceLink: 'https://chat/17',
      round: 1,
      needsEscalation: false,
      score: null,
    },
    ...{ eta: null, waiting: null, spokenAt, createdAt, origin, customer: { name: '云帆科技', vip: false } },
    ...{ policy: 'demo', tier: null },
    commitments: [...ticket.commitments].sort((a, b) => a.startedAt - b.startedAt || (a.rule < b.rule ? -1 : 1)),
  });
  expect(view?.commitments.length).toBeGreaterThan(1);
  expect(await one.tickets.history(id)).toEqual(ticket.events.map((event) => ({ ...event, remark: null })));
  const outbox = await db.prisma.outbox.findMany();
  expect(outbox).toMatchObject([
    { platform: 'playground', workspace: 'demo', conversation: 'support', what: 'card', subjectId: id, urgent: true },
  ]);
  expect(await db.prisma.card.findMany()).toMatchObject([
    { id: outbox[0]?.cardId, kind: 'ticket', wantedVersion: 1, shownVersion: 0 },
  ]);
  expect(one.wakes()).toBe(1);
});

test('an owner named from the start stands in row and history', async () => {
  const one = await startReplica(db);
  const ticket = newTicket({ owner: 'lin' });
  const { number } = await one.tickets.create(ticket);
  expect(await one.tickets.find(number)).toMatchObject({ owner: 'lin' });
  expect(await one.tickets.history(ticket.id)).toHaveLength(2);
  expect(await one.tickets.change(...verbOf(takeTicket, null, { number }))).toMatchObject({
    code: 'taken',
    from: 'lin',
  });
});

test('what arrives together is written by one statement, and what meanwhile by one more', async () => {
  const one = await startReplica(db);
  const first = Array.from({ length: 30 }, () => one.tickets.create(newTicket()));
  await new Promise(setImmediate);
  const second = Array.from({ length: 30 }, () => one.tickets.create(newTicket()));
  const numbers = (await Promise.all([...first, ...second])).map(({ number }) => number);
  expect(inserts(one)).toBe(2);
  expect(one.statements.filter((sql) => !sql.includes('INSERT INTO ticket') && !isOfConnecting(sql))).toEqual([]);
  // In order of arrival.
  expect(numbers).toEqual(numbersUpTo(60));
});

test('300 requests at once from two replicas: numbers without gaps, in batches of at most 32', async () => {
  const [one, two] = await twoReplicas();
  const created = await Promise.all(
    Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? one : two).tickets.create(newTicket())),
  );
  expect(created.map(({ number }) => number).sort()).toEqual(numbersUpTo(300));
  expect(inserts(one) + inserts(two)).toBe(10);
});

test('numbers begin anew each month of the policy zone, and grow a digit past 999', async () => {
  const one = await startReplica(db);
  const lastMinute = Date.UTC(2026, 10, 30, 15, 59);
  const [november, december] = await Promise.all([
    one.tickets.create(newTicket({}, lastMinute)),
    one.tickets.create(newTicket({}, lastMinute + 60_000)),
  ]);
  expect([november?.number, december?.number]).toEqual(['C202611001', 'C202612001']);
  await db.pool.query("UPDATE counter SET value = 998 WHERE name = 'ticket:202612'");
  const later = () => one.tickets.create(newTicket({}, lastMinute + 120_000));
  const numbers = (await Promise.all([later(), later(), later()])).map(({ number }) => number);
  expect(numbers).toEqual(['C202612999', 'C2026121000', 'C2026121001']);
});

test('one key, one ticket: in a batch, on two replicas at once, and later', async () => {
  const [one, two] = await twoReplicas();
  const again = () => newTicket({ dedupeKey: 'click-1' });
  const all = await Promise.all([
    ...Array.from({ length: 5 }, () => one.tickets.create(again())),
    ...Array.from({ length: 5 }, () => two.tickets.create(again())),
  ]);
  expect(new Set(all.map(({ number }) => number))).toEqual(new Set(['C202611001']));
  expect(all.filter(({ status }) => status === 'created')).toHaveLength(1);
  expect(all.filter(({ status }) => status === 'repeated')).toHaveLength(9);
  expect(await two.tickets.create(again())).toEqual({ status: 'repeated', number: 'C202611001' });
  expect(await count('ticket')).toBe(1);
  expect(await count('outbox')).toBe(1);
  expect(one.wakes() + two.wakes()).toBeLessThanOrEqual(5);
});

test('the same key waits for a writer under way, and finds what it wrote', async () => {
  const [one, two] = await twoReplicas();
  const blocker = await openTransaction(db);
  await blocker.query("INSERT INTO counter VALUES ('ticket:202611', 0)");
  const first = one.tickets.create(newTicket({ dedupeKey: 'click-1' }));
  await waitingReplicas(db, 1);
  const second = two.tickets.create(newTicket({ dedupeKey: 'click-1' }));
  await waitingReplicas(db, 2);
  await blocker.commit();
  expect(await first).toMatchObject({ status: 'created', number: 'C202611001' });
  expect(await second).toEqual({ status: 'repeated', number: 'C202611001' });
});

test('the same words of one person within 30 s show the first ticket, unless another is wanted', async () => {
  const [one, two] = await twoReplicas();
  const said = (more: Parameters<typeof newTicket>[0] = {}) => newTicket({ description: '打印机卡纸', ...more });
  expect(await one.tickets.create(said())).toMatchObject({ status: 'created', number: 'C202611001' });
  expect(await two.tickets.create(said({ dedupeKey: 'again' }))).toEqual({
    status: 'same-words',
    number: 'C202611001',
  });
  // The repeat of that request gets that answer, not a ticket.
  expect(await one.tickets.create(said({ dedupeKey: 'again' }))).toEqual({
    status: 'same-words',
    number: 'C202611001',
  });
  expect(await one.tickets.create(said({ by: 'lin' }))).toMatchObject({ status: 'created', number: 'C202611002' });
  expect(await one.tickets.create(said({ customer: null }))).toMatchObject({ status: 'created', number: 'C202611003' });
  const another = await two.tickets.create(said({ evenIfSame: true }));
  expect(another).toEqual({ status: 'created', number: 'C202611004' });
  await db.pool.query("UPDATE dedupe SET at = at - interval '31 s'");
  expect(await two.tickets.create(said())).toEqual({ status: 'created', number: 'C202611005' });
  expect(await two.tickets.create(said())).toEqual({ status: 'same-words', number: 'C202611005' });
});

test('the same words many times at once are one ticket', async () => {
  const [one, two] = await twoReplicas();
  const same = await Promise.all(
    Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? one : two).tickets.create(newTicket({ description: '卡纸' }))),
  );
  expect(same.filter(({ status }) => status === 'created')).toHaveLength(1);
  expect(same.filter(({ status }) => status === 'same-words')).toHaveLength(11);
  expect(new Set(same.map(({ number }) => number)).size).toBe(1);
});

test('a message becomes a ticket once: in a batch, at once on two replicas, and when its keys are long forgotten', async () => {
  const [one, two] = await twoReplicas();
  const fromMessage = () => newTicket({ source: { key: 'C1/1700000000.1', link: null } });
  const all = await Promise.all([
    ...Array.from({ length: 4 }, () => one.tickets.create(fromMessage())),
    ...Array.from({ length: 4 }, () => two.tickets.create(fromMessage())),
  ]);
  expect(all.filter(({ status }) => status === 'created')).toHaveLength(1);
  expect(all.filter(({ status }) => status === 'from-message')).toHaveLength(7);
  await db.pool.query('DELETE FROM dedupe');
  const { number } = all[0] ?? { number: '' };
  expect(await one.tickets.create(fromMessage())).toEqual({ status: 'from-message', number });
  expect(await one.tickets.create({ ...fromMessage(), evenIfSame: true })).toEqual({ status: 'from-message', number });
  expect(await count('ticket')).toBe(1);
});

test('a message that comes twice in one batch fails nobody', async () => {
  const one = await startReplica(db);
  const fromMessage = () => newTicket({ source: { key: 'C1/1', link: null } });
  const all = await Promise.all(
    [fromMessage(), newTicket(), fromMessage()].map((ticket) => one.tickets.create(ticket)),
  );
  expect(all.map(({ status, number }) => `${status} ${number}`)).toEqual([
    'created C202611001',
    'created C202611002',
    'from-message C202611001',
  ]);
  expect(one.failures).toEqual([]);
});

test('two writers with one message: who comes second finds the ticket of the first', async () => {
  const [one, two] = await twoReplicas();
  const fromMessage = () => newTicket({ source: { key: 'C1/1', link: null } });
  // Both have looked for the message before either has written: held up at the counter.
  const blocker = await openTransaction(db);
  await blocker.query("INSERT INTO counter VALUES ('ticket:202611', 0)");
  const first = one.tickets.create(fromMessage());
  const second = two.tickets.create(fromMessage());
  await waitingReplicas(db, 2);
  await blocker.commit();
  const results = await Promise.all([first, second]);
  expect(results.map(({ status }) => status).sort()).toEqual(['created', 'from-message']);
  expect(new Set(results.map(({ number }) => number)).size).toBe(1);
  expect([...one.failures, ...two.failures]).toEqual(['23505']);
  expect(await count('ticket')).toBe(1);
});

test('a customer mentioned by many at once is one customer', async () => {
  const [one, two] = await twoReplicas();
  const names = ['云帆科技', '蓝海', '青山'];
  await Promise.all(
    Array.from({ length: 90 }, (_, i) => {
      const name = names[i % 3] ?? '';
      // Both orders, so that batches would meet crosswise if they did not lock in order.
      return (i % 2 === 0 ? one : two).tickets.create(newTicket({ customer: { name, key: name } }));
    }),
  );
  expect(await count('customer')).toBe(3);
  const { tickets, total } = await one.tickets.list({ customerKey: '蓝海' }, { offset: 0, limit: 5 });
  expect(total).toBe(30);
  expect(tickets.map(({ customer }) => customer?.name)).toEqual(Array.from({ length: 5 }, () => '蓝海'));
});

test('an item that cannot be written fails alone', async () => {
  const one = await startReplica(db);
  const poisonous: NewTicket = { ...newTicket(), id: 'no uuid' };
  const results = await Promise.allSettled(
    [newTicket(), poisonous, newTicket(), newTicket()].map((ticket) => one.tickets.create(ticket)),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(results[1]).toMatchObject({
    reason: expect.objectContaining({ message: expect.stringContaining('no uuid') }),
  });
  expect(await count('ticket')).toBe(3);
  expect(await count('dedupe')).toBe(6);
  expect(await one.tickets.create(newTicket())).toEqual({ status: 'created', number: 'C202611004' });
});

test('any words can be stored', async () => {
  const one = await startReplica(db);
  const texts = [
    ['NUL \0 inside', 'NUL  inside'],
    ['half \ud83d a pair', 'half \ufffd a pair'],
    ['a backslash, then \\u0000 and \\ud83d', 'a backslash, then \\u0000 and \\ud83d'],
    ['👨‍👩‍👧‍👦 𠮷野家 "quoted" \'single\' $1 %s {}', '👨‍👩‍👧‍👦 𠮷野家 "quoted" \'single\' $1 %s {}'],
    ['字'.repeat(40_000), '字'.repeat(40_000)],
    ['', ''],
  ] as const;
  const created = await Promise.all(texts.map(([description]) => one.tickets.create(newTicket({ description }))));
  for (const [i, { number }] of created.entries()) {
    expect((await one.tickets.find(number))?.description).toBe(texts[i]?.[1]);
  }
  expect(inserts(one)).toBe(1);
});

test('lists filter, put the worst first, and page', async () => {
  const one = await startReplica(db);
  const normal = newTicket({ urgency: 'normal', team: 'product' });
  const important = newTicket({ urgency: 'important', owner: 'lin' });
  const [urgent, late, vip] = [
    newTicket({}, MONDAY + 1),
    newTicket(),
    newTicket({ customer: { name: 'V', key: 'v' } }),
  ];
  const numbers: string[] = [];
  for (const ticket of [normal, important, urgent, late, vip]) numbers.push((await one.tickets.create(ticket)).number);
  await db.pool.query("UPDATE customer SET vip = true WHERE name_key = 'v'");
  const [n1, n2, n3, n4, n5] = numbers;
  const find = async (filter: Parameters<Replica['tickets']['list']>[0], offset = 0, limit = 10) => {
    const { tickets, total } = await one.tickets.list(filter, { offset, limit });
    return { numbers: tickets.map(({ number }) => number), total };
  };
  expect(await find({})).toEqual({ numbers: [n5, n4, n3, n2, n1], total: 5 });
  expect(await find({}, 3, 1)).toEqual({ numbers: [n2], total: 5 });
  expect(await find({}, 9)).toEqual({ numbers: [], total: 5 });
  expect(await find({ teams: ['product', 'nowhere'] })).toEqual({ numbers: [n1], total: 1 });
  expect(await find({ of: 'lin', statuses: ['pending'] })).toEqual({ numbers: [n2], total: 1 });
  expect(await find({ statuses: ['closed'] })).toEqual({ numbers: [], total: 0 });
  const firstContact = late.commitments.find(({ rule }) => rule === 'first-contact')?.dueAt ?? 0;
  expect(await find({ overdueAt: firstContact - 1 })).toEqual({ numbers: [], total: 0 });
  expect(await find({ overdueAt: firstContact })).toEqual({ numbers: [n5, n4], total: 2 });
});

async function twoReplicas(): Promise<[Replica, Replica]> {
  return [await startReplica(db), await startReplica(db)];
}

function numbersUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `C202611${String(i + 1).padStart(3, '0')}`);
}

function inserts(replica: Replica): number {
  return replica.statements.filter((sql) => sql.includes('INSERT INTO ticket')).length;
}

function isOfConnecting(sql: string): boolean {
  return sql.includes('server_version_num');
}

async function count(table: 'ticket' | 'outbox' | 'customer' | 'dedupe'): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
  return rows[0]?.count ?? 0;
}
