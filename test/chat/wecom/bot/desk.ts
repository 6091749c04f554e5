import { afterEach, expect } from 'vitest';
import { type App, startApp } from '../../../../src/app.ts';
import { createLog } from '../../../../src/observe/log.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { createFakeWecomBot, type FakeWecomBot } from '../../../support/fake-wecom/bot-server.ts';
import { knowPlaces } from '../../../support/known-places.ts';
import { expectNoConnections, type LogLine, readLogLine } from '../../../support/left-behind.ts';
import { policyOf } from '../../../support/product.ts';
import { beginOnMonday, createStoryClock, type StoryClock } from '../../../support/story-clock.ts';

/*
 * The whole product with WeCom's AI bot alone: real PostgreSQL, and the strict fake of the long connection on the other
 * side. The support team works in the group CHAT1.
 */

export const COMPANY = `
workingTime: { holidays: none }
strangers: refuse
teams:
  support: { name: 客服部, channels: { wecom: "bot:CHAT1" }, handles: [inquiry, suggestion, request], lead: chen, manager: wang }
  after-sales: { name: 售后部, channels: { wecom: "bot:CHAT2" }, handles: [complaint], lead: chen, manager: wang }
people:
  agent1: { name: 小王, team: support, wecom: Agent1 }
  agent2: { name: 小李, team: support, wecom: "007" }
  chen: { name: 陈组长, team: support, role: lead, wecom: lead1 }
  wang: { name: 王经理, role: manager, wecom: mgr1 }
  admin: { name: 管理员, role: admin, wecom: admin1 }
`;

export interface BotDesk {
  readonly fake: FakeWecomBot;
  readonly apps: App[];
  readonly clock: StoryClock;
  readonly logs: readonly LogLine[];
  /** Starts one more replica on the same database. */
  startReplica(): Promise<App>;
  settle(): Promise<void>;
  /** This story causes such an error line; it must be there at the end, and no others. */
  expectErrorLine(pattern: RegExp): void;
}

const open: { desk: BotDesk; database: TestDatabase; expected: RegExp[] }[] = [];

/** Starts the product for one test, connected. Afterwards it is stopped, and nothing may be left or complained about. */
export async function startDesk(database: TestDatabase, policy = COMPANY): Promise<BotDesk> {
  const fake = await createFakeWecomBot();
  for (const id of ['agent1', '007', 'lead1', 'mgr1', 'admin1']) fake.single(id).open();
  for (const id of ['CHAT1', 'CHAT2']) fake.group(id).open();
  const logs: LogLine[] = [];
  const log = createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } });
  const apps: App[] = [];
  const expected: RegExp[] = [];

  const wecom = {
    apiUrl: 'http://127.0.0.1:9',
    botUrl: fake.url,
    app: null,
    bot: { id: fake.botId, secret: fake.secret },
    webhooks: new Map(),
  };

  async function start(): Promise<App> {
    const app = await startApp({
      environment: { port: 0, host: '127.0.0.1', baseUrl: null, slack: null, wecom },
      loaded: { policy: policyOf(policy), origin: 'file' },
      databaseUrl: database.databaseUrl,
      log,
      paceMs: 0,
    });
    apps.push(app);
    return app;
  }
  const first = (): App => apps[0] ?? expect.unreachable('the product is not running');
  const desk: BotDesk = {
    fake,
    apps,
    clock: createStoryClock(first),
    logs,
    startReplica: start,
    settle: async () => {
      await Promise.all(apps.map((app) => app.drain()));
    },
    expectErrorLine: (pattern) => expected.push(pattern),
  };
  open.push({ desk, database, expected });
  await beginOnMonday(database);
  await knowPlaces(database, wecom, policyOf(policy));
  await start();
  await fake.connected();
  return desk;
}

afterEach(async () => {
  for (const { desk, database, expected } of open.splice(0)) {
    await Promise.all(desk.apps.splice(0).map((app) => app.stop()));
    await desk.fake.close();
    await expectNoConnections(database);
    expect(desk.fake.violations, "breaches of the bot's rules").toEqual([]);
    const errors = desk.logs.filter((line) => line.level === 'error' || line.level === 'fatal');
    expect(
      errors.filter((line) => !expected.some((pattern) => pattern.test(line.text))).map((line) => line.text),
      'errors in the log',
    ).toEqual([]);
    for (const pattern of expected) expect(errors.map((line) => line.text).join('')).toMatch(pattern);
  }
});
