import type { Address } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import type { Storage } from './open-storage.ts';

/** Greets conversations that the bot comes to; safe to call as often as one likes, and never rejects. */
export interface Greet {
  (to: Address): Promise<void>;
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>;
}

/** Who is greeted: whoever invites us, or, where nobody tells of an invitation, whoever does not know us yet. */
export type GreetWhom = 'invited' | 'new';

/** Conversations remembered as greeted before the memory starts afresh; the database knows all. */
const REMEMBERED = 10_000;

/** One greeting a conversation, across replicas and restarts. */
export function wireGreeting(storage: Pick<Storage, 'greetings'>, log: Log, whom: GreetWhom): Greet {
  const greeted = new Set<string>();
  const underWay = new Set<Promise<void>>();

  async function greet(to: Address): Promise<void> {
    const key = `${to.platform}/${to.workspace}/${to.id}`;
    if (greeted.has(key)) return;
    try {
      const greeting = { greeting: 'conversation', channel: to.id } as const;
      const isFirst = await storage.greetings.greetOnce(to, greeting, { onlyNew: whom === 'new' });
      if (greeted.size >= REMEMBERED) greeted.clear();
      greeted.add(key);
      if (isFirst) log.info({ to }, 'greeted a conversation');
    } catch (error) {
      log.warn({ err: error, to }, 'a conversation could not be greeted');
    }
  }

  return Object.assign(
    (to: Address): Promise<void> => {
      const work = greet(to).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    { drain: async () => void (await Promise.all(underWay)) },
  );
}
