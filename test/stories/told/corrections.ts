import { expect } from 'vitest';
import type { Card } from '../telling/card.ts';
import type { Person } from '../telling/person.ts';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

const SCANNER = '/ticket 扫码枪连不上收银台 客户:云帆 部门:客服部 !紧急 #扫码枪';

/** Presses the button that begins so; on a telephone its end is cut. */
async function pressesLike(who: Person, label: string, on: Card, wanted: RegExp): Promise<Card> {
  const { buttons, spelled, text } = await on.now();
  const whole = buttons.find((one) => one.startsWith(label));
  if (whole !== undefined) return who.presses(whole, on).reads(wanted);
  const [, ticket] = [...(spelled ?? [])].find(([one]) => one.startsWith(label)) ?? [];
  const typed = ticket ?? new RegExp(`^${label}[：:] ?\`?(/\\w+ [^\\n\`]+)`, 'm').exec(text)?.[1];
  return who.types(typed ?? expect.unreachable(`${label}: ${buttons.join(', ')}`)).reads(wanted);
}

/** The same about the customer: where a list is a text, its buttons follow on a card. */
async function choosesCustomer(who: Person, label: string, on: Card, wanted: RegExp): Promise<Card> {
  const { text, buttons, spelled } = await on.now();
  const isOffered = [...buttons, ...(spelled?.keys() ?? [])].some((one) => one.startsWith(label));
  const [title = ''] = text.split('\n');
  const pressable = isOffered ? on : await who.reads(new RegExp(`^${title}(\\n输入以下指令操作[^]*)?$`));
  return pressesLike(who, label, pressable, wanted);
}

/** A customer that everybody knows: the number, and how a form's choice calls it. */
async function registers(who: Person, name: string): Promise<{ readonly known: string; readonly choice: string }> {
  const { text } = await who.types(`/customer 新建 ${name}`).reads(/已新建客户/);
  const known = /K\d{5,}/.exec(text)?.[0] ?? expect.unreachable(text);
  return { known, choice: `${name} · ${known}` };
}

