import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, type Product, policyOf, startProduct } from '../support/product.ts';
import { NOTHING_AFTERWARDS, SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();
const COMPANY = SMALL_COMPANY + NOTHING_AFTERWARDS;
const URGENT = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 部门:客服部 !紧急 #卡纸';
const withRota = (weekly: string, company = COMPANY) =>
  company.replace('    head: zong\n', `    head: zong\n    duty: { weekly: [${weekly}], start: "2026-11-02" }\n`);

const told = ({ slack }: Product, who: string, what: RegExp) =>
  slack
    .user(who)
    .directMessages()
    .filter(({ text }) => what.test(text));

it('a deputy whom nobody can reach is refused; one who loses the account meanwhile is passed over, and somebody hears of it', async () => {
  const company = COMPANY.replace(', slack: U0AGENT2', '');
  const product = await startProduct(database, { policy: company });
  const { slack, app, clock } = product;
  const refused = await slack.user('agent1').runs('/away 到周五 交给 @小李');
  expect(refused.text).toMatch(/小李 在这里没有账号，收不到提醒/);

  await app.changePolicy(policyOf(COMPANY));
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  expect((await slack.user('agent1').runs('/away 到周五 交给 @小李')).text).toMatch(/由 小李 代理/);
  await slack.user('agent2').expectDirectMessage(/小王 不在/);
  await app.changePolicy(policyOf(company));
  await clock.until('Mon', '10:13');
  // The warning has nobody to go to: the team hears it rather than nobody.
  await slack.channel('support').expectCard(/首次响应还剩/);
  const alert = await slack.user('admin').expectDirectMessage(/客服部：负责人联系不上/);
  expect(alert.text).toMatch(/没有账号/);
  expect(told(product, 'agent1', /首次响应还剩/)).toEqual([]);
});

it('a policy that changes the rota leaves a day alone that was set by hand', async () => {
  const product = await startProduct(database, { policy: withRota('agent1') });
  const { slack, app } = product;
  expect((await slack.user('agent2').runs('/duty')).text).toMatch(/客服部：小王/);
  await slack.user('lead').runs('/duty 安排 今天 @陈组长');
  expect((await slack.user('agent2').runs('/duty')).text).toMatch(/客服部：陈组长/);
  await app.changePolicy(policyOf(withRota('agent2')));
  expect((await slack.user('agent2').runs('/duty')).text).toMatch(/客服部：陈组长/);
  expect((await slack.user('agent2').runs('/duty 本周')).text).toMatch(/陈组长[^]*人工安排[^]*小李/);
  await slack.user('lead').runs('/duty 恢复 今天');
  expect((await slack.user('agent2').runs('/duty')).text).toMatch(/客服部：小李/);
  // Somebody who is not in the file any more has no duty either.
  await slack.user('lead').runs('/duty 安排 今天 @小李');
  await app.changePolicy(policyOf(withRota('agent1').replace(/ {2}agent2: .*\n/, '')));
  expect((await slack.user('agent1').runs('/duty')).text).toMatch(/客服部：小王/);
});

it('a ladder may call whoever is on duty; away, who stands in', async () => {
  const ladder = 'escalation: { warn: off, ladder: [{ after: 0m, to: [duty] }, { after: 15m, to: [manager] }] }\n';
  const product = await startProduct(database, { policy: withRota('agent2') + ladder });
  const { slack, clock } = product;
  await slack.user('agent1').runs(URGENT);
  await clock.until('Mon', '10:16');
  expect((await slack.user('agent2').expectDirectMessage(/首次响应/)).text).toMatch(/通知值班人/);
  await slack.user('agent2').runs('/away 到周五 交给 @小王');
  await slack.user('agent2').runs(`${URGENT}二`);
  await clock.until('Mon', '10:32');
  const standIn = await slack.user('agent1').expectDirectMessage(/首次响应/);
  expect(standIn.text).toMatch(/小李 不在，由您代理/);
});

it('two replicas hand over once, and one that did not hear the word knows it at its next tick', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  await product.restartAfter(0, 3);
  await slack.user('agent1').runs('/away 到周五 交给 @小李');
  await slack.user('agent2').expectDirectMessage(/小王 不在/);
  await Promise.all(product.apps.map((app) => app.moveClock(clock.now() + 13 * 60_000)));
  await slack.user('agent2').expectDirectMessage(/首次响应还剩/);
  await Promise.all(product.apps.map((app) => app.drain()));
  expect(told(product, 'agent2', /小王 不在，到/)).toHaveLength(1);
  expect(told(product, 'agent2', /首次响应还剩/)).toHaveLength(1);
  expect(told(product, 'agent1', /首次响应还剩/)).toEqual([]);
});

