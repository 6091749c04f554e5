import type pg from 'pg';
import type { NameHit, NamesWanted } from '../../domain/search/clauses.ts';

/** Customers that one word may stand for; who types 公司 means none of a thousand. */
const MOST_CUSTOMERS = 40;
/** Names looked through; a beginning that more have is no name. */
const MOST_NAMES = 400;

/** Sounds count as a whole or from their beginning, initials only as a whole. */
const WHOLE = `
SELECT k.key, k.customer_id AS "customerId" FROM customer_key k WHERE k.key = ANY ($1::text[])
UNION
SELECT p.name_key, p.customer_id FROM contact_person p WHERE p.name_key = ANY ($1::text[])
LIMIT ${MOST_NAMES}`;
/**
 * By the index of beginnings, whatever the database sorts by: from the beginning itself to what no letter comes after.
 * The shortest names first, of a bounded number that are looked at.
 */
const BEGINNINGS = `
SELECT f.key, f."customerId" FROM unnest($1::text[], $2::text[]) AS b(low, high) CROSS JOIN LATERAL (
  SELECT l.key, l.customer_id AS "customerId" FROM (
    SELECT k.key, k.customer_id FROM customer_key k
    WHERE lower(k.key) ~>=~ b.low AND lower(k.key) ~<~ b.high AND k.kind <> 'initials' LIMIT ${MOST_NAMES}) l
  ORDER BY length(l.key), l.key LIMIT ${MOST_CUSTOMERS}) f`;
/** After every letter, byte by byte. */
const LAST_CHARACTER = '\u{10FFFF}';

/** Whose names these are: of customers, and of the people there. */
export async function findNames(
  client: Pick<pg.Pool, 'query'>,
  { whole, beginnings }: NamesWanted,
): Promise<{ readonly whole: readonly NameHit[]; readonly beginnings: readonly NameHit[] }> {
  if (whole.length === 0) return { whole: [], beginnings: [] };
  const ends = beginnings.map((text) => `${text}${LAST_CHARACTER}`);
  const [exact, begun] = await Promise.all([
    client.query<NameHit>({ name: 'search-names', text: WHOLE, values: [whole] }),
    beginnings.length === 0
      ? { rows: [] }
      : client.query<NameHit>({ name: 'search-beginnings', text: BEGINNINGS, values: [beginnings, ends] }),
  ]);
  return { whole: onlyNames(exact.rows), beginnings: begun.rows };
}

/** A key that so many have names nobody. */
function onlyNames(hits: readonly NameHit[]): readonly NameHit[] {
  const counts = new Map<string, number>();
  for (const { key } of hits) counts.set(key, (counts.get(key) ?? 0) + 1);
  return hits.filter(({ key }) => (counts.get(key) ?? 0) <= MOST_CUSTOMERS);
}
