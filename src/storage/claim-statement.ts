/** As the partial indexes say it, word for word, or they would not be used: rows that may go at once … */
export const AT_ONCE = `state = 'pending' AND (urgent OR what <> 'notice')`;
/** … and notices that a lane may be gathering. */
export const GATHERED = `state = 'pending' AND what = 'notice' AND NOT urgent`;

/**
 * A lane is leased and read this long before its turn, so that it speaks the moment its rest is over and not a claim later.
 * Not where the platform counts what is said within a window: what is counted now would be said when the window has moved.
 */
export const CLAIMED_AHEAD_MS = 150;
const AHEAD = `interval '${CLAIMED_AHEAD_MS} ms'`;

/** Lanes of our surfaces whose turn it is. */
const PLAIN_DUE = `due AS (
  SELECT w.*, l.next_at IS NULL AS is_new FROM waiting w LEFT JOIN lane l USING (platform, workspace, conversation)
  WHERE EXISTS (SELECT FROM json_to_recordset($1::json) AS s(platform text, workspace text, prefix text)
      WHERE s.platform = w.platform AND s.workspace = w.workspace AND starts_with(w.conversation, s.prefix))
    AND coalesce(l.next_at, '-infinity') <= clock_timestamp() + ${AHEAD}
    AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
    AND (NOT w.may_be_held OR coalesce(l.notice_after, '-infinity') <= clock_timestamp())
  -- Whoever waited longest first: where lanes are many, none is forgotten.
  ORDER BY l.next_at NULLS FIRST LIMIT $2
`;

/**
 * The same where the platform drops what is too much: lanes whose windows are full wait, and the last part of a window is
 * for what is urgent. Conversations that share a window divide what is left of it, urgent ones first. What was said is
 * counted when it is taken, so that replicas see each other's posts before they are made.
 */
const PACED_DUE = `pace AS (
  SELECT v.*, CASE WHEN v.is_shared THEN (
    SELECT count(*) FROM (SELECT FROM sent_post p WHERE p.platform = v.platform AND p.workspace = v.workspace
      AND p.over = v.prefix AND p.at > statement_timestamp() - v.within_ms * interval '1 ms' LIMIT v.most) s) END AS said
  FROM json_to_recordset($4::json) AS v(platform text, workspace text, prefix text, is_shared boolean, most int,
    calm int, within_ms int)
), ready AS (
  SELECT w.*, l.next_at, l.next_at IS NULL AS is_new, own.is_scarce, own.is_paced,
    EXISTS (SELECT FROM outbox o WHERE ${AT_ONCE} AND o.urgent AND o.platform = w.platform
      AND o.workspace = w.workspace AND o.conversation = w.conversation)
    OR EXISTS (SELECT FROM outbox o WHERE o.state = 'sending' AND o.platform = w.platform
      AND o.workspace = w.workspace AND o.conversation = w.conversation) AS is_urgent
  FROM waiting w LEFT JOIN lane l USING (platform, workspace, conversation)
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(c.said >= v.most), false) AS is_full,
      coalesce(bool_or(c.said >= v.calm), false) AS is_scarce, count(v.most) > 0 AS is_paced
    FROM pace v CROSS JOIN LATERAL (
      SELECT count(*) AS said FROM (SELECT FROM sent_post p WHERE p.platform = w.platform
        AND p.workspace = w.workspace AND p.conversation = lower(w.conversation)
        AND p.at > statement_timestamp() - v.within_ms * interval '1 ms' LIMIT v.most) s) c
    WHERE NOT v.is_shared AND v.platform = w.platform AND v.workspace = w.workspace
      AND starts_with(w.conversation, v.prefix)) own
  WHERE EXISTS (SELECT FROM json_to_recordset($1::json) AS s(platform text, workspace text, prefix text)
      WHERE s.platform = w.platform AND s.workspace = w.workspace AND starts_with(w.conversation, s.prefix))
    AND coalesce(l.next_at, '-infinity')
      <= clock_timestamp() + CASE WHEN own.is_paced THEN interval '0' ELSE ${AHEAD} END
    AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
    AND (NOT w.may_be_held OR coalesce(l.notice_after, '-infinity') <= clock_timestamp())
    AND NOT own.is_full
), shared AS (
  SELECT r.*, v.prefix AS over, v.calm_left, v.all_left,
    row_number() OVER (PARTITION BY r.platform, r.workspace, v.prefix
      ORDER BY r.is_urgent DESC, r.next_at NULLS FIRST) AS place
  FROM ready r LEFT JOIN LATERAL (
    SELECT p.prefix, min(p.calm - p.said) AS calm_left, min(p.most - p.said) AS all_left FROM pace p
    WHERE p.is_shared AND p.platform = r.platform AND p.workspace = r.workspace
      AND starts_with(r.conversation, p.prefix)
    GROUP BY p.prefix ORDER BY p.prefix LIMIT 1) v ON true
  WHERE NOT r.is_scarce OR r.is_urgent
), due AS (
  SELECT platform, workspace, conversation, is_new, over, is_paced OR over IS NOT NULL AS is_paced
  FROM shared WHERE over IS NULL OR place <= CASE WHEN is_urgent THEN all_left ELSE calm_left END
  ORDER BY is_urgent DESC, next_at NULLS FIRST LIMIT $2
`;

