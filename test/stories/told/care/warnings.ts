import { expect } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../../src/domain/time.ts';
import type { Story } from '../../telling/tell.ts';
import { gist, keepDiary, type Reader } from './diary.ts';

const READERS: readonly Reader[] = ['#support', 'agent1', 'chen', 'wang'];

/** Customers that nobody has spoken with for two months. */
export const WARNINGS: readonly Story[] = [
  {
    name: 'two customers may be leaving: one is talked with in time, the other is not, and leader and manager hear of it to the minute',
    async tell(desk) {
      const { clock, person, place } = desk;
      const wang = person('agent1');
      const diary = keepDiary(desk);
      const types = (line: string, answer: RegExp) => diary.during('agent1', () => wang.typesAlone(line).reads(answer));
      const news = async () =>
        (await diary.look(...READERS)).map(({ reader, at, text }) => `${at.slice(5)} ${reader} ${gist(text)}`);
      for (const name of ['蓝海商贸', '青山印务']) {
        await types(`/customer 新建 ${name} 客户经理:@小王 合作:2020-08-01`, /已新建客户/u);
        await types(`/contact ${name} 电话 例行沟通 反馈:正常 下一步:无`, /G\d{9}/u);
        await clock.until(name === '蓝海商贸' ? 'Tue' : 'Wed', '09:01');
      }
      const before: string[] = [];
      for (let day = 0; day < 58; day += 1) {
        before.push(...(await news()));
        await clock.forward(DAY_MS);
      }
      expect(before).toEqual([
        '02-10 09:01 #support 2月17日（周二）是春节：可以问候的客户 | 蓝海商贸 · K00001 | 青山印务 · K00002',
      ]);

      // Sixty days after the talk of 5 January, a Friday.
      expect(await news()).toEqual([
        '03-06 09:01 #support K00001-1 · 今日关怀 | 流失预警：共情沟通，了解原因 · 3月6日（周五）发出预警 | • 已 60 天没有沟通 | → 3月9日（周一）09:00',
      ]);
      const warning = await place('support').card(/K00001-1[^]*流失预警/u);
      expect(warning.text).toMatch(/请在 24 小时内沟通，先倾听/u);
      await types('/care 已联系 K00001-1 电话沟通，嫌续费偏贵 反馈:嫌贵 下一步:无', /关怀提醒已随之完成/u);
      await types(
        '/care 原因 K00001 价格 续费偏贵',
        /蓝海商贸：原因是价格[^]*1[.．] 一起核对在用的服务及其价值（3 个工作日内）[^]*4[.．] 回访近况（20 个工作日内）/u,
      );

      await clock.until('Mon', '09:01');
      expect(await news()).toEqual([
        '03-09 09:01 #support K00002-1 · 今日关怀 | 流失预警：共情沟通，了解原因 · 3月7日（周六）发出预警 | • 已 62 天没有沟通 | → 3月10日（周二）09:00',
      ]);
      // Of the one that was talked with nobody hears any more; of the other nobody but its owner, until its time is over.
      await clock.until('Tue', '08:59');
      expect(await news()).toEqual([]);
      const late = (minutes: string, signs = '• 已 63 天没有沟通') =>
        `K00002-1 · 客户关怀${minutes} | 流失预警：共情沟通，了解原因 · 3月7日（周六）发出预警 | ${signs} | → 09:00`;
      await clock.until('Tue', '09:00');
      expect(await news()).toEqual([
        `03-10 09:00 #support ${late('时限已到')}`,
        `03-10 09:00 agent1 ${late('时限已到')}`,
      ]);
      await clock.until('Tue', '09:14');
      expect(await news()).toEqual([]);
      await clock.until('Tue', '09:15');
      expect(await news()).toEqual([`03-10 09:15 chen ${late('已超时 15 分钟')}`]);
      await clock.until('Tue', '09:29');
      expect(await news()).toEqual([]);
      await clock.until('Tue', '09:30');
      expect(await news()).toEqual([`03-10 09:30 wang ${late('已超时 30 分钟')}`]);
      const manager = await person('wang').reads(/K00002-1[^]*通知主管：至今仍未完成/u);
      expect(manager.text).toMatch(/青山印务/u);
      expect(manager.text).toMatch(/小王/u);
      await clock.forward(30 * MINUTE_MS);
      expect(await news()).toEqual([`03-10 10:00 wang ${late('已超时 1 小时')}`]);

      await types('/care 已联系 K00002-1 电话终于联系上，无异常 反馈:正常 下一步:无', /关怀提醒已随之完成/u);
      await clock.forward(7 * DAY_MS);
      expect(await news()).toEqual([]);
      await diary.expectNobodyElse();
    },
  },
];
