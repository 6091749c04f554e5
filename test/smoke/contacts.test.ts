import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { type Product, startProduct } from '../support/product.ts';

const database = useDatabase();
const start = () => startProduct(database);

/** The contact that a text names first. */
function contactIn(text: string): string {
  return /G\d{9,}/u.exec(text)?.[0] ?? expect.unreachable(`no contact in: ${text}`);
}

function directMessages({ slack }: Product, who: string, wanted: RegExp) {
  return slack
    .user(who)
    .directMessages()
    .filter((each) => wanted.test(each.text));
}

it('a talk with three promises: one kept, one broken and escalated, one handed to another team; the ledger tells', async () => {
  const product = await start();
  const { slack, clock } = product;
  await slack.user('agent1').runs('/customer new 云帆科技');
  const answer = await slack
    .user('agent1')
    .runs(
      '/contact 云帆科技 电话 讨论续约，价格希望降10% 情绪:犹豫 下一步:周四前发报价；周三准备样品 ★安排技术演示 下周三',
    );
  const number = contactIn(answer.text);
  expect(answer.text).toMatch(/已登记与云帆科技的沟通/u);
  expect(answer.text).toMatch(/-1 发报价：小王，11月\d+日（周四）|-1 发报价：小王，\d+月\d+日（周四）/u);
  expect(answer.text).toMatch(/-2 准备样品：小王，\d+月\d+日（周三）/u);
  expect(answer.text).toMatch(/-3 ★ 安排技术演示：小王，\d+月\d+日（周三）/u);
  expect(answer.text).toMatch(/犹豫不决/u);
  expect(answer.text).toMatch(/续签/u);
  expect(answer.text).toMatch(/重视性价比/u);

  // What the talk suggests about the customer is one press away.
  const said = await slack.user('agent1').expectEphemeral(/重视性价比/u);
  await said.click('+ 重视性价比', { as: 'agent1' });
  expect((await slack.user('agent1').runs('/customer show 云帆科技')).text).toMatch(/#重视性价比|重视性价比/u);

  // The third one is the after-sales team's: its channel and its owner hear of it at once.
  await slack.user('agent1').runs(`/followup 转交 ${number}-3 @小林`);
  await slack.user('mender').expectDirectMessage(/安排技术演示/u);
  await slack.channel('after-sales').expectCard(/安排技术演示/u);

  // C7: a day before it is due the owner is reminded, with buttons.
  await clock.until('Tue', '17:59');
  expect(directMessages(product, 'agent1', /准备样品/u)).toHaveLength(0);
  await clock.until('Tue', '18:01');
  const reminder = await slack.user('agent1').expectDirectMessage(/准备样品/u);
  expect(reminder.text).toMatch(/跟进还剩 1 天|跟进还剩 23 小时 59 分钟|跟进还剩/u);
  expect(reminder.buttons.map((each) => each.label)).toEqual(
    expect.arrayContaining(['知道了', '已完成', '推迟', '转交']),
  );
  await reminder.click('已完成', { as: 'agent1' });
  await slack.user('agent1').expectEphemeral(new RegExp(`${number}-2：已兑现`, 'u'));
  await reminder.expectUpdate(/跟进：已完成/u);

  // The quote is forgotten: at the time the owner and the team hear of it, then the lead, then the manager.
  await clock.until('Thu', '18:01');
  await slack.channel('support').expectCard(new RegExp(`${number}-1`, 'u'));
  expect(directMessages(product, 'lead', /发报价/u)).toHaveLength(0);
  await clock.until('Fri', '09:16');
  await slack.user('lead').expectDirectMessage(/发报价/u);
  await clock.until('Fri', '09:31');
  await slack.user('manager').expectDirectMessage(/发报价/u);
  const late = await slack.user('agent1').runs(`/followup 完成 ${number}-1 报价已发`);
  expect(late.text).toMatch(/已完成，但晚了/u);

  // The last one done confirms the contact (C6).
  const last = await slack.user('mender').runs(`/followup done ${number}-3 已演示`);
  expect(last.text).toMatch(new RegExp(`${number} 已确认`, 'u'));
  const shown = await slack.user('agent1').runs(`/contact show ${number}`);
  expect(shown.text).toMatch(/已确认/u);
  expect(shown.text).toMatch(/报价已发/u);

  const ledger = await slack.user('lead').runs('/followup 兑现');
  expect(ledger.text).toMatch(/小王 · 按时兑现 50%/u);
  expect(ledger.text).toMatch(/兑现 1 · 失约 1 · 进行中 0/u);
  const byCustomer = await slack.user('admin').runs('/followup ledger customers');
  expect(byCustomer.text).toMatch(/云帆科技 · 按时兑现 67%/u);
  expect(byCustomer.text).toMatch(/兑现 2 · 失约 1/u);
});

it('a draft is accepted, its author is reminded before the day is over, and the form completes it', async () => {
  const product = await start();
  const { slack, clock } = product;
  const answer = await slack.user('agent1').runs('/contact "云帆科技" 讨论续约');
  const number = contactIn(answer.text);
  expect(answer.text).toMatch(/草稿，还缺：沟通渠道、客户反馈、后续行动。请在 .*（周二）10:00 前补充/u);
  await clock.until('Tue', '09:30');
  const reminder = await slack.user('agent1').expectDirectMessage(/补全记录/u);
  expect(reminder.text).toMatch(/还缺：沟通渠道、客户反馈、后续行动/u);
  const form = (await reminder.click('补充', { as: 'agent1' })).modal ?? expect.unreachable('no form');
  await slack.user('agent1').submits(form, { channel: 'phone', mood: 'keen', next: '周五前发合同 @小李' });
  await reminder.expectUpdate(/补全记录：已完成/u);
  await slack.user('agent2').expectDirectMessage(/发合同/u);
  const shown = await slack.user('agent1').runs(`/contact show ${number}`);
  expect(shown.text).toMatch(/积极关注/u);
  expect(shown.text).not.toMatch(/待补充/u);
});

it('a talk about a ticket meets its clock; an attempt that reached nobody meets none and names another channel', async () => {
  const product = await start();
  const { slack, clock } = product;
  const opened = await slack.user('agent1').runs('/ticket 打印机卡纸，影响二楼所有人 客户:云帆科技 !紧急 @agent1');
  const ticket = /C\d{9}/u.exec(opened.text)?.[0] ?? '';
  const vain = await slack.user('agent1').runs(`/contact 云帆科技 电话 未接通 工单:${ticket}`);
  expect(vain.text).toMatch(/未接通，不算完成联系。建议换个渠道：/u);
  expect(vain.text).toMatch(/首次响应继续计时/u);
  const reached = await slack.user('agent1').runs(`/contact ${ticket} 电话 客户说今天能等 下一步:无`);
  expect(reached.text).toMatch(/已登记与云帆科技的沟通/u);
  expect(reached.text).toMatch(new RegExp(`工单 ${ticket}`, 'u'));
  await clock.until('Mon', '10:20');
  expect(directMessages(product, 'agent1', /首次响应已超时/u)).toHaveLength(0);
});

it('bad input is told with a way on, and nothing is saved', async () => {
  const { slack } = await start();
  const agent = slack.user('agent1');
  await agent.runs('/customer new 云帆科技');
  const cases: readonly (readonly [string, RegExp])[] = [
    ['/contact 云帆科技 明天 电话 聊续约', /“明天”还没到：沟通之后再登记[^]*\/followup 新增/u],
    ['/contact 云帆科技 电话 聊续约 下一步:2月30日发报价', /“2月30日”/u],
    ['/contact 云帆科技 电话 聊续约 下一步:昨天发报价', /昨天/u],
    ['/contact 云帆科技 渠道:飞鸽 聊续约', /“飞鸽”不是沟通渠道/u],
    ['/contact 云帆科技 电话 聊续约 下一步:发报价 @没这人', /没这人/u],
    ['/contact 云帆科技 时间:09:30-09:00 电话 聊续约', /结束时间早于开始时间/u],
    ['/contact 讨论续约', /还没有客户“讨论续约”/u],
    ['/followup done G209901001', /没有沟通记录 G209901001/u],
    ['/followup done', /缺少编号/u],
    ['/followup 推迟 G209901001-1', /缺少日期/u],
  ];
  for (const [line, expected] of cases) {
    const answer = await agent.runs(line);
    expect(answer.text, line).toMatch(expected);
  }
  expect(await database.prisma.contact.count()).toBe(0);
});

it('two people log one talk: it is noticed, counted once, and both promises stay', async () => {
  const { slack } = await start();
  await slack.user('agent1').runs('/customer new 云帆科技');
  await slack.user('agent1').runs('/contact 云帆科技 拜访 谈续约，客户同意 下一步:明天发合同');
  const second = await slack.user('agent2').runs('/contact 云帆科技 拜访 一起谈了续约，客户同意 下一步:明天发样品');
  expect(second.text).toMatch(/小王 已登记过 .* 与该客户的沟通/u);
  const said = await slack.user('agent2').expectEphemeral(/已登记过/u);
  await said.click('是同一次', { as: 'agent2' });
  await slack.user('agent2').expectEphemeral(/记为同一次沟通/u);
  const open = await slack.user('lead').runs('/followup 列表 部门');
  expect(open.text).toMatch(/发合同/u);
  expect(open.text).toMatch(/发样品/u);
  const customer = await slack.user('agent1').runs('/customer show 云帆科技');
  expect(customer.text.match(/谈续约|一起谈了续约/gu)).toHaveLength(1);
});

it('wording is flagged, identity numbers are hidden in groups, and contract terms need a second channel', async () => {
  const { slack, clock } = await start();
  await slack.user('agent1').runs('/customer new 云帆科技');
  const answer = await slack
    .user('agent1')
    .runs(
      '/contact 云帆科技 电话 谈合同条款，客户同意，承诺100%解决，身份证110101199003078515 下一步:周五前发合同 @小林 ★预算50万',
    );
  const number = contactIn(answer.text);
  expect(answer.text).toMatch(/绝对化承诺/u);
  expect(answer.text).toMatch(/证件号码/u);
  expect(answer.text).toMatch(/需要双渠道确认/u);
  const card = await slack.channel('after-sales').expectCard(/发合同/u);
  expect(card.text).not.toMatch(/110101199003078515|预算50万/u);
  await clock.until('Wed', '10:05');
  const due = await slack.user('agent1').expectDirectMessage(/双渠道确认/u);
  const form = (await due.click('已确认', { as: 'agent1' })).modal ?? expect.unreachable('no form');
  await slack.user('agent1').submits(form, { channel: 'email' });
  await due.expectUpdate(/双渠道确认：已完成/u);
  expect((await slack.user('agent1').runs(`/contact 确认 ${number} 短信`)).text).toMatch(/已确认渠道/u);
});

it('the message shortcut opens the form filled in, and what to say is shown before a call', async () => {
  const { slack } = await start();
  await slack.user('agent1').runs('/customer new 云帆科技');
  const message = slack.channel('support').hears('刚和云帆通了电话，他们希望月底前上线', { as: 'agent1' });
  const opened = await slack.user('agent1').shortcutOnMessage('contact-from-message', message);
  const form = opened.modal ?? expect.unreachable('no form');
  const sent = await slack.user('agent1').submits(form, { customer: '云帆科技', next: '无' });
  expect(sent.errors).toEqual({});
  const list = await slack.user('agent1').runs('/contact 列表 客户:云帆科技');
  expect(list.text).toMatch(/月底前上线/u);
  const track = await slack.user('agent1').runs('/contact 话术 投诉 云帆科技');
  expect(track.text).toMatch(/先共情/u);
  expect(track.text).toMatch(/月底前上线/u);
});

it('in English: a talk, the promise of a colleague, the ledger; and Chinese verbs glued to their number', async () => {
  const { slack, clock } = await start();
  await slack.user('mary').runs('/customer new Acme');
  const answer = await slack
    .user('mary')
    .runs(
      '/contact Acme phone discussed the renewal, they want 10% off mood:hesitant next:send the quote by Friday @Paul',
    );
  const number = contactIn(answer.text);
  expect(answer.text).toMatch(/talk with Acme recorded/u);
  expect(answer.text).toMatch(/-1 send the quote: Paul, by Fri \d+ \w+ 18:00/u);
  expect(answer.text).toMatch(/Mood: hesitant/u);
  await slack.user('paul').expectDirectMessage(/send the quote/u);
  await clock.until('Thu', '18:01');
  const reminder = await slack.user('paul').expectDirectMessage(/Follow-up is due in/u);
  const form = (await reminder.click('Later', { as: 'paul' })).modal ?? expect.unreachable('no form');
  const moved = await slack.user('paul').submits(form, { until: 'next Monday 5pm', words: 'waiting for prices' });
  expect(moved.errors).toEqual({});
  await slack.user('paul').expectDirectMessage(new RegExp(`${number}-1: now by Mon`, 'u'));
  const why = await slack.user('paul').runs(`/followup why ${number}-1`);
  expect(why.text).toMatch(/due Mon .* 17:00/u);
  const done = await slack.user('paul').runs(`/followup 完成${number}-1 sent`);
  expect(done.text).toMatch(/is confirmed/u);
  expect((await slack.user('mary').runs('/followup ledger')).text).toMatch(/Paul · 100% kept in time[^]*moved once/u);
});

it('a customer that may be several, or only resembles one, is asked about with the line ready to copy', async () => {
  const { slack } = await start();
  const agent = slack.user('agent1');
  await agent.runs('/customer new 云帆科技');
  await agent.runs('/customer new 云帆物流 !anyway');
  const several = await agent.runs('/contact 云帆 电话 聊续约，客户同意 下一步:无');
  expect(several.text).toMatch(/“云帆”可能是以下客户/u);
  expect(several.text).toMatch(/云帆科技 \(K\d+\)/u);
  expect(several.text).toMatch(/云帆物流 \(K\d+\)/u);
  const line = /\/contact .*customer:"[^"]+"/u.exec(several.text)?.[0] ?? expect.unreachable('no line to copy');
  const copied = await agent.runs(line);
  expect(copied.text).toMatch(/已登记与云帆(?:科技|物流)的沟通/u);
  expect((await agent.runs('/contact "云凡科技" 电话 聊续约')).text).toMatch(/可能是以下客户/u);
  const number = /K\d+/u.exec(several.text)?.[0] ?? '';
  expect((await agent.runs(`/contact ${number} 电话 聊交付，客户满意 下一步:无`)).text).toMatch(/已登记与云帆/u);
  const form = (await agent.runs('/contact')).modal ?? expect.unreachable('no form');
  const refused = await agent.submits(form, {
    customer: '云帆',
    content: '聊续约',
    next: '2月30日发报价',
    time: '明天',
  });
  expect(Object.keys(refused.errors ?? {}).toSorted()).toEqual(['next', 'time']);
  const again = await agent.submits(form, { customer: '云帆', content: '聊续约', next: '', time: '' });
  expect(again.errors).toMatchObject({ customer: expect.stringMatching(/云帆科技/u) });
  expect(await database.prisma.contact.count()).toBe(2);
});

