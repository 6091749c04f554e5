import { expect } from 'vitest';
import type { Person } from '../telling/person.ts';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

/** What is not possible is said to the one who tried, with a way that works. */
export const REFUSALS: readonly Story[] = [
  {
    name: 'what is not understood is answered privately, with what was wrong and an example that works when typed',
    async tell({ person, place, settle }) {
      const wang = person('agent1');
      for (const [line, fault] of [
        ['/ticket 打印机卡纸 类型:八卦', /没有“八卦”这种沟通事由/],
        ['/ticket 打印机卡纸 部门:太空部', /没有“太空部”这个部门.*客服部/],
        ['/ticket 打印机卡纸 时间:25:99', /“25:99”不存在/],
        ['/ticket ！！！……——', /描述为空/],
      ] as const) {
        const refused = await wang.types(line).reads(fault);
        expect(refused.text).toMatch(/没有任何改动/);
        expect(refused.text).toMatch(/可以这样写：\/ticket /);
      }
      await settle();
      expect(await place('support').messages()).toEqual([]);
      const refused = await wang.types('/ticket 打印机卡纸 类型:八卦 客户:星河').reads(/没有“八卦”/);
      await wang.types(exampleIn(refused.text)).reads(/工单 C\d+ 已创建/);
    },
  },
  {
    name: 'a time that may mean two is asked about with both, and nothing is recorded before it is said',
    async tell({ person, place }) {
      const wang = person('agent1');
      const told = await wang.types('/ticket 投影仪花屏 客户:星河 部门:客服部 #花屏').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 花屏`));
      await wang.presses('认领', card).changes(card, fact('负责人', '小王'), /已由您认领/);
      const asked = await wang.types(`/ticket 方案 ${told.number} 换一台 截止:明天8点`).reads(/“明天8点”可能是/);
      expect(asked.text).toMatch(/08:00.*20:00[^]*没有任何改动/);
      const form = await wang.presses('定方案', card).opens();
      const again = await wang.fills(form, { words: '换一台', eta: '明天8点' }).opens();
      expect(again.errors).toEqual({ eta: expect.stringMatching(/08:00.*20:00/) });
      expect(await wang.looksUp(told.number, /处理记录/)).not.toMatch(/制定了方案/);
      await wang.fills(again, { eta: '明天早上8点' }).reads(/方案已登记，预计 .*08:00 完成/);
    },
  },
  {
    name: 'a mistyped verb names the one that was meant, and a ticket that does not exist is said to be unknown',
    async tell({ person, place, settle }) {
      const wang = person('agent1');
      await wang.types('/ticket 认令 C202611001').reads(/没有“认令”这个操作，是否想用“认领”？/);
      await wang.types('/ticket 认领 C209901001').reads(/没有编号为 C209901001 的工单/);
      await wang.types('/ticket 认领').reads(/缺少编号[^]*可以这样写：\/ticket /);
      await settle();
      expect(await place('support').messages()).toEqual([]);
    },
  },
  {
    name: 'somebody of another team is refused, privately and with a way to go on, and nothing changes',
    async tell({ person, place, settle }) {
      const [wang, mender] = [person('agent1'), person('mender')];
      const told = await wang.types('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 扫码枪`));
      for (const deed of ['认领', '知道了', '解决', '进展 好了', '取消 不要了', '查看']) {
        const [verb, words = ''] = deed.split(' ');
        const refused = await mender.types(`/ticket ${verb} ${told.number} ${words}`).reads(/属于客服部/);
        expect(refused.text).toMatch(/没有任何改动/);
        expect(refused.text).toMatch(/请组长分派给您/);
      }
      await mender.presses('认领', card).reads(/属于客服部/);
      await settle();
      await wang.looksUp(told.number, fact('负责人', '暂无人认领'));
      expect((await card.now()).text).toMatch(/暂无人认领/);
      expect(await place('support').messages()).toHaveLength(1);

      await person('chen')
        .types(`/ticket 分派 ${told.number} @小林`)
        .reads(/已分派给 小林/);
      await mender.types(`/ticket 认领 ${told.number}`).reads(/已由您认领/);
      await card.shows(fact('负责人', '小林'));
    },
  },
  {
    name: 'a double click does the deed once and says so the second time',
    async tell({ can, person, place }) {
      const wang = person('agent1');
      const told = await wang.types('/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 扫码枪`));
      await wang.pressesTwice('认领', card).reads(/C\d+ 已经由您认领/);
      if (can.clicksAnswered) await wang.reads(/C\d+ 已由您认领/);
      await card.shows(fact('负责人', '小王'));
      expect(await timesTold(wang, told.number, /认领了工单/)).toBe(1);
    },
  },
  {
    name: 'the same words again within half a minute show the first ticket, with a way to mean it',
    async tell({ person, place, settle }) {
      const [wang, li] = [person('agent1'), person('agent2')];
      const line = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 #扫码枪';
      const first = await wang.types(line).reads(/已创建/);
      const second = await wang.types(line).reads(/您刚才提交过相同内容/);
      expect(second.number).toBe(first.number);
      await settle();
      expect(await place('support').messages()).toHaveLength(1);
      const other = await wang.presses('再建一单', second).reads(/工单 C\d+ 已创建/);
      expect(other.number).not.toBe(first.number);
      // Somebody else saying the same may mean another case: they are shown the first one, and say which.
      await li.types(line).reads(/内容相近的工单/);
      await settle();
      // Where a list is a text, its button follows on a card.
      const pressable = await li.reads(/内容相近的工单/);
      const theirs = await li.presses('仍要新建', pressable).reads(/工单 C\d+ 已创建/);
      expect([first.number, other.number]).not.toContain(theirs.number);
    },
  },
];

/** The command that a refusal proposes. */
function exampleIn(text: string): string {
  return /可以这样写：(\/ticket .+)/.exec(text)?.[1] ?? expect.unreachable(`no example in: ${text}`);
}

async function timesTold(reader: Person, number: string, what: RegExp): Promise<number> {
  const details = await reader.types(`/ticket 查看 ${number}`).reads(/处理记录/);
  return details.text.split('\n').filter((line) => what.test(line)).length;
}
