import type { Ms } from '../domain/time.ts';
import type { PrismaClient } from './generated/client.ts';

/** What asking for a lease came to. `freeInMs`: so long, by the database, the other one's lease still runs. */
export type LeaseAnswer = { readonly held: true } | { readonly held: false; readonly freeInMs: Ms };

/** Leases by the database's clock: at any time at most one holder has one, whatever machines' clocks say. */
export interface LeaseStore {
  /** Takes a lease that is free, or renews our own, for `lengthMs` from now. */
  take(name: string, holder: string, lengthMs: Ms): Promise<LeaseAnswer>;
  /** Gives our own lease back before its time. */
  release(name: string, holder: string): Promise<void>;
  /** Says that something holds for `lengthMs` from now; of nobody in particular, anybody may say it again. */
  mark(name: string, lengthMs: Ms): Promise<void>;
  /** Whether it was said, and still holds. */
  isMarked(name: string): Promise<boolean>;
}

/** A mark belongs to nobody. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Leases as rows, for what one replica alone may do. */
export function createLeaseStore({ prisma }: { prisma: PrismaClient }): LeaseStore {
  return {
    async take(name, holder, lengthMs) {
      const taken = await prisma.$executeRaw`
        INSERT INTO lease (name, holder, until)
        VALUES (${name}, ${holder}::uuid, clock_timestamp() + ${lengthMs}::float8 * interval '1 ms')
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE lease.holder = excluded.holder OR lease.until <= clock_timestamp()`;
      if (taken === 1) return { held: true };
      const [row] = await prisma.$queryRaw<{ ms: number }[]>`
        SELECT (extract(epoch FROM until - clock_timestamp()) * 1000)::float8 AS ms FROM lease WHERE name = ${name}`;
      return { held: false, freeInMs: Math.max(0, row?.ms ?? 0) };
    },
    async mark(name, lengthMs) {
      await prisma.$executeRaw`
        INSERT INTO lease (name, holder, until)
        VALUES (${name}, ${NOBODY}::uuid, clock_timestamp() + ${lengthMs}::float8 * interval '1 ms')
        ON CONFLICT (name) DO UPDATE SET until = excluded.until`;
    },
    async isMarked(name) {
      const rows = await prisma.$queryRaw`SELECT 1 FROM lease WHERE name = ${name} AND until > clock_timestamp()`;
      return Array.isArray(rows) && rows.length > 0;
    },
    async release(name, holder) {
      await prisma.$executeRaw`DELETE FROM lease WHERE name = ${name} AND holder = ${holder}::uuid`;
    },
  };
}
