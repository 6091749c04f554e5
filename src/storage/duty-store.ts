import { z } from 'zod';
import { SUBJECT_TYPES } from '../domain/commitment/subject-kind.ts';
import { type Absence, type DutyBook, dutyDayKey, EMPTY_BOOK } from '../domain/duty/absence.ts';
import { DAY_MS, type Instant, type Ms } from '../domain/time.ts';
import type { DutyStore, DutyTelling } from '../usecases/duty/ports.ts';
import type { PrismaClient } from './generated/client.ts';
import { jsonParameter } from './json-parameter.ts';

/** Days of duty that still say something: what is further back nobody asks for. */
const DAYS_BACK_MS: Ms = 8 * DAY_MS;

/** Another value whenever something was written; whoever writes at the same time waits here for its turn. */
const SAY_CHANGED = `INSERT INTO setting (name, value) SELECT 'duty.version', gen_random_uuid()::text FROM changed LIMIT 1
  ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING name`;

/** The message, for as many places as were given; nothing where nothing changed. */
const tell = (
  parameter: string,
) => `INSERT INTO outbox (platform, workspace, conversation, what, data, urgent, message_id)
  SELECT a.platform, a.workspace, a.conversation, 'private', ${parameter}::json -> 'data', true, gen_random_uuid()
  FROM (SELECT FROM changed LIMIT 1) c, json_to_recordset(${parameter}::json -> 'to') AS a(platform text, workspace text,
    conversation text)`;

const written = (change: string, parameter: string) =>
  `WITH changed AS (${change}), said AS (${SAY_CHANGED}), told AS (${tell(parameter)}) SELECT count(*)::int AS changed FROM changed`;

const DECLARE = written(
  `INSERT INTO absence (id, person, deputy, from_at, until_at, declared_at, declared_by, transfer)
   VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING id`,
  '$9',
);
const END = written(
  `UPDATE absence SET ended_at = $2, begun_at = CASE WHEN from_at > $2 THEN coalesce(begun_at, $2) ELSE begun_at END,
     closed_at = CASE WHEN from_at > $2 THEN coalesce(closed_at, $2) ELSE closed_at END
   WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL AND closed_at IS NULL RETURNING id`,
  '$3',
);
const BEGIN = written(
  'UPDATE absence SET begun_at = $2, subjects = $3::uuid[] WHERE id = $1::uuid AND begun_at IS NULL RETURNING id',
  '$4',
);
const CLOSE = written('UPDATE absence SET closed_at = $2 WHERE id = $1::uuid AND closed_at IS NULL RETURNING id', '$3');

const SET_DAYS = `
WITH d AS (SELECT * FROM json_to_recordset($1::json) AS d(team text, date text, person text)),
freed AS (
  DELETE FROM duty_day o USING d WHERE o.team = d.team AND o.date = d.date AND d.person IS NULL RETURNING o.team),
kept AS (
  INSERT INTO duty_day (team, date, person, by, at) SELECT team, date, person, $2, $3 FROM d WHERE person IS NOT NULL
  ORDER BY team, date
  ON CONFLICT (team, date) DO UPDATE SET person = excluded.person, by = excluded.by, at = excluded.at RETURNING team),
changed AS (SELECT team FROM freed UNION ALL SELECT team FROM kept)
${SAY_CHANGED}`;

const OPEN_OF = `
SELECT c.subject_id, s.type, coalesce(t.number, k.number) AS number, c.rule, c.n, c.due_at, t.owner IS NOT DISTINCT FROM $1 AS is_owner
FROM commitment c JOIN subject s ON s.id = c.subject_id
LEFT JOIN ticket t ON t.id = c.subject_id LEFT JOIN contact k ON k.id = c.subject_id
WHERE c.state = 'open' AND c.owner = $1 ORDER BY c.due_at, c.id LIMIT $2`;

interface OpenRow {
  readonly subject_id: string;
  readonly type: string;
  readonly number: string | null;
  readonly rule: string;
  readonly n: number;
  readonly due_at: Date;
  readonly is_owner: boolean;
}

