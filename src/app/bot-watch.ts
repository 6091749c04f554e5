import type { Ms } from '../domain/time.ts';
import type { LeaseStore } from '../storage/lease-store.ts';
import type { Operations } from '../usecases/operations.ts';

/** So long nobody may be connected before it is worth a word: a restart and a failover take less. */
export const SILENCE_MS: Ms = 60_000;
/** How often whoever is connected says so. */
const SAY_EVERY_MS: Ms = 10_000;

export interface BotWatchDeps {
  /** `wecom-bot:ID`. */
  readonly name: string;
  readonly leases: Pick<LeaseStore, 'mark' | 'isMarked'>;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Whether any replica is connected for the AI bot. Holding the lease is not enough: with a wrong secret, or thrown out
 * by somebody else, its holder hears nothing. So whoever is connected leaves a mark that runs out by the database's time.
 */
export interface BotWatch {
  start(isConnected: () => boolean): void;
  stop(): Promise<void>;
  /** Nobody has been connected for longer than SILENCE_MS. False while that cannot be known. */
  isSilent(): Promise<boolean>;
}

export function createBotWatch({ name, leases, elapsed, log }: BotWatchDeps): BotWatch {
  const mark = `${name}:connected`;
  const startedAt = elapsed();
  let timer: NodeJS.Timeout | undefined;
  let saying: Promise<void> = Promise.resolve();

  function say(isConnected: () => boolean): void {
    if (!isConnected()) return;
    saying = leases
      .mark(mark, SILENCE_MS)
      .catch((error: unknown) => log.warn({ err: error }, 'that the AI bot is connected was not noted'));
  }

  return {
    start(isConnected) {
      say(isConnected);
      timer = setInterval(() => say(isConnected), SAY_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await saying;
    },
    async isSilent() {
      // Before that nobody had the time to connect.
      if (elapsed() - startedAt <= SILENCE_MS) return false;
      return leases.isMarked(mark).then(
        (isMarked) => !isMarked,
        () => false,
      );
    },
  };
}

/** What administrators are shown of the system, with whether the AI bot is connected. */
export function withBotWatch(operations: Operations, watch: BotWatch): Operations {
  return {
    ...operations,
    seen: async (now) => ({ ...(await operations.seen(now)), isBotSilent: await watch.isSilent() }),
  };
}
