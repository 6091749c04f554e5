import { expect } from 'vitest';
import type { Desk } from '../telling/desk.ts';
import type { Person } from '../telling/person.ts';
import type { Who } from '../telling/surface.ts';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

const URGENT = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 部门:客服部 !紧急 #卡纸';
const REMINDER = /C\d+ · (仍未完成：)?首次响应/;

async function says(person: Person, line: string): Promise<string> {
  return (await person.types(line).reads(/工单 C\d+ 已创建/)).number;
}

async function reminded({ person }: Desk, ...who: readonly Who[]): Promise<readonly number[]> {
  return Promise.all(who.map(async (one) => (await person(one).shown(REMINDER)).length));
}

/** Who is away, who stands in, who is on duty. */
export const DUTY: readonly Story[] = [
  {
    name: 'an absence is read as people say it; what makes no sense is refused with an example that works',
    async tell({ person }) {
      const wang = person('agent1');
      const refused: readonly [string, RegExp][] = [
        ['/away 昨天', /“昨天”已经过去了/],
        ['/away 2020-01-01-2020-01-07', /已经过去了/],
        ['/away 2031-12-07-2031-12-01', /结束早于开始/],
        ['/away until 2月30日', /没有这一天/],
        ['/away 到周五 交给 @小王', /不能由自己代理自己/],
        ['/away 到周五 交给 @老赵', /没有找到“老赵”|老赵/],
        ['/away 交给 @小李', /到什么时候/],
        ['/away 到哪天算哪天 交给 @小李', /看不出是什么时间/],
        ['/away 为 @小李 到周五', /只有组长可以替别人登记请假/],
      ];
      for (const [line, why] of refused) {
        const { text } = await wang.types(line).reads(why);
        expect(text).toMatch(/没有任何改动/);
        expect(text).toMatch(/可以这样写：\/away /);
      }
      await wang.types('/away 列表').reads(/大家都在/);
      await wang.types('/away 回来').reads(/您没有在请假/);
      const told = await wang.types('/away 到周五 交给 @小李').reads(/已记录您请假：.*至 .*（周五）结束/);
      expect(told.text).toMatch(/由 小李 代理/);
      await person('chen')
        .types('/away 列表')
        .reads(/小王 → 小李/);
    },
  },
  {
    name: 'away: the deputy is handed what is open and hears the reminders; the work is theirs once it is taken; back, one reads what happened',
    async tell(desk) {
      const { person, place, clock } = desk;
      const [wang, li] = [person('agent1'), person('agent2')];
      const urgent = await says(wang, `${URGENT} @agent1`);
      const other = await says(wang, '/ticket 门禁卡刷不开三楼的门 客户:星河 部门:客服部 #门禁卡 @agent1');
      const told = await wang.types('/away 到周五 交给 @小李').reads(/已记录您请假/);
      expect(told.text).toMatch(/有人认领之前仍归您/);

      const handed = await li.reads(/小王 不在，到 .*（周五）结束：由您代理/);
      expect(handed.text).toMatch(new RegExp(`${urgent} · 云帆科技`));
      expect(handed.text).toMatch(new RegExp(`${other} · 星河`));

      await clock.until('Mon', '10:13');
      const warning = await li.reads(/首次响应还剩 [23] 分钟/);
      expect(warning.text).toMatch(/小王 不在，由您代理/);
      await clock.until('Mon', '10:16');
      const breach = await place('support').card(new RegExp(`${urgent} · 首次响应`));
      expect(breach.text).toContain('@小李');
      expect(breach.text).not.toContain('@小王');
      expect(await reminded(desk, 'agent1')).toEqual([0]);
      await li.looksUp(urgent, fact('负责人', '小王'));

      await li.types('/away 接手 @小王').reads(/已认领 2 件/);
      await li.looksUp(urgent, fact('负责人', '小李'));
      await li.types('/away 接手 @小王').reads(/没有可认领的了/);

      await wang.types('/away 回来').reads(/欢迎回来，小王/);
      const back = await wang.reads(/其间他人代您收到提醒 \d+ 条/);
      expect(back.text).toContain(urgent);
      expect(back.text).toMatch(/现由 小李 负责/);
      await wang.types('/away 列表').reads(/大家都在/);
    },
  },
  {
    name: 'gone until Friday: on Monday morning what happened is there by itself, and reminders come as before',
    async tell(desk) {
      const { person, clock } = desk;
      const [wang, li] = [person('agent1'), person('agent2')];
      await wang.types('/away 周三-周五 交给 @小李').reads(/已记录您请假：.*（周三） 至 .*（周五）结束/);
      const ahead = await li.reads(/您将代理 小王/);
      expect(ahead.text).toMatch(/（周三） 至 .*（周五）结束/);
      const number = await says(wang, '/ticket 门禁卡刷不开三楼的门 客户:星河 部门:客服部 #门禁卡 @agent1');
      await clock.until('Tue', '18:00');
      const before = await reminded(desk, 'agent1', 'agent2');
      expect(before[1]).toBe(0);
      await clock.until('Wed', '08:59');
      expect(await li.shown(/由您代理/)).toHaveLength(0);
      // In the morning, when rest time is over, the deputy gets the list and the reminder.
      await clock.until('Wed', '09:01');
      const handed = await li.reads(/小王 不在，到 .*：由您代理/);
      expect(handed.text).toMatch(new RegExp(number));
      await clock.until('Fri', '18:00');
      const [own, deputys = 0] = await reminded(desk, 'agent1', 'agent2');
      expect(own).toBe(before[0]);
      expect(deputys).toBeGreaterThan(0);
      await clock.until('Sun', '12:00');
      expect(await wang.shown(/欢迎回来/)).toHaveLength(0);
      await clock.until('Mon', '09:01');
      const back = await wang.reads(/欢迎回来/);
      expect(back.text).toContain(number);
      expect(back.text).toMatch(/仍归您/);
      expect((await reminded(desk, 'agent1'))[0]).toBe((own ?? 0) + 1);
      expect((await reminded(desk, 'agent2'))[0]).toBe(deputys);
    },
  },
  {
    name: 'with a transfer the work itself changes hands when it begins',
    async tell({ person }) {
      const [wang, li] = [person('agent1'), person('agent2')];
      const number = await says(wang, `${URGENT} @agent1`);
      await wang.types('/away 到周五 交给 @小李 移交').reads(/届时未完成的事项会移交给 小李/);
      await li.reads(/已移交给您：1 件/);
      await li.looksUp(number, fact('负责人', '小李'));
      await li.looksUp(number, /小王.*分派给 小李|分派给 小李/);
    },
  },
  {
    name: 'deputies who name each other: both are told, reminders go to the lead, and the administrators hear of it once',
    async tell(desk) {
      const { person, clock } = desk;
      const [wang, li, chen] = [person('agent1'), person('agent2'), person('chen')];
      await says(li, `${URGENT} @agent2`);
      const number = await says(wang, `${URGENT}故障 @agent1`);
      await wang.types('/away 到周五 交给 @小李').reads(/由 小李 代理/);
      await li.types('/away 到周五 交给 @小王').reads(/小王 也不在，而且代理人又是您：提醒转给 陈组长/);
      await clock.until('Mon', '10:13');
      const warning = await chen.reads(/首次响应还剩/);
      expect(warning.text).toMatch(/小王 不在，由您代理|小李 不在，由您代理/);
      expect(await reminded(desk, 'agent1', 'agent2')).toEqual([0, 0]);
      await person('admin').reads(/客服部：负责人联系不上/);
      await clock.until('Mon', '12:00');
      expect(await person('admin').shown(/负责人联系不上/)).toHaveLength(1);
      await chen.types(`/ticket 认领 ${number}`).reads(/已由您从 小王 处接手/);
    },
  },
  {
    name: 'somebody leaves in the middle of a ladder, and the lead is away too: the next rung is told at once',
    async tell(desk) {
      const { person, clock } = desk;
      const [wang, li, chen] = [person('agent1'), person('agent2'), person('chen')];
      const number = await says(wang, `${URGENT} @agent1`);
      await chen.types('/away 到明天').reads(/没有指定代理人/);
      await clock.until('Mon', '10:16');
      expect(await reminded(desk, 'agent1')).toEqual([2]);
      await wang.types('/away 到周五 交给 @小李').reads(/未完成 \d+ 件/);
      const handed = await li.reads(/小王 不在/);
      expect(handed.text).toMatch(new RegExp(number));
      // The lead's rung finds nobody: the manager hears of it then, and again on their own.
      await clock.until('Mon', '10:31');
      const instead = await person('wang').reads(REMINDER);
      expect(instead.text).toMatch(/组长空缺或不在，改为通知您/);
      expect(await reminded(desk, 'chen', 'wang')).toEqual([0, 1]);
      const alert = await person('admin').reads(/客服部：组长联系不上/);
      expect(alert.text).toMatch(/也没有人代理/);
      await clock.until('Mon', '10:46');
      expect(await reminded(desk, 'chen', 'wang')).toEqual([0, 2]);
      await clock.until('Mon', '12:50');
      expect(await person('admin').shown(/组长联系不上/)).toHaveLength(1);
    },
  },
  {
    name: 'of two absences that overlap the later word holds; a deputy who is away too passes on',
    async tell(desk) {
      const { person, clock } = desk;
      const [wang, li, mender] = [person('agent1'), person('agent2'), person('mender')];
      await says(wang, `${URGENT} @agent1`);
      await wang.types('/away 到周五 交给 @陈组长').reads(/由 陈组长 代理/);
      await li.types('/away 到周四 交给 @小林').reads(/由 小林 代理/);
      await wang.types('/away 到周三 交给 @小李').reads(/之前登记到 .*（周五）结束，现在以这次为准/);
      await wang.types('/away 列表').reads(/小王 → 小林/);
      await clock.until('Mon', '10:13');
      expect((await mender.reads(/首次响应还剩/)).text).toMatch(/小王 不在，由您代理/);
      expect(await reminded(desk, 'agent1', 'agent2', 'chen')).toEqual([0, 0, 0]);
      // A deputy of another team may do what the one who is away might.
      await mender.types('/away 接手 @小王').reads(/已认领 1 件/);
    },
  },
  {
    name: 'work for somebody who is away is asked about first, with who stands in',
    async tell({ can, person }) {
      const [wang, li, chen] = [person('agent1'), person('agent2'), person('chen')];
      const number = await says(wang, URGENT);
      await wang.types('/away 到周五 交给 @小李').reads(/已记录您请假/);
      const asked = await chen.types(`/ticket 分派 ${number} @小王`).reads(/小王 不在，到 .*（周五）结束 回来/);
      expect(asked.text).toMatch(/小李 代理，改派给对方/);
      await li.looksUp(number, fact('负责人', '暂无人认领'));
      // Where an answer has no buttons, what they say is typed.
      if (can.clicksAnswered) await chen.presses('分派给 小李', asked).reads(/已分派给 小李/);
      else await chen.types(`/ticket 分派 ${number} @小李`).reads(/已分派给 小李/);
      await li.looksUp(number, fact('负责人', '小李'));
      await chen.types(`/ticket 分派 ${number} @小王 仍派`).reads(/已分派给 小王/);
      const created = await chen.types(`${URGENT}二 @小王`).reads(/已创建/);
      expect(created.text).toMatch(/小王 不在（到 .*），由 小李 代理/);
    },
  },
  {
    name: 'on duty: named on new tickets, called where nobody has one, set and swapped by leads alone',
    async tell(desk) {
      const { person, place, clock } = desk;
      const [wang, chen] = [person('agent1'), person('chen')];
      await wang.types('/duty').reads(/客服部还没有轮值表/);
      await wang.types('/duty 安排 今天 @小王').reads(/只有客服部的组长可以调整值班/);
      await chen.types('/duty 安排 今天').reads(/谁来值班/);
      await chen.types('/duty 安排 @小王').reads(/哪一天/);
      await chen.types('/duty 安排 今天 @老赵').reads(/老赵/);
      await chen.types('/duty 安排 今天 @小王').reads(/由 小王 值班/);
      await chen.types('/duty 安排 明天 @小李').reads(/由 小李 值班/);
      await chen.types('/duty 换班 今天 今天').reads(/写的是同一天/);
      await chen.types('/duty 换班 今天 周日').reads(/没有人值班/);
      await chen.types('/duty 换班 今天 明天').reads(/已对调/);
      await wang.types('/duty').reads(/客服部：小李/);
      const week = await wang.types('/duty 本周').reads(/客服部：未来七天值班/);
      expect(week.text).toMatch(/周一[^\n]*小李[^]*周二[^\n]*小王/);

      const number = await says(wang, URGENT);
      const card = await place('support').card(new RegExp(`${number} · 卡纸`));
      expect(card.text).toMatch(fact('值班', '小李'));
      await clock.until('Mon', '10:16');
      const breach = await place('support').card(new RegExp(`${number} · 首次响应`));
      expect(breach.text).toContain('@小李');

      // Who is on duty and away is stood in for.
      await person('agent2')
        .types('/away 到今天 交给 @陈组长')
        .reads(/已记录您请假/);
      await wang.types('/duty').reads(/客服部：陈组长（代 小李）/);
      await chen.types('/duty 恢复 今天').reads(/恢复按轮值表/);
      await wang.types('/duty').reads(/还没有轮值表/);
    },
  },
  {
    name: 'the form asks what a line says, and keeps what was wrong open',
    async tell({ person }) {
      const wang = person('agent1');
      const form = await wang.types('/away').opens();
      const wrong = await wang.fills(form, { until: '昨天', deputy: '小李' }).opens();
      expect(wrong.errors).toEqual({ until: expect.stringMatching(/已经过去了/) });
      await wang.fills(wrong, { until: '周五' }).reads(/由 小李 代理/);
      const lead = person('chen');
      await lead.types('/away 为 @小李 到明天').reads(/小李 请假：.*至/);
      await lead.types('/away 回来 @小李').reads(/小李 已回来/);
    },
  },
  {
    name: 'the same in English',
    async tell({ person }) {
      const [mary, paul] = [person('mary'), person('paul')];
      const told = await mary.types('/away until Friday to @Paul').reads(/You are away: .* to the end of Fri/);
      expect(told.text).toMatch(/Paul stands in/);
      await paul.reads(/Mary is away until the end of Fri .*: you stand in/);
      await mary.types('/away yesterday').reads(/is over already[^]*\/away until Friday/);
      await paul.types('/away list').reads(/Mary → Paul/);
      await mary.types('/away back').reads(/Welcome back, Mary/);
    },
  },
];
