import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { parsePolicy } from '../../src/config/policy-file.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { Ms } from '../../src/domain/time.ts';
import { createLog } from '../../src/observe/log.ts';
import type { TestDatabase } from './database.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack/fake-slack.ts';
import { expectNoConnections, type LogLine, readLogLine } from './left-behind.ts';
import { SMALL_COMPANY } from './small-company.ts';
import { beginOnMonday, createStoryClock, type StoryClock } from './story-clock.ts';

/*
 * The whole product as its users have it: our HTTP server, real Bolt, real PostgreSQL, and the strict fake Slack on the
 * other side. Business time begins on a Monday at ten in Shanghai and moves when a story says so.
 */

export interface Product {
  readonly slack: FakeSlack;
  readonly clock: StoryClock;
  /** The replica that Slack talks to. */
  readonly app: App;
  /** Every replica that runs. */
  readonly apps: readonly App[];
  readonly logs: readonly LogLine[];
  /** Starts one more replica on the same database; Slack goes on talking to the first. */
  startReplica(): Promise<App>;
  /** Stops all replicas, lets this much time pass while nobody is there, and starts one again, or several at once. */
  restartAfter(ms: Ms, replicas?: number): Promise<void>;
  /** Everything that may be delivered now was delivered. */
  settle(): Promise<void>;
  /** This story causes such an error line; it must be there at the end, and no others. */
  expectErrorLine(pattern: RegExp): void;
  /** This story may cause such error lines, depending on who is quicker. */
  tolerateErrorLine(pattern: RegExp): void;
}

export interface ProductOptions {
  /** Laid over SMALL_COMPANY, as YAML. */
  readonly policy?: string;
  /** Our pages have an address that people know. */
  readonly isReached?: true;
  /** Another way to the database than the test's own. */
  readonly databaseUrl?: string;
}

interface Running {
  readonly product: Product;
  readonly apps: App[];
  readonly expectedErrors: RegExp[];
  readonly toleratedErrors: RegExp[];
  readonly database: TestDatabase;
}

const running: Running[] = [];

/** Reads a policy file; a faulty one is a fault of the story. */
export function policyOf(yaml: string): Policy {
  const parsed = parsePolicy(yaml, 'policy.yaml');
  if (!parsed.ok) throw new Error(`the story's policy: ${JSON.stringify(parsed.faults)}`);
  return parsed.loaded.policy;
}

/** Starts the product for one test. Afterwards it is stopped, and nothing may be left, broken or complained about. */
export async function startProduct(database: TestDatabase, options: ProductOptions = {}): Promise<Product> {
  const slack = await createFakeSlack();
  populate(slack);
  const policy = policyOf(options.policy ?? SMALL_COMPANY);
  const logs: LogLine[] = [];
  const log = createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } });
  const apps: App[] = [];
  const expectedErrors: RegExp[] = [];
  const toleratedErrors: RegExp[] = [];

  async function start(): Promise<App> {
    const port = options.isReached === true ? await freePort() : 0;
    const app = await startApp({
      environment: {
        port,
        host: '127.0.0.1',
        baseUrl: port === 0 ? null : `http://127.0.0.1:${port}`,
        slack: {
          mode: 'http',
          botToken: slack.botToken,
          signingSecret: slack.signingSecret,
          apiUrl: slack.apiUrl,
        },
        wecom: null,
      },
      loaded: { policy, origin: 'file' },
      databaseUrl: options.databaseUrl ?? database.databaseUrl,
      log,
      paceMs: 0,
    });
    apps.push(app);
    return app;
  }
  const first = (): App => apps[0] ?? expect.unreachable('the product is not running');

  const product: Product = {
    slack,
    logs,
    apps,
    get app() {
      return first();
    },
    clock: createStoryClock(first),
    startReplica: start,
    async restartAfter(ms, replicas = 1) {
      await Promise.all(apps.splice(0).map((app) => app.stop()));
      await database.prisma.$executeRaw`
        UPDATE setting SET value = (value::bigint + ${BigInt(ms)})::text WHERE name = 'clock.offset'`;
      await Promise.all(Array.from({ length: replicas }, start));
      slack.connect(`${first().url}/slack/events`);
    },
    settle: () => first().drain(),
    expectErrorLine: (pattern) => expectedErrors.push(pattern),
    tolerateErrorLine: (pattern) => toleratedErrors.push(pattern),
  };
  running.push({ product, apps, expectedErrors, toleratedErrors, database });
  await beginOnMonday(database);
  slack.connect(`${(await start()).url}/slack/events`);
  return product;
}

/** Free a moment ago: good enough where an address must be known before anybody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Who there is in SMALL_COMPANY, and somebody who is not. */
export function populate(slack: FakeSlack): void {
  slack.addUser({ id: 'U0AGENT1', name: 'agent1', displayName: '小王', locale: 'zh-CN' });
  slack.addUser({ id: 'U0AGENT2', name: 'agent2', displayName: '小李', locale: 'zh-CN' });
  slack.addUser({ id: 'U0LEAD', name: 'lead', displayName: '陈组长', locale: 'zh-CN' });
  slack.addUser({ id: 'U0MGR', name: 'manager', displayName: '王经理', locale: 'zh-CN' });
  slack.addUser({ id: 'U0HEAD', name: 'head', displayName: '总监', locale: 'zh-CN' });
  slack.addUser({ id: 'U0MENDER', name: 'mender', displayName: '小林', locale: 'zh-CN' });
  slack.addUser({ id: 'U0MENDLEAD', name: 'mendlead', displayName: '赵组长', locale: 'zh-CN' });
  slack.addUser({ id: 'U0MARY', name: 'mary', displayName: 'Mary', locale: 'en-GB' });
  slack.addUser({ id: 'U0PAUL', name: 'paul', displayName: 'Paul', locale: 'en-US' });
  slack.addUser({ id: 'U0ADMIN', name: 'admin', displayName: '管理员', locale: 'zh-CN' });
  slack.addUser({ id: 'U0STRANGER', name: 'stranger', displayName: 'Stranger', locale: 'en-US' });
  slack.addChannel({ id: 'C0SUPPORT', name: 'support' });
  slack.addChannel({ id: 'C0AFTER', name: 'after-sales' });
  slack.addChannel({ id: 'C0OVERSEAS', name: 'overseas' });
  slack.addChannel({ id: 'C0LOBBY', name: 'lobby' });
}

/** The ticket that a text names first. */
export function numberOf(text: string): string {
  return /C\d{9,}/.exec(text)?.[0] ?? expect.unreachable(`no ticket number in: ${text}`);
}

afterEach(async () => {
  for (const { product, apps, expectedErrors, toleratedErrors, database } of running.splice(0)) {
    const { slack, logs } = product;
    const urls = apps.map((app) => app.url);
    await Promise.all(apps.splice(0).map((app) => app.stop()));
    await slack.close();
    for (const url of urls) await expect(fetch(`${url}/healthz`), 'nobody listens any more').rejects.toThrow();
    await expectNoConnections(database);
    expect(slack.violations, "breaches of Slack's rules").toEqual([]);
    const errors = logs.filter((line) => line.level === 'error' || line.level === 'fatal');
    const isExpected = (line: LogLine) =>
      [...expectedErrors, ...toleratedErrors].some((pattern) => pattern.test(line.text));
    expect(
      errors.filter((line) => !isExpected(line)).map((line) => line.text),
      'errors in the log',
    ).toEqual([]);
    for (const pattern of expectedErrors) expect(errors.map((line) => line.text).join('')).toMatch(pattern);
  }
});
