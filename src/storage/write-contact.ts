import type { ContactChanges, ContactView, LoadedContact, NewContact } from '../usecases/contact-ports.ts';
import type { ContactResult } from '../usecases/contact-result.ts';
import type { Transaction } from './change-subject.ts';
import { COMMITMENT_RECORD, commitmentToJson, UPSERT_COMMITMENTS } from './commitment-rows.ts';
import { jsonParameter } from './json-parameter.ts';
import { HISTORY_AND_CARDS, SAID, writeSubject } from './write-subject-changes.ts';

/** Everything of a new contact in one statement, under a key that its transaction holds. */
const CREATE = `
WITH x AS (SELECT * FROM json_to_record($1::json) AS x(
  id uuid, key text, customer_id uuid, customer_name text, customer_key text, is_known boolean, ticket_id uuid, author text, team text,
  channel text, outcome text, moods json, purposes json, missing json, status text, spoken_at float8, ended_at float8,
  two_channels boolean, confirmed_on json, policy text, month text, content text, feedback text, participants text,
  facts text, aim text, aim_reached boolean, materials text, read_back boolean, created_at float8, origin_platform text, origin_workspace text, origin_conversation text)),
c AS (SELECT * FROM json_to_recordset($1::json -> 'commitments') AS c(${COMMITMENT_RECORD})),
customers AS (
  INSERT INTO customer (id, name, name_key, created_at)
  SELECT customer_id, customer_name, customer_key, to_timestamp(created_at / 1000) FROM x WHERE NOT is_known
  ON CONFLICT (name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id),
running AS (
  INSERT INTO counter (name, value) SELECT 'contact:' || month, 1 FROM x
  -- After the customer, as everywhere.
  WHERE (SELECT count(*) FROM customers) >= 0
  ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value),
subjects AS (
  INSERT INTO subject (id, type, last_seq, origin_platform, origin_workspace, origin_conversation)
  SELECT id, 'contact', json_array_length($1::json -> 'events'), origin_platform, origin_workspace, origin_conversation FROM x),
contacts AS (
  INSERT INTO contact (id, number, customer_id, ticket_id, author, team, channel, outcome, moods, purposes, missing, status,
    spoken_at, ended_at, two_channels, confirmed_on, policy, content, feedback, participants, facts,
    aim, aim_reached, materials, read_back, created_at, updated_at)
  SELECT id, 'G' || month || lpad(r.value::text, greatest(3, length(r.value::text)), '0'),
    coalesce((SELECT id FROM customers), customer_id), ticket_id, author, team, channel, outcome,
    ARRAY(SELECT json_array_elements_text(moods)), ARRAY(SELECT json_array_elements_text(purposes)),
    ARRAY(SELECT json_array_elements_text(missing)), status, to_timestamp(spoken_at / 1000), to_timestamp(ended_at / 1000),
    two_channels, ARRAY(SELECT json_array_elements_text(confirmed_on)), policy, content, feedback, participants, facts,
    aim, aim_reached, materials, read_back, to_timestamp(created_at / 1000), to_timestamp(created_at / 1000)
  FROM x, running r RETURNING id, number, customer_id),
follow_ups AS (
  INSERT INTO follow_up (contact_id, n, body, starred)
  SELECT x.id, f.n, f.words, f.starred FROM x, json_to_recordset($1::json -> 'promises') AS f(n int, words text, starred boolean)),
events AS (
  INSERT INTO event (subject_id, seq, at, by, type, data)
  SELECT x.id, e.seq, to_timestamp(e.at / 1000), e.by, e.deed ->> 'type', e.deed
  FROM x, json_to_recordset($1::json -> 'events') AS e(seq int, at float8, by text, deed json)),
commitments AS (${UPSERT_COMMITMENTS}),
k AS (SELECT k.*, x.id AS subject_id, x.created_at FROM x, json_to_recordset($1::json -> 'cards') AS k(
  id uuid, platform text, workspace text, conversation text)),
cards AS (
  INSERT INTO card (id, kind, subject_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
  SELECT id, 'ticket', subject_id, platform, workspace, conversation, 1, 0, to_timestamp(created_at / 1000) FROM k),
said AS (
  INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, urgent, message_id)
  SELECT platform, workspace, conversation, 'card', subject_id, id, false, id FROM k),
kept AS (UPDATE dedupe d SET subject_id = x.id FROM x WHERE d.key = x.key)
SELECT number, customer_id::text AS customer_id FROM contacts`;

/** Writes a new contact; resolves with its number and its customer's id. */
export async function createContact(
  tx: Transaction,
  contact: NewContact,
): Promise<{ readonly number: string; readonly customerId: string }> {
  const [row] = await tx.$queryRawUnsafe<{ number: string; customer_id: string }[]>(
    CREATE,
    jsonParameter(contactToJson(contact)),
  );
  if (row === undefined) throw new Error('a contact was not written');
  return { number: row.number, customerId: row.customer_id };
}

