import { expect } from 'vitest';
import { DAY_MS } from '../../../../src/domain/time.ts';
import type { Story } from '../../telling/tell.ts';
import { gist, keepDiary, numberIn } from './diary.ts';

/** A complaint, and what is owed to the customer after it was resolved. */
export const MENDING: readonly Story[] = [
  {
    name: 'a complaint is mended: asked after it was resolved, and once more within thirty days; leaders hear nothing',
    async tell(desk) {
      const { clock, person } = desk;
      const [wang, lin] = [person('agent1'), person('mender')];
      const diary = keepDiary(desk);
      await diary.during('agent1', () =>
        wang.typesAlone('/customer 新建 星河物流 客户经理:@小王').reads(/已新建客户/u),
      );
      const { number: ticket } = await diary.during('mender', () =>
        lin.typesAlone('/ticket 送货晚了三天 客户:星河物流 类型:投诉 部门:售后部 #送货').reads(/工单 C\d+ 已创建/u),
      );
      const deeds = [
        [`/ticket 认领 ${ticket}`, /已由您认领/u],
        [`/ticket 已联系 ${ticket} 已致歉并说明`, /已记录联系上客户/u],
        [`/ticket 解决 ${ticket} 已补偿运费`, /已解决/u],
        [`/ticket 告知 ${ticket} 已告知补偿`, /已告知|告知/u],
        [`/ticket 评分 ${ticket} 5 满意`, /已关闭/u],
      ] as const;
      for (const [line, answer] of deeds) {
        await diary.during('mender', () => lin.typesAlone(line).reads(answer));
      }
      await diary.look('#after-sales');

      const told: string[] = [];
      for (let day = 0; day < 60; day += 1) {
        await clock.forward(DAY_MS);
        for (const { reader, at, text } of await diary.look('#support', '#after-sales', 'agent1', 'mender')) {
          told.push(`${at.slice(5, 10)} ${reader} ${gist(text).replaceAll(ticket, 'C')}`);
          const line = `/care 已联系 ${numberIn(text)} 电话问过，客户接受补偿，没有再出问题（${numberIn(text)}） 反馈:满意 下一步:无`;
          await diary.during('agent1', () => wang.typesAlone(line).reads(/已登记与[^]*关怀提醒已随之完成/u));
        }
      }
      expect(told).toEqual([
        '01-06 #support K00001-1 · 今日关怀 | 投诉后关怀：询问投诉处理后的感受 · 投诉 C 于 1月5日（周一）解决 | → 1月8日（周四）18:00',
        '01-28 #support K00001-2 · 今日关怀 | 投诉后关怀：再次确认问题没有反复 · 投诉 C 于 1月5日（周一）解决 | → 2月4日（周三）18:00',
      ]);
      await diary.expectNobodyElse();
    },
  },
];
