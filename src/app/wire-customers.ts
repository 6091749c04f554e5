import type { Log } from '../observe/log.ts';
import { assessCustomers, nextNight } from '../usecases/customers/assess-customers.ts';
import { type CustomerDesk, type CustomerDeskDeps, createCustomerDesk } from '../usecases/customers/desk.ts';
import type { ReadActivity } from '../usecases/customers/ports.ts';
import type { Storage } from './open-storage.ts';

/** Customers joined: what commands ask for, and what is done for all of them in the background. */
export interface Customers {
  readonly desk: CustomerDesk;
  /** Makes missing look-up keys, and computes where customers stand once a night. To be called every minute. */
  keepUp(isStopping: () => boolean): Promise<void>;
  /** Computes where all of them stand, at once. Returns how many. */
  assess(isStopping: () => boolean): Promise<number>;
}

/** Customers indexed by one go. */
const INDEXED_AT_ONCE = 200;

export function wireCustomers(options: {
  readonly storage: Storage;
  readonly activity: ReadActivity;
  readonly onTierChanged: (customerId: string) => void;
  readonly log: Log;
}): Customers {
  const { storage, log } = options;
  const deps: CustomerDeskDeps = {
    store: storage.customers,
    upkeep: storage.customerUpkeep,
    policies: storage.policies,
    clock: storage.clock,
    activity: options.activity,
    onTierChanged: options.onTierChanged,
  };
  return {
    desk: createCustomerDesk(deps),
    assess: (isStopping) => assessCustomers(deps, isStopping),
    async keepUp(isStopping) {
      while (!isStopping() && (await storage.customerUpkeep.indexSome(INDEXED_AT_ONCE)) === INDEXED_AT_ONCE);
      const now = storage.clock.now();
      const { timezone } = storage.policies.active().policy;
      if (isStopping() || !(await storage.housekeeping.takeTurn('customers', now, nextNight(timezone, now) - now)))
        return;
      const customers = await assessCustomers(deps, isStopping);
      log.debug({ customers }, 'tiers and stages of customers computed');
    },
  };
}
