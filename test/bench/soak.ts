import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';
import { removeAfterDeath } from '../support/remove-after-death.ts';
import { median, rounded, shown } from './command/figures.ts';
import { endProcess, startProduct, startScript } from './command/processes.ts';
import { accountOf, PEOPLE, SIGNING_SECRET } from './command/requests.ts';

/*
 * A long ordinary morning: 20 commands a second, tickets opened, taken, worked on, ended and looked at, in sixty channels,
 * on the embedded database. Memory must stay flat, and nothing may grow but what is meant to be kept.
 *
 * SOAK_MINUTES: how long, 20 unless told otherwise.
 */

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 20);
const PER_SECOND = 20;
const TEAMS = 60;
const SAMPLE_MS = 5_000;
/** What people said and what came of it, kept as long as the policy says; a lane is kept for each conversation. */
const KEPT = new Set([
  'ticket',
  'subject',
  'event',
  'remark',
  'commitment',
  'notice',
  'card',
  'outbox',
  'dedupe',
  'customer',
  'customer_key',
  'lane',
]);

const directory = await mkdtemp('/tmp/huiyin-soak-');
await chmod(directory, 0o711); // as root the server is another user, who must get through
removeAfterDeath(directory);
const silent = { info: () => undefined, warn: (message: string) => console.log(message) };
const server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'server'), log: silent });
await server.ensureDatabase('huiyin');
const policyFile = path.join(directory, 'policy.yaml');
await writeFile(policyFile, policyOfManyTeams());
const productLog = path.join(directory, 'product.log');
const output = await open(productLog, 'w');
const standIn = await startScript('./slack-stand-in.ts');
const product = await startProduct({
  databaseUrl: server.url('huiyin'),
  slackPort: standIn.port,
  policyFile,
  output: output.fd,
  nodeOptions: [],
});
const client = new pg.Client({ connectionString: server.url('huiyin') });
await client.connect();

function policyOfManyTeams(): string {
  const nth = Array.from({ length: TEAMS }, (_, i) => i);
  return [
    'preset: handbook',
    'restTime: []',
    'workingTime: { days: [mon, tue, wed, thu, fri, sat, sun], hours: ["00:00-24:00"], holidays: none }',
    'teams:',
    ...nth.map(
      (i) =>
        `  t${i}: { name: Team${i}, channels: { slack: C0T${i} }, lead: p${1 + (i % PEOPLE)}, manager: p${1 + ((i + 20) % PEOPLE)}, head: p${1 + ((i + 20) % PEOPLE)} }`,
    ),
    'people:',
    ...Array.from(
      { length: PEOPLE },
      (_, i) => `  p${i + 1}: { name: 同事${i + 1}, role: admin, slack: ${accountOf(i + 1)} }`,
    ),
    '',
  ].join('\n');
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
let sent = 0;
/** Answered within Slack's patience with "still working": a busy machine, no loss. */
let late = 0;

/** Sends one command and returns the answer's text; a connection that was just closed is tried again, as Slack does. */
async function command(words: string): Promise<{ status: number; body: string }> {
  sent += 1;
  const fields = {
    team_id: 'T0BENCH',
    channel_id: 'C0T0',
    user_id: accountOf(1 + (sent % PEOPLE)),
    command: '/ticket',
    text: words,
    response_url: 'http://127.0.0.1:9/response',
    trigger_id: `soak.${sent}`,
  };
  const body = new URLSearchParams(fields).toString();
  try {
    return await post(body);
  } catch {
    return post(body);
  }
}

function post(body: string): Promise<{ status: number; body: string }> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return new Promise((resolve, reject) => {
    const going = request(
      {
        agent,
        host: '127.0.0.1',
        port: product.port,
        path: '/slack/events',
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
      },
      (response) => {
        text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
      },
    );
    going.on('error', reject);
    going.end(body);
  });
}

const STILL_WORKING = /正在处理/;

/** A ticket's life, one deed a turn: opened, taken, noted, contacted, resolved, told, rated, looked at. */
const LIFE = ['take', 'contacted', 'note', 'progress', 'show', 'resolve', 'told', 'rate'] as const;
const living: { number: string; next: number }[] = [];

