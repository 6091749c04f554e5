import type pg from 'pg';
import { coreName } from '../domain/customer/core-name.ts';
import { readCustomerNumber } from '../domain/customer/number.ts';
import type { Tier } from '../domain/vocabulary.ts';
import type { CreateResult, NewTicket } from '../usecases/ports.ts';
import { commitmentToJson } from './commitment-rows.ts';
import { jsonParameter } from './json-parameter.ts';
import { NAMED_CUSTOMERS } from './named-customers.ts';

/**
 * One statement for all new tickets of a batch: dedupe, numbers, rows, and what is to be said, or nothing at all. Whoever
 * reads it: `wanted` is one row a request; `fresh` has no row yet under its key; `spoken` guards the same words within
 * 30 s; `made` are those that become tickets. Rows are ordered wherever two batches could lock the same ones. Two batches
 * with tickets from one message: the later fails on the message's unique key, and finds the ticket when tried again.
 */
const CREATE_TICKETS = `
WITH asked AS (
  SELECT DISTINCT ON (key) * FROM json_to_recordset($1::json) AS x(
    nth int, key text, same_key text, even_if_same boolean, source_key text, source_link text,
    source_conversation text, source_message text, id uuid,
    customer_id uuid, customer_name text, customer_key text, customer_core text, customer_number int, customer_as_written boolean, kind text, urgency text, complex boolean, team text,
    owner text, opener text, description text, problem_type text, spoken_at float8, created_at float8, policy text, month text,
    origin_platform text, origin_workspace text, origin_conversation text, events json, commitments json, cards json)
  ORDER BY key, nth
), wanted AS (
  SELECT *, source_key IS NOT NULL AND row_number() OVER (PARTITION BY source_key ORDER BY nth) > 1 AS is_second FROM asked
), fresh AS (
  INSERT INTO dedupe (key, subject_id, same_key)
  SELECT key, id, same_key FROM wanted w
  WHERE NOT is_second AND (source_key IS NULL OR NOT EXISTS (SELECT FROM ticket t WHERE t.source_key = w.source_key))
  ORDER BY key
  ON CONFLICT (key) DO NOTHING RETURNING key
), spoken AS (
  INSERT INTO dedupe (key, subject_id)
  SELECT DISTINCT ON (same_key) same_key, id FROM wanted JOIN fresh USING (key) ORDER BY same_key, nth
  ON CONFLICT (key) DO UPDATE SET subject_id = excluded.subject_id, at = clock_timestamp()
  WHERE dedupe.at < clock_timestamp() - interval '30 s' RETURNING subject_id
), made AS (
  SELECT w.* FROM wanted w JOIN fresh USING (key)
  WHERE w.even_if_same OR w.id IN (SELECT subject_id FROM spoken)
), asked_customer AS (
  SELECT DISTINCT ON (customer_key) customer_key, customer_id, customer_name, customer_core, customer_number,
    customer_as_written AS as_written, created_at
  FROM made WHERE customer_key IS NOT NULL ORDER BY customer_key, nth
), ${NAMED_CUSTOMERS}, customer_new AS (
  INSERT INTO customer (id, name, name_key, created_at)
  SELECT customer_id, customer_name, customer_key, to_timestamp(created_at / 1000) FROM asked_customer a
  WHERE NOT EXISTS (SELECT FROM named_customer n WHERE n.customer_key = a.customer_key)
    AND NOT EXISTS (SELECT FROM called_customer c WHERE c.customer_key = a.customer_key AND cardinality(c.ids) = 1)
  ORDER BY customer_key
  ON CONFLICT (name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id, number, name_key, tier
), keys_new AS (
  -- The rest follows in the background; by these it is found at once.
  INSERT INTO customer_key (customer_id, kind, key)
  SELECT n.id, k.kind, k.key FROM customer_new n JOIN asked_customer a ON a.customer_key = n.name_key
  CROSS JOIN LATERAL (VALUES ('name', a.customer_key), ('core', a.customer_core)) AS k(kind, key)
  WHERE k.key IS NOT NULL ON CONFLICT DO NOTHING
), customer_of AS (
  SELECT n.name_key AS customer_key, n.id, n.tier, NULL::int AS known_as,
    (SELECT json_agg(o.number ORDER BY o.number) FROM called_customer c JOIN customer o ON o.id = ANY (c.ids)
     WHERE c.customer_key = n.name_key) AS others, true AS is_new
  FROM customer_new n
  UNION ALL
  SELECT n.customer_key, c.id, c.tier, nullif(c.number, CASE WHEN c.name_key = n.customer_key THEN c.number END), NULL, false
  FROM named_customer n JOIN customer c ON c.id = n.id
  UNION ALL
  SELECT k.customer_key, c.id, c.tier, c.number, NULL, false
  FROM called_customer k JOIN customer c ON c.id = k.ids[1] WHERE cardinality(k.ids) = 1
), running AS (
  INSERT INTO counter (name, value)
  SELECT 'ticket:' || month, count(*) FROM made
  -- After the customers: two batches that lock both in one order cannot wait for each other.
  WHERE (SELECT count(*) FROM customer_new) >= 0 GROUP BY month ORDER BY month
  ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING name, value
), numbered AS (
  SELECT m.*, (r.value - row_number() OVER (PARTITION BY m.month ORDER BY m.nth DESC) + 1)::int AS running
  FROM made m JOIN running r ON r.name = 'ticket:' || m.month
), subjects AS (
  INSERT INTO subject (id, type, last_seq, origin_platform, origin_workspace, origin_conversation)
  SELECT id, 'ticket', json_array_length(events), origin_platform, origin_workspace, origin_conversation FROM made
), tickets AS (
  INSERT INTO ticket (id, number, customer_id, kind, urgency, complex, status, team, owner, opener, description, problem_type,
                      source_key, source_link, policy, spoken_at, created_at, updated_at)
  SELECT n.id, 'C' || month || lpad(running::text, greatest(3, length(running::text)), '0'), c.id, kind, urgency, complex,
         'pending', team, owner, opener, description, problem_type, source_key, source_link, policy,
         to_timestamp(spoken_at / 1000), to_timestamp(created_at / 1000), to_timestamp(created_at / 1000)
  FROM numbered n LEFT JOIN customer_of c ON c.customer_key = n.customer_key
  RETURNING id, number
), events AS (
  INSERT INTO event (subject_id, seq, at, by, type, data)
  SELECT m.id, e.seq, to_timestamp(e.at / 1000), e.by, e.deed ->> 'type', e.deed
  FROM made m, json_to_recordset(m.events) AS e(seq int, at float8, by text, deed json)
), commitments AS (
  INSERT INTO commitment (id, subject_id, rule, round, n, team, owner, basis, started_at, target, due_at,
                          in_force_since, pauses, state, missed_at, stage, repeat, base_at, next_at)
  SELECT c.id, m.id, c.rule, c.round, c.n, c.team, c.owner, c.basis, to_timestamp(c.started_at / 1000), c.target,
         to_timestamp(c.due_at / 1000), to_timestamp(c.in_force_since / 1000), c.pauses, c.state,
         to_timestamp(c.missed_at / 1000), c.stage, c.repeat, to_timestamp(c.base_at / 1000), to_timestamp(c.next_at / 1000)
  FROM made m, json_to_recordset(m.commitments) AS c(id uuid, rule text, round int, n int, team text, owner text,
       basis text, started_at float8, target text, due_at float8, in_force_since float8, pauses json, state text,
       missed_at float8, stage int, repeat int, base_at float8, next_at float8)
), cards AS (
  INSERT INTO card (id, kind, subject_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
  SELECT c.id, 'ticket', m.id, c.platform, c.workspace, c.conversation, 1, 0, to_timestamp(m.created_at / 1000)
  FROM made m, json_to_recordset(m.cards) AS c(id uuid, platform text, workspace text, conversation text)
), outboxed AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
  SELECT c.platform, c.workspace, c.conversation, 'card', m.id, c.id, m.urgency = 'urgent', c.id
  FROM made m, json_to_recordset(m.cards) AS c(id uuid, platform text, workspace text, conversation text)
  ORDER BY m.nth
), replied AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, data, urgent, message_id)
  SELECT origin_platform, origin_workspace, origin_conversation, 'reply', id,
    jsonb_build_object('conversation', source_conversation, 'message', source_message), urgency = 'urgent', gen_random_uuid()
  FROM made WHERE source_message IS NOT NULL
)
SELECT w.key, t.number, c.tier, c.known_as, c.others, c.is_new FROM wanted w LEFT JOIN tickets t ON t.id = w.id
LEFT JOIN customer_of c ON c.customer_key = w.customer_key`;

