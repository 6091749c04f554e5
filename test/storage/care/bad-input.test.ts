import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../../src/domain/time.ts';
import { createCareStore } from '../../../src/storage/care/care-store.ts';
import { createCustomerStore } from '../../../src/storage/customer-store.ts';
import { createErasureStore } from '../../../src/storage/erasure/erasure-store.ts';
import { createCarePlanner } from '../../../src/usecases/care/replan-customers.ts';
import { receiptHash } from '../../../src/usecases/erasure/receipt.ts';
import { newId } from '../../../src/usecases/new-id.ts';
import { careDesk } from '../../support/care-desk.ts';
import { useDatabase } from '../../support/database.ts';
import { MONDAY, startReplica } from '../../support/desk.ts';
import { company, switchablePolicies } from '../../support/policies.ts';

/* What the world gets wrong, from the row in the database to what is asked for. */

const database = useDatabase();
// Every story writes many rows: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });
type Desk = Awaited<ReturnType<typeof careDesk>>;

/** Somebody at a customer; a negative month is a leap month. */
async function person(
  desk: Desk,
  customerId: string,
  name: string,
  [calendar, month, day, year]: readonly ['solar' | 'lunar', number, number, number | null],
): Promise<string> {
  const id = newId();
  await desk.replica.database.prisma.contactPerson.create({
    data: {
      ...{ id, customerId, name, nameKey: name, createdAt: new Date(MONDAY) },
      ...{ birthCalendar: calendar, birthMonth: month, birthDay: day, birthYear: year },
    },
  });
  return id;
}

const openOf = async (desk: Desk, id: string) =>
  (await desk.view(id)).care.asks.flatMap(({ open }) => open.map(({ ask, reason }) => ({ ask, ...reason })));

describe('birthdays that a year does not have', () => {
  test('the 30th of a month of 29 days, a leap month that is not, 29 February, and no year: each is asked for', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ stage: 'mature' });
    // The twelfth month that ends in February 2027 has 29 days; 2027 has no leap month at all.
    const short = await person(desk, id, '三十', ['lunar', 12, 30, 1980]);
    const leap = await person(desk, id, '闰月', ['lunar', -6, 3, 1987]);
    const february = await person(desk, id, '二月', ['solar', 2, 29, null]);
    await desk.at(MONDAY);
    const planned = (await desk.plan(id)).filter(({ ask }) => ask === 'greet');
    const told = planned.map(({ reason }) =>
      reason.why === 'birthday' ? [reason.personId, reason.on, reason.taken] : [],
    );
    expect(told).toEqual([
      [short, '2027-02-05', 'short-month'],
      [february, '2027-02-28', 'no-29-february'],
      [leap, '2027-07-06', 'leap-month-missing'],
    ]);
    // It is asked for on its day, and says how it was taken.
    for (const day of ['2027-02-02', '2027-02-05']) await desk.at(Date.parse(day) + 2 * HOUR_MS);
    expect(await openOf(desk, id)).toMatchObject([
      { ask: 'prepare-greeting', personId: short },
      { ask: 'greet', why: 'birthday', personId: short, on: '2027-02-05', taken: 'short-month' },
    ]);
    expect(planned.every(({ day }) => ![0, 6].includes(new Date(day).getUTCDay()))).toBe(true);
  });
});

