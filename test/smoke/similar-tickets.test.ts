import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();
const FIRST = '/ticket 二楼打印机频繁卡纸，影响所有人打印合同 客户:云帆科技 部门:客服部';
const ALIKE = '/ticket 二楼打印机又频繁卡纸，影响所有人打印合同 客户:云帆科技 部门:客服部';

describe('a colleague has just written down nearly the same', () => {
  it('is said before anything is saved; the ticket is a press away, and so is creating another one', async () => {
    const { slack, settle } = await startProduct(database);
    const [wang, li] = [slack.user('agent1'), slack.user('agent2')];
    const number = numberOf((await wang.runs(FIRST)).text);
    const warned = await li.runs(ALIKE);
    expect(warned.text).toMatch(/内容相近的工单[^]*还没有保存/);
    expect(warned.text).toContain(number);
    await settle();
    expect(slack.channel('support').messages()).toHaveLength(1);
    await warned.card?.click('详情', { as: 'agent2' });
    await li.expectEphemeral(new RegExp(`${number}[^]*处理记录`));
    await warned.card?.click('仍要新建', { as: 'agent2' });
    const created = await li.expectEphemeral(/工单 C\d+ 已创建/);
    expect(numberOf(created.text)).not.toBe(number);
    expect((await li.runs(`/ticket 查看 ${numberOf(created.text)}`)).text).toContain('又频繁卡纸');
  });

  it('not for one’s own, another customer, other words, what is over, or what one may not see', async () => {
    const { slack } = await startProduct(database);
    const [wang, li, mender] = [slack.user('agent1'), slack.user('agent2'), slack.user('mender')];
    const number = numberOf((await wang.runs(FIRST)).text);
    const creates = async (line: string, who = li) => expect((await who.runs(line)).text).toMatch(/工单 C\d+ 已创建/);
    await creates(ALIKE, wang);
    await creates(ALIKE.replace('云帆科技', '海蓝物流'));
    await creates('/ticket 想了解明年续费的价格和合同条款 客户:云帆科技 部门:客服部');
    await creates(ALIKE.replace('部门:客服部', '部门:after-sales'), mender);
    expect((await li.runs(ALIKE)).text).toMatch(/还没有保存/);
    await creates(`${ALIKE} !anyway`);
    expect((await wang.runs(`/ticket 取消 ${number} 录入重复`)).text).toMatch(/已取消/);
  });

  it('a form asks once more, keeps what was typed, and sent again it creates', async () => {
    const { slack } = await startProduct(database);
    const [wang, li] = [slack.user('agent1'), slack.user('agent2')];
    const number = numberOf((await wang.runs(FIRST)).text);
    const form = (await li.runs('/ticket')).modal ?? expect.unreachable('no form');
    const values = { description: '二楼打印机又频繁卡纸，影响所有人打印合同', customer: '云帆科技' };
    const again = (await li.submits(form, values)).modal ?? expect.unreachable('nothing was asked');
    expect(again.text).toMatch(new RegExp(`还没有保存[^]*${number}`));
    expect(again.values).toMatchObject(values);
    await li.submits(again);
    await li.expectDirectMessage(/工单 C\d+ 已创建/).catch(() => li.expectEphemeral(/工单 C\d+ 已创建/));
  });

  it('after a restart a typed line is not delayed for it, while a form still knows', async () => {
    const product = await startProduct(database);
    const { slack } = product;
    await slack.user('agent1').runs(FIRST);
    await product.restartAfter(1_000);
    const li = slack.user('agent2');
    const form = (await li.runs('/ticket')).modal ?? expect.unreachable('no form');
    const values = { description: '二楼打印机又频繁卡纸，影响所有人打印合同', customer: '云帆科技' };
    expect((await li.submits(form, values)).modal?.text).toMatch(/还没有保存/);
    expect((await li.runs(ALIKE)).text).toMatch(/工单 C\d+ 已创建/);
  });
});