/** What an earlier request under the same key, the same message or the same words led to. */
const FIND_EARLIER = `
SELECT w.key, own.number AS own, customer.tier, same.number AS same, source.number AS source
FROM json_to_recordset($1::json) AS w(key text, source_key text, same_key text)
LEFT JOIN dedupe d ON d.key = w.key
LEFT JOIN ticket own ON own.id = d.subject_id
LEFT JOIN customer ON customer.id = own.customer_id
LEFT JOIN dedupe s ON s.key = coalesce(d.same_key, w.same_key)
LEFT JOIN ticket same ON same.id = s.subject_id
LEFT JOIN ticket source ON source.source_key = w.source_key`;

/**
 * The one statement that every command waits for goes to the driver itself: on the way through Prisma a single ticket
 * cost as much again in this process as everything else together. Its name makes the server keep the plan.
 *
 * Writes tickets together. Returns what was created, in order; `null` for whoever must look what was there before. */
export async function createTickets(
  pool: pg.Pool,
  tickets: readonly NewTicket[],
): Promise<readonly (CreateResult | null)[]> {
  const { rows } = await pool.query<CreatedRow>({
    name: 'create-tickets',
    text: CREATE_TICKETS,
    values: [jsonParameter(tickets.map(ticketToJson))],
  });
  const rowsByKey = new Map(rows.map((row) => [row.key, row]));
  const created = new Set<string>();
  return tickets.map((ticket) => {
    const row = rowsByKey.get(ticket.dedupeKey);
    const number = row?.number ?? null;
    if (number === null) return null;
    // The same key twice in one batch: the second is the repeat.
    const status = created.has(ticket.dedupeKey) ? 'repeated' : 'created';
    created.add(ticket.dedupeKey);
    return {
      status,
      number,
      ...(row?.tier ? { tier: row.tier } : {}),
      ...(row?.known_as ? { knownAs: row.known_as } : {}),
      ...(row?.others ? { others: row.others } : {}),
      ...(row?.is_new === true ? { newCustomer: true } : {}),
    };
  });
}

