import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

it('commands, marks and subcommands are understood in both languages by everybody, full width too', async () => {
  const { slack } = await startProduct(database);
  const { text } = await slack
    .user('mary')
    .runs('/ticket the scanner is dead customer:Acme kind:complaint team:overseas !urgent');
  expect(text).toMatch(/Ticket C\d+ is open, Overseas support has it/);
  const number = numberOf(text);
  expect((await slack.user('mary').runs(`/ticket 认领 ${number}`)).text).toMatch(/is yours/);
  expect((await slack.user('mary').runs('/ticket help')).text).toMatch(/No customer's word sinks/);
  expect((await slack.user('mary').runs('/ticket')).modal?.title).toBe('New ticket');
  expect((await slack.user('mary').runs('/ticket ！！')).text).toMatch(/description is empty/);
});
