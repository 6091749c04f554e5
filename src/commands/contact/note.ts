import { noteContact } from '../../usecases/contact/note-contact.ts';
import type { Verb } from '../command.ts';
import { remarkOf } from '../ticket/on-ticket.ts';
import { changeAndTell, refuse, withContactNumber } from './on-contact.ts';

/** 备注: a word for colleagues. */
export const note: Verb = {
  name: 'note',
  aliases: ['备注'],
  takesNumber: true,
  typed: (context, rest) =>
    withContactNumber(context, 'contact', 'note', rest, ({ number }, words) => {
      const remark = remarkOf(words);
      if (remark === null) return refuse(context, 'contact', 'note', context.card.m.reply.missingText);
      return changeAndTell(context, number, noteContact, { remark });
    }),
};
