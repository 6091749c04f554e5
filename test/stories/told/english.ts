import { expect } from 'vitest';
import type { Story } from '../telling/tell.ts';
import { fact } from './fact.ts';

/** The same in English, and both languages at one table. */
export const ENGLISH: readonly Story[] = [
  {
    name: 'an English team works in English: typed, refused with an example that works, corrected, taken, solved, rated',
    async tell({ person, place }) {
      const [mary, paul] = [person('mary'), person('paul')];
      const refused = await mary.types('/ticket the scanner is dead kind:gossip').reads(/Nothing was changed/i);
      const example = /(\/ticket .+)/.exec(refused.text)?.[1] ?? expect.unreachable(refused.text);
      await mary.types(example).reads(/Ticket C\d+ is open/);

      const form = await mary.types('/ticket').opens();
      expect(form.text).toMatch(/New ticket[^]*What happened\?/);
      const typed = { description: '…', customer: 'Acme', kind: 'Complaint', urgency: 'Urgent' };
      const wrong = await mary.fills(form, typed).opens();
      expect(wrong.errors).toEqual({ description: expect.stringMatching(/description is empty/) });
      expect(wrong.values).toMatchObject({ customer: 'Acme', kind: 'complaint' });
      await mary.fills(wrong, { description: 'The scanner at till one is dead' }).reads(/Ticket C\d+ is open/);

      const told = await mary
        .types('/ticket the scanner of till one is dead customer:Acme kind:complaint team:overseas !urgent #scanner')
        .reads(/Ticket C\d+ is open, Overseas support has it/);
      const card = await place('overseas').card(new RegExp(`${told.number} · scanner`));
      expect(card.text).toMatch(fact('Customer', 'Acme'));
      await paul.presses('Take', card).changes(card, fact('Owner', 'Paul'), /C\d+ is yours/);
      await card.tells(/Paul took it/, paul);
      const solving = await paul.presses('Resolve', card).opens();
      await paul.fills(solving, { words: 'changed the cable' }).reads(new RegExp(told.number));
      const rating = await paul.presses('Rate', card).opens();
      await paul.fills(rating, { score: '5' }).reads(/closed/);
      await card.shows(fact('Status', 'Closed'));
    },
  },
  {
    name: 'groups read their own language, and everybody is answered and reminded in theirs',
    async tell({ person, place, clock }) {
      const [wang, paul] = [person('agent1'), person('paul')];
      const told = await wang
        .types('/ticket 扫码枪连不上收银台 客户:云帆 部门:overseas !紧急 #扫码枪')
        .reads(/工单 C\d+ 已创建，由Overseas support处理/);
      const card = await place('overseas').card(new RegExp(`${told.number} · 扫码枪`));
      expect(card.text).toMatch(fact('Urgency', 'Urgent'));
      await paul.presses('Take', card).changes(card, fact('Owner', 'Paul'), /C\d+ is yours/);
      await wang.types(`/ticket 查看 ${told.number}`).reads(/Paul 认领了工单/);
      await clock.until('Mon', '10:16');
      await paul.reads(/First contact is .* overdue|First contact is due now/);
      await place('overseas').card(/First contact is/);
      await clock.until('Mon', '10:31');
      expect((await person('mary').reads(/First contact/)).text).toMatch(/For you as lead: not done/);

      const theirs = await wang.types('/ticket 门禁卡刷不开 客户:云帆 部门:客服部 !紧急 #门禁卡').reads(/已创建/);
      const other = await place('support').card(new RegExp(`${theirs.number} · 门禁卡`));
      await person('chen')
        .types(`/ticket 分派 ${theirs.number} @mary`)
        .reads(/已分派给 Mary/);
      await person('mary')
        .types(`/ticket take ${theirs.number}`)
        .reads(/is yours/);
      await other.tells(/Mary 认领了工单/, wang);
      await clock.until('Mon', '10:44');
      await person('mary').reads(/First contact is due in/);
      await clock.until('Mon', '10:47');
      expect((await place('support').card(new RegExp(`${theirs.number} · 首次响应`))).text).toContain('@Mary');
    },
  },
];
