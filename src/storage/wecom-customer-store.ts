import type pg from 'pg';
import { foldWord } from '../domain/intake/clean.ts';
import type { KnownContact, WecomCustomerStore } from '../usecases/wecom-customers/ports.ts';
import { type CustomerImportStore, createImportStore } from './import-customers.ts';
import { jsonParameter } from './json-parameter.ts';

/** `$1` rows, `$2` workspace, `$3` member, `$4` now. A customer whom somebody made meanwhile is met in the next round. */
const LINK = `
INSERT INTO wecom_contact AS w (workspace, key, user_id, customer_id, person_id, tag_ids, added_at, seen_at)
SELECT $2, l.key, $3, c.id, p.id, ARRAY(SELECT json_array_elements_text(l.tag_ids)), to_timestamp(l.added_at / 1000), $4
FROM json_to_recordset($1::json) AS l(key text, customer_id uuid, person_key text, tag_ids json, added_at float8)
JOIN customer c ON c.id = l.customer_id
LEFT JOIN contact_person p ON p.customer_id = c.id AND p.name_key = l.person_key
ORDER BY l.key
ON CONFLICT (workspace, key, user_id) DO UPDATE SET customer_id = excluded.customer_id, person_id = excluded.person_id,
  tag_ids = excluded.tag_ids, added_at = excluded.added_at, seen_at = excluded.seen_at, gone_at = NULL
WHERE w.erased_at IS NULL`;

const UNTAG = `
DELETE FROM customer_tag t USING json_to_recordset($1::json) AS u(customer_id uuid, tag_id text, tag_key text)
WHERE t.customer_id = u.customer_id AND t.tag_key = u.tag_key AND NOT EXISTS (
  SELECT FROM wecom_contact w WHERE w.customer_id = u.customer_id AND w.gone_at IS NULL AND u.tag_id = ANY (w.tag_ids))`;

/** One message to the member about all of a page: numbers alone, by which whoever opens them sees the names. */
const OFFER = `
INSERT INTO outbox (platform, workspace, conversation, what, data, urgent, message_id)
SELECT 'wecom', $2, '@' || $3, 'private', jsonb_build_object('resembling', json_agg(json_build_array(c.number, r.like) ORDER BY c.number)),
  false, gen_random_uuid()
FROM json_to_recordset($1::json) AS r(customer_id uuid, "like" int) JOIN customer c ON c.id = r.customer_id
HAVING count(*) > 0`;

const KNOWN = `
SELECT w.key, w.user_id AS member, c.number, p.name AS "personName", w.tag_ids AS "tagIds",
  w.gone_at IS NOT NULL AS "isGone", w.erased_at IS NOT NULL AS "isErased"
FROM wecom_contact w
LEFT JOIN customer o ON o.id = w.customer_id
LEFT JOIN customer c ON c.id = coalesce(o.merged_into, o.id)
LEFT JOIN contact_person p ON p.id = w.person_id
WHERE w.workspace = $1 AND w.key = ANY ($2::text[]) ORDER BY w.key, w.added_at NULLS LAST, w.user_id`;

/** Who was not seen is gone; and which customers are without this member now. */
const FINISH = `
WITH gone AS (
  UPDATE wecom_contact SET gone_at = $4 WHERE workspace = $1 AND user_id = $2 AND seen_at < $3 AND gone_at IS NULL
    AND erased_at IS NULL RETURNING customer_id, key),
done AS (
  DELETE FROM wecom_due WHERE workspace = $1 AND user_id = $2 AND asked_at <= $3 RETURNING user_id),
anew AS (
  UPDATE wecom_due SET cursor = NULL, started_at = NULL WHERE workspace = $1 AND user_id = $2 AND asked_at > $3
  RETURNING user_id)
SELECT g.customer_id AS "customerId", (
    SELECT w.user_id FROM wecom_contact w WHERE w.workspace = $1 AND w.customer_id = g.customer_id AND w.user_id <> $2
      AND w.gone_at IS NULL ORDER BY w.added_at NULLS LAST, w.user_id LIMIT 1) AS heir
FROM (SELECT DISTINCT customer_id FROM gone WHERE customer_id IS NOT NULL) g
WHERE NOT EXISTS (SELECT FROM wecom_contact w WHERE w.workspace = $1 AND w.user_id = $2 AND w.customer_id = g.customer_id
  AND w.gone_at IS NULL AND w.key NOT IN (SELECT key FROM gone))`;