interface CreatedRow {
  readonly key: string;
  readonly number: string | null;
  readonly tier: Tier | null;
  /** Number of the customer, where it goes by another name than was typed. */
  readonly known_as: number | null;
  /** Numbers of those who are called as was typed too. */
  readonly others: readonly number[] | null;
  /** Nobody of that name was known. */
  readonly is_new: boolean | null;
}

interface EarlierRow {
  readonly key: string;
  readonly own: string | null;
  /** Of the customer of `own`. */
  readonly tier: Tier | null;
  readonly same: string | null;
  readonly source: string | null;
}

/**
 * What requests that created nothing repeat, in order. Read by a statement of its own, since what they waited for was
 * committed after theirs began.
 */
export async function findEarlierTickets(
  pool: pg.Pool,
  tickets: readonly NewTicket[],
): Promise<readonly CreateResult[]> {
  const wanted = tickets.map((one) => ({ key: one.dedupeKey, source_key: one.sourceKey, same_key: one.sameKey }));
  const { rows } = await pool.query<EarlierRow>({
    name: 'find-earlier-tickets',
    text: FIND_EARLIER,
    values: [jsonParameter(wanted)],
  });
  const rowsByKey = new Map(rows.map((row) => [row.key, row]));
  return tickets.map((ticket) => {
    const row = rowsByKey.get(ticket.dedupeKey);
    if (row?.own) {
      return ticket.sourceKey === null
        ? { status: 'repeated', number: row.own, ...(row.tier === null ? {} : { tier: row.tier }) }
        : { status: 'from-message', number: row.own };
    }
    if (row?.source) return { status: 'from-message', number: row.source };
    if (row?.same) return { status: 'same-words', number: row.same };
    throw new Error('a request was neither written nor found under its key');
  });
}

/** `null` where the core is the name itself: one key is enough. */
function coreKeyOf(key: string): string | null {
  const core = coreName(key);
  return core === key ? null : core;
}

function ticketToJson(ticket: NewTicket, nth: number): object {
  return {
    nth,
    key: ticket.dedupeKey,
    same_key: ticket.sameKey,
    even_if_same: ticket.evenIfSame,
    source_key: ticket.sourceKey,
    source_link: ticket.sourceLink,
    source_conversation: ticket.sourceThread?.conversation ?? null,
    source_message: ticket.sourceThread?.message ?? null,
    id: ticket.id,
    customer_id: ticket.customer?.id ?? null,
    customer_name: ticket.customer?.name ?? null,
    customer_key: ticket.customer?.key ?? null,
    customer_core: ticket.customer === null ? null : coreKeyOf(ticket.customer.key),
    customer_number: ticket.customer === null ? null : readCustomerNumber(ticket.customer.key),
    customer_as_written: ticket.customer?.asWritten === true,
    kind: ticket.kind,
    urgency: ticket.urgency,
    complex: ticket.complex,
    team: ticket.team,
    owner: ticket.owner,
    opener: ticket.opener,
    description: ticket.description,
    problem_type: ticket.problemType,
    spoken_at: ticket.spokenAt,
    created_at: ticket.createdAt,
    policy: ticket.policy,
    month: ticket.month,
    origin_platform: ticket.origin?.platform ?? null,
    origin_workspace: ticket.origin?.workspace ?? null,
    origin_conversation: ticket.origin?.id ?? null,
    events: ticket.events,
    commitments: ticket.commitments.map(commitmentToJson),
    cards: ticket.cards.map(({ id, to }) => ({
      id,
      platform: to.platform,
      workspace: to.workspace,
      conversation: to.id,
    })),
  };
}
