import { describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { startProduct } from '../support/product.ts';

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
});