/** Absences and duty in PostgreSQL. `onWritten`: something new waits to be delivered. */
export function createDutyStore(deps: { prisma: PrismaClient; onWritten: () => void }): DutyStore {
  const { prisma } = deps;
  let book: DutyBook = EMPTY_BOOK;
  /** Of the book above; `undefined`: never read. */
  let version: string | null | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function write(statement: string, ...parameters: unknown[]): Promise<boolean> {
    const [row] = await prisma.$queryRawUnsafe<{ changed: number }[]>(statement, ...parameters);
    const isChanged = (row?.changed ?? 0) > 0;
    if (isChanged) deps.onWritten();
    return isChanged;
  }

  async function readAnew(now: Instant): Promise<void> {
    const row = await prisma.setting.findUnique({ where: { name: 'duty.version' } });
    const newest = row?.value ?? null;
    if (newest === version) return;
    // Read after its version: what is written in between has another one, and is read next time.
    book = await readBook(prisma, now);
    version = newest;
  }

  return {
    book: () => book,
    refresh(now) {
      // One at a time: of two at once the slower would put back what the quicker has just replaced.
      const read = reading.then(() => readAnew(now));
      reading = read.catch(() => undefined);
      return read;
    },
    declare: (one, telling) =>
      write(
        DECLARE,
        ...[one.id, one.person, one.deputy, new Date(one.from), new Date(one.until), new Date(one.declaredAt)],
        ...[one.declaredBy, one.transfer, tellingToJson(telling)],
      ),
    end: (ids, at, telling) => write(END, ids, new Date(at), tellingToJson(telling)),
    begin: (id, at, subjects, telling) => write(BEGIN, id, new Date(at), subjects, tellingToJson(telling)),
    close: (id, at, telling) => write(CLOSE, id, new Date(at), tellingToJson(telling)),
    async setDays(days, by, at) {
      await prisma.$queryRawUnsafe(SET_DAYS, jsonParameter(days), by, new Date(at));
    },
    async openOf(person, limit) {
      const rows = await prisma.$queryRawUnsafe<OpenRow[]>(OPEN_OF, person, limit);
      return rows.map((row) => ({
        subjectId: row.subject_id,
        type: z.enum(SUBJECT_TYPES).parse(row.type),
        number: row.number,
        rule: row.rule,
        n: row.n,
        dueAt: row.due_at.getTime(),
        isOwner: row.is_owner,
      }));
    },
    async meanwhile({ id, person, from }) {
      const [stored] = await prisma.$queryRaw<{ subjects: string[] }[]>`
        SELECT subjects FROM absence WHERE id = ${id}::uuid`;
      const [told] = await prisma.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM notice WHERE at >= ${new Date(from)} AND on_behalf_of = ${person}`;
      return { subjects: stored?.subjects ?? [], told: told?.count ?? 0 };
    },
  };
}

async function readBook(prisma: PrismaClient, now: Instant): Promise<DutyBook> {
  const [absences, days] = await Promise.all([
    prisma.absence.findMany({ where: { closedAt: null }, orderBy: [{ from: 'asc' }, { id: 'asc' }] }),
    prisma.dutyDay.findMany({ where: { date: { gte: new Date(now - DAYS_BACK_MS).toISOString().slice(0, 10) } } }),
  ]);
  return {
    absences: absences.map(
      ({ id, person, deputy, from, until, declaredAt, transfer, endedAt, begunAt, closedAt }): Absence => ({
        ...{ id, person, deputy, transfer, from: from.getTime(), until: until.getTime() },
        ...{ declaredAt: declaredAt.getTime(), endedAt: at(endedAt), begunAt: at(begunAt), closedAt: at(closedAt) },
      }),
    ),
    days: new Map(days.map(({ team, date, person }) => [dutyDayKey(team, date), person])),
  };
}

function at(date: Date | null): Instant | null {
  return date?.getTime() ?? null;
}

function tellingToJson(telling: DutyTelling | null): string {
  const to = (telling?.to ?? []).map(({ platform, workspace, id }) => ({ platform, workspace, conversation: id }));
  return jsonParameter({ to, data: telling?.message ?? null });
}
