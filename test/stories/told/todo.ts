import { expect } from 'vitest';
import type { Person } from '../telling/person.ts';
import type { Story } from '../telling/tell.ts';

async function says(person: Person, line: string): Promise<string> {
  return (await person.types(line).reads(/工单 C\d+ 已创建/)).number;
}

/** What somebody owes, in one list. */
export const TODO: readonly Story[] = [
  {
    name: 'what one owes stands in one list: what is late first and marked, then what is due soonest, of tickets and promises alike',
    async tell({ person, clock }) {
      const wang = person('agent1');
      await wang.typesAlone('/todo').reads(/您现在没有待办/);
      const calm = await says(wang, '/ticket 想了解续费价格和合同条款 客户:云帆 部门:客服部 @agent1');
      const hurried = await says(wang, '/ticket 扫码枪连不上收银台 客户:星河 部门:客服部 !紧急 @agent1');
      await wang.types('/followup 新建 给客户发报价单 客户:云帆 时间:今天下午5点').reads(/G\d+-1/);
      const inOrder = new RegExp(`我的待办：3 件[^]*${hurried}[^]*${calm}[^]*G\\d+-1`);
      const list = await wang.typesAlone('/todo').reads(inOrder);
      expect(list.text).not.toContain('‼');
      await clock.until('Mon', '10:16');
      await wang.typesAlone('/todo 我的').reads(new RegExp(`我的待办：3 件，1 件已超时[^]*‼ ${hurried}`));
      await wang.types(`/ticket 已联系 ${hurried} 已致电客户`).reads(/已记录联系上客户/);
      await wang.typesAlone('/todo').reads(/我的待办：3 件(?!，)/);
    },
  },
  {
    name: 'an agent sees what nobody has taken, a lead what the team owes, a stranger to the team neither; what is beyond is a page away',
    async tell({ person, settle }) {
      const [wang, chen, mender, manager] = [person('agent1'), person('chen'), person('mender'), person('wang')];
      const open = await says(wang, '/ticket 扫码枪连不上收银台 客户:星河 部门:客服部 !紧急');
      const owned = await says(wang, '/ticket 想了解续费价格和合同条款 客户:云帆 部门:客服部 @agent1');
      const unowned = await wang.typesAlone('/todo 部门').reads(new RegExp(`还没人认领：1 件[^]*${open}`));
      expect(unowned.text).not.toContain(owned);
      await chen.typesAlone('/todo 部门').reads(new RegExp(`部门待办：2 件[^]*${open}[^]*${owned}[^]*小王`));
      await mender.typesAlone('/todo 部门').reads(/还没人认领：没有/);
      // A manager of two teams sees what both owe.
      const theirs = await says(mender, '/ticket 空调修好又漏水 客户:星河 类型:投诉 部门:售后部 @mender');
      await manager
        .typesAlone('/todo 部门')
        .reads(new RegExp(`部门待办：3 件(?=[^]*${open})(?=[^]*${owned})(?=[^]*${theirs})`));
      await manager.typesAlone('/todo').reads(/您现在没有待办|我的待办：没有/);
      await chen.typesAlone('/todo 部门').reads(/部门待办：2 件/);
      for (let i = 0; i < 9; i += 1) {
        await says(wang, `/ticket 第 ${i} 件事：客户问安装说明 客户:云帆 部门:客服部 @agent1`);
      }
      await wang.typesAlone('/todo').reads(/我的待办：10 件/);
      await wang.typesAlone('/todo 2').reads(/我的待办：10 件/);
      await settle();
      // A long list may be several messages: all of them together name everything once.
      const rows = (await wang.shown(/[^]/)).flatMap(({ text }) => text.match(/C\d{9,}(?= · 云帆)/g) ?? []);
      expect(new Set(rows).size).toBe(10);
      await wang.typesAlone('/todo 99').reads(/没有待办|我的待办/);
    },
  },
];
