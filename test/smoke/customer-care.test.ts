import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

const YUNFAN =
  '/customer 新建 云帆科技 年额:60万 合作:2020-03-01 客户经理:@小王 联系人:张伟 电话:13800138000 邮箱:zhang@yunfan.example';

describe('keeping a profile', () => {
  it('marks change what they name, a dash clears it, and what cannot be read is refused with an example', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(YUNFAN);
    expect(
      (await slack.user('agent1').runs('/customer 修改 云帆 规模:200人 合同:2026-01-01~2026-12-31 简称:小帆')).text,
    ).toMatch(/已保存/);
    const card = await slack.user('agent1').runs('/customer 查看 小帆');
    for (const word of ['200人', '到期 2026-12-31']) expect(card.text).toContain(word);
    await slack.user('agent1').runs('/customer 修改 云帆 规模:-');
    expect((await slack.user('agent1').runs('/customer 查看 云帆')).text).not.toContain('200人');
    for (const [line, fault] of [
      ['修改 云帆 合作:2024-02-30', /2024-02-30.*不存在/],
      ['修改 云帆 合作:3/4/2024', /可能是两个日期.*2024-03-04、2024-04-03/],
      ['修改 云帆 合同:2026-12-31~2026-01-01', /合同结束早于开始/],
      ['修改 云帆 客户经理:@张三', /找不到同事“@张三”/],
      ['修改 云帆 年额:很多', /不是金额/],
    ] as const) {
      const refused = await slack.user('agent1').runs(`/customer ${line}`);
      expect(refused.text, line).toMatch(fault);
      expect(refused.text, line).toMatch(/没有任何改动/);
    }
  });

  it('the form changes only what was changed in it, and empties what was emptied', async () => {
    const { slack } = await startProduct(database);
    const made = await slack.user('agent1').runs(`${YUNFAN} 行业:制造业`);
    await made.card?.click('修改');
    const form = (await slack.user('agent1').runs('/customer 修改 云帆')).modal ?? expect.unreachable('no form');
    expect(form.values).toMatchObject({ name: '云帆科技', industry: '制造业', amount: '600000' });
    await slack.user('agent2').runs('/customer 修改 云帆 产品:云平台');
    const done = await slack.user('agent1').submits(form, { industry: '', size: '500人' });
    expect(done.modal).toBeNull();
    const { text } = await slack.user('agent1').runs('/customer 查看 云帆');
    expect(text).toContain('云平台');
    expect(text).toContain('500人');
    expect(text).not.toContain('制造业');
  });

  it('people have a preferred channel and a birthday in either calendar, and may leave', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(YUNFAN);
    await slack.user('agent1').runs('/customer 联系人 云帆 李娜 职务:财务 渠道:微信 生日:农历八月十五');
    await slack.user('agent1').runs('/customer 联系人 云帆 张伟 生日:3-8');
    const card = await slack.user('agent1').runs('/customer 查看 云帆');
    expect(card.text).toMatch(/李娜 · 财务 · 偏好微信[^]*生日 农历八月十五/);
    expect(card.text).toMatch(/张伟[^]*138\*{4}8000 · z\*\*\*@yunfan\.example · 生日 3月8日/);
    expect((await slack.user('agent1').runs('/customer 联系人 云帆 王芳 生日:13-40')).text).toMatch(/不存在/);
    expect((await slack.user('agent1').runs('/customer 联系人 云帆 张伟 离职')).text).toMatch(/张伟 已离开云帆科技/);
    const later = await slack.user('agent1').runs('/customer 查看 云帆');
    expect(later.text).toMatch(/张伟（已离职）/);
    expect(later.text).toMatch(/建议联系方式：微信/);
    expect((await slack.user('agent1').runs('/customer 联系人 云帆 赵云 离职')).text).toMatch(/没有名为“赵云”的联系人/);
  });

  it('cooperation events have a day and an amount; the first one begins the cooperation', async () => {
    const { slack, clock } = await startProduct(database);
    await slack.user('agent1').runs('/customer 新建 蓝海物流');
    expect((await slack.user('agent1').runs('/customer 查看 蓝海物流')).text).toContain('潜在客户');
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const done = await slack.user('agent1').runs(`/customer 往来 蓝海 订单 ${day} 3万`);
    expect(done.text).toMatch(new RegExp(`蓝海物流：已登记 ${day} 的订单`));
    const card = await slack.user('agent1').runs('/customer 查看 蓝海');
    expect(card.text).toContain('新客户');
    expect(card.text).toContain(`• ${day} · 订单 · 3万`);
    expect((await slack.user('agent1').runs('/customer 往来 蓝海 订单 2199-01-01')).text).toMatch(/没有任何改动/);
    expect((await slack.user('agent1').runs('/customer 往来 蓝海 2026-01-01')).text).toMatch(
      /可选：订单、付款、交付、续签/,
    );
  });
});

