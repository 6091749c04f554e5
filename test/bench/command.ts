import { once } from 'node:events';
import { chmod, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { removeAfterDeath } from '../support/remove-after-death.ts';
import { countStatements, findUntruths, measureInserts } from './command/database.ts';
import { figuresOf, median, medianFigures, type RoundFigures, rounded, shown } from './command/figures.ts';
import type { RoundOrder, RoundResult } from './command/load-generator.ts';
import { endProcess, policyOfTheBench, startProduct, startScript, startSilent } from './command/processes.ts';
import { processorTime } from './command/processor-time.ts';
import { accountOf } from './command/requests.ts';

/*
 * What `/ticket new` costs: the product as people start it, on the embedded PostgreSQL with every commit on disk, beside
 * an empty Bolt handler and beside a bare INSERT. All are measured in turns within one run, so that whatever else the
 * machine does hits all alike, and every answer is checked against the database at the end. Messages go out meanwhile as
 * in production, one a second and channel; the rest of them waits in the outbox, as it would on a very bad morning.
 *
 * BENCH_ROUNDS, BENCH_SECONDS: how often and how long each is measured. BENCH_NODE_OPTIONS: for the product alone,
 * `--cpu-prof --cpu-prof-dir=…`.
 */

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const ROUND_MS = Number(process.env['BENCH_SECONDS'] ?? 3) * 1_000;
const NODE_OPTIONS = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((one) => one !== '');
/** More requests than any target answers in a round. */
const AT_MOST_PER_SECOND = { 1: 6_000, 64: 12_000 } as const;
const CONNECTIONS = [64, 1] as const;
type Connections = (typeof CONNECTIONS)[number];
const COUNTED_REQUESTS = 100;
/** A process that has run for a minute is what people meet, not one whose code is still being compiled. */
const WARM_UP_MS = 10_000;

const directory = await mkdtemp('/tmp/huiyin-bench-');
await chmod(directory, 0o711); // as root the server is another user, who must get through
removeAfterDeath(directory);

const dataDir = path.join(directory, 'server');
const silent = { info: () => undefined, warn: (message: string) => console.log(message) };
const server = await startEmbeddedPostgres({ dataDir, log: silent });
await server.ensureDatabase('huiyin');
await server.ensureDatabase('floor');
const policyFile = path.join(directory, 'policy.yaml');
await writeFile(policyFile, policyOfTheBench(accountOf));
const productLog = path.join(directory, 'product.log');
const output = await open(productLog, 'w');

const standIn = await startScript('./slack-stand-in.ts');
const empty = await startScript('./empty-handler.ts');
const generator = startSilent('./load-generator.ts');
const product = await startProduct({
  databaseUrl: server.url('huiyin'),
  slackPort: standIn.port,
  policyFile,
  output: output.fd,
  nodeOptions: NODE_OPTIONS,
}).catch(async (error: unknown) => {
  console.error(await readFile(productLog, 'utf8'));
  throw error;
});

const numbersByTriggerId = new Map<string, string>();
const faults: string[] = [];

/** Whose processor time is told apart. */
const pids = { product: product.child.pid, empty: empty.child.pid, database: server.pid() };
type Worker = keyof typeof pids;
const WORKERS = ['product', 'empty', 'database'] as const satisfies readonly Worker[];

async function drive(
  target: 'product' | 'empty',
  order: Omit<RoundOrder, 'port'>,
): Promise<RoundFigures & { cpuUs: Record<Worker | 'generator', number> }> {
  const before = await Promise.all(WORKERS.map((one) => processorTime(pids[one] ?? 0)));
  generator.send({ ...order, port: target === 'product' ? product.port : empty.port });
  const [result] = (await once(generator, 'message')) as [RoundResult];
  const after = await Promise.all(WORKERS.map((one) => processorTime(pids[one] ?? 0)));
  faults.push(...result.faults.map((fault) => `${target}: ${fault}`));
  if (target === 'product') {
    for (const [triggerId, number] of result.answered) {
      if (number === null) faults.push(`product: ${triggerId} was answered without a ticket number`);
      else numbersByTriggerId.set(triggerId, number);
    }
  }
  const spent = WORKERS.map((one, i) => [
    one,
    ((after[i] ?? Number.NaN) - (before[i] ?? Number.NaN)) / result.latenciesMs.length,
  ]);
  const generatorUs = result.cpuUs / result.latenciesMs.length;
  return {
    ...figuresOf(result),
    cpuUs: { ...(Object.fromEntries(spent) as Record<Worker, number>), generator: generatorUs },
  };
}

function roundOf(connections: Connections, forMs = ROUND_MS): Omit<RoundOrder, 'port'> {
  return { connections, forMs, atMost: Math.ceil((AT_MOST_PER_SECOND[connections] * forMs) / 1_000) };
}

type Rounds = Record<Connections, Awaited<ReturnType<typeof drive>>[]>;
const rounds: Record<'product' | 'empty', Rounds> = { product: { 1: [], 64: [] }, empty: { 1: [], 64: [] } };
const inserts: { perSecond: number; p50Ms: number }[] = [];

const loadBefore = loadavg()[0] ?? 0;
for (const target of ['product', 'empty'] as const) await drive(target, roundOf(64, WARM_UP_MS));
for (let round = 0; round < ROUNDS; round += 1) {
  const turns = round % 2 === 0 ? (['product', 'empty'] as const) : (['empty', 'product'] as const);
  for (const connections of CONNECTIONS) {
    for (const target of turns) rounds[target][connections].push(await drive(target, roundOf(connections)));
  }
  inserts.push(await measureInserts(server.url('floor'), 1_000));
}
const statements = await countStatements(
  { adminUrl: server.url('postgres'), logFile: path.join(dataDir, 'postgres.log') },
  async () => {
    await drive('product', { connections: 1, forMs: 30_000, atMost: COUNTED_REQUESTS });
    return COUNTED_REQUESTS;
  },
);
faults.push(...(await findUntruths(server.url('huiyin'), numbersByTriggerId)));

await endProcess(product.child);
for (const { child } of [standIn, empty]) child.disconnect();
generator.disconnect();
await output.close();
await server.stop();
const problems = (await readFile(productLog, 'utf8'))
  .split('\n')
  .filter((line) => /"level":"(warn|error|fatal)"/.test(line));
await rm(directory, { recursive: true, force: true });

const row = (name: string, connections: Connections, figures: RoundFigures): string =>
  `${name.padEnd(16)}${String(connections).padStart(4)} conn ${shown(figures.perSecond).padStart(8)} req/s   p50 ${shown(figures.p50Ms).padStart(6)} ms   p99 ${shown(figures.p99Ms).padStart(6)} ms`;
console.log(
  `${ROUNDS} rounds of ${ROUND_MS / 1_000} s each, medians; load average ${loadBefore.toFixed(2)} at the start`,
);
for (const connections of CONNECTIONS) {
  console.log(row('product', connections, medianFigures(rounds.product[connections])));
  console.log(row('empty handler', connections, medianFigures(rounds.empty[connections])));
}
console.log(
  `raw INSERT         1 conn ${shown(median(inserts.map((one) => one.perSecond))).padStart(8)} /s      p50 ${shown(median(inserts.map((one) => one.p50Ms))).padStart(6)} ms`,
);
for (const target of ['product', 'empty'] as const) {
  const workers =
    target === 'product' ? (['product', 'database', 'generator'] as const) : (['empty', 'generator'] as const);
  const spent = workers.map((one) => `${one} ${shown(median(rounds[target][64].map((round) => round.cpuUs[one])))} µs`);
  console.log(`processor time a request at 64 connections, ${target}: ${spent.join(', ')}`);
}
console.log(`statements a request at 1 connection: ${rounded(statements.perRequest)}`);
for (const [kind, times] of statements.counted) console.log(`  counted    ${String(times).padStart(5)} × ${kind}`);
for (const [kind, times] of statements.background) console.log(`  background ${String(times).padStart(5)} × ${kind}`);
console.log(
  faults.length === 0
    ? `${numbersByTriggerId.size} acknowledged requests, each with exactly one ticket; no number is missing`
    : `FAULTS (${faults.length}):\n${faults.slice(0, 20).join('\n')}`,
);
if (problems.length > 0)
  console.log(`the product's log has ${problems.length} warnings:\n${problems.slice(0, 5).join('\n')}`);

const ratioOf = (connections: Connections, figure: keyof RoundFigures): number =>
  median(
    rounds.product[connections].map((one, i) => one[figure] / (rounds.empty[connections][i]?.[figure] ?? Number.NaN)),
  );
console.log(
  JSON.stringify({
    bench: 'command',
    c64_throughput_ratio: rounded(ratioOf(64, 'perSecond')),
    c64_p99_ms: rounded(medianFigures(rounds.product[64]).p99Ms),
    c1_p50_ratio: rounded(ratioOf(1, 'p50Ms')),
    round_trips: rounded(statements.perRequest),
  }),
);
process.exitCode = faults.length === 0 ? 0 : 1;
