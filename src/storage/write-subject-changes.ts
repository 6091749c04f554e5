import type { Commitment } from '../domain/commitment/commitment.ts';
import type { Address } from '../domain/vocabulary.ts';
import { commitmentToJson } from './commitment-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

/*
 * What every verb on any kind of subject writes, as parts of one statement. They expect a row `args` (id, last_seq,
 * updated_at, urgency, has_threads), the request as `$1` with `events` and `homes`, and as `$2` the commitments that moved.
 */

/** History, and the cards that must show it. Kind 'ticket' is a subject's own card, whatever the subject is. */
export const HISTORY_AND_CARDS = `
subjects AS (UPDATE subject s SET last_seq = a.last_seq FROM args a WHERE s.id = a.id),
added AS (SELECT * FROM json_to_recordset($1::json -> 'events') AS e(seq int, at float8, by text, deed json, remark text)),
events AS (
  INSERT INTO event (subject_id, seq, at, by, type, data)
  SELECT a.id, e.seq, to_timestamp(e.at / 1000), e.by, e.deed ->> 'type', e.deed FROM args a, added e),
remarks AS (
  INSERT INTO remark (subject_id, seq, body) SELECT a.id, e.seq, e.remark FROM args a, added e WHERE e.remark IS NOT NULL),
homes AS (SELECT * FROM json_to_recordset($1::json -> 'homes') AS h(id uuid, is_case boolean, platform text, workspace text, conversation text)),
new_cards AS (
  INSERT INTO card (id, kind, is_case, subject_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
  SELECT h.id, 'ticket', h.is_case, a.id, h.platform, h.workspace, h.conversation, 1, 0, to_timestamp(a.updated_at / 1000)
  FROM args a, homes h WHERE NOT EXISTS (
    SELECT FROM card k WHERE k.subject_id = a.id AND k.kind = 'ticket' AND k.is_case = h.is_case AND k.platform = h.platform
      AND k.workspace = h.workspace AND k.conversation = h.conversation)
  RETURNING id, kind, subject_id, platform, workspace, conversation),
told AS (SELECT n.id FROM notice n WHERE n.commitment_id = ANY ($2::uuid[])),
-- Cards, then waiting rows, each in order: recording deliveries locks the same way, so nobody waits in a circle. The
-- lock also tells of a notice that is being gathered into a digest just now.
locked_cards AS (
  SELECT k.id, k.digest_id, k.kind FROM card k WHERE k.id IN (
    SELECT coalesce(x.digest_id, x.id) FROM card x JOIN args a ON x.subject_id = a.id
    WHERE x.kind = 'ticket' OR x.notice_id IN (SELECT id FROM told))
  ORDER BY k.id FOR UPDATE OF k),
-- A notice that stands in a digest is shown by the digest; one that is held is shown as it is when it is let go.
old_cards AS (
  UPDATE card k SET wanted_version = wanted_version + 1
  FROM (SELECT DISTINCT coalesce(digest_id, id) AS id FROM locked_cards WHERE kind <> 'held') l WHERE k.id = l.id
  RETURNING k.id, k.kind, k.subject_id, k.platform, k.workspace, k.conversation),
cards AS (SELECT * FROM new_cards UNION ALL SELECT * FROM old_cards)`;

/** What is to be said of it: cards anew, and words in their threads. Comes after everything that changes waiting rows. */
export const SAID = `
-- In one statement, cards first: a word in a thread waits for its card, which must not stand behind it in the lane.
said AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, seq, urgent, message_id)
  SELECT x.platform, x.workspace, x.conversation, x.what, x.subject_id, x.id, x.seq, a.urgency = 'urgent', x.message_id
  FROM args a, (
    SELECT k.*, 'card' AS what, NULL::int AS seq, k.id AS message_id FROM cards k
    UNION ALL
    SELECT k.*, 'thread', e.seq, gen_random_uuid() FROM cards k, args t, added e WHERE t.has_threads AND k.kind = 'ticket' AND k.conversation NOT LIKE '@%' AND e.by <> 'system') x
  ORDER BY x.what, x.seq, x.id
  ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING)`;

/** Commitments about which a notice would now read differently. */
export function movedCommitments(before: readonly Commitment[], after: readonly Commitment[]): string[] {
  const beforeById = new Map(before.map((one) => [one.id, one]));
  return after
    .filter((one) => {
      const old = beforeById.get(one.id);
      if (old === undefined || old.state !== one.state || old.owner !== one.owner) return true;
      return old.dueAt !== one.dueAt || old.pausedAt !== one.pausedAt || old.ackedAt !== one.ackedAt;
    })
    .map((one) => one.id);
}

/** What every kind of subject has of its changes. */
export interface SubjectChanges {
  readonly events: readonly { readonly event: { readonly seq: number }; readonly remark: string | null }[];
  readonly commitments: readonly Commitment[];
  readonly homes: readonly Address[];
  /** Where it is to stand as a good case. */
  readonly cases?: readonly Address[];
  /** Ids for cards that these may need: of homes, then of cases. */
  readonly cardIds: readonly string[];
}

/** A decided deed on a loaded subject, with its answer. */
export interface SubjectWrite<Changes extends SubjectChanges> {
  /** `null`: the answer is kept by whoever else writes in this transaction. */
  readonly dedupeKey: string | null;
  readonly outcome: object | null;
  readonly loaded: {
    readonly view: { readonly commitments: readonly Commitment[] };
    readonly events: readonly { readonly seq: number }[];
  } | null;
  readonly changes: Changes | null;
}

type Writing = Pick<PrismaClient, '$executeRawUnsafe'>;

/**
 * Writes what a use case decided, with its answer, by one statement made of these parts; `row` is what only this kind of
 * subject has, with the number of its last event. Without changes only the answer is kept.
 */
export async function writeSubject<Changes extends SubjectChanges>(
  tx: Writing,
  statement: string,
  { dedupeKey, outcome, loaded, changes }: SubjectWrite<Changes>,
  row: (changes: Changes, lastSeq: number) => Readonly<Record<string, object>>,
): Promise<void> {
  if (loaded === null || changes === null) return keepAnswer(tx, dedupeKey, outcome);
  const lastSeq = changes.events.at(-1)?.event.seq ?? loaded.events.at(-1)?.seq ?? 0;
  const json = {
    ...row(changes, lastSeq),
    events: changes.events.map(({ event, remark }) => ({ ...event, remark })),
    commitments: changes.commitments.map(commitmentToJson),
    homes: [...changes.homes, ...(changes.cases ?? [])].map(({ platform, workspace, id }, i) => ({
      id: changes.cardIds[i],
      is_case: i >= changes.homes.length,
      platform,
      workspace,
      conversation: id,
    })),
  };
  const moved = movedCommitments(loaded.view.commitments, changes.commitments);
  await tx.$executeRawUnsafe(statement, jsonParameter(json), moved, jsonParameter(outcome), dedupeKey);
}

/** Keeps an answer with its dedupe key, for a repeat. */
export async function keepAnswer(tx: Writing, dedupeKey: string | null, outcome: object | null): Promise<void> {
  if (dedupeKey === null) return;
  const sql = 'UPDATE dedupe SET outcome = $1::jsonb WHERE key = $2';
  await tx.$executeRawUnsafe(sql, jsonParameter(outcome), dedupeKey);
}
