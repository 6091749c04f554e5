import type { Instant } from '../domain/time.ts';

export interface MoveClockDeps {
  readonly now: () => Instant;
  readonly moveTo: (at: Instant) => Promise<void>;
  /** When something open next wants to be looked at. */
  readonly nextAt: () => Promise<Instant | null>;
  readonly tick: () => Promise<unknown>;
  /** Delivers what the tick left. */
  readonly drain: () => Promise<void>;
}

/** How far past a moment to go that a tick did not deal with (it was set aside, or somebody holds it). */
const STEP_PAST_MS = 1_000;

/**
 * Moves business time to `target` the way real time would pass: every moment at which something falls due is visited,
 * ticked and delivered, so that nobody is told of a breach before the warning. Returns how many moments there were.
 */
export async function moveClock(deps: MoveClockDeps, target: Instant): Promise<number> {
  let visited = 0;
  let last: Instant = Number.NEGATIVE_INFINITY;
  for (;;) {
    const next = await deps.nextAt();
    if (next === null) break;
    const at = next > last ? next : last + STEP_PAST_MS;
    if (at > target) break;
    last = at;
    if (at > deps.now()) await deps.moveTo(at);
    await deps.tick();
    await deps.drain();
    visited += 1;
  }
  await deps.moveTo(target);
  await deps.tick();
  await deps.drain();
  return visited;
}
