import type pg from 'pg';
import type { Profile } from '../domain/customer/customer.ts';
import type { PersonPatch } from '../domain/customer/read-profile.ts';
import { foldWord } from '../domain/intake/clean.ts';
import { customerKey } from '../domain/intake/customer-name.ts';
import type { ImportBatch, ImportProgress, ImportStore, KnownCustomer } from '../usecases/customers/import-ports.ts';
import { KEYS_VERSION, keysOf, loadSound, type Sound } from './customer-keys.ts';
import { VIEW_COLUMNS, type ViewRecord, viewFromRecord } from './customer-rows.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';

/** Without the tickets, which an import does not look at. */
const KNOWN_COLUMNS = VIEW_COLUMNS.slice(0, VIEW_COLUMNS.lastIndexOf('(SELECT json_agg(o.*)')).concat(
  'NULL::json AS tickets',
);

const FIND = `
WITH wanted AS (
  SELECT id, NULL::text AS key, number AS asked FROM (
    SELECT coalesce(c.merged_into, c.id) AS id, c.number FROM customer c WHERE c.number = ANY ($1::int[])) n
  UNION
  SELECT coalesce(c.merged_into, c.id), c.name_key, NULL FROM customer c WHERE c.name_key = ANY ($2::text[])
  UNION
  SELECT min(k.customer_id::text)::uuid, k.key, NULL FROM customer_key k
  WHERE k.key = ANY ($2::text[]) AND k.kind IN ('short', 'alias') GROUP BY k.key HAVING count(DISTINCT k.customer_id) = 1)
SELECT w.key, w.asked, ${KNOWN_COLUMNS} FROM wanted w JOIN customer cu ON cu.id = w.id
ORDER BY w.key = cu.name_key`;

const ALIKE = `
SELECT k.key, min(c.number) AS number FROM customer_key k JOIN customer c ON c.id = k.customer_id
WHERE k.key = ANY ($1::text[]) AND k.kind IN ('name', 'short', 'alias', 'core') GROUP BY k.key`;

/** Columns of a profile, with the types in which JSON has them. */
const PROFILE = `short_name text, kind text, vip boolean, industry text, size text, product text, amount numeric,
  first_cooperation date, contract_from date, contract_until date, needs text, hidden_needs text, demands text,
  account_manager text, success_manager text`;
const COLUMNS = PROFILE.split(',').map((column) => column.trim().split(/\s+/)[0] ?? '');

/** Everything of a batch but the updates; `$2` is the moment. A name that somebody made meanwhile is left alone. */
const WRITE = `
WITH b AS (SELECT $1::json AS b),
made AS (
  INSERT INTO customer (id, name, name_key, ${COLUMNS.join(', ')}, keys_version, created_at, updated_at)
  SELECT c.id, c.name, c.name_key, ${COLUMNS.map((column) => (column === 'kind' ? "coalesce(c.kind, 'enterprise')" : column === 'vip' ? 'coalesce(c.vip, false)' : `c.${column}`)).join(', ')}, ${KEYS_VERSION}, $2, $2
  FROM b, json_to_recordset(b.b -> 'created') AS c(nth int, id uuid, name text, name_key text, ${PROFILE}) ORDER BY c.nth
  ON CONFLICT (name_key) DO NOTHING RETURNING id),
-- Somebody made them meanwhile: what belongs to them is found when the file is imported again.
lost AS (SELECT c.id FROM b, json_to_recordset(b.b -> 'created') AS c(id uuid) EXCEPT SELECT id FROM made),
keys AS (
  INSERT INTO customer_key (customer_id, kind, key)
  SELECT k.customer_id, k.kind, k.key FROM b, json_to_recordset(b.b -> 'keys') AS k(customer_id uuid, kind text, key text, is_new boolean)
  WHERE NOT k.is_new OR k.customer_id IN (SELECT id FROM made) ON CONFLICT DO NOTHING),
people AS (
  INSERT INTO contact_person (id, customer_id, name, name_key, post, channel, phone, mail, birth_calendar, birth_month, birth_day, birth_year, created_at)
  SELECT DISTINCT ON (p.customer_id, p.name_key) p.id, p.customer_id, p.name, p.name_key, p.post, p.channel, p.phone, p.mail,
    p.birth_calendar, p.birth_month, p.birth_day, p.birth_year, $2
  FROM b, json_to_recordset(b.b -> 'people') AS p(nth int, id uuid, customer_id uuid, name text, name_key text, post text, channel text,
    phone text, mail text, birth_calendar text, birth_month int, birth_day int, birth_year int)
  WHERE p.customer_id NOT IN (SELECT id FROM lost)
  ORDER BY p.customer_id, p.name_key, p.nth DESC
  ON CONFLICT (customer_id, name_key) DO UPDATE SET
    post = coalesce(excluded.post, contact_person.post), channel = coalesce(excluded.channel, contact_person.channel),
    phone = coalesce(excluded.phone, contact_person.phone), mail = coalesce(excluded.mail, contact_person.mail),
    birth_calendar = coalesce(excluded.birth_calendar, contact_person.birth_calendar),
    birth_month = CASE WHEN excluded.birth_calendar IS NULL THEN contact_person.birth_month ELSE excluded.birth_month END,
    birth_day = CASE WHEN excluded.birth_calendar IS NULL THEN contact_person.birth_day ELSE excluded.birth_day END,
    birth_year = CASE WHEN excluded.birth_calendar IS NULL THEN contact_person.birth_year ELSE excluded.birth_year END),
tags AS (
  INSERT INTO customer_tag (customer_id, tag_key, tag)
  SELECT t.customer_id, t.tag_key, t.tag FROM b, json_to_recordset(b.b -> 'tags') AS t(customer_id uuid, tag_key text, tag text)
  WHERE t.customer_id NOT IN (SELECT id FROM lost)
  ON CONFLICT DO NOTHING),
events AS (
  INSERT INTO cooperation_event (id, customer_id, type, day, amount, remark, by, source_key, created_at)
  SELECT e.id, e.customer_id, e.type, e.day, e.amount, e.remark, 'import', e.source_key, $2
  FROM b, json_to_recordset(b.b -> 'events') AS e(id uuid, customer_id uuid, type text, day date, amount numeric, remark text, source_key text)
  ON CONFLICT (source_key) DO NOTHING RETURNING customer_id, day)
UPDATE customer c SET first_cooperation = e.day
FROM (SELECT customer_id, min(day) AS day FROM events GROUP BY customer_id) e
WHERE c.id = e.customer_id AND (c.first_cooperation IS NULL OR c.first_cooperation > e.day)`;

