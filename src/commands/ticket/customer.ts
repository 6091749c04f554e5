import { customerKey } from '../../domain/intake/customer-name.ts';
import { editTicket } from '../../usecases/verbs/edit-ticket.ts';
import type { Verb } from '../command.ts';
import { changeAndTell, withNumber } from './on-ticket.ts';

/** 客户: one of several who are called as was typed. Only offered where a name could not be told apart. */
export const customerOf: Verb = {
  name: 'customer',
  aliases: [],
  takesNumber: true,
  typed: (context, rest) => withNumber(context, 'edit', rest, (number, name) => setCustomer(context, number, name)),
  clicked: (context, value) => {
    const [number = '', customer = ''] = value.split('|');
    return setCustomer(context, number, customer);
  },
};

function setCustomer(context: Parameters<Verb['typed']>[0], number: string, name: string) {
  const customer = { name, key: customerKey(name) };
  return changeAndTell(context, number, editTicket, { edit: {}, description: null, problemType: null, customer });
}
