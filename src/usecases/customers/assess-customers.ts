import { zoneOf } from '../../domain/calendar/zone.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/time.ts';
import { type CustomerDeskDeps, currentRules } from './desk.ts';

/** Customers computed by one statement: a night's work never holds a table up. */
const AT_ONCE = 500;

/** Computes where every customer stands. Returns how many. */
export async function assessCustomers(deps: CustomerDeskDeps, isStopping: () => boolean): Promise<number> {
  const rules = await currentRules(deps);
  let after: string | null = null;
  let assessed = 0;
  do {
    const report = await deps.upkeep.assess({ after, limit: AT_ONCE }, rules);
    for (const id of report.tierChanged) deps.onTierChanged(id);
    assessed += report.assessed;
    after = report.after;
  } while (after !== null && !isStopping());
  return assessed;
}

/** Two at night, when nobody works. */
const NIGHT_MS = 2 * HOUR_MS;

/** When customers are computed again after `now`: the next night, in the policy's zone. */
export function nextNight(timezone: string, now: Instant): Instant {
  const zone = zoneOf(timezone);
  const local = now + zone.offsetAt(now);
  const tonight = Math.floor(local / DAY_MS) * DAY_MS + NIGHT_MS;
  const next = tonight > local ? tonight : tonight + DAY_MS;
  return next - zone.offsetAt(now);
}
