import { randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import type { ChatPort } from '../port.ts';
import { createFeed, type Feed } from './feed.ts';
import type { FeedEntry, PlaygroundMessage, PlaygroundStore } from './message.ts';
import { createPlaygroundPort } from './port.ts';

/** What the playground needs. */
export interface PlaygroundDeps {
  readonly store: PlaygroundStore;
  /** Business time, as shown beside messages. */
  readonly clock: { now(): Instant };
  /** Whether a conversation exists; posts to any other are rejected instead of vanishing. */
  isConversation(id: string): boolean;
}

/** Something a person writes in a conversation that is no command. */
export interface Saying {
  /** Unique; saying it again with the same id changes nothing. */
  readonly id: string;
  readonly conversation: string;
  /** Id of the person. */
  readonly author: string;
  readonly text: string;
  readonly locale: Locale;
}

/** The chat that people use in the browser, and the port through which delivery writes to it. */
export interface Playground {
  readonly port: ChatPort;
  readonly feed: Feed;
  /** Posts a person's plain message. `null` when there is no such conversation. */
  say(saying: Saying): Promise<FeedEntry | null>;
}

/** Loads the chat and opens it. Throws when the store cannot be read. */
export async function createPlayground(deps: PlaygroundDeps): Promise<Playground> {
  const feed = createFeed(randomUUID(), await deps.store.loadMessages());
  // Kept before shown: what people see is never lost by a crash, and a failed write leaves no trace on the screen.
  const save = async (message: PlaygroundMessage) => {
    await deps.store.saveMessage(message);
    return feed.put(message);
  };
  const reload = async (conversation: string) => {
    const stored = await deps.store.loadMessages();
    const changed = stored.filter(
      (one) => one.conversation === conversation && (feed.get(one.id)?.message.version ?? one.version) < one.version,
    );
    for (const message of changed) feed.put(message);
    return changed.length;
  };

  return {
    feed,
    port: createPlaygroundPort({ feed, save, clock: deps.clock, isConversation: deps.isConversation, reload }),
    async say({ id, conversation, author, text, locale }) {
      if (!deps.isConversation(conversation)) return null;
      const existing = feed.get(id);
      if (existing !== null) return existing;
      const now = deps.clock.now();
      const body = storable(text);
      return save({
        id,
        conversation,
        thread: null,
        author,
        card: { tone: 'info', title: '', summary: body, body },
        locale,
        postedAt: now,
        updatedAt: now,
        version: 1,
      });
    },
  };
}

/** PostgreSQL's JSON refuses NUL and half surrogates: both become the sign for an unreadable character. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
