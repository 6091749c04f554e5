import type { Instant } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import type { Advance, DailyLimit } from '../usecases/ports.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

/**
 * What each of these people was reminded of today. A digest is one message; so is everything that still waits in a lane,
 * which will go out together. What was answered before it was sent was none.
 */
const COUNT = `
SELECT c.platform, c.workspace, c.conversation,
  count(*) FILTER (WHERE k.kind <> 'held' AND k.shown_version > 0 AND coalesce(k.digest_id, k.id) = k.id)
  + count(DISTINCT o.conversation) AS said
FROM json_to_recordset($1::json) AS c(platform text, workspace text, conversation text)
JOIN card k ON k.platform = c.platform AND k.workspace = c.workspace AND k.conversation = c.conversation
  AND k.notice_id IS NOT NULL AND k.conversation LIKE '@%' AND k.created_at >= $2
LEFT JOIN outbox o ON o.card_id = k.id AND o.what IN ('card', 'notice') AND o.state = 'pending' AND k.shown_version = 0
GROUP BY c.platform, c.workspace, c.conversation`;

/**
 * Reminders that were too many, once the first of a conversation has waited long enough: two or more are one digest, one
 * alone is a notice like any other. Those that were answered meanwhile say so in it. Cards first, as everywhere.
 */
export const RELEASE_GATHERED = `
WITH due AS (
  SELECT DISTINCT platform, workspace, conversation FROM card WHERE kind = 'held' AND held_until <= $1
), held AS (
  SELECT k.id, k.subject_id, k.platform, k.workspace, k.conversation FROM card k JOIN due USING (platform, workspace, conversation)
  WHERE k.kind = 'held' AND k.held_until IS NOT NULL ORDER BY k.id FOR UPDATE OF k
), heads AS (
  SELECT platform, workspace, conversation, (array_agg(id ORDER BY id))[1] AS id, count(*) AS members
  FROM held GROUP BY platform, workspace, conversation
), cards AS (
  UPDATE card k SET digest_id = CASE WHEN h.members > 1 THEN h.id END,
    kind = CASE WHEN h.members > 1 AND k.id = h.id THEN 'digest' ELSE 'notice' END
  FROM held x JOIN heads h USING (platform, workspace, conversation) WHERE k.id = x.id
)
INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
SELECT h.platform, h.workspace, h.conversation, CASE WHEN h.members > 1 THEN 'card' ELSE 'notice' END, x.subject_id, h.id,
  false, h.id
FROM heads h JOIN held x ON x.id = h.id ORDER BY h.id
ON CONFLICT (card_id) WHERE state = 'pending' AND what IN ('card', 'notice') DO NOTHING`;

/** What is gathered is never urgent: where an outage ended in the night, it waits for the end of rest time. */
export const POSTPONE_GATHERED = `
UPDATE card k SET held_until = $2 FROM (
  SELECT id FROM card WHERE kind = 'held' AND held_until <= $1 ORDER BY id FOR UPDATE) h
WHERE k.id = h.id`;

/** Until when reminders to a conversation are held, by `placeKey`; a conversation that is not in it is not. */
export type HeldUntil = ReadonlyMap<string, Instant>;

/** A conversation as one text. */
export function placeKey({ platform, workspace, id }: Address): string {
  return `${platform}/${workspace}/${id}`;
}

interface CountRow {
  readonly platform: string;
  readonly workspace: string;
  readonly conversation: string;
  readonly said: bigint;
}

/**
 * Which of the people who are to be reminded now have heard enough today. Asks nothing where nobody is reminded directly.
 * The first one that is held sets the time for the rest: they go out together.
 */
export async function holdTooMuch(
  tx: Pick<PrismaClient, '$queryRawUnsafe'>,
  advances: readonly Advance[],
  limit: DailyLimit | null,
): Promise<HeldUntil> {
  if (limit === null) return new Map();
  const places = new Map(
    advances
      .flatMap(({ notices }) => notices.filter(mayWait).flatMap(({ cards }) => cards.map(({ to }) => to)))
      .filter(({ id }) => id.startsWith('@'))
      .map((to) => [placeKey(to), to]),
  );
  if (places.size === 0) return new Map();
  const asked = [...places.values()].map(({ platform, workspace, id }) => ({ platform, workspace, conversation: id }));
  const rows = await tx.$queryRawUnsafe<CountRow[]>(COUNT, jsonParameter(asked), new Date(limit.since));
  return new Map(
    rows
      .filter((row) => Number(row.said) >= limit.daily)
      .map((row) => [`${row.platform}/${row.workspace}/${row.conversation}`, limit.until]),
  );
}

/** What a policy made late waits for its own digest; what is urgent waits for nothing. */
export function mayWait({ urgent, cause }: Pick<Advance['notices'][number], 'urgent' | 'cause'>): boolean {
  return !urgent && cause === null;
}
