import type { PaceWindow } from '../port.ts';

/*
 * What the platform takes before it drops the rest without a word (D/90236, D/90248, D/101463, D/91770). We count when a
 * message is about to leave, the platform when it arrives: the last tenth is left for that difference, and for answers
 * that are said at once.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** To one person by the app, and in one chat by the AI bot: 30 a minute and 1,000 an hour. */
export const MEMBER_WINDOWS: readonly PaceWindow[] = [
  { most: 27, withinMs: MINUTE_MS },
  { most: 900, withinMs: HOUR_MS },
];

/** To one person in groups of the app: 200 a minute. Who is in which group is not known, so all groups count together. */
export const GROUP_WINDOWS: readonly PaceWindow[] = [{ most: 180, withinMs: MINUTE_MS, over: 'app:' }];

/** Through one webhook: 20 a minute. */
export const WEBHOOK_WINDOWS: readonly PaceWindow[] = [{ most: 18, withinMs: MINUTE_MS }];
