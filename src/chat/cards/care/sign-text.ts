import type { RiskWarning } from '../../../domain/customer/customer.ts';
import type { CardContext } from '../context.ts';

/** What speaks for losing a customer, each with the numbers that were seen. */
export function signLines(signs: readonly RiskWarning[], context: CardContext): readonly string[] {
  return signs.map((sign) => `• ${signText(sign, context)}`);
}

function signText(sign: RiskWarning, { m, policy }: CardContext): string {
  const words = m.care.sign;
  const { amount, percent } = m.customer;
  const days = policy.customers.risk.eventDays;
  switch (sign.warning) {
    case 'silent':
      return words.silent({ days: sign.days });
    case 'events-down':
      return words['events-down']({ now: sign.now, before: sign.before, days, share: percent(sign.share) });
    case 'unanswered':
      return words.unanswered({ reached: sign.reached, tried: sign.tried, share: percent(sign.share) });
    case 'spending-down': {
      const spent = { now: amount(sign.now), before: amount(sign.before) };
      return words['spending-down']({ ...spent, days, share: percent(sign.share) });
    }
    case 'displeased':
      return words.displeased({ now: sign.now, before: sign.before, days });
  }
}