/** What was done, assumed or typed a moment ago is put right. */
export const CORRECTIONS: readonly Story[] = [
  {
    name: 'a deed of a moment ago is taken back by whoever did it: not by others, not twice, not after somebody acted, not too late',
    async tell({ person, place, clock }) {
      const [wang, li, chen] = [person('agent1'), person('agent2'), person('chen')];
      const { number } = await wang.types(SCANNER).reads(/已创建/);
      const card = await place('support').card(new RegExp(`${number} · 扫码枪`));
      await wang.types(`/ticket 撤销 ${number}`).reads(/没有可撤销的操作/);
      const taken = await wang.types(`/ticket 认领 ${number}`).reads(/已由您认领/);
      await li.types(`/ticket 撤销 ${number}`).reads(/小王 做的，只有本人能撤销/);
      await wang.presses('撤销', taken).reads(/已撤销认领/);
      await wang.types(`/ticket 撤销 ${number}`).reads(/没有可撤销的操作/);
      await card.shows(fact('负责人', '暂无人认领'));
      await card.tells(/小王 撤销了认领/, wang);

      await wang.types(`/ticket 认领 ${number}`).reads(/已由您认领/);
      await li.types(`/ticket 备注 ${number} 备件在路上`).reads(/备注已添加/);
      await wang.types(`/ticket 撤销 ${number}`).reads(/小李 之后又在/);
      await chen.types(`/ticket 分派 ${number} @agent2`).reads(/已分派给/);
      await clock.until('Mon', '10:06');
      await chen.types(`/ticket 撤销 ${number}`).reads(/已过 5 分钟/);
      await card.shows(fact('负责人', '小李'));
    },
  },
  {
    name: 'an assignment and a cancellation are taken back too, by whoever said so',
    async tell({ person, place }) {
      const [wang, chen] = [person('agent1'), person('chen')];
      const { number } = await wang.types(SCANNER).reads(/已创建/);
      const card = await place('support').card(new RegExp(`${number} · 扫码枪`));
      const assigned = await chen.types(`/ticket 分派 ${number} @agent2`).reads(/已分派给 小李/);
      await chen.presses('撤销', assigned).reads(/已撤销分派/);
      await card.shows(fact('负责人', '暂无人认领'));
      const cancelled = await chen.types(`/ticket 取消 ${number} 录入重复`).reads(/已取消/);
      await wang.types(`/ticket 撤销 ${number}`).reads(/陈组长 做的，只有本人能撤销/);
      await chen.presses('撤销', cancelled).reads(/已撤销取消/);
      await card.shows(fact('处理进度', '待处理'));
      await card.tells(/陈组长 撤销了取消/, chen);
    },
  },
  {
    name: 'a resolution that is taken back owes no result and no revisit, and the clocks have gone on',
    async tell({ person, place, clock }) {
      const wang = person('agent1');
      const { number } = await wang.types(`${SCANNER} @agent1`).reads(/已创建/);
      await wang.types(`/ticket 解决 ${number} 重启了网关`).reads(/已解决/);
      await clock.until('Mon', '10:04');
      await wang.types(`/ticket 撤销 ${number}`).reads(/已撤销解决/);
      const why = await wang.looksUp(number, /处理中|待处理/);
      expect(why).not.toMatch(/处理进度[\s：:]+已完成/);
      await clock.until('Mon', '10:16');
      await place('support').card(new RegExp(`${number} · 首次响应`));
      await clock.until('Mon', '13:45');
      expect(await place('support').messages(/· 告知结果/)).toHaveLength(0);
      expect(await wang.shown(/· 告知结果/)).toHaveLength(0);
    },
  },
  {
    name: 'a slip in a command is one press, and so is a wrong number; what one may not see is never offered',
    async tell({ person, place, settle }) {
      const [wang, mender] = [person('agent1'), person('mender')];
      const { number } = await wang.types(`${SCANNER} @agent1`).reads(/已创建/);
      const theirs = await mender.types('/ticket 保修卡丢了 客户:星河 部门:售后部').reads(/已创建/);
      const refused = await wang.types(`/ticket 认令 ${number}`).reads(/没有“认令”这个操作/);
      await pressesLike(wang, '认领', refused, new RegExp(`${number} 已由您认领`));
      const wrong = await wang
        .types(`/ticket 备注 ${number.slice(0, -3)}${number.slice(-1)}${number.slice(-3, -1)} 备件在路上`)
        .reads(/没有编号为|不是完整的工单编号/);
      expect(wrong.text).not.toContain(theirs.number);
      await settle();
      expect(await place('support').messages(/备件在路上/)).toHaveLength(0);
    },
  },
  {
    name: 'what was assumed is chosen anew in one press, unless somebody else has corrected it',
    async tell({ person }) {
      const [wang, chen] = [person('agent1'), person('chen')];
      const created = await wang.types('/ticket 客户反映发票抬头不对 客户:云帆 部门:客服部 类型:咨询').reads(/已创建/);
      const canPress = (await created.now()).buttons.includes('紧急');
      // Where nothing can be pressed, the answer spells out the command.
      if (canPress) await wang.presses('紧急', created).reads(/紧急程度已改为紧急/);
      else await pressesLike(wang, '紧急程度', created, new RegExp(created.number));
      expect(await wang.looksUp(created.number, /处理记录/)).toMatch(fact('紧急程度', '紧急'));
      const other = await wang.types('/ticket 客户反映合同日期不对 客户:云帆 部门:客服部 类型:咨询').reads(/已创建/);
      await chen.types(`/ticket 修改 ${other.number} !重要`).reads(new RegExp(other.number));
      // A command that is spelled out refuses as a press does.
      const refused = /陈组长 之后已经改过/;
      if (canPress) await wang.presses('紧急', other).reads(refused);
      else await pressesLike(wang, '紧急程度', other, refused);
      expect(await wang.looksUp(other.number, /处理记录/)).toMatch(fact('紧急程度', '重要'));
    },
  },
  {
    name: 'kind and team have a choice each, a kind takes its team along, and each says what it is now',
    async tell({ person, place }) {
      const wang = person('agent1');
      const chooses = async (label: string, menu: string, on: Card, wanted: RegExp) => {
        const canPress = (await on.now()).buttons.includes(label);
        return pressesLike(wang, canPress ? label : menu, on, wanted);
      };
      const asked = await wang.types('/ticket 想了解明年续费的价格和条款 客户:云帆').reads(/已创建，由客服部处理/);
      await chooses('投诉', '沟通事由', asked, new RegExp(`${asked.number}：沟通事由已改为投诉，由售后部处理`));
      await place('after-sales').card(new RegExp(asked.number));
      const other = await wang.types('/ticket 想了解安装的步骤和说明 客户:云帆').reads(/已创建，由客服部处理/);
      await chooses('销售部', '责任部门', other, new RegExp(`${other.number}：责任部门已改为销售部`));
      expect(await wang.looksUp(other.number, /处理记录/)).toMatch(fact('责任部门', '销售部'));
    },
  },
  {
    name: 'a customer who was read otherwise than typed is chosen anew in one press, unless somebody else has done so',
    async tell({ person }) {
      const [wang, chen] = [person('agent1'), person('chen')];
      const { known } = await registers(wang, '云帆科技有限公司');
      const read = await wang
        .types('/ticket 扫码枪连不上一号台 客户:云帆 部门:客服部 类型:需求 !一般')
        .reads(/“云帆”识别为客户 云帆科技有限公司/);
      await choosesCustomer(wang, '按“云帆”新建', read, new RegExp(`${read.number}：客户已改为 云帆$`, 'm'));
      expect(await wang.looksUp(read.number, /处理记录/)).toMatch(fact('客户', '云帆(?!科技)'));

      const slipped = await wang
        .types('/ticket 收银台打不开钱箱 客户:云凡科技有限公司 部门:客服部 类型:需求 !一般')
        .reads(/(?=[^]*“云凡科技有限公司”以前没有登记过[^]*是已有的这几位吗)(?=[^]*云帆科技有限公司)/);
      await choosesCustomer(wang, '云帆科技有限公司', slipped, /客户已改为 云帆科技有限公司/);
      expect(await wang.looksUp(slipped.number, /处理记录/)).toMatch(fact('客户', '云帆科技有限公司'));

      // The entry that the slip has made is empty: a lead merges it away, and the slip leads to the right one from then on.
      const led = await chen
        .types('/ticket 小票纸总是卡住 客户:云帆科机有限公司 部门:客服部 类型:需求 !一般')
        .reads(/“云帆科机有限公司”以前没有登记过/);
      const mended = await choosesCustomer(
        chen,
        '云帆科技有限公司',
        led,
        /刚才按“云帆科机有限公司”新建的客户 K\d+ 里没有别的内容/,
      );
      const sure = await pressesLike(chen, '合并', mended, /把“云帆科机有限公司 K\d+”并入“云帆科技有限公司/);
      await pressesLike(chen, '确认合并', sure, /已并入云帆科技有限公司/);
      await wang
        .types('/ticket 钱箱钥匙丢了 客户:云帆科机有限公司 部门:客服部 类型:需求 !一般')
        .reads(/“云帆科机有限公司”识别为客户 云帆科技有限公司/);

      const late = await wang
        .types('/ticket 小票打不出来 客户:云帆科計有限公司 部门:客服部 类型:需求 !一般')
        .reads(/是已有的这几位吗/);
      await chen.types(`/ticket 修改 ${late.number} 客户:${known}`).reads(new RegExp(late.number));
      await choosesCustomer(wang, '云帆科技有限公司', late, /陈组长 之后已经改过/);
      expect(await wang.looksUp(late.number, /处理记录/)).toMatch(fact('客户', '云帆科技有限公司'));
    },
  },
  {
    name: 'a form asks before saving whom an inexact customer’s name means: one of them, or a new one; an exact name is not asked about',
    async tell({ person, place, settle }) {
      const wang = person('agent1');
      const { known, choice } = await registers(wang, '云帆科技有限公司');
      const fill = async (description: string, customer: string) =>
        wang.fills(await wang.types('/ticket').opens(), { description, customer, kind: '需求' });
      for (const typed of ['云凡科技有限公司', '云帆', 'yunfan']) {
        const asked = await (await fill(`${typed}的扫码枪连不上一号台`, typed)).opens();
        expect(asked.text).toMatch(new RegExp(`没有叫“${typed}”的客户[^]*还没有保存[^]*是哪位客户`));
        expect(asked.values).toMatchObject({ description: `${typed}的扫码枪连不上一号台`, customer: typed });
        await settle();
        expect(await place('support').messages(new RegExp(`${typed}的扫码枪`))).toHaveLength(0);
        const created = await wang.fills(asked, { 'customer-is': choice }).reads(/工单 C\d+ 已创建/);
        await place('support').card(new RegExp(`${created.number}[^]*云帆科技有限公司`));
      }
      const asked = await (await fill('收银台打不开钱箱，全店都用不了', '云帆')).opens();
      const created = await wang.fills(asked, { 'customer-is': '按“云帆”新建客户' }).reads(/工单 C\d+ 已创建/);
      expect(created.text).not.toMatch(/识别为|是已有的这几位吗/);
      expect(await wang.looksUp(created.number, /处理记录/)).toMatch(fact('客户', '云帆(?!科技)'));
      // Another name than the one that was asked about is asked about anew; an exact one, or a number, is not.
      const again = await (await fill('小票打不出来，二号台停用', '云凡科技有限公司')).opens();
      const other = await wang.fills(again, { customer: '云帆科技', 'customer-is': choice }).opens();
      expect(other.text).toMatch(/没有叫“云帆科技”的客户/);
      await (await fill('电子秤连不上一号台', '云帆科技有限公司')).reads(/工单 C\d+ 已创建/);
      await (await fill('价签打印机卡纸，三号台停用', known)).reads(/工单 C\d+ 已创建/);
    },
  },
  {
    name: 'what nearly repeats a colleague’s open ticket is shown before it is saved, and may be created anyway',
    async tell({ person, place, settle }) {
      const [wang, li] = [person('agent1'), person('agent2')];
      const first = await wang
        .types('/ticket 二楼打印机频繁卡纸，影响所有人打印合同 客户:云帆 部门:客服部')
        .reads(/已创建/);
      await li
        .types('/ticket 二楼打印机又频繁卡纸，影响所有人打印合同 客户:云帆 部门:客服部')
        .reads(new RegExp(`内容相近的工单[^]*${first.number}`));
      await settle();
      expect(await place('support').messages(/又频繁卡纸/)).toHaveLength(0);
      // Where a list is a text, its button follows on a card.
      const pressable = await li.reads(/内容相近的工单/);
      const created = await li.presses('仍要新建', pressable).reads(/工单 C\d+ 已创建/);
      expect(created.number).not.toBe(first.number);
      await place('support').card(/又频繁卡纸/);
    },
  },
];
