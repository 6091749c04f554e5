import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LaneWork, PacedSurface } from '../delivery/ports.ts';
import { type Address, PLATFORMS } from '../domain/vocabulary.ts';
import { AT_ONCE, claimStatement, GATHERED } from './claim-statement.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';

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
  readonly rest_left_ms: number;
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

/** Non-urgent words leave so much of every limit to urgent ones. */
const CALM_PART = 0.8;

/** One turn at a time where conversations share a limit: whoever counts must see what others have just taken. */
export const SHARED_LIMITS_TURN = 7_410_330_152n;

/** Leases lanes, takes the head of each, and gathers waiting notices into digests. */
export async function claimLanes(
  prisma: PrismaClient,
  surfaces: readonly PacedSurface[],
  limit: number,
): Promise<Claimed> {
  const leaseToken = randomUUID();
  const served = surfaces.flatMap(({ platform, workspace, serves = [''] }) =>
    serves.map((prefix) => ({ platform, workspace, prefix })),
  );
  const windows = surfaces.flatMap(windowsOf);
  const parameters = [jsonParameter(served), limit, leaseToken];
  const rows = await (windows.length === 0
    ? prisma.$queryRawUnsafe<ClaimRow[]>(claimStatement(false), ...parameters)
    : claimPaced(prisma, windows, parameters));
  const works = rows.flatMap((row) => (row.id === null ? [] : [workOf(row, row.id, leaseToken)]));
  return {
    leaseToken,
    works: await bundleNotices(prisma, works, leaseToken),
    idle: rows.filter((row) => row.id === null).map(laneOf),
  };
}

async function claimPaced(
  prisma: PrismaClient,
  windows: readonly WindowRow[],
  parameters: readonly unknown[],
): Promise<ClaimRow[]> {
  const claim = prisma.$queryRawUnsafe<ClaimRow[]>(claimStatement(true), ...parameters, jsonParameter(windows));
  if (!windows.some((one) => one.is_shared)) return claim;
  // Two statements: the second one's picture of the database is taken when the turn has come.
  const turn = prisma.$executeRaw`SELECT pg_advisory_xact_lock(${SHARED_LIMITS_TURN})`;
  const [, rows] = await prisma.$transaction([turn, claim]);
  return rows;
}

interface WindowRow {
  readonly platform: string;
  readonly workspace: string;
  readonly prefix: string;
  readonly is_shared: boolean;
  readonly most: number;
  /** Beyond so many, only what is urgent. */
  readonly calm: number;
  readonly within_ms: number;
}

function windowsOf({ platform, workspace, serves = [''], capabilities }: PacedSurface): WindowRow[] {
  return (capabilities?.windows ?? []).flatMap(({ most, withinMs, over }) =>
    (over === undefined ? serves : [over]).map((prefix) => ({
      ...{ platform, workspace, prefix, is_shared: over !== undefined, most, within_ms: withinMs },
      calm: Math.max(1, Math.floor(most * CALM_PART)),
    })),
  );
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
    restLeftMs: row.rest_left_ms,
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
            kind: z.enum(['ticket', 'notice', 'digest', 'case']).parse(row.card_kind),
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
