import type { Ms } from '../domain/time.ts';
import type { Inbound } from './inbound.ts';

/**
 * What a platform told us is stored before it is answered, and worked on afterwards: a deed that was acknowledged is
 * never lost with the process that acknowledged it. The words it holds are erased when it is done.
 */
export interface ReceivedDeed {
  /** The surface that received it and can answer it, `wecom/CORP/app`; only its own inbox takes it over. */
  readonly surface: string;
  /** Its `dedupeKey` must be unique among all surfaces: begin it with the platform and the workspace. */
  readonly inbound: Inbound;
  /** What the surface needs to answer, in its own words; JSON, read back as it was. */
  readonly way: unknown;
}

/** A deed that somebody else received and did not finish. */
export interface TakenDeed extends ReceivedDeed {
  /** How often it was begun, this time included. */
  readonly attempts: number;
}

/** Where received deeds are kept. Leases are by the database's time. */
export interface InboxStore {
  /** Writes a deed, leased to the caller. False when one of this key is here or was within the last day. */
  keep(deed: ReceivedDeed): Promise<boolean>;
  /** Goes on holding these for another lease. */
  renew(dedupeKeys: readonly string[]): Promise<void>;
  /** It is done: its words are erased, its key is kept for a day. Unknown keys are none of its business. */
  finish(dedupeKey: string): Promise<void>;
  /** Leases deeds of the surface that nobody holds any more, oldest first. */
  takeOver(surface: string, limit: number): Promise<readonly TakenDeed[]>;
}

export interface InboxDeps {
  readonly store: InboxStore;
  readonly surface: string;
  /** Does the deed and answers the person. Throwing leaves it to be done again when its lease has run out. */
  readonly handle: (deed: ReceivedDeed) => Promise<void>;
  /** Whether what others left behind can be answered here just now; always, unless told otherwise. */
  readonly mayTakeOver?: () => boolean;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** The received deeds of one surface in one process. */
export interface Inbox {
  /**
   * Stores a deed; afterwards it may be acknowledged. `repeat`: it came before, there is nothing to do. `not-kept`: the
   * database did not take it in time; work on it all the same, so that the person hears that nothing was saved.
   */
  keep(deed: ReceivedDeed): Promise<'kept' | 'repeat' | 'not-kept'>;
  /** Works on a deed, once it was acknowledged. Never throws. */
  process(deed: ReceivedDeed): void;
  /** From now on also does what others left behind. */
  start(): void;
  /** Takes over nothing more. */
  stop(): void;
  /** Resolves when everything under way here is done. */
  drain(): Promise<void>;
}

/** Platforms wait 5 s for an acknowledgement. */
const KEEP_MS: Ms = 2_500;
/** A lease lasts 30 s. */
const RENEW_MS: Ms = 10_000;
const TAKE_OVER_MS: Ms = 5_000;
const TAKEN_AT_ONCE = 20;
/** What fails so often fails for ever. */
const MOST_ATTEMPTS = 5;

/** An inbox over its store. Timers run between `start` and `stop` only. */
export function createInbox(deps: InboxDeps): Inbox {
  const { store, log } = deps;
  const underway = new Map<string, Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  let taking: Promise<void> | null = null;

  function process(deed: ReceivedDeed): void {
    const key = deed.inbound.dedupeKey;
    if (underway.has(key)) return;
    const work = run(deed, key).finally(() => underway.delete(key));
    underway.set(key, work);
  }

  async function run(deed: ReceivedDeed, key: string): Promise<void> {
    try {
      await deps.handle(deed);
    } catch (error) {
      log.warn({ err: error, surface: deed.surface }, 'a received deed could not be finished; it is tried again');
      return;
    }
    // Done twice is harmless: the deed's own key tells the second time.
    await store.finish(key).catch((error: unknown) => log.warn({ err: error }, 'a received deed stays on record'));
  }

  async function takeOver(): Promise<void> {
    if (deps.mayTakeOver?.() === false) return;
    for (const deed of await store.takeOver(deps.surface, TAKEN_AT_ONCE)) {
      if (deed.attempts <= MOST_ATTEMPTS) {
        process(deed);
        continue;
      }
      log.error({ surface: deed.surface, deed: deed.inbound.what.type }, 'a received deed was given up');
      await store.finish(deed.inbound.dedupeKey);
    }
  }

  function look(): void {
    taking ??= takeOver()
      .catch((error: unknown) => log.warn({ err: error }, 'nobody knows what others left behind; looking again'))
      .finally(() => {
        taking = null;
      });
  }

  return {
    async keep(deed) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'not-kept'>((resolve) => {
        timer = setTimeout(resolve, KEEP_MS, 'not-kept');
      });
      const kept = store.keep(deed).then(
        (isNew) => (isNew ? ('kept' as const) : ('repeat' as const)),
        (error: unknown) => {
          log.warn({ err: error, surface: deed.surface }, 'a received deed could not be stored');
          return 'not-kept' as const;
        },
      );
      const outcome = await Promise.race([kept, late]);
      clearTimeout(timer);
      return outcome;
    },
    process,
    start() {
      look();
      timers.push(
        setInterval(look, TAKE_OVER_MS),
        setInterval(() => {
          if (underway.size === 0) return;
          store
            .renew([...underway.keys()])
            .catch((error: unknown) => log.warn({ err: error }, 'leases of received deeds could not be renewed'));
        }, RENEW_MS),
      );
    },
    stop() {
      for (const timer of timers.splice(0)) clearInterval(timer);
    },
    async drain() {
      await taking;
      while (underway.size > 0) await Promise.all(underway.values());
    },
  };
}
