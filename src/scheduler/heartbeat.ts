import { schedule } from 'node-cron';
import type { Ms } from '../domain/time.ts';
import type { AdvanceReport } from '../usecases/ports.ts';

export interface HeartbeatDeps {
  /** One tick of the engine. */
  readonly tick: () => Promise<AdvanceReport>;
  /** How long until something falls due; `null` when nothing is open. */
  readonly nextInMs: () => Promise<Ms | null>;
  readonly onTick: (tick: { lagMs: Ms; elapsedMs: Ms; report: AdvanceReport }) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
}

export interface Heartbeat {
  start(): void;
  /** One tick now; while one is under way its result is shared. */
  beat(): Promise<AdvanceReport | null>;
  /** Machine time since a tick last succeeded; counted from the start before the first one. */
  sinceLastMs(): Ms;
  stop(): Promise<void>;
}

const EVERY_MS: Ms = 1_000;
/** However much falls due, ticks before their second keep this distance. */
const GAP_MS: Ms = 100;

/**
 * node-cron fires the tick every second and knows nothing else: what recurs is a row with its own time. What falls due
 * before the next second gets a tick of its own, so that nobody is told up to a second late.
 */
export function createHeartbeat(deps: HeartbeatDeps): Heartbeat {
  let underway: Promise<AdvanceReport | null> | null = null;
  let lastAt = deps.elapsed();
  let firedAt: Ms | null = null;
  let early: NodeJS.Timeout | undefined;
  let isRunning = false;
  let task: { stop(): unknown; destroy(): unknown } | null = null;

  async function run(lagMs: Ms): Promise<AdvanceReport | null> {
    const startedAt = deps.elapsed();
    try {
      const report = await deps.tick();
      lastAt = deps.elapsed();
      await deps.onTick({ lagMs, elapsedMs: lastAt - startedAt, report });
      const nextInMs = isRunning ? await deps.nextInMs() : null;
      if (nextInMs !== null && nextInMs < EVERY_MS) beatIn(Math.max(nextInMs, GAP_MS));
      return report;
    } catch (error) {
      deps.onError(error);
      return null;
    } finally {
      underway = null;
    }
  }

  function beatIn(ms: Ms): void {
    clearTimeout(early);
    if (isRunning) early = setTimeout(() => void beat(), ms);
  }

  function beat(lagMs = 0): Promise<AdvanceReport | null> {
    underway ??= run(lagMs);
    return underway;
  }

  return {
    start() {
      if (task !== null) return;
      isRunning = true;
      lastAt = deps.elapsed();
      task = schedule(
        '* * * * * *',
        () => {
          const at = deps.elapsed();
          const lagMs = firedAt === null ? 0 : Math.max(at - firedAt - EVERY_MS, 0);
          firedAt = at;
          void beat(lagMs);
        },
        { noOverlap: false },
      );
    },
    beat: () => beat(),
    sinceLastMs: () => deps.elapsed() - lastAt,
    async stop() {
      isRunning = false;
      clearTimeout(early);
      await task?.stop();
      await task?.destroy();
      task = null;
      await underway;
    },
  };
}
