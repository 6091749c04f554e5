import { rm } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase, useDatabase } from '../../../support/database.ts';
import { makeTestDirectory } from '../../../support/directory.ts';
import { createFakeWecomBot } from '../../../support/fake-wecom/bot-server.ts';
import { readyz, startProcess } from '../../../support/process.ts';
import { startDesk } from './desk.ts';

const database = useDatabase();
vi.setConfig({ testTimeout: 90_000 });

/** Promised for a machine of its own; more where others want the processors too. */
const SLOWER = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

test('of two replicas one speaks and listens, and the other does what it is told through the database', async () => {
  const desk = await startDesk(database);
  await desk.startReplica();
  const group = desk.fake.group('CHAT1');
  group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
  const card = await group.expectMessage(/云帆科技.*\n?/);
  await group.expectMessage(/🔵.*C\d{9}/);
  expect(card.text).toContain('云帆科技');
  await desk.settle();
  expect(group.messages().filter((one) => one.buttons.includes('认领'))).toHaveLength(1);
  expect(desk.fake.subscriptions).toBe(1);
});

test('when its holder stops, the other replica takes the connection over and goes on', async () => {
  const desk = await startDesk(database);
  await desk.startReplica();
  const [first] = desk.apps.splice(0, 1);
  await first?.stop();
  await desk.fake.connected(2);
  const group = desk.fake.group('CHAT1');
  const request = group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
  expect((await group.answerTo(request)).text).toMatch(/C\d{9}/);
});

test('what waits for the connection is sent when it is there', async () => {
  const desk = await startDesk(database);
  const group = desk.fake.group('CHAT1');
  const request = group.says('agent1', '/ticket new 打印机怎么换墨盒，二楼都想知道 类型:咨询 客户:云帆科技');
  const [number = ''] = /C\d{9}/.exec((await group.answerTo(request)).text) ?? [];
  await group.expectMessage(/云帆科技/);
  desk.fake.refuse();
  desk.fake.drop();
  await vi.waitFor(() =>
    expect(desk.logs.some((line) => line.msg.includes('connection of the AI bot failed'))).toBe(true),
  );
  await desk.clock.until('Mon', '13:35');
  const before = group.messages().length;
  desk.fake.refuse(false);
  await desk.fake.connected(2);
  const reminder = await group.expectMessage(/首次响应已超时/);
  expect(reminder.text).toContain(number);
  expect(group.messages().length).toBeGreaterThan(before);
});

test('administrators hear once that somebody else took the connection', async () => {
  const desk = await startDesk(database);
  desk.expectErrorLine(/AI bot is not connected/);
  desk.fake.evict();
  await vi.waitFor(async () => {
    const rows = await database.prisma.outbox.findMany({ where: { what: 'private' } });
    expect(rows).toMatchObject([{ conversation: '@admin1', data: { alert: 'wecom-bot-evicted' }, state: 'pending' }]);
  });
});

test('after kill -9 of its holder the connection is somebody else’s within 15 s', async () => {
  const fake = await createFakeWecomBot();
  const { url, drop } = await createDatabase();
  onTestFinished(async () => {
    await fake.close();
    await drop();
  });
  fake.group('CHAT1').open();
  const replica = async () => {
    const directory = await makeTestDirectory();
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const started = startProcess(directory, {
      PORT: String(0),
      HOST: '127.0.0.1',
      DATABASE_URL: url,
      WECOM_BOT_ID: fake.botId,
      WECOM_BOT_SECRET: fake.secret,
      WECOM_BOT_URL: fake.url,
    });
    await readyz(await started.started, 200);
    return started;
  };
  const first = await replica();
  await fake.connected(1);
  await replica();
  expect(fake.subscriptions).toBe(1);

  first.child.kill('SIGKILL');
  await first.ended;
  const diedAt = performance.now();
  await fake.connected(2);
  expect(performance.now() - diedAt).toBeLessThan(15_000 * SLOWER);
  const group = fake.group('CHAT1');
  expect((await group.answerTo(group.says('agent1', '/ticket list'))).isFinished).toBe(true);
  expect(fake.violations).toEqual([]);
});
