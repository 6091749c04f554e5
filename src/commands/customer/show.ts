import { customerCard } from '../../chat/cards/customer-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { readCustomerLine } from '../../domain/customer/read-line.ts';
import { localToday } from '../../usecases/customers/desk.ts';
import type { CustomerView } from '../../usecases/customers/ports.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { showRefusal } from './answers.ts';
import { withCustomer } from './which.ts';

/** 查看: everything to know before a call. */
export const show: Verb = {
  name: 'show',
  aliases: ['查看', '详情', '查', '卡片'],
  takesNumber: false,
  typed: showNamed,
  clicked: showNamed,
};

function showNamed(context: CommandContext, rest: string): Promise<Reply> {
  const text = readCustomerLine(rest).words.join(' ');
  return withCustomer(
    context,
    'show',
    text,
    (number) => number,
    (hit) => showNumber(context, hit.number),
  );
}

/** The card of a customer, phones and mail masked. */
export async function showNumber(
  context: CommandContext,
  number: number,
  lines: readonly string[] = [],
): Promise<Reply> {
  const view = await context.services.customers.find(number);
  return view === null
    ? showRefusal(context, { code: 'refused', reason: 'unknown-customer' })
    : showView(context, view, false, lines);
}

async function showView(
  context: CommandContext,
  view: CustomerView,
  isRevealed: boolean,
  lines: readonly string[],
): Promise<Reply> {
  const activity = await context.services.customers.activity(view.id);
  const today = localToday(context.policy.policy, context.card.now);
  const card = customerCard(view, context.card, { activity, today, isRevealed });
  return showCard({ ...card, lines: [...lines, ...(card.lines ?? [])] });
}

/** 完整: phones and mail in full, for those entitled; every look is recorded. */
export const reveal: Verb = {
  name: 'reveal',
  aliases: ['完整', '完整信息', '查看完整'],
  takesNumber: false,
  typed: revealNamed,
  clicked: revealNamed,
};

function revealNamed(context: CommandContext, rest: string): Promise<Reply> {
  const text = readCustomerLine(rest).words.join(' ');
  return withCustomer(
    context,
    'reveal',
    text,
    (number) => number,
    async (hit) => {
      const revealed = await context.services.customers.reveal(context.actor, hit.number);
      return revealed.code === 'refused'
        ? showRefusal(context, revealed, true)
        : showView(context, revealed.view, true, []);
    },
  );
}
