import type { Duty } from '../domain/duty/duty.ts';
import { DAY_MS, MINUTE_MS } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Alert } from '../usecases/alert.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import type { CheckedContacts } from '../usecases/contact/check-contacts.ts';
import { examineTickets } from '../usecases/examine-tickets.ts';
import { missingHolidays } from '../usecases/missing-holidays.ts';
import type { NoiseDesk } from '../usecases/noise/desk.ts';
import { recomputeTickets, recomputeTiers } from '../usecases/recompute-tickets.ts';
import { selfCheck, together } from '../usecases/self-check.ts';
import type { Storage } from './open-storage.ts';
import type { CareCheck } from './wire-care-check.ts';
import type { Contacts } from './wire-contacts.ts';
import type { Customers } from './wire-customers.ts';
import type { Erasures } from './wire-erasure.ts';

/** Work in the background that nobody waits for. */
export interface Upkeep {
  start(): void;
  /** Brings open tickets under the policy now in force. */
  recompute(): void;
  /** Brings a customer's open tickets under its tier, which has just changed. */
  recomputeCustomer(customerId: string): void;
  /** Looks at new tickets for repeats and common causes, unless that is under way. */
  examine(): void;
  stop(): Promise<void>;
}

/** A little less than the minute in which it is asked for. */
const CHECK_EVERY_MS = MINUTE_MS - 5_000;
const PRUNE_EVERY_MS = 10 * MINUTE_MS;
/** Whoever did not act on it is told again a week later. */
const HOLIDAYS_EVERY_MS = 7 * DAY_MS;

/** Every minute: clocks compared, policies of other replicas taken over, what has served deleted. */
export function createUpkeep(options: {
  readonly storage: Storage;
  readonly useCases: ChangeTicketDeps;
  readonly customers: Pick<Customers, 'keepUp'>;
  readonly contacts: Pick<Contacts, 'recompute' | 'check'>;
  readonly checkCare: CareCheck;
  readonly erasures: Pick<Erasures, 'retract' | 'eraseEnded'>;
  /** Further work of every minute, as far as it is configured. */
  readonly chores: () => readonly {
    readonly what: string;
    readonly work: (isStopping: () => boolean) => Promise<unknown>;
  }[];
  readonly alert: (alert: Alert) => Promise<number>;
  readonly metrics: Metrics;
  readonly noise: Pick<NoiseDesk, 'countInTurn'>;
  readonly duty: () => Duty;
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

  /** Where the rolling check over contacts goes on, on this replica. */
  let contactsCheckedUpTo: string | null = null;
  async function checkContacts(): Promise<CheckedContacts> {
    const checked = await options.contacts.check(contactsCheckedUpTo);
    contactsCheckedUpTo = checked.after;
    for (const difference of checked.differences) {
      log.error({ difference }, 'a stored deadline of a contact differs from what its history says');
    }
    return checked;
  }

  async function checkSome(): Promise<void> {
    const now = storage.clock.now();
    // One replica at a time goes on where the last one stopped.
    if (!(await storage.housekeeping.takeTurn('self-check', now, CHECK_EVERY_MS))) return;
    const { seen, differences, isRoundOver } = await selfCheck({
      ...useCases,
      records: storage.operations,
      beside: together(await checkContacts(), await options.checkCare()),
      onError: reportTicket,
    });
    options.metrics.countChecked(seen);
    for (const difference of differences) {
      log.error({ difference }, 'a stored deadline differs from what its history says');
    }
    const { subjects, repaired, undecided, stuck } = seen;
    const isWell = seen.differences + undecided + stuck === 0;
    if (!isWell) log.warn({ ...seen }, 'the self-check found something');
    else if (isRoundOver) log.info({ subjects }, 'the self-check has been round: everything agrees');
    if (isWell || !(await storage.housekeeping.takeTurn('self-check-told', now, DAY_MS))) return;
    await options.alert({ alert: 'self-check', differences: seen.differences, repaired, undecided, stuck });
  }

  const reportTicket = (error: unknown, number: string) =>
    log.error({ err: error, number }, 'the deadlines of a ticket could not be recomputed');
  const recomputing = { isStopping: () => isStopping, onError: reportTicket };
  const recompute = () => {
    run('recomputing promises', () => options.contacts.recompute(() => isStopping));
    run('recomputing deadlines', () => recomputeTickets({ ...useCases, versions: storage.policies }, recomputing));
    run('bringing tickets under their tiers', () => recomputeTiers(useCases, recomputing));
  };

  const keepUpCustomers = () => run('keeping up customers', () => options.customers.keepUp(() => isStopping));

  let isExamining = false;
  /** Of the process's own clock: what failed is not tried again at every tick. */
  let examineAfterMs = 0;
  const examine = () => {
    if (isExamining || performance.now() < examineAfterMs) return;
    isExamining = true;
    const onError = (error: unknown, number: string) => {
      examineAfterMs = performance.now() + MINUTE_MS;
      log.error({ err: error, number }, 'a ticket could not be looked at for repeats');
    };
    run('looking for repeats', () =>
      examineTickets(
        { ...useCases, repeats: storage.repeats, duty: options.duty },
        { ...recomputing, onError },
      ).finally(() => {
        isExamining = false;
      }),
    );
  };

  return {
    examine,
    recompute,
    recomputeCustomer: (customerId) =>
      run("bringing a customer's tickets under its tier", () => recomputeTiers(useCases, recomputing, customerId)),
    start() {
      recompute();
      keepUpCustomers();
      timer = setInterval(() => {
        run('comparing clocks', () => storage.clock.synchronise());
        run('looking for a new policy', () => storage.policies.refresh());
        recompute();
        keepUpCustomers();
        run('checking deadlines', checkSome);
        run('looking for holiday tables', tellMissingHolidays);
        run('counting reminders', () => options.noise.countInTurn());
        run('taking back past posts', () => options.erasures.retract(() => isStopping));
        run('erasing what was kept long enough', async () => {
          if (await storage.housekeeping.takeTurn('retention', storage.clock.now(), PRUNE_EVERY_MS)) {
            await options.erasures.eraseEnded();
          }
        });
        for (const { what, work } of options.chores()) run(what, () => work(() => isStopping));
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
