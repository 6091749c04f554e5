import type { Instant } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { type CareDesk, createCareDesk } from '../usecases/care/desk.ts';
import { createCarePlanner } from '../usecases/care/replan-customers.ts';
import { tellCareLists } from '../usecases/care/tell-lists.ts';
import { nextNight } from '../usecases/customers/assess-customers.ts';
import type { CustomerActivity } from '../usecases/customers/ports.ts';
import type { Surface } from '../usecases/ports.ts';
import type { Storage } from './open-storage.ts';
import { earliest } from './wire-heartbeat.ts';

/** Care joined: what commands ask for, and what is planned with each tick. */
export interface CareWiring {
  readonly desk: CareDesk;
  /** What was said and promised to a customer lately, and what comes next. */
  activity(customerId: string): Promise<CustomerActivity>;
  /**
   * The same tick with the planner before it: one batch of whoever is due, so that reminders wait for nobody. Whoever is
   * left comes with the next tick.
   */
  before<T extends { tick(): Promise<unknown> }>(next: T): T;
  /** When the planner, or the nightly look at all customers, has something to do; for a clock that is moved on. */
  nextAt(): Promise<Instant | null>;
  /** A tick of a clock that is moved on: the nights on the way are not left out. */
  night<T>(tick: () => Promise<T>): Promise<T>;
}

export function wireCare(options: {
  readonly storage: Pick<
    Storage,
    'care' | 'campaigns' | 'careDates' | 'contacts' | 'policies' | 'clock' | 'outbox' | 'housekeeping'
  >;
  readonly surfaces: () => readonly Surface[];
  readonly keepUp: (isStopping: () => boolean) => Promise<void>;
  readonly log: Log;
}): CareWiring {
  const { storage, log } = options;
  const { policies, clock } = storage;
  const deps = { store: storage.care, policies, clock };
  const planner = createCarePlanner(deps);
  const desk = createCareDesk({ ...deps, campaigns: storage.campaigns, dates: storage.careDates });
  const nightAfter = (at: Instant) => nextNight(policies.active().policy.timezone, at);
  let nightAt: Instant | null = null;

  async function plan(): Promise<void> {
    try {
      const report = await planner.plan(() => false);
      for (const { customerId, error } of report.failures) {
        log.error({ err: error, customerId }, 'a customer could not be planned and was set aside for an hour');
      }
      await tellCareLists({
        ...deps,
        surfaces: options.surfaces,
        takeTurn: (job, everyMs) => storage.housekeeping.takeTurn(job, clock.now(), everyMs),
        enqueue: (to, data) => storage.outbox.enqueuePrivate(to, data),
      });
    } catch (error) {
      // Tickets are reminded of all the same.
      log.warn({ err: error }, 'planning care failed; it is tried again with the next tick');
    }
  }

  return {
    desk,
    async activity(customerId) {
      const [activity, nextCare] = await Promise.all([
        storage.contacts.activity(customerId),
        desk.next(customerId).catch((error: unknown) => {
          log.warn({ err: error, customerId }, 'what comes next for a customer could not be computed');
          return null;
        }),
      ]);
      return { ...activity, nextCare };
    },
    before: (next) => ({
      ...next,
      tick: async () => {
        await plan();
        return next.tick();
      },
    }),
    async nextAt() {
      nightAt ??= nightAfter(clock.now());
      return earliest(nightAt, await storage.care.nextAt(clock.now()));
    },
    async night(tick) {
      if (nightAt !== null && clock.now() >= nightAt) {
        nightAt = nightAfter(clock.now());
        await options.keepUp(() => false);
      }
      return tick();
    },
  };
}
