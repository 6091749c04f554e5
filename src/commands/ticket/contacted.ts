import { logContact } from '../../usecases/verbs/log-contact.ts';
import type { Verb } from '../command.ts';
import { saysNotReached } from './not-reached.ts';
import { changeAndTell, remarkOf, withNumber } from './on-ticket.ts';

/** 已联系: meets the clock of first contact, unless nobody was reached (C11). */
export const contacted: Verb = {
  name: 'contacted',
  aliases: ['已联系', '联系', '已响应', '响应'],
  takesNumber: true,
  typed: (context, rest) =>
    withNumber(context, 'contacted', rest, (number, words) =>
      changeAndTell(context, number, logContact, { reached: !saysNotReached(words), remark: remarkOf(words) }),
    ),
  clicked: (context, number) => changeAndTell(context, number, logContact, { reached: true, remark: null }),
};
