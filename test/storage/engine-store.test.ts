import { describe, expect, test } from 'vitest';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../src/domain/time.ts';
import type { DueSubject } from '../../src/usecases/ports.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { useDatabase } from '../support/database.ts';
import { decidingAt, MONDAY, newTicket, openTransaction, type Replica, startReplica, verbOf } from '../support/desk.ts';

const db = useDatabase();

/** Past the first deadline of an urgent ticket, 15 minutes; the second is far. */
const LATE = MONDAY + 16 * MINUTE_MS;

test('only what is due is claimed; what is said is saved with its reason, its card and its timer', async () => {
  const { one, id, number } = await deskWithTicket();
  const next = await one.engine.nextAt();
  expect(next).toBe(Math.min(...((await one.tickets.find(number))?.commitments ?? []).map((due) => due.nextAt ?? 0)));
  expect(await one.engine.advance((next ?? 0) - 1, 200, neverAsked)).toEqual({ subjects: 0, notices: 0, failures: [] });
  expect(await one.engine.backlog((next ?? 0) - 1)).toEqual({ due: 0, oldest: null });
  expect(await one.engine.backlog(next ?? 0)).toEqual({ due: 1, oldest: next });
  const wakes = one.wakes();
  const report = await one.engine.advance(LATE, 200, decidingAt(LATE));
  expect(report).toMatchObject({ subjects: 1, failures: [] });
  const notices = await db.prisma.notice.findMany();
  expect(notices.length).toBe(report.notices);
  expect(notices.map(({ audience }) => audience).sort()).toEqual(['owner', 'team']);
  expect(await one.tickets.history(id)).toMatchObject([
    { seq: 1 },
    { seq: 2, at: LATE, by: 'system', deed: { type: 'noticed', rule: 'first-contact', stage: 2 } },
  ]);
  expect((await db.prisma.subject.findUnique({ where: { id } }))?.lastSeq).toBe(2);
  const cards = await db.prisma.card.findMany({ where: { kind: 'notice' } });
  // Without an owner both audiences are in one place, and hear it once.
  expect(cards).toMatchObject([{ subjectId: id, conversation: 'support', wantedVersion: 1, shownVersion: 0 }]);
  expect(notices.map((notice) => notice.id)).toContain(cards[0]?.noticeId);
  expect(await db.prisma.outbox.count({ where: { cardId: cards[0]?.id ?? '' } })).toBe(1);
  expect(await one.engine.nextAt()).toBe(MONDAY + 30 * MINUTE_MS);
  expect((await one.tickets.find(number))?.commitments.find(({ rule }) => rule === 'first-contact')).toMatchObject({
    ...{ stage: 2, missedAt: MONDAY + 15 * MINUTE_MS, nextAt: MONDAY + 30 * MINUTE_MS },
  });
  expect(one.wakes()).toBe(wakes + 1);
  expect(await one.engine.advance(LATE, 200, neverAsked)).toMatchObject({ subjects: 0 });
});

test('a subject is shown with what is due alone, as it was stored', async () => {
  const { one, id, number } = await deskWithTicket();
  const seen: DueSubject[] = [];
  await one.engine.advance(LATE, 200, (subject) => {
    seen.push(subject);
    return decidingAt(LATE)(subject);
  });
  const { origin } = newTicket();
  expect(seen).toMatchObject([{ subjectId: id, lastSeq: 1, origin, commitments: [{ rule: 'first-contact' }] }]);
  expect((await one.tickets.find(number))?.commitments.length).toBeGreaterThan(1);
});

test('two replicas ticking together tell everything once', async () => {
  const [one, two] = [await startReplica(db), await startReplica(db)];
  await Promise.all(Array.from({ length: 60 }, () => one.tickets.create(newTicket())));
  const asked: string[] = [];
  const tick = async (replica: Replica) => {
    for (let left = 1; left > 0; ) {
      const report = await replica.engine.advance(LATE, 7, (subject) => {
        if (subject.commitments.length > 0) asked.push(subject.subjectId);
        return decidingAt(LATE)(subject);
      });
      expect(report.failures).toEqual([]);
      expect(report.subjects).toBeLessThanOrEqual(7);
      left = (await replica.engine.backlog(LATE)).due;
    }
  };
  await Promise.all([tick(one), tick(two), tick(one), tick(two)]);
  expect(asked).toHaveLength(60);
  expect(new Set(asked).size).toBe(60);
  expect(await db.prisma.notice.count()).toBe(120);
  expect(await db.prisma.card.count({ where: { kind: 'notice' } })).toBe(60);
});

