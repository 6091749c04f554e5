/*
 * Ten thousand customers and what happens to them in 2026, from a seed. Plain data that says nothing of rules: both the
 * run (which asks the planner) and the checker (which does not) read it. Shanghai has no daylight saving.
 */

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;

export type WorldTier = 'A' | 'B' | 'C' | 'basic';
export type WorldChannel = 'phone' | 'visit' | 'wecom' | 'email' | 'sms' | 'online';
export type WorldPurpose = 'care' | 'complaint' | 'survey' | 'renewal' | 'invitation' | 'delivery' | 'upsell';

export interface WorldTalk {
  readonly at: number;
  readonly day: string;
  readonly channel: WorldChannel;
  readonly purposes: readonly WorldPurpose[];
  readonly isReached: boolean;
}

export interface WorldPerson {
  readonly id: string;
  readonly birthday: {
    readonly calendar: 'solar' | 'lunar';
    readonly month: number;
    readonly day: number;
    readonly year: number | null;
  };
  /** Not there any more from this moment on; `null`: stays. */
  readonly leftAt: number | null;
}

export interface WorldCustomer {
  readonly id: string;
  readonly tier: WorldTier;
  readonly tierChange: { readonly at: number; readonly tier: WorldTier } | null;
  readonly stage: 'prospect' | 'new' | 'growing' | 'mature';
  readonly firstCooperation: string | null;
  readonly foundedOn: string | null;
  readonly contractUntil: string | null;
  readonly milestones: readonly { readonly id: string; readonly day: string }[];
  readonly people: readonly WorldPerson[];
  /** The first payment ever, where it is of this year; entered in working hours of its day. */
  readonly firstPayment: { readonly day: string; readonly at: number } | null;
  readonly deliveries: readonly string[];
  readonly complaints: readonly { readonly ticketId: string; readonly resolvedAt: number }[];
  readonly urgent: readonly { readonly from: number; readonly to: number }[];
  readonly warnings: readonly number[];
  readonly invitations: readonly { readonly campaignId: string; readonly day: string; readonly madeAt: number }[];
  readonly gone: { readonly at: number; readonly why: 'merged' | 'erased' } | null;
  /** Of the year before, newest first. */
  readonly past: readonly WorldTalk[];
}

/** A stream of numbers in [0, 1) that is the same for a seed every time. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const YEAR_START = local('2026-01-01', 0);
export const YEAR_END = local('2027-01-01', 0);

/** The instant of a local date and minute of the day. */
export function local(day: string, minute: number): number {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + minute * 60_000;
}

export function localDay(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

export function plusDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** One customer of the world; the same for a seed and number every time. */
export function makeCustomer(seed: number, number: number): WorldCustomer {
  const next = chance(seed * 1_000_003 + number);
  const below = (n: number) => Math.floor(next() * n);
  const happens = (share: number) => next() < share;
  const dayOf2026 = () => plusDays('2026-01-01', below(365));
  const officeHour = (day: string) => local(day, 570 + below(480));
  const anyHour = (day: string) => local(day, below(1_440));
  const tier = pick<WorldTier>(next, ['A', 'B', 'B', 'C', 'C', 'C', 'basic', 'basic']);
  const isNew = happens(0.15);
  const firstPaymentDay = isNew ? dayOf2026() : null;
  const isProspect = !isNew && happens(0.08);
  const stage = isNew ? 'new' : isProspect ? 'prospect' : pick(next, ['growing', 'mature', 'mature'] as const);
  const past: WorldTalk[] = Array.from({ length: below(5) }, () => {
    const day = plusDays('2025-12-31', -below(300));
    return {
      at: officeHour(day),
      day,
      channel: pick<WorldChannel>(next, ['phone', 'visit', 'wecom', 'email', 'sms', 'online']),
      purposes: [pick<WorldPurpose>(next, ['care', 'care', 'survey', 'upsell', 'renewal'])],
      isReached: happens(0.85),
    };
  }).toSorted((a, b) => b.at - a.at);
  const urgentFrom = happens(0.12) ? anyHour(dayOf2026()) : null;
  const days = (share: number, most: number) => Array.from({ length: happens(share) ? 1 + below(most) : 0 }, dayOf2026);
  return {
    id: `customer-${seed}-${number}`,
    tier,
    tierChange: happens(0.1)
      ? { at: anyHour(dayOf2026()), tier: pick<WorldTier>(next, ['A', 'B', 'C', 'basic']) }
      : null,
    stage,
    firstCooperation: isNew ? firstPaymentDay : isProspect ? null : plusDays('2025-11-01', -below(2_500)),
    foundedOn: happens(0.4) ? pick(next, ['2000-02-29', plusDays('1990-01-01', below(9_000))]) : null,
    contractUntil: happens(0.5) ? plusDays('2026-01-01', below(500)) : null,
    milestones: days(0.2, 2).map((day, index) => ({ id: `milestone-${number}-${index}`, day })),
    people: Array.from({ length: below(3) }, (_, index) => makePerson(next, `person-${number}-${index}`)),
    firstPayment: firstPaymentDay === null ? null : { day: firstPaymentDay, at: officeHour(firstPaymentDay) },
    deliveries: days(0.2, 2).toSorted(),
    complaints: days(0.15, 2)
      .map((day, index) => ({ ticketId: `ticket-${number}-${index}`, resolvedAt: anyHour(day) }))
      .toSorted((a, b) => a.resolvedAt - b.resolvedAt),
    urgent: urgentFrom === null ? [] : [{ from: urgentFrom, to: urgentFrom + (1 + below(12 * 24)) * 3_600_000 }],
    warnings: days(0.12, 1).map((day) => local(day, happens(0.7) ? 120 : 660)),
    invitations: days(0.2, 1).map((day) => ({
      campaignId: 'campaign-1',
      day: plusDays(day, below(5)),
      madeAt: officeHour(day),
    })),
    gone: happens(0.04) ? { at: anyHour(dayOf2026()), why: pick(next, ['merged', 'erased'] as const) } : null,
    past,
  };
}

function makePerson(next: () => number, id: string): WorldPerson {
  const below = (n: number) => Math.floor(next() * n);
  const isLunar = next() < 0.5;
  // Every kind of day that a year can lack: the 30th of a lunar month, a leap month, 29 February.
  const birthday = isLunar
    ? {
        calendar: 'lunar' as const,
        month: (1 + below(12)) * (next() < 0.15 ? -1 : 1),
        day: next() < 0.2 ? 30 : 1 + below(30),
        year: null,
      }
    : next() < 0.1
      ? { calendar: 'solar' as const, month: 2, day: 29, year: null }
      : { calendar: 'solar' as const, month: 1 + below(12), day: 1 + below(28), year: next() < 0.5 ? 1985 : null };
  const leftAt = next() < 0.08 ? local(plusDays('2026-01-01', below(365)), below(1_440)) : null;
  return { id, birthday, leftAt };
}

function pick<T>(next: () => number, all: readonly T[]): T {
  return all[Math.floor(next() * all.length)] as T;
}
