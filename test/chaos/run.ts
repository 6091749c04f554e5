import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { createFakeSlack } from '../support/fake-slack/fake-slack.ts';
import { removeAfterDeath } from '../support/remove-after-death.ts';
import { createNumberIndex, playCase } from './cases.ts';
import { check } from './check.ts';
import { createCompany, populate } from './company.ts';
import { endAfterDeath } from './end-after-death.ts';
import { COUNTERS, type Evidence, type Verdict } from './evidence.ts';
import { createPeople } from './people.ts';
import { describePlan, LONG, makePlan, SHORT } from './plan.ts';
import { createRandom } from './random.ts';
import { openReplica, type Replica } from './replicas.ts';
import type { RequestRecord } from './requests.ts';
import { openSlackWay } from './slack-way.ts';
import { strike } from './strike.ts';

/*
 * Three replicas as people start them, on the embedded PostgreSQL with every commit on disk, under a load of tickets,
 * while they are killed and frozen, the database is restarted and Slack answers badly or not at all. Afterwards
 * everything is let be, and the checker asks Slack's log what became of every request that was answered.
 *
 * `--short`: under a minute. `--seed=N`: a plan again (when things happen within it is the machine's). CHAOS_KEEP=dir
 * keeps there what the replicas logged and what Slack was asked.
 */

const REPLICAS = 3;
const READY_WITHIN_MS = 60_000;
/** Nothing new for so long, and nothing waiting: it is over. */
const QUIET_MS = 2_000;

const size = process.argv.includes('--short') ? SHORT : LONG;
const asked = process.argv.find((one) => one.startsWith('--seed='))?.slice('--seed='.length);
const seed = asked === undefined ? Math.floor(Math.random() * 1_000_000) : Number(asked);
const plan = makePlan(seed, size, REPLICAS);
console.log(describePlan(plan));

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

const directory = await mkdtemp('/tmp/huiyin-chaos-');
await chmod(directory, 0o711); // as root the server is another user, who must get through
removeAfterDeath(directory);
endAfterDeath(directory);
const ends: (() => Promise<unknown>)[] = [async () => rm(directory, { recursive: true, force: true })];

try {
  process.exitCode = await run();
} catch (error) {
  console.error(stopping.signal.aborted ? 'given up' : error);
  process.exitCode = 1;
} finally {
  await keepLogs();
  for (const end of ends.toReversed()) await end().catch((error: unknown) => console.error('ending failed:', error));
}
process.exit();

async function run(): Promise<number> {
  const startedAt = performance.now();
  const company = createCompany(size.teams, size.withNormal, Date.now());
  const quiet = { info: () => undefined, warn: () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'server'), log: quiet });
  ends.push(() => server.stop());
  await server.ensureDatabase('huiyin');
  const slack = await createFakeSlack();
  ends.push(() => slack.close());
  populate(slack, company);
  const policyFile = path.join(directory, 'policy.yaml');
  await writeFile(policyFile, company.policy);

  const replicas: Replica[] = [];
  const ways: Awaited<ReturnType<typeof openSlackWay>>[] = [];
  for (let nth = 0; nth < REPLICAS; nth += 1) {
    const way = await openSlackWay(slack.apiUrl);
    ends.push(async () => way.close());
    const replica = await openReplica({
      directory: path.join(directory, `replica-${nth}`),
      env: {
        DATABASE_URL: server.url('huiyin'),
        POLICY_FILE: policyFile,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        SLACK_API_URL: way.apiUrl,
      },
    });
    ends.push(() => replica.end());
    ways.push(way);
    replicas.push(replica);
  }
  await allReady(replicas);

  const requests: RequestRecord[] = [];
  const movedAt: number[] = [];
  const loadedAt = performance.now();
  let isOver = false;
  const people = createPeople({
    slack,
    replicas,
    random: createRandom(seed, 'people'),
    isOver: () => isOver || stopping.signal.aborted,
    records: requests,
  });
  const numberOf = createNumberIndex(slack);
  const { lateWithinMs } = size;
  const deps = { seed, slack, company, people, numberOf, lateWithinMs, isOver: () => stopping.signal.aborted };
  const played = Promise.all(
    plan.cases.map(async (one) => {
      await pause(one.atMs, undefined, stopping);
      await playCase(deps, one);
    }),
  );
  // Whoever gives up does so while nobody waits for this yet.
  played.catch(() => undefined);
  const { kills } = await strike({ plan, replicas, ways, server, slack, movedAt, stopping: stopping.signal });
  const strokeMs = performance.now() - loadedAt;
  for (const replica of replicas) replica.resume();
  const patience = setTimeout(() => {
    isOver = true;
  }, size.drainMs / 2);
  await played;
  clearTimeout(patience);
  isOver = true;

  const evidence = { requests, calls: slack.calls, cases: plan.cases, company, movedAt };
  const verdict = await drained(
    () => check(evidence),
    replicas,
    () => slack.calls.length,
  );
  await keepEvidence(evidence, server.url('huiyin'));
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
  console.log(
    `start ${seconds(loadedAt - startedAt)}, load and blows ${seconds(strokeMs)}, all ${seconds(performance.now() - startedAt)}; ` +
      `${requests.length} requests in ${requests.reduce((sum, one) => sum + one.deliveries, 0)} deliveries, ` +
      `${slack.calls.length} calls of Slack, ${slack.world.messages.length} messages; ` +
      `load average ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  return report(verdict, kills, [
    ...slack.violations.map((one) => `Slack's rules: ${one}`),
    ...replicas.flatMap(({ crashes }, nth) => crashes.map((one) => `replica ${nth} ${one}`)),
  ]);
}

