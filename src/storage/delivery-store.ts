import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Delivered, DeliveryStore } from '../delivery/ports.ts';
import { type Address, PLATFORMS } from '../domain/vocabulary.ts';
import { createBatcher } from './batcher.ts';
import { claimLanes } from './claim-lanes.ts';
import { isDatabaseUnavailable } from './database-errors.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { readScene } from './read-scene.ts';
import { retryingConflicts } from './saved-or-not.ts';

/**
 * Outcomes are written together. The token fences: a lane that somebody else leased meanwhile is left alone. Locks are
 * taken as verbs take them: cards, then rows, each in order.
 */
const RECORD = `
WITH r AS (SELECT * FROM json_to_recordset($1::json) AS r(
  id bigint, platform text, workspace text, conversation text, token uuid, state text, reason text, rest_ms int,
  limited boolean, failed boolean, gather_ms int, card_id uuid, shown_version int, has_address boolean,
  address_conversation text, address_message text)),
lanes AS (
  UPDATE lane l SET lease_until = NULL, lease_token = NULL,
    limited = CASE WHEN r.id IS NULL THEN l.limited ELSE r.limited END,
    next_at = CASE WHEN r.id IS NULL THEN l.next_at ELSE clock_timestamp() + r.rest_ms * interval '1 ms' END,
    notice_after = CASE WHEN r.gather_ms IS NULL THEN l.notice_after
      ELSE clock_timestamp() + r.gather_ms * interval '1 ms' END,
    attempts = CASE WHEN r.id IS NULL THEN l.attempts WHEN r.failed THEN l.attempts + 1 ELSE 0 END
  FROM r WHERE l.platform = r.platform AND l.workspace = r.workspace AND l.conversation = r.conversation
    AND l.lease_token = r.token
  RETURNING l.platform, l.workspace, l.conversation),
mine AS (SELECT r.* FROM r JOIN lanes USING (platform, workspace, conversation) WHERE r.id IS NOT NULL),
-- What was not said does not count against the platform's limits.
refunded AS (
  DELETE FROM sent_post p USING mine m WHERE m.state = 'moot' AND p.platform = m.platform
    AND p.workspace = m.workspace AND p.conversation = lower(m.conversation) AND p.token = m.token),
locked_cards AS (
  SELECT k.id, k.wanted_version FROM card k WHERE k.id IN (SELECT card_id FROM mine) ORDER BY k.id FOR UPDATE),
-- A card to be tried again keeps one waiting row, the older: what comes after it in its lane may wait for it.
doubled AS (
  SELECT w.id, m.id AS kept FROM mine m
  JOIN outbox w ON w.card_id = m.card_id AND w.what IN ('card', 'notice') AND w.state = 'pending' AND w.id <> m.id
  WHERE m.state = 'pending'),
locked_rows AS (
  SELECT o.id FROM outbox o WHERE o.id IN (SELECT id FROM mine UNION ALL SELECT id FROM doubled)
    AND (SELECT count(*) FROM locked_cards) >= 0 ORDER BY o.id FOR UPDATE),
dropped AS (
  UPDATE outbox o SET state = 'moot', done_at = clock_timestamp() FROM doubled d
  WHERE o.id = d.id AND (SELECT count(*) FROM locked_rows) >= 0 RETURNING d.kept),
rows AS (
  UPDATE outbox o SET state = m.state, reason = m.reason,
    done_at = CASE WHEN m.state IN ('pending', 'sending') THEN NULL ELSE clock_timestamp() END
  FROM mine m WHERE o.id = m.id AND (SELECT count(*) FROM dropped) >= 0),
-- A verb may find a row waiting for its card, leave it at that, and see it claimed before it can commit what is new.
again AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
  SELECT o.platform, o.workspace, o.conversation, 'card', o.subject_id, o.card_id, o.urgent, o.message_id
  FROM mine m JOIN locked_cards k ON k.id = m.card_id JOIN outbox o ON o.id = m.id
  WHERE m.state NOT IN ('pending', 'sending') AND m.shown_version < k.wanted_version
  ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING)
UPDATE card k SET
  shown_version = CASE WHEN m.state = 'sent' THEN greatest(k.shown_version, m.shown_version) ELSE k.shown_version END,
  address_conversation = CASE WHEN m.has_address THEN m.address_conversation ELSE k.address_conversation END,
  address_message = CASE WHEN m.has_address THEN m.address_message ELSE k.address_message END
FROM mine m WHERE k.id = m.card_id AND m.shown_version IS NOT NULL AND (SELECT count(*) FROM locked_rows) >= 0`;

