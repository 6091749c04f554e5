import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { createHeartbeat, type Heartbeat } from '../scheduler/heartbeat.ts';
import { advanceCommitments } from '../usecases/advance-commitments.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import type { Storage } from './open-storage.ts';

/** The tick, joined to what it decides and to what is measured of it. */
export function wireHeartbeat(
  storage: Storage,
  useCases: ChangeTicketDeps,
  metrics: Metrics,
  log: Log,
  afterTick: () => void,
): Heartbeat {
  return createHeartbeat({
    tick: () => advanceCommitments({ ...useCases, store: storage.engine }),
    elapsed: () => performance.now(),
    nextInMs: async () => {
      const nextAt = await storage.engine.nextAt();
      return nextAt === null ? null : nextAt - storage.clock.now();
    },
    onTick: async ({ lagMs, elapsedMs, report }) => {
      for (const { subjectId, error } of report.failures) {
        log.error({ err: error, subjectId }, 'a subject could not be decided and was set aside');
      }
      afterTick();
      const { due } = await storage.engine.backlog(storage.clock.now());
      metrics.observeTick({ lagMs, elapsedMs, backlog: due });
    },
    onError: (error) => log.error({ err: error }, 'the tick failed; it is tried again in a second'),
  });
}
