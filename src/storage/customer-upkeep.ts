import type { Standing } from '../domain/customer/customer.ts';
import { type Facts, standingOf } from '../domain/customer/standing.ts';
import type { AssessRules, AssessWhich, CustomerUpkeep } from '../usecases/customers/ports.ts';
import { KEYS_VERSION, loadSound } from './customer-keys.ts';
import { lockSubjects } from './customer-lock.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';
import { retryingConflicts } from './saved-or-not.ts';
import { writeKeys } from './write-customer.ts';

/**
 * One row a customer, with everything a rule may look at. An interaction is a talk that reached somebody, or a matter
 * that the customer raised. `$1` local today, `$2` zone, `$3`–`$4` days of the windows.
 */
const FACTS = `
  cu.id, cu.tier, cu.stage, cu.high_value AS "highValue", cu.evidence, cu.tier_pinned_by IS NOT NULL AS "isPinned",
  cu.amount::float8 AS amount, cu.first_cooperation::text AS "firstCooperation",
  (cu.created_at AT TIME ZONE $2)::date::text AS "knownSince",
  (SELECT count(*) FROM said s WHERE s.customer_id = cu.id AND s.day > $1::date - $3::int AND s.day <= $1::date)::int AS interactions,
  (SELECT floor(coalesce(sum(h.chats), 0) + 0.000001)::int FROM shares h WHERE h.customer_id = cu.id) AS "wecomChats",
  (SELECT max(s.day) FROM said s WHERE s.customer_id = cu.id AND s.day <= $1::date)::text AS "lastInteraction",
  (SELECT count(*) FROM cooperation_event e WHERE e.customer_id = cu.id AND e.day > $1::date - $4::int AND e.day <= $1::date)::int AS "eventsNow",
  (SELECT count(*) FROM cooperation_event e WHERE e.customer_id = cu.id AND e.day > $1::date - 2 * $4::int AND e.day <= $1::date - $4::int)::int AS "eventsBefore",
  b.*, k.*, g.*`;

/** What speaks for losing a customer (R9): each in the window that ends today, most also in the one before. */
const SIGNS = `
  LEFT JOIN LATERAL (
    SELECT COALESCE(sum(e.amount) FILTER (WHERE e.day > $1::date - $4::int), 0)::float8 AS "spentNow",
      COALESCE(sum(e.amount) FILTER (WHERE e.day <= $1::date - $4::int), 0)::float8 AS "spentBefore"
    FROM cooperation_event e WHERE e.customer_id = cu.id AND e.type <> 'delivery'
      AND e.day > $1::date - 2 * $4::int AND e.day <= $1::date) b ON true
  LEFT JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE c.day > $1::date - $4::int AND c.outcome <> 'none'))::int AS tried,
      (count(*) FILTER (WHERE c.day > $1::date - $4::int AND c.outcome = 'reached'))::int AS reached,
      (count(*) FILTER (WHERE c.day > $1::date - $4::int AND c.displeased))::int AS "talksNow",
      (count(*) FILTER (WHERE c.day <= $1::date - $4::int AND c.displeased))::int AS "talksBefore"
    FROM (SELECT (c.spoken_at AT TIME ZONE $2)::date AS day, c.outcome, 'displeased' = ANY(c.moods) AS displeased
      FROM contact c WHERE c.customer_id = cu.id AND c.same_as IS NULL) c
    WHERE c.day > $1::date - 2 * $4::int AND c.day <= $1::date) k ON true
  LEFT JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE t.day > $1::date - $4::int))::int AS "complaintsNow",
      (count(*) FILTER (WHERE t.day <= $1::date - $4::int))::int AS "complaintsBefore"
    FROM (SELECT (t.spoken_at AT TIME ZONE $2)::date AS day FROM ticket t
      WHERE t.customer_id = cu.id AND t.kind = 'complaint' AND t.status NOT IN ('cancelled', 'merged')) t
    WHERE t.day > $1::date - 2 * $4::int AND t.day <= $1::date) g ON true`;

