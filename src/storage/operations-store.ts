import type { Ms } from '../domain/time.ts';
import type { Platform } from '../domain/vocabulary.ts';
import type { DeadMessage, Operations, SelfCheckSeen } from '../usecases/operations.ts';
import type { PrismaClient } from './generated/client.ts';

/** What only the product's own upkeep asks. */
export interface OperationsStore extends Operations {
  /** This replica runs: kept until it says so no more. */
  present(replica: { readonly id: string; readonly version: string }): Promise<void>;
  absent(id: string): Promise<void>;
  /** Commitments whose time passed longer ago than this, and messages that nothing holds and nobody took. */
  leftBehind(now: number, patienceMs: Ms): Promise<{ readonly undecided: number; readonly stuck: number }>;
  /** Where the rolling check goes on, for whichever replica's turn it is; `null`: at the beginning. */
  checkedUpTo(): Promise<string | null>;
  recordCheck(check: SelfCheckSeen, after: string | null): Promise<void>;
}

/** Replicas that said nothing for so long are gone. */
const REPLICA_GONE = '30 s';
const SELF_CHECK = 'self-check';

/** The running system in figures. */
export function createOperationsStore({ prisma }: { prisma: PrismaClient }): OperationsStore {
  async function readCheck(): Promise<{ seen: SelfCheckSeen; after: string | null } | null> {
    const row = await prisma.setting.findUnique({ where: { name: SELF_CHECK } });
    return row === null ? null : (JSON.parse(row.value) as { seen: SelfCheckSeen; after: string | null });
  }

  return {
    async seen(now) {
      const [schema, replicas, queues, due, counts, policy, check] = await Promise.all([
        prisma.$queryRaw<{ name: string }[]>`
          SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1 DESC LIMIT 1`,
        prisma.$queryRaw<{ version: string; startedAt: Date; seenAt: Date }[]>`
          SELECT version, started_at AS "startedAt", seen_at AS "seenAt" FROM replica
          WHERE seen_at > clock_timestamp() - ${REPLICA_GONE}::interval ORDER BY started_at`,
        prisma.$queryRaw<{ platform: Platform; waiting: number; oldest: number; limited: number }[]>`
          SELECT o.platform, count(*)::int AS waiting,
            extract(epoch FROM clock_timestamp() - min(o.created_at))::float8 AS oldest,
            (SELECT count(*)::int FROM lane l
             WHERE l.platform = o.platform AND l.limited AND l.next_at > clock_timestamp()) AS limited
          FROM outbox o WHERE o.state IN ('pending', 'sending') GROUP BY o.platform ORDER BY o.platform`,
        prisma.$queryRaw<{ due: number; since: Date | null }[]>`
          SELECT count(*)::int AS due, min(next_at) AS since FROM commitment
          WHERE state = 'open' AND next_at <= ${new Date(now)}`,
        prisma.$queryRaw<{ open: number; dead: number; uncertain: number }[]>`
          SELECT (SELECT count(*)::int FROM commitment WHERE state = 'open') AS open,
            (SELECT count(*)::int FROM outbox WHERE state = 'rejected') AS dead,
            (SELECT count(*)::int FROM outbox WHERE state = 'uncertain') AS uncertain`,
        prisma.policyVersion.findFirst({ orderBy: { activatedAt: 'desc' }, select: { activatedAt: true } }),
        readCheck(),
      ]);
      return {
        at: now,
        schema: schema[0]?.name ?? '',
        replicas: replicas.map((one) => ({
          version: one.version,
          startedAt: one.startedAt.getTime(),
          seenAt: one.seenAt.getTime(),
        })),
        queues: queues.map(({ platform, waiting, oldest, limited }) => ({
          platform,
          waiting,
          oldestSeconds: Math.max(0, Math.round(oldest)),
          limited,
        })),
        due: due[0]?.due ?? 0,
        dueSince: due[0]?.since?.getTime() ?? null,
        openCommitments: counts[0]?.open ?? 0,
        dead: counts[0]?.dead ?? 0,
        uncertain: counts[0]?.uncertain ?? 0,
        policyActivatedAt: policy?.activatedAt.getTime() ?? null,
        selfCheck: check?.seen ?? null,
      };
    },

    async dead({ offset, limit }) {
      const rows = await prisma.$queryRaw<(Omit<DeadMessage, 'at' | 'id'> & { at: Date; id: bigint; total: number })[]>`
        SELECT o.id, coalesce(o.done_at, o.created_at) AS at, o.platform, o.conversation, o.what, o.state,
          coalesce(o.reason, '') AS reason, t.number, count(*) OVER ()::int AS total
        FROM outbox o LEFT JOIN ticket t ON t.id = o.subject_id
        WHERE o.state IN ('rejected', 'uncertain') ORDER BY o.id DESC OFFSET ${offset} LIMIT ${limit}`;
      return {
        total: rows[0]?.total ?? 0,
        rows: rows.map(({ total: _, ...row }) => ({ ...row, id: String(row.id), at: row.at.getTime() })),
      };
    },

    async retry(what, by, now) {
      const id = what === 'all' ? null : BigInt(what.id);
      return prisma.$transaction(async (transaction) => {
        const again = await transaction.$queryRaw<{ platform: string; workspace: string; conversation: string }[]>`
          UPDATE outbox o SET state = 'pending', attempts = 0, reason = NULL, done_at = NULL, sending_at = NULL,
            -- Its first post is a card like any other by now.
            what = CASE WHEN o.what = 'notice' THEN 'card' ELSE o.what END
          WHERE (o.id = ${id}::bigint AND o.state IN ('rejected', 'uncertain') OR ${id}::bigint IS NULL AND o.state = 'rejected')
            AND NOT EXISTS (SELECT FROM outbox w WHERE w.card_id = o.card_id AND w.state IN ('pending', 'sending'))
            AND NOT EXISTS (SELECT FROM card k WHERE k.id = o.card_id AND k.shown_version >= k.wanted_version)
            -- Of several tries of one card the newest goes.
            AND NOT EXISTS (SELECT FROM outbox n WHERE n.card_id = o.card_id AND n.id > o.id
              AND n.what IN ('card', 'notice') AND o.what IN ('card', 'notice') AND n.state = 'rejected')
          RETURNING o.platform, o.workspace, o.conversation`;
        for (const { platform, workspace, conversation } of again) {
          await transaction.$executeRaw`
            UPDATE lane SET next_at = least(next_at, clock_timestamp()), attempts = 0
            WHERE platform = ${platform} AND workspace = ${workspace} AND conversation = ${conversation}`;
        }
        await transaction.audit.create({
          data: { at: new Date(now), by, what: 'retried', data: { messages: again.length } },
        });
        return again.length;
      });
    },

    async audit({ offset, limit }) {
      const rows = await prisma.$queryRaw<
        { at: Date; by: string; what: string; about: string | null; total: number }[]
      >`
        SELECT a.at, a.by, a.what, coalesce(t.number, 'K' || lpad(c.number::text, 5, '0')) AS about,
          count(*) OVER ()::int AS total
        FROM audit a LEFT JOIN ticket t ON t.id = a.subject_id LEFT JOIN customer c ON c.id = a.subject_id
        ORDER BY a.id DESC OFFSET ${offset} LIMIT ${limit}`;
      return {
        total: rows[0]?.total ?? 0,
        rows: rows.map(({ at, by, what, about }) => ({ at: at.getTime(), by, what, about })),
      };
    },

    async present({ id, version }) {
      await prisma.$executeRaw`
        INSERT INTO replica (id, version, started_at, seen_at)
        VALUES (${id}::uuid, ${version}, clock_timestamp(), clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`;
      await prisma.$executeRaw`DELETE FROM replica WHERE seen_at < clock_timestamp() - interval '1 day'`;
    },

    async absent(id) {
      await prisma.$executeRaw`DELETE FROM replica WHERE id = ${id}::uuid`;
    },

    async leftBehind(now, patienceMs) {
      const rows = await prisma.$queryRaw<{ undecided: number; stuck: number }[]>`
        SELECT
          (SELECT count(*)::int FROM commitment WHERE state = 'open' AND next_at <= ${new Date(now - patienceMs)}) AS undecided,
          (SELECT count(*)::int FROM outbox o JOIN lane l USING (platform, workspace, conversation)
           WHERE o.state IN ('pending', 'sending')
             AND greatest(o.created_at, l.next_at, l.lease_until, l.notice_after)
               < clock_timestamp() - ${patienceMs} * interval '1 ms') AS stuck`;
      return rows[0] ?? { undecided: 0, stuck: 0 };
    },

    async checkedUpTo() {
      return (await readCheck())?.after ?? null;
    },

    async recordCheck(seen, after) {
      const value = JSON.stringify({ seen, after });
      await prisma.setting.upsert({
        where: { name: SELF_CHECK },
        create: { name: SELF_CHECK, value },
        update: { value },
      });
    },
  };
}
