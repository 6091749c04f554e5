import type { Ms } from '../../../domain/time.ts';

/**
 * The platform drops what exceeds 30 messages a minute or 1,000 an hour to one chat, answers included, without a word
 * (D/101463). Only one replica speaks, so it counts in memory; the margin covers what its predecessor said.
 */
export interface Pace {
  /** Takes one message's place; otherwise says how long to wait, in milliseconds. */
  take(chat: string): { readonly ok: true } | { readonly ok: false; readonly waitMs: Ms };
  /** Nothing left this process: the place is free again. */
  giveBack(chat: string): void;
}

const LIMITS: readonly { readonly most: number; readonly withinMs: Ms }[] = [
  { most: 28, withinMs: 60_000 },
  { most: 950, withinMs: 3_600_000 },
];
const LONGEST_MS: Ms = 3_600_000;
const REMEMBERED_CHATS = 5_000;

/** `elapsed` is monotonic machine time. */
export function createPace(elapsed: () => Ms): Pace {
  const timesByChat = new Map<string, Ms[]>();

  return {
    take(chat) {
      const now = elapsed();
      const times = (timesByChat.get(chat) ?? []).filter((at) => now - at < LONGEST_MS);
      // Last spoken to, last in the map: the first ones are those to forget.
      timesByChat.delete(chat);
      timesByChat.set(chat, times);
      const [oldest] = timesByChat.keys();
      if (timesByChat.size > REMEMBERED_CHATS && oldest !== undefined) timesByChat.delete(oldest);
      for (const { most, withinMs } of LIMITS) {
        const first = times.at(-most);
        if (first !== undefined && now - first < withinMs) return { ok: false, waitMs: withinMs - (now - first) };
      }
      times.push(now);
      return { ok: true };
    },
    giveBack(chat) {
      timesByChat.get(chat)?.pop();
    },
  };
}
