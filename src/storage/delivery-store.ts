import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Delivered, DeliveryStore, LaneWork, NoticeView } from '../delivery/ports.ts';
import { PLATFORMS } from '../domain/vocabulary.ts';
import type { HistoryEntry } from '../usecases/ports.ts';
import { createBatcher } from './batcher.ts';
import { isDatabaseUnavailable } from './database-errors.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';
import { eventsFromJson, TICKET_COLUMNS, TICKET_TABLES, type TicketRecord, ticketFromRecord } from './ticket-rows.ts';

/**
 * Lanes with something to say are found by hopping from lane to lane along the index (their backlog is not read), then
 * leased, and the head of each is marked as being sent. What is in flight goes before everything else of its lane, so
 * that order is kept. It waits for nobody: a lane or a head that somebody else is changing just now is left for the next
 * time, and so is a row that another replica finished meanwhile; such a lane comes back without work.
 */
const CLAIM = `
WITH RECURSIVE hop AS (
  (SELECT platform, workspace, conversation FROM outbox WHERE state = 'pending'
   ORDER BY platform, workspace, conversation LIMIT 1)
  UNION ALL
  SELECT n.platform, n.workspace, n.conversation FROM hop h CROSS JOIN LATERAL (
    SELECT o.platform, o.workspace, o.conversation FROM outbox o
    WHERE o.state = 'pending' AND (o.platform, o.workspace, o.conversation) > (h.platform, h.workspace, h.conversation)
    ORDER BY o.platform, o.workspace, o.conversation LIMIT 1) n
), waiting AS (
  SELECT * FROM hop UNION SELECT platform, workspace, conversation FROM outbox WHERE state = 'sending'
), due AS (
  SELECT w.*, l.next_at IS NULL AS is_new FROM waiting w LEFT JOIN lane l USING (platform, workspace, conversation)
  WHERE w.platform || '/' || w.workspace = ANY ($1) AND coalesce(l.next_at, '-infinity') <= clock_timestamp()
    AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
  -- Whoever waited longest first: where lanes are many, none is forgotten.
  ORDER BY l.next_at NULLS FIRST LIMIT $2
), free AS (
  SELECT l.platform, l.workspace, l.conversation FROM lane l JOIN due d USING (platform, workspace, conversation)
  WHERE l.next_at <= clock_timestamp() AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
  FOR UPDATE OF l SKIP LOCKED
), leased_old AS (
  UPDATE lane l SET lease_until = clock_timestamp() + interval '30 s', lease_token = $3::uuid
  FROM free f WHERE l.platform = f.platform AND l.workspace = f.workspace AND l.conversation = f.conversation
  RETURNING l.platform, l.workspace, l.conversation, l.attempts
), leased_new AS (
  INSERT INTO lane (platform, workspace, conversation, next_at, lease_until, lease_token)
  SELECT platform, workspace, conversation, clock_timestamp(), clock_timestamp() + interval '30 s', $3::uuid
  FROM due WHERE is_new ORDER BY platform, workspace, conversation
  ON CONFLICT (platform, workspace, conversation) DO NOTHING
  RETURNING platform, workspace, conversation, attempts
), leased AS (
  SELECT * FROM leased_old UNION ALL SELECT * FROM leased_new
), head AS (
  SELECT l.*, coalesce(f.id, p.id) AS id, f.id IS NOT NULL AS was_in_flight FROM leased l
  LEFT JOIN LATERAL (SELECT o.id FROM outbox o WHERE o.state = 'sending' AND o.platform = l.platform
    AND o.workspace = l.workspace AND o.conversation = l.conversation ORDER BY o.id LIMIT 1) f ON true
  LEFT JOIN LATERAL (SELECT o.id FROM outbox o WHERE o.state = 'pending' AND o.platform = l.platform
    AND o.workspace = l.workspace AND o.conversation = l.conversation ORDER BY o.urgent DESC, o.id LIMIT 1) p ON true
), takeable AS (
  SELECT o.id FROM outbox o JOIN head h ON h.id = o.id
  WHERE o.state = CASE WHEN h.was_in_flight THEN 'sending' ELSE 'pending' END FOR UPDATE OF o SKIP LOCKED
), taken AS (
  UPDATE outbox o SET state = 'sending', attempts = o.attempts + 1, sending_at = clock_timestamp()
  FROM takeable h WHERE o.id = h.id RETURNING o.*
)
SELECT h.platform, h.workspace, h.conversation, h.attempts AS lane_attempts, h.was_in_flight, t.id, t.what, t.attempts,
  t.message_id, t.urgent, t.subject_id, t.seq, t.data, t.card_id, k.kind AS card_kind, k.notice_id, k.wanted_version,
  k.shown_version, k.address_conversation, k.address_message,
  EXISTS (SELECT FROM outbox w WHERE w.card_id = t.card_id AND w.what = 'card' AND w.state = 'pending' AND w.id <> t.id)
  OR EXISTS (SELECT FROM outbox w WHERE w.card_id = t.card_id AND w.what = 'card' AND w.state = 'sending' AND w.id <> t.id
    AND w.platform = t.platform AND w.workspace = t.workspace AND w.conversation = t.conversation) AS is_awaited
FROM head h LEFT JOIN taken t ON t.id = h.id LEFT JOIN card k ON k.id = t.card_id`;

