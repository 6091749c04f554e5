import { z } from 'zod';
import { CLOSING_WORDS } from '../../domain/ticket/ticket.ts';
import type { BulkAction, BulkDeed, BulkResult, BulkStore } from '../../usecases/search/ports.ts';
import type { BulkDeed as BulkRow, PrismaClient } from '../generated/client.ts';
import { jsonParameter } from '../json-parameter.ts';
import { tellingWhatWasSaved } from '../saved-or-not.ts';

/** Deeds on many tickets in PostgreSQL. */
export function createBulkStore({ prisma }: { prisma: PrismaClient }): BulkStore {
  const find = async (id: string) => {
    const row = await prisma.bulkDeed.findUnique({ where: { id } });
    return row === null ? null : deedFromRow(row);
  };
  return {
    propose: ({ id, by, at, action, reason, numbers }) =>
      tellingWhatWasSaved('at-once', async () => {
        const param = action.do === 'assign' ? action.to : action.do === 'close' ? action.word : null;
        await prisma.bulkDeed.create({
          data: { id, by, at: new Date(at), action: action.do, param, reason, numbers: [...numbers], results: {} },
        });
      }),

    find: (id) => tellingWhatWasSaved('never', () => find(id)),

    take: (id, leaseMs) =>
      tellingWhatWasSaved('never', async () => {
        const taken = await prisma.$executeRaw`
          UPDATE bulk_deed SET lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8)
          WHERE id = ${id}::uuid AND done_at IS NULL AND (lease_until IS NULL OR lease_until < clock_timestamp())`;
        return taken === 1 ? find(id) : null;
      }),

    async record(id, results, leaseMs) {
      await prisma.$executeRaw`
        UPDATE bulk_deed SET results = results || ${jsonParameter(results)}::jsonb,
          lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8) WHERE id = ${id}::uuid`;
    },

    async finish(id, at) {
      // Numbers are told in the audit by how many they are; each ticket's own history says what was done to it.
      await prisma.$executeRaw`
        WITH done AS (
          UPDATE bulk_deed SET done_at = ${new Date(at)} WHERE id = ${id}::uuid AND done_at IS NULL RETURNING *)
        INSERT INTO audit (at, by, what, data)
        SELECT d.done_at, d.by, 'bulk-' || d.action, jsonb_build_object('tickets', cardinality(d.numbers),
          'done', (SELECT count(*) FROM jsonb_each(d.results) r WHERE r.value = 'null'), 'deed', d.id) FROM done d`;
    },

    async abandoned(limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT id FROM bulk_deed WHERE done_at IS NULL AND lease_until < clock_timestamp()
          AND at > clock_timestamp() - interval '1 day' ORDER BY at LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },
  };
}

const results = z.record(z.string(), z.string().nullable());

function deedFromRow(row: BulkRow): BulkDeed {
  return {
    id: row.id,
    by: row.by,
    at: row.at.getTime(),
    action: actionFrom(row.action, row.param),
    reason: row.reason,
    numbers: row.numbers,
    results: results.parse(row.results) as Record<string, BulkResult>,
    isDone: row.doneAt !== null,
  };
}

function actionFrom(action: string, param: string | null): BulkAction {
  if (action === 'assign') return { do: 'assign', to: param ?? '' };
  if (action === 'close') return { do: 'close', word: z.enum(CLOSING_WORDS).parse(param) };
  if (action === 'cancel') return { do: 'cancel' };
  throw new Error(`a bulk deed of a kind that is not known: ${action}`);
}
