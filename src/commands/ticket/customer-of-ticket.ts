import type { CardItem, Menu } from '../../chat/card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { customerKey } from '../../domain/intake/customer-name.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { Outcome } from '../../usecases/outcome.ts';
import type { NamedCustomer } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';
import { hitItem } from '../customer/answers.ts';

type Created = Extract<Outcome, { code: 'created' }>;

/** Choices offered at once. */
const CHOICES = 4;
/** A longer name finds no room in what a choice carries back. */
const LONGEST_CARRIED = 60;

/**
 * Says whom a customer's name was read as, where that is another name than was typed, or that it is a new customer where
 * others are called alike; each of them, and a customer as it was typed, is one choice away. Only then is there anything
 * to look up: the usual ticket costs nothing more.
 */
export async function withCustomer(
  context: CommandContext,
  created: Created,
  customer: NamedCustomer | null,
  show: (lines: readonly string[]) => Reply,
): Promise<Reply> {
  // Whoever chose it in the form was asked already.
  if (customer === null || customer.asWritten === true) return show([]);
  // The ticket stands: that its customer's like could not be looked up must not read as if it did not.
  const found = await candidatesFor(context, created, customer).catch(() => null);
  if (found === null) return show([]);
  const { correction, view } = context.card.m;
  const { reply } = context.card.m.customer;
  const { name: typed } = customer;
  const { is, others, mayBeNew } = found;
  const line =
    is !== null
      ? reply.ticketCustomer({ typed, name: is.name })
      : created.others === undefined
        ? correction.newCustomer(typed)
        : reply.ticketOffer(typed);
  const choices = [
    ...others.map((hit) => ({ value: customerNumber(hit.number), label: nameOf(hit, others) })),
    ...(mayBeNew ? [{ value: `new:${typed}`, label: correction.asWritten(typed) }] : []),
  ];
  const options = choices.map((one) => ({ ...one, typed: `/ticket fix ${created.number} customer ${one.value}` }));
  const shown = show([line]);
  const [first] = options;
  if (shown.kind !== 'card' || first === undefined) return shown;
  const menu: Menu = {
    action: 'ticket.fix',
    value: `${created.number}|customer|`,
    label: correction.menu({ what: view.form.customer, is: is?.name ?? typed }),
    options,
    typed: first.typed,
  };
  const items = others.map((hit): CardItem => hitItem(context.card, hit, []));
  const menus = [menu, ...(shown.card.menus ?? [])];
  return { ...shown, card: { ...shown.card, menus, ...(items.length === 0 ? {} : { items }) } };
}

interface Candidates {
  /** Whom it was read as; `null`: it stayed as it was typed. */
  readonly is: CustomerHit | null;
  /** Who else may be meant. */
  readonly others: readonly CustomerHit[];
  /** It may be one that nobody knows yet. */
  readonly mayBeNew: boolean;
}

/** `null` where there is nothing to choose. */
async function candidatesFor(
  { services }: CommandContext,
  { knownAs, others, newCustomer }: Created,
  { name, key }: NamedCustomer,
): Promise<Candidates | null> {
  const search = (text: string, limit: number) => services.customers.search(text, limit);
  if (knownAs !== undefined) {
    const [[is], like] = await Promise.all([
      search(customerNumber(knownAs), 1),
      services.customers.search(name, CHOICES + 1, 'everyone'),
    ]);
    if (is === undefined) return null;
    const isNumber = readCustomerNumber(name) !== null;
    const mayBeNew = !isNumber && name.length <= LONGEST_CARRIED;
    return { is, others: isNumber ? [] : like.filter(({ id }) => id !== is.id).slice(0, CHOICES), mayBeNew };
  }
  if (others !== undefined && others.length > 0) {
    const found = await Promise.all(others.slice(0, CHOICES).map((number) => search(customerNumber(number), 1)));
    return { is: null, others: found.flat(), mayBeNew: false };
  }
  if (newCustomer !== true) return null;
  const like = await services.customers.search(name, CHOICES + 1, 'everyone');
  const strangers = like.filter((hit) => customerKey(hit.name) !== key).slice(0, CHOICES);
  return strangers.length === 0 ? null : { is: null, others: strangers, mayBeNew: false };
}

/** The short name where it tells them apart, with the number where it does not. */
function nameOf(hit: CustomerHit, all: readonly CustomerHit[]): string {
  const name = hit.shortName ?? hit.name;
  const isAlone = all.every((one) => one === hit || (one.shortName ?? one.name) !== name);
  return isAlone ? name : `${name} · ${customerNumber(hit.number)}`;
}
