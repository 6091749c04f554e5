import { expect } from 'vitest';
import type { Story } from '../../telling/tell.ts';
import { gist, keepDiary } from './diary.ts';

/** A reminder of care has its answers at hand: a button, or where a group has none the command that is spelled out. */
export const ANSWERING: readonly Story[] = [
  {
    name: 'a reminder is put off, handed over, answered with the form that is filled in, and told not to be needed',
    async tell(desk) {
      const { clock, person, place } = desk;
      const [wang, li] = [person('agent1'), person('agent2')];
      await wang.typesAlone('/customer 新建 东海船务 客户经理:@小王').reads(/已新建客户/u);
      await wang.typesAlone('/customer 往来 东海 付款 2026-01-05 1万').reads(/付款/u);
      const diary = keepDiary(desk);
      const asked = async () => (await diary.look('#support')).map(({ text }) => gist(text));

      await clock.until('Tue', '09:01');
      const first = await place('support').card(/K00001-1 · 今日关怀/u);
      const later = await wang.presses('推迟', first).opens();
      expect(later.text).toMatch(/推迟关怀[^]*东海船务 · K00001-1/u);
      await wang.fills(later, { when: '3 天后' }).reads(/东海船务：推迟到 1月9日（周五）/u);
      await first.follow(/客户关怀：无需再处理/u);
      await clock.until('Fri', '08:59');
      expect(await asked()).toHaveLength(1);

      await clock.until('Fri', '09:01');
      expect(await asked()).toEqual([
        'K00001-2 · 今日关怀 | 新客户关怀：首次电话（致谢、服务承诺、需求、支持方式） · 首次付款或交付 1月5日（周一） · 已推迟 | → 18:00',
      ]);
      const again = await place('support').card(/K00001-2 · 今日关怀/u);
      const hand = await wang.presses('转交', again).opens();
      await wang.fills(hand, { to: '小李', words: '我下午外出' }).reads(/东海船务：已转交 小李/u);
      const theirs = await place('support').card(/K00001-2 · 今日关怀[^]*@小李/u);

      const form = await li.presses('已联系', theirs).opens();
      expect(form.values).toMatchObject({ customer: '东海船务', channel: 'phone' });
      expect(form.text).toMatch(/首次付款或交付 1月5日（周一）/u);
      const told = await li
        .fills(form, { content: '致谢，说明了服务承诺', feedback: '满意', next: '无' })
        .reads(/已登记与东海船务的沟通[^]*关怀提醒已随之完成/u);
      expect(told.text).not.toMatch(/草稿|还缺/u);
      await theirs.follow(/客户关怀：已完成/u);
      const over = await li.typesAlone('/care 已联系 K00001-2').reads(/K00001-2|没有关怀提醒/u);
      expect(over.text).not.toMatch(/登记沟通/u);

      await clock.until('Mon', '09:01');
      const guide = await place('support').card(/K00001-3 · 今日关怀[^]*发送服务指南/u);
      const skip = await wang.presses('不适用', guide).opens();
      await wang.fills(skip, { reason: '合同里已附' }).reads(/东海船务：已记为不适用/u);
      await guide.follow(/客户关怀：无需再处理/u);
      await clock.until('Mon', '18:30');
      expect(await person('chen').shown(/东海船务/u)).toEqual([]);
    },
  },
];
