import type pg from 'pg';
import type { PolicyInForce } from '../../src/domain/commitment/track.ts';
import { ticketKind } from '../../src/domain/ticket/ticket-kind.ts';
import { HOUR_MS, type Instant, MINUTE_MS, type Ms } from '../../src/domain/time.ts';
import { commitmentToJson } from '../../src/storage/commitment-rows.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { replaySubject, worldUnder } from '../../src/usecases/simulate/replay-subject.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { planTicket } from '../../src/usecases/verbs/plan-ticket.ts';
import { rateTicket } from '../../src/usecases/verbs/rate-ticket.ts';
import { reportProgress } from '../../src/usecases/verbs/report-progress.ts';
import { resolveTicket } from '../../src/usecases/verbs/resolve-ticket.ts';
import { resumeTicket } from '../../src/usecases/verbs/resume-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { tellCustomer } from '../../src/usecases/verbs/tell-customer.ts';
import { waitFor } from '../../src/usecases/verbs/wait-for.ts';
import { type Simulation, SLACK, simulate } from './simulate-engine.ts';

/** A fraction between 0 and 1, the same in every run. */
export type Chance = () => number;

/** Chance from a seed (mulberry32). */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A ticket's life as a support team lives it: mostly quick, sometimes late, sometimes acknowledged first, with a wait in
 * some; one in twenty is left lying.
 */
export function liveTicket(policy: PolicyInForce, start: Instant, until: Instant, chance: Chance): Simulation {
  const urgency = chance() < 0.15 ? 'urgent' : chance() < 0.4 ? 'important' : 'normal';
  const team = chance() < 0.6 ? 'support' : 'after-sales';
  const kind = team === 'support' ? 'inquiry' : 'complaint';
  const life = simulate([policy], start, {
    urgency,
    team,
    kind,
    spokenAt: start - Math.floor(chance() * 20) * MINUTE_MS,
  });
  const by = team === 'support' ? 'agent' : 'outsider';
  const pass = (ms: Ms): boolean => {
    life.forward(Math.min(until, life.now() + Math.floor(ms)));
    return life.now() < until;
  };
  const deeds: readonly (() => unknown)[] = [
    () => chance() < 0.25 && life.act(acknowledgeTicket, null, by),
    () => life.act(logContact, { reached: chance() < 0.8, remark: null }, by),
    () => life.act(takeTicket, null, by),
    () => life.act(logContact, { reached: true, remark: null }, by),
    () => life.act(planTicket, { eta: life.now() + 24 * HOUR_MS, steps: [], remark: 'so' }, by),
    () =>
      chance() < 0.3 && life.act(waitFor, { on: 'customer', until: life.now() + 48 * HOUR_MS, remark: 'asked' }, by),
    () => chance() < 0.5 && life.act(reportProgress, { remark: 'so' }, by),
    () => life.act(resumeTicket, null, by),
    () => chance() < 0.2 && life.act(acknowledgeTicket, null, by),
    () => life.act(reportProgress, { remark: 'so' }, by),
    () => life.act(resolveTicket, { remark: 'so' }, by),
    () => life.act(tellCustomer, { written: false, remark: null }, by),
    () => life.act(rateTicket, { score: chance() < 0.9 ? 5 : 3, remark: null }, by),
    () => life.act(rateTicket, { score: 5, remark: null }, by),
  ];
  const left = chance() < 0.05 ? Math.floor(chance() * deeds.length) : deeds.length;
  // A third of the way quick, sometimes a day.
  const pace = () => (chance() < 0.1 ? 20 * HOUR_MS : chance() * chance() * 3 * HOUR_MS);
  for (const deed of deeds.slice(0, left)) {
    if (!pass(pace())) return life;
    deed();
  }
  life.forward(until);
  return life;
}

