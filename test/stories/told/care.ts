import { expect } from 'vitest';
import { DAY_MS, HOUR_MS, type Instant } from '../../../src/domain/time.ts';
import type { Desk } from '../telling/desk.ts';
import type { Person } from '../telling/person.ts';
import type { Story } from '../telling/tell.ts';

/** A year is many moments. */
export const YEAR_MS = 900_000;

/** Where these stories play: in 2026, with the holidays that it has. */
export const CARE_SETTING = {
  from: Date.UTC(2026, 0, 5, 2, 0),
  policy: (yaml: string) => yaml.replace('holidays: none', 'holidays: CN'),
  storyMs: YEAR_MS,
};

const SHANGHAI_MS = 8 * HOUR_MS;
const dayOf = (at: Instant) => new Date(at + SHANGHAI_MS).toISOString().slice(0, 10);
const ASKED = /K\d{5}-\d+ · 今日关怀/u;

/** What a reminder asks for: its own lines, without why. */
function gist(text: string): string {
  const lines = [...text.matchAll(/(?:^|\n)\s*([^：\n·]{2,8}：[^·\n]+) · /gu)].map((match) => match[1]?.trim() ?? '');
  return lines.join(' + ');
}

/** Every reminder of care that stands in the team's place, each once. */
async function asks(desk: Desk) {
  const said = await desk.place('support').messages(/今日关怀|客户关怀/u);
  return said.map(({ text }) => ({ number: /K\d{5}-\d+/u.exec(text)?.[0] ?? '', text }));
}

async function newCustomer(person: Person, name: string, line: string): Promise<void> {
  await person.types(`/customer 新建 ${name} ${line}`).reads(new RegExp(`${name}[^]*(?:已建档|已添加|K\\d{5})`, 'u'));
}

