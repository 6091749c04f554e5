import { z } from 'zod';
import type { FormValues } from '../../form.ts';
import type { Place } from './frames.ts';
import type { Chat } from './speaker.ts';

const shape = z.object({
  process: z.string(),
  receivedAt: z.number(),
  reqId: z.string(),
  userId: z.string(),
  group: z.string().nullable(),
  taskId: z.string().nullable(),
  /** What is chosen in the lists of the card, by field. */
  chosen: z.record(z.string(), z.string()).default({}),
});

/** How a deed is answered; kept with it, so that another replica can answer when we cannot any more. */
export type Way = z.output<typeof shape>;

/** The way as it was stored; `null` for a row that another release wrote. */
export function readWay(way: unknown): Way | null {
  const read = shape.safeParse(way);
  return read.success ? read.data : null;
}

/** `process`: whose monotonic time `receivedAt` is, in milliseconds. */
export function wayOf(
  { reqId, userId, group }: Place,
  taskId: string | null,
  received: Pick<Way, 'process' | 'receivedAt'>,
  chosen: FormValues = {},
): Way {
  return { ...received, reqId, userId, group, taskId, chosen };
}

/** The conversation as the platform names it: in a talk with one person, that person as the frame named them. */
export function chatOf({ group, userId }: Pick<Way, 'group' | 'userId'>): Chat {
  return group === null ? { id: userId, isGroup: false } : { id: group, isGroup: true };
}

/** Our name of a group that the AI bot is in. */
export function groupConversation(chatId: string): string {
  return `bot:${chatId}`;
}
