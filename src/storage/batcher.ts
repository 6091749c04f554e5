/** One write for whatever gathers while the last one is under way. */
export interface BatcherOptions<Item, Result> {
  /** Writes all items at once and returns a result for each, in order. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly maxItems: number;
  /** False for errors that would hit every item alike (the database is away): then nothing is tried again. */
  readonly isWorthSplitting: (error: unknown) => boolean;
}

/**
 * Group commit: no waiting when idle, one flight at a time, and what arrives meanwhile shares the next. A batch that
 * fails is redone one item at a time, so that one bad item spoils nobody else's write.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let gathered: Waiting[] = [];
  let isFlying = false;

  async function writeOneByOne(batch: readonly Waiting[]): Promise<void> {
    let fatal: unknown = null;
    for (const waiting of batch) {
      if (fatal !== null) {
        waiting.reject(fatal);
        continue;
      }
      try {
        const [result] = await options.write([waiting.item]);
        waiting.resolve(result as Result);
      } catch (error) {
        waiting.reject(error);
        if (!options.isWorthSplitting(error)) fatal = error;
      }
    }
  }

  async function fly(): Promise<void> {
    while (gathered.length > 0) {
      const batch = gathered.splice(0, options.maxItems);
      try {
        const results = await options.write(batch.map((one) => one.item));
        const answer = () => {
          for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as Result);
        };
        // What waits leaves first: answering takes this process about as long as writing takes the database, and side by
        // side both are done in half the time.
        if (gathered.length > 0) setImmediate(answer);
        else answer();
      } catch (error) {
        if (batch.length === 1 || !options.isWorthSplitting(error)) {
          for (const waiting of batch) waiting.reject(error);
        } else {
          await writeOneByOne(batch);
        }
      }
    }
    isFlying = false;
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      gathered.push({ item, resolve, reject });
      if (isFlying) return;
      isFlying = true;
      // On the next turn of the loop, so that requests read from sockets in this turn travel together.
      setImmediate(() => void fly());
    });
}
