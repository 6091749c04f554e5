import type { Reply } from '../../chat/inbound.ts';
import { customerNumber, readCustomerNumber } from '../../domain/customer/number.ts';
import { onlyMeant } from '../../domain/customer/rank-customers.ts';
import { CUSTOMER_NAME_MAX, customerKey, customerName } from '../../domain/intake/customer-name.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { CommandContext } from '../command.ts';

/** A customer as a contact is recorded with it; `id` null: a new one, made of its name. */
export interface NamedCustomer {
  readonly id: string | null;
  readonly name: string;
  readonly key: string;
  readonly hit: CustomerHit | null;
}

export type WhichCustomer =
  | { readonly ok: true; readonly customer: NamedCustomer }
  /** Several may be meant, or one of a like name: choices, not errors. */
  | { readonly ok: false; readonly choices: readonly CustomerHit[]; readonly name: string }
  | { readonly ok: false; readonly choices: null; readonly fault: string; readonly hints: readonly string[] };

/** Choices offered at once. */
const CHOICES = 6;

/**
 * The customer that is meant. A name that is certainly one (marked, in quotes, or taken from a form) and resembles nobody
 * becomes a new customer.
 */
export async function whichCustomer(
  context: CommandContext,
  written: { readonly name: string; readonly isMarked: boolean } | null,
): Promise<WhichCustomer> {
  const { reply } = context.card.m.contact;
  const { m } = context.card;
  const read = written === null ? null : customerName(written.name);
  if (written === null || read === null || !read.ok) {
    const fault =
      read?.ok === false && read.reason === 'too-long'
        ? m.reply.longName({ max: CUSTOMER_NAME_MAX })
        : reply.missingCustomer;
    return { ok: false, choices: null, fault, hints: [] };
  }
  const { name, key } = read;
  const hits = await context.services.customers.search(name, CHOICES);
  const exact = hits.find((hit) => hit.match === 'exact' && customerKey(hit.name) === key);
  const meant =
    hits.length === 0 ? null : onlyMeant(hits.map(({ id, match, cost }) => ({ customerId: id, match, cost })));
  const hit = exact ?? hits.find((one) => one.id === meant?.customerId);
  if (hit !== undefined) return { ok: true, customer: { id: hit.id, name: hit.name, key: customerKey(hit.name), hit } };
  if (hits.length > 0) return { ok: false, choices: hits, name };
  if (written.isMarked && readCustomerNumber(name) === null) {
    return { ok: true, customer: { id: null, name, key, hit: null } };
  }
  return { ok: false, choices: null, fault: reply.unknownCustomer({ name }), hints: [reply.newCustomerHint({ name })] };
}

/** The choices in words: each with the number that names it for certain. */
export function choicesText(context: CommandContext, choices: readonly CustomerHit[]): string {
  return choices.map((hit) => `${hit.name} (${customerNumber(hit.number)})`).join(context.card.m.view.listJoin);
}

/** A form that could not be sent on for want of a customer. */
export function customerErrors(context: CommandContext, which: Extract<WhichCustomer, { ok: false }>): Reply {
  const { reply } = context.card.m.contact;
  const text =
    which.choices === null
      ? which.fault
      : `${reply.whichCustomer({ name: which.name })}: ${choicesText(context, which.choices)}`;
  return { kind: 'form-errors', errors: { customer: text } };
}
