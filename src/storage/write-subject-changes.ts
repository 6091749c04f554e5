import type { Commitment } from '../domain/commitment/commitment.ts';

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
homes AS (SELECT * FROM json_to_recordset($1::json -> 'homes') AS h(id uuid, platform text, workspace text, conversation text)),
new_cards AS (
  INSERT INTO card (id, kind, subject_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
  SELECT h.id, 'ticket', a.id, h.platform, h.workspace, h.conversation, 1, 0, to_timestamp(a.updated_at / 1000)
  FROM args a, homes h WHERE NOT EXISTS (
    SELECT FROM card k WHERE k.subject_id = a.id AND k.kind = 'ticket' AND k.platform = h.platform
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
