import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { PEOPLE, SIGNING_SECRET } from './requests.ts';

/** A running part of the bench that listens on a port of 127.0.0.1. */
export interface Listening {
  readonly child: ChildProcess;
  readonly port: number;
}

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;

/** Starts a script of this folder; it says over IPC where it listens. */
export async function startScript(file: string): Promise<Listening> {
  const child = startSilent(file);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port?: unknown }) => {
      if (typeof message.port === 'number') resolve(message.port);
      else reject(new Error(`${file} listens nowhere`));
    });
    child.once('exit', (code) => reject(new Error(`${file} ended with code ${code}`)));
  });
  return { child, port };
}

/** Starts a script of this folder that is spoken to over IPC alone. */
export function startSilent(file: string): ChildProcess {
  return fork(new URL(file, import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** The product as people start it, on a database of the bench's; `output` takes its log. */
export async function startProduct(options: {
  readonly databaseUrl: string;
  readonly slackPort: number;
  readonly policyFile: string;
  readonly output: number;
  /** Options of Node's own, `--cpu-prof`. */
  readonly nodeOptions: readonly string[];
}): Promise<Listening> {
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const stdio: StdioOptions = ['ignore', options.output, options.output, 'ipc'];
  const child = fork(new URL('../../../src/main.ts', import.meta.url), {
    stdio,
    execArgv: [...options.nodeOptions],
    env: {
      PATH,
      HOME,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: options.databaseUrl,
      POLICY_FILE: options.policyFile,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: `http://127.0.0.1:${options.slackPort}/api/`,
    },
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the product ended with code ${child.exitCode}; see its log`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return { child, port };
    if (performance.now() > deadline) throw new Error('the product did not become ready');
    await wait(50);
  }
}

/** Asks a process to end and waits for it. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const overdue = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(overdue);
}

/** Three teams with a channel each, their leads and manager, and everybody who sends requests. */
export function policyOfTheBench(accountOf: (nth: number) => string): string {
  const teams = ['support', 'after-sales', 'product'];
  const people = Array.from({ length: PEOPLE }, (_, i) => {
    const role = i < 3 ? 'lead' : i === 3 ? 'manager' : 'agent';
    return `  p${i + 1}: { name: 同事${i + 1}, team: ${teams[i % 3]}, role: ${role}, slack: ${accountOf(i + 1)} }`;
  });
  return [
    'preset: handbook',
    'teams:',
    ...teams.map(
      (team, i) =>
        `  ${team}: { channels: { slack: C0${team.slice(0, 5).toUpperCase().replace('-', '')} }, lead: p${i + 1}, manager: p4, head: p4 }`,
    ),
    'people:',
    ...people,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
