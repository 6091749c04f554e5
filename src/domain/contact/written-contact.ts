import type { DateContext, DateReading } from '../dates/date-reading.ts';
import type { Channel } from '../vocabulary.ts';
import type { Element, Mood, Purpose } from './contact.ts';
import type { WrittenPromise } from './read-promises.ts';

/** A time as it was written, and what it means, which may be a refusal. */
export interface WrittenTime {
  readonly phrase: string;
  readonly reading: DateReading;
}

/** A talk as somebody wrote it down. */
export interface WrittenContact {
  /** `isMarked`: by a key, by quotes, or by how and when that follow it, so it is certainly a name. */
  readonly customer: { readonly name: string; readonly isMarked: boolean } | null;
  readonly channel: Channel | null;
  /** Named after its key, and none of the channels. */
  readonly badChannel: string | null;
  readonly isReached: boolean;
  readonly content: string;
  readonly isCut: boolean;
  readonly feedback: string | null;
  readonly moods: readonly Mood[];
  /** Named after its key, and none of the moods. */
  readonly badMood: string | null;
  readonly purposes: readonly Purpose[];
  readonly badPurpose: string | null;
  readonly start: WrittenTime | null;
  readonly end: WrittenTime | null;
  readonly ticket: string | null;
  readonly participants: string | null;
  readonly facts: string | null;
  /** What the talk was to reach and what was taken along (C10). */
  readonly aim: string | null;
  readonly aimReached: boolean | null;
  readonly materials: string | null;
  /** What was agreed was read back and confirmed (C9). */
  readonly readBack: boolean | null;
  /** Where yes or no was asked for and something else was written. */
  readonly badYesNo: string | null;
  readonly promises: readonly WrittenPromise[];
  readonly nothingNext: boolean;
  readonly twoChannels: boolean;
  /** Elements of a full record that are not there (C1, C2). */
  readonly missing: readonly Element[];
}

/** What the reader needs to know of the world. */
export interface ContactTextContext {
  readonly dates: DateContext;
  /** Whether a name after `@` is somebody's; absent: whatever stands there is the name. */
  readonly isPerson?: (written: string) => boolean;
  /** Names of customers that may stand at the beginning, spaces and all. */
  readonly knownCustomers: readonly string[];
  /** The text is about a customer that is known already: its first word is no name. */
  readonly hasCustomer?: boolean;
}

/** What a full record lacks (C1). An attempt that reached nobody has nothing to tell but how it was made. */
export function missingElements(record: {
  readonly channel: Channel | null;
  readonly content: string;
  readonly isReached: boolean;
  readonly hasFeedback: boolean;
  readonly hasNext: boolean;
}): readonly Element[] {
  const { channel, content, isReached, hasFeedback, hasNext } = record;
  return [
    ...(channel === null ? (['channel'] as const) : []),
    ...(isReached && !/[\p{L}\p{N}]/u.test(content) ? (['content'] as const) : []),
    ...(isReached && !hasFeedback ? (['feedback'] as const) : []),
    ...(isReached && !hasNext ? (['next'] as const) : []),
  ];
}