/** The customer list of one company in WeCom. `onWritten`: something waits to be said. */
export function createWecomCustomerStore(deps: {
  readonly pool: pg.Pool;
  readonly workspace: string;
  readonly onWritten: () => void;
}): WecomCustomerStore & { readonly imports: CustomerImportStore } {
  const { pool, workspace, onWritten } = deps;
  const imports = createImportStore({ pool });

  return {
    imports,

    async addDue(members, at) {
      await pool.query(
        `INSERT INTO wecom_due (workspace, user_id, asked_at) SELECT $1, m, $3 FROM unnest($2::text[]) m ORDER BY m
         ON CONFLICT (workspace, user_id) DO UPDATE SET asked_at = excluded.asked_at`,
        [workspace, members, new Date(at)],
      );
    },

    async nextDue() {
      const { rows } = await pool.query<{ member: string; cursor: string | null; startedAt: Date | null }>(
        `SELECT user_id AS member, cursor, started_at AS "startedAt" FROM wecom_due WHERE workspace = $1
         ORDER BY started_at NULLS LAST, asked_at, user_id LIMIT 1`,
        [workspace],
      );
      const [row] = rows;
      return row === undefined ? null : { ...row, startedAt: row.startedAt?.getTime() ?? null };
    },

    async restart(member) {
      await pool.query('UPDATE wecom_due SET cursor = NULL, started_at = NULL WHERE workspace = $1 AND user_id = $2', [
        workspace,
        member,
      ]);
    },

    async drop(member) {
      await pool.query('DELETE FROM wecom_due WHERE workspace = $1 AND user_id = $2', [workspace, member]);
    },

    async known(keys) {
      const { rows } = await pool.query<KnownContact>(KNOWN, [workspace, keys]);
      return rows;
    },

    async nameKeys(keys) {
      const { rows } = await pool.query<{ key: string }>(
        `SELECT name_key AS key FROM customer WHERE name_key = ANY ($1::text[])
         UNION SELECT key FROM customer_key WHERE key = ANY ($1::text[]) AND kind = 'alias'`,
        [keys],
      );
      return new Set(rows.map(({ key }) => key));
    },

    async tagNames() {
      const { rows } = await pool.query<{ id: string; name: string }>(
        'SELECT id, name FROM wecom_tag WHERE workspace = $1',
        [workspace],
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    // Names of tags that are no more are kept: without them nobody could tell which tag WeCom took back.
    async keepTags(tags) {
      await pool.query(
        `INSERT INTO wecom_tag (workspace, id, name) SELECT $1, id, name FROM unnest($2::text[], $3::text[]) AS t(id, name)
         ORDER BY id ON CONFLICT (workspace, id) DO UPDATE SET name = excluded.name`,
        [workspace, [...tags.keys()], [...tags.values()]],
      );
    },

    async writePage({ member, startedAt, cursor, batch, writes, progress }, now) {
      const at = new Date(now);
      const untag = writes.untag.map(({ customerId, tagId, tag }) => ({
        customer_id: customerId,
        tag_id: tagId,
        tag_key: foldWord(tag),
      }));
      const links = writes.links.map(({ key, customerId, personKey, tagIds, addedAt }) => ({
        ...{ key, customer_id: customerId, person_key: personKey, tag_ids: tagIds, added_at: addedAt },
      }));
      const resembling = writes.resembling.map(({ customerId, like }) => ({ customer_id: customerId, like }));
      await imports.write(batch, progress, now, async (client) => {
        await client.query(LINK, [jsonParameter(links), workspace, member, at]);
        if (untag.length > 0) await client.query(UNTAG, [jsonParameter(untag)]);
        if (resembling.length > 0) await client.query(OFFER, [jsonParameter(resembling), workspace, member]);
        await client.query(
          `UPDATE wecom_due SET cursor = $3, started_at = coalesce(started_at, $4) WHERE workspace = $1 AND user_id = $2`,
          [workspace, member, cursor, new Date(startedAt)],
        );
      });
      if (resembling.length > 0) onWritten();
    },

    async lastDay(member) {
      const { rows } = await pool.query<{ day: string | null }>(
        'SELECT max(day)::text AS day FROM wecom_day WHERE workspace = $1 AND user_id = $2',
        [workspace, member],
      );
      return rows[0]?.day ?? null;
    },

    async keepDays(member, days) {
      await pool.query(
        `INSERT INTO wecom_day (workspace, user_id, day, chats, messages)
         SELECT DISTINCT ON (d.day) $1, $2, d.day, d.chats, d.messages
         FROM json_to_recordset($3::json) AS d(day date, chats int, messages int) ORDER BY d.day
         ON CONFLICT (workspace, user_id, day) DO UPDATE SET chats = excluded.chats, messages = excluded.messages`,
        [workspace, member, jsonParameter(days)],
      );
    },

    async finish(member, startedAt, now) {
      const { rows } = await pool.query<{ customerId: string; heir: string | null }>(FINISH, [
        workspace,
        member,
        new Date(startedAt),
        new Date(now),
      ]);
      return rows;
    },

    async handOver(customerId, from, to) {
      await pool.query('UPDATE customer SET account_manager = $3 WHERE id = $1 AND account_manager = $2', [
        customerId,
        from,
        to,
      ]);
    },

    async isEmpty() {
      const { rows } = await pool.query<{ empty: boolean }>(
        'SELECT NOT EXISTS (SELECT FROM wecom_contact WHERE workspace = $1 AND gone_at IS NULL) AS empty',
        [workspace],
      );
      return rows[0]?.empty === true;
    },

    async progress() {
      const { rows } = await pool.query<{ counts: Record<string, number>; startedAt: Date }>(
        `SELECT counts, started_at AS "startedAt" FROM import_run WHERE key = 'wecom-customers'`,
      );
      const [row] = rows;
      return row === undefined ? null : { counts: row.counts, startedAt: row.startedAt.getTime() };
    },
  };
}
