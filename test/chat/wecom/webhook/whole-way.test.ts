import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../../../src/app.ts';
import { createLog } from '../../../../src/observe/log.ts';
import { useDatabase } from '../../../support/database.ts';
import { createFakeWecomBot } from '../../../support/fake-wecom/bot-server.ts';
import { policyOf } from '../../../support/product.ts';
import { beginOnMonday, createStoryClock } from '../../../support/story-clock.ts';

/** A team whose group only has a webhook, beside the AI bot in another group. */
const database = useDatabase();

const KEY = '11111111-2222-3333-4444-555555555555';
const COMPANY = `
workingTime: { holidays: none }
teams:
  support: { name: 客服部, channels: { wecom: "webhook:ops" }, handles: [inquiry, suggestion, request, complaint], lead: chen }
people:
  agent1: { name: 小王, team: support, wecom: agent1 }
  chen: { name: 陈组长, team: support, role: lead, wecom: lead1 }
  admin: { name: 管理员, role: admin, wecom: admin1 }
`;

it('tells a team through its webhook, with the commands to send, and reminds it there', async () => {
  const { group, said, clock, logs } = await startDesk();
  group.says('agent1', '/ticket new 打印机频繁卡纸，二楼都用不了 类型:投诉 客户:云帆科技 !紧急');
  await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
  const [, number = ''] = /(C\d{9})/.exec(said[0] ?? '') ?? [];
  expect(said[0]).toContain(`认领：\`/ticket take ${number}\``);
  expect(said[0]).toContain('如需操作，请私聊回音发送');
  await clock.forward(16 * 60_000);
  await expect.poll(() => said.length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(said.at(-1)).toMatch(new RegExp(`${number}.*首次响应`));
  expect(said.at(-1)).toContain(`\`/ticket contacted ${number}\``);
  expect(logs.join('')).not.toContain(KEY);
});

it('goes another way, and tells who can mend it, when the webhook is gone', async () => {
  const { bot, group, state, logs } = await startDesk();
  state.isGone = true;
  const request = group.says('agent1', '/ticket new 打印机频繁卡纸，二楼都用不了 类型:投诉 客户:云帆科技 !紧急');
  const answer = await group.answerTo(request);
  const [number = ''] = /C\d{9}/.exec(answer.text) ?? [];
  const card = await bot.single('agent1').expectMessage(new RegExp(number));
  expect(card.text).toContain('云帆科技');
  const alert = await bot.single('admin1').expectMessage(/webhook:ops/);
  expect(alert.text).not.toContain(KEY);
  expect(logs.join('')).not.toContain(KEY);
});

async function startDesk() {
  const said: string[] = [];
  const state = { isGone: false };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const key = new URL(request.url ?? '', 'http://x').searchParams.get('key');
      const { content } = (JSON.parse(body) as { markdown: { content: string } }).markdown;
      const refusal = key !== KEY || state.isGone ? 93_000 : Buffer.byteLength(content) > 4_096 ? 40_058 : 0;
      if (refusal === 0) said.push(content);
      response.end(JSON.stringify({ errcode: refusal, errmsg: refusal === 0 ? 'ok' : `invalid webhook url ${key}` }));
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  const bot = await createFakeWecomBot();
  for (const id of ['agent1', 'lead1', 'admin1']) bot.single(id).open();
  bot.group('CHAT1').open();
  await beginOnMonday(database);
  const logs: string[] = [];
  const app = await startApp({
    environment: {
      port: 0,
      host: '127.0.0.1',
      baseUrl: null,
      slack: null,
      wecom: {
        apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        botUrl: bot.url,
        app: null,
        bot: { id: bot.botId, secret: bot.secret },
        webhooks: new Map([['ops', KEY]]),
      },
    },
    loaded: { policy: policyOf(COMPANY), origin: 'file' },
    databaseUrl: database.databaseUrl,
    log: createLog({ level: 'info', destination: { write: (line) => logs.push(line) } }),
    paceMs: 0,
  });
  onTestFinished(async () => {
    await app.stop();
    await bot.close();
  });
  await bot.connected();
  return { bot, group: bot.group('CHAT1'), said, state, logs, clock: createStoryClock(() => app) };
}
