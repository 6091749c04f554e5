import { expect } from 'vitest';
import { DAY_MS } from '../../../../src/domain/time.ts';
import type { Desk } from '../../telling/desk.ts';
import type { Person } from '../../telling/person.ts';
import type { Story } from '../../telling/tell.ts';
import { type Diary, gist, keepDiary, numberIn } from './diary.ts';

/** Mornings from 6 January to the end of 2026. */
const MORNINGS = 360;

/** What the account manager says that they did, by what was asked. Whole records: nobody is reminded of what they lack. */
const WORDS: readonly (readonly [asked: RegExp, words: string])[] = [
  [/首次电话/u, '电话致谢，说明服务承诺'],
  [/准备祝福/u, ''],
  [/上门拜访/u, '上门拜访，看了现场'],
  [/深度沟通|共情沟通|二次回访|续约/u, '电话沟通近况'],
  [/服务指南|礼包|资讯|祝福/u, '已发，客户说收到了'],
];

/** Answers a reminder on the morning that it comes. Of the same words within half a minute the second are a repeat. */
async function answers(wang: Person, text: string): Promise<void> {
  const [, words] =
    WORDS.find(([asked]) => asked.test(text)) ?? expect.unreachable(`nobody knows how to answer ${text}`);
  const number = numberIn(text);
  const line = words === '' ? number : `${number} ${words}，回复提醒 ${number} 反馈:满意 下一步:无`;
  const done = words === '' ? /关怀已完成/u : /G\d+：已登记与[^]*关怀提醒已随之完成/u;
  const { text: told } = await wang.typesAlone(`/care 已联系 ${line}`).reads(done);
  expect(told, 'a whole record').not.toMatch(/草稿|还缺|未记录/u);
}

/** Looks every morning a minute after work began, to the end of the year; everything is answered at once. */
async function liveTheYear({ clock, person }: Desk, diary: Diary): Promise<readonly string[]> {
  const wang = person('agent1');
  const told: string[] = [];
  await clock.until('Tue', '08:59');
  expect(await diary.look('#support', 'agent1')).toEqual([]);
  await clock.until('Tue', '09:01');
  for (let morning = 0; morning < MORNINGS; morning += 1) {
    if (morning > 0) await clock.forward(DAY_MS);
    const news = await diary.look('#support', 'agent1');
    for (const { reader, text } of news) expect(reader, text).toBe('#support');
    told.push(...news.map(({ at, text }) => `${at.slice(5, 10)} ${gist(text)}`).sort());
    for (const { text } of news.filter((one) => /今日关怀/u.test(one.text))) {
      await diary.during('agent1', () => answers(wang, text));
    }
  }
  // Neither leader nor manager, nor anybody of another team.
  await diary.expectNobodyElse();
  return told;
}

/** A customer that hardly buys, from its first payment on. */
export const NEW_CUSTOMER: readonly Story[] = [
  {
    name: 'a new customer is welcomed and then greeted and asked all through 2026, never on a day of rest; leaders hear nothing',
    async tell(desk) {
      const diary = keepDiary(desk);
      const wang = desk.person('agent1');
      const types = (line: string, answer: RegExp) => diary.during('agent1', () => wang.typesAlone(line).reads(answer));
      await types(
        '/customer 新建 云帆科技 客户经理:@小王 联系人:张伟 生日:6-20 合同:2026-01-05~2026-12-31',
        /已新建客户 云帆科技/u,
      );
      await types('/customer 往来 云帆 付款 2026-01-05 3万', /付款/u);
      await types('/customer 等级 云帆 C 重点培育', /云帆科技：已指定为/u);
      await types('/care 日子 云帆 成立 1998-05-02', /成立日/u);
      await types(
        '/care 计划 云帆',
        /未来十二个月[^]*1月6日（周二） · 新客户关怀 · 首次电话[^]*首次付款或交付 1月5日（周一）/u,
      );
      expect(await liveTheYear(desk, diary)).toEqual(NEW);
    },
  },
];

