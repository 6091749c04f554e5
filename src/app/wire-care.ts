import type { Instant } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { type CareDesk, createCareDesk } from '../usecases/care/desk.ts';
import { createCarePlanner } from '../usecases/care/replan-customers.ts';
import type { Storage } from './open-storage.ts';

/** Care joined: what commands ask for, and what is planned with each tick. */
export interface CareWiring {
  readonly desk: CareDesk;
  /**
   * The same tick with the planner before it: one batch of whoever is due, so that reminders wait for nobody. Whoever is
   * left comes with the next tick.
   */
  before<T extends { tick(): Promise<unknown> }>(next: T): T;
  /** When somebody is to be planned next. */
  nextAt(): Promise<Instant | null>;
}

export function wireCare(
  storage: Pick<Storage, 'care' | 'campaigns' | 'careDates' | 'policies' | 'clock'>,
  log: Log,
): CareWiring {
  const deps = { store: storage.care, policies: storage.policies, clock: storage.clock };
  const planner = createCarePlanner(deps);
  async function plan(): Promise<void> {
    try {
      const report = await planner.plan(() => false);
      for (const { customerId, error } of report.failures) {
        log.error({ err: error, customerId }, 'a customer could not be planned and was set aside for an hour');
      }
    } catch (error) {
      // Tickets are reminded of all the same.
      log.warn({ err: error }, 'planning care failed; it is tried again with the next tick');
    }
  }

  return {
    desk: createCareDesk({ ...deps, campaigns: storage.campaigns, dates: storage.careDates }),
    before: (next) => ({
      ...next,
      tick: async () => {
        await plan();
        return next.tick();
      },
    }),
    nextAt: () => storage.care.nextAt(storage.clock.now()),
  };
}
