import { describe, expect, it } from 'vitest';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { createCustomerStore } from '../../src/storage/customer-store.ts';
import { createCustomerUpkeep } from '../../src/storage/customer-upkeep.ts';
import type { AssessRules } from '../../src/usecases/customers/ports.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, newTicket, startReplica } from '../support/desk.ts';

const db = useDatabase();
const BUDGET_MS = 5_000;

const RULES: AssessRules = {
  policy: demoPolicy().customers,
  today: '2026-11-23',
  timezone: 'Asia/Shanghai',
  now: MONDAY,
  highValueFrom: null,
  countsWecomChats: false,
};

const store = () => createCustomerStore(db);
const upkeep = () => createCustomerUpkeep(db);

function newCustomer(name: string, profile: object = {}, dedupeKey = `key:${newId()}`) {
  return { dedupeKey, id: newId(), by: 'zhou', at: MONDAY, profile: { name, ...profile }, tags: [], people: [] };
}

async function made(name: string, profile: object = {}): Promise<number> {
  const outcome = await store().create(newCustomer(name, profile), BUDGET_MS);
  return outcome.code === 'created' ? outcome.number : expect.unreachable(outcome.code);
}

const change = (number: number) => ({ dedupeKey: `key:${newId()}`, number, budgetMs: BUDGET_MS });
const merge = (from: number, into: number) => ({
  dedupeKey: `key:${newId()}`,
  from,
  into,
  by: 'chen',
  at: MONDAY,
  budgetMs: BUDGET_MS,
});

describe('creating', () => {
  it('a repeated key gets the first answer; the same name at once is one customer', async () => {
    const one = newCustomer('云帆科技', {}, 'same');
    const first = await store().create(one, BUDGET_MS);
    expect(await store().create(newCustomer('云帆科技', {}, 'same'), BUDGET_MS)).toEqual(first);
    const many = await Promise.all(Array.from({ length: 6 }, () => store().create(newCustomer('蓝海物流'), BUDGET_MS)));
    expect(many.filter((outcome) => outcome.code === 'created')).toHaveLength(1);
    expect(many.filter((outcome) => outcome.code === 'refused' && outcome.reason === 'name-taken')).toHaveLength(5);
    expect(await db.prisma.customer.count()).toBe(2);
  });
});

describe('verbs at once', () => {
  it('on one customer follow one another, and each is in the history', async () => {
    const number = await made('云帆科技');
    await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        store().change(change(number), () => ({
          event: { type: 'customer-tagged', added: 1, removed: 0 },
          by: 'zhou',
          at: MONDAY,
          tagsOn: [`标签${i}`],
        })),
      ),
    );
    expect((await store().find(number))?.tags).toHaveLength(5);
    const events = await db.prisma.event.findMany({ orderBy: { seq: 'asc' } });
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(JSON.stringify(events)).not.toContain('标签');
  });

  it('a customer made on the way to a ticket has a number, a lock of its own and a card', async () => {
    const replica = await startReplica(db);
    await replica.tickets.create(newTicket({ customer: { name: '星河餐饮', key: '星河餐饮' } }));
    const [hit] = await store().search('星河餐饮', 1);
    const number = hit?.number ?? expect.unreachable('not found');
    const outcome = await store().change(change(number), (view) => {
      expect(view?.openTickets).toHaveLength(1);
      return { event: { type: 'customer-edited', fields: ['vip'] }, by: 'zhou', at: MONDAY, profile: { vip: true } };
    });
    expect(outcome).toMatchObject({ code: 'changed', number });
  });

  it('the old name leads on after a renaming, and nobody else may take it', async () => {
    const number = await made('云帆科技', { shortName: '云帆' });
    const rename = (name: string) =>
      ({ event: { type: 'customer-edited', fields: ['name'] }, by: 'zhou', at: MONDAY, profile: { name } }) as const;
    await store().change(change(number), () => rename('远航科技'));
    for (const typed of ['云帆科技', '远航', 'yuanhang', 'yf'])
      expect((await store().search(typed, 3))[0]?.number, typed).toBe(number);
    await made('蓝海物流');
    const [blue] = await store().search('蓝海', 1);
    const taken = await store().change(change(blue?.number ?? 0), () => rename('远航科技'));
    expect(taken).toEqual({ code: 'refused', reason: 'name-taken', number });
  });
});

