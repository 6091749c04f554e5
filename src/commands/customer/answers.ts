import type { Button } from '../../chat/card.ts';
import { customerButton } from '../../chat/cards/customer-buttons.ts';
import { said } from '../../chat/cards/outcome-card.ts';
import type { Reply } from '../../chat/inbound.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import type { FieldFault } from '../../domain/customer/read-profile.ts';
import type { CustomerRequest } from '../../usecases/customers/desk.ts';
import type { CustomerHit, CustomerOutcome, CustomerRefusal } from '../../usecases/customers/ports.ts';
import type { CommandContext } from '../command.ts';
import { refuseInput, showCard } from '../replies.ts';

/** A customer's verb that is asked for by name. */
export type CustomerVerb = keyof CommandContext['card']['m']['customer']['help']['verb'];

/** What is asked of the use cases about one customer. */
export function requestFor({ inbound, actor, budgetMs }: CommandContext, number: number): CustomerRequest {
  return { dedupeKey: inbound.dedupeKey, number, actor, budgetMs };
}

/** A short answer about a customer, with a way to its card. */
export function sayAbout(
  context: CommandContext,
  number: number,
  title: string,
  lines: readonly string[] = [],
  buttons: readonly Button[] = [],
): Reply {
  return showCard(said(title, 'good', lines, [customerButton(context.card.m, 'show', number), ...buttons]));
}

/** What a change led to: `title` when it was done; why not otherwise. A tier that moved is told with it. */
export function showChange(
  context: CommandContext,
  outcome: CustomerOutcome,
  title: (done: Exclude<CustomerOutcome, CustomerRefusal>) => string,
  lines: readonly string[] = [],
): Reply {
  if (outcome.code === 'refused') return showRefusal(context, outcome);
  const { m } = context.card;
  const { reply } = m.customer;
  const moved =
    outcome.code === 'changed' &&
    outcome.tierBefore !== null &&
    outcome.tierAfter !== null &&
    outcome.tierBefore !== outcome.tierAfter
      ? [reply.tierMoved({ from: m.customer.tier(outcome.tierBefore), to: m.customer.tier(outcome.tierAfter) })]
      : [];
  return sayAbout(context, outcome.number, title(outcome), [...lines, ...moved]);
}

export function showRefusal(context: CommandContext, refusal: CustomerRefusal, isReveal = false): Reply {
  const { m } = context.card;
  const { reply } = m.customer;
  const refused = (title: string, buttons: readonly Button[] = []) =>
    showCard(said(title, 'warn', [m.reply.nothingChanged], buttons));
  switch (refusal.reason) {
    case 'unknown-customer':
      return refused(reply.missing);
    case 'needs-role': {
      const role = m.ticket.role(refusal.role);
      return refused(isReveal ? reply.needsRoleReveal(role) : reply.needsRole(role));
    }
    case 'nothing-to-change':
      return refused(reply.nothing);
    case 'name-taken': {
      const number = customerNumber(refusal.number);
      return refused(reply.taken({ name: number, number }), [customerButton(m, 'show', refusal.number)]);
    }
    case 'same-customer':
      return refused(reply.sameCustomer);
    case 'unknown-person':
      return refused(reply.noSuchPerson({ person: '…', count: refusal.people }));
  }
}

/** The sentence about one value that could not be read. */
export function faultText({ card }: CommandContext, { field, problem, value, choices = [] }: FieldFault): string {
  const { m } = card;
  return `${m.customer.field(field)}: ${m.customer.problem(problem, { value, choices: choices.join(m.view.listJoin) })}`;
}

/** What is wrong with what was typed, with the verb's own example. */
export function refuseCustomerInput(
  context: CommandContext,
  verb: CustomerVerb,
  what: string,
  hints: readonly string[] = [],
): Reply {
  return refuseInput(context, what, context.card.m.customer.help.verb[verb].example, hints);
}

/** One customer of a list, told apart from others by number, tier and trade. */
export function hitItem(
  { m, nameOf }: CommandContext['card'],
  hit: Omit<CustomerHit, 'match' | 'cost'>,
  buttons: readonly Button[],
) {
  const title = [hit.name, ...(hit.vip ? [m.customer.card.vip] : []), customerNumber(hit.number)].join(' · ');
  const detail = [
    hit.shortName,
    hit.tier === null ? null : m.customer.tier(hit.tier),
    hit.stage === null ? null : m.customer.stage(hit.stage),
    hit.industry,
    hit.accountManager === null ? null : nameOf(hit.accountManager),
  ];
  const told = detail.filter((one) => one !== null && one !== '').join(' · ');
  return { title, ...(told === '' ? {} : { detail: told }), buttons };
}