test('a subject that somebody holds is left for the next tick, the others go on at once', async () => {
  const { one, id } = await deskWithTicket();
  await one.tickets.create(newTicket());
  const holder = await openTransaction(db);
  await holder.query('SELECT FROM subject WHERE id = $1 FOR UPDATE', [id]);
  expect(await one.engine.advance(LATE, 200, decidingAt(LATE))).toMatchObject({ subjects: 1, failures: [] });
  await holder.commit();
  expect(await one.engine.advance(LATE, 200, decidingAt(LATE))).toMatchObject({ subjects: 1, failures: [] });
  expect(await db.prisma.notice.count()).toBe(4);
});

test('the longest due come first', async () => {
  const one = await startReplica(db);
  const tickets = Array.from({ length: 6 }, (_, i) => newTicket({}, MONDAY - i * MINUTE_MS));
  await Promise.all(tickets.map((ticket) => one.tickets.create(ticket)));
  const order: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    await one.engine.advance(LATE, 2, (subject) => {
      order.push(subject.subjectId);
      return decidingAt(LATE)(subject);
    });
  }
  const expected = tickets.map(({ id }) => id).reverse();
  for (const i of [0, 2, 4]) expect(order.slice(i, i + 2).sort()).toEqual(expected.slice(i, i + 2).sort());
});

