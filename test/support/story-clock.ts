import { expect } from 'vitest';
import type { App } from '../../src/app.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Ms } from '../../src/domain/time.ts';
import type { TestDatabase } from './database.ts';

/** Business time as stories name it: weekdays and times of day in Shanghai. */

export type Weekday = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';

export interface StoryClock {
  now(): Instant;
  /** Moves on as real time would, with every reminder on the way. */
  forward(ms: Ms): Promise<void>;
  /** Moves on to the next time that clocks in Shanghai show this. */
  until(weekday: Weekday, time: string): Promise<void>;
}

const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
const WEEKDAYS: readonly Weekday[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The clock of a running product; `app` is asked anew each time, because a story may restart it. */
export function createStoryClock(app: () => Pick<App, 'now' | 'moveClock'>): StoryClock {
  return {
    now: () => app().now(),
    forward: async (ms) => {
      await app().moveClock(app().now() + ms);
    },
    until: async (weekday, time) => {
      await app().moveClock(nextTime(app().now(), weekday, time));
    },
  };
}

/** Only forward moves exist: the next Monday, so that the weekday never depends on when tests run. */
export async function beginOnMonday({ prisma }: TestDatabase): Promise<void> {
  const [row] = await prisma.$queryRaw<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
  const realAt = row?.ms ?? expect.unreachable('a database without a time');
  const value = String(Math.ceil(nextTime(realAt, 'Mon', '10:00') - realAt));
  await prisma.setting.create({ data: { name: 'clock.offset', value } });
}

/** Begins in another year, which real holidays belong to. */
export async function beginAt({ prisma }: TestDatabase, at: Instant): Promise<void> {
  const [row] = await prisma.$queryRaw<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
  const value = String(Math.ceil(at - (row?.ms ?? expect.unreachable('a database without a time'))));
  await prisma.setting.create({ data: { name: 'clock.offset', value } });
}

function nextTime(after: Instant, weekday: Weekday, time: string): Instant {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  const midnight = Math.floor((after + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
  for (let day = 0; day <= 7; day += 1) {
    const at = midnight + day * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
    const isOn = WEEKDAYS[new Date(at + SHANGHAI_OFFSET_MS).getUTCDay()] === weekday;
    if (isOn && at > after) return at;
  }
  throw new Error(`no ${weekday} ${time} within a week`);
}