/** Outbox and lanes in PostgreSQL. `onWritten` is called when something new waits. */
export function createDeliveryStore(deps: { prisma: PrismaClient; onWritten: () => void }): DeliveryStore {
  const { prisma } = deps;

  const write = createBatcher({
    write: async (items: readonly Recorded[]) => {
      const at = performance.now();
      // A lane rests from when it spoke, not from when that was written down.
      const rows = items.map(({ row, spokeAt }) => ({
        ...row,
        rest_ms: Math.max(0, Math.round(Number(row['rest_ms'] ?? 0) - (at - spokeAt))),
      }));
      await retryingConflicts(() => prisma.$executeRawUnsafe(RECORD, jsonParameter(rows)));
      return items.map(() => undefined);
    },
    maxItems: 250,
    isWorthSplitting: (error) => !isDatabaseUnavailable(error),
  });

  return {
    claim: async (surfaces, limit) => {
      const { leaseToken, works, idle } = await claimLanes(prisma, surfaces, limit);
      await Promise.all(idle.map((lane) => write({ row: freeLane(lane, leaseToken), spokeAt: performance.now() })));
      return works;
    },

    scene: (works) => readScene(prisma, works),

    record: (delivered) => write({ row: recordRow(delivered), spokeAt: performance.now() }),

    countPost: async ({ platform, workspace, id }) => {
      await prisma.$executeRaw`
        INSERT INTO sent_post (platform, workspace, conversation, token)
        VALUES (${platform}, ${workspace}, lower(${id}), ${randomUUID()}::uuid)`;
    },

    enqueuePrivate: async (to, data) => {
      await prisma.outbox.create({
        data: {
          platform: to.platform,
          workspace: to.workspace,
          conversation: to.id,
          what: 'private',
          data,
          urgent: true,
          messageId: randomUUID(),
        },
      });
      deps.onWritten();
    },

    moveCard: async (cardId, to) => {
      const moved = await prisma.$queryRaw<{ id: string }[]>`
        WITH stranded AS (SELECT * FROM card WHERE id = ${cardId}::uuid AND address_message IS NULL FOR UPDATE),
        moved AS (
          UPDATE card k SET platform = ${to.platform}, workspace = ${to.workspace}, conversation = ${to.id} FROM stranded s
          WHERE k.id = s.id AND NOT EXISTS (
            SELECT FROM card o WHERE o.subject_id = s.subject_id AND o.kind = s.kind AND o.id <> s.id
              AND o.notice_id IS NOT DISTINCT FROM s.notice_id AND o.kind <> 'digest'
              AND o.platform = ${to.platform} AND o.workspace = ${to.workspace} AND o.conversation = ${to.id})
            -- Refused there before: two closed places must not send it to and fro.
            AND NOT EXISTS (SELECT FROM outbox r WHERE r.card_id = s.id AND r.state = 'rejected'
              AND r.platform = ${to.platform} AND r.workspace = ${to.workspace} AND r.conversation = ${to.id})
          RETURNING k.id, k.subject_id),
        -- What waits to show it goes along: a card has one such row at a time.
        taken_along AS (
          UPDATE outbox o SET what = 'card', platform = ${to.platform}, workspace = ${to.workspace},
            conversation = ${to.id}
          FROM moved m WHERE o.card_id = m.id AND o.state = 'pending' AND o.what IN ('card', 'notice') RETURNING o.id),
        silenced AS (
          UPDATE outbox o SET state = 'moot', reason = 'its card moved', done_at = clock_timestamp()
          FROM moved m WHERE o.card_id = m.id AND o.state = 'pending' AND o.what NOT IN ('card', 'notice')),
        posted AS (
          INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
          SELECT ${to.platform}, ${to.workspace}, ${to.id}, 'card', m.subject_id, m.id,
            coalesce((SELECT bool_or(o.urgent) FROM outbox o WHERE o.card_id = m.id), false), gen_random_uuid()
          FROM moved m WHERE NOT EXISTS (SELECT FROM taken_along))
        SELECT id FROM moved`;
      if (moved.length > 0) deps.onWritten();
      return moved.length > 0;
    },

    depths: async () => {
      const rows = await prisma.$queryRaw<{ platform: string; waiting: bigint; oldest: number; limited: number }[]>`
        SELECT platform, count(*) AS waiting, extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS oldest,
          (SELECT count(*)::int FROM lane l WHERE l.platform = waiting.platform AND l.limited
             AND l.next_at > clock_timestamp()) AS limited
        FROM (SELECT platform, created_at FROM outbox WHERE state = 'pending'
              UNION ALL SELECT platform, created_at FROM outbox WHERE state = 'sending') waiting GROUP BY platform`;
      return rows.map((row) => ({
        platform: z.enum(PLATFORMS).parse(row.platform),
        waiting: Number(row.waiting),
        oldestSeconds: row.oldest,
        limited: row.limited,
      }));
    },
  };
}

type RecordRow = Readonly<Record<string, string | number | boolean | null>>;
/** What is to be recorded, and when it happened by the monotonic clock. */
type Recorded = { readonly row: RecordRow; readonly spokeAt: number };

function recordRow({ work, state, reason, address, shownVersion, restMs, limited, gatherMs }: Delivered): RecordRow {
  const isCard = work.what === 'card' || work.what === 'notice';
  return {
    id: String(work.outboxId),
    platform: work.lane.platform,
    workspace: work.lane.workspace,
    conversation: work.lane.id,
    token: work.leaseToken,
    state,
    reason,
    rest_ms: Math.round(restMs),
    limited,
    failed: state === 'pending' || state === 'sending',
    gather_ms: gatherMs === undefined ? null : Math.round(gatherMs),
    card_id: isCard ? (work.card?.id ?? null) : null,
    shown_version: shownVersion ?? work.card?.wantedVersion ?? null,
    has_address: address !== undefined,
    address_conversation: address?.conversation ?? null,
    address_message: address?.message ?? null,
  };
}

/** A lane that was leased and turned out to have nothing for us. */
function freeLane({ platform, workspace, id: conversation }: Address, token: string): RecordRow {
  return {
    id: null,
    platform,
    workspace,
    conversation,
    token,
    state: 'moot',
    reason: null,
    rest_ms: 0,
    limited: false,
    failed: false,
    gather_ms: null,
    card_id: null,
    shown_version: null,
    has_address: false,
    address_conversation: null,
    address_message: null,
  };
}