const SET = COLUMNS.map(
  (column) => `${column} = CASE WHEN x.has ? '${column}' THEN x.${column} ELSE c.${column} END`,
).join(', ');
const UPDATE = `
UPDATE customer c SET ${SET}, updated_at = $2
FROM json_to_recordset($1::json) AS x(id uuid, has jsonb, ${PROFILE}) WHERE c.id = x.id`;

const KEEP_PROGRESS = `
INSERT INTO import_run (key, what, rows_done, is_done, counts, started_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (key) DO UPDATE SET rows_done = excluded.rows_done, is_done = excluded.is_done, counts = excluded.counts,
  updated_at = excluded.updated_at`;

/** An import that writes something of its own with each batch. */
export interface CustomerImportStore extends ImportStore {
  /** `also` writes within the same transaction, after the batch. */
  write(...args: [...Parameters<ImportStore['write']>, also?: (client: pg.PoolClient) => Promise<void>]): Promise<void>;
}

interface KnownRecord extends ViewRecord {
  readonly key: string | null;
  readonly asked: number | null;
}

/**
 * Imports in PostgreSQL: a batch costs a handful of statements, whatever it holds. They go to the driver itself: on the
 * way through Prisma each batch's text would be copied into memory that is never given back.
 */
export function createImportStore({ pool }: { pool: pg.Pool }): CustomerImportStore {
  return {
    async lookUp({ numbers, keys, cores }) {
      const byKey = new Map<string, KnownCustomer>();
      const byNumber = new Map<number, KnownCustomer>();
      const { rows } = await pool.query<KnownRecord>(FIND, [numbers, keys]);
      for (const row of rows) {
        const known = knownFrom(row);
        if (row.key !== null) byKey.set(row.key, known);
        if (row.asked !== null) byNumber.set(row.asked, known);
      }
      const alike = await pool.query<{ key: string; number: number }>(ALIKE, [cores]);
      return { byKey, byNumber, byCore: new Map(alike.rows.map((row) => [row.key, row.number])) };
    },

    async knownSources(keys) {
      const { rows } = await pool.query<{ key: string }>(
        'SELECT source_key AS key FROM cooperation_event WHERE source_key = ANY ($1::text[])',
        [keys],
      );
      return new Set(rows.map((row) => row.key));
    },

    async write(batch, progress, now, also) {
      const rows = jsonParameter(batchToJson(batch, await loadSound()));
      const changes = batch.changed.length === 0 ? null : jsonParameter(changesToJson(batch.changed));
      // Numbers follow the table's order, so two imports at once may stand in each other's way.
      await retryingConflicts(() => writeAtOnce(pool, rows, changes, progress, new Date(now), also));
    },

    async progress(key) {
      const { rows } = await pool.query<{ rowsDone: number; isDone: boolean; counts: Record<string, number> }>(
        'SELECT rows_done AS "rowsDone", is_done AS "isDone", counts FROM import_run WHERE key = $1',
        [key],
      );
      return rows[0] ?? null;
    },
  };
}

