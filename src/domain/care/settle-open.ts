import type { Purpose } from '../contact/contact.ts';
import type { Birthday, IsoDay } from '../customer/customer.ts';
import type { Cadence } from '../policy/care-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Channel } from '../vocabulary.ts';
import { anniversariesBetween, birthdaysBetween } from './anniversary.ts';
import type { AskedItem } from './care.ts';
import type { CareContactFact, CareFacts } from './facts.ts';
import { type Counting, cadenceCounting, counts, LIGHT_TOUCH, MENDING, WELCOME } from './match.ts';
import type { CareAsk, VoidReason } from './vocabulary.ts';
import { dayOf } from './work-days.ts';

const SPOKEN: readonly Channel[] = ['phone', 'visit', 'online'];
const WRITTEN: readonly Channel[] = ['wecom', 'email', 'sms', 'online'];
const forPurposes = (...purposes: readonly Purpose[]): Counting => ({ channels: null, purposes });

/** What a contact must be to answer an ask; `null`: only a person can say that it is done. */
const ANSWERS: Readonly<Record<Exclude<CareAsk, Cadence['ask']>, Counting | null>> = {
  'welcome-call': WELCOME,
  'send-guide': { channels: WRITTEN, purposes: ['care'] },
  'answer-questions': forPurposes('care', 'discovery', 'delivery'),
  'send-kit': { channels: WRITTEN, purposes: ['care'] },
  'second-talk': { channels: SPOKEN, purposes: ['care', 'survey', 'discovery', 'delivery'] },
  'prepare-greeting': null,
  greet: forPurposes('care'),
  'festival-greeting': null,
  mend: MENDING,
  'mend-again': MENDING,
  'cause-talk': { channels: SPOKEN, purposes: ['care', 'complaint', 'renewal', 'discovery'] },
  'light-touch': LIGHT_TOUCH,
  invite: forPurposes('invitation'),
  'confirm-coming': forPurposes('invitation'),
  'talk-again': forPurposes('invitation'),
  'thank-declined': forPurposes('invitation'),
  survey: forPurposes('survey'),
  'renewal-talk': forPurposes('renewal'),
  'delivery-check': forPurposes('delivery'),
};

/** Which open items a contact that was just logged answers. An attempt that reached nobody answers none (C11). */
export function keysMetBy(
  { care }: Policy,
  items: readonly AskedItem[],
  contact: Omit<CareContactFact, 'moods'>,
): readonly string[] {
  if (!contact.isReached) return [];
  return items
    .filter((item) => {
      const counting = countingOf(item, (tier) => care.cadence[tier]);
      return counting !== null && counts(counting, contact) && isAfterCause(item, contact);
    })
    .map(({ key }) => key);
}

function countingOf({ ask, reason }: AskedItem, demandsOf: (tier: CareFacts['tier']) => readonly Cadence[]) {
  if (reason.why !== 'cadence') return ANSWERS[ask as keyof typeof ANSWERS] ?? null;
  const demand = demandsOf(reason.tier).find((one) => one.ask === reason.ask);
  return demand === undefined ? null : cadenceCounting(demand);
}

/** So long before its day a greeting may come. */
const EARLY_GREETING_DAYS = 7;

/** A talk from before there was a cause for it is none about it. */
function isAfterCause({ reason }: AskedItem, { at, day }: Pick<CareContactFact, 'at' | 'day'>): boolean {
  switch (reason.why) {
    case 'first-payment':
      return day >= reason.day;
    case 'after-welcome':
      return day > reason.day;
    case 'questions':
      return at > reason.at;
    case 'cadence':
    case 'light-touch':
      return day > reason.from;
    case 'complaint':
      return at > reason.resolvedAt;
    case 'warning':
      return at > reason.raisedAt;
    case 'birthday':
    case 'founding-day':
    case 'anniversary':
    case 'milestone':
    case 'festival':
      return dayOf(reason.on) - dayOf(day) <= EARLY_GREETING_DAYS;
    case 'campaign':
    case 'campaign-answer':
    case 'contract-end':
    case 'delivery':
      return true;
  }
}

/**
 * Open items that nobody needs to answer any more: the customer is gone, a rule was switched off, the tier no longer asks
 * for it, the person left, the date was corrected, the campaign ended.
 */
export function voidItems(
  { care }: Policy,
  facts: CareFacts,
  items: readonly AskedItem[],
): readonly { readonly key: string; readonly because: VoidReason }[] {
  const { gone } = facts;
  if (gone !== null) return items.map(({ key }) => ({ key, because: gone }));
  return items.flatMap((item): { readonly key: string; readonly because: VoidReason }[] => {
    if (!care.rules[item.rule]) return [{ key: item.key, because: 'switched-off' }];
    return isMoot(care.cadence, care.lightTouch, facts, item) ? [{ key: item.key, because: 'moot' }] : [];
  });
}

function isMoot(
  cadence: Policy['care']['cadence'],
  lightTouch: Policy['care']['lightTouch'],
  facts: CareFacts,
  { reason }: AskedItem,
): boolean {
  switch (reason.why) {
    case 'cadence':
      return cadence[facts.tier].every((one) => one.ask !== reason.ask);
    case 'light-touch':
      return lightTouch[facts.tier] === null;
    case 'birthday':
      return facts.people.every(({ id, birthday }) => id !== reason.personId || !isBirthday(birthday, reason.on));
    case 'milestone':
      return facts.milestones.every(({ id, day }) => id !== reason.milestoneId || day !== reason.on);
    case 'anniversary':
      return facts.firstCooperation === null || !isAnniversary(facts.firstCooperation, reason.on);
    case 'founding-day':
      return facts.foundedOn === null || !isAnniversary(facts.foundedOn, reason.on);
    case 'contract-end':
      return facts.contractUntil !== reason.on;
    case 'delivery':
      return facts.events.every(({ type, day }) => type !== 'delivery' || day !== reason.on);
    case 'campaign':
      // Answered by somebody who had the other entry of a customer that was merged: nobody invites it again.
      return facts.campaigns.every(
        ({ campaignId, isEnded, answer }) => campaignId !== reason.campaignId || isEnded || answer !== null,
      );
    case 'campaign-answer':
    case 'first-payment':
    case 'after-welcome':
    case 'questions':
    case 'festival':
    case 'complaint':
    case 'warning':
      return false;
  }
}

/** A birthday may have been corrected since it was asked about. */
function isBirthday(birthday: Birthday, on: IsoDay): boolean {
  return birthdaysBetween(birthday, dayOf(on), dayOf(on)).length > 0;
}

function isAnniversary(since: IsoDay, on: IsoDay): boolean {
  return anniversariesBetween(dayOf(since), dayOf(on), dayOf(on)).length > 0;
}
