import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { createLog } from '../../src/observe/log.ts';
import { useDatabase } from '../support/database.ts';
import { createFakeSlack, type FakeSlack } from '../support/fake-slack/fake-slack.ts';
import { createFakeWecom, type FakeWecom } from '../support/fake-wecom/fake-wecom.ts';
import { type LogLine, readLogLine } from '../support/left-behind.ts';
import { policyOf, populate } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';
import { type HostileRequest, hostileRequests } from './requests.ts';

/** `HOSTILE_RUNS=100000 npx vitest run test/hostile` is the long run. */
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 1_500);
const AT_ONCE = 16;

const database = useDatabase({ freshEachTest: false });
const logs: LogLine[] = [];
let app: App;
let slack: FakeSlack;
let wecom: FakeWecom;

beforeAll(async () => {
  slack = await createFakeSlack();
  populate(slack);
  wecom = await createFakeWecom();
  wecom.world.dropsExcess = false;
  wecom.addMember({ id: 'agent1', name: '小王' });
  const { corpId, agentId, secret, token, encodingAesKey, apiUrl } = wecom;
  app = await startApp({
    environment: {
      port: 0,
      host: '127.0.0.1',
      baseUrl: null,
      slack: { mode: 'http', botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
      wecom: {
        apiUrl,
        botUrl: 'ws://127.0.0.1:9',
        app: { corpId, agentId, secret, token, encodingAesKey },
        bot: null,
        webhooks: new Map(),
      },
    },
    loaded: { policy: policyOf(SMALL_COMPANY), origin: 'file' },
    databaseUrl: database.databaseUrl,
    log: createLog({ level: 'warn', destination: { write: (text) => logs.push(readLogLine(text)) } }),
    paceMs: 0,
  });
});
afterAll(async () => {
  await app.stop();
  await slack.close();
  await wecom.close();
});

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function send({ method, path, headers, body }: HostileRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL(app.url);
    const bytes = Buffer.from(body);
    const sent = request(
      {
        agent,
        host: url.hostname,
        port: url.port,
        method,
        path,
        headers: { ...headers, 'content-length': bytes.length },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', () => resolve(response.statusCode ?? 0));
      },
    );
    // A body too large is refused before it was sent whole: the answer may be lost with the connection, which is no crash.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(0) : reject(error),
    );
    sent.end(bytes);
  });
}

/** A request short enough to be read in a report. */
function described(status: number, { method, path, body }: HostileRequest): string {
  const text = path === '/slack/events' ? decodeURIComponent(body.toString().replaceAll('+', ' ')) : body.toString();
  return `${status} ${method} ${path.slice(0, 80)} ${text.replaceAll(/(a字)+/gu, 'a字…').slice(0, 400)}`;
}

const UNREADABLE = 'a callback of WeCom could not be read';

/** What people own; it must be empty at the end, whatever was sent. */
const OWNED = ['ticket', 'subject', 'event', 'commitment', 'customer', 'contact', 'form_link'];

test(`${RUNS} hostile requests: each is answered, nothing is stored, nothing breaks`, {
  timeout: 60_000 + RUNS * 40,
}, async () => {
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  const nowMs = () => Date.now();
  const hostile = fc.sample(hostileRequests(slack, wecom, nowMs), { numRuns: 1 });
  expect(hostile).toHaveLength(1);
  let left = RUNS;
  let rssAtHalf = 0;
  const attack = async () => {
    while (left > 0) {
      // Made in small portions: what is signed must be sent while its time is fresh.
      for (const one of fc.sample(hostileRequests(slack, wecom, nowMs), Math.min(50, left))) {
        left -= 1;
        const status = await send(one);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500) faults.push(described(status, one));
        if (rssAtHalf === 0 && left <= RUNS / 2) rssAtHalf = process.memoryUsage().rss;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attack));
  await app.drain();
  // What WeCom signed and nobody can read is worth an operator's look.
  const errors = logs
    .filter(({ level, msg }) => (level === 'error' || level === 'fatal') && msg !== UNREADABLE)
    .map(({ text }) => text);
  expect({ faults: faults.slice(0, 3), errors: errors.slice(0, 3) }).toEqual({ faults: [], errors: [] });
  // Refused, and among them also some that were understood: the attack reached what stands behind the signatures.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(RUNS / 20);
  expect((statuses.get(401) ?? 0) + (statuses.get(403) ?? 0)).toBeGreaterThan(RUNS / 20);
  for (const table of OWNED) {
    const { rows } = await database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`);
    expect([table, rows[0]?.count]).toEqual([table, 0]);
  }
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  expect(process.memoryUsage().rss - rssAtHalf).toBeLessThan(200_000_000);
});
