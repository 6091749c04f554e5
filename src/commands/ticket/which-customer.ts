import type { Field } from '../../chat/form.ts';
import { customerNumber } from '../../domain/customer/number.ts';
import { isNamedExactly } from '../../domain/customer/rank-customers.ts';
import { customerName } from '../../domain/intake/customer-name.ts';
import type { CustomerHit } from '../../usecases/customers/ports.ts';
import type { NamedCustomer } from '../../usecases/ports.ts';
import type { CommandContext } from '../command.ts';

/** Customers offered at once. */
const OFFERED = 4;

/** Field of a form that asks which of several customers is meant. */
export const WHICH_CUSTOMER = 'customer-is';
/** The choice of a customer of its own, whoever else is called like it. */
export const AS_WRITTEN = 'as-written';

/**
 * Customers that a name may mean, best first: a part of theirs, how it sounds, with a slip of the keyboard. Empty where
 * somebody is called exactly so, and where nobody is called anything like it: there is nothing to ask.
 */
export async function customersLike({ services }: CommandContext, name: string): Promise<readonly CustomerHit[]> {
  const hits = await services.customers.search(name, OFFERED);
  return isNamedExactly(hits) ? [] : hits;
}

/** The question itself. Nothing is chosen beforehand: a guess between customers is worse than a press. */
export function whichCustomerField({ card }: CommandContext, written: string, hits: readonly CustomerHit[]): Field {
  const { correction } = card.m;
  return {
    kind: 'choice',
    name: WHICH_CUSTOMER,
    label: correction.whichCustomer,
    choices: [
      ...hits.map((hit) => ({
        value: customerNumber(hit.number),
        label: `${hit.name} · ${customerNumber(hit.number)}`,
      })),
      { value: AS_WRITTEN, label: correction.asWritten(written) },
    ],
  };
}

/** A customer by its number, as a ticket names it; `null` where there is none of that number. */
export async function customerByNumber({ services }: CommandContext, number: string): Promise<NamedCustomer | null> {
  const [hit] = await services.customers.search(number, 1);
  const named = hit?.match === 'exact' ? customerName(hit.name) : null;
  return named?.ok === true ? { name: named.name, key: named.key } : null;
}