describe('merging', () => {
  it('both ways at once makes one customer, whoever wins, and no circle', async () => {
    const [a, b] = [await made('云帆科技'), await made('云帆科技有限公司')];
    const outcomes = await Promise.all([store().merge(merge(a, b)), store().merge(merge(b, a))]);
    expect(outcomes.map((one) => one.code).toSorted()).toEqual(['merged', 'refused']);
    expect(await db.prisma.customer.count({ where: { mergedInto: null } })).toBe(1);
    const survivors = await Promise.all([store().find(a), store().find(b)]);
    expect(survivors[0]?.id).toBe(survivors[1]?.id);
  });

  it('in a chain: every earlier name and number leads to the last by one step', async () => {
    const numbers = [await made('甲公司'), await made('乙公司'), await made('丙公司')] as const;
    await store().merge(merge(numbers[0], numbers[1]));
    await store().merge(merge(numbers[1], numbers[2]));
    expect(await store().merge(merge(numbers[2], numbers[0]))).toEqual({ code: 'refused', reason: 'same-customer' });
    for (const number of numbers) expect((await store().find(number))?.profile.name).toBe('丙公司');
    expect((await store().search('甲公司', 1))[0]?.number).toBe(numbers[2]);
    const last = await db.prisma.customer.findFirstOrThrow({ where: { number: numbers[2] } });
    expect(await db.prisma.customer.count({ where: { mergedInto: last.id } })).toBe(2);
  });

  it('people of one name become one, each field from whoever has it; profiles fill each other', async () => {
    const into = await made('云帆科技', { industry: '制造业' });
    const from = await made('云帆公司', { industry: '零售', size: '200人', vip: true });
    const person = (number: number, patch: object) =>
      store().change(change(number), () => ({
        event: { type: 'person-kept', person: 'x', isNew: true },
        by: 'zhou',
        at: MONDAY,
        person: { id: newId(), patch: { name: '张伟', ...patch } },
      }));
    await person(into, { phone: '13800138000' });
    await person(from, {
      phone: '13900139000',
      mail: 'z@x.example',
      birthday: { calendar: 'lunar', month: 8, day: 15, year: null },
    });
    await store().merge(merge(from, into));
    const view = await store().find(into);
    expect(view?.profile).toMatchObject({ name: '云帆科技', industry: '制造业', size: '200人', vip: true });
    expect(view?.people).toMatchObject([
      { name: '张伟', phone: '13800138000', mail: 'z@x.example', birthday: { calendar: 'lunar', month: 8 } },
    ]);
  });
});

describe('in the background', () => {
  it('customers from before get their keys; a second look finds nothing to do', async () => {
    await db.prisma.customer.createMany({
      data: ['云帆科技', '蓝海物流'].map((name) => ({ id: newId(), name, nameKey: name, createdAt: new Date(MONDAY) })),
    });
    expect(await store().search('lanhai', 1)).toEqual([]);
    expect(await upkeep().indexSome(1)).toBe(1);
    expect(await upkeep().indexSome(10)).toBe(1);
    expect(await upkeep().indexSome(10)).toBe(0);
    expect((await store().search('lanhai', 1))[0]?.name).toBe('蓝海物流');
    const numbers = await db.prisma.customer.findMany({ select: { number: true } });
    expect(new Set(numbers.map((one) => one.number)).size).toBe(2);
  });

  it('tier and stage follow what happened; a pinned tier stays, its stage does not; the same again writes nothing', async () => {
    const number = await made('云帆科技', { amount: 600_000, firstCooperation: '2020-01-01' });
    const { id } = (await store().find(number)) ?? expect.unreachable();
    const replica = await startReplica(db);
    for (let i = 0; i < 5; i += 1) await replica.tickets.create(newTicket({}, MONDAY - i * DAY_MS));
    expect(await upkeep().assess({ one: id }, RULES)).toMatchObject({ assessed: 1, tierChanged: [id] });
    expect(await store().find(number)).toMatchObject({
      tier: 'A',
      stage: 'mature',
      evidence: { interactions: 5, months: 82 },
    });
    expect(await upkeep().assess({ after: null, limit: 500 }, RULES)).toMatchObject({ tierChanged: [] });
    expect(await db.prisma.event.count({ where: { type: 'assessed' } })).toBe(1);
    const pin = { tier: 'C', reason: '欠款' } as const;
    await store().change(change(number), () => ({
      event: { type: 'tier-pinned', tier: 'C' },
      by: 'chen',
      at: MONDAY,
      pin,
      remark: pin.reason,
    }));
    const later = { ...RULES, today: '2027-03-01', now: MONDAY + 98 * DAY_MS };
    await upkeep().assess({ one: id }, later);
    expect(await store().find(number)).toMatchObject({
      tier: 'C',
      stage: 'at-risk',
      pin: { by: 'chen', reason: '欠款' },
    });
  });

  it('high value begins where the top share of amounts does', async () => {
    for (const [i, amount] of [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].entries()) await made(`客户${i}`, { amount });
    await made('没有金额');
    expect(await upkeep().highValueFrom(RULES.policy)).toBe(90);
    expect(await upkeep().highValueFrom({ ...RULES.policy, highValue: 0 })).toBeNull();
  });
});

it('looks through a hundred thousand keys in a moment', async () => {
  await db.pool.query(`INSERT INTO customer (id, name, name_key, created_at, keys_version)
    SELECT gen_random_uuid(), '客户' || i, '客户' || i, now(), 1 FROM generate_series(1, 20000) i`);
  await db.pool.query(
    `INSERT INTO customer_key SELECT id, k, left(k, 1) || md5(name_key || k) FROM customer, unnest(ARRAY['short', 'core', 'pinyin', 'initials', 'alias']) k`,
  );
  const number = await made('云帆科技有限公司');
  for (const typed of ['云凡科技', 'yunfna', '帆科'])
    expect((await store().search(typed, 3))[0]?.number, typed).toBe(number);
});
