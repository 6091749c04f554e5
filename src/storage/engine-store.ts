import { FIRST_RUNG } from '../domain/commitment/commitment.ts';
import type { Instant } from '../domain/time.ts';
import type { Advance, AdvanceReport, DailyLimit, DueSubject, EngineStore } from '../usecases/ports.ts';
import { ADVANCED_RECORD, advancedToJson, commitmentsFromJson, UPDATE_ADVANCED } from './commitment-rows.ts';
import { type HeldUntil, holdTooMuch, mayWait, POSTPONE_GATHERED, placeKey, RELEASE_GATHERED } from './daily-limit.ts';
import { isDatabaseUnavailable } from './database-errors.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';
import { originOf } from './ticket-rows.ts';

type Transaction = Pick<PrismaClient, '$queryRawUnsafe' | '$executeRawUnsafe'>;
type Decide = (subject: DueSubject) => Advance;
/** What is to be said, and how much of it one person hears in a day. */
interface Deciding {
  readonly decide: Decide;
  readonly daily: DailyLimit | null;
}

/** Subjects first and alone, so that a tick and a click lock in one order; whoever is locked is somebody else's now. */
const CLAIM = `
SELECT s.id, s.last_seq, s.origin_platform, s.origin_workspace, s.origin_conversation FROM subject s
WHERE s.id IN (
  SELECT due.subject_id FROM (
    SELECT c.subject_id, c.next_at FROM commitment c WHERE c.state = 'open' AND c.next_at <= $1
    ORDER BY c.next_at LIMIT $2 * 4) due
  GROUP BY due.subject_id ORDER BY min(due.next_at) LIMIT $2)
ORDER BY s.id FOR UPDATE SKIP LOCKED`;

const CLAIM_ONE = `
SELECT s.id, s.last_seq, s.origin_platform, s.origin_workspace, s.origin_conversation FROM subject s
WHERE s.id = $1::uuid FOR UPDATE SKIP LOCKED`;

/** A statement of its own after the lock, so that it sees what was committed while we waited for nothing. */
const LOAD_DUE = `
SELECT subject_id, json_agg(c.* ORDER BY c.next_at, c.id) AS commitments FROM commitment c
WHERE c.subject_id = ANY ($1::uuid[]) AND c.state = 'open' AND c.next_at <= $2 GROUP BY subject_id`;

const SAVE = `
WITH c AS (SELECT * FROM json_to_recordset($1::json -> 'commitments') AS c(${ADVANCED_RECORD})),
commitments AS (${UPDATE_ADVANCED}),
e AS (SELECT * FROM json_to_recordset($1::json -> 'events') AS e(subject_id uuid, seq int, at float8, by text, deed json)),
events AS (
  INSERT INTO event (subject_id, seq, at, by, type, data)
  SELECT subject_id, seq, to_timestamp(at / 1000), by, deed ->> 'type', deed FROM e),
subjects AS (
  UPDATE subject s SET last_seq = e.seq FROM (SELECT subject_id, max(seq) AS seq FROM e GROUP BY subject_id) e
  WHERE s.id = e.subject_id),
n AS (SELECT * FROM json_to_recordset($1::json -> 'notices') AS n(
  id uuid, commitment_id uuid, subject_id uuid, round int, stage int, repeat int, audience text, seq int, at float8,
  late_seconds int, cause text, person text, on_behalf_of text, heard_as text)),
notices AS (
  INSERT INTO notice (id, commitment_id, subject_id, round, stage, repeat, audience, seq, at, late_seconds, cause, person,
    on_behalf_of, heard_as)
  SELECT id, commitment_id, subject_id, round, stage, repeat, audience, seq, to_timestamp(at / 1000), late_seconds, cause,
    person, on_behalf_of, heard_as
  FROM n
  ON CONFLICT (commitment_id, round, stage, repeat, audience) DO NOTHING RETURNING id),
k AS (SELECT k.* FROM json_to_recordset($1::json -> 'cards') AS k(
  id uuid, subject_id uuid, notice_id uuid, platform text, workspace text, conversation text, at float8, urgent boolean, held boolean, held_until float8)
  JOIN notices ON notices.id = k.notice_id),
cards AS (
  INSERT INTO card (id, kind, subject_id, notice_id, platform, workspace, conversation, wanted_version, shown_version, created_at,
    held_until)
  SELECT id, CASE WHEN held THEN 'held' ELSE 'notice' END, subject_id, notice_id, platform, workspace, conversation, 1, 0,
    to_timestamp(at / 1000), to_timestamp(held_until / 1000) FROM k),
fallen AS (SELECT * FROM json_to_recordset($1::json -> 'fallen') AS f(subject_id uuid, urgent boolean)),
locked_cards AS (
  SELECT t.id, f.urgent FROM card t JOIN fallen f ON f.subject_id = t.subject_id
  WHERE t.kind = 'ticket' ORDER BY t.id FOR UPDATE OF t),
outdated AS (
  UPDATE card t SET wanted_version = wanted_version + 1 FROM locked_cards l WHERE t.id = l.id
  RETURNING t.id, t.subject_id, t.platform, t.workspace, t.conversation, l.urgent)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT platform, workspace, conversation, what, subject_id, id, urgent, id FROM (
  SELECT platform, workspace, conversation, 'notice' AS what, subject_id, id, urgent FROM k WHERE NOT held
  UNION ALL SELECT platform, workspace, conversation, 'card', subject_id, id, urgent FROM outdated) x
ORDER BY what DESC, urgent DESC, id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/**
 * What waits for others of its cause goes out once no more of them can come. Two or more in one conversation are one
 * digest, whatever their number; one alone is a notice like any other. Cards first, as everywhere.
 */
const RELEASE = `
WITH causes AS (
  SELECT DISTINCT n.cause FROM card k JOIN notice n ON n.id = k.notice_id WHERE k.kind = 'held'
), over AS (
  SELECT s.cause FROM causes s LEFT JOIN policy_version v ON v.hash = s.cause
  WHERE (v.recomputed_at IS NOT NULL OR s.cause <> $1)
    AND NOT EXISTS (SELECT FROM commitment c WHERE c.state = 'open' AND c.cause = s.cause AND c.next_at <= $2)
), held AS (
  SELECT k.id, k.subject_id, k.platform, k.workspace, k.conversation, n.cause, c.basis = 'round-the-clock' AS urgent
  FROM card k JOIN notice n ON n.id = k.notice_id JOIN commitment c ON c.id = n.commitment_id
  WHERE k.kind = 'held' AND n.cause IN (SELECT cause FROM over) ORDER BY k.id FOR UPDATE OF k
), heads AS (
  SELECT platform, workspace, conversation, cause, (array_agg(id ORDER BY id))[1] AS id, count(*) AS members,
    bool_or(urgent) AS urgent
  FROM held GROUP BY platform, workspace, conversation, cause
), cards AS (
  UPDATE card k SET digest_id = CASE WHEN h.members > 1 THEN h.id END,
    kind = CASE WHEN h.members > 1 AND k.id = h.id THEN 'digest' ELSE 'notice' END
  FROM held x JOIN heads h USING (platform, workspace, conversation, cause) WHERE k.id = x.id
)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT h.platform, h.workspace, h.conversation, CASE WHEN h.members > 1 THEN 'card' ELSE 'notice' END, x.subject_id, h.id,
  h.urgent, h.id
