import { MINUTE_MS } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import { recomputeTickets } from '../usecases/recompute-tickets.ts';
import type { Storage } from './open-storage.ts';

/** Work in the background that nobody waits for. */
export interface Upkeep {
  start(): void;
  /** Brings open tickets under the policy now in force. */
  recompute(): void;
  stop(): Promise<void>;
}

const PRUNE_EVERY_MS = 10 * MINUTE_MS;

/** Every minute: clocks compared, policies of other replicas taken over, what has served deleted. */
export function createUpkeep(storage: Storage, useCases: ChangeTicketDeps, log: Log): Upkeep {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let underway: Promise<unknown> = Promise.resolve();

  function run(what: string, work: () => Promise<unknown>): void {
    underway = underway.then(async () => {
      if (isStopping) return;
      await work().catch((error: unknown) => log.warn({ err: error }, `${what} failed; tried again within a minute`));
    });
  }

  const recompute = () => run('recomputing deadlines', () => recomputeTickets(useCases, () => isStopping));

  return {
    recompute,
    start() {
      recompute();
      timer = setInterval(() => {
        run('comparing clocks', () => storage.clock.synchronise());
        run('looking for a new policy', () => storage.policies.refresh());
        recompute();
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
