import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';

/** What was promised in a talk, until it was kept, broken, or kept by somebody else. */
export const PROMISES: readonly Story[] = [
  {
    name: 'a talk with three promises: one kept, one broken and escalated, one handed to another team; the ledger tells',
    async tell({ person, place, clock }) {
      const [wang, mender, lead, manager] = [person('agent1'), person('mender'), person('chen'), person('wang')];
      await wang.types('/customer new 青禾实业').reads(/青禾实业/);
      const told = await wang
        .types(
          '/contact 青禾实业 电话 讨论续约，价格希望降10% 情绪:犹豫 下一步:周四前发报价；周三准备样品 ★安排技术演示 下周三',
        )
        .reads(/已登记与青禾实业的沟通/);
      const number = /G\d{9,}/.exec(told.text)?.[0] ?? expect.unreachable('no number');
      await wang.reads(/-1 发报价：小王，.*（周四）/);
      await wang.reads(/客户情绪：犹豫不决/);

      await wang.types(`/followup 转交 ${number}-3 小林`).reads(/已转交 小林/);
      await mender.reads(/安排技术演示/);
      await place('after-sales').card(/安排技术演示/);

      await clock.until('Tue', '18:01');
      await wang.reads(new RegExp(`${number}-2 · 跟进还剩`));
      await wang.types(`/followup 完成 ${number}-2 样品已寄`).reads(/已兑现/);

      await clock.until('Thu', '18:01');
      await place('support').card(new RegExp(`${number}-1`));
      await clock.until('Fri', '09:16');
      await lead.reads(new RegExp(`${number}-1 · 跟进`));
      await clock.until('Fri', '09:31');
      await manager.reads(new RegExp(`${number}-1 · 跟进`));
      await wang.types(`/followup 完成 ${number}-1 报价已发`).reads(/已完成，但晚了/);
      await mender.types(`/followup done ${number}-3 已演示`).reads(new RegExp(`${number} 已确认`));

      const ledger = await lead.types('/followup 兑现').reads(/承诺兑现/);
      expect(ledger.text).toMatch(/小王 · 按时兑现 50%/);
      expect(ledger.text).toMatch(/兑现 1 · 失约 1 · 进行中 0/);
    },
  },
];
