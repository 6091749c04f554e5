import type pg from 'pg';
import { portionOf } from '../../domain/search/portion.ts';
import { foldText, tokensOf } from '../../domain/search/tokens.ts';
import type { Status } from '../../domain/vocabulary.ts';
import type { SearchKeeper } from '../../usecases/search/ports.ts';
import { jsonParameter } from '../json-parameter.ts';
import { facetsOf } from './facets.ts';

/** Counts up when lexemes are made differently: what was made by older rules is made anew in the background. */
export const SEARCH_VERSION = 1;

/** One replica at a time: two that read a ticket before and after a change could write what they read in turn. */
const KEEPER_LOCK = 72_707_411;
/** How far the catching up has come: the last number that was looked at, or `done`, after the version. */
export const SEARCH_PROGRESS = 'ticket-search.caught-up';
/** What is said beyond is not found; a ticket's own description comes first. */
const WORDS_MAX = 20_000;

const TRY_LOCK = 'SELECT pg_try_advisory_xact_lock($1) AS locked';

/** Newest first: after a restore all of them wait, and whoever just wrote one looks for it. */
const TAKE_DUE = `
WITH taken AS (
  DELETE FROM ticket_search_due WHERE id = ANY (ARRAY(
    SELECT id FROM ticket_search_due ORDER BY id DESC LIMIT $1)) RETURNING ticket_id)
SELECT DISTINCT ticket_id AS id FROM taken`;

const NEXT_OLDER = `
SELECT t.id, t.number, s.version IS NOT DISTINCT FROM $2::int AS is_there
FROM ticket t LEFT JOIN ticket_search s ON s.ticket_id = t.id
WHERE $1::text IS NULL OR t.number < $1 ORDER BY t.number DESC LIMIT $3`;

const READ = `
SELECT t.id, t.number, t.created_at, t.status, t.kind, t.urgency, t.team, t.owner, t.opener,
  t.customer_id AS "customerId", t.description, t.problem_type AS "problemType",
  (SELECT array_agg(r.body ORDER BY r.seq) FROM remark r WHERE r.subject_id = t.id) AS remarks
FROM ticket t WHERE t.id = ANY ($1::uuid[])`;

const WRITE = `
INSERT INTO ticket_search (ticket_id, created_at, tokens, words, version)
SELECT x.id, x.created_at, array_to_tsvector(x.tokens), x.words, $2
FROM json_to_recordset($1::json) AS x(id uuid, created_at timestamptz, tokens text[], words text) ORDER BY x.id
ON CONFLICT (ticket_id) DO UPDATE SET tokens = excluded.tokens, words = excluded.words, version = excluded.version`;

interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly created_at: Date;
  readonly status: Status;
  readonly kind: string;
  readonly urgency: string;
  readonly team: string;
  readonly owner: string | null;
  readonly opener: string;
  readonly customerId: string | null;
  readonly description: string;
  readonly problemType: string | null;
  readonly remarks: readonly string[] | null;
}

/** Makes tickets findable: reads their rows, and writes what they are found by. */
export function createSearchKeeper({ pool }: { pool: pg.Pool }): SearchKeeper {
  async function alone(work: (client: pg.PoolClient) => Promise<number>): Promise<number> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ locked: boolean }>(TRY_LOCK, [KEEPER_LOCK]);
      const done = rows[0]?.locked === true ? await work(client) : 0;
      await client.query('COMMIT');
      return done;
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: unknown) => {
        broken = failed instanceof Error ? failed : new Error('a transaction could not be rolled back');
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    keepUp: (limit) =>
      alone(async (client) => {
        const { rows } = await client.query<{ id: string }>({ name: 'search-due', text: TAKE_DUE, values: [limit] });
        if (rows.length > 0)
          await makeFindable(
            client,
            rows.map((row) => row.id),
          );
        return rows.length;
      }),

    catchUp: (limit) =>
      alone(async (client) => {
        const from = await readProgress(client);
        if (from === 'done') return 0;
        const { rows } = await client.query<{ id: string; number: string; is_there: boolean }>(NEXT_OLDER, [
          from,
          SEARCH_VERSION,
          limit,
        ]);
        const missing = rows.filter((row) => !row.is_there);
        if (missing.length > 0)
          await makeFindable(
            client,
            missing.map((row) => row.id),
          );
        await writeProgress(client, rows.at(-1)?.number ?? 'done');
        return rows.length;
      }),
  };
}

async function makeFindable(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<TicketRow>({ name: 'search-read', text: READ, values: [ids] });
  if (rows.length === 0) return;
  await client.query({
    name: 'search-write',
    text: WRITE,
    values: [jsonParameter(rows.map(recordOf)), SEARCH_VERSION],
  });
}

/** What one ticket is found by. */
export function recordOf(row: TicketRow): { id: string; created_at: Date; tokens: readonly string[]; words: string } {
  const said = [row.problemType ?? '', row.description, ...(row.remarks ?? [])]
    .map(foldText)
    .filter((text) => text !== '');
  const words = said.join('\n').slice(0, WORDS_MAX).toWellFormed();
  const portion = portionOf(row.number) ?? '';
  const tokens = [...facetsOf(row), ...tokensOf(words.split('\n'))];
  return { id: row.id, created_at: row.created_at, tokens: tokens.map((token) => `${portion}${token}`), words };
}

async function readProgress(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM setting WHERE name = $1', [
    SEARCH_PROGRESS,
  ]);
  const [version, at] = rows[0]?.value.split(' ') ?? [];
  return version === String(SEARCH_VERSION) ? (at ?? null) : null;
}

async function writeProgress(client: pg.ClientBase, at: string): Promise<void> {
  await client.query(
    'INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [SEARCH_PROGRESS, `${SEARCH_VERSION} ${at}`],
  );
}
