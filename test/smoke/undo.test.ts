import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();
const PRINTER = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 部门:客服部 !紧急 #打印机卡纸';

describe('what was done a moment ago is taken back', () => {
  it('a resolution: nothing is owed for it any more, the clocks run as before, and the thread says so', async () => {
    const { slack, settle, clock } = await startProduct(database);
    const [wang, channel] = [slack.user('agent1'), slack.channel('support')];
    const number = numberOf((await wang.runs(PRINTER)).text);
    const card = await channel.expectCard(new RegExp(number));
    await wang.runs(`/ticket 认领 ${number}`);
    const answer = await wang.runs(`/ticket 解决 ${number} 已更换搓纸轮`);
    await settle();
    await card.expectUpdate(/已完成/);
    await clock.forward(4 * MINUTE_MS);
    const button = answer.card ?? expect.unreachable('no private answer');
    await button.click('撤销', { as: 'agent1' });
    await wang.expectEphemeral(/已撤销解决/);
    await settle();
    await card.expectUpdate(/处理中/);
    await card.expectReply(/小王 撤销了解决/);
    const why = (await wang.runs(`/ticket 为什么 ${number}`)).text;
    expect(why).toMatch(/告知结果：[^\n]*无需再处理/);
    expect(why).toMatch(/回访：[^\n]*无需再处理/);
    expect(why).toMatch(/首次响应：[^\n]*计时中/);
    // Nobody reached the customer: that runs out as if nothing had happened.
    await clock.until('Mon', '10:16');
    await channel.expectCard(new RegExp(`${number} · 首次响应`));
    // What a withdrawn resolution would have owed is never spoken of.
    await clock.until('Mon', '13:40');
    expect(channel.messages().filter(({ text }) => /告知结果/.test(text))).toEqual([]);
  });

  it('a press too late, twice, by somebody else, or after somebody acted, takes nothing back', async () => {
    const { slack, clock } = await startProduct(database);
    const [wang, li] = [slack.user('agent1'), slack.user('agent2')];
    const number = numberOf((await wang.runs(PRINTER)).text);
    const taken = (await wang.runs(`/ticket 认领 ${number}`)).card ?? expect.unreachable('no answer');
    expect((await li.runs(`/ticket 撤销 ${number}`)).text).toMatch(/是 小王 做的，只有本人能撤销/);
    await Promise.all([taken.click('撤销', { as: 'agent1' }), taken.click('撤销', { as: 'agent1' })]);
    await wang.expectEphemeral(/已撤销认领/);
    await wang.expectEphemeral(/没有可撤销的操作/);
    expect((await wang.runs(`/ticket 查看 ${number}`)).text).toMatch(/待处理[^]*暂无人认领/);

    const again = (await wang.runs(`/ticket 认领 ${number}`)).card ?? expect.unreachable('no answer');
    await li.runs(`/ticket 备注 ${number} 备件在路上`);
    await again.click('撤销', { as: 'agent1' });
    await wang.expectEphemeral(/小李 之后又在/);
    await slack.user('lead').runs(`/ticket 分派 ${number} @agent2`);
    await clock.forward(6 * MINUTE_MS);
    expect((await slack.user('lead').runs(`/ticket 撤销 ${number}`)).text).toMatch(/已过 5 分钟/);
  });

  it('whoever has handed a ticket of another team on, and has no part in it since, may have it back; nobody else may', async () => {
    const { slack } = await startProduct(database);
    const [lead, mender] = [slack.user('lead'), slack.user('mender')];
    const number = numberOf(
      (await slack.user('agent1').runs('/ticket 送修的扫码枪还没有消息 客户:云帆科技 部门:售后部')).text,
    );
    await slack.user('admin').runs(`/ticket 分派 ${number} @lead`);
    expect((await lead.runs(`/ticket 分派 ${number} @mender`)).text).toMatch(/已分派/);
    expect((await slack.user('agent2').runs(`/ticket 撤销 ${number}`)).text).not.toMatch(/陈组长|已撤销/);
    expect((await lead.runs(`/ticket 撤销 ${number}`)).text).toMatch(/已撤销分派/);
    expect((await lead.runs(`/ticket 查看 ${number}`)).text).toMatch(/陈组长/);
    expect((await mender.runs(`/ticket 撤销 ${number}`)).text).not.toMatch(/已撤销/);
  });

  it('a message about what was taken back, still waiting, is not sent; what was sent is followed by another', async () => {
    const { slack, settle } = await startProduct(database);
    const [lead, channel] = [slack.user('lead'), slack.channel('support')];
    const number = numberOf((await slack.user('agent1').runs(PRINTER)).text);
    const card = await channel.expectCard(new RegExp(number));
    await lead.runs(`/ticket 分派 ${number} @agent2`);
    await card.expectReply(/分派给 小李/);
    await lead.runs(`/ticket 撤销 ${number}`);
    await settle();
    await card.expectReply(/陈组长 撤销了分派/);
    await card.expectUpdate(/暂无人认领/);
    await lead.runs(`/ticket 取消 ${number} 录入重复`);
    await lead.runs(`/ticket 撤销 ${number}`);
    await settle();
    expect(card.text).toMatch(/待处理/);
    expect(
      card
        .thread()
        .map(({ text }) => text)
        .filter((text) => /撤销/.test(text)),
    ).toHaveLength(2);
  });
});
