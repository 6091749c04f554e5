import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

describe('a ticket in one line', () => {
  it('takes customer, kind, urgency, team and problem from the marks and assumes nothing', async () => {
    const { slack } = await startProduct(database);
    const answer = await slack
      .user('agent1')
      .runs('/ticket 打印机频繁卡纸，影响二楼所有人 客户：云帆科技 类型：投诉 部门：客服部 ！紧急 #打印机卡纸');
    expect(answer.text).toMatch(/工单 C\d{9} 已创建，由客服部处理/);
    expect(answer.text).not.toMatch(/系统推断/);
    expect(answer.card?.buttons.map((each) => each.label)).toEqual(['详情', '修改', '认领']);
    const card = await slack.channel('support').expectCard(/打印机卡纸/);
    for (const word of ['云帆科技', '紧急', '投诉', '客服部', '小王', '暂无人认领']) expect(card.text).toContain(word);
    expect(card.notification).toMatch(/紧急.*云帆科技/);
    expect(slack.channel('after-sales').messages()).toEqual([]);
  });

  it('infers what is missing, says so, and goes to the team that handles the kind', async () => {
    const { slack } = await startProduct(database);
    const answer = await slack.user('agent1').runs('/ticket 我要投诉，昨天修好的空调今天又漏水了');
    expect(answer.text).toMatch(/由售后部处理/);
    expect(answer.text).toMatch(/系统推断.*投诉/);
    expect(answer.text).toMatch(/系统推断.*售后部/);
    await slack.channel('after-sales').expectCard(/空调今天又漏水了/);
    expect(slack.channel('support').messages()).toEqual([]);
  });

  it('starts the clock when the customer spoke; entered too late it is late at once, and says so', async () => {
    const { slack, clock } = await startProduct(database);
    const answer = await slack.user('agent1').runs('/ticket 发票开错了 客户:云帆 部门:客服部 !紧急 时间:9:30');
    expect(answer.text).toMatch(/录入时首个时限已过/);
    const card = await slack.channel('support').expectCard(/发票开错了/);
    expect(card.text).toMatch(/客户提出 {2}09:30/);
    await clock.until('Mon', '10:01');
    await slack.channel('support').expectCard(/首次响应已超时 1\d 分钟/);
  });

  it('works behind the name of the bot and in its direct talk, in Chinese', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').says('工单 发票抬头开错了，要重开 客户:云帆');
    await slack.user('agent1').expectDirectMessage(/工单 C\d+ 已创建/);
    await slack.user('agent2').says('/ticket 门禁卡刷不开三楼的门 客户:云帆', { channel: 'lobby' });
    await slack.user('agent2').expectEphemeral(/工单 C\d+ 已创建/);
  });

  it('created in any channel has its card in the channel of its team, not where it was typed', async () => {
    const { slack } = await startProduct(database);
    await slack.user('agent1').runs('/ticket 门禁卡刷不开三楼的门 部门:客服部', { channel: 'lobby' });
    await slack.channel('support').expectCard(/门禁卡/);
    expect(slack.channel('lobby').messages()).toEqual([]);
  });
});

describe('the form', () => {
  it('asks once about a description that says nothing, and then takes it', async () => {
    const { slack } = await startProduct(database);
    const { modal } = await slack.user('agent1').runs('/ticket');
    const asked = await slack.user('agent1').submits(modal ?? expect.unreachable(), {
      description: '有问题',
      kind: '咨询',
    });
    expect(asked.modal?.text).toMatch(/具体是什么现象/);
    expect(asked.modal?.text).toMatch(/影响多少人/);
    expect(asked.modal?.values).toMatchObject({ description: '有问题' });
    expect(await database.prisma.ticket.count()).toBe(0);
    const done = await slack.user('agent1').submits(asked.modal ?? expect.unreachable());
    expect(done.modal).toBeNull();
    await slack.channel('support').expectCard(/有问题/);
  });

  it('opens from the global shortcut, and the answer comes as a direct message', async () => {
    const { slack } = await startProduct(database);
    const opened = await slack.user('agent1').shortcut('new-ticket');
    const done = await slack
      .user('agent1')
      .submits(opened.modal ?? expect.unreachable('no form'), { description: '发票抬头开错了，要重开' });
    expect(done.modal).toBeNull();
    await slack.channel('support').expectCard(/发票抬头开错了/);
    await slack.user('agent1').expectDirectMessage(/工单 C\d+ 已创建/);
  });

  it('that Slack does not open says so, and nothing is saved', async () => {
    const { slack } = await startProduct(database);
    slack.failNext('views.open', 'hang');
    const answer = await slack.user('agent1').runs('/ticket');
    expect(answer.tookMs).toBeLessThan(3_000);
    expect(answer.text).toMatch(/未能及时打开表单，没有保存任何内容/);
    expect(await database.prisma.ticket.count()).toBe(0);
  });
});

describe('correcting', () => {
  it('by a form that lay open while others worked on the ticket changes only what was changed in it', async () => {
    const { slack } = await startProduct(database);
    const created = await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
    const number = numberOf(created.text);
    const card = await slack.channel('support').expectCard(/发票抬头/);
    const form = (await created.card?.click('修改'))?.modal ?? expect.unreachable('no form');
    await slack.user('agent2').runs(`/ticket 修改 ${number} !紧急 客户:云帆科技`);
    await slack.user('agent2').runs(`/ticket 认领 ${number}`);
    await card.expectUpdate(/负责人 {2}小李/);
    const done = await slack.user('agent1').submits(form, { 'problem-type': '发票' });
    expect(done.modal).toBeNull();
    await card.expectUpdate(/问题类型 {2}发票/);
    expect(card.text).toMatch(/紧急程度 {2}紧急/);
    expect(card.text).toMatch(/云帆科技/);
    expect(card.text).toMatch(/负责人 {2}小李/);
  });

  it('by a form submitted after the ticket was cancelled is refused privately', async () => {
    const { slack } = await startProduct(database);
    const created = await slack.user('agent1').runs('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部');
    const form = (await created.card?.click('修改'))?.modal ?? expect.unreachable('no form');
    await slack.user('agent2').runs(`/ticket 取消 ${numberOf(created.text)} 重复录入`);
    const done = await slack.user('agent1').submits(form, { urgency: '紧急' });
    // What was typed stays in the form, and the refusal stands beside it.
    expect(`${Object.values(done.errors).join()} ${form.text}`).toMatch(/目前“已取消”，不能这样操作/);
  });
});
