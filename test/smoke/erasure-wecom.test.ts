import { afterEach, expect, it, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/observe/log.ts';
import { companyOnWecom, MEMBERS, NO_WECOM } from '../stories/surfaces/company-on-wecom.ts';
import { appSettings } from '../stories/surfaces/wecom-app.ts';
import { botSettings } from '../stories/surfaces/wecom-bot.ts';
import { useDatabase } from '../support/database.ts';
import { placesOf, wordsInLog, wordsInTables, wordsOnWecom } from '../support/erasure.ts';
import { createFakeWecomBot } from '../support/fake-wecom/bot-server.ts';
import { createFakeWecom } from '../support/fake-wecom/fake-wecom.ts';
import { type LogLine, readLogLine } from '../support/left-behind.ts';
import { numberOf, policyOf } from '../support/product.ts';
import { beginOnMonday } from '../support/story-clock.ts';

const database = useDatabase();
// Long stories: on a busy machine they take their time.
vi.setConfig({ testTimeout: 90_000 });
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Everything that must be nowhere afterwards. */
const WORDS = ['云帆科技', '云帆', '张伟', '13800138000', '蓝色三号打印机卡纸', '要求下午四点回电', '希望降一成'];

/** A company whose people talk with the app, and whose groups talk with the AI bot. */
async function startCompany() {
  const wecom = await createFakeWecom();
  const bot = await createFakeWecomBot();
  wecom.world.dropsExcess = false;
  bot.world.dropsExcess = false;
  for (const [id, name] of Object.entries(MEMBERS)) wecom.addMember({ id, name });
  for (const group of ['support', 'after-sales', 'overseas']) bot.group(group).open();
  await beginOnMonday(database);
  const logs: LogLine[] = [];
  const app = await startApp({
    environment: {
      ...{ port: 0, host: '127.0.0.1', baseUrl: null, slack: null },
      wecom: { ...NO_WECOM, ...appSettings(wecom), ...botSettings(bot) },
    },
    loaded: { policy: policyOf(companyOnWecom('bot')), origin: 'file' },
    databaseUrl: database.databaseUrl,
    log: createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } }),
    paceMs: 0,
  });
  wecom.connect(`${app.url}/wecom/callback`);
  await bot.connected();
  closing.push(async () => {
    await app.stop();
    await wecom.close();
    await bot.close();
    expect(wecom.violations).toEqual([]);
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
  const says = async (who: string, line: string, answer: RegExp) => {
    const [after] = wecom.member(who).messages().slice(-1);
    expect((await wecom.member(who).says(line)).status).toBe(200);
    return wecom.member(who).expectCard(answer, after === undefined ? {} : { after });
  };
  return {
    ...{ wecom, bot, app, logs, says },
    worlds: [wecom.world, bot.world],
  };
}

type Company = Awaited<ReturnType<typeof startCompany>>;

async function fillWithWords({ says, bot, app }: Company): Promise<string> {
  await says('agent1', '/客户 新建 云帆科技有限公司 简称:云帆 联系人:张伟 电话:13800138000', /K00001/u);
  const made = await says(
    'agent1',
    '/工单 蓝色三号打印机卡纸，联系张伟 13800138000 客户:云帆科技有限公司 !紧急',
    /C\d{9}/u,
  );
  const ticket = numberOf(made.text);
  await says('agent1', `/工单 备注 ${ticket} 张伟要求下午四点回电`, new RegExp(ticket, 'u'));
  await says('agent1', '/沟通 云帆 电话 张伟希望降一成 情绪:犹豫', /已登记/u);
  await says('agent1', '/客户 查看 云帆', /云帆科技有限公司/u);
  await app.drain();
  const group = bot.group('after-sales');
  expect((await group.answerTo(group.says('mender', `/工单 查看 ${ticket}`))).text).toContain('蓝色三号');
  await app.drain();
  return ticket;
}

async function retract({ app }: Company): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await database.prisma.$executeRaw`UPDATE erasure_post SET next_at = clock_timestamp() WHERE state = 'pending'`;
    await app.retractPosts();
  }
}

it('recalls what the app said, and counts what the AI bot said as out of reach', async () => {
  const company = await startCompany();
  const ticket = await fillWithWords(company);
  expect(placesOf(wordsOnWecom(company.worlds, WORDS))).toEqual(
    expect.arrayContaining(['agent1', 'group:after-sales']),
  );
  const asked = await company.says('admin', '/客户 抹除 K1', /抹除云帆科技有限公司/u);
  await asked.click('仍要抹除');
  const receipt = await company.wecom.member('admin').expectCard(/已抹除，回执 E00001/u);
  expect(receipt.text).toMatch(/平台不允许修改或撤回的消息 [1-9]/u);
  await company.app.drain();
  await retract(company);
  await company.app.drain();

  expect(await wordsInTables(database, WORDS)).toEqual([]);
  expect(wordsInLog(company, WORDS)).toEqual([]);
  // In everybody's own chat nothing is left; in groups what the AI bot said stays, and the receipt says how much.
  const left = wordsOnWecom(company.worlds, WORDS);
  expect(placesOf(left).filter((place) => !place.startsWith('group:'))).toEqual([]);
  // The greeting names a customer of that name as an example of its own.
  const said = company.bot.world.messages.filter(({ text }) => !/我是回音/u.test(text));
  const messages = said.filter((one) => WORDS.some((word) => one.text.includes(word)));
  const checked = await company.says('admin', '/客户 抹除 E00001', /没有任何残留/u);
  const [, waiting, impossible] = /等待 (\d+) 处，平台不允许修改 (\d+) 处/u.exec(checked.text) ?? [];
  expect(Number(waiting)).toBe(0);
  expect(Number(impossible)).toBeGreaterThanOrEqual(messages.length);
  expect(messages.length).toBeGreaterThan(0);
  // The work goes on by its number.
  await company.says('agent1', `/工单 查看 ${ticket}`, /■■■/u);
});

it('what the app said more than a day ago is counted as out of reach', async () => {
  const company = await startCompany();
  await fillWithWords(company);
  // Two days pass for what was said, on both sides.
  for (const one of company.wecom.world.messages) Object.assign(one, { sentAt: Date.now() - 2 * 86_400_000 });
  await database.prisma.$executeRaw`UPDATE spoken SET at = at - interval '2 days'`;
  const recalls = company.wecom.callsOf('message/recall').length;
  const old = await database.prisma.spoken.count({ where: { NOT: { addressMessage: null }, cardId: null } });
  const asked = await company.says('admin', '/客户 抹除 K1', /抹除云帆科技有限公司/u);
  await asked.click('仍要抹除');
  const receipt = await company.wecom.member('admin').expectCard(/已抹除，回执 E00001/u);
  await retract(company);
  const [, stays] = /平台不允许修改或撤回的消息 (\d+) 条/u.exec(receipt.text) ?? [];
  expect(Number(stays)).toBeGreaterThanOrEqual(old);
  // Only the question, said just now, is taken back.
  expect(company.wecom.callsOf('message/recall').length - recalls).toBe(1);
});
