import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LaneWork } from '../delivery/ports.ts';
import { type Address, PLATFORMS } from '../domain/vocabulary.ts';
import type { Surface } from '../usecases/ports.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';

/** As the partial indexes say it, word for word, or they would not be used: rows that may go at once … */
const AT_ONCE = `state = 'pending' AND (urgent OR what <> 'notice')`;
/** … and notices that a lane may be gathering. */
const GATHERED = `state = 'pending' AND what = 'notice' AND NOT urgent`;

/**
 * Lanes with something to say are found by hopping from lane to lane along the index (their backlog is not read), then
 * leased, and the head of each is marked as being sent. What is in flight goes before everything else of its lane, so
 * that order is kept. It waits for nobody: a lane or a head that somebody else is changing just now is left for the next
 * time, and so is a row that another replica finished meanwhile; such a lane comes back without work.
 *
 * Notices that are not urgent stand in an index of their own: while a lane gathers them they are as good as not there.
 */
const CLAIM = `
WITH RECURSIVE hop AS (
  (SELECT platform, workspace, conversation FROM outbox WHERE ${AT_ONCE}
   ORDER BY platform, workspace, conversation LIMIT 1)
  UNION ALL
  SELECT n.platform, n.workspace, n.conversation FROM hop h CROSS JOIN LATERAL (
    SELECT o.platform, o.workspace, o.conversation FROM outbox o
    WHERE ${AT_ONCE} AND (o.platform, o.workspace, o.conversation) > (h.platform, h.workspace, h.conversation)
    ORDER BY o.platform, o.workspace, o.conversation LIMIT 1) n
), gathering AS (
  (SELECT platform, workspace, conversation FROM outbox WHERE ${GATHERED}
   ORDER BY platform, workspace, conversation LIMIT 1)
  UNION ALL
  SELECT n.platform, n.workspace, n.conversation FROM gathering h CROSS JOIN LATERAL (
    SELECT o.platform, o.workspace, o.conversation FROM outbox o
    WHERE ${GATHERED} AND (o.platform, o.workspace, o.conversation) > (h.platform, h.workspace, h.conversation)
    ORDER BY o.platform, o.workspace, o.conversation LIMIT 1) n
), waiting AS (
  SELECT platform, workspace, conversation, bool_and(may_be_held) AS may_be_held FROM (
    SELECT *, false AS may_be_held FROM hop
    UNION ALL SELECT *, true FROM gathering
    UNION ALL SELECT platform, workspace, conversation, false FROM outbox WHERE state = 'sending') w
  GROUP BY platform, workspace, conversation
), due AS (
  SELECT w.*, l.next_at IS NULL AS is_new FROM waiting w LEFT JOIN lane l USING (platform, workspace, conversation)
  WHERE EXISTS (SELECT FROM json_to_recordset($1::json) AS s(platform text, workspace text, prefix text)
      WHERE s.platform = w.platform AND s.workspace = w.workspace AND starts_with(w.conversation, s.prefix))
    AND coalesce(l.next_at, '-infinity') <= clock_timestamp()
    AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
    AND (NOT w.may_be_held OR coalesce(l.notice_after, '-infinity') <= clock_timestamp())
  -- Whoever waited longest first: where lanes are many, none is forgotten.
  ORDER BY l.next_at NULLS FIRST LIMIT $2
), free AS (
  SELECT l.platform, l.workspace, l.conversation FROM lane l JOIN due d USING (platform, workspace, conversation)
  WHERE l.next_at <= clock_timestamp() AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
  FOR UPDATE OF l SKIP LOCKED
), leased_old AS (
  UPDATE lane l SET lease_until = clock_timestamp() + interval '30 s', lease_token = $3::uuid
  FROM free f WHERE l.platform = f.platform AND l.workspace = f.workspace AND l.conversation = f.conversation
  RETURNING l.platform, l.workspace, l.conversation, l.attempts, l.notice_after
), leased_new AS (
  INSERT INTO lane (platform, workspace, conversation, next_at, lease_until, lease_token)
  SELECT platform, workspace, conversation, clock_timestamp(), clock_timestamp() + interval '30 s', $3::uuid
  FROM due WHERE is_new ORDER BY platform, workspace, conversation
  ON CONFLICT (platform, workspace, conversation) DO NOTHING
  RETURNING platform, workspace, conversation, attempts, notice_after
), leased AS (
  SELECT * FROM leased_old UNION ALL SELECT * FROM leased_new
), head AS (
  SELECT l.*, coalesce(f.id, p.id) AS id, f.id IS NOT NULL AS was_in_flight FROM leased l
  LEFT JOIN LATERAL (SELECT o.id FROM outbox o WHERE o.state = 'sending' AND o.platform = l.platform
    AND o.workspace = l.workspace AND o.conversation = l.conversation ORDER BY o.id LIMIT 1) f ON true
  LEFT JOIN LATERAL (
    (SELECT o.id, o.urgent FROM outbox o WHERE ${AT_ONCE} AND o.platform = l.platform
      AND o.workspace = l.workspace AND o.conversation = l.conversation ORDER BY o.urgent DESC, o.id LIMIT 1)
    UNION ALL
    (SELECT o.id, o.urgent FROM outbox o WHERE ${GATHERED} AND o.platform = l.platform
      AND o.workspace = l.workspace AND o.conversation = l.conversation
      AND coalesce(l.notice_after, '-infinity') <= clock_timestamp() ORDER BY o.id LIMIT 1)
    ORDER BY urgent DESC, id LIMIT 1) p ON true
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
 * The head of a lane and the notices of its kind (urgent or not) that wait behind it become one digest. The head's card
 * speaks for all of them from now on and its row goes on as that card's, so that a crash finds nothing unusual; the other
 * rows are done. Locks are taken as everywhere: lanes, cards, rows, each in order. A lease that has passed on bundles
 * nothing.
 */
const BUNDLE = `
WITH heads AS (
  SELECT id, card_id, urgent, platform, workspace, conversation FROM outbox
  WHERE id = ANY ($1::bigint[]) AND state = 'sending' AND what = 'notice'
), leased AS (
  SELECT l.platform, l.workspace, l.conversation FROM lane l JOIN heads h USING (platform, workspace, conversation)
  WHERE l.lease_token = $2::uuid ORDER BY l.platform, l.workspace, l.conversation FOR UPDATE OF l
), siblings AS (
  SELECT h.id AS head_id, h.card_id AS digest_id, s.id, s.card_id
  FROM heads h JOIN leased USING (platform, workspace, conversation) CROSS JOIN LATERAL (
    (SELECT o.id, o.card_id FROM outbox o WHERE NOT h.urgent AND ${GATHERED} AND o.platform = h.platform
      AND o.workspace = h.workspace AND o.conversation = h.conversation ORDER BY o.id LIMIT $3)
    UNION ALL
    (SELECT o.id, o.card_id FROM outbox o WHERE h.urgent AND ${AT_ONCE} AND o.urgent AND o.what = 'notice'
      AND o.platform = h.platform AND o.workspace = h.workspace AND o.conversation = h.conversation
      ORDER BY o.id LIMIT $3)) s
), locked_cards AS (
  SELECT k.id FROM card k WHERE k.id IN (SELECT card_id FROM siblings UNION SELECT digest_id FROM siblings)
  ORDER BY k.id FOR UPDATE OF k
), locked_rows AS (
  SELECT o.id FROM outbox o WHERE o.id IN (SELECT id FROM siblings UNION SELECT head_id FROM siblings)
    AND (SELECT count(*) FROM locked_cards) >= 0 ORDER BY o.id FOR UPDATE OF o
), bundled AS (
  UPDATE outbox o SET state = 'bundled', done_at = clock_timestamp() FROM siblings s
  WHERE o.id = s.id AND o.state = 'pending' AND (SELECT count(*) FROM locked_rows) >= 0
  RETURNING s.head_id, s.digest_id, o.card_id
), members AS (
  SELECT card_id, digest_id FROM bundled UNION SELECT digest_id, digest_id FROM bundled
), cards AS (
  UPDATE card k SET digest_id = m.digest_id, kind = CASE WHEN k.id = m.digest_id THEN 'digest' ELSE k.kind END
  FROM members m WHERE k.id = m.card_id RETURNING k.id, k.kind, k.wanted_version
), told AS (
  UPDATE outbox o SET what = 'card' FROM (SELECT DISTINCT head_id FROM bundled) b WHERE o.id = b.head_id
  RETURNING o.id, o.card_id
)
SELECT t.id, c.wanted_version FROM told t JOIN cards c ON c.id = t.card_id`;

/** Notices in one digest at most; what is beyond goes into the next one. */
const BUNDLED_AT_MOST = 500;

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

/** What came of looking at the lanes: work, and lanes that were leased and turned out to have none for us. */
export interface Claimed {
  readonly leaseToken: string;
  readonly works: readonly LaneWork[];
  readonly idle: readonly Address[];
}

/** Leases lanes, takes the head of each, and gathers waiting notices into digests. */
export async function claimLanes(prisma: PrismaClient, surfaces: readonly Surface[], limit: number): Promise<Claimed> {
  const leaseToken = randomUUID();
  const served = surfaces.flatMap(({ platform, workspace, serves = [''] }) =>
    serves.map((prefix) => ({ platform, workspace, prefix })),
  );
  const rows = await prisma.$queryRawUnsafe<ClaimRow[]>(CLAIM, jsonParameter(served), limit, leaseToken);
  const works = rows.flatMap((row) => (row.id === null ? [] : [workOf(row, row.id, leaseToken)]));
  return {
    leaseToken,
    works: await bundleNotices(prisma, works, leaseToken),
    idle: rows.filter((row) => row.id === null).map(laneOf),
  };
}

/** Gathers what waits behind claimed notices; the works come back in order, some of them as digests. */
export async function bundleNotices(
  prisma: PrismaClient,
  works: readonly LaneWork[],
  leaseToken: string,
): Promise<readonly LaneWork[]> {
  // What may have been shown already is looked for as it was: it cannot become something else.
  const heads = works.filter((one) => one.what === 'notice' && !one.wasInFlight);
  if (heads.length === 0) return works;
  const bundled = await retryingConflicts(() =>
    prisma.$queryRawUnsafe<{ id: bigint; wanted_version: number }[]>(
      BUNDLE,
      heads.map((one) => one.outboxId),
      leaseToken,
      BUNDLED_AT_MOST - 1,
    ),
  );
  const versionsById = new Map(bundled.map((row) => [row.id, row.wanted_version]));
  return works.map((work) => {
    const wantedVersion = versionsById.get(work.outboxId);
    if (wantedVersion === undefined || work.card === null) return work;
    return { ...work, what: 'card', card: { ...work.card, kind: 'digest', wantedVersion } };
  });
}

function laneOf(row: ClaimRow): Address {
  return { platform: z.enum(PLATFORMS).parse(row.platform), workspace: row.workspace, id: row.conversation };
}

function workOf(row: ClaimRow, outboxId: bigint, leaseToken: string): LaneWork {
  return {
    lane: laneOf(row),
    leaseToken,
    outboxId,
    what: z.enum(['card', 'notice', 'thread', 'reply', 'private']).parse(row.what),
    wasInFlight: row.was_in_flight,
    attempts: row.attempts,
    laneAttempts: row.lane_attempts,
    messageId: row.message_id,
    urgent: row.urgent,
    subjectId: row.subject_id,
    seq: row.seq,
    data: row.data,
    ...replyTo(row),
    card:
      row.card_id === null || row.card_kind === null
        ? null
        : {
            id: row.card_id,
            kind: z.enum(['ticket', 'notice', 'digest']).parse(row.card_kind),
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

const messageAddress = z.object({ conversation: z.string(), message: z.string() });

/** A row that cannot be read is left to the sender to set down: throwing here would stop every lane. */
function replyTo({ what, data }: ClaimRow): Pick<LaneWork, 'replyTo'> {
  if (what !== 'reply') return {};
  const read = messageAddress.safeParse(data);
  return read.success ? { replyTo: read.data } : {};
}
