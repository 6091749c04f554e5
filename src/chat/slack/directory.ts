import type { Locale } from '../../domain/vocabulary.ts';
import type { Log } from './log.ts';
import { type CallSlack, failureOf } from './web-api.ts';

/** What Slack says about a person. */
export interface Profile {
  readonly name: string | null;
  readonly locale: Locale | null;
}

export interface Directory {
  /** What is known now; asks Slack in the background when that is nothing or old. Never waits. */
  look(userId: string): Profile | null;
  /** Resolves when no question to Slack is open. */
  idle(): Promise<void>;
}

const FRESH_MS = 3_600_000;
const RETRY_MS = 60_000;
const MOST = 10_000;
/** `users.info` allows about 100 a minute: a crowd on a busy morning is learned a few at a time, the rest later. */
const AT_ONCE = 4;

/** A cache of profiles by user id, least recently used out first. `now` is machine time in milliseconds. */
export function createDirectory(deps: { call: CallSlack; log: Log; now: () => number }): Directory {
  const known = new Map<string, { profile: Profile | null; staleAt: number }>();
  const asking = new Map<string, Promise<void>>();
  let pausedUntil = 0;

  async function ask(userId: string): Promise<void> {
    try {
      const { user } = await deps.call('users.info', { user: userId, include_locale: true });
      keep(userId, readProfile(user as UserInfo), FRESH_MS);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pausedUntil = deps.now() + failure.afterMs;
      keep(userId, known.get(userId)?.profile ?? null, RETRY_MS);
      deps.log.warn({ failure, user: userId }, 'Slack does not say who this is');
    } finally {
      asking.delete(userId);
    }
  }

  function keep(userId: string, profile: Profile | null, freshMs: number): void {
    known.delete(userId);
    known.set(userId, { profile, staleAt: deps.now() + freshMs });
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  }

  return {
    look(userId) {
      const entry = known.get(userId);
      if (entry !== undefined) {
        known.delete(userId);
        known.set(userId, entry);
      }
      const isStale = entry === undefined || entry.staleAt <= deps.now();
      if (isStale && !asking.has(userId) && asking.size < AT_ONCE && pausedUntil <= deps.now()) {
        asking.set(userId, ask(userId));
      }
      return entry?.profile ?? null;
    },
    async idle() {
      while (asking.size > 0) await Promise.all(asking.values());
    },
  };
}

interface UserInfo {
  readonly locale?: string;
  readonly name?: string;
  readonly profile?: { readonly display_name?: string; readonly real_name?: string };
}

function readProfile(user: UserInfo): Profile {
  const names = [user.profile?.display_name, user.profile?.real_name, user.name];
  return { name: names.find((each) => each !== undefined && each !== '') ?? null, locale: readLocale(user.locale) };
}

/** Slack's `zh-CN`, `zh-TW`, `en-GB` … as one of ours; `null` for a language that we do not speak. */
function readLocale(locale: string | undefined): Locale | null {
  if (locale?.startsWith('zh') === true) return 'zh-CN';
  return locale?.startsWith('en') === true ? 'en' : null;
}
