import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase, useDatabase } from '../support/database.ts';

// What every store test stands on. The two tests leave traces on purpose; each must find none of the other's.

const database = useDatabase();

test.each(['first', 'second'])('the %s test finds the database as the migrations left it', async () => {
  const { rows: applied } = await database.pool.query('SELECT count(*)::int FROM _prisma_migrations');
  expect(applied).not.toEqual([{ count: 0 }]);
  expect(await database.prisma.customer.count()).toBe(0);
  expect(await database.prisma.outbox.count()).toBe(0);
  await database.prisma.customer.create({
    data: { id: crypto.randomUUID(), name: 'a', nameKey: 'a', createdAt: new Date() },
  });
  const { id } = await database.prisma.outbox.create({
    data: { platform: 'p', workspace: 'w', conversation: 'c', what: 'card', messageId: crypto.randomUUID() },
  });
  expect(id).toBe(1n);
});

test('its address works for another process or pool', async () => {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT current_database() AS name');
  await client.end();
  expect(rows).toEqual((await database.pool.query('SELECT current_database() AS name')).rows);
});

test('a dropped database throws out who is connected', async () => {
  const { url, drop } = await createDatabase();
  const client = new pg.Client({ connectionString: url });
  const ended = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await drop();
  expect(await ended).toMatchObject({ code: '57P01' });
});