test('a failing subject is set aside, longer each time, and the others go on', async () => {
  const one = await startReplica(db);
  const [bad, good] = [newTicket(), newTicket()];
  await Promise.all([bad, good].map((ticket) => one.tickets.create(ticket)));
  const bug = new Error('a bug in a rule');
  const advance = (now: Instant) =>
    one.engine.advance(now, 200, (subject) => {
      if (subject.subjectId === bad.id) throw bug;
      return decidingAt(now)(subject);
    });
  expect(await advance(LATE)).toEqual({ subjects: 2, notices: 2, failures: [{ subjectId: bad.id, error: bug }] });
  expect(await db.prisma.notice.count({ where: { subjectId: good.id } })).toBe(2);
  const waits: number[] = [];
  let now = LATE;
  for (let i = 0; i < 8; i += 1) {
    const next = await nextAtOf(bad.id);
    waits.push((next - now) / MINUTE_MS);
    now = next;
    expect((await advance(now)).failures).toEqual([{ subjectId: bad.id, error: bug }]);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  // Mended: all is told, and the next failure is the first again.
  now = await nextAtOf(bad.id);
  expect((await one.engine.advance(now, 200, decidingAt(now))).failures).toEqual([]);
  expect(await db.prisma.notice.count({ where: { subjectId: bad.id } })).toBeGreaterThan(0);
  const failures = await db.prisma.commitment.findMany({ where: { subjectId: bad.id }, select: { failures: true } });
  expect(failures.every((row) => row.failures === 0)).toBe(true);
});

test('a row that cannot be read is set aside too', async () => {
  const { one, id } = await deskWithTicket();
  await one.tickets.create(newTicket());
  await db.pool.query(`UPDATE commitment SET basis = 'lunar' WHERE subject_id = $1`, [id]);
  const report = await one.engine.advance(LATE, 200, decidingAt(LATE));
  expect(report.failures.map(({ subjectId }) => subjectId)).toEqual([id]);
  expect(report.notices).toBe(2);
});

test('a verb between two ticks moves the timer, and one answered falls silent', async () => {
  const { one, number, id } = await deskWithTicket();
  await one.engine.advance(LATE, 200, decidingAt(LATE));
  const seen = await one.tickets.change(...verbOf(acknowledgeTicket, null, { number, now: LATE + MINUTE_MS }));
  const heldUntil = LATE + 31 * MINUTE_MS;
  expect(seen).toEqual({ code: 'acknowledged', number, heldUntil });
  expect(await nextAtOf(id)).toBe(heldUntil);
  expect(await one.engine.advance(heldUntil - 1, 200, neverAsked)).toMatchObject({ subjects: 0 });
  await one.tickets.change(...verbOf(takeTicket, null, { number, now: heldUntil }));
  await one.tickets.change(...verbOf(logContact, { reached: true, remark: '已回电' }, { number, now: heldUntil }));
  const open = (await one.tickets.find(number))?.commitments.filter(({ state }) => state === 'open') ?? [];
  expect(open.map(({ rule }) => rule)).not.toContain('first-contact');
  expect(await one.engine.nextAt()).toBe(Math.min(...open.map((due) => due.nextAt ?? 0)));
  const deeds = (await one.tickets.history(id)).map(({ seq, deed }) => `${seq} ${deed.type}`);
  expect(deeds).toEqual(['1 created', '2 noticed', '3 acknowledged', '4 taken', '5 contacted']);
});

test('an open commitment without a timer cannot be stored', async () => {
  const { id } = await deskWithTicket();
  await expect(db.pool.query('UPDATE commitment SET next_at = NULL WHERE subject_id = $1', [id])).rejects.toThrow(
    /commitment_open_has_timer/,
  );
});

test('looking for what is due reads what is due, however much is open', async () => {
  const { one } = await deskWithTicket();
  await db.pool.query(
    `INSERT INTO commitment (id, subject_id, rule, round, n, team, basis, started_at, target, due_at, in_force_since,
       pauses, state, stage, repeat, base_at, next_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'start', 1, 0, 'support', 'working', t, '2h', t, t, '[]', 'open', 0, 0, t, t
     FROM generate_series(1, 20000) i, LATERAL (SELECT $1::timestamptz + i * interval '1 minute' AS t) x`,
    [new Date(LATE + HOUR_MS)],
  );
  await db.pool.query('ANALYZE commitment');
  const claim = await lastStatement(
    one,
    () => one.engine.advance(LATE, 200, decidingAt(LATE)),
    /FOR UPDATE SKIP LOCKED/,
  );
  const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${claim.replaceAll('$1', `'${new Date(LATE).toISOString()}'`).replaceAll('$2', '200')}`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('commitment_due');
  expect(plan).not.toContain('Seq Scan on commitment');
});

async function deskWithTicket() {
  const one = await startReplica(db);
  const ticket = newTicket();
  const { number } = await one.tickets.create(ticket);
  return { one, id: ticket.id, number };
}

function neverAsked(): never {
  throw new Error('nothing was due');
}

async function nextAtOf(subjectId: string): Promise<Instant> {
  const { rows } = await db.pool.query<{ next_at: Date }>(
    "SELECT min(next_at) AS next_at FROM commitment WHERE subject_id = $1 AND rule = 'first-contact'",
    [subjectId],
  );
  return rows[0]?.next_at.getTime() ?? 0;
}

async function lastStatement(replica: Replica, work: () => Promise<unknown>, pattern: RegExp): Promise<string> {
  replica.statements.length = 0;
  await work();
  return replica.statements.find((sql) => pattern.test(sql)) ?? '';
}

describe('the ticket card when a deadline falls', () => {
  const outdated = async () => {
    const { rows } = await db.pool.query<{ n: string }>(
      "SELECT count(*) AS n FROM card WHERE kind = 'ticket' AND wanted_version > 1",
    );
    return Number(rows[0]?.n);
  };

  test('is shown anew at the breach, not at the warning, and not at every rung', async () => {
    const { tickets, engine } = await startReplica(db);
    await tickets.create(newTicket());
    await engine.advance(MONDAY + 12 * MINUTE_MS, 10, decidingAt(MONDAY + 12 * MINUTE_MS));
    expect(await outdated()).toBe(0);
    await engine.advance(MONDAY + 15 * MINUTE_MS, 10, decidingAt(MONDAY + 15 * MINUTE_MS));
    expect(await outdated()).toBe(1);
    const versions = () => db.pool.query("SELECT wanted_version FROM card WHERE kind = 'ticket'");
    const before = (await versions()).rows;
    await engine.advance(MONDAY + 30 * MINUTE_MS, 10, decidingAt(MONDAY + 30 * MINUTE_MS));
    expect((await versions()).rows).toEqual(before);
  });

  test('in a storm the digests speak alone', async () => {
    const { tickets, engine } = await startReplica(db);
    await Promise.all(Array.from({ length: 25 }, () => tickets.create(newTicket())));
    await engine.advance(MONDAY + 16 * MINUTE_MS, 100, decidingAt(MONDAY + 16 * MINUTE_MS));
    expect(await outdated()).toBe(0);
  });
});
