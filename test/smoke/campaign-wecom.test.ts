import { afterEach, expect, it, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/observe/log.ts';
import { NO_WECOM } from '../stories/surfaces/company-on-wecom.ts';
import { appSettings } from '../stories/surfaces/wecom-app.ts';
import { addCustomers, campaignCompany, nameOf, PRESENT, toldInvitations } from '../support/campaign.ts';
import { useDatabase } from '../support/database.ts';
import { createFakeWecom, type ShownMessage } from '../support/fake-wecom/fake-wecom.ts';
import { type LogLine, readLogLine } from '../support/left-behind.ts';
import { policyOf } from '../support/product.ts';
import { beginOnMonday, createStoryClock } from '../support/story-clock.ts';

/* The same campaign at the pace of the policy, on WeCom: its limits are real ones here, and what exceeds them is lost. */

const database = useDatabase();
vi.setConfig({ testTimeout: 180_000 });
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const EVERYBODY = [...PRESENT, 'away', 'lonely', 'chen'];
const INVITED = /今天邀请|邀请参加/u;
/** Nothing but campaigns is asked for: at the pace of the handbook, twenty a day for each owner, or all at once. */
const PACED = '{ cadence: { C: [] } }';
const ALL_AT_ONCE = '{ campaigns: { perDay: 500 }, cadence: { C: [] } }';

async function startCompany(care: string, customers: number) {
  const wecom = await createFakeWecom();
  for (const ref of EVERYBODY) wecom.addMember({ id: ref, name: nameOf(ref) });
  wecom.addGroup({ id: 'support', name: 'support' });
  await beginOnMonday(database);
  const logs: LogLine[] = [];
  const app = await startApp({
    environment: {
      ...{ port: 0, host: '127.0.0.1', baseUrl: null, slack: null },
      wecom: { ...NO_WECOM, ...appSettings(wecom) },
    },
    loaded: { policy: policyOf(campaignCompany('wecom', 'app:support', (ref) => ref, care)), origin: 'file' },
    databaseUrl: database.databaseUrl,
    log: createLog({ level: 'info', destination: { write: (text) => logs.push(readLogLine(text)) } }),
    paceMs: 0,
  });
  wecom.connect(`${app.url}/wecom/callback`);
  closing.push(async () => {
    await app.stop();
    await wecom.close();
    expect(wecom.violations).toEqual([]);
    expect(wecom.world.dropped, 'more than the platform takes').toEqual([]);
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
  const invited = (): ReadonlyMap<string, readonly ShownMessage[]> =>
    new Map(
      [
        ...EVERYBODY.map((ref) => [ref, wecom.member(ref).messages()] as const),
        ['support', wecom.group('support').messages()] as const,
      ].map(([who, messages]) => [who, messages.filter(({ text }) => INVITED.test(text))]),
    );
  const clock = createStoryClock(() => app);
  await addCustomers(database, customers, new Date(app.now()));
  await wecom.member('away').says('/away 到周五 交给 @员工1');
  await wecom.member('lonely').says('/away 到周五');
  await clock.forward(60_000);
  await wecom.member('chen').says('/care 活动 "新品会" tier:C 开始');
  await wecom.member('chen').expectCard(/H00001 已开始/u);
  return {
    ...{ wecom, app, clock, invited },
    /** So many messages about invitations everybody has. */
    counts: () => Object.fromEntries([...invited()].map(([who, messages]) => [who, messages.length])),
  };
}

/** Owners, the lead who stands in where nobody was named, and the team: each has so many; whoever is away has none. */
const each = (count: number) => ({
  ...Object.fromEntries([...PRESENT, 'chen', 'support'].map((who) => [who, count])),
  ...{ away: 0, lonely: 0 },
});

it('five thousand at once are one message to each who has some', async () => {
  const { wecom, app, clock, invited, counts } = await startCompany(ALL_AT_ONCE, 5_000);
  await clock.until('Mon', '11:30');
  await app.drain();
  expect(counts()).toEqual(each(1));
  const told = await toldInvitations(database);
  expect(told).toHaveLength(5_000);
  expect(new Set(told.map(({ customer }) => customer)).size).toBe(5_000);
  expect(told.filter(({ message }) => message === null)).toEqual([]);
  const [list] = invited().get('own2') ?? [];
  expect(list?.text).toMatch(/4\d\d 条提醒[^]*urgent\d+/u);
  expect(list?.text).not.toMatch(/plain/u);
  expect(list?.buttons).toEqual(expect.arrayContaining(['全部名单', '1 参加']));
  // The way on: everybody, with what they may say as lines to type.
  await list?.click('全部名单');
  const own = await wecom.member('own2').expectCard(/你的名单：4\d\d 位/u);
  expect(own.text).toMatch(/\/care answer H00001 K\d{5} hesitating/u);
});

it('twenty a day and owner are one message each on every morning', async () => {
  const { app, clock, invited, counts } = await startCompany(PACED, 600);
  await clock.until('Mon', '11:30');
  await app.drain();
  expect(counts()).toEqual(each(1));
  expect(invited().get('own2')?.[0]?.text).toMatch(/20 条提醒/u);
  const before = await toldInvitations(database);
  await clock.until('Tue', '09:30');
  await app.drain();
  const told = await toldInvitations(database);
  // Eight owners, the one with a deputy, the one without, the one without an account, and nobody's.
  expect(told).toHaveLength(2 * 20 * (PRESENT.length + 4));
  expect(told).toHaveLength(2 * before.length);
  expect(new Set(told.map(({ customer }) => customer)).size).toBe(told.length);
  expect(told.filter(({ message }) => message === null)).toEqual([]);
  expect(counts()).toEqual(each(2));
});