const factsSql = (where: string) => `
WITH these AS (SELECT * FROM customer cu WHERE ${where}),
said AS (
  SELECT t.customer_id, (t.spoken_at AT TIME ZONE $2)::date AS day FROM ticket t WHERE t.customer_id IN (SELECT id FROM these)
  UNION ALL
  SELECT c.customer_id, (c.spoken_at AT TIME ZONE $2)::date FROM contact c
  WHERE c.customer_id IN (SELECT id FROM these) AND c.outcome = 'reached' AND c.same_as IS NULL),
-- A member's talks of a day fall to all who are contacts of theirs alike: WeCom does not say with whom.
mine AS (
  SELECT w.customer_id, w.workspace, w.user_id, count(*) AS contacts FROM wecom_contact w
  WHERE w.customer_id IN (SELECT id FROM these) AND w.gone_at IS NULL GROUP BY 1, 2, 3),
shares AS (
  SELECT m.customer_id, m.contacts::float8 / (
      SELECT count(*) FROM wecom_contact w WHERE w.workspace = m.workspace AND w.user_id = m.user_id AND w.gone_at IS NULL) * (
      SELECT coalesce(sum(d.chats), 0) FROM wecom_day d WHERE d.workspace = m.workspace AND d.user_id = m.user_id
        AND d.day > $1::date - $3::int AND d.day <= $1::date) AS chats
  FROM mine m)
SELECT ${FACTS} FROM these cu${SIGNS} ORDER BY cu.id`;

interface FactsRow extends Omit<Facts, 'today' | 'highValueFrom' | 'displeasedNow' | 'displeasedBefore'> {
  readonly talksNow: number;
  readonly talksBefore: number;
  readonly complaintsNow: number;
  readonly complaintsBefore: number;
  readonly id: string;
  readonly tier: string | null;
  readonly stage: string | null;
  readonly highValue: boolean;
  readonly evidence: unknown;
  readonly isPinned: boolean;
}

/** Locked in one order, subjects before customers as everywhere; history only where tier or stage is another than before. */
const WRITE_STANDINGS = `
WITH s AS (SELECT * FROM json_to_recordset($1::json) AS s(id uuid, tier text, stage text, high_value boolean, evidence jsonb, is_new boolean, data jsonb)),
subjects AS (SELECT b.id FROM subject b JOIN s ON s.id = b.id ORDER BY b.id FOR UPDATE OF b),
locked AS (
  SELECT c.id FROM customer c JOIN s ON s.id = c.id WHERE (SELECT count(*) FROM subjects) >= 0 ORDER BY c.id FOR UPDATE OF c),
written AS (
  UPDATE customer c SET tier = CASE WHEN c.tier_pinned_by IS NULL THEN s.tier ELSE c.tier END, stage = s.stage,
    high_value = s.high_value, evidence = s.evidence, assessed_at = $2
  FROM s JOIN locked l ON l.id = s.id WHERE c.id = s.id RETURNING c.id),
told AS (
  INSERT INTO subject (id, type, last_seq) SELECT s.id, 'customer', 1 FROM s JOIN written w ON w.id = s.id WHERE s.is_new ORDER BY s.id
  ON CONFLICT (id) DO UPDATE SET last_seq = subject.last_seq + 1 RETURNING id, last_seq)
INSERT INTO event (subject_id, seq, at, by, type, data)
SELECT told.id, told.last_seq, $2, 'system', 'assessed', s.data FROM told JOIN s ON s.id = told.id`;

