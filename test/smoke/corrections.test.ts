import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { numberOf, startProduct } from '../support/product.ts';

const database = useDatabase();

describe('what was assumed is put right by one choice', () => {
  it('urgency, kind and team; a kind takes its team along, and the card and the clocks follow', async () => {
    const { slack, settle } = await startProduct(database);
    const wang = slack.user('agent1');
    const created = await wang.runs('/ticket 客户反映发票抬头不对 客户:云帆科技');
    const number = numberOf(created.text);
    const answer = created.card ?? expect.unreachable('no answer');
    expect(created.text).toMatch(/\[紧急程度：一般 ▾\][^]*\[沟通事由：咨询 ▾\][^]*\[责任部门：客服部 ▾\]/);
    await answer.choose(/紧急程度/, '紧急');
    await wang.expectEphemeral(new RegExp(`${number}：紧急程度已改为紧急，由客服部处理`));
    await answer.choose(/沟通事由/, '投诉');
    await wang.expectEphemeral(new RegExp(`${number}：沟通事由已改为投诉，由售后部处理`));
    await settle();
    const card = await slack.channel('after-sales').expectCard(new RegExp(number));
    expect(card.text).toMatch(/紧急[^]*投诉/);
    expect((await wang.runs(`/ticket 为什么 ${number}`)).text).toMatch(/首次响应：15 分钟（不分昼夜）/);
  });

  it('what was said is not asked for again, and a team that was named does not follow the kind', async () => {
    const { slack } = await startProduct(database);
    const wang = slack.user('agent1');
    const all = await wang.runs('/ticket 发票抬头不对 客户:云帆科技 类型:投诉 部门:客服部 !重要');
    expect(all.text).not.toContain('▾');
    const some = await wang.runs('/ticket 发票抬头写错了 客户:云帆科技 部门:客服部 !重要');
    expect(some.text).toMatch(/\[沟通事由/);
    expect(some.text).not.toMatch(/\[责任部门|\[紧急程度/);
    await some.card?.choose(/沟通事由/, '投诉');
    await wang.expectEphemeral(/沟通事由已改为投诉，由客服部处理/);
  });

  it('not after somebody else has corrected it, nor twice the same, nor on what is over', async () => {
    const { slack } = await startProduct(database);
    const [wang, lead] = [slack.user('agent1'), slack.user('lead')];
    const created = await wang.runs('/ticket 客户反映发票抬头不对 客户:云帆科技');
    const number = numberOf(created.text);
    const answer = created.card ?? expect.unreachable('no answer');
    await lead.runs(`/ticket 修改 ${number} !重要`);
    await answer.choose(/紧急程度/, '紧急');
    await wang.expectEphemeral(new RegExp(`陈组长 之后已经改过 ${number}`));
    expect((await wang.runs(`/ticket 查看 ${number}`)).text).toMatch(/重要/);
    // Another thing than the lead's is still free; one's own choice may be chosen anew.
    await answer.choose(/沟通事由/, '需求');
    await wang.expectEphemeral(/沟通事由已改为需求/);
    await answer.choose(/沟通事由/, '建议');
    await wang.expectEphemeral(/沟通事由已改为建议/);
    await answer.choose(/沟通事由/, '建议');
    await wang.expectEphemeral(/没有要修改的内容|没有任何改动/);
    await wang.runs(`/ticket 取消 ${number} 录入重复`);
    await answer.choose(/沟通事由/, '投诉');
    await wang.expectEphemeral(/已取消/);
  });

  it('a forged choice changes nothing', async () => {
    const { slack } = await startProduct(database);
    const wang = slack.user('agent1');
    const number = numberOf((await wang.runs('/ticket 客户反映发票抬头不对 客户:云帆科技')).text);
    for (const bad of [`${number} kind team gossip`, `${number} owner  agent2`, `${number} team  nowhere`]) {
      expect((await wang.runs(`/ticket fix ${bad}`)).text).toMatch(/没有任何改动|来自旧版本/);
    }
    expect((await wang.runs(`/ticket 查看 ${number}`)).text).toMatch(/咨询/);
  });
});