describe('between planning and reminding', () => {
  const PAID = '2026-11-23';
  const TUESDAY = MONDAY + DAY_MS;
  const merge = (from: number, into: number, at: Instant) =>
    createCustomerStore(database).merge({ dedupeKey: newId(), from, into, by: 'chen', at, budgetMs: 5_000 });
  const erase = async (desk: Desk, id: string, at: Instant) => {
    const { prisma } = desk.replica.database;
    const erasures = createErasureStore({ prisma, onWritten: () => undefined, hash: receiptHash });
    const scope = { number: await desk.numberOf(id), person: null };
    expect(await erasures.erase(scope, { by: 'root', at, isForced: true })).toMatchObject({ code: 'erased' });
  };

  test('a customer was merged: nobody is asked about it, and whoever it is now is asked once', async () => {
    const desk = await careDesk(database);
    const [gone, kept] = [await desk.customer({ tier: 'B' }), await desk.customer({ tier: 'B' })];
    await desk.business(gone, 'payment', PAID);
    await desk.at(MONDAY);
    expect((await desk.plan(gone)).map(({ ask }) => ask)).toContain('welcome-call');
    const numbers = [await desk.numberOf(gone), await desk.numberOf(kept)] as const;
    expect(await merge(...numbers, MONDAY + HOUR_MS)).toMatchObject({ code: 'merged' });
    await desk.at(TUESDAY);
    expect(await desk.notices(gone)).toEqual([]);
    expect(await openOf(desk, kept)).toMatchObject([{ ask: 'welcome-call' }]);
    expect(await desk.notices(kept)).toHaveLength(1);
  });

  test('a customer was erased: nobody is asked about it', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ name: '云帆科技', tier: 'B' });
    await desk.business(id, 'payment', PAID);
    await desk.at(MONDAY);
    await erase(desk, id, MONDAY + HOUR_MS);
    await desk.at(TUESDAY);
    expect(await desk.notices(id)).toEqual([]);
    expect(await database.prisma.careDay.count({ where: { customerId: id } })).toBe(0);
  });

  test('the person left, before and after the greeting was asked for: nobody greets whoever is not there', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ stage: 'mature' });
    const [early, late] = [
      await person(desk, id, '张伟', ['solar', 11, 27, null]),
      await person(desk, id, '王芳', ['solar', 11, 25, 1990]),
    ];
    const { prisma } = desk.replica.database;
    const leaves = (who: string, at: Instant) =>
      prisma.contactPerson.update({ where: { id: who }, data: { leftAt: new Date(at) } });
    await desk.at(MONDAY);
    await leaves(early, MONDAY + HOUR_MS);
    await desk.at(TUESDAY);
    await desk.at(TUESDAY + DAY_MS);
    const asked = await openOf(desk, id);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((one) => 'personId' in one && one.personId === late)).toBe(true);
    await leaves(late, TUESDAY + DAY_MS + HOUR_MS);
    await desk.at(TUESDAY + DAY_MS + HOUR_MS);
    expect(await openOf(desk, id)).toEqual([]);
    expect((await desk.commitments(id)).every(({ state }) => state !== 'open')).toBe(true);
  });

  test('an invited customer was merged: its place, and what it said, go along', async () => {
    const desk = await careDesk(database);
    const ids = await Promise.all(
      ['mature', 'mature', 'growing', 'mature', 'growing'].map((stage) => desk.customer({ stage, tier: 'basic' })),
    );
    const [alone = '', answered = '', other = '', open = '', third = ''] = ids;
    await desk.at(MONDAY);
    const filter = { tags: [], tiers: [], stages: ['mature' as const] };
    const request = { dedupeKey: newId(), title: '新品会', actor: desk.actor('wang'), filter };
    const { campaign } = (await desk.desk.startCampaign(request)) ?? expect.unreachable('nobody was picked');
    await desk.at(MONDAY + MINUTE_MS);
    const number = async (id: string) => desk.numberOf(id);
    const answer = {
      dedupeKey: newId(),
      number: await number(answered),
      n: null,
      actor: desk.actor('wang'),
      budgetMs: 5_000,
    };
    await desk.desk.answer(answer, campaign.id, 'coming');
    // One whom the campaign does not know, one who was invited too and did not answer.
    await merge(await number(alone), await number(other), MONDAY + HOUR_MS);
    await merge(await number(answered), await number(open), MONDAY + HOUR_MS);
    // After lunch, which is rest time.
    await desk.at(MONDAY + 4 * HOUR_MS);
    expect((await desk.desk.findCampaign(1))?.counts).toMatchObject({ customers: 2, coming: 1, open: 1 });
    expect(await openOf(desk, other)).toMatchObject([{ ask: 'invite' }]);
    expect(await openOf(desk, open)).toEqual([]);
    expect((await desk.plan(open)).map(({ ask }) => ask)).toContain('confirm-coming');
    expect(await openOf(desk, third)).toEqual([]);
    for (const id of [alone, answered]) {
      expect((await desk.commitments(id)).filter(({ state }) => state === 'open')).toEqual([]);
    }
  });

  test('a customer with days of its own was merged: they are kept for whoever it is now, one founding day', async () => {
    const desk = await careDesk(database);
    const [from, into] = [await desk.customer(), await desk.customer()];
    const keep = (id: string, kind: 'founded' | 'milestone', day: string) =>
      desk.desk.keepDate(id, { kind, day, title: null }, desk.actor('wang'));
    await keep(from, 'founded', '2001-12-10');
    await keep(into, 'founded', '1999-12-17');
    await keep(from, 'milestone', '2026-12-24');
    await merge(await desk.numberOf(from), await desk.numberOf(into), MONDAY);
    await desk.at(MONDAY);
    const on = (await desk.plan(into)).flatMap(({ ask, reason }) =>
      ask === 'greet' && 'on' in reason ? [reason.on] : [],
    );
    expect(on).toEqual(['2026-12-17', '2026-12-24']);
  });
});

test('a table of holidays that arrives late moves fifty dates, each to a day that is worked', async () => {
  const replica = await startReplica(database);
  const { prisma } = replica.database;
  const before = company({ workingTime: { holidays: 'none' } }, 'before');
  const off = ['2026-03-11', '2026-03-12', '2026-03-13'];
  const after = company({ workingTime: { holidays: 'none', off } }, 'after');
  const policies = switchablePolicies([before, after]);
  // A Sunday: nothing is due.
  const now = Date.UTC(2026, 2, 8, 2, 0);
  const store = createCareStore({ prisma, onWritten: () => undefined });
  const planner = createCarePlanner({ store, policies, clock: { now: () => now } });
  onTestFinished(() => expect(replica.failures).toEqual([]));
  await prisma.$executeRaw`
    INSERT INTO customer (id, name, name_key, stage, account_manager, created_at)
    SELECT gen_random_uuid(), 'c' || i, 'c' || i, 'mature', 'agent', timestamptz '2026-03-01' FROM generate_series(1, 50) i`;
  await prisma.$executeRaw`
    INSERT INTO contact_person (id, customer_id, name, name_key, birth_calendar, birth_month, birth_day, created_at)
    SELECT gen_random_uuid(), id, 'p', 'p', 'solar', 3, 13, timestamptz '2026-03-01' FROM customer`;
  const greets = async () => {
    const days = await prisma.$queryRaw<{ day: string; moved: string | null }[]>`
      SELECT day::text, why ->> 'moved' AS moved FROM care_day WHERE why ->> 'ask' = 'greet'`;
    return { count: days.length, days: new Set(days.map(({ day, moved }) => `${day} ${moved}`)) };
  };
  expect(await planner.plan(() => true)).toMatchObject({ customers: 50, failures: [] });
  expect(await greets()).toEqual({ count: 50, days: new Set(['2026-03-13 null']) });
  policies.activate('after');
  expect(await planner.plan(() => true)).toMatchObject({ customers: 50, failures: [] });
  expect(await greets()).toEqual({ count: 50, days: new Set(['2026-03-10 rest']) });
  expect(await planner.plan(() => true)).toMatchObject({ customers: 0 });
});
