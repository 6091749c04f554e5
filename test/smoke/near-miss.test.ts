import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();
const PRINTER = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 部门:客服部 !紧急 #打印机卡纸';

describe('what was nearly typed', () => {
  it('is done by a press: a slip in the command, English, Chinese and in full width', async () => {
    const { slack } = await startProduct(database);
    const wang = slack.user('agent1');
    for (const [typed, label] of [
      [(n: string) => `/ticket tkae ${n}`, 'take'],
      [(n: string) => `/ticket 认令 ${n}`, '认领'],
      [(n: string) => `/ticket 认令${n}`, '认领'],
      [(n: string) => `/ticket ｔｋａｅ　${n}`, 'take'],
    ] as const) {
      const number = numberOf((await wang.runs(`${PRINTER}${label} ${typed(label)}`)).text);
      const refused = await wang.runs(typed(number));
      expect(refused.text).toMatch(/没有任何改动/);
      await refused.card?.click(`${label} ${number}`, { as: 'agent1' });
      await wang.expectEphemeral(new RegExp(`${number} 已由您认领`));
    }
  });

  it('keeps the words: a mistyped resolution with its result is one press', async () => {
    const { slack } = await startProduct(database);
    const wang = slack.user('agent1');
    const number = numberOf((await wang.runs(PRINTER)).text);
    const refused = await wang.runs(`/ticket resovle ${number} 已更换搓纸轮`);
    await refused.card?.click(`resolve ${number}`, { as: 'agent1' });
    await wang.expectEphemeral(/已解决/);
    expect((await wang.runs(`/ticket 查看 ${number}`)).text).toContain('已更换搓纸轮');
  });

  it('a wrong number offers the nearest ones, one’s own first, never those of strangers; a press does the deed', async () => {
    const { slack } = await startProduct(database);
    const [wang, mender] = [slack.user('agent1'), slack.user('mender')];
    const first = numberOf((await wang.runs(`${PRINTER} 一`)).text);
    const own = numberOf((await wang.runs(`${PRINTER} 二 @agent1`)).text);
    const theirs = numberOf((await mender.runs('/ticket 保修卡丢了 客户:海蓝 部门:after-sales')).text);
    const refused = await wang.runs(`/ticket 认领 ${own.slice(0, -1)}9`);
    expect(refused.text).toMatch(/没有编号为/);
    expect(refused.text).toMatch(new RegExp(`${own}[^]*${first}`));
    expect(refused.text).not.toContain(theirs);
    expect(refused.text).not.toContain('海蓝');
    await refused.card?.click(`take ${own}`, { as: 'agent1' });
    await wang.expectEphemeral(new RegExp(`${own} 已由您认领`));

    const short = await wang.runs(`/ticket 备注 ${Number(first.slice(-3))} 备件在路上`);
    await short.card?.click(`note ${first}`, { as: 'agent1' });
    expect((await wang.runs(`/ticket 查看 ${first}`)).text).toContain('备件在路上');
    expect((await wang.runs('/ticket 认领 C202001999')).text).not.toMatch(/是不是这几个/);
  });

  it('a button of another release does nothing, whatever its line says', async () => {
    const { slack } = await startProduct(database);
    const wang = slack.user('agent1');
    const refused = await wang.runs('/ticket tkae C202611001');
    const block = JSON.parse(JSON.stringify(refused.card?.blocks)) as unknown;
    expect(JSON.stringify(block)).toContain('take C202611001');
    const before = slack.channel('support').messages().length;
    await refused.card?.click('take C202611001', { as: 'agent1' });
    await wang.expectEphemeral(/没有编号为 C202611001 的工单/);
    expect(slack.channel('support').messages()).toHaveLength(before);
  });
});
