import { describe, expect, it } from 'vitest';
import { createHousekeeping } from '../../src/storage/housekeeping.ts';
import { createCardCodeStore, createMemberStore } from '../../src/storage/wecom-store.ts';
import { useDatabase } from '../support/database.ts';
import { startReplica } from '../support/desk.ts';

const database = useDatabase();

describe('codes of cards', () => {
  it('are each taken once, whoever asks, the oldest first', async () => {
    const here = createCardCodeStore(database);
    const there = createCardCodeStore({ prisma: (await startReplica(database)).database.prisma });
    await here.keep('t1', 'a');
    await there.keep('t1', 'b');
    await here.keep('t2', 'x');
    expect(await there.take('t1')).toBe('a');
    for (let i = 0; i < 8; i += 1) await here.keep('t3', `c${i}`);
    const taken = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? here : there).take('t3')));
    const codes = taken.filter((code) => code !== null);
    expect(new Set(codes).size).toBe(codes.length);
    // Whoever met another's lock may have gone away with nothing; what is left is still there.
    for (let code = await here.take('t3'); code !== null; code = await here.take('t3')) codes.push(code);
    expect(codes.toSorted()).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']);
    expect([await here.take('t1'), await here.take('t1'), await there.take('t2')]).toEqual(['b', null, 'x']);
  });

  it('are good for 72 hours, and gone afterwards', async () => {
    const codes = createCardCodeStore(database);
    await codes.keep('t1', 'a');
    await database.prisma.$executeRaw`UPDATE wecom_code SET expires_at = expires_at - interval '71 hours 59 minutes'`;
    expect(await codes.take('t1')).toBe('a');
    await codes.keep('t1', 'b');
    await database.prisma.$executeRaw`UPDATE wecom_code SET expires_at = expires_at - interval '72 hours'`;
    expect(await codes.take('t1')).toBeNull();
    await createHousekeeping(database).prune();
    expect(await database.prisma.wecomCode.count()).toBe(0);
  });

  it('know which card took the place of another', async () => {
    const codes = createCardCodeStore(database);
    expect(await codes.replacedBy('t1')).toBeNull();
    await codes.replace('t1', 't2');
    await codes.replace('t1', 't3');
    expect(await codes.replacedBy('t1')).toBe('t3');
    expect(await codes.replacedBy('t3')).toBeNull();
    await database.prisma.$executeRaw`UPDATE wecom_replaced SET at = at - interval '31 days'`;
    await createHousekeeping(database).prune();
    expect(await codes.replacedBy('t1')).toBeNull();
  });
});

describe('the address book', () => {
  it('is kept by company, and overwritten by what is newer', async () => {
    const members = createMemberStore(database);
    await members.save('ww1', { id: 'zhangsan', departments: ['1', '7'], leaders: ['lead1'] });
    await members.save('ww2', { id: 'zhangsan', departments: [], leaders: [] });
    await members.save('ww1', { id: 'zhangsan', departments: ['1'], leaders: ['lead2', 'mgr1'] });
    const rows = await members.load('ww1');
    expect(rows).toMatchObject([{ id: 'zhangsan', departments: ['1'], leaders: ['lead2', 'mgr1'] }]);
    expect(Math.abs((rows[0]?.fetchedAt ?? 0) - Date.now())).toBeLessThan(600_000);
  });
});
