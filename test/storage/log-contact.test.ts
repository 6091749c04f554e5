import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { NothingSaved } from '../../src/usecases/failures.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { assignTicket } from '../../src/usecases/verbs/assign-ticket.ts';
import { contactDesk } from '../support/contact-desk.ts';
import { useDatabase } from '../support/database.ts';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { MONDAY, newTicket, openTransaction, startReplica, verbOf, waitingReplicas } from '../support/desk.ts';

const database = useDatabase();

/** What a talk about a ticket may touch, in numbers: equal before and after means that nothing of it was left behind. */
async function everything() {
  const [row] = await database.prisma.$queryRaw<Record<string, number>[]>`
    SELECT (SELECT count(*)::int FROM contact) AS contacts, (SELECT count(*)::int FROM subject) AS subjects,
      (SELECT count(*)::int FROM event) AS events, (SELECT count(*)::int FROM remark) AS remarks,
      (SELECT count(*)::int FROM commitment WHERE state = 'met') AS met, (SELECT count(*)::int FROM commitment) AS owed,
      (SELECT count(*)::int FROM dedupe) AS keys, (SELECT sum(wanted_version)::int FROM card) AS versions,
      (SELECT coalesce(sum(value), 0)::int FROM counter WHERE name LIKE 'contact:%') AS numbers`;
  return row ?? expect.unreachable('no row');
}

async function deskWithTicket(url?: string) {
  const replica = await startReplica(database, url === undefined ? {} : { url });
  const desk = await contactDesk(database, replica);
  const ticket = newTicket();
  const { number } = await replica.tickets.create(ticket);
  const [customer] = await database.prisma.customer.findMany();
  const known = { id: customer?.id ?? null, name: '云帆科技', key: '云帆科技' };
  const firstContact = async () =>
    (await replica.tickets.find(number))?.commitments.find((one) => one.rule === 'first-contact');
  return { ...desk, number, customer: known, firstContact };
}

