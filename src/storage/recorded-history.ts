import type pg from 'pg';
import { z } from 'zod';
import { CARE_DEEDS } from '../domain/care/care.ts';
import { SUBJECT_TYPES } from '../domain/commitment/subject-kind.ts';
import { type Absence, type DutyBook, dutyDayKey } from '../domain/duty/absence.ts';
import { PLATFORMS, type Platform } from '../domain/vocabulary.ts';
import type { Missed, OwedKey, RecordedSubject, Told } from '../usecases/simulate/recorded.ts';
import { careEventsFromJson } from './care/care-events.ts';
import { contactEventsFromJson } from './contact-rows.ts';
import { eventsFromJson, originOf } from './ticket-rows.ts';

/** Everything that was stored at one moment, for reading alone: what others write meanwhile is not seen. */
export interface HistorySnapshot {
  /** Lets other connections see the same moment, for as long as this one is open. */
  readonly name: string;
  /** Business time of that moment. */
  readonly now: number;
  readonly subjects: number;
  /** Ids of subjects in order, after this one. */
  idsAfter(id: string | null, limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A connection as far as reading goes. */
export type HistoryConnection = Pick<pg.PoolClient, 'query'>;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Opens a moment for reading. The connection is the caller's again after `close`. */
export async function openHistorySnapshot(client: pg.PoolClient): Promise<HistorySnapshot> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await client.query<{ name: string; now: number; subjects: number }>(`
    SELECT pg_export_snapshot() AS name, (SELECT count(*)::int FROM subject) AS subjects,
      floor(extract(epoch FROM clock_timestamp()) * 1000
        + coalesce((SELECT value::float8 FROM setting WHERE name = 'clock.offset'), 0))::float8 AS now`);
  const [opened] = rows;
  if (opened === undefined) throw new Error('the database told nothing of its snapshot');
  return {
    ...opened,
    async idsAfter(id, limit) {
      const found = await client.query<{ id: string }>(
        'SELECT id FROM subject WHERE id > $1::uuid AND type = ANY ($3) ORDER BY id LIMIT $2',
        [id ?? FIRST_ID, limit, SUBJECT_TYPES],
      );
      return found.rows.map((row) => row.id);
    },
    close: () => endReading(client),
  };
}

/** Makes a connection see the moment that another one has opened. */
export async function joinHistorySnapshot(client: pg.PoolClient, name: string): Promise<void> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // It takes no parameter; what it is given comes from the server itself.
  if (!/^[\dA-F-]+$/i.test(name)) throw new Error(`not a snapshot: ${name}`);
  await client.query(`SET TRANSACTION SNAPSHOT '${name}'`);
}

/** Ends what was opened or joined. */
export async function endReading(client: pg.PoolClient): Promise<void> {
  await client.query('ROLLBACK');
}

const MS = (column: string): string => `floor(extract(epoch FROM ${column}) * 1000)::float8`;

const READ = `
SELECT s.id, s.type, s.origin_platform, s.origin_workspace, s.origin_conversation,
  coalesce(t.number, k.number, 'K' || lpad(cu.number::text, 5, '0')) AS number,
  (SELECT json_agg(e.* ORDER BY e.seq) FROM event e WHERE e.subject_id = s.id) AS events,
  (SELECT json_agg(json_build_array(n.id, c.rule, n.round, c.n, n.stage, n.repeat, n.audience, ${MS('n.at')},
      c.basis = 'round-the-clock', n.late_seconds) ORDER BY n.seq, n.audience)
    FROM notice n JOIN commitment c ON c.id = n.commitment_id WHERE n.subject_id = s.id) AS told,
  (SELECT json_agg(json_build_array(p.notice_id, p.platform, p.workspace, p.conversation,
      CASE WHEN p.held_until IS NOT NULL THEN ${MS(`coalesce(
        (SELECT min(h.held_until) FROM card h WHERE h.digest_id = p.digest_id), p.held_until)`)} END))
    FROM card p WHERE p.subject_id = s.id AND p.notice_id IS NOT NULL) AS places,
  (SELECT json_agg(json_build_array(c.rule, c.round, c.n, ${MS('c.missed_at')}, c.team))
    FROM commitment c WHERE c.subject_id = s.id) AS owed
FROM subject s LEFT JOIN ticket t ON t.id = s.id LEFT JOIN contact k ON k.id = s.id LEFT JOIN customer cu ON cu.id = s.id
WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id`;

/** A subject, or why its rows cannot be read: one broken row never stops the others. */
export type ReadSubject =
  | { readonly ok: true; readonly subject: RecordedSubject }
  | { readonly ok: false; readonly number: string; readonly error: unknown };

/** Reads subjects as they really went. */
export async function readRecorded(client: HistoryConnection, ids: readonly string[]): Promise<readonly ReadSubject[]> {
  const { rows } = await client.query<HistoryRow>(READ, [ids]);
  return rows.map((row) => {
    try {
      return { ok: true, subject: subjectFromRow(row) };
    } catch (error) {
      return { ok: false, number: row.number ?? row.id, error };
    }
  });
}

