import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { figuresOf, median, medianFigures, type RoundFigures, rounded, shown } from './command/figures.ts';
import type { RoundOrder, RoundResult } from './wecom/load-generator.ts';

/*
 * What a callback of WeCom costs before the database is involved: received, verified, decrypted, read and answered,
 * beside a handler of the same server that only reads the body. They are measured in turns within one run, so
 * that whatever else the machine does hits them alike. The ratio is to an empty handler of the web app; that to a bare
 * listener, which knows no paths, methods or answers, is printed beside it.
 *
 * BENCH_ROUNDS, BENCH_SECONDS: how often and how long each is measured.
 */

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const ROUND_MS = Number(process.env['BENCH_SECONDS'] ?? 2) * 1_000;
const WARM_UP_MS = 4_000;
const CONNECTIONS = 32;
const PATHS = { callback: '/wecom/callback', empty: '/empty', bare: '/bare' } as const;
type Target = keyof typeof PATHS;
const TARGETS = ['callback', 'empty', 'bare'] as const satisfies readonly Target[];

function start(file: string): ChildProcess {
  return fork(new URL(file, import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

const server = start('./wecom/server.ts');
const [{ port }] = (await once(server, 'message')) as [{ port: number }];
const generator = start('./wecom/load-generator.ts');
const faults: string[] = [];

async function drive(target: Target, forMs: number): Promise<RoundFigures> {
  generator.send({ port, path: PATHS[target], connections: CONNECTIONS, forMs } satisfies RoundOrder);
  const [result] = (await once(generator, 'message')) as [RoundResult];
  faults.push(...result.faults.map((fault) => `${target}: ${fault}`));
  return figuresOf(result);
}

const loadBefore = loadavg()[0] ?? 0;
const rounds: Record<Target, RoundFigures[]> = { callback: [], empty: [], bare: [] };
for (const target of TARGETS) await drive(target, WARM_UP_MS);
for (let round = 0; round < ROUNDS; round += 1) {
  const turns = round % 2 === 0 ? TARGETS : TARGETS.toReversed();
  for (const target of turns) rounds[target].push(await drive(target, ROUND_MS));
}
server.disconnect();
generator.disconnect();

console.log(
  `${ROUNDS} rounds of ${ROUND_MS / 1_000} s each at ${CONNECTIONS} connections, medians; load average ${loadBefore.toFixed(2)} at the start`,
);
for (const target of TARGETS) {
  const figures = medianFigures(rounds[target]);
  console.log(
    `${target.padEnd(10)}${shown(figures.perSecond).padStart(8)} req/s   p50 ${shown(figures.p50Ms).padStart(6)} ms   p99 ${shown(figures.p99Ms).padStart(6)} ms`,
  );
}
if (faults.length > 0) console.log(`FAULTS (${faults.length}):\n${faults.slice(0, 20).join('\n')}`);
const ratioTo = (target: Target): number =>
  rounded(median(rounds.callback.map((one, i) => one.perSecond / (rounds[target][i]?.perSecond ?? Number.NaN))));
console.log(`of a bare listener: ${ratioTo('bare')}`);
console.log(JSON.stringify({ bench: 'wecom', ratio: ratioTo('empty') }));
process.exitCode = faults.length === 0 ? 0 : 1;
