import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LOCALES, PLATFORMS } from '../../domain/vocabulary.ts';
import type { HomeStore, OwedStore, StaleHome } from '../../usecases/home/ports.ts';
import type { PrismaClient } from '../generated/client.ts';
import { jsonParameter } from '../json-parameter.ts';
import { retryingConflicts, tellingWhatWasSaved } from '../saved-or-not.ts';
import { readOwed } from './read-owed.ts';

/** Whoever did not look at their page for so long sees it as it was, until they look again. */
const KEPT_DAYS = 14;
/** Marks taken away at once. */
const MARKS_AT_ONCE = 5_000;

/** A page that was just opened is being looked at; then those that wait longest. */
const CLAIM = `
UPDATE home h SET lease_until = clock_timestamp() + interval '30 s', lease_token = $2::uuid
FROM (
  SELECT x.id FROM home x JOIN json_to_recordset($1::json) AS p(platform text, workspace text) USING (platform, workspace)
  WHERE x.wanted_version > x.shown_version AND x.next_at <= clock_timestamp()
    AND coalesce(x.lease_until, '-infinity') <= clock_timestamp()
  ORDER BY x.opened_at > clock_timestamp() - interval '1 minute' DESC, x.next_at, x.id LIMIT $3 FOR UPDATE OF x SKIP LOCKED) due
WHERE h.id = due.id
RETURNING h.id, h.platform, h.workspace, h.account, h.locale, h.person, h.teams, h.wanted_version, h.attempts`;

/**
 * Marks become versions. Pages are locked in order of id, as everywhere; what is marked meanwhile is taken the next time.
 * One statement: a mark is gone if and only if its pages are stale.
 */
const GATHER = `
WITH marks AS (
  DELETE FROM home_mark WHERE id IN (SELECT id FROM home_mark ORDER BY id LIMIT ${MARKS_AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING owner, team),
stale AS (
  SELECT h.id FROM home h WHERE h.opened_at > clock_timestamp() - interval '${KEPT_DAYS} days'
    AND (h.person IN (SELECT owner FROM marks) OR h.teams && (SELECT array_agg(team) FROM marks))
  ORDER BY h.id FOR UPDATE OF h)
UPDATE home h SET wanted_version = wanted_version + 1 FROM stale s WHERE h.id = s.id`;

const row = z
  .object({
    id: z.string(),
    platform: z.enum(PLATFORMS),
    workspace: z.string(),
    account: z.string(),
    locale: z.enum(LOCALES).nullable(),
    person: z.string(),
    teams: z.array(z.string()),
    wanted_version: z.number(),
    attempts: z.number(),
  })
  .transform(({ wanted_version: wantedVersion, ...home }) => ({ ...home, wantedVersion }));

/** Pages in PostgreSQL, and what they show. */
export function createHomeStore({ prisma }: { prisma: PrismaClient }): HomeStore & OwedStore {
  return {
    list: (filter, page, now) => tellingWhatWasSaved('never', () => readOwed(prisma, filter, page, now)),

    opened: async ({ platform, workspace, account, locale, person, teams }) => {
      await retryingConflicts(
        () => prisma.$executeRaw`
        INSERT INTO home (id, platform, workspace, account, locale, person, teams, wanted_version)
        VALUES (${randomUUID()}::uuid, ${platform}, ${workspace}, ${account}, ${locale}, ${person}, ${teams}, 1)
        ON CONFLICT (platform, workspace, account) DO UPDATE SET locale = excluded.locale, person = excluded.person,
          teams = excluded.teams, wanted_version = home.wanted_version + 1, opened_at = clock_timestamp(),
          next_at = least(home.next_at, clock_timestamp())`,
      );
    },

    gatherMarks: async () => {
      return retryingConflicts(() => prisma.$executeRawUnsafe(GATHER));
    },

    claim: async (places, limit) => {
      const leaseToken = randomUUID();
      const known = places.map(({ platform, workspace }) => ({ platform, workspace }));
      const rows = await prisma.$queryRawUnsafe<unknown[]>(CLAIM, jsonParameter(known), leaseToken, limit);
      return rows.map((one): StaleHome => ({ ...row.parse(one), leaseToken }));
    },

    record: async ({ id, leaseToken, wantedVersion }, isShown, restMs) => {
      await prisma.$executeRaw`
        UPDATE home SET lease_until = NULL, lease_token = NULL,
          shown_version = CASE WHEN ${isShown} THEN greatest(shown_version, ${wantedVersion}) ELSE shown_version END,
          attempts = CASE WHEN ${isShown} THEN 0 ELSE attempts + 1 END,
          next_at = clock_timestamp() + ${Math.round(restMs)} * interval '1 ms'
        WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid`;
    },

    forget: async ({ id, leaseToken }) => {
      await prisma.$executeRaw`DELETE FROM home WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid`;
    },
  };
}
