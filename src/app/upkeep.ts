import { DAY_MS, MINUTE_MS } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Alert } from '../usecases/alert.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import { checkDeadlines } from '../usecases/check-deadlines.ts';
import { missingHolidays } from '../usecases/missing-holidays.ts';
import { recomputeTickets, recomputeTiers } from '../usecases/recompute-tickets.ts';
import type { Storage } from './open-storage.ts';

/** Work in the background that nobody waits for. */
export interface Upkeep {
  start(): void;
  /** Brings open tickets under the policy now in force. */
  recompute(): void;
  /** Brings a customer's open tickets under its tier, which has just changed. */
  recomputeCustomer(customerId: string): void;
  stop(): Promise<void>;
}

const PRUNE_EVERY_MS = 10 * MINUTE_MS;
/** Whoever did not act on it is told again a week later. */
const HOLIDAYS_EVERY_MS = 7 * DAY_MS;

/** Every minute: clocks compared, policies of other replicas taken over, what has served deleted. */
export function createUpkeep(options: {
  readonly storage: Storage;
  readonly useCases: ChangeTicketDeps;
  readonly alert: (alert: Alert) => Promise<number>;
  readonly metrics: Metrics;
  readonly log: Log;
}): Upkeep {
  const { storage, useCases, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let underway: Promise<unknown> = Promise.resolve();

  function run(what: string, work: () => Promise<unknown>): void {
    underway = underway.then(async () => {
      if (isStopping) return;
      await work().catch((error: unknown) => log.warn({ err: error }, `${what} failed; tried again within a minute`));
    });
  }

  async function tellMissingHolidays(): Promise<void> {
    const now = storage.clock.now();
    const years = missingHolidays(storage.policies.active(), now);
    if (years.length === 0 || !(await storage.housekeeping.takeTurn('holidays', now, HOLIDAYS_EVERY_MS))) return;
    for (const year of years) await options.alert({ alert: 'holidays-unknown', year });
  }

  /** Where the rolling check goes on. */
  let checkedUpTo: string | null = null;
  async function checkSome(): Promise<void> {
    const checked = await checkDeadlines(useCases, checkedUpTo);
    checkedUpTo = checked.after;
    options.metrics.countChecked({ tickets: checked.subjects, differences: checked.differences.length });
    for (const difference of checked.differences) {
      log.error({ difference }, 'a stored deadline differs from what its history says');
    }
  }

  const reportTicket = (error: unknown, number: string) =>
    log.error({ err: error, number }, 'the deadlines of a ticket could not be recomputed');
  const recomputing = { isStopping: () => isStopping, onError: reportTicket };
  const recompute = () => {
    run('recomputing deadlines', () => recomputeTickets(useCases, recomputing));
    run('bringing tickets under their tiers', () => recomputeTiers(useCases, recomputing));
  };

  return {
    recompute,
    recomputeCustomer: (customerId) =>
      run("bringing a customer's tickets under its tier", () => recomputeTiers(useCases, recomputing, customerId)),
    start() {
      recompute();
      timer = setInterval(() => {
        run('comparing clocks', () => storage.clock.synchronise());
        run('looking for a new policy', () => storage.policies.refresh());
        recompute();
        run('checking deadlines', checkSome);
        run('looking for holiday tables', tellMissingHolidays);
        run('pruning', async () => {
          if (await storage.housekeeping.takeTurn('prune', storage.clock.now(), PRUNE_EVERY_MS)) {
            await storage.housekeeping.prune();
          }
        });
      }, MINUTE_MS);
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await underway;
    },
  };
}
