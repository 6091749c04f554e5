import { type NoiseCount, type NoiseReport, reportNoise } from '../../domain/noise/noise.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Ms } from '../../domain/time.ts';
import type { Clock, Policies } from '../ports.ts';

/** A day of the policy's zone. */
export interface CountedDay {
  readonly day: string;
  readonly from: Instant;
  readonly to: Instant;
}

export interface NoiseStore {
  /** Counts what became of the reminders of these days, anew; repeating it changes nothing. */
  count(days: readonly CountedDay[], now: Instant): Promise<void>;
  /** From this day on, added up by rule, step and person. */
  since(day: string): Promise<readonly NoiseCount[]>;
}

export interface NoiseDesk {
  /** What was said in the last `days` days and heeded or not. Counts what is new first, where nobody did just now. */
  report(days: number): Promise<NoiseReport>;
  /** Counts once an hour, whichever replica comes first. */
  countInTurn(): Promise<void>;
}

/** What became of a reminder may take so long to be seen; older days are final. */
const COUNTED_ANEW = 8;
const EVERY_MS: Ms = 60 * MINUTE_MS;
/** Whoever asks twice within that time is shown the same numbers. */
const FRESH_MS: Ms = 5 * MINUTE_MS;

export function createNoiseDesk(deps: {
  readonly noise: NoiseStore;
  readonly policies: Policies;
  readonly clock: Clock;
  /** True for whoever comes first; the next turn is `everyMs` later. */
  readonly takeTurn: (job: string, now: Instant, everyMs: Ms) => Promise<boolean>;
}): NoiseDesk {
  async function count(everyMs: Ms): Promise<void> {
    const now = deps.clock.now();
    if (await deps.takeTurn(`noise:${everyMs}`, now, everyMs))
      await deps.noise.count(lastDays(deps.policies, now), now);
  }
  return {
    countInTurn: () => count(EVERY_MS),
    async report(days) {
      await count(FRESH_MS);
      const { policy, calendarOf } = deps.policies.active();
      const calendar = calendarOf('');
      const counts = await deps.noise.since(calendar.dateOf(deps.clock.now() - (days - 1) * DAY_MS));
      return reportNoise(counts, policy);
    },
  };
}

function lastDays(policies: Policies, now: Instant): readonly CountedDay[] {
  const calendar = policies.active().calendarOf('');
  const today = calendar.atLocal(calendar.dateOf(now), 0);
  return Array.from({ length: COUNTED_ANEW }, (_, back) => {
    const from = calendar.addCalendarDays(today, -back, 'round-the-clock');
    return { day: calendar.dateOf(from), from, to: calendar.addCalendarDays(from, 1, 'round-the-clock') };
  });
}
