import type pg from 'pg';
import { type Clause, canBeLoose, clausesOf, namesIn } from '../../domain/search/clauses.ts';
import { type NumberedMonth, numbersLike, type Portion, portionOf, portionsOf } from '../../domain/search/portion.ts';
import { isOpen } from '../../domain/ticket/transitions.ts';
import type { Instant, Ms } from '../../domain/time.ts';
import type { Status } from '../../domain/vocabulary.ts';
import type { TicketView } from '../../usecases/ports.ts';
import type { FoundTickets, SearchStore, Sight, TicketSearch } from '../../usecases/search/ports.ts';
import { tellingWhatWasSaved } from '../saved-or-not.ts';
import { TICKET_COLUMNS, TICKET_TABLES, type TicketRecord, ticketFromRecord } from '../ticket-rows.ts';
import { liveConditions } from './live-conditions.ts';
import { findNames } from './names.ts';
import { type PortionQuery, portionQuery } from './ticket-query.ts';

/** Tickets that are ranked: thirty pages, which nobody turns to the end. */
const CANDIDATES = 240;
/** Open ones among them that are older than the newest of all. */
const OPEN_CANDIDATES = 120;
/** Portions asked by one statement: a few at first, where most of what is looked for stands. */
const STEPS = [8, 64, 256] as const;
/** Once a page is full nobody waits longer for older ones; and nobody waits longer than this for anything. */
const SOON_MS: Ms = 120;
const PATIENCE_MS: Ms = 1_200;
/** A month by the zone of numbers may begin a day before or after the month of a date. */
const ZONE_MS: Ms = 36 * 3_600_000;

/**
 * `$1` a query for each portion, newest first: the plan goes through them in this order and stops when there are enough.
 * `$2` exact texts, `$3` excluded ones, `$4`–`$5` created between, `$6` how many, `$7` words for the rank, `$8` the whole
 * query in its spellings. What was found is looked up in the tickets themselves: the index may be a second behind.
 */
const findSql = (live: string) => `
SELECT t.number, t.status, f.created_at AS "createdAt",
  (SELECT count(*) FROM unnest($7::text[]) w WHERE position(w IN f.words) > 0)::int
    + CASE WHEN EXISTS (SELECT FROM unnest($8::text[]) w WHERE position(w IN f.words) > 0) THEN 1 ELSE 0 END AS said
FROM (
  SELECT s.* FROM unnest($1::text[]) AS q(query) CROSS JOIN LATERAL (
    SELECT s.ticket_id, s.created_at, s.words FROM ticket_search s
    WHERE s.tokens @@ q.query::tsquery
      AND NOT EXISTS (SELECT FROM unnest($2::text[]) p WHERE position(p IN s.words) = 0)
      AND NOT EXISTS (SELECT FROM unnest($3::text[]) p WHERE position(p IN s.words) > 0)
      AND ($4::timestamptz IS NULL OR s.created_at >= $4) AND ($5::timestamptz IS NULL OR s.created_at < $5)
    ORDER BY s.created_at DESC LIMIT $6) s
  LIMIT $6) f
JOIN ticket t ON t.id = f.ticket_id WHERE ${live}`;

/** `$1` numbers, `$2` for each what else must be true of it, or nothing. */
const byNumberSql = (live: string) => `
SELECT t.number, t.status, t.created_at AS "createdAt", 1000 AS said
FROM unnest($1::text[], $2::text[]) AS q(number, query)
JOIN ticket t ON t.number = q.number LEFT JOIN ticket_search s ON s.ticket_id = t.id
WHERE (q.query IS NULL OR s.tokens @@ q.query::tsquery)
  AND ($3::timestamptz IS NULL OR t.created_at >= $3) AND ($4::timestamptz IS NULL OR t.created_at < $4) AND ${live}`;

interface Hit {
  readonly number: string;
  readonly status: Status;
  readonly createdAt: Date;
  /** How much of what was typed stands in it as typed. */
  readonly said: number;
}

