import type { Ms } from '../../../domain/time.ts';
import type { Log } from '../app/log.ts';
import { foldUserId } from '../app/user-id.ts';

/**
 * Finds the plain ids of people whom the platform names by encrypted ones; ids that are plain already, or unknown, are
 * absent from the answer. Only the self-built app can ask (D/95435).
 */
export type ToUserId = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Who somebody is, from the id that a frame carries. */
export interface UserIds {
  /** The plain id in lower case; at worst the one given. Never rejects. */
  plain(id: string): Promise<string>;
}

const REMEMBERED = 20_000;
/** A click waits 5 s for its card in all. */
const LONGEST_WAIT_MS: Ms = 1_500;
/** ? Encrypted ids begin with two letters and are long and of mixed case; folding one would make another id of it. */
const ENCRYPTED = /^w[a-z][A-Za-z0-9_-]{26,}$/;

/** `toUserId`: null without the self-built app, where ids are taken as they come. */
export function createUserIds(deps: { readonly toUserId: ToUserId | null; readonly log: Log }): UserIds {
  const plainById = new Map<string, string>();

  function remember(id: string, plain: string): string {
    plainById.set(id, plain);
    const [oldest] = plainById.keys();
    if (plainById.size > REMEMBERED && oldest !== undefined) plainById.delete(oldest);
    return plain;
  }

  return {
    async plain(id) {
      const known = plainById.get(id);
      if (known !== undefined) return known;
      const asGiven = ENCRYPTED.test(id) ? id : (foldUserId(id) ?? id.trim());
      if (deps.toUserId === null) return asGiven;
      try {
        const found = await inTime(deps.toUserId([id]), LONGEST_WAIT_MS);
        return remember(id, foldUserId(found.get(id) ?? '') ?? asGiven);
      } catch (error) {
        // Asked again the next time.
        deps.log.warn({ err: error }, 'a user id of the AI bot could not be looked up; it is taken as it came');
        return asGiven;
      }
    },
  };
}

async function inTime<T>(work: Promise<T>, waitMs: Ms): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${waitMs} ms`)), waitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
