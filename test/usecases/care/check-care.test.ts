import { describe, expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { createCareCheckStore } from '../../../src/storage/care/check-store.ts';
import { checkCare } from '../../../src/usecases/care/check-care.ts';
import { createCareReading } from '../../../src/usecases/care/replan-customers.ts';
import { newId } from '../../../src/usecases/new-id.ts';
import { resolveTicket } from '../../../src/usecases/verbs/resolve-ticket.ts';
import { careDesk } from '../../support/care-desk.ts';
import { useDatabase } from '../../support/database.ts';
import { MONDAY, newTicket, verbOf } from '../../support/desk.ts';

const database = useDatabase();
// Six weeks are many moments: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });
const TUESDAY = MONDAY + DAY_MS;

async function checkedDesk() {
  const desk = await careDesk(database);
  const check = createCareCheckStore({ prisma: desk.replica.database.prisma });
  const failed: string[] = [];
  const deps = { ...desk.deps, check, terms: createCareReading(desk.deps) };
  return { ...desk, failed, check: () => checkCare(deps, (_, id) => failed.push(id)) };
}

/** Somebody with a welcome asked for, and days ahead. */
async function askedCustomer(desk: Awaited<ReturnType<typeof checkedDesk>>): Promise<string> {
  const id = await desk.customer({ tier: 'B', stage: 'new', contractUntil: '2026-12-28' });
  await desk.business(id, 'payment', '2026-11-23', 5_000);
  await desk.at(MONDAY);
  await desk.at(TUESDAY);
  return id;
}

describe('a row that was changed by hand', () => {
  test.each([
    ['a deadline', `UPDATE commitment SET due_at = due_at + interval '1 hour'`, ['deadline']],
    ['a state', `UPDATE commitment SET state = 'met', next_at = NULL`, ['state']],
    ['a commitment that is gone', 'DELETE FROM notice; DELETE FROM commitment', ['missing']],
    ['a time to look again', `UPDATE customer SET care_next_at = '2099-01-01'`, ['next-look']],
    ['a time that never comes', `UPDATE customer SET care_next_at = '9999-12-31T00:00:00Z'`, ['next-look']],
    ['a day ahead that moved', `UPDATE care_day SET day = day + 1 WHERE ctid = (SELECT min(ctid) FROM care_day)`, 2],
    ['days ahead that are gone', 'DELETE FROM care_day', null],
    ['a reason', `UPDATE care_day SET why = jsonb_set(why, '{reason,why}', '"delivery"')`, null],
    [
      'a day that nobody planned',
      `INSERT INTO care_day (customer_id, day, rule, n, why)
       SELECT id, date '2026-11-27', 'cadence', 7, '{"nonsense": true}' FROM customer`,
      ['day-ahead'],
    ],
  ])('%s is found, planned anew and found no more', async (_, sql, expected) => {
    const desk = await checkedDesk();
    await askedCustomer(desk);
    expect(await desk.check()).toMatchObject({ subjects: 1, differences: [], repaired: 0, isRoundOver: true });
    await database.pool.query(sql);
    const found = await desk.check();
    const kinds = found.differences.map(({ what }) => what);
    if (Array.isArray(expected)) expect(kinds).toEqual(expected);
    else expect(new Set(kinds)).toEqual(new Set(['day-ahead']));
    if (typeof expected === 'number') expect(kinds).toHaveLength(expected);
    expect(found.repaired).toBe(found.differences.length);
    expect(desk.failed).toEqual([]);
    expect(await desk.check()).toMatchObject({ differences: [], repaired: 0 });
  });

  test('what made a plan changed, and nobody was told: what should have been asked for is', async () => {
    const desk = await checkedDesk();
    const id = await askedCustomer(desk);
    // Past the trigger that would have told of it.
    await database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE customer SET merged_into = gen_random_uuid(); COMMIT`);
    const { differences } = await desk.check();
    expect(differences.map(({ what, recomputed }) => `${what} ${recomputed}`)).toContain('undone care-void');
    expect((await desk.commitments(id)).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await desk.check()).toMatchObject({ differences: [] });
  });
});

test('one that cannot be read is a finding, is not called repaired, and stops nobody', async () => {
  const desk = await checkedDesk();
  const broken = await desk.customer({ tier: 'B' });
  const well = await askedCustomer(desk);
  await database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     INSERT INTO event (subject_id, seq, at, by, type, data)
     SELECT id, 99, now(), 'system', 'care-asked', '{"type": "care-asked"}' FROM customer WHERE id = '${broken}'; COMMIT`,
  );
  await database.pool.query('DELETE FROM care_day WHERE customer_id = $1', [well]);
  const found = await desk.check();
  const unreadable = found.differences.filter(({ what }) => what === 'unreadable');
  expect(unreadable.map(({ subjectId }) => subjectId)).toEqual([broken]);
  expect(found.differences.length).toBeGreaterThan(1);
  expect(found.repaired).toBe(found.differences.length - 1);
  expect(await desk.check()).toMatchObject({ differences: [{ what: 'unreadable', subjectId: broken }], repaired: 0 });
});

test('whoever has changed since, or whose plan an older release made, is the planner’s business', async () => {
  const desk = await checkedDesk();
  const id = await askedCustomer(desk);
  const { prisma } = desk.replica.database;
  // Without it nothing is asked for on Friday any more.
  await prisma.customer.update({ where: { id }, data: { contractUntil: null } });
  expect(await desk.check()).toMatchObject({ differences: [] });
  await desk.at(TUESDAY + HOUR_MS);
  await database.pool.query('DELETE FROM care_day; UPDATE customer SET care_planned_at = NULL');
  expect(await desk.check()).toMatchObject({ differences: [] });
});

test('under other terms nobody is compared before everybody was planned under them', async () => {
  const desk = await checkedDesk();
  await askedCustomer(desk);
  await database.pool.query(
    `UPDATE setting SET value = 'another policy' WHERE name = 'care.print'; DELETE FROM care_day`,
  );
  expect(await desk.check()).toMatchObject({ subjects: 1, differences: [] });
});

test('goes on where it stopped, whichever replica asks', async () => {
  const [one, other] = [await checkedDesk(), await checkedDesk()];
  await one.manyCustomers(250);
  await one.at(MONDAY);
  const rounds = [await one.check(), await other.check(), await one.check()];
  expect(rounds.map(({ subjects, isRoundOver }) => [subjects, isRoundOver])).toEqual([
    [200, false],
    [50, true],
    [200, false],
  ]);
});

test('six weeks of ordinary life, looked at by day and by night, hold nothing to be found', async () => {
  const desk = await checkedDesk();
  const { prisma } = desk.replica.database;
  const old = { createdAt: MONDAY - 400 * DAY_MS, firstCooperation: '2020-12-01' };
  const ids = [
    await desk.customer({ name: '云帆科技', tier: 'A', stage: 'mature', ...old, contractUntil: '2026-12-20' }),
    await desk.customer({ tier: 'B', stage: 'new' }),
    await desk.customer({ tier: 'C', stage: 'at-risk', highValue: true, ...old }),
    await desk.customer({ tier: 'basic', manager: null, ...old }),
    await desk.customer({ tier: 'B', stage: 'mature', ...old }),
  ];
  const [a = '', b = '', c = '', , e = ''] = ids;
  await prisma.contactPerson.create({
    data: {
      ...{ id: newId(), customerId: a, name: '张伟', nameKey: '张伟', createdAt: new Date(MONDAY) },
      ...{ birthCalendar: 'lunar', birthMonth: 10, birthDay: 30 },
    },
  });
  await desk.business(b, 'payment', '2026-11-23', 5_000);
  const found: unknown[] = [];
  let ticket = '';
  for (let hour = 0; hour < 42 * 24; hour += 7) {
    const now = MONDAY + hour * HOUR_MS;
    await desk.at(now);
    found.push(...(await desk.check()).differences);
    if (hour === 35) await desk.talk(b, { channel: 'phone' }, now + MINUTE_MS);
    if (hour === 70) {
      ticket =
        (
          await desk.replica.tickets.create(
            newTicket({ kind: 'complaint', customer: { name: '云帆科技', key: '云帆科技' } }, now),
          )
        ).number ?? '';
    }
    if (hour === 105) {
      await desk.replica.tickets.change(...verbOf(resolveTicket, { remark: 'mended' }, { number: ticket, now }));
    }
    if (hour === 140) await prisma.customer.update({ where: { id: e }, data: { tier: 'C' } });
    if (hour === 210) {
      const evidence = { warnings: [{ warning: 'silent', days: 70 }] };
      await prisma.$executeRaw`UPDATE customer SET evidence = ${JSON.stringify(evidence)}::jsonb WHERE id = ${c}::uuid`;
    }
    if (hour === 280) {
      const filter = { tags: [], tiers: [], stages: [] };
      await desk.desk.startCampaign({ dedupeKey: newId(), title: '新品会', actor: desk.actor('wang'), filter });
    }
    if (hour === 350) {
      const request = { dedupeKey: newId(), n: null, actor: desk.actor('wang'), budgetMs: 5_000 };
      await desk.desk.later({ ...request, number: await desk.numberOf(a) }, '2026-12-12');
    }
  }
  expect(found).toEqual([]);
  // It was not because nothing happened.
  expect(await prisma.event.count({ where: { type: 'care-asked' } })).toBeGreaterThan(8);
  expect(await prisma.careDay.count()).toBeGreaterThan(0);
});