/** A customer of the first tier, from its first payment on. */
export const FIRST_TIER: readonly Story[] = [
  {
    name: 'a customer of the first tier is visited each quarter and spoken with each month of 2026; leaders hear nothing',
    async tell(desk) {
      const diary = keepDiary(desk);
      const wang = desk.person('agent1');
      const types = (line: string, answer: RegExp) => diary.during('agent1', () => wang.typesAlone(line).reads(answer));
      await types('/customer 新建 星河物流 客户经理:@小王 联系人:李娜 生日:农历8-15', /已新建客户 星河物流/u);
      await types('/customer 往来 星河 付款 2026-01-05 60万', /付款/u);
      await types('/customer 等级 星河 A 大客户', /星河物流：已指定为/u);
      expect(await liveTheYear(desk, diary)).toEqual(STEADY);
    },
  },
];

/** What 2026 asks for a customer of tier C: the day, what is asked, why, and by when (`→`). */
const NEW: readonly string[] = [
  '01-06 K00001-1 · 今日关怀 | 新客户关怀：首次电话（致谢、服务承诺、需求、支持方式） · 首次付款或交付 1月5日（周一） | → 1月8日（周四）18:00',
  '01-07 K00001-2 · 今日关怀 | 新客户关怀：发送服务指南 · 1月6日（周二）首次沟通之后 | → 18:00',
  '01-08 K00001-3 · 今日关怀 | 欢迎礼包：寄出欢迎礼包并告知客户 · 1月6日（周二）首次沟通之后 | → 1月9日（周五）18:00',
  '01-13 K00001-4 · 今日关怀 | 二次回访：电话了解初次体验、礼包、新需求，并邀请调研 · 1月6日（周二）首次沟通之后 | → 1月15日（周四）18:00',
  '02-10 2月17日（周二）是春节：可以问候的客户 | 云帆科技 · K00001',
  // Sixty days after the second call, a Saturday.
  '03-16 K00001-5 · 今日关怀 | 流失预警：共情沟通，了解原因 · 3月14日（周六）发出预警 | • 已 62 天没有沟通 | → 3月17日（周二）09:00',
  // 2 May lies in the holidays of Labour Day, 20 June in those of the Dragon Boat Festival.
  '04-29 K00001-6 · 今日关怀 | 重要日子：准备祝福 · 成立 28 周年，5月2日（周六） | → 18:00',
  '04-30 K00001-7 · 今日关怀 | 重要日子：今天送上祝福 · 成立 28 周年，5月2日（周六） · 避开休息日 | → 18:00',
  '06-12 6月19日（周五）是端午节：可以问候的客户 | 云帆科技 · K00001',
  '06-17 K00001-8 · 今日关怀 | 重要日子：准备祝福 · 张伟 生日 6月20日（周六） | → 18:00',
  '06-18 K00001-9 · 今日关怀 | 重要日子：今天送上祝福 · 张伟 生日 6月20日（周六） · 避开休息日 | → 18:00',
  '08-17 K00001-10 · 今日关怀 | 流失预警：共情沟通，了解原因 · 8月17日（周一）发出预警 | • 已 60 天没有沟通 | → 8月18日（周二）09:00',
  '09-18 9月25日（周五）是中秋节：可以问候的客户 | 云帆科技 · K00001',
  '09-24 10月1日（周四）是国庆节：可以问候的客户 | 云帆科技 · K00001',
  '10-16 K00001-11 · 今日关怀 | 流失预警：共情沟通，了解原因 · 10月16日（周五）发出预警 | • 已 60 天没有沟通 | → 10月19日（周一）09:00',
  '12-01 K00001-12 · 今日关怀 | 合作周期：沟通续约 · 合同 12月31日（周四）到期 | 合作周期：邀请满意度调研 · 合同 12月31日（周四）到期 | → 12月8日（周二）18:00',
];

