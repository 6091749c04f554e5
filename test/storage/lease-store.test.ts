import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLeaseStore } from '../../src/storage/lease-store.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const [one, other] = [randomUUID(), randomUUID()];

async function runOut(name: string): Promise<void> {
  await database.prisma.$executeRaw`UPDATE lease SET until = clock_timestamp() WHERE name = ${name}`;
}

describe('leases', () => {
  it('belong to one, until they run out or are given back', async () => {
    const leases = createLeaseStore(database);
    expect(await leases.take('bot', one, 10_000)).toEqual({ held: true });
    const refused = await leases.take('bot', other, 10_000);
    if (refused.held) return expect.unreachable();
    expect(refused.freeInMs).toBeGreaterThan(0);
    expect(refused.freeInMs).toBeLessThanOrEqual(10_000);
    expect(await leases.take('bot', one, 10_000)).toEqual({ held: true });

    await runOut('bot');
    expect(await leases.take('bot', other, 10_000)).toEqual({ held: true });
    expect(await leases.take('bot', one, 10_000)).toMatchObject({ held: false });

    // Who does not hold it gives nothing back.
    await leases.release('bot', one);
    expect(await leases.take('bot', one, 10_000)).toMatchObject({ held: false });
    await leases.release('bot', other);
    expect(await leases.take('bot', one, 10_000)).toEqual({ held: true });
    expect(await leases.take('another', other, 10_000)).toEqual({ held: true });
  });

  it('go to one of many who ask at once', async () => {
    const leases = createLeaseStore(database);
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => leases.take(`bot${round}`, randomUUID(), 10_000)),
      );
      expect(answers.filter((answer) => answer.held)).toHaveLength(1);
    }
  });
});