export function createCustomerUpkeep({ prisma }: { prisma: PrismaClient }): CustomerUpkeep {
  const read = async (which: AssessWhich, { today, timezone, policy }: AssessRules): Promise<readonly FactsRow[]> => {
    const windows = [today, timezone, policy.interactionDays, policy.risk.eventDays] as const;
    return 'one' in which
      ? prisma.$queryRawUnsafe<FactsRow[]>(
          factsSql('cu.id = $5::uuid AND cu.merged_into IS NULL'),
          ...windows,
          which.one,
        )
      : prisma.$queryRawUnsafe<FactsRow[]>(
          factsSql(
            'cu.id IN (SELECT id FROM customer WHERE id > $5::uuid AND merged_into IS NULL ORDER BY id LIMIT $6::int)',
          ),
          ...windows,
          which.after ?? '00000000-0000-0000-0000-000000000000',
          which.limit,
        );
  };

  return {
    async indexSome(limit) {
      const rows = await prisma.customer.findMany({
        where: { keysVersion: { lt: KEYS_VERSION } },
        select: { id: true, name: true, shortName: true, mergedInto: true },
        orderBy: { id: 'asc' },
        take: limit,
      });
      if (rows.length === 0) return 0;
      const sound = await loadSound();
      for (const { id, name, shortName, mergedInto } of rows) {
        await prisma.$transaction(async (tx) => {
          await lockSubjects(tx, [id]);
          if (mergedInto === null) await writeKeys(tx, id, { name, shortName }, [], sound);
          await tx.customer.update({ where: { id }, data: { keysVersion: KEYS_VERSION } });
        });
      }
      return rows.length;
    },

    async assess(which, rules) {
      const rows = await read(which, rules);
      const standings = rows.map((row) => ({ row, standing: standingOf(factsFrom(row, rules), rules.policy) }));
      const changed = standings.filter(({ row, standing }) => !isAsBefore(row, standing));
      const tierOf = ({ row, standing }: (typeof standings)[number]) => (row.isPinned ? row.tier : standing.tier);
      if (changed.length > 0) {
        const json = changed.map((one) => {
          const { row, standing } = one;
          const { tier, stage, highValue, evidence } = standing;
          const isNew = tierOf(one) !== row.tier || stage !== row.stage;
          return {
            id: row.id,
            tier,
            stage,
            high_value: highValue,
            evidence,
            is_new: isNew,
            data: { type: 'assessed', tier: tierOf(one), stage },
          };
        });
        // A customer that has no history yet has no row to be locked by: two may begin one at once.
        await retryingConflicts(() =>
          prisma.$executeRawUnsafe(WRITE_STANDINGS, jsonParameter(json), new Date(rules.now)),
        );
      }
      return {
        after: 'one' in which || rows.length < which.limit ? null : (rows.at(-1)?.id ?? null),
        assessed: rows.length,
        tierChanged: changed.filter((one) => tierOf(one) !== one.row.tier).map(({ row }) => row.id),
      };
    },

    async factsOf(customerId, rules) {
      const [row] = await read({ one: customerId }, rules);
      return row === undefined ? null : factsFrom(row, rules);
    },

    async highValueFrom({ highValue }) {
      if (highValue === 0) return null;
      const [row] = await prisma.$queryRaw<{ amount: number }[]>`
        SELECT amount::float8 AS amount FROM customer WHERE merged_into IS NULL AND amount > 0 ORDER BY amount DESC
        OFFSET (SELECT greatest(ceil(count(*) * ${highValue}::float8)::int - 1, 0) FROM customer WHERE merged_into IS NULL AND amount > 0) LIMIT 1`;
      return row?.amount ?? null;
    },
  };
}

function factsFrom(row: FactsRow, { today, highValueFrom, countsWecomChats }: AssessRules): Facts {
  const { amount, firstCooperation, interactions, lastInteraction, knownSince, eventsNow, eventsBefore } = row;
  const { wecomChats = 0 } = row;
  return {
    today,
    highValueFrom,
    amount,
    firstCooperation,
    interactions,
    lastInteraction,
    knownSince,
    eventsNow,
    eventsBefore,
    tried: row.tried,
    reached: row.reached,
    spentNow: row.spentNow,
    spentBefore: row.spentBefore,
    displeasedNow: row.talksNow + row.complaintsNow,
    displeasedBefore: row.talksBefore + row.complaintsBefore,
    ...(countsWecomChats && wecomChats > 0 ? { wecomChats } : {}),
  };
}

/** Nothing is written for who stands where they stood, for the same reasons. */
function isAsBefore(row: FactsRow, standing: Standing): boolean {
  return (
    (row.isPinned || row.tier === standing.tier) &&
    row.stage === standing.stage &&
    row.highValue === standing.highValue &&
    sortedJson(row.evidence) === sortedJson(standing.evidence)
  );
}

/** The database keeps the keys of an object in an order of its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
