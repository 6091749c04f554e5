import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';

/** Looking for tickets, keeping a search under a name, and one deed on everything that was found. */
export const SEARCHING: readonly Story[] = [
  {
    name: 'a ticket is found by its words, its customer’s sound, its last digits and by conditions; what is not found comes with the nearest',
    async tell({ person, settle }) {
      const [wang, mender] = [person('agent1'), person('mender')];
      const jam = await wang
        .types('/ticket 打印机频繁卡纸，影响二楼 客户:云帆科技 类型:投诉 部门:客服部')
        .reads(/已创建/);
      const scan = await wang.types('/ticket 扫码枪连不上收银台 客户:蓝海物流 部门:客服部 !紧急').reads(/已创建/);
      await settle();
      await wang.types('/ticket 搜索 收银台').reads(new RegExp(scan.number));
      for (const query of [
        '打印机',
        'yunfan',
        '云帆 卡纸',
        jam.number.slice(-3),
        '状态:待处理 类型:投诉',
        '日期:今天 卡纸',
      ]) {
        await wang.types(`/ticket 搜索 ${query}`).reads(new RegExp(`${jam.number} · `));
      }
      await wang.types('/ticket 搜索 收银台 紧急').reads(/筛选：紧急程度 紧急/);
      // Where its button follows on a card, the newest message would be without the list: both are asked for at once.
      const none = await wang.types('/ticket 搜索 打印机 漏墨').reads(/没有找到：打印机 漏墨[^]*去掉“漏墨”：1 个/);
      await wang.presses('去掉漏墨', none).reads(/打印机：1 个/);
      expect((await mender.types('/ticket 搜索 打印机').reads(/没有找到/)).text).not.toContain(jam.number);
    },
  },
  {
    name: 'what cannot be read as a search is refused, with a search that works',
    async tell({ person }) {
      const wang = person('agent1');
      for (const [query, fault] of [
        ['状态:飞行', /没有“飞行”这种状态/],
        ['日期:2月30日', /“2月30日”不存在/],
        ['"没有关上', /引号没有成对/],
        ['负责人:@不存在的人', /没有叫“不存在的人”的同事/],
        ['客户:不存在公司', /没有叫“不存在公司”的客户/],
        ['…… ！！ 😀', /没有可搜的内容/],
        ['长'.repeat(200), /最多 160 个字/],
      ] as const) {
        const refused = await wang.types(`/ticket 搜索 ${query}`).reads(fault);
        expect(refused.text).toMatch(/可以这样写：\/ticket 搜索 /);
      }
      await wang.types("/ticket 搜索 '; DROP TABLE ticket; --").reads(/没有找到|引号没有成对/);
      await wang.types('/ticket 搜索').reads(/搜索工单[^]*负责人:@我/);
    },
  },
  {
    name: 'a search kept under a name is used, shown and deleted; a team’s is its lead’s to keep',
    async tell({ person, settle }) {
      const [wang, chen] = [person('agent1'), person('chen')];
      const { number } = await wang.types('/ticket 打印机频繁卡纸 客户:云帆科技 类型:投诉 部门:客服部').reads(/已创建/);
      await wang.types('/ticket 筛选 保存 我的投诉 类型:投诉 状态:未完成').reads(/筛选“我的投诉”已存，供您使用/);
      await settle();
      await wang.types('/ticket 搜索 @我的投诉').reads(new RegExp(number));
      await wang.types('/ticket 筛选 保存 部门:客服部 全组 类型:投诉').reads(/部门的筛选由组长保存和删除/);
      await chen.types('/ticket 筛选 保存 部门:客服部 全组 类型:投诉').reads(/筛选“全组”已存，供客服部使用/);
      expect((await wang.types('/ticket 筛选').reads(/已存的筛选：2 个/)).text).toMatch(
        /@我的投诉[^]*@全组|@全组[^]*@我的投诉/,
      );
      await wang.types('/ticket 筛选 运行 全组').reads(new RegExp(number));
      await wang.types('/ticket 列表 @全组').reads(new RegExp(number));
      await wang.types('/ticket 筛选 删除 全组').reads(/部门的筛选由组长/);
      await wang.types('/ticket 筛选 删除 我的投诉').reads(/筛选“我的投诉”已删除/);
      await wang.types('/ticket 筛选 运行 我的投诉').reads(/没有“我的投诉”这个筛选[^]*全组/);
      await chen.types('/ticket 筛选 删除 全组').reads(/已删除/);
    },
  },
  {
    name: 'a lead assigns everything that a search finds, and ends what the rules let end: asked first, once, each by itself',
    async tell({ person, settle }) {
      const [wang, chen] = [person('agent1'), person('chen')];
      const first = await wang.types('/ticket 发票抬头开错了 客户:云帆科技 类型:咨询 部门:客服部').reads(/已创建/);
      const second = await wang.types('/ticket 发票税号开错了 客户:蓝海物流 类型:咨询 部门:客服部').reads(/已创建/);
      await settle();
      await wang.types('/ticket 批量 分派 发票').reads(/只有组长及以上/);
      const assigning = await chen.types('/ticket 批量 分派 发票').opens();
      expect(assigning.text).toMatch(/2 个工单：发票/);
      const wrong = await chen.fills(assigning, { to: '@没有这个人' }).opens();
      expect(wrong.errors).toEqual({ to: expect.stringMatching(/没有这个人/) });
      const asked = await chen.fills(wrong, { to: '@小李' }).reads(/把 2 个工单分派给小李？[^]*目前没有任何改动/);
      expect(await wang.looksUp(first.number, /处理记录/)).not.toMatch(/小李/);
      await chen.presses('确认 2 个', asked).reads(/2 个中已完成 2 个/);
      for (const { number } of [first, second]) await wang.looksUp(number, /小李/);

      const closing = await chen.types('/ticket 批量 关闭 发票').opens();
      const ask = await chen
        .fills(closing, { word: '取消：误建或客户撤回', reason: '客户改为线下办理' })
        .reads(/结束 2 个工单？取消/);
      // Meanwhile one of them is ended by somebody else: it stays as it is.
      await wang.types(`/ticket 取消 ${first.number} 重复登记`).reads(/已取消/);
      const told = await chen.presses('确认 2 个', ask).reads(/2 个中已完成 1 个/);
      expect(told.text).toMatch(new RegExp(`1 个没有动：状态不允许（${first.number}）`));
      await wang.looksUp(second.number, /客户改为线下办理/);
    },
  },
];
