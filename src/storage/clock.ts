import { DAY_MS, type Instant, type Ms } from '../domain/time.ts';
import type { Clock } from '../usecases/ports.ts';
import type { PrismaClient } from './generated/client.ts';

/** Business time, kept in step with the database, so that all replicas mean the same moment. */
export interface BusinessClock extends Clock {
  /** Asks the database for the time; to be repeated, since machine clocks drift. */
  synchronise(): Promise<void>;
  /** How far this machine's clock is from the database's. */
  skewMs(): Ms;
  /** How far the playground has moved business time ahead. */
  offsetMs(): Ms;
  /** Moves business time on; kept, so that a restart goes on from there. Never goes back. */
  moveTo(at: Instant): Promise<void>;
}

const OFFSET = 'clock.offset';
/** More than any playground moves; guards against a mangled setting. */
const LARGEST_OFFSET: Ms = 3_660 * DAY_MS;

/** `elapsed` is the monotonic clock, `wall` the machine's. */
export async function createBusinessClock(deps: {
  prisma: PrismaClient;
  elapsed: () => Ms;
  wall: () => Instant;
}): Promise<BusinessClock> {
  const { prisma, elapsed, wall } = deps;
  const stored = await prisma.setting.findUnique({ where: { name: OFFSET } });
  // Below zero where a database is made to begin in another year: stories that are told over real holidays.
  let offset = Math.min(Math.max(Number(stored?.value ?? 0) || 0, -LARGEST_OFFSET), LARGEST_OFFSET);
  let databaseAt: Instant = wall();
  let readAt: Ms = elapsed();
  let skew: Ms = 0;

  const real = () => databaseAt + (elapsed() - readAt);
  const clock: BusinessClock = {
    now: () => Math.floor(real() + offset),
    skewMs: () => skew,
    offsetMs: () => offset,
    async synchronise() {
      const before = elapsed();
      const [row] = await prisma.$queryRaw<{ ms: number }[]>`
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
      const after = elapsed();
      if (row === undefined) return;
      databaseAt = row.ms;
      // The answer was true about half-way between asking and hearing.
      readAt = (before + after) / 2;
      skew = wall() - real();
    },
    async moveTo(at) {
      const ahead = Math.max(at - real(), offset);
      const value = String(Math.ceil(ahead));
      await prisma.setting.upsert({ where: { name: OFFSET }, create: { name: OFFSET, value }, update: { value } });
      offset = Math.ceil(ahead);
    },
  };
  await clock.synchronise();
  return clock;
}
