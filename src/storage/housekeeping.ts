import type { Instant, Ms } from '../domain/time.ts';
import type { PrismaClient } from './generated/client.ts';
import { pruneDuty } from './prune-duty.ts';

/** Rows that have served: what is kept for repeats a day, what was said 30 days. Machine time throughout. */
export interface Housekeeping {
  /** True for the one replica whose turn it is; the next turn is `everyMs` later. */
  takeTurn(job: string, now: Instant, everyMs: Ms): Promise<boolean>;
  /** A job whose turn was taken is not to be tried again before an instant. */
  putOff(job: string, until: Instant): Promise<void>;
  /** Deletes a bounded number of rows that have served. Returns how many. */
  prune(): Promise<number>;
  /** Commitments by rule and state. */
  countCommitments(): Promise<readonly { rule: string; state: string; count: number }[]>;
  /** Whether the database answers. */
  ping(): Promise<void>;
}

/** Rows deleted in one go, so that no statement holds others up. */
const PRUNED_AT_ONCE = 5_000;

export function createHousekeeping({ prisma }: { prisma: PrismaClient }): Housekeeping {
  return {
    async takeTurn(job, now, everyMs) {
      const nextAt = new Date(now + everyMs);
      const taken = await prisma.$executeRaw`
        INSERT INTO recurring_job (name, next_at) VALUES (${job}, ${nextAt})
        ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE recurring_job.next_at <= ${new Date(now)}`;
      return taken === 1;
    },
    async putOff(job, until) {
      await prisma.$executeRaw`UPDATE recurring_job SET next_at = ${new Date(until)} WHERE name = ${job}`;
    },
    async prune() {
      const keys = await prisma.$executeRaw`
        DELETE FROM dedupe WHERE key IN (
          SELECT key FROM dedupe WHERE at < clock_timestamp() - interval '1 day' LIMIT ${PRUNED_AT_ONCE})`;
      const rows = await prisma.$executeRaw`
        DELETE FROM outbox WHERE id IN (
          SELECT id FROM outbox WHERE done_at < clock_timestamp() - interval '30 days' LIMIT ${PRUNED_AT_ONCE})`;
      // What nobody finished in three days has words in it that nobody waits for any more.
      const deeds = await prisma.$executeRaw`
        DELETE FROM received WHERE key IN (
          SELECT key FROM received WHERE received_at < clock_timestamp() - interval '1 day'
            AND (done_at IS NOT NULL OR received_at < clock_timestamp() - interval '3 days')
          ORDER BY received_at LIMIT ${PRUNED_AT_ONCE})`;
      const codes = await prisma.$executeRaw`
        DELETE FROM wecom_code WHERE id IN (
          SELECT id FROM wecom_code WHERE expires_at < clock_timestamp() LIMIT ${PRUNED_AT_ONCE})`;
      const replaced = await prisma.$executeRaw`
        DELETE FROM wecom_replaced WHERE task_id IN (
          SELECT task_id FROM wecom_replaced WHERE at < clock_timestamp() - interval '30 days' LIMIT ${PRUNED_AT_ONCE})`;
      const links = await prisma.$executeRaw`
        DELETE FROM form_link WHERE hash IN (
          SELECT hash FROM form_link WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${PRUNED_AT_ONCE})`;
      // A deed on many tickets was told of in each of them; what nobody confirmed serves nobody either.
      const bulk = await prisma.$executeRaw`
        DELETE FROM bulk_deed WHERE id IN (
          SELECT id FROM bulk_deed WHERE at < clock_timestamp() - interval '7 days' LIMIT ${PRUNED_AT_ONCE})`;
      // Nobody can send it any more: its words go, and the link still says that it has expired.
      await prisma.$executeRaw`
        UPDATE form_link SET form = NULL, account_name = NULL WHERE expires_at < clock_timestamp() AND form IS NOT NULL`;
      const posts = await prisma.$executeRaw`
        DELETE FROM sent_post WHERE id IN (
          SELECT id FROM sent_post WHERE at < clock_timestamp() - interval '2 hours' LIMIT ${PRUNED_AT_ONCE})`;
      // Longer than words are kept: what is this old names nobody any more.
      const spoken = await prisma.$executeRaw`
        DELETE FROM spoken WHERE id IN (
          SELECT id FROM spoken WHERE at < clock_timestamp() - interval '800 days' LIMIT ${PRUNED_AT_ONCE})`;
      const files = await prisma.$executeRaw`
        DELETE FROM file_link WHERE hash IN (
          SELECT hash FROM file_link WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${PRUNED_AT_ONCE})`;
      return (await pruneDuty(prisma)) + bulk + files + spoken + links + posts + keys + rows + deeds + codes + replaced;
    },
    async countCommitments() {
      const rows = await prisma.$queryRaw<{ rule: string; state: string; count: bigint }[]>`
        SELECT rule, state, count(*) AS count FROM commitment GROUP BY rule, state`;
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    async ping() {
      await prisma.$queryRaw`SELECT 1`;
    },
  };
}
