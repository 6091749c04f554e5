import { takeTicketNumber } from '../../domain/intake/ticket-number.ts';
import type { Verb } from '../command.ts';
import { refuseInput } from '../replies.ts';
import { correctCustomer } from './fix.ts';

/** 客户: one of several who are called as was typed, from a button of earlier releases: unless somebody else chose since. */
export const customerOf: Verb = {
  name: 'customer',
  aliases: [],
  takesNumber: true,
  typed: (context, rest) => {
    const taken = takeTicketNumber(rest);
    const { m } = context.card;
    if (taken === null) return refuseInput(context, m.reply.missingNumber, m.help.verb.edit.example);
    return correctCustomer(context, taken.number, taken.rest.trim());
  },
  clicked: (context, value) => {
    const [number = '', customer = ''] = value.split('|');
    return correctCustomer(context, number, customer);
  },
};
