import type { Instant } from '../../domain/time.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import type { Card } from '../card.ts';

/** One message that stands in the playground's chat. */
export interface PlaygroundMessage {
  readonly id: string;
  /** A channel's id, or `@` + a person's id for direct messages. */
  readonly conversation: string;
  /** Id of the message whose thread it belongs to. */
  readonly thread: string | null;
  /** Person who wrote it; `null` for the bot. What a person wrote is the card's `body`. */
  readonly author: string | null;
  readonly card: Card;
  readonly locale: Locale;
  readonly postedAt: Instant;
  readonly updatedAt: Instant;
  /** 1 when posted, one more with every update. */
  readonly version: number;
}

/** A message with its place in the chat and in the stream of changes. */
export interface FeedEntry {
  readonly message: PlaygroundMessage;
  /** Place in the chat, from 1, in order of posting. */
  readonly order: number;
  /** Number of the latest change to it; grows across all messages, starts anew with the process. */
  readonly seq: number;
}

/** Where the playground keeps its chat, so that it survives a restart. */
export interface PlaygroundStore {
  /** Every message, in any order. */
  loadMessages(): Promise<readonly PlaygroundMessage[]>;
  /** Writes the message, over the one with the same id when there is one. */
  saveMessage(message: PlaygroundMessage): Promise<void>;
}