FROM heads h JOIN held x ON x.id = h.id ORDER BY h.urgent DESC, h.id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/**
 * Tickets whose own card is shown anew when a deadline falls. In a storm of more the digests speak alone: hundreds of
 * updates would stand in the way of what comes after them.
 */
const CARDS_SHOWN_ANEW = 20;

/** The engine's commitments in PostgreSQL. `onWritten` is called after a commit that left something to be delivered. */
export function createEngineStore(deps: { prisma: PrismaClient; onWritten: () => void }): EngineStore {
  const { prisma } = deps;
  return {
    advance: async (now, limit, decide, daily = null) => {
      const report = await advanceBatch(prisma, now, limit, { decide, daily });
      if (report.notices > 0) deps.onWritten();
      return report;
    },
    releaseHeld: async (activePolicy, now, restUntil = now) => {
      const released = await retryingConflicts(() => prisma.$executeRawUnsafe(RELEASE, activePolicy, new Date(now)));
      const isRest = restUntil > now;
      const gathered = await retryingConflicts(() =>
        isRest
          ? prisma.$executeRawUnsafe(POSTPONE_GATHERED, new Date(now), new Date(restUntil)).then(() => 0)
          : prisma.$executeRawUnsafe(RELEASE_GATHERED, new Date(now)),
      );
      if (released + gathered > 0) deps.onWritten();
    },
    nextAt: async () => {
      const [row] = await prisma.$queryRaw<{ next_at: Date | null }[]>`
        SELECT least((SELECT min(next_at) FROM commitment WHERE state = 'open'),
          (SELECT min(held_until) FROM card WHERE kind = 'held' AND held_until IS NOT NULL)) AS next_at`;
      return row?.next_at?.getTime() ?? null;
    },
    backlog: async (now) => {
      const [row] = await prisma.$queryRaw<{ due: bigint; oldest: Date | null }[]>`
        SELECT count(*) AS due, min(next_at) AS oldest FROM commitment WHERE state = 'open' AND next_at <= ${new Date(now)}`;
      return { due: Number(row?.due ?? 0), oldest: row?.oldest?.getTime() ?? null };
    },
  };
}

async function advanceBatch(
  prisma: PrismaClient,
  now: Instant,
  limit: number,
  deciding: Deciding,
): Promise<AdvanceReport> {
  try {
    return await retryingConflicts(() =>
      advanceOnce(prisma, now, deciding, (tx) => tx.$queryRawUnsafe(CLAIM, new Date(now), limit)),
    );
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    return advanceOneByOne(prisma, now, limit, deciding);
  }
}

