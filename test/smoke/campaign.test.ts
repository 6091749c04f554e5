import { expect, it, vi } from 'vitest';
import { addCustomers, campaignCompany, customersOf, nameOf, PRESENT, toldInvitations } from '../support/campaign.ts';
import { useDatabase } from '../support/database.ts';
import type { ShownMessage } from '../support/fake-slack/shown.ts';
import { startProduct } from '../support/product.ts';

/* A campaign to 5,000 customers reaches each owner in one list, and nobody twice. */

const database = useDatabase();
// Five thousand customers are planned, told and shown: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const account = (ref: string) => (ref === 'chen' ? 'U0LEAD' : `U0${ref.toUpperCase()}`);
/** Everything at once, so that an owner has hundreds on one morning; nothing else is asked for. */
const ALL_AT_ONCE = '{ campaigns: { perDay: 500 }, cadence: { C: [] } }';
const INVITED = /邀请参加/u;

/** The names of customers that a card lists, in its order. */
const listed = ({ text }: ShownMessage) => [...text.matchAll(/K\d{5}-\d+ · (\w+)/gu)].map(([, name = '']) => name);

it('one list an owner, best first; deputies and the team have the others; none lost, none doubled, none in rest time', async () => {
  const { slack, clock, settle } = await startProduct(database, {
    policy: campaignCompany('slack', 'C0SUPPORT', account, ALL_AT_ONCE),
  });
  for (const ref of [...PRESENT, 'away', 'lonely']) {
    slack.addUser({ id: account(ref), name: ref, displayName: nameOf(ref), locale: 'zh-CN' });
  }
  await addCustomers(database, 5_000, new Date(clock.now()));
  await slack.user('away').runs('/away 到周五 交给 @员工1');
  await slack.user('lonely').runs('/away 到周五');
  await clock.until('Mon', '11:57');
  const everybody = [...PRESENT, 'away', 'lonely', 'lead'];
  const invited = () =>
    [slack.channel('support').messages(), ...everybody.map((ref) => slack.user(ref).directMessages())]
      .flat()
      .filter(({ text }) => INVITED.test(text));
  const started = await slack.user('lead').runs('/care 活动 "新品会" tier:C 开始');
  expect(started.text).toMatch(/H00001 已开始：5000 位客户/u);
  // Asked in the last minutes of the morning; lunch is rest time.
  await clock.until('Mon', '13:29');
  await settle();
  expect(invited()).toEqual([]);
  await clock.until('Mon', '13:45');
  await settle();

  const told = await toldInvitations(database);
  expect(told).toHaveLength(5_000);
  expect(new Set(told.map(({ customer }) => customer)).size).toBe(5_000);
  expect(told.filter(({ message }) => message === null)).toEqual([]);
  const customers = await customersOf(database);
  const countOf = (...owners: (string | null)[]) => owners.reduce((sum, one) => sum + (customers.get(one) ?? 0), 0);
  const byPlace = Map.groupBy(told, ({ conversation }) => conversation);
  const counts = Object.fromEntries([...byPlace].map(([place, group]) => [place, group.length]));
  expect(counts).toEqual({
    ...Object.fromEntries(PRESENT.slice(1).map((ref) => [`@${account(ref)}`, countOf(ref)])),
    '@U0OWN1': countOf('own1', 'away'),
    // Away with nobody named: the lead. Without an account, or without an owner: the team.
    '@U0LEAD': countOf('lonely'),
    C0SUPPORT: countOf('silent', null),
  });
  // One message for each, and nothing beside.
  for (const group of byPlace.values()) expect(new Set(group.map(({ message }) => message)).size).toBe(1);
  expect(invited()).toHaveLength(byPlace.size);

  const own = await slack.user('own2').expectDirectMessage(INVITED);
  expect(own.text).toContain(`${countOf('own2')} 条提醒`);
  expect(listed(own)).toHaveLength(15);
  expect(listed(own).filter((name) => name.startsWith('plain'))).toEqual([]);
  expect(own.text).toMatch(/urgent\d+[^]*?邀请参加 · 活动“新品会” · (高价值|流失风险)/u);
  expect(own.buttons.filter(({ label }) => label === '犹豫')).toHaveLength(15);
  const deputy = await slack.user('own1').expectDirectMessage(INVITED);
  expect(deputy.text).toMatch(/代 ?外出|外出/u);

  // The rest of them: eight a page, the same order, with the same buttons.
  await own.click('全部名单', { as: 'own2' });
  const list = await slack.user('own2').expectEphemeral(/你的名单/u);
  expect(list.text).toContain(`你的名单：${countOf('own2')} 位，未答复 ${countOf('own2')} 位`);
  expect(list.buttons.filter(({ label }) => label === '谢绝')).toHaveLength(8);
  await slack.user('own2').runs('/care 活动 H00001 名单 6');
  const sixth = await slack.user('own2').expectEphemeral(/plain/u);
  expect(sixth.text).not.toBe(list.text);
  await slack.user('own1').runs('/care 活动 H00001 名单');
  const both = await slack.user('own1').expectEphemeral(/你的名单/u);
  expect(both.text).toContain(`你的名单：${countOf('own1', 'away')} 位`);

  const [first = ''] = listed(own);
  await own.click('参加', { as: 'own2' });
  await own.expectUpdate(new RegExp(`${countOf('own2') - 1} 条提醒`, 'u'));
  await settle();
  expect(listed(await slack.user('own2').expectDirectMessage(INVITED))).not.toContain(first);
  expect((await slack.user('own2').runs('/care 活动 H00001')).text).toMatch(/参加 1 .*未答复 4999/u);
});
