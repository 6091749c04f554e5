import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';
import { SMALL_COMPANY } from '../support/small-company.ts';

const database = useDatabase();

const YUNFAN = '/customer 新建 云帆科技 客户经理:@小王 联系人:张伟';

describe('caring for a customer', () => {
  it('a first payment asks for the welcome the next morning; the talk that is logged answers it', async () => {
    const { slack, clock, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    await wang.runs(YUNFAN);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    await wang.runs(`/customer 往来 云帆 付款 ${day} 3万`);
    await clock.until('Tue', '09:30');
    await settle();
    const card = await slack.channel('support').expectCard(/今日关怀/);
    expect(card.text).toMatch(/K00001-1 · 今日关怀/);
    expect(card.text).toMatch(/新客户关怀：首次电话.*首次付款或交付 11月23日/);
    const labels = card.buttons.map((button) => button.label);
    for (const label of ['已联系', '推迟', '不适用', '转交']) expect(labels).toContain(label);
    const modal = (await card.click('已联系', { as: 'agent1' })).modal ?? expect.unreachable('no form');
    expect(modal.values).toMatchObject({ customer: '云帆科技', channel: 'phone' });
    await wang.submits(modal, { content: '致谢，说明了服务承诺' });
    const told = await wang.expectEphemeral(/关怀提醒已随之完成/);
    expect(told.text).toMatch(/G\d+/);
    await settle();
    await card.expectUpdate(/客户关怀：已完成/);
  });

  it('every answer can be typed, in either language; what cannot be is refused with an example', async () => {
    const { slack, clock, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    await wang.runs(YUNFAN);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    for (const [line, fault] of [
      ['推迟', /哪位客户？/],
      ['推迟 云帆 3天', /现在没有关怀提醒/],
      ['done 谁也不是', /没有找到|找不到/],
      ['答复 H00009 云帆 参加', /没有活动 H00009/],
      ['原因 云帆 价格', /没有流失预警/],
    ] as const) {
      expect((await wang.runs(`/care ${line}`)).text, line).toMatch(fault);
    }
    await wang.runs(`/customer 往来 云帆 付款 ${day} 3万`);
    await expect
      .poll(async () => (await wang.runs('/care 本周')).text, { timeout: 5_000 })
      .toMatch(/未来 7 天：\d+ 项[^]*新客户关怀/);
    const plan = await wang.runs('/care plan 云帆');
    expect(plan.text).toMatch(/云帆科技：未来十二个月 \d+ 项关怀/);
    expect(plan.text).toMatch(/11月24日（周二） · 新客户关怀 · 首次电话[^]*首次付款或交付 11月23日/);
    expect((await wang.runs('/customer 查看 云帆')).text).toMatch(
      /下次关怀：新客户关怀 · 首次电话.*，11月24日（周二）/,
    );
    await clock.until('Tue', '09:30');
    await settle();
    const today = await wang.runs('/care');
    expect(today.text).toMatch(/今日关怀：1 位客户[^]*K00001-1 · 云帆科技/);
    expect((await wang.runs('/care 推迟 云帆 昨天')).text).toMatch(/过去|不晚于今天/);
    expect((await wang.runs('/care 转交 云帆 @小李')).text).toMatch(/已转交 小李/);
    await settle();
    expect((await slack.user('agent2').runs('/care today')).text).toMatch(/K00001-1/);
    expect((await slack.user('mender').runs('/care later 云帆 3')).text).toMatch(/需要.*权限/);
    expect((await slack.user('agent2').runs('/care later 云帆 3')).text).toMatch(/云帆科技：推迟到 11月27日（周五）/);
    await settle();
    await clock.until('Fri', '09:30');
    await settle();
    const again = await slack.channel('support').expectCard(/K00001-2/);
    const modal = (await again.click('不适用', { as: 'agent1' })).modal ?? expect.unreachable('no form');
    await wang.submits(modal, { reason: '客户昨天已来电' });
    await again.expectUpdate(/客户关怀：无需再处理/);
  }, 60_000);

  it('a campaign is looked at first, started by a lead, and answered by pressing', async () => {
    const { slack, clock, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    await wang.runs(`${YUNFAN} #重视性价比`);
    expect((await wang.runs('/care 活动 新品会 #重视性价比')).text).toMatch(/请用引号括起来/);
    expect((await wang.runs('/care 活动 "新品会" #没有')).text).toMatch(/没有选中任何客户/);
    const looked = await wang.runs('/care 活动 "新品会" #重视性价比');
    expect(looked.text).toMatch(/“新品会”将邀请 1 位客户[^]*还没有发出/);
    expect((await wang.runs('/care 活动 "新品会" #重视性价比 开始')).text).toMatch(/需要.*权限/);
    const started = await slack.user('lead').runs('/care 活动 "新品会" #重视性价比 开始');
    expect(started.text).toMatch(/H00001 已开始：1 位客户/);
    await clock.until('Mon', '11:00');
    await settle();
    // The owner is asked, and nobody else reads it.
    const card = await wang.expectDirectMessage(/活动邀约：邀请参加 · 活动“新品会”/);
    await wang.runs('/care 活动 H00001 名单');
    const list = await wang.expectEphemeral(/你的名单/);
    expect(list.text).toMatch(/你的名单：1 位，未答复 1 位[^]*云帆科技 · K00001[^]*11月23日（周一）提醒 · 小王/);
    expect(list.buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['参加', '犹豫', '谢绝']));
    await card.click('参加', { as: 'agent1' });
    await card.expectUpdate(/活动邀约：已完成/);
    expect((await wang.runs('/care 活动 H00001')).text).toMatch(/邀请 1 · 参加 1/);
    expect((await wang.runs('/care campaign H00001 list')).text).toMatch(/1 位，未答复 0 位[^]*参加 · 小王/);
    expect((await wang.runs('/care 计划 云帆')).text).toMatch(/客户参加：确认细节/);
  });

  it('in a team without a channel whoever has the customer is asked, and where nobody has it whoever leads', async () => {
    const policy = SMALL_COMPANY.replace('channels: { slack: C0SUPPORT }', 'channels: {}');
    const { slack, clock, settle } = await startProduct(database, { policy });
    const wang = slack.user('agent1');
    await wang.runs(YUNFAN);
    await wang.runs('/customer 新建 星河物流');
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    for (const name of ['云帆', '星河']) await wang.runs(`/customer 往来 ${name} 付款 ${day} 3万`);
    await clock.until('Tue', '09:30');
    await settle();
    const own = await wang.expectDirectMessage(/K00001-1 · 今日关怀/);
    expect(own.text).toMatch(/新客户关怀：首次电话/);
    const led = await slack.user('lead').expectDirectMessage(/K00002-1 · 今日关怀/);
    expect(led.text).toMatch(/星河物流/);
    const asked = slack
      .user('lead')
      .directMessages()
      .filter(({ text }) => /K00001-1/.test(text));
    expect(asked).toEqual([]);
  });
});
