import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { checkDeadlines } from '../../src/usecases/check-deadlines.ts';
import { resumeTicket } from '../../src/usecases/verbs/resume-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { waitFor } from '../../src/usecases/verbs/wait-for.ts';
import { useDatabase } from '../support/database.ts';
import { decidingAt, MONDAY, newTicket, POLICIES, startReplica, verbOf } from '../support/desk.ts';

const database = useDatabase();

async function lateAndPausedTicket() {
  const { tickets, engine } = await startReplica(database);
  const { number } = await tickets.create(newTicket());
  await engine.advance(MONDAY + 20 * MINUTE_MS, 10, decidingAt(MONDAY + 20 * MINUTE_MS));
  const on = { on: 'supplier', until: MONDAY + 5 * HOUR_MS, remark: 'part' } as const;
  await tickets.change(...verbOf(takeTicket, null, { number, now: MONDAY + HOUR_MS }));
  await tickets.change(...verbOf(waitFor, on, { number, now: MONDAY + 2 * HOUR_MS }));
  await tickets.change(...verbOf(resumeTicket, null, { number, now: MONDAY + 3 * HOUR_MS }));
  return { tickets, number };
}

const at = (now: number) => ({ policies: POLICIES, clock: { now: () => now } });

test('what verbs and ticks have stored is what the history says', async () => {
  const { tickets } = await lateAndPausedTicket();
  const checked = await checkDeadlines({ store: tickets, ...at(MONDAY + 3 * HOUR_MS) }, null);
  expect(checked).toMatchObject({ after: null, subjects: 1, differences: [] });
});

test.each([
  ['deadline', `UPDATE commitment SET due_at = due_at + interval '1 second' WHERE rule = 'resolve'`],
  ['miss', `UPDATE commitment SET missed_at = NULL WHERE rule = 'first-contact'`],
  ['state', `UPDATE commitment SET state = 'met', next_at = NULL WHERE rule = 'first-contact'`],
  ['missing', `DELETE FROM commitment WHERE rule = 'resolve'`],
  ['unexpected', `UPDATE commitment SET rule = 'nonsense' WHERE rule = 'resolve'`],
])('a difference in %s is found', async (what, sql) => {
  const { tickets } = await lateAndPausedTicket();
  await database.pool.query(sql);
  const { differences } = await checkDeadlines({ store: tickets, ...at(MONDAY + 3 * HOUR_MS) }, null);
  expect(differences.map((one) => one.what)).toContain(what);
});

test('the check goes on where it stopped, and begins anew when the round is over', async () => {
  const { tickets } = await startReplica(database);
  for (let i = 0; i < 130; i += 1) await tickets.create(newTicket());
  const first = await checkDeadlines({ store: tickets, ...at(MONDAY) }, null);
  const second = await checkDeadlines({ store: tickets, ...at(MONDAY) }, first.after);
  expect([first.subjects, second.subjects, second.after]).toEqual([100, 30, null]);
});