describe('a talk about a ticket', () => {
  test('the record and the clock that it meets are one deed, and a repeat does neither twice', async () => {
    const { record, number, customer, firstContact, contacts } = await deskWithTicket();
    const talk = { dedupeKey: newId(), ticket: number, customer, content: 'they can wait until noon' };
    const made = await record(talk, MONDAY + MINUTE_MS);
    expect(made).toMatchObject({ code: 'logged', onTicket: { code: 'contacted', number, reached: true } });
    expect(await firstContact()).toMatchObject({ state: 'met' });
    expect((await contacts.find(made.number))?.ticket).toBe(number);
    const once = await everything();
    expect(await record(talk, MONDAY + HOUR_MS)).toEqual(made);
    expect(await everything()).toEqual(once);
    // The same words from the same person a moment later are the same talk, also for the ticket.
    expect(await record({ ...talk, dedupeKey: newId() })).toMatchObject({ code: 'same-words', number: made.number });
    expect(await everything()).toEqual({ ...once, keys: (once['keys'] ?? 0) + 1 });
  });

  test.each([
    ['the contact', 'BEFORE INSERT ON contact'],
    ['the ticket', 'BEFORE UPDATE ON ticket'],
    ['what the ticket owes', 'BEFORE UPDATE ON commitment'],
    ['the answer', 'BEFORE UPDATE OF outcome ON dedupe'],
    ['the commit itself', 'DEFERRABLE'],
  ])('where %s cannot be written, nothing of it stands, and the same key works afterwards', async (_what, when) => {
    const { record, number, customer, firstContact } = await deskWithTicket();
    const before = await everything();
    const { pool } = database;
    await pool.query(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`);
    await pool.query(
      when === 'DEFERRABLE'
        ? `CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON contact DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION break_it()`
        : `CREATE TRIGGER broken ${when} FOR EACH ROW EXECUTE FUNCTION break_it()`,
    );
    const talk = { dedupeKey: newId(), ticket: number, customer, content: 'called' };
    try {
      await expect(record(talk)).rejects.toThrow();
      expect(await everything()).toEqual(before);
      expect(await firstContact()).toMatchObject({ state: 'open' });
    } finally {
      await pool.query('DROP FUNCTION break_it CASCADE');
    }
    expect(await record(talk)).toMatchObject({ code: 'logged', onTicket: { code: 'contacted' } });
    expect(await firstContact()).toMatchObject({ state: 'met' });
  });

  test('a connection that is lost in the middle leaves nothing, and says that nothing was saved', async () => {
    const proxy = await startDatabaseProxy(database.databaseUrl);
    const { record, number, customer } = await deskWithTicket(proxy.url);
    const before = await everything();
    const talk = { dedupeKey: newId(), ticket: number, customer, content: 'said in the very middle' };
    // The words stand in the statement that writes the contact: the ticket's was answered before.
    proxy.cut({ when: 'before-server', on: 'said in the very middle' });
    await expect(record(talk)).rejects.toThrow(NothingSaved);
    expect(await everything()).toEqual(before);
    expect(await record(talk)).toMatchObject({ code: 'logged', onTicket: { code: 'contacted', number } });
  });

  test('what the ticket refuses is told with the record of the talk, which stands', async () => {
    const { record, customer, number } = await deskWithTicket();
    const made = await record({ by: 'lin', ticket: number, customer });
    expect(made).toMatchObject({ code: 'logged', onTicket: { code: 'refused', reason: 'not-your-team' } });
    const unknown = await record({ ticket: 'C209901001', customer });
    expect(unknown).toMatchObject({ code: 'logged' });
    expect(unknown).not.toHaveProperty('onTicket');
  });

  test('it waits for whoever works on the ticket, and sees what they did', async () => {
    const { record, replica, customer, number } = await deskWithTicket();
    const other = await openTransaction(database);
    await other.query('SELECT id FROM subject WHERE id = (SELECT id FROM ticket WHERE number = $1) FOR UPDATE', [
      number,
    ]);
    const waiting = record({ ticket: number, customer });
    await waitingReplicas(database, 1);
    await other.commit();
    expect(await waiting).toMatchObject({ onTicket: { code: 'contacted' } });
    const events = await replica.tickets.history((await replica.tickets.find(number))?.id ?? '');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  });

  test('it gives up in time over a lock that somebody keeps, and nothing of it stands', async () => {
    const { record, customer, number } = await deskWithTicket();
    const before = await everything();
    const other = await openTransaction(database);
    await other.query('SELECT id FROM subject WHERE id = (SELECT id FROM ticket WHERE number = $1) FOR UPDATE', [
      number,
    ]);
    await expect(record({ ticket: number, customer, budgetMs: 100 })).rejects.toThrow(NothingSaved);
    expect(await everything()).toEqual(before);
  });

  test('many talks, verbs and ticks on one ticket: every one is done once, and none locks another out for good', async () => {
    const { record, replica, customer, number, tick } = await deskWithTicket();
    await record({ twoChannels: true, channel: 'phone', ticket: number, customer });
    const due = MONDAY + HOUR_MS;
    await Promise.all([
      ...Array.from({ length: 6 }, (_, i) =>
        record({ ticket: number, customer, channel: i % 2 === 0 ? 'email' : 'sms', content: `talk ${i}` }, due),
      ),
      ...['zhao', 'chen'].map((to) =>
        replica.tickets.change(...verbOf(assignTicket, { to }, { number, by: 'wang', now: due })),
      ),
      tick(due),
      tick(due),
    ]);
    const view = await replica.tickets.find(number);
    const events = await replica.tickets.history(view?.id ?? '');
    expect(events.filter(({ deed }) => deed.type === 'contacted')).toHaveLength(7);
    expect(replica.failures.filter((code) => code === '40P01')).toEqual([]);
  });
});

describe('a second channel (C8)', () => {
  test('a talk over another channel about the same ticket confirms what was agreed; the other way it is confirmed too', async () => {
    const { record, customer, number, contacts } = await deskWithTicket();
    const first = await record({ twoChannels: true, channel: 'phone', ticket: number, customer });
    expect(first).toMatchObject({ confirmBy: expect.any(Number) });
    const vain = await record({ outcome: 'not-reached', channel: 'email', ticket: number, customer });
    expect(vain).not.toHaveProperty('confirmed');
    const again = await record({ channel: 'phone', ticket: number, customer }, MONDAY + MINUTE_MS);
    expect(again).not.toHaveProperty('confirmed');
    expect((await contacts.find(first.number))?.confirmedOn).toEqual(['phone']);
    const second = await record({ twoChannels: true, channel: 'email', ticket: number, customer }, MONDAY + HOUR_MS);
    expect(second).toMatchObject({
      confirmed: { number: first.number, channels: ['phone', 'email'] },
      confirmBy: null,
    });
    const [one, other] = await Promise.all([contacts.find(first.number), contacts.find(second.number)]);
    expect(one?.commitments).toMatchObject([{ rule: 'double-confirm', state: 'met' }]);
    expect(other?.commitments).toMatchObject([{ rule: 'double-confirm', state: 'met' }]);
    expect(other?.confirmedOn).toEqual(['email', 'phone']);
    expect((await contacts.history(one?.id ?? '')).at(-1)?.deed).toEqual({
      type: 'confirmed-on',
      channel: 'email',
      talk: other?.id,
    });
  });

  test('where several may be meant, none is confirmed and all are named', async () => {
    const { record, customer, contacts } = await deskWithTicket();
    const agreed = { twoChannels: true, channel: 'phone', customer, purposes: ['renewal'] } as const;
    const first = await record(agreed);
    const second = await record(agreed, MONDAY + HOUR_MS);
    const asked = await record({ channel: 'email', customer, purposes: ['renewal'] }, MONDAY + 2 * HOUR_MS);
    expect(asked).not.toHaveProperty('confirmed');
    expect(asked).toMatchObject({ mayConfirm: expect.arrayContaining([first.number, second.number]) });
    expect((await contacts.find(first.number))?.confirmedOn).toEqual(['phone']);
  });

  test('a fault while it confirms leaves neither', async () => {
    const { record, customer, contacts } = await deskWithTicket();
    const agreed = { twoChannels: true, channel: 'phone', customer, purposes: ['renewal'] } as const;
    const first = await record(agreed);
    const before = await everything();
    const { pool } = database;
    await pool.query(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`);
    await pool.query('CREATE TRIGGER broken BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION break_it()');
    const talk = { dedupeKey: newId(), channel: 'email', customer, purposes: ['renewal'] } as const;
    await expect(record(talk)).rejects.toThrow();
    await pool.query('DROP FUNCTION break_it CASCADE');
    expect(await everything()).toEqual(before);
    expect((await contacts.find(first.number))?.confirmedOn).toEqual(['phone']);
    expect(await record(talk)).toMatchObject({ confirmed: { number: first.number } });
  });
});