/** Writes lives as the product would have stored them: what each heard stands where it was said. */
export async function storeLives(
  client: Pick<pg.Pool, 'query'>,
  policy: PolicyInForce,
  lives: readonly Simulation[],
  numberOf: (index: number) => string = (index) => `C202603${String(index + 1).padStart(4, '0')}`,
): Promise<void> {
  const rows = lives.map((life, index) => rowsOf(policy, life, numberOf(index)));
  await client.query(
    `WITH x AS (SELECT * FROM json_to_recordset($1::json) AS x(id uuid, number text, view json, events json,
       commitments json, notices json, cards json)),
     subjects AS (INSERT INTO subject (id, type, last_seq, origin_platform, origin_workspace, origin_conversation)
       SELECT id, 'ticket', json_array_length(events), 'slack', 'T0ACME', 'C0ORIGIN' FROM x),
     tickets AS (INSERT INTO ticket (id, number, kind, urgency, status, team, owner, opener, description, policy, round,
         spoken_at, created_at, updated_at)
       SELECT id, number, view ->> 'kind', view ->> 'urgency', view ->> 'status', view ->> 'team', view ->> 'owner',
         view ->> 'opener', 'so', view ->> 'policy', (view ->> 'round')::int,
         to_timestamp((view ->> 'spokenAt')::float8 / 1000), to_timestamp((view ->> 'createdAt')::float8 / 1000), now() FROM x),
     e AS (INSERT INTO event (subject_id, seq, at, by, type, data)
       SELECT x.id, e.seq, to_timestamp(e.at / 1000), e.by, e.deed ->> 'type', e.deed
       FROM x, json_to_recordset(x.events) AS e(seq int, at float8, by text, deed json)),
     c AS (INSERT INTO commitment (id, subject_id, rule, round, n, team, owner, basis, started_at, target, due_at,
         in_force_since, pauses, state, missed_at, stage, repeat, base_at, next_at)
       SELECT c.id, x.id, c.rule, c.round, c.n, c.team, c.owner, c.basis, to_timestamp(c.started_at / 1000), c.target,
         to_timestamp(c.due_at / 1000), to_timestamp(c.in_force_since / 1000), c.pauses, c.state,
         to_timestamp(c.missed_at / 1000), c.stage, c.repeat, to_timestamp(c.base_at / 1000),
         to_timestamp(c.next_at / 1000)
       FROM x, json_to_recordset(x.commitments) AS c(id uuid, rule text, round int, n int, team text, owner text,
         basis text, started_at float8, target text, due_at float8, in_force_since float8, pauses json, state text,
         missed_at float8, stage int, repeat int, base_at float8, next_at float8)),
     n AS (INSERT INTO notice (id, commitment_id, subject_id, round, stage, repeat, audience, seq, at, late_seconds)
       SELECT n.id, n.commitment_id, x.id, n.round, n.stage, n.repeat, n.audience, n.seq, to_timestamp(n.at / 1000), 0
       FROM x, json_to_recordset(x.notices) AS n(id uuid, commitment_id uuid, round int, stage int, repeat int,
         audience text, seq int, at float8))
     INSERT INTO card (id, kind, subject_id, notice_id, platform, workspace, conversation, wanted_version, shown_version,
       created_at)
     SELECT k.id, 'notice', x.id, k.notice_id, k.platform, k.workspace, k.conversation, 1, 1, now()
     FROM x, json_to_recordset(x.cards) AS k(id uuid, notice_id uuid, platform text, workspace text, conversation text)`,
    [JSON.stringify(rows)],
  );
  await client.query(
    `INSERT INTO lane (platform, workspace, conversation, next_at)
     SELECT DISTINCT platform, workspace, conversation, now() FROM card
     UNION SELECT 'slack', 'T0ACME', 'C0ORIGIN', now() ON CONFLICT DO NOTHING`,
  );
}

function rowsOf(policy: PolicyInForce, life: Simulation, number: string): object {
  const { id, origin } = life.view();
  const subject = { id, origin, events: life.events() };
  // The places that heard of it: said where the engine itself would say it.
  const { told } = replaySubject(ticketKind, subject, worldUnder(policy, [SLACK]), life.now());
  const ids = new Map(life.commitments().map((one) => [`${one.rule}/${one.round}/${one.n}`, one.id]));
  const notices = told.map((one) => ({
    id: newId(),
    commitment_id: ids.get(`${one.rule}/${one.round}/${one.n}`),
    seq: 1,
    ...one,
  }));
  return {
    id,
    number,
    view: life.view(),
    events: subject.events,
    commitments: life.commitments().map(commitmentToJson),
    notices,
    cards: notices.flatMap((notice) =>
      notice.to.map((to) => ({
        ...{ id: newId(), notice_id: notice.id, platform: to.platform, workspace: to.workspace },
        conversation: to.id,
      })),
    ),
  };
}
