import { firstWords } from '../../chat/cards/context.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { onlyMeant } from '../../domain/customer/rank-customers.ts';
import { quoteWord } from '../../domain/customer/read-line.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext } from '../command.ts';
import { showCard } from '../replies.ts';
import { type CustomerVerb, hitItem, refuseCustomerInput } from './answers.ts';

/** Choices offered at once. */
const CHOICES = 6;
/** Longest value of a button. */
const VALUE_MAX = 200;

/**
 * Finds the one customer that is meant, or asks: several are offered as buttons that go on with the very same deed.
 * `again` is the rest of the line for a customer given by its number.
 */
export async function withCustomer(
  context: CommandContext,
  verb: CustomerVerb,
  text: string,
  again: (number: string) => string,
  then: (hit: CustomerHit) => Reply | Promise<Reply>,
): Promise<Reply> {
  if (text.trim() === '') return refuseCustomerInput(context, verb, context.card.m.customer.reply.missing);
  const hits = await context.services.customers.search(text, CHOICES);
  const meant =
    hits.length === 0 ? null : onlyMeant(hits.map(({ id, match, cost }) => ({ customerId: id, match, cost })));
  const hit = meant === null ? undefined : hits.find((one) => one.id === meant.customerId);
  if (hit !== undefined) return then(hit);
  return hits.length === 0 ? unknownCustomer(context, text) : offerChoices(context, verb, text, hits, again);
}

function unknownCustomer({ card }: CommandContext, text: string): Reply {
  const { reply, button } = card.m.customer;
  const name = firstWords(text, 40);
  return showCard(
    said(
      reply.unknown(name),
      'warn',
      [reply.unknownHint],
      [
        {
          action: 'customer.new',
          value: `form ${quoteWord(name)}`,
          label: button.new,
          typed: `/customer new ${quoteWord(name)}`,
        },
        { action: 'customer.list', value: 'all|1', label: button.list, typed: '/customer list all' },
      ],
    ),
  );
}

function offerChoices(
  context: CommandContext,
  verb: CustomerVerb,
  text: string,
  hits: readonly CustomerHit[],
  again: (number: string) => string,
): Reply {
  const { m } = context.card;
  const { reply, button } = m.customer;
  const title = reply.several({ text: firstWords(text, 40), count: hits.length });
  return showCard({
    tone: 'info',
    title,
    summary: title,
    items: hits.map((hit) => {
      const number = customerNumber(hit.number);
      const rest = again(number);
      // What does not fit a button is typed again; the card is the way there.
      const [action, value] = rest.length <= VALUE_MAX ? [`customer.${verb}`, rest] : ['customer.show', number];
      const label = action === 'customer.show' ? button.show : button.use(firstWords(hit.shortName ?? hit.name, 8));
      const typed = `/${action.replace('.', ' ')} ${value}`;
      return hitItem(context.card, hit, [{ action, value, label, typed }]);
    }),
  });
}
