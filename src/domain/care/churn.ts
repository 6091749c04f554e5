import type { RiskWarning } from '../customer/customer.ts';
import type { CustomerPolicy } from '../policy/customer-policy.ts';
import { DAY_MS, type Instant } from '../time.ts';
import type { ChurnCause } from './vocabulary.ts';

/** What can be seen of a customer that may be lost (R9): counts in the window that ends today, and in the one before. */
export interface ChurnFacts {
  /** Days since the last interaction, or since the customer is known. */
  readonly silentDays: number;
  readonly eventsNow: number;
  readonly eventsBefore: number;
  readonly tried: number;
  readonly reached: number;
  readonly spentNow: number;
  readonly spentBefore: number;
  readonly displeasedNow: number;
  readonly displeasedBefore: number;
}

/** What speaks for losing a customer, worst first; each sign has its switch in the policy. The one source of "at risk". */
export function churnSigns(facts: ChurnFacts, risk: CustomerPolicy['risk']): readonly RiskWarning[] {
  const { silentDays, eventsNow, eventsBefore, tried, reached, spentNow, spentBefore } = facts;
  const { displeasedNow, displeasedBefore } = facts;
  const signs: RiskWarning[] = [];
  if (risk.silentDays !== null && silentDays >= risk.silentDays) signs.push({ warning: 'silent', days: silentDays });
  const eventsFell = fall(eventsNow, eventsBefore);
  if (risk.eventsDown !== null && eventsBefore >= risk.leastEvents && eventsFell > risk.eventsDown) {
    signs.push({ warning: 'events-down', share: eventsFell, now: eventsNow, before: eventsBefore });
  }
  const answered = tried === 0 ? 1 : reached / tried;
  if (risk.answered !== null && tried >= risk.leastContacts && answered < risk.answered) {
    signs.push({ warning: 'unanswered', share: answered, reached, tried });
  }
  // One payment a year falls to nothing in every other window: that says as little as one event does.
  const spendingFell = fall(spentNow, spentBefore);
  if (risk.spendingDown !== null && eventsBefore >= risk.leastEvents && spendingFell > risk.spendingDown) {
    signs.push({ warning: 'spending-down', share: spendingFell, now: spentNow, before: spentBefore });
  }
  if (risk.displeased !== null && displeasedNow >= risk.displeased && displeasedNow > displeasedBefore) {
    signs.push({ warning: 'displeased', now: displeasedNow, before: displeasedBefore });
  }
  return signs;
}

/** The share (0–1) by which something fell; zero or less when it did not, or when there was nothing before. */
function fall(now: number, before: number): number {
  return before > 0 ? (before - now) / before : 0;
}

/** The last warning about a customer, as its history has it. */
export interface LastWarning {
  readonly raisedAt: Instant;
  /** Names of the signs, without what was seen. */
  readonly signs: readonly string[];
  readonly talkedAt: Instant | null;
}

/**
 * Whether a warning is raised now. One that nobody has talked about yet stands for all of them; after the talk the same
 * signs are quiet for `againDays`, a sign that was not seen then is not.
 */
export function raisesWarning(
  signs: readonly RiskWarning[],
  last: LastWarning | null,
  againDays: number,
  now: Instant,
): boolean {
  if (signs.length === 0) return false;
  if (last === null) return true;
  if (last.talkedAt === null) return false;
  const isNew = signs.some(({ warning }) => !last.signs.includes(warning));
  return isNew || now - last.talkedAt >= againDays * DAY_MS;
}

/** One step that wins a customer back; words live in i18n. Working days from the talk on the cause. */
export interface RecoveryStep {
  readonly step:
    | 'apologise-and-name-one-contact'
    | 'fix-with-date'
    | 'report-result'
    | 'review-needs'
    | 'propose-fitting-product'
    | 'try-out'
    | 'compare-honestly'
    | 'show-own-results'
    | 'manager-visit'
    | 'explain-value'
    | 'propose-package'
    | 'agree-price-review'
    | 'ask-again'
    | 'check-in';
  readonly withinDays: number;
}

const RECOVERY: Readonly<Record<ChurnCause, readonly RecoveryStep[]>> = {
  service: [
    { step: 'apologise-and-name-one-contact', withinDays: 1 },
    { step: 'fix-with-date', withinDays: 3 },
    { step: 'report-result', withinDays: 5 },
    { step: 'check-in', withinDays: 20 },
  ],
  'need-changed': [
    { step: 'review-needs', withinDays: 3 },
    { step: 'propose-fitting-product', withinDays: 5 },
    { step: 'try-out', withinDays: 10 },
    { step: 'check-in', withinDays: 20 },
  ],
  competitor: [
    { step: 'compare-honestly', withinDays: 3 },
    { step: 'show-own-results', withinDays: 5 },
    { step: 'manager-visit', withinDays: 10 },
    { step: 'check-in', withinDays: 20 },
  ],
  price: [
    { step: 'explain-value', withinDays: 3 },
    { step: 'propose-package', withinDays: 5 },
    { step: 'agree-price-review', withinDays: 10 },
    { step: 'check-in', withinDays: 20 },
  ],
  other: [
    { step: 'ask-again', withinDays: 3 },
    { step: 'manager-visit', withinDays: 10 },
    { step: 'check-in', withinDays: 20 },
  ],
};

/** What is proposed to win a customer back, by the cause that the talk found. */
export function recoveryPlan(cause: ChurnCause): readonly RecoveryStep[] {
  return RECOVERY[cause];
}