it('on hold until the next talk: it is reminded of then, promises go on, and what nobody wants any more is dropped with its reason', async () => {
  const { slack, clock } = await start();
  const agent = slack.user('agent1');
  await agent.runs('/customer new 云帆科技');
  const number = contactIn((await agent.runs('/contact 云帆科技 电话 客户说下月再议 下一步:周三前发资料')).text);
  expect((await agent.runs(`/contact 暂缓 ${number} 周四上午10点 等预算批下来`)).text).toMatch(
    /已暂缓，下次沟通：.*（周四）10:00[^]*未完成的承诺照常提醒/u,
  );
  expect((await agent.runs(`/contact show ${number}`)).text).toMatch(/暂缓[^]*等预算批下来/u);
  expect((await agent.runs(`/followup 取消 ${number}-1`)).text).toMatch(/缺少原因/u);
  expect((await agent.runs(`/followup 取消 ${number}-1 客户自己下载了`)).text).toMatch(/已取消/u);
  await clock.until('Thu', '10:01');
  const due = await agent.expectDirectMessage(/下次沟通/u);
  expect(due.text).toMatch(/该再和客户聊一次了/u);
  await due.click('恢复跟进', { as: 'agent1' });
  await due.expectUpdate(/下次沟通：已完成/u);
  expect((await agent.runs(`/contact 恢复 ${number}`)).text).toMatch(/没有暂缓/u);
  expect((await agent.runs(`/contact 知道了 ${number}`)).text).toMatch(/没有需要知悉的事项/u);
  expect((await slack.user('mary').runs(`/contact show ${number}`)).text).toMatch(/belongs to/u);
});
