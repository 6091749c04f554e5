import type { CardCodes } from '../chat/wecom/app/card-codes.ts';
import type { MemberStore } from '../chat/wecom/app/members.ts';
import type { PrismaClient } from './generated/client.ts';

/** One-shot codes of WeCom's cards, by database time. A code is taken by deleting it: two cannot delete one row. */
export function createCardCodeStore({ prisma }: { prisma: PrismaClient }): CardCodes {
  return {
    async keep(taskId, code) {
      await prisma.$executeRaw`
        INSERT INTO wecom_code (task_id, code, expires_at)
        VALUES (${taskId}, ${code}, clock_timestamp() + interval '72 hours')`;
    },
    async take(taskId) {
      const [row] = await prisma.$queryRaw<{ code: string }[]>`
        DELETE FROM wecom_code WHERE id = (
          SELECT id FROM wecom_code WHERE task_id = ${taskId} AND expires_at > clock_timestamp()
          ORDER BY expires_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING code`;
      return row?.code ?? null;
    },
    async replace(taskId, by) {
      await prisma.$executeRaw`
        INSERT INTO wecom_replaced (task_id, by) VALUES (${taskId}, ${by})
        ON CONFLICT (task_id) DO UPDATE SET by = excluded.by, at = clock_timestamp()`;
    },
    async replacedBy(taskId) {
      const row = await prisma.wecomReplaced.findUnique({ where: { taskId } });
      return row?.by ?? null;
    },
  };
}

/** The address book of WeCom as far as it was asked for. */
export function createMemberStore({ prisma }: { prisma: PrismaClient }): MemberStore {
  return {
    async load(workspace) {
      const rows = await prisma.wecomMember.findMany({ where: { workspace } });
      return rows.map(({ id, departments, leaders, fetchedAt }) => ({
        id,
        departments,
        leaders,
        fetchedAt: fetchedAt.getTime(),
      }));
    },
    async save(workspace, { id, departments, leaders }) {
      await prisma.$executeRaw`
        INSERT INTO wecom_member (workspace, id, departments, leaders, fetched_at)
        VALUES (${workspace}, ${id}, ${[...departments]}, ${[...leaders]}, clock_timestamp())
        ON CONFLICT (workspace, id) DO UPDATE
        SET departments = excluded.departments, leaders = excluded.leaders, fetched_at = excluded.fetched_at`;
    },
  };
}
