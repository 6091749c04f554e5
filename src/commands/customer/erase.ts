import { receiptCard, receiptChecked, wordsOf } from '../../chat/cards/erasure-card.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { FORCE_WORDS, SURE_FLAG } from '../../domain/customer/lexicon-customer.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { quoteWord, readCustomerLine } from '../../domain/customer/read-line.ts';
import { foldWord } from '../../domain/intake/clean.ts';
import { readReceiptNumber, receiptNumber } from '../../domain/privacy/erased.ts';
import type { ErasureOutlook, ErasureRefusal } from '../../usecases/erasure/ports.ts';
import { forAdmins } from '../admin/entitled.ts';
import type { CommandContext, Verb } from '../command.ts';
import { showCard } from '../replies.ts';
import { withCustomer } from './which.ts';

/** 抹除: every word about a customer, or about one of its people, goes. Asked once more before. */
export const erase: Verb = {
  name: 'erase',
  aliases: ['抹除', '删除资料'],
  takesNumber: false,
  typed: (context, rest) => forAdmins(context, () => eraseNamed(context, rest)),
  clicked: (context, value) => forAdmins(context, () => eraseNamed(context, value)),
};

/** What was asked for, as far as it is not the customer's name. */
interface Asked {
  readonly person: string | null;
  readonly isForced: boolean;
  readonly isSure: boolean;
}

function eraseNamed(context: CommandContext, rest: string): Promise<Reply> | Reply {
  const line = readCustomerLine(rest.replace(SURE_FLAG, ' '));
  const [first = ''] = line.words;
  const receipt = /^E\d/iu.test(first) ? readReceiptNumber(first) : null;
  if (receipt !== null) return check(context, receipt);
  const isForceWord = (word: string) => FORCE_WORDS.has(foldWord(word));
  const asked: Asked = {
    person: line.fields.get('person') ?? null,
    isForced: line.isAnyway || line.words.some(isForceWord),
    isSure: SURE_FLAG.test(rest),
  };
  const name = line.words.filter((word) => !isForceWord(word)).join(' ');
  return withCustomer(
    context,
    'erase',
    name,
    (number) => lineOf(number, asked),
    (hit) => (asked.isSure ? eraseNow(context, hit.number, asked) : askFirst(context, hit, asked)),
  );
}

function lineOf(number: string, { person, isForced, isSure }: Asked): string {
  return [
    number,
    ...(person === null ? [] : [`person:${quoteWord(person)}`]),
    ...(isForced ? ['!force'] : []),
    ...(isSure ? ['!now'] : []),
  ].join(' ');
}

async function askFirst(
  context: CommandContext,
  { number, name }: { readonly number: number; readonly name: string },
  asked: Asked,
): Promise<Reply> {
  const outlook = await context.services.erasures.look(context.actor, { number, person: asked.person });
  if (outlook.code === 'refused') return refuse(context, outlook, asked);
  return showCard(confirmCard(context, { outlook, name, asked }));
}

function confirmCard(
  { card }: CommandContext,
  { outlook, name, asked }: { outlook: ErasureOutlook; name: string; asked: Asked },
) {
  const { erasure, view } = card.m;
  const number = customerNumber(outlook.number);
  const isOpen = asked.person === null && outlook.openTickets.length > 0;
  const value = lineOf(number, { ...asked, isForced: asked.isForced || isOpen, isSure: true });
  const title =
    asked.person === null ? erasure.confirm({ name, number }) : erasure.confirmPerson({ name: asked.person, number });
  return said(
    title,
    'warn',
    [
      wordsOf(outlook.counts, card),
      ...(isOpen ? [erasure.open({ tickets: outlook.openTickets.join(view.listJoin) })] : []),
      erasure.kept,
    ],
    [
      {
        action: 'customer.erase',
        value,
        label: isOpen ? erasure.forceButton : erasure.button,
        style: 'danger' as const,
        typed: `/customer erase ${value}`,
      },
    ],
  );
}

async function eraseNow(context: CommandContext, number: number, asked: Asked): Promise<Reply> {
  const { services, actor, card } = context;
  const erased = await services.erasures.erase(actor, { number, person: asked.person }, asked.isForced);
  return erased.code === 'refused'
    ? refuse(context, erased, asked)
    : {
        kind: 'card',
        card: receiptCard(erased.receipt, card),
        // The question named whom it was about.
        replaces: true,
      };
}

async function check(context: CommandContext, number: number): Promise<Reply> {
  const { services, actor, card } = context;
  const checked = await services.erasures.check(actor, number);
  if (checked === null) {
    return showCard(said(card.m.erasure.noReceipt({ receipt: receiptNumber(number) }), 'warn'));
  }
  return 'code' in checked ? refuse(context, checked) : showCard(receiptChecked(checked, card));
}

function refuse({ card }: CommandContext, refusal: ErasureRefusal, asked?: Asked): Reply {
  const { customer, erasure, reply, view } = card.m;
  switch (refusal.reason) {
    case 'needs-role':
      return showCard(said(erasure.onlyAdmins, 'warn'));
    case 'unknown-customer':
      return showCard(said(customer.reply.missing, 'warn', [reply.nothingChanged]));
    case 'unknown-person': {
      const title = erasure.noPerson({ name: asked?.person ?? '', people: refusal.people });
      return showCard(said(title, 'warn', [reply.nothingChanged]));
    }
    case 'open-tickets': {
      const { tickets } = refusal;
      const title = erasure.refusedOpen({ count: tickets.length, tickets: tickets.join(view.listJoin) });
      return showCard(said(title, 'warn', [erasure.howToForce, reply.nothingChanged]));
    }
    case 'nothing-left': {
      const receipt = refusal.receipt === null ? null : receiptNumber(refusal.receipt);
      return showCard(said(erasure.nothingLeft({ receipt }), 'muted'));
    }
  }
}
