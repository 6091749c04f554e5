import { keepPromise } from '../../usecases/contact/keep-promise.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, withClicked, withContactNumber } from '../contact/on-contact.ts';
import { remarkOf } from '../ticket/on-ticket.ts';

/** 完成: the promise was kept, with a word on how. */
export const done: Verb = {
  name: 'done',
  aliases: ['完成', '已完成', '兑现了'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'followup', 'done', rest, ({ number, n }, words) =>
      changeAndTell(context, number, keepPromise, { n, remark: remarkOf(words) }),
    ),
  clicked: (context, value) =>
    withClicked(context, value, ({ number, n }) => changeAndTell(context, number, keepPromise, { n, remark: null })),
};
