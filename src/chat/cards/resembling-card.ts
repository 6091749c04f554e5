import { customerNumber } from '../../domain/customer/number.ts';
import type { Card } from '../card.ts';
import type { CardContext } from './context.ts';
import { customerButton } from './customer-buttons.ts';

/** That customers read from elsewhere are called like others: numbers of both, the new one first. */
export interface ResemblingNotice {
  readonly resembling: readonly (readonly [made: number, like: number])[];
}

/** Pairs shown; what is beyond is counted. */
const PAIRS = 6;

/** Whether a stored message is about customers of like names. */
export function isResembling(data: unknown): data is ResemblingNotice {
  return typeof data === 'object' && data !== null && 'resembling' in data;
}

/** Two numbers and a way to look at each; which names they have is shown by whoever may see them. */
export function resemblingCard({ resembling }: ResemblingNotice, { m }: Pick<CardContext, 'm'>): Card {
  const words = m.wecomCustomers;
  const title = words.resembling({ count: resembling.length });
  const hidden = resembling.length - PAIRS;
  return {
    tone: 'info',
    title,
    summary: title,
    lines: [words.hint],
    items: resembling.slice(0, PAIRS).map(([made, like]) => {
      const value = `${customerNumber(made)} ${customerNumber(like)}`;
      return {
        title: words.pair({ made: customerNumber(made), like: customerNumber(like) }),
        buttons: [
          customerButton(m, 'show', made),
          { action: 'customer.merge', value, label: words.merge, typed: `/customer merge ${value}` },
        ],
      };
    }),
    ...(hidden > 0 ? { footer: words.more({ count: hidden }) } : {}),
  };
}
