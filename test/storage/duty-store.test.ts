import { describe, expect, test, vi } from 'vitest';
import { dutyDayKey } from '../../src/domain/duty/absence.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import { createDutyStore } from '../../src/storage/duty-store.ts';
import type { PrismaClient } from '../../src/storage/generated/client.ts';
import type { DutyTelling, NewAbsence } from '../../src/usecases/duty/ports.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const NOW = Date.parse('2026-11-25T02:00:00Z');
const LI = { platform: 'slack', workspace: 'T0ACME', id: '@U0LI' } as const;
const telling: DutyTelling = {
  to: [LI],
  message: { duty: 'ahead', person: 'wang', from: NOW, until: NOW + DAY_MS, isOff: false },
};
const openStore = () => createDutyStore({ prisma: database.prisma, onWritten: () => undefined });
const absence = (more: Partial<NewAbsence> = {}): NewAbsence => ({
  id: newId(),
  person: 'wang',
  deputy: 'li',
  from: NOW,
  until: NOW + DAY_MS,
  declaredAt: NOW,
  declaredBy: 'wang',
  transfer: false,
  ...more,
});
const told = () => database.prisma.outbox.count();

describe('absences as they are kept', () => {
  test('a repeated deed declares once and tells once', async () => {
    const store = openStore();
    const one = absence();
    const declared = await Promise.all([store.declare(one, telling), store.declare(one, telling)]);
    expect(declared.filter(Boolean)).toHaveLength(1);
    await store.refresh(NOW);
    expect(store.book().absences).toHaveLength(1);
    expect(await told()).toBe(1);
  });

  test('a look that takes long does not put back what a later one has replaced', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let looks = 0;
    const slowAtFirst = database.prisma.$extends({
      query: {
        absence: {
          async findMany({ args, query }) {
            looks += 1;
            const isFirst = looks === 1;
            const rows = await query(args);
            if (isFirst) await held;
            return rows;
          },
        },
      },
    });
    const store = createDutyStore({ prisma: slowAtFirst as unknown as PrismaClient, onWritten: () => undefined });
    await store.setDays([{ team: 'support', date: '2026-11-25', person: 'wang' }], 'wang', NOW);
    const first = store.refresh(NOW);
    await vi.waitUntil(() => looks === 1);
    const one = absence();
    await store.declare(one, null);
    const second = store.refresh(NOW);
    // Many times what the second look would need to overtake the first.
    for (let i = 0; i < 20; i += 1) await openStore().refresh(NOW);
    letGo();
    await Promise.all([first, second]);
    expect(store.book().absences).toMatchObject([{ id: one.id }]);
  });

  test('another replica reads what was written at its next look, and nothing where nothing was', async () => {
    const [here, there] = [openStore(), openStore()];
    await there.refresh(NOW);
    const empty = there.book();
    await there.refresh(NOW);
    expect(there.book()).toBe(empty);
    const one = absence();
    await here.declare(one, null);
    await there.refresh(NOW);
    expect(there.book().absences).toMatchObject([
      { id: one.id, person: 'wang', deputy: 'li', from: NOW, closedAt: null },
    ]);
    const read = there.book();
    await there.refresh(NOW);
    expect(there.book()).toBe(read);
    await here.end([one.id], NOW + HOUR_MS, null);
    await there.refresh(NOW);
    expect(there.book().absences).toMatchObject([{ endedAt: NOW + HOUR_MS, begunAt: null }]);
  });

  test('begun and closed once, whoever comes first; what was not told is not written', async () => {
    const [here, there] = [openStore(), openStore()];
    const one = absence();
    await here.declare(one, null);
    const begun = await Promise.all([here, there].map((store) => store.begin(one.id, NOW, [newId()], telling)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    const closed = await Promise.all([here, there].map((store) => store.close(one.id, NOW + DAY_MS, telling)));
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect(await told()).toBe(2);
    await here.refresh(NOW);
    expect(here.book().absences).toEqual([]);
    expect(await here.end([one.id], NOW, telling)).toBe(false);
    expect(await told()).toBe(2);
  });

  test('called off before it began: it neither begins nor ends', async () => {
    const store = openStore();
    const one = absence({ from: NOW + HOUR_MS });
    await store.declare(one, null);
    expect(await store.end([one.id], NOW, telling)).toBe(true);
    expect(await store.begin(one.id, NOW + HOUR_MS, [], telling)).toBe(false);
    await store.refresh(NOW);
    expect(store.book().absences).toEqual([]);
    expect(await told()).toBe(1);
  });

  test('an absence that ends before it begins, and one to oneself, are not stored at all', async () => {
    const store = openStore();
    await expect(store.declare(absence({ until: NOW }), telling)).rejects.toThrow(/absence_forwards/);
    await expect(store.declare(absence({ deputy: 'wang' }), telling)).rejects.toThrow(/absence_deputy/);
    expect(await told()).toBe(0);
  });
});

test('duty of days: set, set again, swapped, given back', async () => {
  const store = openStore();
  const day = (date: string, person: string | null) => ({ team: 'support', date, person });
  await store.setDays([day('2026-11-25', 'li'), day('2026-11-26', 'wang')], 'chen', NOW);
  await store.setDays([day('2026-11-25', 'wang'), day('2026-11-26', 'li'), day('2026-10-01', 'li')], 'chen', NOW);
  await store.refresh(NOW);
  expect([...store.book().days]).toEqual([
    [dutyDayKey('support', '2026-11-25'), 'wang'],
    [dutyDayKey('support', '2026-11-26'), 'li'],
  ]);
  await store.setDays([day('2026-11-25', null), day('2026-11-27', null)], 'chen', NOW);
  await store.refresh(NOW);
  expect([...store.book().days]).toEqual([[dutyDayKey('support', '2026-11-26'), 'li']]);
});
