import { isoDateOf } from '../domain/calendar/civil-date.ts';
import { zoneOf } from '../domain/calendar/zone.ts';
import { readCustomerLine } from '../domain/customer/read-line.ts';
import { readFields } from '../domain/customer/read-profile.ts';
import { SYSTEM_ACTOR } from '../domain/people.ts';
import type { Ms } from '../domain/time.ts';
import { DAY_MS } from '../domain/time.ts';
import { demoCustomers } from '../i18n/demo-customers.ts';
import type { CustomerDesk } from '../usecases/customers/desk.ts';
import type { Storage } from './open-storage.ts';

/** Longer than any playground lives: they come once. */
const NEVER_AGAIN: Ms = 36_500 * DAY_MS;
const BUDGET_MS: Ms = 5_000;

/** Fills an empty playground with a few customers, once, so that a newcomer sees life. */
export async function addDemoCustomers(storage: Storage, desk: CustomerDesk): Promise<void> {
  const { policy } = storage.policies.active();
  const now = storage.clock.now();
  const { total } = await desk.list({}, { offset: 0, limit: 1 });
  if (total > 0 || !(await storage.housekeeping.takeTurn('demo-customers', now, NEVER_AGAIN))) return;
  const today = zoneOf(policy.timezone).localDay(now);
  for (const [nth, { line: typed, events }] of demoCustomers(policy.locale).entries()) {
    const line = readCustomerLine(
      typed.replaceAll(/\{(-?\d+)\}/g, (_, days: string) => isoDateOf(today + Number(days))),
    );
    const { profile, person } = readFields(line.fields, (written) => (policy.people.has(written) ? written : null));
    const name = line.words.join(' ');
    const made = await desk.create({
      dedupeKey: `demo-customer:${nth}`,
      actor: SYSTEM_ACTOR,
      budgetMs: BUDGET_MS,
      profile: { ...profile, name, vip: line.vip === true },
      tags: line.tags,
      person: person.name === undefined ? null : { ...person, name: person.name },
      isAnyway: true,
    });
    if (made.code !== 'created') continue;
    const { number } = made;
    for (const [i, { type, daysAgo, amount }] of events.entries()) {
      const request = { dedupeKey: `demo-event:${nth}:${i}`, number, actor: SYSTEM_ACTOR, budgetMs: BUDGET_MS };
      await desk.cooperate(request, { type, day: isoDateOf(today - daysAgo), amount, remark: null });
    }
  }
}
