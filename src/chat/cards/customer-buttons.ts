import { customerNumber } from '../../domain/customer/number.ts';
import type { Messages } from '../../i18n/messages.ts';
import type { Button } from '../card.ts';

/** Verbs whose button carries nothing but the customer. */
export type CustomerButton = 'show' | 'edit' | 'people' | 'event' | 'reveal' | 'tier';

/** A button on a customer, with the command that does the same. */
export function customerButton(m: Messages, verb: CustomerButton, number: number, style?: Button['style']): Button {
  const value = customerNumber(number);
  return {
    action: `customer.${verb}`,
    value,
    label: m.customer.button[verb],
    typed: `/customer ${verb} ${value}`,
    ...(style === undefined ? {} : { style }),
  };
}
