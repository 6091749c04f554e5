import { afterEach, expect, it, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/observe/log.ts';
import { PLAYGROUND } from '../stories/surfaces/playground.ts';
import type { SurfaceDriver } from '../stories/telling/surface.ts';
import { useDatabase } from '../support/database.ts';
import { policyOf } from '../support/product.ts';
import { beginOnMonday, createStoryClock } from '../support/story-clock.ts';

const database = useDatabase();
vi.setConfig({ testTimeout: 90_000 });
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openPlayground(): Promise<SurfaceDriver> {
  await beginOnMonday(database);
  const driver = await PLAYGROUND.open(async ({ environment, policy }) => {
    const app = await startApp({
      environment: { port: 0, host: '127.0.0.1', baseUrl: null, ...environment },
      loaded: { policy: policyOf(policy), origin: 'file' },
      databaseUrl: database.databaseUrl,
      log: createLog({ level: 'error', destination: { write: (line) => expect.unreachable(line) } }),
      paceMs: 0,
    });
    closing.push(() => app.stop());
    return { app, clock: createStoryClock(() => app) };
  });
  closing.push(() => driver.close());
  return driver;
}

async function answer(driver: SurfaceDriver, wanted: RegExp): Promise<string> {
  return vi.waitFor(
    async () => {
      const texts = (await driver.privateTo('wang')).map(({ text }) => text);
      return texts.findLast((text) => wanted.test(text)) ?? expect.unreachable(`${wanted} among: ${texts.join('\n')}`);
    },
    { timeout: 30_000, interval: 50 },
  );
}

const linkIn = (text: string) => /http:\/\/\S+\/t\/[A-Za-z0-9_-]{43}/.exec(text)?.[0] ?? expect.unreachable(text);

it('in the playground a table comes by a page and leaves by one', async () => {
  const driver = await openPlayground();
  await driver.type('wang', '/customer 导入', 'alone');
  const link = linkIn(await answer(driver, /导入客户或合作往来/u));
  const rows = Array.from({ length: 30 }, (_, n) => `第${n}号有限公司,联系人${n}`);
  const send = async (what: string) => {
    const body = new FormData();
    body.set('table', new File([['客户名称,联系人', ...rows].join('\n')], 'customers.csv'));
    body.set('do', what);
    return (await fetch(link, { method: 'POST', body })).text();
  };
  expect(await send('look')).toMatch(/将新增客户 30 个/u);
  expect(await send('import')).toMatch(/已开始导入/u);
  await answer(driver, /已导入：新增客户 30 个/u);
  expect(await database.prisma.customer.count()).toBe(30);

  await driver.type('wang', '/customer 导出', 'alone');
  const table = linkIn(await answer(driver, /30 个客户的完整表格/u));
  const got = await fetch(table, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  });
  expect((await got.text()).trim().split('\n')).toHaveLength(31);
});
