import { expect } from 'vitest';
import { DAY_MS } from '../../../../src/domain/time.ts';
import type { Story } from '../../telling/tell.ts';
import { gist, keepDiary } from './diary.ts';

/** The same in English. */
export const IN_ENGLISH: readonly Story[] = [
  {
    name: 'an English team cares in English: asked, put off, answered with the form, and what nobody answers its lead hears of',
    async tell(desk) {
      const { clock, person, place } = desk;
      const [paul, mary] = [person('paul'), person('mary')];
      const diary = keepDiary(desk);
      const types = (line: string, answer: RegExp) => diary.during('paul', () => paul.typesAlone(line).reads(answer));
      const news = async () =>
        (await diary.look('#overseas', 'paul', 'mary')).map(
          ({ reader, at, text }) => `${at.slice(5)} ${reader} ${gist(text)}`,
        );
      await types('/customer new Acme manager:@Paul', /Acme/u);
      await types('/customer event Acme payment 2026-01-05 30000', /payment/u);
      await types('/care plan Acme', /Tue 6 Jan · Welcome · first call[^]*first payment or delivery Mon 5 Jan/u);
      await clock.until('Tue', '09:01');
      expect(await news()).toEqual([
        '01-06 09:01 #overseas K00001-1 · Care for today | Welcome: first call (thanks, promise, needs, support) · first payment or delivery Mon 5 Jan | → Thu 8 Jan 18:00',
      ]);

      const first = await place('overseas').card(/K00001-1[^]*Care for today/u);
      const later = await diary.during('paul', () => paul.presses('Later', first).opens());
      await diary.during('paul', () =>
        paul.fills(later, { when: 'tomorrow' }).reads(/Acme: asked for again on Wed 7 Jan/u),
      );
      await clock.until('Wed', '09:01');
      expect(await news()).toEqual([
        '01-07 09:01 #overseas K00001-2 · Care for today | Welcome: first call (thanks, promise, needs, support) · first payment or delivery Mon 5 Jan · put off | → Thu 8 Jan 18:00',
      ]);
      const again = await place('overseas').card(/K00001-2[^]*Care for today/u);
      const form = await diary.during('paul', () => paul.presses('Done', again).opens());
      expect(form.values).toMatchObject({ customer: 'Acme', channel: 'phone' });
      const said = { content: 'Thanked them, told them whom to ask', feedback: 'happy', next: 'none' };
      const told = await diary.during('paul', () => paul.fills(form, said).reads(/Acme: this answers the reminder/u));
      expect(told.text).not.toMatch(/draft|missing/iu);
      await again.follow(/done/u);

      await clock.until('Thu', '09:01');
      const guide = 'Welcome: send the service guide · after the first call Wed 7 Jan';
      expect(await news()).toEqual([`01-08 09:01 #overseas K00001-3 · Care for today | ${guide} | → 18:00`]);
      await clock.until('Thu', '18:00');
      expect(await news()).toEqual([
        `01-08 18:00 #overseas K00001-3 · Care is due now | ${guide} | → 18:00`,
        `01-08 18:00 paul K00001-3 · Care is due now | ${guide} | → 18:00`,
      ]);
      await clock.until('Fri', '09:14');
      const kit = 'Welcome kit: send the welcome kit and say that it comes · after the first call Wed 7 Jan';
      expect(await news()).toEqual([`01-09 09:14 #overseas K00001-4 · Care for today | ${kit} | → Mon 12 Jan 18:00`]);
      await clock.until('Fri', '09:15');
      expect(await news()).toEqual([
        `01-09 09:15 mary K00001-3 · Care is 15 h 15 min overdue | ${guide} | → Thu 8 Jan 18:00`,
      ]);
      const lead = await mary.reads(/K00001-3[^]*For you as lead: not done/u);
      expect(lead.text).toMatch(/Acme/u);
      // One word to the customer may be the answer to two reminders.
      for (const number of ['K00001-3', 'K00001-4']) {
        await types(
          `/care done ${number} wechat sent both, they thanked us feedback:happy next:none`,
          /Acme: this answers the reminder/u,
        );
      }
      await clock.until('Wed', '09:01');
      const second = 'Second talk: call about the first days, the kit, new needs and the survey';
      expect(await news()).toEqual([
        `01-14 09:01 #overseas K00001-5 · Care for today | ${second} · after the first call Wed 7 Jan | → Fri 16 Jan 18:00`,
      ]);
      await types('/care done K00001-5 phone all is well feedback:happy next:none', /this answers the reminder/u);

      await clock.until('Tue', '09:01');
      for (let week = 0; week < 3; week += 1) await clock.until('Tue', '09:01');
      expect(await news()).toEqual([
        '02-10 09:01 #overseas Spring Festival is on Tue 17 Feb: whom to greet | Acme · K00001',
      ]);
      await clock.forward(34 * DAY_MS);
      expect(await news()).toEqual([
        '03-16 09:01 #overseas K00001-6 · Care for today | May be leaving: an open talk about why · warning raised Sun 15 Mar | • no talk for 61 days | → Tue 17 Mar 09:00',
      ]);
      await types('/care done K00001-6 phone they compare offers feedback:unsure next:none', /answers the reminder/u);
      await types(
        '/care cause K00001 competitor cheaper offer',
        /Acme: cause a competitor[^]*1[.．] compare both offers for their own case, without arguing \(within 3 working days\)/u,
      );
      await clock.forward(7 * DAY_MS);
      expect(await news()).toEqual([]);
      await diary.expectNobodyElse();
    },
  },
];
