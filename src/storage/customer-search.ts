import { z } from 'zod';
import { coreName } from '../domain/customer/core-name.ts';
import { readCustomerNumber } from '../domain/customer/number.ts';
import {
  allowedSlips,
  type Candidate,
  KEY_KINDS,
  MATCHES,
  type Match,
  type Ranked,
  rankCustomers,
} from '../domain/customer/rank-customers.ts';
import { customerKey } from '../domain/intake/customer-name.ts';
import type { CustomerHit, SearchScope } from '../usecases/customers/ports.ts';
import { BRIEF_COLUMNS, type BriefRecord, briefFromRecord } from './customer-rows.ts';
import type { PrismaClient } from './generated/client.ts';

type Reader = Pick<PrismaClient, '$queryRawUnsafe'>;

/** Keys looked at by the rules of likeness; the nearest in length come first, so that what is cut off is unlike anyhow. */
const LOOKED_AT = 400;
/** Longer texts are sentences. */
const LONGEST = 100;

/** `$1` whole keys, `$2` patterns, `$3` the text itself, `$4` its length. */
const CANDIDATES = `
SELECT k.customer_id AS "customerId", k.kind, k.key FROM customer_key k
WHERE k.key = ANY ($1::text[]) OR k.key LIKE ANY ($2::text[])
  OR (k.kind = ANY ('{name,short,alias,core}') AND length(k.key) >= 2 AND position(k.key IN $3) > 0)
ORDER BY k.key = ANY ($1::text[]) DESC, k.kind = ANY ('{name,short,alias,core}') DESC, abs(length(k.key) - $4::int), k.key
LIMIT ${LOOKED_AT}`;

/** By the very name that somebody gave. */
const NAMED = `
SELECT k.customer_id AS "customerId", k.kind, k.key FROM customer_key k
WHERE k.key = $1 AND k.kind IN ('name', 'short', 'alias')`;

const candidate = z.object({ customerId: z.string(), kind: z.enum(KEY_KINDS), key: z.string() });

/** Who may be meant by a text: a number, a name or a part of it, how it sounds, with slips of the keyboard. Best first. */
export async function searchCustomers(
  prisma: Reader,
  text: string,
  limit: number,
  scope: SearchScope = 'meant',
): Promise<readonly CustomerHit[]> {
  const number = readCustomerNumber(text);
  if (number !== null) return byNumber(prisma, number);
  const query = customerKey(text.slice(0, LONGEST));
  if (query === '') return [];
  const named = scope === 'meant' ? await candidatesBy(prisma, NAMED, query) : [];
  // Who alone is called exactly so is meant, whoever else there is: nothing needs to be looked through.
  if (new Set(named.map((one) => one.customerId)).size === 1) return briefsOf(prisma, rankCustomers(query, named));
  const rows: readonly unknown[] = await prisma.$queryRawUnsafe(
    CANDIDATES,
    [...new Set([query, coreName(query), query.replaceAll(' ', '')])],
    patternsFor(query),
    query,
    [...query].length,
  );
  const ranked = rankCustomers(
    query,
    rows.map((row): Candidate => candidate.parse(row)),
  );
  return briefsOf(prisma, ranked.slice(0, limit));
}

async function candidatesBy(prisma: Reader, sql: string, query: string): Promise<readonly Candidate[]> {
  const rows: readonly unknown[] = await prisma.$queryRawUnsafe(sql, query);
  return rows.map((row): Candidate => candidate.parse(row));
}

async function briefsOf(prisma: Reader, ranked: readonly Ranked[]): Promise<readonly CustomerHit[]> {
  const found = await prisma.$queryRawUnsafe<BriefRecord[]>(
    `SELECT ${BRIEF_COLUMNS} FROM customer cu WHERE cu.id = ANY ($1::uuid[])`,
    ranked.map((one) => one.customerId),
  );
  const briefsById = new Map(found.map((row) => [row.id, briefFromRecord(row)]));
  return ranked.flatMap(({ customerId, match, cost }) => {
    const brief = briefsById.get(customerId);
    return brief === undefined ? [] : [{ ...brief, match, cost }];
  });
}

async function byNumber(prisma: Reader, number: number): Promise<readonly CustomerHit[]> {
  const rows = await prisma.$queryRawUnsafe<BriefRecord[]>(
    `SELECT ${BRIEF_COLUMNS} FROM customer cu
     WHERE cu.id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.number = $1)`,
    number,
  );
  const [match] = MATCHES satisfies readonly Match[];
  return rows.map((row) => ({ ...briefFromRecord(row), match, cost: 0 }));
}

/**
 * Patterns of everything that can be like the text. Within so many slips at least one of slips + 1 pieces is spelled
 * right, and it stands at its end, its start, or somewhere in between.
 */
function patternsFor(query: string): readonly string[] {
  const characters = [...query];
  const squeezed = query.replaceAll(' ', '');
  const isHan = /\p{sc=Han}/u.test(query);
  const isLong = characters.length >= 2;
  const slips = allowedSlips(characters.length, isHan);
  const size = Math.floor(characters.length / (slips + 1));
  const least = isHan ? 1 : 2;
  const pieces =
    slips === 0 || size < least
      ? []
      : Array.from({ length: slips + 1 }, (_, i) =>
          characters.slice(i * size, i === slips ? undefined : (i + 1) * size).join(''),
        );
  return [
    ...(isLong ? [`%${like(query)}%`] : [`${like(query)}%`]),
    ...(squeezed === query ? [] : [`${like(squeezed)}%`]),
    ...pieces.map((piece, i) => (i === 0 ? `${like(piece)}%` : i === slips ? `%${like(piece)}` : `%${like(piece)}%`)),
  ];
}

/** The text itself, in a pattern of LIKE. */
function like(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
