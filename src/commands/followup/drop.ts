import { dropPromise } from '../../usecases/contact/drop-promise.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, refuse, withContactNumber } from '../contact/on-contact.ts';
import { remarkOf } from '../ticket/on-ticket.ts';

/** 取消: the customer no longer wants it; the reason is asked for. */
export const drop: Verb = {
  name: 'drop',
  aliases: ['取消', '不需要'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'followup', 'drop', rest, ({ number, n }, words) => {
      const remark = remarkOf(words);
      if (remark === null) return refuse(context, 'followup', 'drop', context.card.m.contact.reply.missingReason);
      return changeAndTell(context, number, dropPromise, { n, remark });
    }),
};
