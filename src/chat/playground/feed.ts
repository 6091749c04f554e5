import type { FeedEntry, PlaygroundMessage } from './message.ts';

/** The chat in memory: what stands where, and what changed since when. */
export interface Feed {
  /** Changes with each start of the process: sequence numbers of another epoch mean nothing. */
  readonly epoch: string;
  readonly seq: number;
  get(id: string): FeedEntry | null;
  /** All messages in order of posting. */
  entries(): readonly FeedEntry[];
  /** What changed after `seq`, oldest change first; a message changed twice appears once, as it is now. */
  changedAfter(seq: number): readonly FeedEntry[];
  /** Adds a message, or shows the new state of one that is there. */
  put(message: PlaygroundMessage): FeedEntry;
  /** Calls back after every change until the returned function is called; the listener must not throw. */
  subscribe(listener: (entry: FeedEntry) => void): () => void;
}

/** Makes the feed of the messages that were kept. */
export function createFeed(epoch: string, kept: readonly PlaygroundMessage[]): Feed {
  const entriesById = new Map<string, FeedEntry>();
  const listeners = new Set<(entry: FeedEntry) => void>();
  let seq = 0;

  function put(message: PlaygroundMessage): FeedEntry {
    seq += 1;
    const order = entriesById.get(message.id)?.order ?? entriesById.size + 1;
    const entry: FeedEntry = { message, order, seq };
    // Re-inserted at the end, so that the map's own order is the order of changes and a reader stops early.
    entriesById.delete(message.id);
    entriesById.set(message.id, entry);
    for (const listener of listeners) listener(entry);
    return entry;
  }

  for (const message of kept.toSorted((a, b) => a.postedAt - b.postedAt || (a.id < b.id ? -1 : 1))) put(message);

  return {
    epoch,
    get seq() {
      return seq;
    },
    get: (id) => entriesById.get(id) ?? null,
    entries: () => [...entriesById.values()].toSorted((a, b) => a.order - b.order),
    changedAfter: (after) => (after >= seq ? [] : [...entriesById.values()].filter((entry) => entry.seq > after)),
    put,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