async function writeAtOnce(
  pool: pg.Pool,
  rows: string,
  changes: string | null,
  { key, what, rowsDone, isDone, counts, startedAt }: ImportProgress,
  at: Date,
  also: ((client: pg.PoolClient) => Promise<void>) | undefined,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(WRITE, [rows, at]);
    if (changes !== null) await client.query(UPDATE, [changes, at]);
    await client.query(KEEP_PROGRESS, [key, what, rowsDone, isDone, JSON.stringify(counts), new Date(startedAt), at]);
    await also?.(client);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // Its transaction ends with the connection, whatever became of it.
    client.release(true);
    throw error;
  }
}

function knownFrom(row: ViewRecord): KnownCustomer {
  const view = viewFromRecord(row);
  const people = view.people.map((person): [string, PersonPatch] => {
    const { name, post, channel, phone, mail, birthday } = person;
    return [foldWord(name), { name, post, channel, phone, mail, birthday }];
  });
  return { id: view.id, profile: view.profile, tags: view.tags, people: new Map(people) };
}

function batchToJson({ created, changed, people, tags, events }: ImportBatch, sound: Sound): object {
  const renamed = changed.filter(({ profile }) => profile.shortName !== undefined);
  const keysFor = (customerId: string, names: { name: string; shortName: string | null }, isNew: boolean) =>
    keysOf({ ...names, aliases: [] }, sound).map((row) => ({ customer_id: customerId, ...row, is_new: isNew }));
  return {
    created: created.map(({ id, profile }, nth) => ({
      nth,
      id,
      name: profile.name,
      name_key: customerKey(profile.name),
      ...profileToJson(profile),
    })),
    keys: [
      ...created.flatMap(({ id, profile }) =>
        keysFor(id, { name: profile.name, shortName: profile.shortName ?? null }, true),
      ),
      ...renamed.flatMap(({ id, names }) => keysFor(id, names, false)),
    ],
    people: people.map(({ id, customerId, patch }, nth) => ({
      nth,
      id,
      customer_id: customerId,
      name: patch.name,
      name_key: foldWord(patch.name),
      post: patch.post ?? null,
      channel: patch.channel ?? null,
      phone: patch.phone ?? null,
      mail: patch.mail ?? null,
      birth_calendar: patch.birthday?.calendar ?? null,
      birth_month: patch.birthday?.month ?? null,
      birth_day: patch.birthday?.day ?? null,
      birth_year: patch.birthday?.year ?? null,
    })),
    tags: tags.map(({ customerId, tag }) => ({ customer_id: customerId, tag_key: foldWord(tag), tag })),
    events: events.map(({ customerId, sourceKey, ...event }) => ({
      ...event,
      customer_id: customerId,
      source_key: sourceKey,
    })),
  };
}

const COLUMN_OF: Readonly<Record<Exclude<keyof Profile, 'name'>, string>> = {
  shortName: 'short_name',
  kind: 'kind',
  vip: 'vip',
  industry: 'industry',
  size: 'size',
  product: 'product',
  amount: 'amount',
  firstCooperation: 'first_cooperation',
  contractFrom: 'contract_from',
  contractUntil: 'contract_until',
  needs: 'needs',
  hiddenNeeds: 'hidden_needs',
  demands: 'demands',
  accountManager: 'account_manager',
  successManager: 'success_manager',
};

function profileToJson(profile: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(profile).flatMap(([key, value]) => {
      const column = COLUMN_OF[key as keyof typeof COLUMN_OF];
      return column === undefined || value === undefined ? [] : [[column, value]];
    }),
  );
}

/** One entry a customer, what came later over what came before: an update writes each row once. */
function changesToJson(changed: ImportBatch['changed']): readonly object[] {
  const patchesById = new Map<string, Record<string, unknown>>();
  for (const { id, profile } of changed) {
    patchesById.set(id, { ...patchesById.get(id), ...profileToJson(profile) });
  }
  return [...patchesById].map(([id, columns]) => ({
    id,
    ...columns,
    has: Object.fromEntries(Object.keys(columns).map((column) => [column, true])),
  }));
}
