import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';

const database = useDatabase();

const NEW_YUNFAN =
  '/customer 新建 云帆科技有限公司 简称:云帆 行业:制造业 年额:30万 合作:2024-03-01 客户经理:@小王 联系人:张伟 职务:采购经理 电话:13800138000 渠道:电话 #重视性价比 !vip';

describe('a customer', () => {
  it('is added in one line, and its card says whom to call and how', async () => {
    const { slack } = await startProduct(database);
    const made = await slack.user('agent1').runs(NEW_YUNFAN);
    expect(made.text).toMatch(/已新建客户 云帆科技有限公司，编号 K00001/);
    const card = await slack.user('agent2').runs('/customer 查看 云帆');
    for (const word of [
      '云帆科技有限公司',
      'VIP',
      '制造业',
      '小王',
      '张伟',
      '采购经理',
      '偏好电话',
      '#重视性价比',
      '2024-03-01',
    ]) {
      expect(card.text).toContain(word);
    }
    expect(card.text).toMatch(/建议联系方式：电话.*（对方偏好）/);
    expect(card.text).toMatch(/未完成工单：没有/);
    expect(card.text).toContain('138****8000');
    expect(card.text).not.toContain('13800138000');
  });

  it('is found by short name, pinyin, initials, number, a part of the name, and with a slip', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(NEW_YUNFAN);
    for (const typed of [
      '云帆',
      'yunfan',
      'yf',
      'YF',
      'k1',
      'K00001',
      '云帆科技',
      '云凡科技',
      'yunfna',
      'yunfankeji',
      '帆科',
    ]) {
      const card = await slack.user('agent2').runs(`/customer 查找 ${typed}`);
      expect(card.text, typed).toContain('云帆科技有限公司');
    }
    const nobody = await slack.user('agent2').runs('/customer 查看 蓝海物流');
    expect(nobody.text).toMatch(/找不到与“蓝海物流”相近的客户/);
    expect(nobody.card?.buttons.map((each) => each.label)).toEqual(['新建客户', '全部客户']);
  });

  it('that several names fit is asked for with buttons, and the same deed goes on', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs('/customer 新建 云帆科技');
    await slack.user('agent1').runs('/customer 新建 云帆物流 !仍要创建');
    const asked = await slack.user('agent1').runs('/customer 标签 云帆 #预算敏感型');
    expect(asked.text).toMatch(/“云帆”可能是以下 2 个客户之一/);
    await asked.card?.click('用 云帆物流');
    await slack.user('agent1').expectEphemeral(/云帆物流的标签：#预算敏感型/);
    const card = await slack.user('agent1').runs('/customer 查看 云帆物流');
    expect(card.text).toContain('#预算敏感型');
  });

  it('that resembles another is asked about first: use the other, or create anyway', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(NEW_YUNFAN);
    const asked = await slack.user('agent2').runs('/customer 新建 云凡科技有限公司 行业:零售');
    expect(asked.text).toMatch(/已有与“云凡科技有限公司”相近的客户/);
    expect(await database.prisma.customer.count()).toBe(1);
    await asked.card?.click('仍要创建');
    await slack.user('agent2').expectEphemeral(/已新建客户 云凡科技有限公司，编号 K00002/);
    const again = await slack.user('agent2').runs('/customer 新建 云帆科技有限公司');
    expect(again.text).toMatch(/相近|已存在/);
    await again.card?.click('用 云帆');
    await slack.user('agent2').expectEphemeral(/采购经理/);
    expect(await database.prisma.customer.count()).toBe(2);
  });

  it('is added by the form, which asks once about its like', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(NEW_YUNFAN);
    const { modal } = await slack.user('agent2').runs('/customer');
    const refused = await slack
      .user('agent2')
      .submits(modal ?? expect.unreachable(), { name: '云帆科技', phone: 'abc', amount: '很多' });
    expect(refused.errors).toEqual({
      phone: expect.stringMatching(/不是电话/),
      amount: expect.stringMatching(/不是金额/),
    });
    const asked = await slack
      .user('agent2')
      .submits(refused.modal ?? expect.unreachable(), { name: '云帆科技', phone: '13900139000', amount: '5万' });
    expect(asked.modal?.text).toMatch(/已有相近的客户：云帆科技有限公司/);
    expect(await database.prisma.customer.count()).toBe(1);
    const done = await slack.user('agent2').submits(asked.modal ?? expect.unreachable());
    expect(done.modal).toBeNull();
    await slack.user('agent2').expectEphemeral(/已新建客户 云帆科技/);
  });
});

describe("a ticket's customer", () => {
  it('may be given by its short name, its initials or its number, and is told by its full name', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs(NEW_YUNFAN);
    for (const [typed, what] of [
      ['云帆', '打印机卡纸'],
      ['yf', '扫码枪坏了'],
      ['K00001', '发票开错了'],
      ['云帆科技', '门禁卡失灵'],
    ] as const) {
      const made = await slack.user('agent1').runs(`/ticket ${what}，影响二楼 客户:${typed} 部门:客服部`);
      expect(made.text, typed).toContain(`“${typed}”识别为客户 云帆科技有限公司`);
      await slack.channel('support').expectCard(new RegExp(`${what}[^]*客户 {2}云帆科技有限公司 · VIP`));
    }
    expect(await database.prisma.customer.count()).toBe(1);
    const list = await slack.user('agent1').runs('/ticket 列表 客户:yf');
    expect(list.text).toMatch(/的工单：4 个/);
  });

  it('whom several names fit stays as typed, and those are offered', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs('/customer 新建 云帆科技');
    await slack.user('agent1').runs('/customer 新建 云帆物流 !仍要创建');
    const made = await slack.user('agent1').runs('/ticket 打印机卡纸，影响二楼 客户:云帆 部门:客服部');
    expect(made.text).toMatch(/工单 C\d+ 已创建/);
    expect(made.text).toMatch(/有几个客户都叫“云帆”，暂按原文登记/);
    const card = await slack.channel('support').expectCard(/打印机卡纸/);
    expect(card.text).toMatch(/客户 {2}云帆$/m);
    await made.card?.choose(/客户：云帆/, '云帆物流');
    await card.expectUpdate(/客户 {2}云帆物流/);
  });

  it('that nobody knows yet is a new one, found by its sound a moment later', async () => {
    const { slack, restartAfter } = await startProduct(database);
    const made = await slack.user('agent1').runs('/ticket 打印机卡纸，影响二楼 客户:蓝海物流 部门:客服部');
    expect(made.text).not.toMatch(/识别为|都叫/);
    expect((await slack.user('agent1').runs('/customer 查看 蓝海')).text).toMatch(
      /蓝海物流 · K00001[^]*未完成工单：1 个/,
    );
    await restartAfter(0);
    await expect
      .poll(async () => (await slack.user('agent1').runs('/customer 查找 lanhai')).text, { timeout: 5_000 })
      .toContain('蓝海物流');
  });
});

it('the lines that the README shows do what it says', async () => {
  const { slack } = await startProduct(database);
  const made = await slack
    .user('agent1')
    .runs(
      '/customer 新建 晨曦科技 简称:晨曦 行业:零售 年额:30万 合作:2024-03-01 客户经理:@小林 联系人:张伟 电话:13800138000 #重视性价比',
    );
  expect(made.text).toMatch(/已新建客户 晨曦科技/);
  expect((await slack.user('agent1').runs('/customer event 晨曦 订单 昨天 3万')).text).toMatch(
    /已登记 \d{4}-\d\d-\d\d 的订单/,
  );
});
