import { firstWords } from '../../chat/cards/context.ts';
import { customerButton } from '../../chat/cards/customer-buttons.ts';
import type { Reply } from '../../chat/inbound.ts';
import { readCustomerLine } from '../../domain/customer/read-line.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { hitItem } from './answers.ts';
import { withCustomer } from './which.ts';

const FOUND = 8;

/** 查找: whoever may be meant, best first. */
export const find: Verb = {
  name: 'find',
  aliases: ['查找', '搜索', '搜', 'search'],
  takesNumber: false,
  typed: findNamed,
  clicked: findNamed,
};

async function findNamed(context: CommandContext, rest: string): Promise<Reply> {
  const text = readCustomerLine(rest).words.join(' ');
  const hits = text === '' ? [] : await context.services.customers.search(text, FOUND, 'everyone');
  // Nobody: the same answer as everywhere, with the ways to go on.
  if (hits.length === 0)
    return withCustomer(
      context,
      'find',
      text,
      (number) => number,
      () => ({ kind: 'nothing' }),
    );
  const title = context.card.m.customer.reply.found({ text: firstWords(text, 40), total: hits.length });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: hits.map((hit) => hitItem(context.card, hit, [customerButton(context.card.m, 'show', hit.number)])),
  });
}