/** For whoever looks for the cause: the checker's evidence, and what the database says is left. */
async function keepEvidence(evidence: Evidence, databaseUrl: string): Promise<void> {
  const target = process.env['CHAOS_KEEP'];
  if (target === undefined) return;
  await mkdir(target, { recursive: true });
  const shown = {
    requests: evidence.requests.map((one) => ({ ...one, numbers: [...one.numbers] })),
    calls: evidence.calls,
  };
  await writeFile(path.join(target, 'evidence.json'), JSON.stringify(shown, null, 1));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `SELECT o.*, l.next_at, l.lease_until, l.notice_after, l.attempts AS lane_attempts, clock_timestamp() AS now
     FROM outbox o LEFT JOIN lane l USING (platform, workspace, conversation) WHERE o.state NOT IN ('sent', 'bundled') ORDER BY o.id`,
  );
  await writeFile(
    path.join(target, 'left.json'),
    rows.map((row) => JSON.stringify({ ...row, id: String(row.id) })).join('\n'),
  );
  await client.end();
}

async function keepLogs(): Promise<void> {
  const target = process.env['CHAOS_KEEP'];
  if (target === undefined) return;
  await mkdir(target, { recursive: true });
  for (let nth = 0; nth < REPLICAS; nth += 1) {
    const log = path.join(directory, `replica-${nth}`, 'log');
    await copyFile(log, path.join(target, `replica-${nth}.log`)).catch(() => undefined);
  }
}

async function allReady(replicas: readonly Replica[]): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!replicas.every((one) => one.isReady())) {
    if (performance.now() > giveUpAt) throw new Error('the replicas did not become ready');
    await pause(50, undefined, stopping);
  }
}

/** The verdict once nothing waits any more, nothing comes and nothing is missing; or as it stands when the time is up. */
async function drained(judge: () => Verdict, replicas: readonly Replica[], calls: () => number): Promise<Verdict> {
  const giveUpAt = performance.now() + size.drainMs;
  let seen = calls();
  let quietSince = performance.now();
  for (;;) {
    await pause(500, undefined, stopping);
    if (calls() !== seen) {
      seen = calls();
      quietSince = performance.now();
    }
    if (performance.now() > giveUpAt) {
      console.log('the time to drain is up');
      return judge();
    }
    if (performance.now() - quietSince < QUIET_MS || !(await isEmpty(replicas))) continue;
    const verdict = judge();
    if (!verdict.violations.some(({ counter }) => counter === 'lost' || counter === 'unanswered')) return verdict;
  }
}

/** Whether the product itself says that nothing waits; only to know when to look, never as a proof. */
async function isEmpty(replicas: readonly Replica[]): Promise<boolean> {
  const texts = await Promise.all(
    replicas.map(async ({ metricsUrl }) => {
      const answer = await fetch(metricsUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      return (await answer?.text().catch(() => null)) ?? null;
    }),
  );
  return texts.every((text) => text !== null && !/^\w*outbox_depth\{[^}]*\} [1-9]/m.test(text));
}

function report(verdict: Verdict, kills: number, others: readonly string[]): number {
  const { violations, uncertain, acknowledged } = verdict;
  for (const { counter, mark, text } of violations) console.log(`${counter.toUpperCase()}  ${mark}  ${text}`);
  for (const other of others) console.log(`FAULT  ${other}`);
  const counts = COUNTERS.map((counter) => [counter, violations.filter((one) => one.counter === counter).length]);
  const figures = { kills, requests_acknowledged: acknowledged, ...Object.fromEntries(counts), uncertain };
  console.log(JSON.stringify({ chaos: figures }));
  return violations.length + others.length === 0 ? 0 : 1;
}
