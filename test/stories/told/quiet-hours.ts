import { expect } from 'vitest';
import type { Desk } from '../telling/desk.ts';
import type { Team, Who } from '../telling/surface.ts';
import type { Story } from '../telling/tell.ts';

/** What one reader may get of many reminders that fall due at one moment. */
const HANDFUL = 3;
const TEAMS: readonly Team[] = ['support', 'after-sales', 'overseas'];
const READERS: readonly Who[] = ['agent1', 'agent2', 'chen', 'wang', 'zong', 'mender', 'zhao', 'mary', 'paul'];
const DIGEST = /(\d+) (?:条提醒|reminders?)/;

/** Rest, and many things at once: what can wait waits, and comes together. */
export const QUIET_HOURS: readonly Story[] = [
  {
    name: 'what is not urgent waits for the end of the rest and comes as one digest, without what was answered meanwhile',
    async tell({ person, place, clock }) {
      const [wang, li, lead] = [person('agent1'), person('agent2'), person('chen')];
      await clock.until('Tue', '09:46');
      const numbers: string[] = [];
      for (const shop of ['一号店', '二号店', '三号店']) {
        const told = await wang
          .types(`/ticket 收银台死机 客户:${shop} 部门:客服部 时间:9:45 #${shop}死机`)
          .reads(/已创建/);
        numbers.push(told.number);
      }
      const [first = '', second = '', third = ''] = numbers;
      await clock.until('Tue', '11:50');
      await li.types(`/ticket 已联系 ${first} 客户已知道`).reads(/已记录联系上客户/);

      // At twelve it would be the lead's turn, and lunch begins.
      await clock.until('Tue', '12:05');
      const hurried = await wang.types('/ticket 全店断网 客户:四号店 部门:客服部 !紧急 #断网').reads(/已创建/);
      await clock.until('Tue', '13:29');
      expect(await lead.shown(/首次响应/)).toHaveLength(1);
      expect((await lead.reads(/首次响应/)).text).toContain(hurried.number);
      await li.types(`/ticket 已联系 ${hurried.number} 已恢复`).reads(/已记录联系上客户/);

      await clock.until('Tue', '13:31');
      const digest = await lead.reads(/2 条提醒/);
      expect(digest.text).toMatch(/通知组长：到时仍未完成/);
      for (const number of [second, third]) expect(digest.text).toContain(number);
      expect(digest.text).not.toContain(first);
      expect(await lead.shown(/首次响应/)).toHaveLength(2);
      await lead
        .presses('知道了', digest)
        .changes(digest, /1 条提醒[^]*陈组长 已知悉/, /已知悉：C\d+ 在 1[34]:\d\d 之前不再提醒/);
      await place('support').card(new RegExp(`${hurried.number} · 首次响应`));
    },
  },
  {
    name: 'many tickets late at one moment are a handful of messages to each reader, and none is left out',
    async tell(desk) {
      const { person, place, clock, settle } = desk;
      const opener = person('zong');
      for (let i = 0; i < 30; i += 1) {
        const line = `/ticket 打印机频繁卡纸 客户:第${i}户 部门:${TEAMS[i % 3]} 类型:投诉 时间:9:30 #卡纸${i}`;
        await opener.types(line).reads(/已创建/);
      }
      await settle();
      for (const team of TEAMS) expect(await place(team).messages(/C\d+ · 卡纸\d+/), team).toHaveLength(10);
      const before = await countShown(desk);
      await clock.until('Mon', '11:31');
      await expectHandful(desk, before, 2 * HANDFUL);
      for (const team of TEAMS) {
        const digests = await place(team).messages(DIGEST);
        // Warned and late: each of the ten is told both times.
        expect(sum(digests.map(({ text }) => Number(DIGEST.exec(text)?.[1]))), team).toBe(20);
      }
      const atLead = await countShown(desk);
      await clock.until('Mon', '11:46');
      await expectHandful(desk, atLead, HANDFUL);
      for (const who of ['chen', 'zhao', 'mary'] as const) expect(await person(who).shown(DIGEST), who).toHaveLength(1);

      // One is answered: the digest says so where it stands, and nobody gets a new message.
      const digest = await person('chen').reads(/10 条提醒/);
      const answered = await countShown(desk);
      await person('chen')
        .presses('知道了', digest)
        .changes(digest, /9 条提醒/, /已知悉/);
      await person('chen').reads(/已知悉：C\d+/);
      await settle();
      answered.set('chen', (answered.get('chen') ?? 0) + 1);
      expect(await countShown(desk)).toEqual(answered);
    },
  },
];

/** How many messages stand before each reader. */
async function countShown({ person, place }: Desk): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const team of TEAMS) counts.set(team, (await place(team).messages()).length);
  for (const who of READERS) counts.set(who, (await person(who).shown(/[^]/)).length);
  return counts;
}

async function expectHandful(desk: Desk, before: ReadonlyMap<string, number>, most: number): Promise<void> {
  for (const [reader, count] of await countShown(desk)) {
    expect(count - (before.get(reader) ?? 0), reader).toBeLessThanOrEqual(most);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
