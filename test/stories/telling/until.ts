import { setTimeout as sleep } from 'node:timers/promises';
import type { Sight } from './surface.ts';

/** How long a message may take, in real milliseconds; business time stands still meanwhile. */
const PATIENCE_MS = 8_000;
const LOOK_MS = 10;

/** The first value that `look` finds; fails with the text of `what`. */
export async function until<T>(look: () => Promise<T | null>, what: () => Promise<string>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${await what()}`);
    await sleep(LOOK_MS);
  }
}

/** Messages for the text of a failure. */
export function listed(sights: readonly Pick<Sight, 'text'>[]): string {
  return sights.map(({ text }) => `- ${text.replaceAll('\n', '\n  ')}`).join('\n') || '(nothing)';
}
