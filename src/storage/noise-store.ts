import { z } from 'zod';
import { MORNING, WARNED } from '../domain/commitment/commitment.ts';
import { NOISE_STEPS } from '../domain/noise/noise.ts';
import { DAY_MS } from '../domain/time.ts';
import type { NoiseStore } from '../usecases/noise/desk.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

/**
 * What became of each reminder that its reader was shown. Done: met before the ladder was used up, and a morning reminder
 * before that person's next one. Seen: acknowledged by that person before the next one. Whatever is no longer owed, and
 * whatever is younger than a day, is not ignored.
 */
const COUNT = `
WITH d AS (SELECT * FROM json_to_recordset($1::json) AS d(day text, from_at float8, to_at float8)),
told AS (
  SELECT d.day, c.rule, n.person, n.at, n.stage, n.subject_id, n.commitment_id, c.state, c.stopped_at, k.held_until,
    CASE WHEN n.stage <= ${WARNED} THEN 'warning' WHEN n.stage >= ${MORNING} THEN 'morning' ELSE 'ladder' END AS step,
    (SELECT min(x.at) FROM notice x WHERE x.commitment_id = n.commitment_id AND x.person = n.person AND x.at > n.at) AS next_at
  FROM d JOIN notice n ON n.at >= to_timestamp(d.from_at / 1000) AND n.at < to_timestamp(d.to_at / 1000)
  JOIN commitment c ON c.id = n.commitment_id
  JOIN LATERAL (
    SELECT max(k.held_until) AS held_until, bool_or(greatest(k.shown_version, coalesce(g.shown_version, 0)) > 0) AS shown
    FROM card k LEFT JOIN card g ON g.id = k.digest_id
    WHERE k.subject_id = n.subject_id AND k.notice_id = n.id) k ON k.shown
  WHERE n.person IS NOT NULL
), judged AS (
  SELECT t.*,
    t.state = 'met' AND t.stopped_at >= t.at AND NOT EXISTS (
      SELECT FROM notice x WHERE x.commitment_id = t.commitment_id AND x.stage >= ${MORNING} AND x.at > t.at
        AND x.at <= t.stopped_at AND (t.step <> 'morning' OR x.person = t.person)) AS acted,
    EXISTS (
      SELECT FROM event e WHERE e.subject_id = t.subject_id AND e.type = 'acknowledged' AND e.by = t.person AND e.at >= t.at
        AND e.at < coalesce(t.next_at, 'infinity') AND coalesce(e.data ->> 'rule', t.rule) = t.rule) AS acknowledged
  FROM told t
)
INSERT INTO notice_day (day, rule, step, person, sent, acknowledged, acted, ignored, merged)
SELECT day, rule, step, person, count(*), count(*) FILTER (WHERE acknowledged), count(*) FILTER (WHERE acted),
  count(*) FILTER (WHERE NOT acknowledged AND NOT acted AND state <> 'cancelled' AND at <= $2),
  count(*) FILTER (WHERE held_until IS NOT NULL AND rule <> 'invitation')
FROM judged GROUP BY day, rule, step, person
ON CONFLICT (day, rule, step, person) DO UPDATE SET sent = excluded.sent, acknowledged = excluded.acknowledged,
  acted = excluded.acted, ignored = excluded.ignored, merged = excluded.merged`;

interface SumRow {
  readonly rule: string;
  readonly step: string;
  readonly person: string;
  readonly sent: number;
  readonly acknowledged: number;
  readonly acted: number;
  readonly ignored: number;
  readonly merged: number;
}

/** The ledger of reminders: one row for each day, rule, step and person, which outlives what it counts. */
export function createNoiseStore({ prisma }: { prisma: PrismaClient }): NoiseStore {
  return {
    async count(days, now) {
      const rows = days.map(({ day, from, to }) => ({ day, from_at: from, to_at: to }));
      await prisma.$executeRawUnsafe(COUNT, jsonParameter(rows), new Date(now - DAY_MS));
    },
    async since(day) {
      const rows = await prisma.$queryRaw<SumRow[]>`
        SELECT rule, step, person, sum(sent)::int AS sent, sum(acknowledged)::int AS acknowledged,
          sum(acted)::int AS acted, sum(ignored)::int AS ignored, sum(merged)::int AS merged
        FROM notice_day WHERE day >= ${day} GROUP BY rule, step, person`;
      return rows.map((row) => ({ ...row, step: z.enum(NOISE_STEPS).parse(row.step) }));
    },
  };
}
