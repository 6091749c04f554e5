import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

/** A ticket from the customer's word to the customer's word. */
export const WHOLE_WAY: readonly Story[] = [
  {
    name: 'a ticket typed in one line goes its whole way: taken, planned, worked on, solved, told, rated, closed',
    async tell({ can, person, place }) {
      const [wang, li] = [person('agent1'), person('agent2')];
      const told = await wang
        .types('/ticket 扫码枪连不上收银台，一号台停用 客户：云帆科技 类型：需求 部门：客服部 ！重要 #扫码枪')
        .reads(/工单 C\d{9} 已创建，由客服部处理/);
      expect(told.text).not.toMatch(/系统推断/);
      expect(told.text).toMatch(/请在 13:30 前联系上客户/);

      const card = await place('support').card(new RegExp(`${told.number} · 扫码枪`));
      for (const word of ['云帆科技', '重要', '需求', '暂无人认领', '一号台停用', '13:30']) {
        expect(card.text).toContain(word);
      }

      // However the bot is called on a surface, nothing of it stays in the words.
      expect(card.text).not.toContain('@');

      await li.presses('认领', card).changes(card, fact('负责人', '小李'), new RegExp(`${told.number} 已由您认领`));
      const contacting = await li.presses('已联系', card).opens();
      expect(contacting.values).toMatchObject({ reached: 'yes' });
      await li.fills(contacting).reads(/已记录联系上客户/);
      await card.tells(/小李 已联系上客户/, li);

      const planning = await li.presses('定方案', card).opens();
      await li
        .fills(planning, { words: '升级驱动，不行就换机', eta: '明天下午5点', steps: '- 升级驱动 @小李 今天下午4点' })
        .reads(/方案已登记，预计 .*17:00 完成，共 1 步/);
      await li.looksUp(told.number, fact('预计完成', '.*17:00'));
      await li.types(`/ticket 步骤 ${told.number} 1`).reads(/第 1 步已完成/);
      const noting = await li.presses('记进展', card).opens();
      await li.fills(noting, { words: '驱动过旧，正在升级' }).reads(/进展已记录/);

      const solving = await li.presses('已解决', card).opens();
      await li.fills(solving, { words: '升级驱动后恢复' }).reads(/已解决。请告知客户结果/);
      await card.shows(fact('处理进度', '已完成'));
      const telling = await li.presses('已告知', card).opens();
      await li.fills(telling, { words: '电话告知王店长' }).reads(/已记录告知客户/);
      const rating = await li.presses('评分', card).opens();
      await li.fills(rating, { score: '5', words: '很满意' }).reads(/5 分，已关闭/);
      await card.tells(/很满意/, li);
      expect(await card.shows(fact('处理进度', '已关闭'))).toMatch(/没有待办时限/);
      if (can.placesFollow) expect((await card.now()).buttons).not.toContain('认领');

      const details = await wang.types(`/ticket 查看 ${told.number}`).reads(/处理记录/);
      const order = ['认领了', '已联系上客户', '制定了方案', '正在升级', '升级驱动后恢复', '王店长', '很满意'];
      expectInOrder(details.text, ['创建了工单', ...order]);
      if (can.threads) expectInOrder((await card.thread()).map(({ text }) => text).join('\n'), order);
      expect(await place('support').messages(/\d · 扫码枪/)).toHaveLength(1);
    },
  },
  {
    name: 'a bad score opens the work again, and a closed ticket can be opened again by hand',
    async tell({ person, place }) {
      const wang = person('agent1');
      const told = await wang.types('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · `));
      await wang.types(`/ticket 解决 ${told.number} 重开了发票`).reads(/已解决/);
      await wang.types(`/ticket 评分 ${told.number} 1 抬头还是错的`).reads(/1 分，已重新打开/);
      await card.shows(/待处理 · 第 2 轮/);
      await wang.types(`/ticket 认领 ${told.number}`).reads(/已由您认领/);
      await wang.types(`/ticket 解决 ${told.number} 又重开了一次`).reads(/已解决/);
      await wang.types(`/ticket 关闭 ${told.number} 满意`).reads(/已关闭：客户满意/);
      await card.shows(fact('处理进度', '已关闭'));
      const reopening = await wang.presses('重新打开', card).opens();
      await wang.fills(reopening, { words: '税号也错了' }).reads(/已重新打开（第 3 轮）/);
      await card.shows(/待处理 · 第 3 轮/);
      await card.tells(/税号也错了/, wang);
    },
  },
  {
    name: 'waiting for a supplier stops the clocks, its end is reminded of, and going on starts them again',
    async tell({ person, place, clock }) {
      const li = person('agent2');
      const told = await li.types('/ticket 打印机缺搓纸轮 客户:星河 部门:客服部 #缺件').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 缺件`));
      await li.presses('认领', card).changes(card, fact('处理进度', '处理中'), /已由您认领/);
      await li.types(`/ticket 已联系 ${told.number} 已说明要等配件`).reads(/已记录联系上客户/);
      const waiting = await li.presses('等待', card).opens();
      const refused = await li.fills(waiting, { on: '供应商', until: '上周五', words: '配件在途' }).opens();
      expect(refused.errors).toEqual({ until: expect.stringMatching(/已经过去了/) });
      expect(refused.values).toMatchObject({ until: '上周五', words: '配件在途' });
      await li.fills(refused, { until: '今天下午3点' }).reads(/等待至 .*15:00/);
      await li.looksUp(told.number, fact('等待', '供应商，至 .*15:00'));
      // Whoever waits tells the customer the new date; that is a promise of its own.
      await card.shows(/延期告知：.*13:30 前/);
      await li.types(`/ticket 已联系 ${told.number} 已说明要等到下午三点`).reads(/已记录联系上客户/);
      await card.shows(/等待到期：.*15:00 前/);
      const paused = await li.types(`/ticket 为什么 ${told.number}`).reads(/时限是怎么算的/);
      expect(paused.text).toMatch(/暂停：/);

      await clock.until('Mon', '15:01');
      const reminder = await li.reads(new RegExp(`${told.number} · 等待到期`));
      await li.presses('恢复', reminder).reads(/恢复处理，时限继续计时/);
      await card.shows(fact('处理进度', '处理中'));
      const why = await li.types(`/ticket 为什么 ${told.number}`).reads(/时限是怎么算的/);
      expect(why.text).toMatch(/暂停：10:00 – 15:0\d/);
    },
  },
];

function expectInOrder(story: string, words: readonly string[]): void {
  const places = words.map((each) => story.indexOf(each));
  expect(places, story).not.toContain(-1);
  expect(places, story).toEqual(places.toSorted((a, b) => a - b));
}