interface HistoryRow {
  readonly id: string;
  readonly type: string;
  readonly number: string | null;
  readonly origin_platform: string | null;
  readonly origin_workspace: string | null;
  readonly origin_conversation: string | null;
  readonly events: unknown;
  readonly told: unknown;
  readonly places: unknown;
  readonly owed: unknown;
}

type ToldRow = [string, string, number, number, number, number, string, number, boolean, number];
type PlaceRow = [string, string, string, string, number | null];
type OwedRow = [string, number, number, number | null, string];

const platforms = z.enum(PLATFORMS);
const subjectTypes = z.enum(SUBJECT_TYPES);

function subjectFromRow(row: HistoryRow): RecordedSubject {
  const type = subjectTypes.parse(row.type);
  const owed = (row.owed ?? []) as readonly OwedRow[];
  return {
    type,
    id: row.id,
    number: row.number ?? row.id,
    origin: originOf(row),
    events: EVENT_READERS[type](row.events),
    told: toldFromRows((row.told ?? []) as readonly ToldRow[], (row.places ?? []) as readonly PlaceRow[]),
    missed: owed.flatMap(([rule, round, n, at]): readonly Missed[] => (at === null ? [] : [{ rule, round, n, at }])),
    owed: owed.map(([rule, round, n]): OwedKey => ({ rule, round, n })),
    teams: [...new Set(owed.map(([, , , , team]) => team))],
  };
}

interface EventRow {
  readonly type: string;
}

const isCareDeed = (type: string): boolean => CARE_DEEDS.some((one) => one === type);

const EVENT_READERS: Readonly<Record<RecordedSubject['type'], (json: unknown) => RecordedSubject['events']>> = {
  ticket: eventsFromJson,
  contact: contactEventsFromJson,
  // Beside its care stands what was done to its profile, which owes nothing.
  customer: (json) => careEventsFromJson(((json ?? []) as readonly EventRow[]).filter(({ type }) => isCareDeed(type))),
};

function toldFromRows(rows: readonly ToldRow[], places: readonly PlaceRow[]): readonly Told[] {
  const placesByNotice = Map.groupBy(places, ([noticeId]) => noticeId);
  return rows.map(([id, rule, round, n, stage, repeat, audience, at, urgent, lateSeconds]) => ({
    ...{ rule, round, n, stage, repeat, audience, at, urgent, lateSeconds },
    to: (placesByNotice.get(id) ?? []).map(([, platform, workspace, conversation, heldUntil]) => ({
      platform: platforms.parse(platform),
      workspace,
      id: conversation,
      ...(heldUntil === null ? {} : { heldUntil }),
    })),
  }));
}

/** The platforms and workspaces that anything was ever said on, with the leaders of their address books. */
export async function readSurfaces(
  client: HistoryConnection,
): Promise<readonly { platform: Platform; workspace: string; leaders: ReadonlyMap<string, string> }[]> {
  const spoken = await client.query<{ platform: string; workspace: string }>(
    'SELECT platform, workspace FROM lane GROUP BY platform, workspace ORDER BY platform, workspace',
  );
  const members = await client.query<{ workspace: string; id: string; leader: string }>(
    'SELECT workspace, id, leaders[1] AS leader FROM wecom_member WHERE cardinality(leaders) > 0',
  );
  return spoken.rows.map(({ platform, workspace }) => ({
    platform: platforms.parse(platform),
    workspace,
    leaders: new Map(
      members.rows.flatMap((one): [string, string][] =>
        platform === 'wecom' && one.workspace === workspace ? [[one.id, one.leader]] : [],
      ),
    ),
  }));
}

/** Who was away and who had duty, all of it that is still stored: what was over long ago included. */
export async function readDutyHistory(client: HistoryConnection): Promise<DutyBook> {
  const absences = await client.query<Absence>(
    `SELECT id, person, deputy, ${MS('from_at')} AS "from", ${MS('until_at')} AS "until",
       ${MS('declared_at')} AS "declaredAt", transfer, ${MS('ended_at')} AS "endedAt", ${MS('begun_at')} AS "begunAt",
       ${MS('closed_at')} AS "closedAt"
     FROM absence ORDER BY from_at, id`,
  );
  const days = await client.query<{ team: string; date: string; person: string }>(
    'SELECT team, date, person FROM duty_day',
  );
  return {
    absences: absences.rows,
    days: new Map(days.rows.map(({ team, date, person }) => [dutyDayKey(team, date), person])),
  };
}

/** What people without an entry in the policy are called, by platform, workspace and id. */
export async function readAccountNames(client: HistoryConnection): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ key: string; name: string }>(
    "SELECT platform || '/' || workspace || '/' || id AS key, name FROM account WHERE name IS NOT NULL",
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}
