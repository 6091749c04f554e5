import { afterEach, expect } from 'vitest';
import { type App, startApp } from '../../../../src/app.ts';
import { createLog } from '../../../../src/observe/log.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { createFakeWecom, type FakeWecom } from '../../../support/fake-wecom/fake-wecom.ts';
import { expectNoConnections, type LogLine, readLogLine } from '../../../support/left-behind.ts';
import { policyOf } from '../../../support/product.ts';
import { beginOnMonday, createStoryClock, type StoryClock } from '../../../support/story-clock.ts';

/*
 * The whole product with WeCom's app alone: our HTTP server, real PostgreSQL and the strict fake on the other side. A
 * team without a channel has its tickets where they were opened, and that is the person's own chat with the app.
 */

export const COMPANY = `
teams:
  support: { name: 客服部, handles: [inquiry, suggestion], lead: lead1, manager: mgr1, head: mgr1 }
  after-sales: { name: 售后部, handles: [complaint, request], lead: lead1, manager: mgr1, head: mgr1 }
people:
  agent1: { name: 小王, team: support, wecom: ZhangSan }
  agent2: { name: 小李, team: support, wecom: "007" }
  lead1: { name: 陈组长, team: support, role: lead, wecom: lead1 }
  mgr1: { name: 王经理, role: manager, wecom: mgr1 }
  mary: { name: Mary, team: support, locale: en, wecom: mary }
  admin1: { name: 管理员, role: admin, wecom: admin1 }
`;

export interface WecomDesk {
  readonly wecom: FakeWecom;
  readonly app: App;
  readonly apps: App[];
  readonly clock: StoryClock;
  readonly logs: readonly LogLine[];
  /** Starts one more replica on the same database. */
  startReplica(): Promise<App>;
  /** Callbacks go to this replica from now on. */
  talkTo(app: App): void;
  settle(): Promise<void>;
  /** This story causes such an error line; it must be there at the end, and no others. */
  expectErrorLine(pattern: RegExp): void;
}

const open: { desk: WecomDesk; database: TestDatabase; expected: RegExp[] }[] = [];

/** Starts the product for one test. Afterwards it is stopped, and nothing may be left, broken or complained about. */
export async function startDesk(database: TestDatabase, policy = COMPANY): Promise<WecomDesk> {
  const wecom = await createFakeWecom();
  wecom.addMember({ id: 'ZhangSan', name: '张三', leaders: ['Lead1'] });
  // By the address book somebody else than the team's lead.
  wecom.addMember({ id: '007', name: '小李', leaders: ['Mary'] });
  wecom.addMember({ id: 'lead1', name: '陈组长', leaders: ['mgr1'] });
  wecom.addMember({ id: 'mgr1', name: '王经理' });
  wecom.addMember({ id: 'mary', name: 'Mary' });
  wecom.addMember({ id: 'admin1', name: '管理员' });
  wecom.addMember({ id: 'Passer.By', name: '路人' });
  const logs: LogLine[] = [];
  const log = createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } });
  const apps: App[] = [];
  const expected: RegExp[] = [];
  const { corpId, agentId, secret, token, encodingAesKey, apiUrl } = wecom;

  async function start(): Promise<App> {
    const app = await startApp({
      environment: {
        port: 0,
        host: '127.0.0.1',
        baseUrl: null,
        slack: null,
        wecom: {
          apiUrl,
          botUrl: 'ws://127.0.0.1:9',
          app: { corpId, agentId, secret, token, encodingAesKey },
          bot: null,
          webhooks: new Map(),
        },
      },
      loaded: { policy: policyOf(policy), origin: 'file' },
      databaseUrl: database.databaseUrl,
      log,
      paceMs: 0,
    });
    apps.push(app);
    return app;
  }
  const first = (): App => apps[0] ?? expect.unreachable('the product is not running');
  const talkTo = (app: App): void => wecom.connect(`${app.url}/wecom/callback`);
  const desk: WecomDesk = {
    wecom,
    get app() {
      return first();
    },
    apps,
    clock: createStoryClock(first),
    logs,
    startReplica: start,
    talkTo,
    settle: () => first().drain(),
    expectErrorLine: (pattern) => expected.push(pattern),
  };
  open.push({ desk, database, expected });
  await beginOnMonday(database);
  talkTo(await start());
  return desk;
}

afterEach(async () => {
  for (const { desk, database, expected } of open.splice(0)) {
    await Promise.all(desk.apps.splice(0).map((app) => app.stop()));
    await desk.wecom.close();
    await expectNoConnections(database);
    expect(desk.wecom.violations, "breaches of WeCom's rules").toEqual([]);
    expect(desk.wecom.world.dropped, 'messages that came too fast').toEqual([]);
    const errors = desk.logs.filter((line) => line.level === 'error' || line.level === 'fatal');
    expect(
      errors.filter((line) => !expected.some((pattern) => pattern.test(line.text))).map((line) => line.text),
      'errors in the log',
    ).toEqual([]);
    for (const pattern of expected) expect(errors.map((line) => line.text).join('')).toMatch(pattern);
  }
});
