import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/* What the bench asks of the database itself: the floor, the truth afterwards, and the count of statements. */

/** Runs bare INSERTs of a description and a few columns, one after another on one connection: a commit to disk each. */
export async function measureInserts(url: string, forMs: number): Promise<{ perSecond: number; p50Ms: number }> {
  return withClient(url, async (client) => {
    await client.query(
      'CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, opener text, at timestamptz, body text)',
    );
    const latencies: number[] = [];
    const startedAt = performance.now();
    while (performance.now() - startedAt < forMs) {
      const sentAt = performance.now();
      await client.query({
        name: 'floor',
        text: 'INSERT INTO floor (opener, at, body) VALUES ($1, $2, $3)',
        values: ['p1', new Date(), `二楼打印机频繁卡纸，换了硒鼓也不行，影响整个财务组 ${latencies.length}`],
      });
      latencies.push(performance.now() - sentAt);
    }
    latencies.sort((a, b) => a - b);
    return {
      perSecond: (latencies.length / (performance.now() - startedAt)) * 1_000,
      p50Ms: latencies[latencies.length >> 1] ?? 0,
    };
  });
}

/** What is wrong between the answers that people got and what is stored; empty when every answer holds. */
export async function findUntruths(url: string, numbersByTriggerId: ReadonlyMap<string, string>): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows: stored } = await client.query<{ key: string; number: string | null }>(
      `SELECT d.key, t.number FROM dedupe d LEFT JOIN ticket t ON t.id = d.subject_id WHERE d.key LIKE 'trigger:%'`,
    );
    const { rows: totals } = await client.query<{ tickets: number; gaps: number; half: number }>(
      `SELECT count(*)::int AS tickets, (max(substr(number, 8)::int) - count(*))::int AS gaps,
         (count(*) FILTER (WHERE NOT EXISTS (SELECT FROM event e WHERE e.subject_id = ticket.id)
            OR NOT EXISTS (SELECT FROM commitment c WHERE c.subject_id = ticket.id AND c.next_at IS NOT NULL)
            OR NOT EXISTS (SELECT FROM outbox o WHERE o.subject_id = ticket.id)))::int AS half
       FROM ticket`,
    );
    const { tickets, gaps, half } = totals[0] ?? { tickets: 0, gaps: 0, half: 0 };
    const faults: string[] = [];
    const storedByKey = new Map(stored.map((row) => [row.key, row.number]));
    for (const [triggerId, number] of numbersByTriggerId) {
      const kept = storedByKey.get(`trigger:${triggerId}`);
      if (kept !== number) faults.push(`${triggerId} was answered ${number} and is stored as ${kept ?? 'nothing'}`);
    }
    const distinct = new Set(numbersByTriggerId.values()).size;
    if (distinct !== numbersByTriggerId.size)
      faults.push(`${numbersByTriggerId.size - distinct} numbers were given twice`);
    if (tickets !== numbersByTriggerId.size) {
      faults.push(`${tickets} tickets are stored, ${numbersByTriggerId.size} were acknowledged`);
    }
    if (gaps !== 0) faults.push(`${gaps} numbers are missing`);
    if (half !== 0) faults.push(`${half} tickets lack their history, their clocks or their message`);
    return faults;
  });
}

export interface StatementCount {
  /** Statements a request: those that are also seen while nobody asks anything are left out. */
  readonly perRequest: number;
  /** Each kind of statement that was counted, with how often. */
  readonly counted: ReadonlyMap<string, number>;
  /** What delivery and clocks did meanwhile. */
  readonly background: ReadonlyMap<string, number>;
}

/** Long enough for a few beats of the clocks and a few deliveries. */
const IDLE_MS = 3_000;

/**
 * Counts what the server itself logs as executed while `work` runs. Statements of delivery and clocks are told apart by
 * being seen in the quiet time before; whatever else appears is the requests', known to us or not.
 */
export async function countStatements(
  server: { readonly adminUrl: string; readonly logFile: string },
  work: () => Promise<number>,
): Promise<StatementCount> {
  return withClient(server.adminUrl, async (client) => {
    await client.query("ALTER SYSTEM SET log_statement = 'all'");
    await client.query('SELECT pg_reload_conf()');
    await wait(300);
    const before = await readFile(server.logFile, 'utf8');
    await wait(IDLE_MS);
    const quiet = await readFile(server.logFile, 'utf8');
    const requests = await work();
    const busy = await readFile(server.logFile, 'utf8');
    await client.query('ALTER SYSTEM RESET log_statement');
    await client.query('SELECT pg_reload_conf()');
    const known = statementsIn(quiet.slice(before.length));
    const counted = new Map<string, number>();
    const background = new Map<string, number>();
    for (const [statement, times] of statementsIn(busy.slice(quiet.length))) {
      (known.has(statement) ? background : counted).set(statement, times);
    }
    const total = [...counted.values()].reduce((sum, times) => sum + times, 0);
    return { perRequest: total / requests, counted, background };
  });
}

/** Statements by their first words, enough to tell them apart. */
function statementsIn(log: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const entry of log.split(/^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/m)) {
    const statement = /LOG: {2}(?:statement|execute [^:]*): ([^]*)/.exec(entry)?.[1];
    if (statement === undefined) continue;
    const kind = statement.replace(/\s+/g, ' ').trim().slice(0, 120);
    times.set(kind, (times.get(kind) ?? 0) + 1);
  }
  return times;
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
