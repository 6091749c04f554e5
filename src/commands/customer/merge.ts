import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { INTO_WORDS, SURE_FLAG } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { quoteWord, readCustomerLine } from '../../domain/customer/read-line.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { refuseCustomerInput, requestFor, showChange, showRefusal } from './answers.ts';
import { withCustomer } from './which.ts';

/** 合并: two entries of one customer become one. Asked once more before, because it cannot be undone. */
export const merge: Verb = {
  name: 'merge',
  aliases: ['合并', '并入'],
  takesNumber: false,
  typed: mergeNamed,
  clicked: async (context, value) => {
    const [from = '', into = ''] = value.startsWith('! ') ? value.slice(2).split(' ') : [];
    const numbers = [readCustomerNumber(from), readCustomerNumber(into)] as const;
    if (numbers[0] === null || numbers[1] === null) return mergeNamed(context, value);
    return mergeNow(context, numbers[0], numbers[1]);
  },
};

async function mergeNamed(context: CommandContext, rest: string): Promise<Reply> {
  const { reply } = context.card.m.customer;
  const isSure = SURE_FLAG.test(rest);
  const asked = rest.replace(SURE_FLAG, ' ');
  const [first = '', second = ''] = INTO_WORDS.test(asked) ? asked.split(INTO_WORDS, 2) : twoWords(asked);
  if (first.trim() === '' || second.trim() === '') return refuseCustomerInput(context, 'merge', reply.missingInto);
  const name = (text: string) => readCustomerLine(text).words.join(' ');
  const sure = isSure ? ' !now' : '';
  const fromAgain = (number: string) => `${number} into ${quoteWord(name(second))}${sure}`;
  return withCustomer(context, 'merge', name(first), fromAgain, (from) => {
    const intoAgain = (number: string) => `${customerNumber(from.number)} into ${number}${sure}`;
    return withCustomer(context, 'merge', name(second), intoAgain, (into) => {
      if (from.id === into.id) return showRefusal(context, { code: 'refused', reason: 'same-customer' });
      if (isSure) return mergeNow(context, from.number, into.number);
      const [one, other] = [customerNumber(from.number), customerNumber(into.number)];
      const title = reply.mergeConfirm({ from: `${from.name} ${one}`, into: `${into.name} ${other}` });
      const button = {
        action: 'customer.merge',
        value: `! ${one} ${other}`,
        label: reply.mergeButton,
        style: 'danger' as const,
        typed: `/customer merge ${one} into ${other} !now`,
      };
      return showCard(said(title, 'warn', [], [button]));
    });
  });
}

function twoWords(text: string): readonly string[] {
  const { words } = readCustomerLine(text);
  return words.length === 2 ? words : [];
}

async function mergeNow(context: CommandContext, from: number, into: number): Promise<Reply> {
  const outcome = await context.services.customers.merge(requestFor(context, from), into);
  const { reply } = context.card.m.customer;
  const survivor = outcome.code === 'merged' ? await context.services.customers.find(outcome.number) : null;
  return showChange(context, outcome, (done) =>
    reply.merged({
      from: customerNumber(from),
      name: survivor?.profile.name ?? customerNumber(into),
      tickets: done.code === 'merged' ? done.tickets : 0,
    }),
  );
}