async function oneDeed(turn: number): Promise<void> {
  const one = turn % 8 === 0 ? undefined : living.shift();
  if (one === undefined) {
    const { status, body } = await command(
      `第${turn}号打印机卡纸，影响整个财务组 部门:Team${turn % TEAMS} 客户:客户${turn % 500}`,
    );
    const number = /C\d{9,}/.exec(body)?.[0];
    if (status === 200 && number === undefined && STILL_WORKING.test(body)) {
      late += 1;
      return;
    }
    if (status !== 200 || number === undefined) throw new Error(`${status} ${body.slice(0, 200)}`);
    living.push({ number, next: 0 });
    return;
  }
  const verb = LIFE[one.next];
  if (verb === undefined) return;
  const words = verb === 'rate' ? ' 5' : verb === 'take' || verb === 'show' ? '' : ' 已经处理好了，客户知道';
  const { status } = await command(`${verb} ${one.number}${words}`);
  if (status !== 200) throw new Error(`${verb} ${one.number}: ${status}`);
  living.push({ number: one.number, next: one.next + 1 });
}

async function residentMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${product.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

async function countRows(): Promise<Map<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${name}"`);
    counts.set(name, rows[0]?.count ?? 0);
  }
  return counts;
}

const forMs = MINUTES * 60_000;
const startedAt = performance.now();
const samples: { at: number; megabytes: number }[] = [];
const rowsAt: Map<string, number>[] = [];
const faults: string[] = [];
const underway = new Set<Promise<void>>();
let nextSampleAt = 0;
for (let turn = 0; performance.now() - startedAt < forMs; turn += 1) {
  const going = oneDeed(turn)
    .catch((error: unknown) => {
      faults.push(String(error));
    })
    .finally(() => underway.delete(going));
  underway.add(going);
  const at = performance.now() - startedAt;
  if (at >= nextSampleAt) {
    samples.push({ at, megabytes: await residentMegabytes() });
    nextSampleAt += SAMPLE_MS;
  }
  if (rowsAt.length < Math.floor((at / forMs) * 3)) rowsAt.push(await countRows());
  await wait(Math.max(0, startedAt + ((turn + 1) * 1_000) / PER_SECOND - performance.now()));
}
await Promise.all(underway);
rowsAt.push(await countRows());

const third = (from: number): number =>
  median(
    samples.filter(({ at }) => at >= (forMs * from) / 3 && at < (forMs * (from + 1)) / 3).map((one) => one.megabytes),
  );
const [middle, last] = [third(1), third(2)];
const [early, atEnd] = [rowsAt[0], rowsAt.at(-1)];
const grown = [...(atEnd ?? new Map<string, number>())].filter(
  ([name, count]) => !KEPT.has(name) && count > (early?.get(name) ?? 0),
);
const waiting = (
  await client.query<{ count: number }>("SELECT count(*)::int AS count FROM outbox WHERE state = 'pending'")
).rows[0];

await client.end();
await endProcess(product.child);
standIn.child.disconnect();
await output.close();
await server.stop();
const problems = (await readFile(productLog, 'utf8'))
  .split('\n')
  .filter((line) => /"level":"(warn|error|fatal)"/.test(line));
await rm(directory, { recursive: true, force: true });
agent.destroy();

console.log(
  `${MINUTES} minutes, ${sent} commands, ${faults.length} failed, ${late} answered later; ${waiting?.count ?? 0} messages waiting at the end`,
);
console.log(`memory: middle third ${shown(middle)} MB, last third ${shown(last)} MB`);
for (const [name, count] of grown) console.log(`  grew: ${name} from ${early?.get(name) ?? 0} to ${count} rows`);
for (const fault of faults.slice(0, 5)) console.log(`  fault: ${fault}`);
for (const line of problems.slice(0, 5)) console.log(`  log: ${line.slice(0, 300)}`);
const growth = last / middle - 1;
console.log(
  JSON.stringify({
    bench: 'soak',
    commands: sent,
    failed: faults.length,
    memory_growth: rounded(growth),
    grown_tables: grown.length,
  }),
);
process.exitCode = faults.length === 0 && growth <= 0.05 && grown.length === 0 ? 0 : 1;
