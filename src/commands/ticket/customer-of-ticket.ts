import type { CardItem } from '../../chat/card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { Outcome } from '../../usecases/outcome.ts';
import type { CommandContext } from '../command.ts';
import { hitItem } from '../customer/answers.ts';

type Created = Extract<Outcome, { code: 'created' }>;

/** Choices offered at once. */
const CHOICES = 4;

/**
 * Says whom a customer's name was read as, where that is another name than was typed, and offers those who are called so
 * as well. Only then is there anything to look up: the usual ticket costs nothing more.
 */
export async function withCustomer(
  { card, services }: CommandContext,
  created: Created,
  typed: string,
  show: (lines: readonly string[]) => Reply,
): Promise<Reply> {
  const { reply, button } = card.m.customer;
  if (created.knownAs !== undefined) {
    const [hit] = await services.customers.search(customerNumber(created.knownAs), 1);
    return show(hit === undefined ? [] : [reply.ticketCustomer({ typed, name: hit.name })]);
  }
  if (created.others === undefined || created.others.length === 0) return show([]);
  const found = await Promise.all(
    created.others.slice(0, CHOICES).map((number) => services.customers.search(customerNumber(number), 1)),
  );
  const shown = show([reply.ticketOffer(typed)]);
  if (shown.kind !== 'card') return shown;
  const items = found.flat().map((hit): CardItem => {
    const number = customerNumber(hit.number);
    const value = `${created.number}|${number}`;
    const typedTwin = `/ticket edit ${created.number} customer:${number}`;
    const use = { action: 'ticket.customer', value, label: button.use(hit.shortName ?? hit.name), typed: typedTwin };
    return hitItem(card, hit, [use]);
  });
  return { ...shown, card: { ...shown.card, items } };
}