/** The same for one of tier A. */
const STEADY: readonly string[] = [
  '01-06 K00001-1 · 今日关怀 | 新客户关怀：首次电话（致谢、服务承诺、需求、支持方式） · 首次付款或交付 1月5日（周一） | → 1月8日（周四）18:00',
  '01-07 K00001-2 · 今日关怀 | 新客户关怀：发送服务指南 · 1月6日（周二）首次沟通之后 | → 18:00',
  '01-08 K00001-3 · 今日关怀 | 欢迎礼包：寄出欢迎礼包并告知客户 · 1月6日（周二）首次沟通之后 | → 1月9日（周五）18:00',
  '01-13 K00001-4 · 今日关怀 | 二次回访：电话了解初次体验、礼包、新需求，并邀请调研 · 1月6日（周二）首次沟通之后 | → 1月15日（周四）18:00',
  '02-04 K00001-5 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 1月8日（周四） | → 2月6日（周五）18:00',
  '02-09 K00001-6 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 1月13日（周二） | → 2月12日（周四）18:00',
  '02-10 2月17日（周二）是春节：可以问候的客户 | 星河物流 · K00001',
  '03-03 K00001-7 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 2月4日（周三） | → 3月6日（周五）18:00',
  '03-06 K00001-8 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 2月9日（周一） · 避开休息日 | → 3月11日（周三）18:00',
  // The ninetieth day lies in the holidays of Qingming.
  '03-27 K00001-9 · 今日关怀 | 定期沟通：上门拜访 · A 级客户每 90 天一次，自 1月5日（周一）起还没有 · 避开休息日 | → 4月3日（周五）18:00',
  '03-30 K00001-10 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 3月3日（周二） | → 4月2日（周四）18:00',
  '04-23 K00001-11 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 3月27日（周五） | → 4月24日（周五）18:00',
  '04-24 K00001-12 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 3月30日（周一） · 避开休息日 | → 4月29日（周三）18:00',
  '05-20 K00001-13 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 4月23日（周四） | → 5月22日（周五）18:00',
  '05-21 K00001-14 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 4月24日（周五） | → 5月22日（周五）18:00',
  '06-12 6月19日（周五）是端午节：可以问候的客户 | 星河物流 · K00001',
  '06-16 K00001-15 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 5月20日（周三） | → 6月18日（周四）18:00',
  '06-17 K00001-16 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 5月21日（周四） | → 6月18日（周四）18:00',
  '06-18 K00001-17 · 今日关怀 | 定期沟通：上门拜访 · A 级客户每 90 天一次，上次 3月27日（周五） | → 6月25日（周四）18:00',
  '07-14 K00001-18 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 6月17日（周三） | → 7月17日（周五）18:00',
  '07-15 K00001-19 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 6月18日（周四） | → 7月17日（周五）18:00',
  '08-10 K00001-20 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 7月14日（周二） | → 8月13日（周四）18:00',
  '08-11 K00001-21 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 7月15日（周三） | → 8月14日（周五）18:00',
  '09-04 K00001-22 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 8月10日（周一） · 避开休息日 | → 9月9日（周三）18:00',
  '09-07 K00001-23 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 8月11日（周二） | → 9月10日（周四）18:00',
  '09-09 K00001-24 · 今日关怀 | 定期沟通：上门拜访 · A 级客户每 90 天一次，上次 6月18日（周四） | → 9月16日（周三）18:00',
  '09-18 9月25日（周五）是中秋节：可以问候的客户 | 星河物流 · K00001',
  // The 15th of the eighth lunar month is Mid-Autumn itself.
  '09-22 K00001-25 · 今日关怀 | 重要日子：准备祝福 · 李娜 生日 9月25日（周五）（农历） | → 9月23日（周三）18:00',
  '09-24 10月1日（周四）是国庆节：可以问候的客户 | 星河物流 · K00001',
  '09-24 K00001-26 · 今日关怀 | 重要日子：今天送上祝福 · 李娜 生日 9月25日（周五）（农历） · 避开休息日 | → 18:00',
  // Thirty days after 9 September, and three before: in the holidays of National Day.
  '09-30 K00001-27 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 9月9日（周三） · 避开休息日 | → 10月9日（周五）18:00',
  '10-21 K00001-28 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 9月24日（周四） | → 10月23日（周五）18:00',
  '10-27 K00001-29 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 9月30日（周三） | → 10月30日（周五）18:00',
  '11-17 K00001-30 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 10月21日（周三） | → 11月20日（周五）18:00',
  '11-23 K00001-31 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 10月27日（周二） | → 11月26日（周四）18:00',
  '12-01 K00001-32 · 今日关怀 | 定期沟通：上门拜访 · A 级客户每 90 天一次，上次 9月9日（周三） | → 12月8日（周二）18:00',
  '12-14 K00001-33 · 今日关怀 | 轻触达：发一份有用的资讯，不带推销 · 每 30 天一次，上次 11月17日（周二） | → 12月17日（周四）18:00',
  '12-28 K00001-34 · 今日关怀 | 定期沟通：深度沟通 · A 级客户每 30 天一次，上次 12月1日（周二） | → 12月31日（周四）18:00',
];
