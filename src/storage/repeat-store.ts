import type { Address } from '../domain/vocabulary.ts';
import type { RepeatStore } from '../usecases/examine-tickets.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { originOf } from './ticket-rows.ts';

/** Reports of one customer that are compared; whoever has more within the window is known to everybody. */
const COMPARED = 200;
/** Tickets that one notice of a common cause is about. */
const LISTED = 500;
/** Smaller than every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** As in domain/ticket/repeats.ts, near enough to find candidates by. */
const FOLDED = (column: string) => `lower(regexp_replace(${column}, '\\s+', '', 'g'))`;

const ALIKE = `
SELECT t.id, t.customer_id, t.team, s.origin_platform, s.origin_workspace, s.origin_conversation
FROM ticket t JOIN subject s ON s.id = t.id
WHERE t.problem_type IS NOT NULL AND t.created_at > $1 AND t.created_at <= $2 AND t.customer_id IS NOT NULL
  -- Once raised on a day, the rest of the day's tickets cost nothing.
  AND NOT EXISTS (SELECT FROM common_cause r WHERE r.type_hash = $4 AND r.day = $5)
  AND t.status NOT IN ('cancelled', 'merged') AND ${FOLDED('t.problem_type')} = ${FOLDED('$3::text')}
ORDER BY t.created_at, t.id LIMIT ${LISTED}`;

/** The row of the day is what makes a second telling impossible, whoever looks at the same time. */
const RAISE = `
WITH raised AS (
  INSERT INTO common_cause (type_hash, day, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING day)
INSERT INTO outbox (platform, workspace, conversation, what, data, urgent, message_id)
SELECT a.platform, a.workspace, a.conversation, 'private', $5::jsonb, false, gen_random_uuid()
FROM raised, json_to_recordset($4::json) AS a(platform text, workspace text, conversation text)`;

/** What looking for repeats reads and writes. `onWritten`: something new waits to be delivered. */
export function createRepeatStore(deps: { prisma: PrismaClient; onWritten: () => void }): RepeatStore {
  const { prisma } = deps;
  return {
    unexamined: async (until, after, limit) => {
      const rows = await prisma.ticket.findMany({
        where: { examinedAt: null, createdAt: { lte: new Date(until) }, id: { gt: after ?? FIRST_ID } },
        select: { ...REPORTED, id: true, customerId: true, createdAt: true },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map((row) => ({ ...row, spokenAt: row.spokenAt.getTime(), createdAt: row.createdAt.getTime() }));
    },

    earlierOf: async ({ id, customerId, createdAt }, from) => {
      const rows = await prisma.ticket.findMany({
        where: {
          customerId,
          createdAt: { gte: new Date(from), lte: new Date(createdAt) },
          // Of two of one moment the one that was made first is the earlier.
          OR: [{ createdAt: { lt: new Date(createdAt) } }, { id: { lt: id } }],
          status: { notIn: ['cancelled', 'merged'] },
        },
        select: REPORTED,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: COMPARED,
      });
      return rows.map((row) => ({ ...row, spokenAt: row.spokenAt.getTime() }));
    },

    alike: async ({ createdAt, problemType }, from, { typeHash, day }) => {
      const rows = await prisma.$queryRawUnsafe<AlikeRow[]>(
        ALIKE,
        new Date(from),
        new Date(createdAt),
        problemType,
        typeHash,
        day,
      );
      return rows.map((row) => ({ id: row.id, customerId: row.customer_id, team: row.team, origin: originOf(row) }));
    },

    raiseCommonCause: async ({ typeHash, day }, { at, ticketIds, customers, to }) => {
      const data = { commonCause: ticketIds, customers };
      const told = await prisma.$executeRawUnsafe(
        RAISE,
        typeHash,
        day,
        new Date(at),
        jsonParameter(to.map(placeOf)),
        jsonParameter(data),
      );
      if (told > 0) deps.onWritten();
      return told > 0;
    },

    examined: async ({ id, customerId, problemType }, now) => {
      await prisma.$executeRaw`
        UPDATE ticket SET examined_at = ${new Date(now)} WHERE id = ${id}::uuid
          AND customer_id IS NOT DISTINCT FROM ${customerId}::uuid AND problem_type IS NOT DISTINCT FROM ${problemType}`;
    },
  };
}

const REPORTED = { number: true, spokenAt: true, problemType: true, description: true } as const;

interface AlikeRow {
  readonly id: string;
  readonly customer_id: string;
  readonly team: string;
  readonly origin_platform: string | null;
  readonly origin_workspace: string | null;
  readonly origin_conversation: string | null;
}

function placeOf({ platform, workspace, id }: Address): object {
  return { platform, workspace, conversation: id };
}