it('a name or mark that changes is seen on the cards of open tickets', async () => {
  const { slack } = await startProduct(database);
  await slack.user('agent1').runs('/customer 新建 云帆科技');
  await slack.user('agent1').runs('/ticket 打印机卡纸，影响二楼 客户:云帆科技 部门:客服部');
  const card = await slack.channel('support').expectCard(/打印机卡纸/);
  await slack.user('agent1').runs('/customer 修改 云帆 !vip');
  await card.expectUpdate(/客户 {2}云帆科技 · VIP/);
  await slack.user('agent1').runs('/customer 修改 云帆 名称:远航科技');
  await card.expectUpdate(/客户 {2}远航科技 · VIP/);
  expect((await slack.user('agent1').runs('/customer 查看 云帆科技')).text).toContain('远航科技 · K00001');
});

describe('the tier', () => {
  it('follows from amount, time and interactions, says so, and is pinned by a lead with a reason', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(YUNFAN);
    const before = await slack.user('agent1').runs('/customer 等级 云帆');
    expect(before.text).toMatch(/普通：年合同额 60万，合作 \d+ 年 \d+ 个月，90 天内互动 0 次/);
    expect((await slack.user('agent2').runs('/customer 等级 云帆 A 战略合作伙伴')).text).toMatch(/只有组长及以上/);
    expect((await slack.user('lead').runs('/customer 等级 云帆 A')).text).toMatch(/需要写明原因/);
    const pinned = await slack.user('lead').runs('/customer 等级 云帆 A 战略合作伙伴');
    expect(pinned.text).toMatch(/已指定为A 级/);
    expect(pinned.text).toMatch(/等级由普通变为A 级/);
    const card = await slack.user('agent2').runs('/customer 查看 云帆');
    expect(card.text).toMatch(/A 级，陈组长 指定：战略合作伙伴/);
    expect((await slack.user('lead').runs('/customer 等级 云帆 自动')).text).toMatch(/恢复按规则计算，目前普通/);
  });
});