export const CARE: readonly Story[] = [
  {
    name: 'a new customer is welcomed and then visited, greeted and asked all through 2026, never on a day of rest',
    async tell(desk) {
      const { clock, person } = desk;
      const wang = person('agent1');
      await newCustomer(wang, '云帆科技', '客户经理:@小王 联系人:张伟 生日:6-20 合同:2026-01-05~2026-12-31');
      await wang.types('/customer 往来 云帆 付款 2026-01-05 3万').reads(/付款/u);
      await wang.types('/customer 等级 云帆 C 重点培育').reads(/云帆/u);
      await wang.types('/care 日子 云帆 成立 1998-05-02').reads(/成立日/u);
      const planned = await wang.types('/care 计划 云帆').reads(/未来十二个月/u);
      expect(planned.text).toMatch(/1月6日（周二） · 新客户关怀/u);
      expect(planned.text).toMatch(/首次付款或交付 1月5日（周一）/u);
      const diary: string[] = [];
      const answered = new Set<string>();
      for (let day = 0; day < 359; day += 1) {
        await clock.forward(DAY_MS);
        for (const { number, text } of await asks(desk)) {
          if (number === '' || answered.has(number) || !ASKED.test(text)) continue;
          answered.add(number);
          diary.push(`${dayOf(clock.now())} ${gist(text)}`);
          await wang.types(`/care 已联系 ${number} ${number} 已沟通，客户满意`).reads(/关怀提醒已随之完成/u);
        }
      }
      expect(diary).toEqual(YEAR);
      const lists = await desk.place('support').messages(/可以问候的客户/u);
      expect(lists.map(({ text }) => /\d+月\d+日（周.）是[^：]+/u.exec(text)?.[0])).toEqual(LISTS);
    },
  },
  {
    name: 'a complaint is mended: asked after it was resolved, and once more within thirty days',
    async tell(desk) {
      const { clock, person } = desk;
      const li = person('mender');
      await newCustomer(person('agent1'), '星河物流', '客户经理:@小王');
      const told = await li.types('/ticket 送货晚了三天 客户:星河物流 类型:投诉 部门:售后部').reads(/已创建/u);
      await li.types(`/ticket 解决 ${told.number} 已补偿运费`).reads(/已解决/u);
      await clock.forward(DAY_MS);
      const first = await desk.place('support').card(/投诉后关怀/u);
      expect(first.text).toMatch(new RegExp(`询问投诉处理后的感受 · 投诉 ${told.number} 于 .* 解决`, 'u'));
      const number = /K\d{5}-\d+/u.exec(first.text)?.[0] ?? '';
      await person('agent1')
        .types(`/care 已联系 ${number} 客户接受补偿`)
        .reads(/关怀提醒已随之完成/u);
      await clock.forward(21 * DAY_MS);
      expect((await asks(desk)).filter(({ text }) => /再次确认/u.test(text))).toEqual([]);
      await clock.forward(7 * DAY_MS);
      const again = await desk.place('support').card(/再次确认问题没有反复/u);
      const second = /K\d{5}-\d+/u.exec(again.text)?.[0] ?? '';
      expect(second).not.toBe(number);
      await person('agent1')
        .types(`/care 已联系 ${second} 没有再出问题`)
        .reads(/关怀提醒已随之完成/u);
      await clock.forward(10 * DAY_MS);
      const mended = (await asks(desk)).filter(({ text }) => /投诉后关怀/u.test(text));
      expect(new Set(mended.map((one) => one.number))).toEqual(new Set([number, second]));
    },
  },
  {
    name: 'two customers may be leaving: one is talked with in time, the other is not, and the manager hears of it',
    async tell(desk) {
      const { clock, person } = desk;
      const wang = person('agent1');
      for (const name of ['蓝海商贸', '青山印务']) {
        await newCustomer(wang, name, '客户经理:@小王 合作:2020-03-01');
        await wang.types(`/contact ${name} 电话 例行沟通 反馈:正常 下一步:无`).reads(/G\d{9}/u);
      }
      await clock.forward(50 * DAY_MS);
      expect((await asks(desk)).filter(({ text }) => /流失预警/u.test(text))).toEqual([]);
      for (let day = 0; day < 20; day += 1) {
        if ((await asks(desk)).some(({ text }) => /流失预警/u.test(text))) break;
        await clock.forward(DAY_MS);
      }
      const listed = await wang.types('/care 今日').reads(/今日关怀：\d+ 位客户/u);
      const warned = [
        ...listed.text.matchAll(/(K\d{5}-\d+) · (?:蓝海商贸|青山印务)[^K]*流失预警[^K]*已 \d\d 天没有沟通/gu),
      ];
      const [one = '', other = ''] = warned.map(([, number]) => number);
      expect(other).not.toBe('');
      // The first is talked with, and the cause brings a plan; the second waits.
      await wang.types(`/care 已联系 ${one} 电话沟通，嫌续费偏贵`).reads(/关怀提醒已随之完成/u);
      const plan = await wang.types(`/care 原因 ${one.split('-')[0]} 价格 续费偏贵`).reads(/挽回方案/u);
      expect(plan.text).toMatch(/1\. 一起核对在用的服务及其价值（3 个工作日内）/u);
      await clock.forward(4 * DAY_MS);
      const late = (await person('wang').shown(/超时/u)).map(({ text }) => text).join('\n');
      expect(late).toContain(other);
      expect(late).not.toContain(one);
      await wang.types(`/care 已联系 ${other} 终于联系上，无异常`).reads(/关怀提醒已随之完成/u);
    },
  },
];

/** What 2026 asks for, day by day. */
const YEAR: readonly string[] = [
  '2026-01-06 新客户关怀：首次电话：致谢、服务承诺、需求、支持方式',
  '2026-01-07 新客户关怀：发送服务指南',
  '2026-01-08 欢迎礼包：寄出欢迎礼包并告知客户',
  '2026-01-13 二次回访：二次回访：初次体验、礼包、新需求、邀请调研',
  // Nothing was bought for sixty days.
  '2026-03-16 流失预警：共情沟通，了解原因',
  // 2 May and 20 June are days of rest: what is prepared before them and said at once is no longer asked for.
  '2026-04-29 重要日子：准备祝福',
  '2026-06-17 重要日子：准备祝福',
  '2026-08-17 流失预警：共情沟通，了解原因',
  '2026-10-16 流失预警：共情沟通，了解原因',
  '2026-12-01 合作周期：沟通续约 + 合作周期：邀请满意度调研',
];

/** The lists of whom to greet. */
const LISTS: readonly string[] = [
  '2月17日（周二）是春节',
  '6月19日（周五）是端午节',
  '9月25日（周五）是中秋节',
  '10月1日（周四）是国庆节',
];