/**
 * Outcomes are written together. The token fences: a lane that somebody else leased meanwhile is left alone. Locks are
 * taken as verbs take them: cards, then rows, each in order.
 */
const RECORD = `
WITH r AS (SELECT * FROM json_to_recordset($1::json) AS r(
  id bigint, platform text, workspace text, conversation text, token uuid, state text, reason text, rest_ms int,
  limited boolean, failed boolean, card_id uuid, shown_version int, has_address boolean, address_conversation text,
  address_message text)),
lanes AS (
  UPDATE lane l SET lease_until = NULL, lease_token = NULL,
    limited = CASE WHEN r.id IS NULL THEN l.limited ELSE r.limited END,
    next_at = CASE WHEN r.id IS NULL THEN l.next_at ELSE clock_timestamp() + r.rest_ms * interval '1 ms' END,
    attempts = CASE WHEN r.id IS NULL THEN l.attempts WHEN r.failed THEN l.attempts + 1 ELSE 0 END
  FROM r WHERE l.platform = r.platform AND l.workspace = r.workspace AND l.conversation = r.conversation
    AND l.lease_token = r.token
  RETURNING l.platform, l.workspace, l.conversation),
mine AS (SELECT r.* FROM r JOIN lanes USING (platform, workspace, conversation) WHERE r.id IS NOT NULL),
locked_cards AS (SELECT k.id FROM card k WHERE k.id IN (SELECT card_id FROM mine) ORDER BY k.id FOR UPDATE),
-- A card to be tried again keeps one waiting row, the older: what comes after it in its lane may wait for it.
doubled AS (
  SELECT w.id, m.id AS kept FROM mine m
  JOIN outbox w ON w.card_id = m.card_id AND w.what = 'card' AND w.state = 'pending' AND w.id <> m.id
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
  FROM mine m WHERE o.id = m.id AND (SELECT count(*) FROM dropped) >= 0)
UPDATE card k SET
  shown_version = CASE WHEN m.state = 'sent' THEN greatest(k.shown_version, m.shown_version) ELSE k.shown_version END,
  address_conversation = CASE WHEN m.has_address THEN m.address_conversation ELSE k.address_conversation END,
  address_message = CASE WHEN m.has_address THEN m.address_message ELSE k.address_message END
FROM mine m WHERE k.id = m.card_id AND m.shown_version IS NOT NULL`;

interface ClaimRow {
  readonly platform: string;
  readonly workspace: string;
  readonly conversation: string;
  readonly lane_attempts: number;
  readonly was_in_flight: boolean;
  readonly id: bigint | null;
  readonly what: string;
  readonly attempts: number;
  readonly message_id: string;
  readonly urgent: boolean;
  readonly subject_id: string | null;
  readonly seq: number | null;
  readonly data: unknown;
  readonly card_id: string | null;
  readonly card_kind: string | null;
  readonly notice_id: string | null;
  readonly wanted_version: number | null;
  readonly shown_version: number | null;
  readonly address_conversation: string | null;
  readonly address_message: string | null;
  readonly is_awaited: boolean;
}

