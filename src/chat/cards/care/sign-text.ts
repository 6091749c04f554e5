import type { RiskWarning } from '../../../domain/customer/customer.ts';
import type { CareView } from '../../../usecases/care/ports.ts';
import type { CardContext } from '../context.ts';

/** What speaks for losing a customer, each with the numbers that were seen. */
export function signLines(signs: readonly RiskWarning[], context: CardContext): readonly string[] {
  return signs.map((sign) => `• ${signText(sign, context)}`);
}

/** The same on one line, for a digest; of a warning whose signs are gone, what it was raised for. */
export function shortSigns(view: Pick<CareView, 'signs' | 'care'>, context: CardContext): string {
  const words = context.m.careSign;
  if (view.signs.length > 0) return view.signs.map((sign) => shortSign(sign, context)).join(words.join);
  const nameOf = (sign: string) => words.name[sign as keyof typeof words.name] ?? words.name.other;
  const names = (view.care.warning?.signs ?? []).map(nameOf).join(context.m.view.listJoin);
  return words.gone({ names: names === '' ? words.name.other : names });
}

function shortSign(sign: RiskWarning, { m, policy }: CardContext): string {
  const words = m.careSign;
  const { amount, percent } = m.customer;
  const days = policy.customers.risk.eventDays;
  switch (sign.warning) {
    case 'silent':
      return words.silent({ days: sign.days, months: Math.floor(sign.days / DAYS_PER_MONTH) });
    case 'events-down':
      return words['events-down']({ now: sign.now, before: sign.before, days });
    case 'unanswered':
      return words.unanswered({ reached: sign.reached, tried: sign.tried, share: percent(sign.share) });
    case 'spending-down':
      return words['spending-down']({ now: amount(sign.now), before: amount(sign.before), days });
    case 'displeased':
      return words.displeased({ now: sign.now, before: sign.before, days });
  }
}

const DAYS_PER_MONTH = 30;

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
