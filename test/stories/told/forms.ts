import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

/** Forms: what is wrong stands at its field, what was typed stays. */
export const FORMS: readonly Story[] = [
  {
    name: 'a form opens without a word typed; a wrong entry is corrected where it stands, and the card is in the team’s place',
    async tell({ person, place }) {
      const wang = person('agent1');
      const form = await wang.types('/ticket').opens();
      expect(form.text).toMatch(/新建工单[^]*问题描述[^]*客户/);
      const typed = { description: '……！！', customer: '《》', kind: '需求', urgency: '重要', time: '明天下午5点' };
      const refused = await wang.fills(form, typed).opens();
      expect(refused.errors).toEqual({
        description: expect.stringMatching(/描述为空/),
        customer: expect.stringMatching(/客户名称/),
        time: expect.stringMatching(/还没到/),
      });
      expect(refused.values).toMatchObject({ ...typed, kind: 'request', urgency: 'important' });
      const mended = { description: '扫码枪连不上收银台，一号台完全不能用', customer: '云帆科技', time: '9:30' };
      const told = await wang.fills(refused, { ...mended, 'problem-type': '扫码枪' }).reads(/工单 C\d+ 已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · 扫码枪`));
      for (const word of ['云帆科技', '重要', '需求', '一号台完全不能用']) expect(card.text).toContain(word);
      await wang.looksUp(told.number, fact('客户提出', '09:30'));
    },
  },
  {
    name: 'a description that says nothing is asked about once, with what was typed already filled in, and then taken',
    async tell({ person, place }) {
      const wang = person('agent1');
      const asked = await wang.types('/ticket 有问题 客户:远山书店 类型:咨询 !紧急').opens();
      expect(asked.text).toMatch(/具体是什么现象/);
      expect(asked.text).toMatch(/影响多少人/);
      expect(asked.values).toMatchObject({ description: '有问题', customer: '远山书店', urgency: 'urgent' });
      expect(await place('support').messages()).toEqual([]);
      const told = await wang.fills(asked).reads(/工单 C\d+ 已创建/);
      await place('support').card(new RegExp(`${told.number} · 有问题`));
    },
  },
  {
    name: 'what was entered wrongly is corrected by form, and the deadlines follow',
    async tell({ person, place }) {
      const wang = person('agent1');
      const created = await wang.types('/ticket 发票抬头开错了，要重开 客户:远山书店 部门:客服部').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${created.number} · `));
      expect(card.text).toMatch(/首次响应：13:30 前|首次响应：.*13:30 前/);
      const form = await wang.presses('修改', created).opens();
      expect(form.values).toMatchObject({
        description: '发票抬头开错了，要重开',
        customer: '远山书店',
        team: 'support',
      });
      await wang.fills(form, { urgency: '紧急', customer: '蓝海物流' }).reads(/已修改，时限随之更新/);
      expect(await card.shows(/首次响应：.*10:15 前/)).toMatch(/蓝海物流/);
      await card.tells(/小王 修改了/, wang);
    },
  },
  {
    name: 'a short form needs no word: reached, told and rated by choice alone',
    async tell({ person, place }) {
      const li = person('agent2');
      const told = await li.types('/ticket 发票抬头开错了，要重开 客户:云帆 部门:客服部').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${told.number} · `));
      const contacting = await li.presses('已联系', card).opens();
      await li.fills(contacting, { reached: '否' }).reads(/未接通，首次响应继续计时/);
      const again = await li.presses('已联系', card).opens();
      await li.fills(again).reads(/已记录联系上客户/);
      await li.types(`/ticket 解决 ${told.number} 重开了发票`).reads(/已解决/);
      const telling = await li.presses('已告知', card).opens();
      await li.fills(telling, { written: '是' }).reads(/已记录告知客户/);
      const rating = await li.presses('评分', card).opens();
      await li.fills(rating, { score: '4' }).reads(/4 分，已关闭/);
      await card.shows(fact('处理进度', '已关闭'));
    },
  },
  {
    name: 'what needs words asks for them when only the number was typed; what was said is done at once',
    async tell({ person, place }) {
      const li = person('agent2');
      const { number } = await li.types('/ticket 门禁卡刷不开三楼的门 客户:云帆 部门:客服部').reads(/已创建/);
      const card = await place('support').card(new RegExp(`${number} · `));
      const contacting = await li.types(`/ticket 已联系 ${number}`).opens();
      expect(contacting.text).toMatch(/联系上客户了吗/);
      // Asked is not answered: nobody is said to be reached yet.
      await li.looksUp(number, fact('首次响应', '.*前'));
      await li.types(`/ticket 联系 ${number} 未接通`).reads(/未接通，首次响应继续计时/);
      await li.fills(contacting).reads(/已记录联系上客户/);
      const planning = await li.types(`/ticket 方案 ${number}`).opens();
      await li.fills(planning, { words: '换读卡器', eta: '明天下午5点' }).reads(/方案已登记/);
      const progressing = await li.types(`/ticket 进展 ${number}`).opens();
      await li.fills(progressing, { words: '读卡器已到' }).reads(/进展已记录/);
      await card.tells(/读卡器已到/, li);
    },
  },
];