describe('who may see what', () => {
  it('phones and mail are shown in full to those who look after the customer, and each look is recorded', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(YUNFAN);
    const refused = await slack.user('agent2').runs('/customer 完整 云帆');
    expect(refused.text).toMatch(/只有客户经理、其未完成工单的负责人或组长可以查看/);
    expect(refused.text).not.toContain('13800138000');
    expect(await database.prisma.audit.count()).toBe(0);
    const shown = await slack.user('agent1').runs('/customer 完整 云帆');
    expect(shown.text).toContain('13800138000');
    expect(shown.text).toContain('zhang@yunfan.example');
    const [entry] = await database.prisma.audit.findMany();
    expect(entry).toMatchObject({ by: 'agent1', what: 'revealed', data: { number: 1, people: 1 } });
    expect(JSON.stringify(entry?.data)).not.toContain('138');
    // Whoever must call them about an open ticket may see the number.
    const ticket = await slack.user('agent2').runs('/ticket 打印机卡纸，影响二楼 客户:云帆 部门:客服部');
    await slack.user('agent2').runs(`/ticket 认领 ${numberOf(ticket.text)}`);
    expect((await slack.user('agent2').runs('/customer 完整 云帆')).text).toContain('13800138000');
    expect(await database.prisma.audit.count()).toBe(2);
  });

  it('a table leaves by a manager only, recorded, and no cell of it is a formula', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs('/customer 新建 "=HYPERLINK(1)" 联系人:张伟 电话:"+86 13800138000"');
    expect((await slack.user('agent1').runs('/customer 导出')).text).toMatch(/只有主管及以上/);
    const table = await slack.user('manager').runs('/customer 导出 全部');
    expect(table.text).toContain("'=HYPERLINK(1)");
    expect(table.text).toContain("'+86 13800138000");
    expect(await database.prisma.audit.findMany()).toMatchObject([{ by: 'wang', what: 'exported', data: { rows: 1 } }]);
  });
});

describe('two entries of one customer', () => {
  it('become one with all their history; the old name and number lead on, and no circle closes', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(YUNFAN);
    await slack.user('agent1').runs('/customer 新建 云帆科技有限公司 联系人:李娜 行业:制造业 #决策周期长 !仍要创建');
    const ticket = numberOf(
      (await slack.user('agent1').runs('/ticket 打印机卡纸，影响二楼 客户:云帆科技有限公司 部门:客服部')).text,
    );
    const ticketCard = await slack.channel('support').expectCard(/客户 {2}云帆科技有限公司/);
    expect((await slack.user('agent1').runs('/customer 合并 K00002 到 K00001 !确认')).text).toMatch(/只有组长及以上/);
    const asked = await slack.user('lead').runs('/customer 合并 K00002 到 K00001');
    expect(asked.text).toMatch(/把“云帆科技有限公司 K00002”并入“云帆科技 K00001”吗/);
    await asked.card?.click('确认合并');
    await slack.user('lead').expectEphemeral(/K00002 已并入云帆科技.*工单 1 个/);
    await ticketCard.expectUpdate(/客户 {2}云帆科技$/m);
    for (const typed of ['K00002', '云帆科技有限公司', '云帆']) {
      const card = await slack.user('agent1').runs(`/customer 查看 ${typed}`);
      for (const word of ['K00001', '李娜', '张伟', '制造业', '#决策周期长', ticket])
        expect(card.text, typed).toContain(word);
    }
    expect((await slack.user('lead').runs('/customer 合并 K00001 到 K00002 !确认')).text).toMatch(/已经是同一个客户/);
    expect(await database.prisma.customer.count({ where: { mergedInto: null } })).toBe(1);
    const another = await slack
      .user('agent1')
      .runs('/ticket 扫码枪坏了，收银台不能用 客户:云帆科技有限公司 部门:客服部');
    expect((await slack.user('agent1').runs('/customer 查看 云帆')).text).toContain(numberOf(another.text));
  });
});

describe('the list', () => {
  it('shows mine, a tier, a tag, and those who matter most first', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs('/customer 新建 蓝海物流 #老客户');
    await slack.user('agent1').runs(`${YUNFAN} !vip`);
    const all = await slack.user('agent2').runs('/customer 列表');
    expect(all.text).toMatch(/全部客户：2 个[^]*云帆科技 · VIP[^]*蓝海物流/);
    expect((await slack.user('agent1').runs('/customer 列表 我的')).text).toMatch(/我的客户：1 个[^]*云帆科技/);
    expect((await slack.user('agent2').runs('/customer 列表 我的')).text).toMatch(/我的客户：没有/);
    expect((await slack.user('agent2').runs('/customer 列表 #老客户')).text).toMatch(/1 个[^]*蓝海物流/);
    expect((await slack.user('agent2').runs('/customer 列表 潜在客户')).text).toMatch(/1 个[^]*蓝海物流/);
  });
});