function contactToJson(contact: NewContact): object {
  const { customer, origin } = contact;
  return {
    id: contact.id,
    key: contact.dedupeKey,
    customer_id: customer.id,
    customer_name: customer.name,
    customer_key: customer.key,
    is_known: customer.isKnown,
    ticket_id: contact.ticketId,
    author: contact.author,
    team: contact.team,
    channel: contact.channel,
    outcome: contact.outcome,
    moods: contact.moods,
    purposes: contact.purposes,
    missing: contact.missing,
    status: contact.status,
    spoken_at: contact.spokenAt,
    ended_at: contact.endedAt,
    two_channels: contact.twoChannels,
    confirmed_on: contact.confirmedOn,
    policy: contact.policy,
    month: contact.month,
    content: contact.content,
    feedback: contact.feedback,
    participants: contact.participants,
    facts: contact.facts,
    aim: contact.aim,
    aim_reached: contact.aimReached,
    materials: contact.materials,
    read_back: contact.readBack,
    created_at: contact.createdAt,
    origin_platform: origin?.platform ?? null,
    origin_workspace: origin?.workspace ?? null,
    origin_conversation: origin?.id ?? null,
    promises: contact.promises,
    events: contact.events,
    commitments: contact.commitments.map(commitmentToJson),
    cards: contact.cards.map(({ id, to }) => ({
      id,
      platform: to.platform,
      workspace: to.workspace,
      conversation: to.id,
    })),
  };
}

/** As for tickets: one statement for everything a verb changed, with the answer for a repeat. */
const CHANGE = `
WITH c AS (SELECT * FROM json_to_recordset($1::json -> 'commitments') AS c(${COMMITMENT_RECORD})),
args AS (SELECT *, 'normal' AS urgency, false AS has_threads FROM json_to_record($1::json -> 'contact') AS x(
  id uuid, last_seq int, updated_at float8, channel text, missing json, status text, hold_until float8, confirmed_on json,
  policy text, same_as uuid, content text, feedback text, participants text, facts text,
  aim text, aim_reached boolean, materials text, read_back boolean, shared_at float8, shared_by text, moods json, purposes json)),
commitments AS (${UPSERT_COMMITMENTS}),
contacts AS (
  UPDATE contact k SET channel = a.channel, missing = ARRAY(SELECT json_array_elements_text(a.missing)), status = a.status,
    hold_until = to_timestamp(a.hold_until / 1000), confirmed_on = ARRAY(SELECT json_array_elements_text(a.confirmed_on)),
    policy = a.policy, same_as = coalesce(a.same_as, k.same_as), content = a.content, feedback = a.feedback,
    participants = a.participants, facts = a.facts, aim = a.aim, aim_reached = a.aim_reached, materials = a.materials,
    read_back = a.read_back, shared_at = to_timestamp(a.shared_at / 1000), shared_by = a.shared_by, moods = ARRAY(SELECT json_array_elements_text(a.moods)),
    purposes = ARRAY(SELECT json_array_elements_text(a.purposes)), updated_at = to_timestamp(a.updated_at / 1000)
  FROM args a WHERE k.id = a.id),
follow_ups AS (
  INSERT INTO follow_up (contact_id, n, body, starred)
  SELECT a.id, f.n, f.words, f.starred FROM args a, json_to_recordset($1::json -> 'promises') AS f(n int, words text, starred boolean)),
${HISTORY_AND_CARDS},
${SAID}
UPDATE dedupe SET outcome = $3::jsonb, subject_id = (SELECT id FROM args) WHERE key = $4`;

/** Writes what a use case decided, with its answer. Without changes only the answer is kept. */
export async function writeContactChanges(
  tx: Transaction,
  write: {
    readonly dedupeKey: string | null;
    readonly outcome: ContactResult | null;
    readonly loaded: LoadedContact | null;
    readonly changes: ContactChanges | null;
  },
): Promise<void> {
  await writeSubject(tx, CHANGE, write, (changes, lastSeq) => ({
    contact: write.loaded === null ? {} : contactRow(write.loaded.view, changes, lastSeq),
    promises: changes.promises,
  }));
}

function contactRow(view: ContactView, { set, words, updatedAt }: ContactChanges, lastSeq: number): object {
  const given = <Key extends keyof typeof words>(key: Key) => (words[key] === undefined ? view[key] : words[key]);
  const shared = set.shared === undefined ? view.shared : set.shared;
  return {
    id: view.id,
    last_seq: lastSeq,
    updated_at: updatedAt,
    channel: set.channel,
    missing: set.missing,
    status: set.status,
    hold_until: set.holdUntil,
    confirmed_on: set.confirmedOn,
    policy: set.policy,
    same_as: set.sameAs ?? null,
    content: given('content'),
    feedback: given('feedback'),
    participants: given('participants'),
    facts: given('facts'),
    aim: given('aim'),
    aim_reached: given('aimReached'),
    materials: given('materials'),
    read_back: given('readBack'),
    shared_at: shared?.at ?? null,
    shared_by: shared?.by ?? null,
    moods: given('moods'),
    purposes: given('purposes'),
  };
}
