import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';

const THINGS = ['卡纸', '失灵', '花屏', '没声'];

/** Few enough that a story can reach it. */
export const ENOUGH_A_DAY = '\nnoise: { daily: 2, gather: 1h }\n';

/** How much one person hears, and what of it is said in vain. */
export const NOISE: readonly Story[] = [
  {
    name: 'what is too much for one person a day comes as one message that says so, and administrators read what nobody heeds',
    async tell({ person, clock, settle }) {
      const [wang, admin] = [person('agent1'), person('admin')];
      await admin.types('/admin noise').reads(/还没有发过提醒|近 28 天提醒/);
      const numbers: string[] = [];
      for (const [i, thing] of THINGS.entries()) {
        const line = `/ticket 三楼的设备${thing}，请安排人看看 客户:云帆 部门:客服部 !一般 #${thing} @agent1`;
        numbers.push((await wang.types(line).reads(/工单 C\d+ 已创建/)).number);
        await clock.until('Mon', `10:${String(i + 1).padStart(2, '0')}`);
      }
      // Warned one by one from 11:36 on, two hours being owed; what is beyond the limit waits.
      await clock.until('Mon', '11:50');
      await settle();
      expect((await wang.shown(/首次响应还剩/)).length).toBeLessThanOrEqual(2);
      expect(await wang.shown(/今天的提醒已到上限/)).toHaveLength(0);
      // Nothing is said at lunch: with the end of the rest all of it is there.
      await clock.until('Mon', '13:29');
      expect(await wang.shown(/今天的提醒已到上限/)).toHaveLength(0);
      await clock.until('Mon', '13:31');
      const merged = await wang.reads(/今天的提醒已到上限，以下合并为一条/);
      expect(merged.text).toContain(numbers.at(-1));

      await wang.types('/admin noise').reads(/只有管理员/);
      await admin.types('/admin noise').reads(/近 28 天提醒：\d+ 条/);
    },
  },
];
