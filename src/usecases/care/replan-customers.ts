import { hash } from 'node:crypto';
import { isoDateOf, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import { localToday } from '../customers/desk.ts';
import type { Clock, Policies } from '../ports.ts';
import { changesOf, draftOf, settleCare } from './plan-customer.ts';
import type { CareChanges, CareReading, CareStore, LoadedCare, ReplanReport } from './ports.ts';

export interface CareDeps {
  readonly store: CareStore;
  readonly policies: Policies;
  readonly clock: Clock;
}

/** Customers that one transaction of the planner takes at most. */
export const CUSTOMERS_PER_BATCH = 200;

/** Talks older than this say nothing about any rule. */
const CONTACT_DAYS = 400;

/** What reading a customer's facts depends on, now; `careSince` once asked for is known. */
export type ReadCareTerms = () => Promise<CareReading>;

export function createCareReading({ store, policies, clock }: CareDeps): ReadCareTerms {
  let careSince: string | null = null;
  return async () => {
    const now = clock.now();
    const { policy } = policies.active();
    careSince ??= await store.careSince(localToday(policy, now));
    return {
      timezone: policy.timezone,
      now,
      contactDays: CONTACT_DAYS,
      mendingDays: policy.care.mending.withinDays,
      careSince,
    };
  };
}

/** What is decided about one customer, without touching the database. */
export function decideCare(policies: Policies, loaded: LoadedCare, now: Instant): CareChanges {
  const draft = draftOf(policies, loaded, now);
  settleCare(draft);
  return changesOf(policies, draft);
}

/** Plans customers; one for a process, which remembers what it has looked up. */
export interface CarePlanner {
  /**
   * Plans customers whose time has come, batch after batch, until nobody is left or `mayGoOn` says otherwise. When policy
   * or calendar are others than those under which everybody was planned, everybody is planned anew. Its cost follows who
   * is due.
   */
  plan(mayGoOn: () => boolean): Promise<ReplanReport>;
}

export function createCarePlanner(deps: CareDeps): CarePlanner {
  const { store, policies, clock } = deps;
  const reading = createCareReading(deps);
  let print: string | null = null;

  async function noticeNewTerms(now: Instant): Promise<void> {
    const current = careTermsPrint(policies.active(), now);
    if (current === print) return;
    if (await store.notePrint(current)) await store.replanAll();
    print = current;
  }

  return {
    async plan(mayGoOn) {
      await noticeNewTerms(clock.now());
      let total: ReplanReport = { customers: 0, asked: 0, failures: [] };
      for (;;) {
        const terms = await reading();
        const report = await store.replan(terms, CUSTOMERS_PER_BATCH, (loaded) =>
          decideCare(policies, loaded, terms.now),
        );
        total = {
          customers: total.customers + report.customers,
          asked: total.asked + report.asked,
          failures: [...total.failures, ...report.failures],
        };
        if (report.customers < CUSTOMERS_PER_BATCH || !mayGoOn()) return total;
      }
    },
  };
}

const prints = new WeakMap<PolicyInForce['policy'], { readonly year: string; readonly print: string }>();

/**
 * Tells two states of the terms of care apart: the policy, and which days are worked this year and next, also where a
 * release brings a table of holidays that was missing before.
 */
export function careTermsPrint(inForce: PolicyInForce, now: Instant): string {
  const { policy } = inForce;
  const year = localToday(policy, now).slice(0, 4);
  const known = prints.get(policy);
  if (known !== undefined && known.year === year) return known.print;
  const first = parseIsoDate(`${year}-01-01`) ?? Math.floor(now / DAY_MS);
  const days = ['', ...policy.teams.keys()].map((team) => {
    const calendar = inForce.calendarOf(team);
    return Array.from({ length: 730 }, (_, i) => (calendar.isWorkingDay(isoDateOf(first + i)) ? 1 : 0)).join('');
  });
  const print = hash('sha256', [inForce.hash, ...days].join('\n'), 'base64url');
  prints.set(policy, { year, print });
  return print;
}
