import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { createHeartbeat } from '../../src/scheduler/heartbeat.ts';
import { connectDatabase } from '../../src/storage/connect.ts';
import { createEngineStore } from '../../src/storage/engine-store.ts';
import { advanceCommitments } from '../../src/usecases/advance-commitments.ts';
import type { EngineStore } from '../../src/usecases/ports.ts';
import { company, switchablePolicies } from '../support/policies.ts';
import { startBenchServer } from './bench-server.ts';
import { median, rounded, shown } from './command/figures.ts';
import { fillUpTo, makeDue, moveRowsPlainly, putAway } from './engine/rows.ts';

/*
 * What the tick costs: 1,000 due commitments among 10,000, 100,000 and 1,000,000 open ones, beside the same rows moved
 * by plain SQL in the same run, in turns; 10,000 due in one second; and how late people are told in normal load. The
 * database is the embedded one, every commit on disk.
 *
 * BENCH_ROUNDS: how often each is measured. BENCH_SIZES: open commitments, 10000,100000,1000000.
 */

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const DUE = 1_000;
const BURST = 10_000;
/** Commitments falling due each second while lateness is measured, and for how long. */
const NORMAL_PER_SECOND = 20;
const NORMAL_MS = 30_000;

const server = await startBenchServer();
const url = await server.openDatabase();
const database = await connectDatabase({ url, poolSize: 5, applicationName: 'bench' });
const plain = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' });
await plain.connect();

const store = createEngineStore({ prisma: database.prisma, onWritten: () => undefined });
const policies = switchablePolicies([company()]);
const surfaces = () => [{ platform: 'slack', workspace: 'T0ACME' }] as const;
const start = Date.now();
let now = start;
let turn = 0;

/** One tick that decides everything due, in milliseconds. */
async function decideAll(expected: number): Promise<number> {
  const startedAt = performance.now();
  const { subjects, failures } = await advanceCommitments({ store, policies, clock: { now: () => now }, surfaces });
  const ms = performance.now() - startedAt;
  if (subjects !== expected || failures.length > 0) throw new Error(`${subjects} decided, ${failures.length} failed`);
  return ms;
}

async function movePlainly(expected: number): Promise<number> {
  const startedAt = performance.now();
  const moved = await moveRowsPlainly(plain, now);
  const ms = performance.now() - startedAt;
  if (moved !== expected) throw new Error(`${moved} rows moved plainly`);
  return ms;
}

async function prepare(total: number, count: number): Promise<void> {
  await putAway(plain, start);
  now += 1_000;
  turn += 1;
  await makeDue(plain, { total, count, turn, at: now });
}

interface SizeFigures {
  readonly open: number;
  readonly engineMs: number;
  readonly floorMs: number;
  readonly ratio: number;
}

async function measureSize(total: number): Promise<SizeFigures> {
  const engine: number[] = [];
  const floor: number[] = [];
  // The first round meets cold caches and statements that nobody planned yet.
  for (let round = -1; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (['engine', 'floor'] as const) : (['floor', 'engine'] as const);
    for (const which of order) {
      await prepare(total, DUE);
      const ms = which === 'engine' ? await decideAll(DUE) : await movePlainly(DUE);
      if (round >= 0) (which === 'engine' ? engine : floor).push(ms);
    }
  }
  const ratio = median(engine.map((ms, i) => ms / (floor[i] ?? Number.NaN)));
  return { open: total, engineMs: median(engine), floorMs: median(floor), ratio };
}

/** How long after its time each commitment was decided and on disk, the heart beating as in the product. */
async function measureLateness(): Promise<readonly number[]> {
  await putAway(plain, start);
  const begin = Date.now() + 2_000;
  const count = (NORMAL_PER_SECOND * NORMAL_MS) / 1_000;
  await plain.query(
    `UPDATE commitment c SET due_at = due.at, base_at = due.at, next_at = due.at
     FROM (SELECT id, to_timestamp($1::float8 / 1000 + random() * $2::float8 / 1000) AS at FROM commitment
           WHERE stage = 0 LIMIT $3) due WHERE c.id = due.id`,
    [begin, NORMAL_MS, count],
  );
  const lateness: number[] = [];
  const watched: EngineStore = {
    ...store,
    async advance(at, limit, decide) {
      const due: number[] = [];
      const report = await store.advance(at, limit, (subject) => {
        due.push(...subject.commitments.map((one) => one.nextAt ?? at));
        return decide(subject);
      });
      const decidedAt = Date.now();
      lateness.push(...due.map((wanted) => decidedAt - wanted));
      return report;
    },
  };
  const clock = { now: () => Date.now() };
  const heartbeat = createHeartbeat({
    tick: () => advanceCommitments({ store: watched, policies, clock, surfaces }),
    nextInMs: async () => {
      const nextAt = await store.nextAt();
      return nextAt === null ? null : nextAt - Date.now();
    },
    onTick: async () => undefined,
    onError: (error) => console.error(error),
    elapsed: () => performance.now(),
  });
  heartbeat.start();
  await wait(begin + NORMAL_MS + 2_000 - Date.now());
  await heartbeat.stop();
  return lateness.toSorted((a, b) => a - b);
}

const loadBefore = loadavg()[0] ?? 0;
const sizes: SizeFigures[] = [];
let filled = 0;
for (const size of SIZES) {
  await fillUpTo(plain, filled, size, start);
  filled = size;
  sizes.push(await measureSize(size));
}
await prepare(filled, Math.min(BURST, filled));
const burstMs = await decideAll(Math.min(BURST, filled));
const lateness = await measureLateness();

await plain.end();
await database.close();
await server.stop();

const p99 = lateness[Math.ceil(lateness.length * 0.99) - 1] ?? Number.NaN;
console.log(`${ROUNDS} rounds, medians; load average ${loadBefore.toFixed(2)} at the start`);
for (const { open, engineMs, floorMs, ratio } of sizes) {
  console.log(
    `${String(open).padStart(9)} open, ${DUE} due: engine ${shown(engineMs)} ms, plain SQL ${shown(floorMs)} ms, ratio ${shown(ratio)}`,
  );
}
console.log(`${BURST} due at once: ${shown(burstMs / 1_000)} s`);
console.log(`normal load: ${lateness.length} told, median ${shown(median(lateness))} ms late, p99 ${shown(p99)} ms`);
const [first, last] = [sizes[0], sizes.at(-1)];
console.log(
  JSON.stringify({
    bench: 'engine',
    floor_ratio: rounded(Math.max(...sizes.map((one) => one.ratio))),
    growth: rounded((last?.engineMs ?? Number.NaN) / (first?.engineMs ?? Number.NaN)),
    burst_s: rounded(burstMs / 1_000),
    lateness_p99_ms: rounded(p99),
  }),
);