const LEASED_PACED = `SELECT a.*, d.is_paced, d.over
  FROM (SELECT * FROM leased_old UNION ALL SELECT * FROM leased_new) a JOIN due d USING (platform, workspace, conversation)`;

/** In lower case: where a platform does not tell letters apart, one person may have been written in two ways. */
const COUNTED = `, counted AS (
  INSERT INTO sent_post (platform, workspace, conversation, over, token)
  SELECT h.platform, h.workspace, lower(h.conversation), h.over, $3::uuid
  FROM taken t JOIN head h ON h.id = t.id WHERE h.is_paced
)`;

/**
 * Lanes with something to say are found by hopping from lane to lane along the index (their backlog is not read), then
 * leased, and the head of each is marked as being sent. What is in flight goes before everything else of its lane, so
 * that order is kept. It waits for nobody: a lane or a head that somebody else is changing just now is left for the next
 * time, and so is a row that another replica finished meanwhile; such a lane comes back without work.
 *
 * Notices that are not urgent stand in an index of their own: while a lane gathers them they are as good as not there.
 */
export function claimStatement(isPaced: boolean): string {
  return isPaced ? PACED : PLAIN;
}

const [PLAIN, PACED] = [false, true].map(statement) as [string, string];

function statement(isPaced: boolean): string {
  return `WITH RECURSIVE hop AS (
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
), ${isPaced ? PACED_DUE : PLAIN_DUE}), free AS (
  SELECT l.platform, l.workspace, l.conversation FROM lane l JOIN due d USING (platform, workspace, conversation)
  WHERE l.next_at <= clock_timestamp() + ${AHEAD} AND coalesce(l.lease_until, '-infinity') <= clock_timestamp()
  FOR UPDATE OF l SKIP LOCKED
), leased_old AS (
  UPDATE lane l SET lease_until = clock_timestamp() + interval '30 s', lease_token = $3::uuid
  FROM free f WHERE l.platform = f.platform AND l.workspace = f.workspace AND l.conversation = f.conversation
  RETURNING l.platform, l.workspace, l.conversation, l.attempts, l.notice_after, l.next_at
), leased_new AS (
  INSERT INTO lane (platform, workspace, conversation, next_at, lease_until, lease_token)
  SELECT platform, workspace, conversation, clock_timestamp(), clock_timestamp() + interval '30 s', $3::uuid
  FROM due WHERE is_new ORDER BY platform, workspace, conversation
  ON CONFLICT (platform, workspace, conversation) DO NOTHING
  RETURNING platform, workspace, conversation, attempts, notice_after, next_at
), leased AS (
  ${isPaced ? LEASED_PACED : 'SELECT * FROM leased_old UNION ALL SELECT * FROM leased_new'}
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
)${isPaced ? COUNTED : ''}
SELECT h.platform, h.workspace, h.conversation, h.attempts AS lane_attempts,
  greatest(0, ceil(extract(epoch FROM h.next_at - clock_timestamp()) * 1000))::int AS rest_left_ms, h.was_in_flight, t.id, t.what, t.attempts,
  t.message_id, t.urgent, t.subject_id, t.seq, t.data, t.card_id, CASE WHEN k.is_case THEN 'case' ELSE k.kind END AS card_kind, k.notice_id, k.wanted_version,
  k.shown_version, k.address_conversation, k.address_message,
  EXISTS (SELECT FROM outbox w WHERE w.card_id = t.card_id AND w.what = 'card' AND w.state = 'pending' AND w.id <> t.id)
  OR EXISTS (SELECT FROM outbox w WHERE w.card_id = t.card_id AND w.what = 'card' AND w.state = 'sending' AND w.id <> t.id
    AND w.platform = t.platform AND w.workspace = t.workspace AND w.conversation = t.conversation) AS is_awaited
FROM head h LEFT JOIN taken t ON t.id = h.id LEFT JOIN card k ON k.id = t.card_id`;
}
