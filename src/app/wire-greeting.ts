import type { Address } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import type { Storage } from './open-storage.ts';

/** Greets conversations that the bot comes to; safe to call as often as one likes, and never rejects. */
export type Greet = (to: Address) => Promise<void>;

/** Conversations remembered as greeted before the memory starts afresh; the database knows all. */
const REMEMBERED = 10_000;

/** One greeting a conversation, across replicas and restarts. */
export function wireGreeting(storage: Pick<Storage, 'greetings'>, log: Log): Greet {
  const greeted = new Set<string>();
  return async (to) => {
    const key = `${to.platform}/${to.workspace}/${to.id}`;
    if (greeted.has(key)) return;
    try {
      const isFirst = await storage.greetings.greetOnce(to, { greeting: 'conversation', channel: to.id });
      if (greeted.size >= REMEMBERED) greeted.clear();
      greeted.add(key);
      if (isFirst) log.info({ to }, 'greeted a conversation');
    } catch (error) {
      log.warn({ err: error, to }, 'a conversation could not be greeted');
    }
  };
}
