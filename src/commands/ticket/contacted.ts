import { foldWord } from '../../domain/intake/clean.ts';
import { logContact } from '../../usecases/verbs/log-contact.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';

/** An attempt that reached nobody, as people write it at the start. */
const NOT_REACHED = [
  'no answer',
  'not reached',
  'unreachable',
  '未接通',
  '没接通',
  '未接',
  '无人接听',
  '联系不上',
  '没联系上',
];

/** 已联系: meets the clock of first contact, unless nobody was reached (C11). */
export const contacted: Verb = {
  name: 'contacted',
  aliases: ['已联系', '联系', '已响应', '响应'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'contacted', rest, (number, words) => {
      const start = foldWord(words.trim());
      const reached = !NOT_REACHED.some((phrase) => start.startsWith(phrase));
      return changeAndTell(context, number, logContact, { reached, remark: remarkOf(words) });
    }),
  clicked: (context, number) => changeAndTell(context, number, logContact, { reached: true, remark: null }),
};
