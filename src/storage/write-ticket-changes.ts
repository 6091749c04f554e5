import { readCustomerNumber } from '../domain/customer/number.ts';
import type { Outcome } from '../usecases/outcome.ts';
import type { LoadedTicket, TicketChanges, TicketView } from '../usecases/ports.ts';
import { COMMITMENT_RECORD, UPSERT_COMMITMENTS } from './commitment-rows.ts';
import type { PrismaClient } from './generated/client.ts';
import { NAMED_CUSTOMERS } from './named-customers.ts';
import { HISTORY_AND_CARDS, SAID, writeSubject } from './write-subject-changes.ts';

/**
 * One statement for everything a verb changed: history, ticket, commitments, the cards that must show it, the threads
 * that must tell it, and the answer for a repeat. `told` are the notices about commitments that moved: their cards are
 * shown anew too.
 */
const WRITE_CHANGES = `
WITH c AS (SELECT * FROM json_to_recordset($1::json -> 'commitments') AS c(${COMMITMENT_RECORD})),
args AS (SELECT * FROM json_to_record($1::json -> 'ticket') AS x(
  id uuid, kind text, urgency text, complex boolean, status text, team text, owner text, round int,
  needs_escalation boolean, score int, eta float8, waiting_on text, waiting_until float8, policy text, tier text, spoken_at float8, merged_into uuid, linked jsonb, description text, problem_type text, updated_at float8, last_seq int,
  customer_id uuid, customer_name text, customer_key text, customer_number int, customer_as_written boolean, has_threads boolean)),
commitments AS (${UPSERT_COMMITMENTS}),
asked_customer AS (
  SELECT customer_key, customer_number, customer_as_written AS as_written FROM args WHERE customer_key IS NOT NULL),
${NAMED_CUSTOMERS},
known_customer AS (
  SELECT id FROM named_customer UNION ALL SELECT ids[1] FROM called_customer WHERE cardinality(ids) = 1),
customer_new AS (
  INSERT INTO customer (id, name, name_key, created_at)
  SELECT customer_id, customer_name, customer_key, to_timestamp(updated_at / 1000) FROM args
  WHERE customer_key IS NOT NULL AND NOT EXISTS (SELECT FROM known_customer)
  ON CONFLICT (name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id),
customers AS (SELECT id FROM known_customer UNION ALL SELECT id FROM customer_new),
tickets AS (
  UPDATE ticket t SET kind = a.kind, urgency = a.urgency, complex = a.complex, status = a.status, team = a.team,
    owner = a.owner, round = a.round, needs_escalation = a.needs_escalation, score = a.score,
    eta = to_timestamp(a.eta / 1000), waiting_on = a.waiting_on, waiting_until = to_timestamp(a.waiting_until / 1000),
    policy = coalesce(a.policy, t.policy), tier = a.tier,
    spoken_at = to_timestamp(a.spoken_at / 1000), merged_into = coalesce(a.merged_into, t.merged_into),
    linked = coalesce(a.linked, t.linked),
    -- Another customer or problem may have been reported before.
    examined_at = CASE WHEN a.customer_key IS NULL AND a.problem_type IS NOT DISTINCT FROM t.problem_type
      THEN t.examined_at END,
    description = a.description, problem_type = a.problem_type, updated_at = to_timestamp(a.updated_at / 1000),
    customer_id = coalesce((SELECT id FROM customers), t.customer_id)
  FROM args a WHERE t.id = a.id),
${HISTORY_AND_CARDS},
locked_rows AS (
  SELECT o.id, a.urgency = 'urgent' AS urgent FROM outbox o JOIN args a ON o.subject_id = a.id
  WHERE o.state IN ('pending', 'sending') AND o.urgent <> (a.urgency = 'urgent')
    AND (SELECT count(*) FROM old_cards) >= 0
  ORDER BY o.id FOR UPDATE OF o),
-- Also what is being sent: tried again, it would come after what it went before.
hurried AS (UPDATE outbox o SET urgent = l.urgent FROM locked_rows l WHERE o.id = l.id),
${SAID}
UPDATE dedupe SET outcome = $3::jsonb, subject_id = (SELECT id FROM args) WHERE key = $4`;

/** Writes what a use case decided, with its answer. Without changes only the answer is kept. */
export async function writeTicketChanges(
  tx: Pick<PrismaClient, '$executeRawUnsafe'>,
  write: {
    readonly dedupeKey: string | null;
    readonly outcome: Outcome | null;
    readonly loaded: LoadedTicket | null;
    readonly changes: TicketChanges | null;
  },
): Promise<void> {
  await writeSubject(tx, WRITE_CHANGES, write, (changes, lastSeq) => ({
    ticket: write.loaded === null ? {} : ticketRow(write.loaded.view, changes, lastSeq),
  }));
}

function ticketRow(view: TicketView, { set, updatedAt, customer }: TicketChanges, lastSeq: number): object {
  return {
    id: view.id,
    kind: set.kind ?? view.kind,
    urgency: set.urgency ?? view.urgency,
    complex: set.complex ?? view.complex,
    status: set.status ?? view.status,
    team: set.team ?? view.team,
    owner: set.owner === undefined ? view.owner : set.owner,
    round: set.round ?? view.round,
    needs_escalation: set.needsEscalation ?? view.needsEscalation,
    score: set.score === undefined ? view.score : set.score,
    eta: set.eta === undefined ? view.eta : set.eta,
    waiting_on: (set.waiting === undefined ? view.waiting : set.waiting)?.on ?? null,
    waiting_until: (set.waiting === undefined ? view.waiting : set.waiting)?.until ?? null,
    policy: set.policy,
    tier: set.tier === undefined ? view.tier : set.tier,
    spoken_at: set.spokenAt ?? view.spokenAt,
    merged_into: set.mergedInto ?? null,
    linked: set.linked ?? null,
    description: set.description ?? view.description,
    problem_type: set.problemType === undefined ? view.problemType : set.problemType,
    updated_at: updatedAt,
    last_seq: lastSeq,
    customer_id: customer?.id ?? null,
    customer_name: customer?.name ?? null,
    customer_key: customer?.key ?? null,
    customer_number: readCustomerNumber(customer?.key ?? ''),
    customer_as_written: customer?.asWritten === true,
    has_threads: true,
  };
}
