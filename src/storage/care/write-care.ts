import type { Commitment } from '../../domain/commitment/commitment.ts';
import type { Instant } from '../../domain/time.ts';
import type { CareChanges, LoadedCare } from '../../usecases/care/ports.ts';
import { COMMITMENT_RECORD, commitmentToJson, UPSERT_COMMITMENTS } from '../commitment-rows.ts';
import type { Transaction } from '../customer-lock.ts';
import { jsonParameter } from '../json-parameter.ts';
import { movedCommitments } from '../write-subject-changes.ts';

/** Nothing is planned until something changes. */
export const NEVER = '9999-12-31T00:00:00Z';

/**
 * What was decided about many customers in one statement: history, commitments, reminders that read differently now, when
 * to look again, and the days ahead. The customers' subjects and rows are locked by whoever calls.
 *
 * Rows are named by arrays, which are looked up. As joins they were compared each with each wherever the server had made
 * its plan when the tables were small: 5,000 cards took half a minute a batch.
 */
const WRITE = `
WITH c AS (SELECT * FROM json_to_recordset($1::json -> 'commitments') AS c(${COMMITMENT_RECORD})),
commitments AS (${UPSERT_COMMITMENTS}),
e AS (SELECT * FROM json_to_recordset($1::json -> 'events') AS e(subject_id uuid, seq int, at float8, by text, deed json, remark text)),
events AS (
  INSERT INTO event (subject_id, seq, at, by, type, data)
  SELECT subject_id, seq, to_timestamp(at / 1000), by, deed ->> 'type', deed FROM e),
remarks AS (INSERT INTO remark (subject_id, seq, body) SELECT subject_id, seq, remark FROM e WHERE remark IS NOT NULL),
subjects AS (
  UPDATE subject s SET last_seq = e.seq FROM (SELECT subject_id, max(seq) AS seq FROM e GROUP BY subject_id) e
  WHERE s.id = e.subject_id AND s.id = ANY (ARRAY(SELECT subject_id FROM e))),
n AS (SELECT * FROM json_to_recordset($1::json -> 'customers') AS n(id uuid, planned_at float8, next_at float8)),
customers AS (
  UPDATE customer u SET care_planned_at = to_timestamp(n.planned_at / 1000),
    care_next_at = coalesce(to_timestamp(n.next_at / 1000), '${NEVER}'::timestamptz)
  FROM n WHERE u.id = n.id AND u.id = ANY (ARRAY(SELECT id FROM n))),
d AS (SELECT * FROM json_to_recordset($1::json -> 'ahead') AS d(customer_id uuid, day date, rule text, n int, why jsonb)),
-- What is kept is not deleted, so that the two never meet on one row.
past AS (
  DELETE FROM care_day o WHERE o.customer_id = ANY (ARRAY(SELECT id FROM n))
    AND NOT EXISTS (SELECT FROM d WHERE d.customer_id = o.customer_id AND d.day = o.day AND d.rule = o.rule AND d.n = o.n)),
ahead AS (
  INSERT INTO care_day (customer_id, day, rule, n, why) SELECT customer_id, day, rule, n, why FROM d
  ON CONFLICT (customer_id, day, rule, n) DO UPDATE SET why = excluded.why WHERE care_day.why <> excluded.why),
told AS (SELECT o.id FROM notice o WHERE o.commitment_id = ANY ($2::uuid[])),
shown AS (
  SELECT coalesce(x.digest_id, x.id) AS id FROM card x
  WHERE x.subject_id = ANY (ARRAY(SELECT id FROM n)) AND x.notice_id = ANY (ARRAY(SELECT id FROM told))),
-- As everywhere: cards first and in order, so that nobody waits in a circle.
locked_cards AS (
  SELECT k.id, k.kind FROM card k WHERE k.id = ANY (ARRAY(SELECT id FROM shown)) ORDER BY k.id FOR UPDATE OF k),
old_cards AS (
  UPDATE card k SET wanted_version = wanted_version + 1 FROM locked_cards l WHERE k.id = l.id AND l.kind <> 'held'
  RETURNING k.id, k.subject_id, k.platform, k.workspace, k.conversation)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT platform, workspace, conversation, 'card', subject_id, id, false, id FROM old_cards ORDER BY id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/** A customer with what was decided about it. */
export interface DecidedCare {
  readonly loaded: LoadedCare;
  readonly changes: CareChanges;
}

/** Writes it. Returns whether something may now have to be said. */
export async function writeCare(tx: Transaction, decided: readonly DecidedCare[]): Promise<boolean> {
  if (decided.length === 0) return false;
  const moved = decided.flatMap(({ loaded, changes }) => movedOf(loaded.commitments, changes.commitments));
  await tx.$executeRawUnsafe(WRITE, jsonParameter(toJson(decided)), moved);
  for (const { loaded, changes } of decided) {
    if (changes.invitation === undefined) continue;
    const { campaignId, answer, at, by } = changes.invitation;
    await tx.$executeRaw`
      UPDATE campaign_member SET answer = ${answer}, answered_at = ${new Date(at)}, answered_by = ${by}
      WHERE campaign_id = ${campaignId}::uuid AND customer_id = ${loaded.id}::uuid`;
  }
  return moved.length > 0;
}

/** Only what is written at all can have moved. */
function movedOf(before: readonly Commitment[], written: readonly Commitment[]): string[] {
  return written.length === 0 ? [] : movedCommitments(before, written);
}

function toJson(decided: readonly DecidedCare[]): object {
  return {
    commitments: decided.flatMap(({ changes }) => changes.commitments.map(commitmentToJson)),
    events: decided.flatMap(({ loaded, changes }) =>
      changes.events.map(({ event, remark }) => ({ subject_id: loaded.id, ...event, remark })),
    ),
    customers: decided.map(({ loaded, changes }) => ({
      id: loaded.id,
      planned_at: changes.plannedAt,
      next_at: changes.nextAt,
    })),
    ahead: decided.flatMap(({ loaded, changes }) => aheadToJson(loaded.id, changes)),
  };
}

function aheadToJson(customerId: string, { ahead }: CareChanges): object[] {
  return dayRows(ahead).map((row) => ({ customer_id: customerId, ...row }));
}

/** A day ahead as it is stored. */
export interface AheadRow {
  readonly day: string;
  readonly rule: string;
  readonly n: number;
  readonly why: object;
}

/** Several of one rule on one day are told apart by a number. */
export function dayRows(ahead: CareChanges['ahead']): readonly AheadRow[] {
  const seen = new Map<string, number>();
  return ahead.map(({ day, rule, ...why }) => {
    const n = seen.get(`${day}/${rule}`) ?? 0;
    seen.set(`${day}/${rule}`, n + 1);
    return { day, rule, n, why };
  });
}

/** Customers that could not be read or decided: looked at again an hour later, and not in everybody's way until then. */
export async function setAside(
  tx: Pick<Transaction, '$executeRawUnsafe'>,
  ids: readonly string[],
  now: Instant,
): Promise<void> {
  await tx.$executeRawUnsafe(
    `WITH marks AS (DELETE FROM care_mark WHERE customer_id = ANY ($1::uuid[]))
     UPDATE customer SET care_next_at = $2::timestamptz + interval '1 hour', care_planned_at = NULL WHERE id = ANY ($1::uuid[])`,
    ids,
    new Date(now),
  );
}