/** Outbox and lanes in PostgreSQL. `onWritten` is called when something new waits. */
export function createDeliveryStore(deps: { prisma: PrismaClient; onWritten: () => void }): DeliveryStore {
  const { prisma } = deps;

  const write = createBatcher({
    write: async (items: readonly RecordRow[]) => {
      await retryingConflicts(() => prisma.$executeRawUnsafe(RECORD, jsonParameter(items)));
      return items.map(() => undefined);
    },
    maxItems: 250,
    isWorthSplitting: (error) => !isDatabaseUnavailable(error),
  });

  return {
    claim: async (surfaces, limit) => {
      const token = randomUUID();
      const rows = await prisma.$queryRawUnsafe<ClaimRow[]>(
        CLAIM,
        surfaces.map((one) => `${one.platform}/${one.workspace}`),
        limit,
        token,
      );
      await Promise.all(rows.filter((row) => row.id === null).map((row) => write(freeLane(row, token))));
      return rows.flatMap((row) => (row.id === null ? [] : [workOf(row, row.id, token)]));
    },

    scene: async (works) => {
      const subjectIds = [...new Set(works.flatMap((one) => (one.subjectId === null ? [] : [one.subjectId])))];
      const noticeIds = works.flatMap((one) => (one.card?.noticeId ? [one.card.noticeId] : []));
      const threads = works.filter((one) => one.what === 'thread');
      const [tickets, notices, entries] = await Promise.all([
        subjectIds.length === 0
          ? []
          : prisma.$queryRawUnsafe<TicketRecord[]>(
              `SELECT ${TICKET_COLUMNS} FROM ${TICKET_TABLES} WHERE t.id = ANY ($1::uuid[])`,
              subjectIds,
            ),
        noticeIds.length === 0 ? [] : prisma.notice.findMany({ where: { id: { in: noticeIds } } }),
        threads.length === 0 ? [] : readThreadEntries(prisma, threads),
      ]);
      return {
        ticketsById: new Map(tickets.map(ticketFromRecord).map((one) => [one.id, one])),
        noticesById: new Map(notices.map((one): [string, NoticeView] => [one.id, { ...one, at: one.at.getTime() }])),
        entriesByKey: new Map(entries),
      };
    },

    record: (delivered) => write(recordRow(delivered)),

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

    depths: async () => {
      const rows = await prisma.$queryRaw<{ platform: string; waiting: bigint; oldest: number }[]>`
        SELECT platform, count(*) AS waiting, extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS oldest
        FROM (SELECT platform, created_at FROM outbox WHERE state = 'pending'
              UNION ALL SELECT platform, created_at FROM outbox WHERE state = 'sending') waiting GROUP BY platform`;
      return rows.map((row) => ({
        platform: z.enum(PLATFORMS).parse(row.platform),
        waiting: Number(row.waiting),
        oldestSeconds: row.oldest,
      }));
    },
  };
}

function workOf(row: ClaimRow, outboxId: bigint, leaseToken: string): LaneWork {
  return {
    lane: { platform: z.enum(PLATFORMS).parse(row.platform), workspace: row.workspace, id: row.conversation },
    leaseToken,
    outboxId,
    what: z.enum(['card', 'thread', 'private']).parse(row.what),
    wasInFlight: row.was_in_flight,
    attempts: row.attempts,
    laneAttempts: row.lane_attempts,
    messageId: row.message_id,
    urgent: row.urgent,
    subjectId: row.subject_id,
    seq: row.seq,
    data: row.data,
    card:
      row.card_id === null || row.card_kind === null
        ? null
        : {
            id: row.card_id,
            kind: z.enum(['ticket', 'notice']).parse(row.card_kind),
            noticeId: row.notice_id,
            wantedVersion: row.wanted_version ?? 1,
            shownVersion: row.shown_version ?? 0,
            address:
              row.address_conversation === null || row.address_message === null
                ? null
                : { conversation: row.address_conversation, message: row.address_message },
            isAwaited: row.is_awaited,
          },
  };
}

async function readThreadEntries(prisma: PrismaClient, works: readonly LaneWork[]): Promise<[string, HistoryEntry][]> {
  const rows = await prisma.$queryRawUnsafe<{ subject_id: string; event: unknown; remark: string | null }[]>(
    `SELECT e.subject_id, json_agg(e.*) AS event, max(r.body) AS remark
     FROM json_to_recordset($1::json) AS w(subject_id uuid, seq int) JOIN event e USING (subject_id, seq)
     LEFT JOIN remark r USING (subject_id, seq) GROUP BY e.subject_id, e.seq`,
    JSON.stringify(works.map((one) => ({ subject_id: one.subjectId, seq: one.seq }))),
  );
  return rows.flatMap((row) =>
    eventsFromJson(row.event).map((event): [string, HistoryEntry] => [
      `${row.subject_id}/${event.seq}`,
      { ...event, remark: row.remark },
    ]),
  );
}

type RecordRow = Readonly<Record<string, string | number | boolean | null>>;

function recordRow({ work, state, reason, address, restMs, limited }: Delivered): RecordRow {
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
    card_id: work.what === 'card' ? (work.card?.id ?? null) : null,
    shown_version: work.card?.wantedVersion ?? null,
    has_address: address !== undefined,
    address_conversation: address?.conversation ?? null,
    address_message: address?.message ?? null,
  };
}

/** A lane that was leased and turned out to have nothing for us. */
function freeLane(row: ClaimRow, token: string): RecordRow {
  return {
    id: null,
    platform: row.platform,
    workspace: row.workspace,
    conversation: row.conversation,
    token,
    state: 'moot',
    reason: null,
    rest_ms: 0,
    limited: false,
    failed: false,
    card_id: null,
    shown_version: null,
    has_address: false,
    address_conversation: null,
    address_message: null,
  };
}
