import type { Ms } from '../../../domain/time.ts';

/**
 * The platform drops what exceeds 30 messages a minute or 1,000 an hour to one chat, answers included, without a word
 * (D/101463). Delivery keeps to that by the database; answers are said at once, and so kept from being said into nothing
 * here. Only the replica that has the connection speaks, so memory will do.
 */
export interface Pace {
  /** Takes one answer's place; otherwise says how long to wait, in milliseconds. */
  take(chat: string): { readonly ok: true } | { readonly ok: false; readonly waitMs: Ms };
  /** Something is said there that was counted elsewhere. */
  note(chat: string): void;
  /** Nothing left this process: the place is free again. */
  giveBack(chat: string): void;
}

/** The limits themselves, less what a predecessor may have said at the other end of the minute. */
const LIMITS: readonly { readonly most: number; readonly withinMs: Ms }[] = [
  { most: 29, withinMs: 60_000 },
  { most: 980, withinMs: 3_600_000 },
];
const LONGEST_MS: Ms = 3_600_000;
const REMEMBERED_CHATS = 5_000;

/** `elapsed` is monotonic machine time. */
export function createPace(elapsed: () => Ms): Pace {
  const timesByChat = new Map<string, Ms[]>();

  function timesOf(chat: string, now: Ms): Ms[] {
    const times = (timesByChat.get(chat) ?? []).filter((at) => now - at < LONGEST_MS);
    // Last spoken to, last in the map: the first ones are those to forget.
    timesByChat.delete(chat);
    timesByChat.set(chat, times);
    const [oldest] = timesByChat.keys();
    if (timesByChat.size > REMEMBERED_CHATS && oldest !== undefined) timesByChat.delete(oldest);
    return times;
  }

  return {
    take(chat) {
      const now = elapsed();
      const times = timesOf(chat, now);
      for (const { most, withinMs } of LIMITS) {
        const first = times.at(-most);
        if (first !== undefined && now - first < withinMs) return { ok: false, waitMs: withinMs - (now - first) };
      }
      times.push(now);
      return { ok: true };
    },
    note(chat) {
      const now = elapsed();
      timesOf(chat, now).push(now);
    },
    giveBack(chat) {
      timesByChat.get(chat)?.pop();
    },
  };
}

/** No limit of ours: where business time flies, what takes hours in life is said within seconds. */
export const UNPACED: Pace = { take: () => ({ ok: true }), note: () => {}, giveBack: () => {} };