it('an absence that passed while nobody was running is not handed over any more: whoever was away reads what happened', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack } = product;
  const number = numberOf((await slack.user('agent1').runs(`${URGENT} @agent1`)).text);
  await slack.user('agent1').runs('/away 明天 交给 @小李');
  await slack.user('agent2').expectDirectMessage(/您将代理 小王/);
  await product.restartAfter(3 * DAY_MS);
  const back = await slack.user('agent1').expectDirectMessage(/欢迎回来/);
  expect(back.text).toContain(number);
  await product.settle();
  expect(told(product, 'agent2', /由您代理/)).toEqual([]);
});

it('restarted in the middle of an absence: nothing is told twice, and nothing is forgotten', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  await slack.user('agent1').runs('/away 到周三 交给 @小李');
  await slack.user('agent2').expectDirectMessage(/小王 不在/);
  await product.restartAfter(HOUR_MS);
  await slack.user('agent2').expectDirectMessage(/首次响应已超时/);
  await clock.until('Thu', '09:01');
  await slack.user('agent1').expectDirectMessage(/欢迎回来/);
  expect(told(product, 'agent2', /小王 不在，到/)).toHaveLength(1);
  expect(told(product, 'agent1', /欢迎回来/)).toHaveLength(1);
});

it('what is open is taken at one press, promises too, and a press that comes twice takes nothing twice', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack, settle } = product;
  const first = numberOf((await slack.user('agent1').runs(`${URGENT} @agent1`)).text);
  const second = numberOf((await slack.user('agent1').runs('/ticket 门禁卡刷不开三楼的门 客户:星河 @agent1')).text);
  await slack.user('agent1').runs('/customer new 青禾实业');
  await slack.user('agent1').runs('/contact 青禾实业 电话 讨论续约 下一步:周四前发报价');
  await slack.user('agent1').runs('/away 到周五 交给 @小李');
  const handed = await slack.user('agent2').expectDirectMessage(/小王 不在/);
  expect(handed.text).toMatch(/发报价/);
  await handed.click('全部认领（3）', { as: 'agent2' });
  await slack.user('agent2').expectEphemeral(/已认领 3 件/);
  await handed.click('全部认领（3）', { as: 'agent2' });
  await slack.user('agent2').expectEphemeral(/没有可认领的了/);
  await settle();
  for (const number of [first, second]) {
    expect((await slack.user('agent2').runs(`/ticket 查看 ${number}`)).text).toMatch(/小李/);
  }
  expect((await slack.user('agent2').runs('/followup 列表')).text).toMatch(/发报价[^]*小李/);
});

it('called off before it began: the deputy hears of it, and nothing is handed over', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack, clock } = product;
  await slack.user('agent1').runs(`${URGENT} @agent1`);
  const said = await slack.user('agent1').runs('/away 周三-周四 交给 @小李');
  expect(said.text).toMatch(/（周三） 至 .*（周四）结束/);
  await slack.user('agent2').expectDirectMessage(/您将代理 小王/);
  expect((await slack.user('agent1').runs('/away 回来')).text).toMatch(/已取消请假/);
  await slack.user('agent2').expectDirectMessage(/不用代理 小王 了/);
  await clock.until('Thu', '10:00');
  expect(told(product, 'agent2', /由您代理/)).toEqual([]);
  expect(told(product, 'agent1', /欢迎回来/)).toEqual([]);
});

it('away for longer than first said: one is back once, when the longer absence ends', async () => {
  const product = await startProduct(database, { policy: COMPANY });
  const { slack, clock } = product;
  await slack.user('agent1').runs('/away 到周二 交给 @小李');
  await slack.user('agent2').expectDirectMessage(/小王 不在/);
  const longer = await slack.user('agent1').runs('/away 到周四 交给 @陈组长');
  expect(longer.text).toMatch(/之前登记到 .*（周二）结束，现在以这次为准/);
  await clock.until('Wed', '10:00');
  expect(told(product, 'agent1', /欢迎回来/)).toEqual([]);
  await clock.until('Fri', '09:01');
  await slack.user('agent1').expectDirectMessage(/欢迎回来/);
  expect(told(product, 'agent1', /欢迎回来/)).toHaveLength(1);
});
