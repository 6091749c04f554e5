import type { Purpose } from '../contact/contact.ts';
import type { Cadence, CarePolicy } from '../policy/care-policy.ts';
import { type Channel, TIERS } from '../vocabulary.ts';
import type { CareContactFact } from './facts.ts';

/** Which contacts count for something: on these channels, for one of these purposes, for none of those. */
export interface Counting {
  readonly channels: readonly Channel[] | null;
  readonly purposes: readonly Purpose[] | null;
  readonly never?: readonly Purpose[];
}

/** A talk that somebody is about to have, or had. */
type Talk = Pick<CareContactFact, 'channel' | 'purposes'>;

/** Whether a talk counts. */
export function counts({ channels, purposes, never = [] }: Counting, talk: Talk): boolean {
  if (channels !== null && (talk.channel === null || !channels.includes(talk.channel))) return false;
  if (never.some((purpose) => talk.purposes.includes(purpose))) return false;
  return purposes === null || purposes.some((purpose) => talk.purposes.includes(purpose));
}

/** What counts for a demand of a tier's cadence. */
export function cadenceCounting({ channels, purposes }: Cadence): Counting {
  return { channels, purposes };
}

/** R10: a written word for the relation's own sake, with nothing for sale in it. */
export const LIGHT_TOUCH: Counting = {
  channels: ['wecom', 'email', 'sms', 'online'],
  purposes: ['care', 'survey'],
  never: ['upsell', 'renewal', 'proposal', 'invitation', 'lead'],
};

/** R1: spoken to, not written to. */
export const WELCOME: Counting = { channels: ['phone', 'visit', 'online'], purposes: null };

/** R8: a talk about the complaint, or for the relation's sake. */
export const MENDING: Counting = { channels: null, purposes: ['complaint', 'care', 'survey'] };

/** The last contact that reached somebody and counts; contacts are newest first. */
export function lastCounting(contacts: readonly CareContactFact[], counting: Counting): CareContactFact | null {
  return contacts.find((contact) => contact.isReached && counts(counting, contact)) ?? null;
}

/** So many days back contacts, and answers beside them, must be known for planning to be right under this policy. */
export function contactDaysNeeded({ cadence, lightTouch, mending, onboarding }: CarePolicy): number {
  const intervals = TIERS.flatMap((tier) => [
    ...cadence[tier].map(({ everyDays }) => everyDays),
    lightTouch[tier] ?? 0,
  ]);
  return Math.max(...intervals, mending.withinDays, onboarding.withinDays) + 1;
}