/** Finding tickets in PostgreSQL. `elapsed` is the monotonic clock. */
export function createSearchStore({ pool, elapsed }: { pool: pg.Pool; elapsed: () => Ms }): SearchStore {
  async function find(search: TicketSearch, sight: Sight, how: 'exactly' | 'loosely'): Promise<FoundTickets> {
    const startedAt = elapsed();
    if (search.customers?.length === 0) return NOTHING;
    if (how === 'loosely' && !canBeLoose(search.words)) return NOTHING;
    const [months, names] = await Promise.all([readMonths(pool), findNames(pool, namesIn(search.words))]);
    const cut = how === 'loosely' ? 'loosely' : 'words';
    const clauses = clausesOf(search.words, names, cut);
    const scan = (query: PortionQuery, limit: number) =>
      scanPortions({ query, limit, search, sight, portions: portionsWithin(months, search), startedAt });
    const { hits, hasMore, reachedBack } = await scan(portionQuery(search, clauses, sight), CANDIDATES);
    const numbered = await findByNumber(search, sight, months, (words) => clausesOf(words, names, cut));
    // The newest of a frequent word may all be closed, and an open one is worth more than many of those.
    const open = hasMore ? await scan(portionQuery(search, clauses, sight, true), OPEN_CANDIDATES) : null;
    const ranked = rank([...numbered, ...hits, ...(open?.hits ?? [])]);
    return { numbers: ranked.slice(0, CANDIDATES), hasMore, reachedBack };
  }

  async function scanPortions(of: {
    readonly query: PortionQuery;
    readonly limit: number;
    readonly search: TicketSearch;
    readonly sight: Sight;
    readonly portions: readonly Portion[];
    readonly startedAt: Ms;
  }) {
    const { search, limit, portions } = of;
    const live = liveConditions(search, of.sight, 9);
    const text = findSql(live.sql);
    const hits: Hit[] = [];
    let at = 0;
    for (let step = 0; at < portions.length && hits.length < limit; step += 1) {
      const spent = elapsed() - of.startedAt;
      if (at > 0 && (spent > PATIENCE_MS || (spent > SOON_MS && hits.length >= PAGE))) break;
      const these = portions.slice(at, at + (STEPS[step] ?? 256));
      const left = limit - hits.length + 1;
      const values = [
        these.map(of.query),
        search.phrases,
        search.without,
        dateOrNull(search.from),
        dateOrNull(search.until),
        left,
        search.words,
        wholeSpellings(search.words),
        ...live.values,
      ];
      const { rows } = await pool.query<Hit>({ text, values });
      hits.push(...rows);
      at += these.length;
    }
    const last = portions[at - 1];
    const isWhole = at >= portions.length;
    return {
      hits: hits.slice(0, limit),
      hasMore: hits.length > limit || (!isWhole && hits.length >= limit),
      reachedBack: isWhole || hits.length >= limit || last === undefined ? null : monthOf(last),
    };
  }

  async function findByNumber(
    search: TicketSearch,
    sight: Sight,
    months: readonly NumberedMonth[],
    clausesFor: (words: readonly string[]) => readonly Clause[],
  ): Promise<readonly Hit[]> {
    const word = search.words.find((one) => NUMBER_PART.test(one));
    const digits = NUMBER_PART.exec(word ?? '')?.[1];
    const numbers = digits === undefined ? [] : numbersLike(digits, months);
    if (numbers.length === 0) return [];
    const others = { ...search, words: search.words.filter((one) => one !== word) };
    const isAlone = others.words.length + others.phrases.length + others.without.length === 0;
    const query = portionQuery(others, clausesFor(others.words), 'all');
    const live = liveConditions(search, sight, 5);
    const { rows } = await pool.query<Hit>({
      text: byNumberSql(live.sql),
      values: [
        numbers,
        numbers.map((number) => (isAlone ? null : query(portionOf(number) ?? ''))),
        dateOrNull(search.from),
        dateOrNull(search.until),
        ...live.values,
      ],
    });
    const order = new Map(numbers.map((number, i) => [number, i]));
    return rows.map((row) => ({ ...row, said: row.said + numbers.length - (order.get(row.number) ?? 0) }));
  }

  return {
    find: (search, sight, how) => tellingWhatWasSaved('never', () => find(search, sight, how)),
    views: (numbers) => tellingWhatWasSaved('never', () => readViews(pool, numbers)),
  };
}

const NOTHING: FoundTickets = { numbers: [], hasMore: false, reachedBack: null };
const PAGE = 8;
/** Digits as people say a ticket's number: 1001, c202611001, #11001. */
const NUMBER_PART = /^[c#]*(\d{3,15})$/u;

/** Whatever says most of what was typed, then open before closed, then the newest; each once. */
function rank(hits: readonly Hit[]): readonly string[] {
  const bestByNumber = new Map<string, Hit>();
  for (const hit of hits) {
    const best = bestByNumber.get(hit.number);
    if (best === undefined || best.said < hit.said) bestByNumber.set(hit.number, hit);
  }
  return [...bestByNumber.values()]
    .toSorted(
      (a, b) =>
        b.said - a.said ||
        Number(isOpen(b.status)) - Number(isOpen(a.status)) ||
        b.createdAt.getTime() - a.createdAt.getTime(),
    )
    .map((hit) => hit.number);
}

function wholeSpellings(words: readonly string[]): readonly string[] {
  return words.length < 2 ? [] : [words.join(' '), words.join('')];
}

/** How far each month's numbers have come. */
async function readMonths(pool: pg.Pool): Promise<readonly NumberedMonth[]> {
  const { rows } = await pool.query<NumberedMonth>({
    name: 'search-months',
    text: `SELECT substr(name, 8) AS month, value AS last FROM counter WHERE name ~ '^ticket:[0-9]{6}$'`,
  });
  return rows;
}

function portionsWithin(months: readonly NumberedMonth[], { from, until }: TicketSearch): readonly Portion[] {
  const first = from === null ? '000000' : monthAt(from - ZONE_MS);
  const last = until === null ? '999999' : monthAt(until + ZONE_MS);
  return portionsOf(months.filter(({ month }) => month >= first && month <= last));
}

function monthAt(at: Instant): string {
  return new Date(at).toISOString().slice(0, 7).replace('-', '');
}

/** `YYYYMM` of a portion, for people who are told how far back was looked. */
function monthOf(portion: Portion): string {
  const months = Number.parseInt(portion.slice(0, 2), 36);
  return `${2000 + Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, '0')}`;
}

function dateOrNull(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}

async function readViews(pool: pg.Pool, numbers: readonly string[]): Promise<readonly TicketView[]> {
  if (numbers.length === 0) return [];
  const { rows } = await pool.query<TicketRecord>({
    name: 'search-views',
    text: `SELECT ${TICKET_COLUMNS} FROM ${TICKET_TABLES} WHERE t.number = ANY ($1::text[])`,
    values: [numbers],
  });
  const viewsByNumber = new Map(rows.map(ticketFromRecord).map((view) => [view.number, view]));
  return numbers.flatMap((number) => viewsByNumber.get(number) ?? []);
}
