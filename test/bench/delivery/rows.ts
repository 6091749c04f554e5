import type pg from 'pg';

/* Cards waiting to be shown, as creating tickets leaves them: `perChannel` in each channel, oldest first. */

/** Number i as an id that grows. */
const id = (kind: string): string => `('00000000-0000-7${kind}00-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;

/** Queues one card for each of `count` tickets, spread over the channels C0 … C(channels-1), beginning with number `from`. */
export async function queueCards(
  client: pg.Client,
  { from, count, channels, offset = 0 }: { from: number; count: number; channels: number; offset?: number },
): Promise<void> {
  const numbers = `generate_series(${from}, ${from + count - 1}) i`;
  const channel = `'C' || (${offset} + (i - ${from}) % ${channels})`;
  await client.query(`
    BEGIN;
    INSERT INTO subject (id, type, last_seq) SELECT ${id('1')}, 'ticket', 1 FROM ${numbers};
    INSERT INTO ticket (id, number, kind, urgency, status, team, opener, description, policy, spoken_at, created_at, updated_at)
      SELECT ${id('1')}, 'C202611' || lpad(i::text, 7, '0'), 'inquiry', 'normal', 'pending', 'support', 'agent',
        'printer on the second floor jams since this morning, a new drum did not help', 'policy', now(), now(), now()
      FROM ${numbers};
    INSERT INTO card (id, kind, subject_id, platform, workspace, conversation, wanted_version, shown_version, created_at)
      SELECT ${id('2')}, 'ticket', ${id('1')}, 'slack', 'T0ACME', ${channel}, 1, 0, now() FROM ${numbers};
    INSERT INTO outbox (platform, workspace, conversation, what, subject_id, card_id, message_id)
      SELECT 'slack', 'T0ACME', ${channel}, 'card', ${id('1')}, ${id('2')}, ${id('2')} FROM ${numbers};
    COMMIT`);
}

/** Nothing waits and no lane remembers anything. */
export async function emptyQueues(client: pg.Client): Promise<void> {
  await client.query('TRUNCATE outbox, card, ticket, subject, lane; ANALYZE outbox, card, ticket, lane');
}
