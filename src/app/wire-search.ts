import { actorOf } from '../domain/people.ts';
import { MINUTE_MS, type Ms } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { createBulkStore } from '../storage/search/bulk-store.ts';
import { createFilterStore } from '../storage/search/filter-store.ts';
import { createSearchKeeper } from '../storage/search/search-keeper.ts';
import { createSearchStore } from '../storage/search/search-store.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import { createSearchDesk, type SearchDesk } from '../usecases/search/desk.ts';
import type { SearchKeeper } from '../usecases/search/ports.ts';
import type { Storage } from './open-storage.ts';

/** Search joined: what commands ask for, and the job that keeps tickets findable. */
export interface Search {
  readonly desk: SearchDesk;
  start(): void;
  /** Makes everything findable that waits for it. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** A ticket is findable so long after it was written, and a little. */
const LOOK_EVERY_MS: Ms = 500;
/** Tickets made findable by one transaction: it takes tenths of a second. */
const AT_ONCE = 100;
/** Customers whose names are read at once; the others follow with the next look, or within the minute. */
const NEW_CUSTOMERS = 50;

export function wireSearch(deps: {
  readonly storage: Storage;
  readonly useCases: ChangeTicketDeps;
  readonly log: Log;
}): Search {
  const { storage, useCases, log } = deps;
  const { prisma, pool } = storage.database;
  const desk = createSearchDesk({
    ...useCases,
    search: createSearchStore({ pool, elapsed: () => performance.now() }),
    filters: createFilterStore({ prisma }),
    bulk: createBulkStore({ prisma }),
    actorOf: (ref) => actorOf(storage.policies.active().policy, ref),
  });
  return {
    desk,
    ...createLoop(createSearchKeeper({ pool }), (limit) => storage.customerUpkeep.indexSome(limit), desk, log),
  };
}

function createLoop(
  keeper: SearchKeeper,
  indexCustomers: (limit: number) => Promise<number>,
  desk: SearchDesk,
  log: Log,
): Omit<Search, 'desk'> {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let underway: Promise<void> = Promise.resolve();
  /** Of the process's own clock: what was all done, or failed, is looked at again a minute later. */
  let catchUpAfter = 0;
  let resumeAfter = 0;

  async function lookOnce(): Promise<void> {
    let made = AT_ONCE;
    for (let all = 0; !isStopping && made === AT_ONCE; all += made) {
      made = await keeper.keepUp(AT_ONCE);
      // With a new ticket there may be a new customer, who is found by how it sounds, too.
      if (all + made > 0 && made < AT_ONCE) await indexCustomers(NEW_CUSTOMERS);
    }
    // What was there before comes after what is written now, a little at each look.
    if (performance.now() >= catchUpAfter && !isStopping && (await keeper.catchUp(AT_ONCE)) === 0) {
      catchUpAfter = performance.now() + MINUTE_MS;
    }
    if (performance.now() >= resumeAfter && !isStopping) {
      resumeAfter = performance.now() + MINUTE_MS;
      const finished = await desk.bulk.resume(() => isStopping);
      if (finished > 0) log.info({ finished }, 'deeds on many tickets that had been left were finished');
    }
  }

  function look(): Promise<void> {
    underway = underway.then(async () => {
      if (isStopping) return;
      await lookOnce().catch((error: unknown) => {
        catchUpAfter = performance.now() + MINUTE_MS;
        log.warn({ err: error }, 'tickets could not be made findable; tried again at once');
      });
    });
    return underway;
  }

  return {
    start() {
      const again = () => {
        if (isStopping) return;
        timer = setTimeout(() => void look().then(again), LOOK_EVERY_MS);
      };
      void look().then(again);
    },
    drain: look,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await underway;
    },
  };
}
