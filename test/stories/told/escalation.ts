import { expect } from 'vitest';
import { DAY_MS } from '../../../src/domain/time.ts';
import type { Desk } from '../telling/desk.ts';
import type { Person } from '../telling/person.ts';
import type { Sight, Who } from '../telling/surface.ts';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

const URGENT = '/ticket 打印机频繁卡纸，影响二楼所有人 客户:云帆科技 类型:投诉 部门:客服部 !紧急 #打印机卡纸';

/** Reminders of the first contact; other words about it are none. */
const REMINDER = /C\d+ · (仍未完成：)?首次响应/;

/** How often somebody was reminded, directly. */
async function reminded({ person }: Desk, ...who: readonly Who[]): Promise<readonly number[]> {
  return Promise.all(who.map(async (one) => (await person(one).shown(REMINDER)).length));
}

const breaches = ({ place }: Desk): Promise<readonly Sight[]> => place('support').messages(REMINDER);

async function says(person: Person, line: string): Promise<string> {
  return (await person.types(line).reads(/工单 C\d+ 已创建/)).number;
}

/** Nobody answers a customer. */
export const ESCALATION: readonly Story[] = [
  {
    name: 'nobody answers: owner, team, lead and manager hear of it in turn until somebody has done the work',
    async tell(desk) {
      const { person, place, clock, settle } = desk;
      const [wang, manager] = [person('agent1'), person('wang')];
      const number = await says(wang, `${URGENT} @agent1`);
      const card = await place('support').card(new RegExp(`${number} · 打印机卡纸`));
      expect(card.text).toMatch(/云帆科技[^]*小王/);

      // 15 minutes for the first contact; the owner alone is warned after 12.
      await clock.until('Mon', '10:11');
      expect(await reminded(desk, 'agent1')).toEqual([0]);
      await clock.until('Mon', '10:13');
      const warning = await wang.reads(/首次响应还剩 [23] 分钟/);
      expect(warning.text).toMatch(/云帆科技/);
      expect(await breaches(desk)).toHaveLength(0);

      await clock.until('Mon', '10:16');
      const breach = await place('support').card(REMINDER);
      expect(breach.text).toContain('@小王');
      expect(await reminded(desk, 'agent1', 'chen')).toEqual([2, 0]);
      await clock.until('Mon', '10:31');
      expect((await person('chen').reads(REMINDER)).text).toMatch(/通知组长：到时仍未完成/);
      expect(await reminded(desk, 'chen', 'wang')).toEqual([1, 0]);
      await clock.until('Mon', '10:46');
      expect((await manager.reads(REMINDER)).text).toMatch(/通知主管/);
      expect(await reminded(desk, 'wang')).toEqual([1]);
      await clock.until('Mon', '11:16');
      expect(await reminded(desk, 'wang')).toEqual([2]);

      // The manager has seen it: the ladder stands still for half an hour, once.
      await clock.until('Mon', '11:20');
      const reminder = await manager.reads(/首次响应已超时 1 小时/);
      await manager
        .presses('知道了', reminder)
        .changes(reminder, /王经理 已知悉/, /已知悉：C\d+ 在 11:50 之前不再提醒/);
      await clock.until('Mon', '11:49');
      expect(await reminded(desk, 'wang')).toEqual([2]);

      // Nothing was done: what is left of the ladder goes on, thirty minutes apart as before.
      const told: number[] = [];
      for (const time of ['11:51', '12:19', '12:21', '12:51']) {
        await clock.until('Mon', time);
        told.push(...(await reminded(desk, 'wang')));
      }
      expect(told).toEqual([3, 3, 4, 5]);
      expect(await reminded(desk, 'chen')).toEqual([1]);
      expect(await breaches(desk)).toHaveLength(1);

      // The ladder is used up: owner and manager hear of it each working morning, and at the weekend nobody does.
      await clock.until('Tue', '08:59');
      expect(await reminded(desk, 'wang', 'agent1')).toEqual([5, 2]);
      await clock.until('Tue', '09:01');
      await manager.reads(/仍未完成：首次响应/);
      expect(await reminded(desk, 'wang', 'agent1')).toEqual([6, 3]);
      await clock.until('Fri', '18:00');
      expect(await reminded(desk, 'wang', 'agent1')).toEqual([9, 6]);
      await clock.until('Mon', '08:59');
      expect(await reminded(desk, 'wang', 'agent1')).toEqual([9, 6]);
      await clock.until('Mon', '09:01');
      expect(await reminded(desk, 'wang', 'agent1')).toEqual([10, 7]);

      // Done: the cards say so, and a week brings nothing more.
      await wang.types(`/ticket 解决 ${number} 已更换搓纸轮`).reads(/已解决/);
      await wang.types(`/ticket 已告知 ${number} 电话告知`).reads(/已记录告知客户/);
      await wang.types(`/ticket 评分 ${number} 5`).reads(/已关闭/);
      await card.shows(fact('处理进度', '已关闭'));
      await card.tells(/已更换搓纸轮/, wang);
      await settle();
      const before = await everybody(desk);
      await clock.forward(7 * DAY_MS);
      expect(await everybody(desk)).toBe(before);
    },
  },
  {
    name: 'a ladder that nobody stops tells each rung once: team, lead, manager, and the manager four times again',
    async tell(desk) {
      const { person, clock } = desk;
      await says(person('agent1'), URGENT);
      const told: string[] = [];
      for (const time of ['10:14', '10:16', '10:31', '10:46', '11:16', '11:46', '12:16', '12:46', '17:00']) {
        await clock.until('Mon', time);
        told.push([time, (await breaches(desk)).length, ...(await reminded(desk, 'chen', 'wang'))].join(' '));
      }
      // Without an owner the warning goes to the team.
      expect(told).toEqual([
        '10:14 1 0 0',
        '10:16 2 0 0',
        '10:31 2 1 0',
        '10:46 2 1 1',
        '11:16 2 1 2',
        '11:46 2 1 3',
        '12:16 2 1 4',
        '12:46 2 1 5',
        '17:00 2 1 5',
      ]);
    },
  },
  {
    name: 'contact in time meets the clock: no breach, no ladder, and the warning says that it is done',
    async tell(desk) {
      const { person, clock } = desk;
      const wang = person('agent1');
      await says(wang, `${URGENT} @agent1`);
      await clock.until('Mon', '10:13');
      const warning = await wang.reads(/首次响应还剩/);
      const form = await wang.presses('已联系', warning).opens();
      await wang.fills(form, { reached: '是' }).reads(/已记录联系上客户/);
      await warning.follow(/首次响应：已完成/);
      await clock.until('Mon', '11:30');
      expect(await breaches(desk)).toHaveLength(0);
      // The card of the warning says that it is done; nobody was reminded a second time.
      expect(await reminded(desk, 'agent1', 'chen', 'wang')).toEqual([1, 0, 0]);
    },
  },
  {
    name: 'an attempt that reached nobody stops nothing; the late answer comes with an apology ready to copy',
    async tell(desk) {
      const { person, place, clock } = desk;
      const li = person('agent2');
      const number = await says(person('agent1'), URGENT);
      await li.types(`/ticket 已联系 ${number} 未接通，稍后再拨`).reads(/未接通，首次响应继续计时/);
      await clock.until('Mon', '10:20');
      const breach = await place('support').card(/C\d+ · 首次响应已超时|C\d+ · 首次响应时限已到/);
      expect(breach.text).toMatch(/请主动向客户致歉，说明原因/);
      const apology = /云帆科技您好，您反映的“打印机卡纸”，我们没能在承诺的时间内回复，非常抱歉[^]*再与您联系/;
      // Where a reminder has no room for it, it says where all of it stands.
      if (!apology.test(breach.text)) expect(breach.text).toMatch(/全文：\/ticket show C\d+/);
      await li.looksUp(number, apology);
      await li.types(`/ticket 已联系 ${number} 已致歉，约好下午上门`).reads(/已记录联系上客户/);
      await breach.follow(/首次响应：已完成/);
      const why = await li.types(`/ticket 为什么 ${number}`).reads(/时限是怎么算的/);
      expect(why.text).toMatch(/首次响应：15 分钟（不分昼夜），已完成/);
      expect(why.text).toMatch(/10:15 超时/);
    },
  },
  {
    name: 'seen before the deadline only the warning is silent; a step of the ladder is held once',
    async tell(desk) {
      const { person, place, clock } = desk;
      const [wang, li] = [person('agent1'), person('agent2')];
      const number = await says(wang, `${URGENT} @agent1`);
      const card = await place('support').card(new RegExp(`${number} · 打印机卡纸`));
      await wang.presses('知道了', card).changes(card, fact('已知悉', '小王'), /在时限之前不再预警/);
      await clock.until('Mon', '10:14');
      expect(await reminded(desk, 'agent1')).toEqual([0]);
      await clock.until('Mon', '10:20');
      expect([(await breaches(desk)).length, ...(await reminded(desk, 'agent1'))]).toEqual([1, 1]);
      const breach = await place('support').card(REMINDER);
      await wang.presses('知道了', breach).changes(breach, /10:50 继续提醒|已知悉[\s：]+小王/, /10:50 之前不再提醒/);
      await li.types(`/ticket 知道了 ${number}`).reads(/每一级只能暂缓一次/);
      await clock.until('Mon', '10:49');
      expect(await reminded(desk, 'chen')).toEqual([0]);
      await clock.until('Mon', '10:51');
      expect(await reminded(desk, 'chen')).toEqual([1]);
    },
  },
  {
    name: 'raised by hand, the ladder begins at once',
    async tell({ person, place, clock }) {
      const wang = person('agent1');
      const number = await says(wang, '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪');
      const card = await place('support').card(new RegExp(`${number} · 扫码枪`));
      const form = await wang.presses('升级', card).opens();
      await wang.fills(form, { words: '客户一直在等' }).reads(/已升级：立即开始逐级提醒/);
      await card.tells(/客户一直在等/, wang);
      await clock.until('Mon', '10:01');
      await place('support').card(/C\d+ · 已升级/);
      await clock.until('Mon', '10:16');
      await person('chen').reads(/C\d+ · 已升级/);
    },
  },
];

/** All that anybody was shown, counted. */
async function everybody({ person, place }: Desk): Promise<number> {
  const people = await Promise.all(
    (['agent1', 'agent2', 'chen', 'wang', 'zong'] as const).map((who) => person(who).shown(/[^]/)),
  );
  const said = [...people.flat(), ...(await place('support').messages())];
  // Whoever had a complaint is cared for afterwards: that is no reminder of the ticket.
  return said.filter(({ text }) => !CARE.test(text)).length;
}

/** A reminder of care names its customer and its number. */
const CARE = /K\d{5}-\d/u;
