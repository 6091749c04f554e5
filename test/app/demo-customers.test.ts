import { expect, it, onTestFinished } from 'vitest';
import { addDemoCustomers } from '../../src/app/demo-customers.ts';
import { openStorage } from '../../src/app/open-storage.ts';
import { wireCustomers } from '../../src/app/wire-customers.ts';
import { readCustomerLine } from '../../src/domain/customer/read-line.ts';
import { readFields } from '../../src/domain/customer/read-profile.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import { LOCALES } from '../../src/domain/vocabulary.ts';
import { demoCustomers } from '../../src/i18n/demo-customers.ts';
import { createLog } from '../../src/observe/log.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

it('a newcomer finds a few customers in the playground; they come once and go for good', async () => {
  const log = createLog({ level: 'silent' });
  const storage = await openStorage({ databaseUrl: db.databaseUrl, log, onWritten: () => undefined });
  onTestFinished(() => storage.close());
  await storage.policies.activate(demoPolicy(), 'demo', storage.clock.now());
  const { desk } = wireCustomers({ storage, activity: storage.contacts.activity, onTierChanged: () => undefined, log });
  await addDemoCustomers(storage, desk);
  const { customers } = await desk.list({}, { offset: 0, limit: 10 });
  expect(customers.map(({ name, stage }) => [name, stage])).toEqual([
    ['云帆科技有限公司', 'mature'],
    ['蓝海物流集团', 'mature'],
    ['星河餐饮', 'new'],
    ['晨光实验学校', 'prospect'],
  ]);
  expect(await db.prisma.cooperationEvent.count()).toBe(4);
  await db.prisma.customer.deleteMany();
  await addDemoCustomers(storage, desk);
  expect(await db.prisma.customer.count()).toBe(0);
});

it.each(LOCALES)('every line of them can be read in %s', (locale) => {
  for (const { line } of demoCustomers(locale)) {
    const read = readFields(readCustomerLine(line.replaceAll(/\{-?\d+\}/g, '2026-01-01')).fields, (written) => written);
    expect(read.faults, line).toEqual([]);
    expect(read.person.name).toBeDefined();
  }
});
