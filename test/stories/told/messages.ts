import { expect } from 'vitest';
import { MINUTE_MS } from '../../../src/domain/time.ts';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

/** A colleague's message becomes a ticket. */
export const MESSAGES: readonly Story[] = [
  {
    name: 'a message becomes a ticket: its words, author and time are kept, its thread is told, and once is enough',
    needs: ['messageShortcuts', 'threads'],
    async tell({ person, place, clock, settle }) {
      const [wang, li] = [person('agent1'), person('agent2')];
      const message = await person('mender').says('after-sales', '二楼打印机又卡纸了，<急> & 大家都在等');
      await clock.forward(10 * MINUTE_MS);
      const form = await wang.makesTicketOf(message).opens();
      expect(form.values).toMatchObject({ description: '二楼打印机又卡纸了，<急> & 大家都在等' });
      const told = await wang.fills(form, { customer: '云帆', kind: '咨询', urgency: '紧急' }).reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 打印机卡纸`));
      expect(card.text).toMatch(/<急> & 大家都在等/);
      expect(card.text).toMatch(fact('原文作者', '小林'));
      // Ten of the fifteen minutes are gone.
      expect(card.text).toMatch(/首次响应：.*10:15 前/);
      await place('after-sales').below(message, new RegExp(`已建工单 ${told.number}，由客服部处理`));

      for (const who of [wang, li]) {
        const again = await who.makesTicketOf(message).reads(/这条消息已建过工单/);
        expect(again.number).toBe(told.number);
      }
      await settle();
      expect(await place('support').messages(/二楼打印机/)).toHaveLength(1);
    },
  },
];
