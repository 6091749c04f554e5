import type { Instant } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { createHeartbeat, type Heartbeat } from '../scheduler/heartbeat.ts';
import { advanceCommitments } from '../usecases/advance-commitments.ts';
import type { ChangeTicketDeps } from '../usecases/change-ticket.ts';
import type { Storage } from './open-storage.ts';
import type { DutyWiring } from './wire-duty.ts';

/** The tick, joined to what it decides and to what is measured of it. */
export function wireHeartbeat(
  storage: Storage,
  useCases: ChangeTicketDeps,
  metrics: Metrics,
  log: Log,
  afterTick: () => void,
  duty: Pick<DutyWiring, 'tick' | 'nextAt' | 'current' | 'onGap'>,
): Heartbeat {
  return createHeartbeat({
    tick: async () => {
      await duty.tick();
      return advanceCommitments({ ...useCases, store: storage.engine, duty: duty.current, onGap: duty.onGap });
    },
    elapsed: () => performance.now(),
    nextInMs: async () => {
      const nextAt = earliest(await storage.engine.nextAt(), duty.nextAt());
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

/** The earlier of two moments, either of which may be none. */
export function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
