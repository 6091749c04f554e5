import type { Transaction } from '../customer-lock.ts';
import { eraseSpoken } from './erase-spoken.ts';
import type { Found } from './find-scope.ts';

/**
 * Whether a card can still be shown anew where it stands. WeCom's app updates a card only with a code of its own, and
 * its groups and webhooks never change what they said (capabilities of the ports, chat/wecom).
 */
const CAN_UPDATE = `(k.platform <> 'wecom' OR k.conversation LIKE '@%' AND EXISTS (
  SELECT FROM wecom_code w WHERE w.task_id = k.address_message AND w.expires_at > clock_timestamp()))`;

/** Cards that stand somewhere and speak of these subjects; of a notice within a digest, the digest. */
const STANDING = `
WITH these AS (
  SELECT DISTINCT coalesce(digest_id, id) AS id FROM card WHERE subject_id = ANY ($1::uuid[]) AND kind <> 'held'),
standing AS (
  SELECT k.id, k.subject_id, k.platform, k.workspace, k.conversation, k.address_conversation, k.address_message, k.kind,
    ${CAN_UPDATE} AS can_update
  FROM card k WHERE k.id IN (SELECT id FROM these) AND k.address_message IS NOT NULL)`;

/** As everybody locks them: cards, then waiting rows, each in order. Rendered from the erased rows when they are sent. */
const SHOW_ANEW = `${STANDING},
locked AS (
  SELECT k.id FROM card k WHERE k.id IN (SELECT id FROM standing WHERE can_update) ORDER BY k.id FOR UPDATE OF k),
shown AS (
  UPDATE card k SET wanted_version = wanted_version + 1 FROM locked l WHERE k.id = l.id
  RETURNING k.id, k.subject_id, k.platform, k.workspace, k.conversation),
queued AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
  SELECT platform, workspace, conversation, 'card', subject_id, id, false, id FROM shown ORDER BY id
  ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING)
SELECT count(*)::int AS count FROM shown`;

const WHERE_TO = 'receipt, platform, workspace, conversation';
/** What was rendered before the erasure may still be on its way so long (delivery's lease and its longest wait). */
const SOON = "clock_timestamp() + interval '40 s'";

const LEAVE = `${STANDING}
INSERT INTO erasure_post (${WHERE_TO}, message_id, state, reason)
SELECT $2::int, platform, workspace, conversation, id, 'impossible', 'a card that cannot be changed any more'
FROM standing s WHERE NOT can_update AND NOT EXISTS (SELECT FROM spoken p WHERE p.card_id = s.address_message)`;

/** Threads: all that we said below a card. Where a surface has no real threads, only if something was said there. */
const EMPTY_THREADS = `${STANDING}
INSERT INTO erasure_post (${WHERE_TO}, thread_conversation, thread_message, next_at)
SELECT $2::int, platform, workspace, conversation, address_conversation, address_message, ${SOON}
FROM standing s WHERE kind = 'ticket' AND conversation NOT LIKE '@%' AND platform <> 'playground'
  AND (platform <> 'wecom' OR EXISTS (SELECT FROM outbox o WHERE o.card_id = s.id AND o.what = 'thread' AND o.state <> 'moot'))`;

/** Late answers and notices of a common cause that were said: they hold ids and numbers, by which they are known. */
const TAKE_BACK = `
INSERT INTO erasure_post (${WHERE_TO}, message_id, next_at)
SELECT $2::int, o.platform, o.workspace, o.conversation, o.message_id, ${SOON} FROM outbox o
WHERE o.what = 'private' AND o.state IN ('sent', 'sending', 'uncertain') AND o.platform <> 'playground'
  AND NOT EXISTS (SELECT FROM spoken p WHERE p.card_id = o.message_id::text)
  AND (o.subject_id = ANY ($1::uuid[]) OR EXISTS (
    SELECT FROM ticket t WHERE t.id = ANY ($1::uuid[])
      AND (position('"' || t.number || '"' IN o.data::text) > 0 OR position(t.id::text IN o.data::text) > 0))
  OR EXISTS (SELECT FROM contact c WHERE c.id = ANY ($1::uuid[]) AND position('"' || c.number || '"' IN o.data::text) > 0)
  OR EXISTS (SELECT FROM customer u WHERE u.id = ANY ($1::uuid[]) AND position(u.id::text IN o.data::text) > 0))`;

/** The playground's rows are erased already: whoever looks at it is to see so. */
const RELOAD = `
INSERT INTO erasure_post (${WHERE_TO})
SELECT $2::int, 'playground', 'demo', c FROM unnest($1::text[]) c`;

/** Has the past posts about subjects follow their erasure. */
export async function erasePosts(
  tx: Transaction,
  receipt: number,
  touched: ReadonlySet<string>,
  found: Pick<Found, 'shownIn' | 'customerIds' | 'ticketIds' | 'contactIds' | 'knownSince'>,
): Promise<{ readonly cards: number; readonly retractions: number; readonly stays: number }> {
  const ids = [...touched];
  const [shown] = await tx.$queryRawUnsafe<{ count: number }[]>(SHOW_ANEW, ids);
  const stays = await tx.$executeRawUnsafe(LEAVE, ids, receipt);
  const threads = await tx.$executeRawUnsafe(EMPTY_THREADS, ids, receipt);
  const answers = await tx.$executeRawUnsafe(TAKE_BACK, ids, receipt);
  await tx.$executeRawUnsafe(RELOAD, found.shownIn, receipt);
  const scope = [...new Set([...ids, ...found.customerIds, ...found.ticketIds, ...found.contactIds])];
  const spoken = await eraseSpoken(tx, receipt, scope, found.knownSince);
  return { cards: shown?.count ?? 0, retractions: threads + answers + spoken.going, stays: stays + spoken.staying };
}