/** One broken row never stops the others: each subject in a transaction of its own, the culprit set aside. */
async function advanceOneByOne(
  prisma: PrismaClient,
  now: Instant,
  limit: number,
  deciding: Deciding,
): Promise<AdvanceReport> {
  const due = await prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT subject_id AS id FROM commitment WHERE state = 'open' AND next_at <= $1
     GROUP BY subject_id ORDER BY min(next_at) LIMIT $2`,
    new Date(now),
    limit,
  );
  let notices = 0;
  const failures: { subjectId: string; error: unknown }[] = [];
  for (const { id } of due) {
    try {
      const report = await retryingConflicts(() =>
        advanceOnce(prisma, now, deciding, (tx) => tx.$queryRawUnsafe(CLAIM_ONE, id)),
      );
      notices += report.notices;
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      failures.push({ subjectId: id, error });
      await setAside(prisma, id, now);
    }
  }
  return { subjects: due.length, notices, failures };
}

/** In a transaction of its own, since the failed one is gone: 1, 2, 4 … up to 60 minutes until it is tried again. */
async function setAside(prisma: PrismaClient, subjectId: string, now: Instant): Promise<void> {
  await retryingConflicts(
    () => prisma.$executeRaw`
      WITH s AS (SELECT id FROM subject WHERE id = ${subjectId}::uuid FOR UPDATE)
      UPDATE commitment SET failures = failures + 1,
        next_at = ${new Date(now)}::timestamptz + least(60, power(2, least(failures, 6))) * interval '1 minute'
      WHERE subject_id = (SELECT id FROM s) AND state = 'open' AND next_at <= ${new Date(now)}::timestamptz`,
  );
}

interface ClaimedRow {
  readonly id: string;
  readonly last_seq: number;
  readonly origin_platform: string | null;
  readonly origin_workspace: string | null;
  readonly origin_conversation: string | null;
}

async function advanceOnce(
  prisma: PrismaClient,
  now: Instant,
  { decide, daily }: Deciding,
  claim: (tx: Transaction) => Promise<ClaimedRow[]>,
): Promise<AdvanceReport> {
  return prisma.$transaction(
    async (tx) => {
      const claimed = await claim(tx);
      if (claimed.length === 0) return { subjects: 0, notices: 0, failures: [] };
      const ids = claimed.map((row) => row.id);
      const loaded = await tx.$queryRawUnsafe<{ subject_id: string; commitments: unknown }[]>(
        LOAD_DUE,
        ids,
        new Date(now),
      );
      const commitmentsById = new Map(loaded.map((row) => [row.subject_id, row.commitments]));
      const advances = claimed.map((row) =>
        decide({
          subjectId: row.id,
          lastSeq: row.last_seq,
          origin: originOf(row),
          commitments: commitmentsFromJson(commitmentsById.get(row.id)),
        }),
      );
      const heldUntil = await holdTooMuch(tx, advances, daily);
      await tx.$executeRawUnsafe(SAVE, jsonParameter(advancesToJson(advances, heldUntil)));
      return {
        subjects: claimed.length,
        notices: advances.reduce((sum, one) => sum + one.notices.length, 0),
        failures: [],
      };
    },
    { timeout: 30_000, maxWait: 5_000 },
  );
}

function advancesToJson(advances: readonly Advance[], heldUntil: HeldUntil): object {
  const notices = advances.flatMap((one) => one.notices.map((notice) => ({ ...notice, subjectId: one.subjectId })));
  const fallen = advances.filter((one) =>
    one.notices.some(({ stage, repeat }) => stage === FIRST_RUNG && repeat === 0),
  );
  return {
    fallen:
      fallen.length > CARDS_SHOWN_ANEW
        ? []
        : fallen.map((one) => ({ subject_id: one.subjectId, urgent: one.notices.some(({ urgent }) => urgent) })),
    commitments: advances.flatMap((one) => one.commitments.map(advancedToJson)),
    events: advances.flatMap((one) => one.events.map((event) => ({ subject_id: one.subjectId, ...event }))),
    notices: notices.map((one) => ({
      id: one.id,
      commitment_id: one.commitmentId,
      subject_id: one.subjectId,
      round: one.round,
      stage: one.stage,
      repeat: one.repeat,
      audience: one.audience,
      seq: one.seq,
      at: one.at,
      late_seconds: one.lateSeconds,
      cause: one.cause,
      person: one.person,
      on_behalf_of: one.onBehalfOf,
      heard_as: one.heardAs,
    })),
    cards: notices.flatMap((notice) =>
      notice.cards.map(({ id, to }) => {
        const until = mayWait(notice) ? (heldUntil.get(placeKey(to)) ?? notice.gatherUntil ?? null) : null;
        return {
          id,
          subject_id: notice.subjectId,
          notice_id: notice.id,
          platform: to.platform,
          workspace: to.workspace,
          conversation: to.id,
          at: notice.at,
          urgent: notice.urgent,
          held: notice.cause !== null || until !== null,
          held_until: until,
        };
      }),
    ),
  };
}
