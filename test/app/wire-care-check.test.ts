import { expect, test } from 'vitest';
import type { Storage } from '../../src/app/open-storage.ts';
import { wireCareCheck } from '../../src/app/wire-care-check.ts';
import { createLog } from '../../src/observe/log.ts';
import { createCareCheckStore } from '../../src/storage/care/check-store.ts';
import { together } from '../../src/usecases/self-check.ts';
import { careDesk } from '../support/care-desk.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY } from '../support/desk.ts';

const database = useDatabase();

async function wired(checkStore?: Partial<Storage['careCheck']>) {
  const desk = await careDesk(database);
  const { prisma } = desk.replica.database;
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  const careCheck = { ...createCareCheckStore({ prisma }), ...checkStore };
  const check = wireCareCheck({ ...desk.deps, care: desk.care, careCheck } as unknown as Storage, log);
  return { desk, check, lines };
}

test('what differs stands in the log, each by itself, and is counted', async () => {
  const { desk, check, lines } = await wired();
  await desk.customer({ tier: 'B' });
  await desk.at(MONDAY);
  await database.pool.query(`UPDATE customer SET care_next_at = '2099-01-01'`);
  expect(await check()).toMatchObject({ subjects: 1, differences: [{ what: 'next-look' }], repaired: 1 });
  expect(lines.join('')).toMatch(/next-look.*what is stored of a customer's care differs from what its facts say/u);
});

test('a check that fails is told of, and keeps nobody from the tickets', async () => {
  const { check, lines } = await wired({ stored: () => Promise.reject(new Error('away')) });
  expect(await check()).toEqual({ subjects: 0, differences: [], repaired: 0 });
  expect(lines.join('')).toMatch(/checking care failed; it is tried again within a minute/u);
});

test('what contacts and care have is one sum', () => {
  const difference = { subjectId: 'x', commitment: '', what: 'next-look', stored: null, recomputed: 1 } as const;
  const one = { subjects: 2, differences: [difference], repaired: 1 };
  const other = { subjects: 3, differences: [difference, difference], repaired: 0 };
  expect(together(one, other)).toEqual({ subjects: 5, differences: [difference, difference, difference], repaired: 1 });
});
