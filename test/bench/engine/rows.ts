import type pg from 'pg';
import type { Instant } from '../../../src/domain/time.ts';

/* Open commitments by the million, and what stands beside them as the floor: the same rows by plain SQL. */

/** Subject number i; ids grow as those of real subjects do. */
const ID = `('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;

/** Fills up to `total` subjects with one open commitment each, due long after `now`. */
export async function fillUpTo(client: pg.Client, from: number, total: number, now: Instant): Promise<void> {
  await client.query(
    `INSERT INTO subject (id, type, last_seq, origin_platform, origin_workspace, origin_conversation)
     SELECT ${ID}, 'ticket', 1, 'slack', 'T0ACME', 'C0SUPPORT' FROM generate_series($1::int, $2::int) i`,
    [from, total - 1],
  );
  await client.query(
    `INSERT INTO commitment (id, subject_id, rule, round, n, team, owner, basis, started_at, target, due_at,
       in_force_since, pauses, state, stage, repeat, base_at, next_at)
     SELECT ${ID}, ${ID}, 'first-contact', 1, 0, 'support', 'agent', 'round-the-clock', at, '15m', later, at, '[]',
       'open', 0, 0, later, later + i * interval '1 second'
     FROM generate_series($1::int, $2::int) i,
       (SELECT to_timestamp($3::float8 / 1000) AS at, to_timestamp($3::float8 / 1000) + interval '30 days' AS later) t`,
    [from, total - 1, now],
  );
  await client.query('VACUUM ANALYZE');
}

/** Makes `count` commitments due at `at`, spread over all of them, as if nobody had been told of anything before. */
export async function makeDue(
  client: pg.Client,
  { total, count, turn, at }: { total: number; count: number; turn: number; at: Instant },
): Promise<void> {
  const step = Math.floor(total / count);
  await client.query('TRUNCATE notice, card, outbox');
  await client.query(
    `UPDATE commitment SET due_at = at, base_at = at, next_at = at, stage = 0, repeat = 0, told_at = NULL, missed_at = NULL
     FROM (SELECT ${ID} AS id, to_timestamp($1::float8 / 1000) AS at FROM (
       SELECT n * $2::int + $3::int AS i FROM generate_series(0, $4::int - 1) n) n) due
     WHERE commitment.id = due.id AND state = 'open'`,
    [at, step, turn % step, count],
  );
}

/** Everything that was due is far away again. */
export async function putAway(client: pg.Client, now: Instant): Promise<void> {
  await client.query(
    `UPDATE commitment SET next_at = to_timestamp($1::float8 / 1000) + interval '60 days'
     WHERE state = 'open' AND next_at < to_timestamp($1::float8 / 1000) + interval '20 days'`,
    [now],
  );
}

const BATCH = 200;

/**
 * The floor: as many rows selected under locks, updated and inserted as the engine does for the same commitments, each
 * batch of 200 in one transaction, lists by unnest, and nothing decided. Returns how many commitments.
 */
export async function moveRowsPlainly(client: pg.Client, now: Instant): Promise<number> {
  let moved = 0;
  for (;;) {
    const at = new Date(now);
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; subject_id: string; last_seq: number }>({
      name: 'floor-claim',
      text: `SELECT c.*, s.last_seq FROM commitment c JOIN subject s ON s.id = c.subject_id
        WHERE c.state = 'open' AND c.next_at <= $1 ORDER BY c.next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      values: [at],
    });
    if (rows.length === 0) {
      await client.query('COMMIT');
      return moved;
    }
    const ids = rows.map((row) => row.id);
    const later = new Date(now + 900_000);
    await client.query({
      name: 'floor-update',
      text: `UPDATE commitment c SET stage = 2, repeat = 0, missed_at = $2, told_at = $2, next_at = $3, failures = 0
        FROM unnest($1::uuid[]) AS u(id) WHERE c.id = u.id`,
      values: [ids, at, later],
    });
    await client.query({
      name: 'floor-subjects',
      text: `UPDATE subject s SET last_seq = u.seq FROM unnest($1::uuid[], $2::int[]) AS u(id, seq) WHERE s.id = u.id`,
      values: [ids, rows.map((row) => row.last_seq + 1)],
    });
    await client.query({
      name: 'floor-events',
      text: `INSERT INTO event (subject_id, seq, at, by, type, data)
        SELECT u.id, u.seq, $3, 'system', 'noticed', u.data::jsonb FROM unnest($1::uuid[], $2::int[], $4::text[]) AS u(id, seq, data)`,
      values: [ids, rows.map((row) => row.last_seq + 1), at, rows.map(() => EVENT)],
    });
    const twice = rows.flatMap((row) => [row, row]);
    const fresh = twice.map(() => crypto.randomUUID());
    await client.query({
      name: 'floor-notices',
      text: `INSERT INTO notice (id, commitment_id, subject_id, round, stage, repeat, audience, seq, at, late_seconds)
        SELECT u.id, u.subject, u.subject, 1, 2, 0, u.audience, u.seq, $5, 0
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) AS u(id, subject, audience, seq)`,
      values: [
        fresh,
        twice.map((row) => row.subject_id),
        twice.map((_, i) => (i % 2 === 0 ? 'owner' : 'team')),
        twice.map((row) => row.last_seq + 1),
        at,
      ],
    });
    await client.query({
      name: 'floor-cards',
      text: `INSERT INTO card (id, kind, subject_id, notice_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
        SELECT u.id, 'notice', u.subject, u.id, 'slack', 'T0ACME', u.place, 1, 0, $4
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u(id, subject, place)`,
      values: [fresh, twice.map((row) => row.subject_id), twice.map((_, i) => PLACES[i % 2]), at],
    });
    await client.query({
      name: 'floor-outbox',
      text: `INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
        SELECT 'slack', 'T0ACME', u.place, 'notice', u.subject, u.id, true, u.id
        FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u(id, subject, place)`,
      values: [fresh, twice.map((row) => row.subject_id), twice.map((_, i) => PLACES[i % 2])],
    });
    await client.query('COMMIT');
    moved += rows.length;
  }
}

const PLACES = ['@U0AGENT', 'C0SUPPORT'];
/** As long as the engine's own. */
const EVENT = JSON.stringify({
  type: 'noticed',
  rule: 'first-contact',
  stage: 2,
  repeat: 0,
  audiences: ['owner', 'team'],
  lateSeconds: 0,
});
