import type { Instant } from '../../domain/time.ts';
import type { Owed, OwedFilter, OwedPage } from '../../usecases/home/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { readSubjects } from '../read-scene.ts';

/** Commitments looked at for one person or one team: what lies beyond is not late for a long time yet. */
const LOOKED_AT = 1_000;

const OF_PEOPLE = `
  SELECT c.* FROM unnest($1::text[]) AS p(owner) CROSS JOIN LATERAL (
    SELECT c.* FROM commitment c WHERE c.state = 'open' AND c.owner = p.owner
    ORDER BY c.due_at LIMIT ${LOOKED_AT + 1}) c`;

/** Each team for itself, so that the index gives the soonest of each without the rest being read. */
const OF_TEAMS = `
  SELECT c.* FROM unnest($1::text[]) AS t(team) CROSS JOIN LATERAL (
    SELECT c.* FROM commitment c
    WHERE c.state = 'open' AND c.team = t.team AND c.owner IS DISTINCT FROM $5 AND (NOT $6 OR c.owner IS NULL)
    ORDER BY c.due_at LIMIT ${LOOKED_AT + 1}) c`;

/** Of a ticket what is due first; whatever else is owed stands for itself. What is late is late though it stands still. */
const listStatement = (open: string) => `
WITH open AS (${open}),
told AS (
  SELECT o.id, o.subject_id, o.due_at, o.due_at <= coalesce(o.paused_at, $4) AS is_late, o.paused_at IS NOT NULL AS rests,
    CASE WHEN s.type = 'ticket' THEN '' ELSE o.rule || '/' || o.n END AS part
  -- What will be asked for on a day to come is not owed yet.
  FROM open o JOIN subject s ON s.id = o.subject_id WHERE o.started_at <= $4),
first AS (
  SELECT DISTINCT ON (subject_id, part) * FROM told
  ORDER BY subject_id, part, is_late DESC, rests, due_at, id)
SELECT id, subject_id, count(*) OVER () AS total, count(*) FILTER (WHERE is_late) OVER () AS late,
  (SELECT count(*) > ${LOOKED_AT} FROM open) AS is_more
FROM first ORDER BY is_late DESC, rests, due_at, id OFFSET $2 LIMIT $3`;

const STATEMENTS = { people: listStatement(OF_PEOPLE), teams: listStatement(OF_TEAMS) };

interface Row {
  readonly id: string;
  readonly subject_id: string;
  readonly total: bigint;
  readonly late: bigint;
  readonly is_more: boolean;
}

/** A page of what is owed, soonest due first. A row that cannot be read is left out: the others are still owed. */
export async function readOwed(
  prisma: PrismaClient,
  filter: OwedFilter,
  page: { readonly offset: number; readonly limit: number },
  now: Instant,
): Promise<OwedPage> {
  const shared = [page.offset, page.limit, new Date(now)];
  const rows = await ('owners' in filter
    ? prisma.$queryRawUnsafe<Row[]>(STATEMENTS.people, filter.owners, ...shared)
    : prisma.$queryRawUnsafe<Row[]>(STATEMENTS.teams, filter.teams, ...shared, filter.butOf, filter.unowned));
  const subjectsById = await readSubjects(
    prisma,
    rows.map((row) => row.subject_id),
  );
  const items = rows.flatMap((row): Owed[] => {
    const subject = subjectsById.get(row.subject_id);
    const commitment = subject?.commitments.find((one) => one.id === row.id);
    return subject === undefined || commitment === undefined ? [] : [{ subject, commitment }];
  });
  const [first] = rows;
  return {
    items,
    total: Number(first?.total ?? 0),
    late: Number(first?.late ?? 0),
    isMore: first?.is_more ?? false,
  };
}
