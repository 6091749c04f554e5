import { loadavg } from 'node:os';
import pg from 'pg';
import { runSimulation } from '../../src/app/simulate/run-simulation.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { company } from '../support/policies.ts';
import { chanceFrom, liveTicket, storeLives } from '../support/stored-lives.ts';
import { startBenchServer } from './bench-server.ts';

/*
 * What it costs to play a month of 100,000 tickets again under another policy: their lives are told by a thousand, each
 * copied under ids and numbers of its own. The database is the embedded one.
 *
 * BENCH_TICKETS: how many, 100000. BENCH_THREADS: how many threads, as the product chooses.
 */
const TICKETS = Number(process.env['BENCH_TICKETS'] ?? 100_000);
const THREADS = process.env['BENCH_THREADS'];
const TEMPLATES = Math.min(1_000, TICKETS);
const START = Date.UTC(2026, 9, 1);
const UNTIL = Date.UTC(2026, 10, 1);

const server = await startBenchServer();

try {
  const databaseUrl = await server.openDatabase();
  const events = await fill(databaseUrl);

  const stricter = company({ clocks: { 'first-contact': { urgent: '10m', important: '1h', normal: '1h' } } });
  const { policy } = stricter;
  const loadBefore = loadavg()[0] ?? 0;
  const idleMb = megabytes();
  let peakMb = 0;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const { tally } = await runSimulation({
    ...{ databaseUrl, policy, from: START, until: UNTIL },
    progress: () => {
      peakMb = Math.max(peakMb, megabytes());
    },
    ...(THREADS === undefined ? {} : { threads: Number(THREADS) }),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const replayed = tally.subjects.get('ticket') ?? 0;
  if (replayed !== TICKETS || tally.unreadable.length > 0) throw new Error(`replayed ${replayed} of ${TICKETS}`);
  console.log(
    `${TICKETS} tickets, ${events} events in ${seconds.toFixed(1)} s; load average ${loadBefore.toFixed(2)} at the start; ` +
      `differences ${JSON.stringify(tally.differences)}`,
  );
  console.log(
    JSON.stringify({
      bench: 'simulate',
      tickets_per_s: Math.round(TICKETS / seconds),
      seconds: Math.round(seconds * 10) / 10,
      tickets: TICKETS,
      events,
      // Of this process, both threads: what is left where others want the processors too.
      cpu_s: Math.round((user + system) / 100_000) / 10,
      peak_mb: Math.round(peakMb - idleMb),
    }),
  );
} finally {
  await server.stop();
}

/** Stores the lives; returns how many events they have. */
async function fill(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const policy = company();
  const lives = Array.from({ length: TEMPLATES }, (_, i) => {
    const chance = chanceFrom(i + 1);
    return liveTicket(policy, START + Math.floor(chance() * 24 * DAY_MS), UNTIL, chance);
  });
  const pool = client as unknown as pg.Pool;
  await storeLives(pool, policy, lives, (i) => `C202610${String(i).padStart(7, '0')}`);
  const copy = `md5(%s || '-' || i)::uuid`;
  const id = (column: string): string => copy.replace('%s', column);
  const times = `FROM generate_series(1, ${Math.ceil(TICKETS / TEMPLATES) - 1}) i,`;
  await client.query('SET synchronous_commit = off');
  const columns = await client.query<{ table_name: string; columns: string[] }>(
    `SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name IN ('subject', 'ticket', 'event', 'commitment', 'notice', 'card')
     GROUP BY table_name`,
  );
  for (const table of ['subject', 'ticket', 'event', 'commitment', 'notice', 'card']) {
    const names = columns.rows.find((row) => row.table_name === table)?.columns ?? [];
    const values = names.map((name) => {
      if (['id', 'subject_id', 'commitment_id', 'notice_id'].includes(name)) return id(`t.${name}`);
      return name === 'number' ? `t.number || '-' || i` : `t."${name}"`;
    });
    await client.query(
      `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')})
       SELECT ${values.join(', ')} ${times} (SELECT * FROM ${table}) t`,
    );
  }
  await client.query('VACUUM ANALYZE');
  const { rows } = await client.query<{ events: number }>('SELECT count(*)::int AS events FROM event');
  await client.query(`UPDATE setting SET value = $1 WHERE name = 'clock.offset'`, ['0']);
  await client.end();
  return rows[0]?.events ?? 0;
}

function megabytes(): number {
  return process.memoryUsage().rss / 1e6;
}
