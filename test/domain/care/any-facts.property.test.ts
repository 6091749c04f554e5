import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCareEvent } from '../../../src/domain/care/apply-event.ts';
import type { Care, CareDeed } from '../../../src/domain/care/care.ts';
import type { CareFacts } from '../../../src/domain/care/facts.ts';
import { nextCareAt, planDay } from '../../../src/domain/care/plan-day.ts';
import { CAMPAIGN_ANSWERS, CARE_OUTCOMES } from '../../../src/domain/care/vocabulary.ts';
import { PURPOSES } from '../../../src/domain/contact/contact.ts';
import { COOPERATION_TYPES } from '../../../src/domain/customer/customer.ts';
import { CHANNELS, STAGES, TIERS } from '../../../src/domain/vocabulary.ts';
import { careFacts, rulebook } from '../../support/care/facts.ts';

const ALL = rulebook();
const { policy, calendar, clock } = ALL;
const RUNS = Number(process.env['CARE_RUNS'] ?? 300);

const START = Date.UTC(2025, 6, 1);
const isoDay = fc.integer({ min: 0, max: 900 }).map((n) => new Date(START + n * 86_400_000).toISOString().slice(0, 10));
const instant = fc.integer({ min: START, max: START + 900 * 86_400_000 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const birthday = fc.record({
  calendar: fc.constantFrom('solar' as const, 'lunar' as const),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  year: fc.constant(null),
});
const leap = fc.constantFrom(
  { calendar: 'solar' as const, month: 2, day: 29, year: null },
  { calendar: 'lunar' as const, month: -6, day: 30, year: null },
  { calendar: 'lunar' as const, month: 12, day: 30, year: 1950 },
);
const contact = fc.record({
  day: isoDay,
  channel: maybe(fc.constantFrom(...CHANNELS)),
  isReached: fc.boolean(),
  purposes: fc.subarray([...PURPOSES]),
});

/** Two people are never one: what is asked for is told apart by who it is about. */
const idOf = ({ id }: { readonly id: string }) => id;

const anyFacts: fc.Arbitrary<CareFacts> = fc
  .record({
    customerId: fc.string(),
    tier: fc.constantFrom(...TIERS),
    tierSince: maybe(isoDay),
    stage: fc.constantFrom(...STAGES),
    firstCooperation: maybe(isoDay),
    foundedOn: maybe(isoDay),
    contractUntil: maybe(isoDay),
    milestones: fc.uniqueArray(fc.record({ id: fc.string(), day: isoDay }), { maxLength: 2, selector: idOf }),
    people: fc.uniqueArray(fc.record({ id: fc.string(), birthday: fc.oneof(birthday, leap) }), {
      maxLength: 3,
      selector: idOf,
    }),
    events: fc.array(
      fc.record({ type: fc.constantFrom(...COOPERATION_TYPES), day: isoDay, amount: fc.constant(null) }),
      { maxLength: 4 },
    ),
    contacts: fc
      .array(contact, { maxLength: 4 })
      .map((all) =>
        all.map((one) => ({ ...one, at: clock(`${one.day} 10:00`), moods: [] })).toSorted((a, b) => b.at - a.at),
      ),
    complaints: fc.array(fc.record({ ticketId: fc.string(), resolvedAt: instant }), { maxLength: 2 }),
    hasUrgentOpen: fc.boolean(),
    questionsAt: maybe(instant),
    warning: maybe(fc.record({ raisedAt: instant })),
    campaigns: fc.array(
      fc.record({
        campaignId: fc.string(),
        day: isoDay,
        answer: maybe(fc.record({ answer: fc.constantFrom(...CAMPAIGN_ANSWERS), day: isoDay })),
        isEnded: fc.boolean(),
      }),
      { maxLength: 1 },
    ),
    lastAskedDay: maybe(isoDay),
    careSince: isoDay,
  })
  .map((parts) => careFacts(parts));

describe('any customer, at any time', () => {
  it('has a plan on working days, in order, without doubles, and due after its day begins', () => {
    fc.assert(
      fc.property(anyFacts, isoDay, fc.integer({ min: 0, max: 400 }), (facts, from, length) => {
        const until = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
        const found = ALL.occurrences(facts, from, until);
        const days = found.map(({ day }) => day);
        expect(days).toEqual(days.toSorted());
        for (const { day, dueAt, moved, nominalDay } of found) {
          expect(day >= from && day <= until).toBe(true);
          expect(calendar.isWorkingDay(day)).toBe(true);
          expect(dueAt).toBeGreaterThan(clock(`${day} 00:00`));
          expect(moved === null).toBe(day === nominalDay);
        }
        const keys = found.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('is asked for once a day at most, and always has a next look ahead; asking twice asks for nothing', () => {
    fc.assert(
      fc.property(anyFacts, instant, (facts, now) => {
        const plan = planDay(policy, calendar, facts, now);
        expect(plan.nextAt).not.toBeNull();
        expect(plan.nextAt ?? 0).toBeGreaterThan(now);
        if (plan.plan !== 'ask') return;
        expect(facts.hasUrgentOpen).toBe(false);
        expect(calendar.isWorkingTime(plan.ask.askAt) && !calendar.isRest(plan.ask.askAt)).toBe(true);
        expect(plan.ask.dueAt).toBeGreaterThan(now);
        const open = [...plan.ask.items, ...plan.ask.covered.map(({ item }) => item)].map(({ key }) => ({ key }));
        const after = { ...facts, open, lastAskedDay: plan.ask.day };
        expect(planDay(policy, calendar, after, now).plan).toBe('nothing');
        expect(planDay(policy, calendar, after, now).nextAt).toBe(plan.nextAt);
      }),
      { numRuns: RUNS },
    );
  });

  it('looking sooner changes nothing: the next look is the same until it comes', () => {
    fc.assert(
      fc.property(anyFacts, instant, fc.double({ min: 0, max: 1, noNaN: true }), (any, now, share) => {
        // A look itself ends what was asked for; here only time passes. What waits for something moves with the days.
        const facts = { ...any, hasUrgentOpen: false, warning: null, complaints: [], questionsAt: null, events: [] };
        const next = nextCareAt(policy, calendar, facts, now) ?? 0;
        if (next <= now || next - now > 40 * 86_400_000) return;
        const between = Math.floor(now + (next - now - 1) * share);
        expect(nextCareAt(policy, calendar, facts, between)).toBe(next);
      }),
      { numRuns: RUNS },
    );
  });
});

it('every history folds, whatever its order', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const n = fc.integer({ min: 1, max: 3 });
  const terms = { askAt: 1, dueAt: 2 };
  const item = (one: string) =>
    ({ key: one, rule: 'dates', ask: 'greet', reason: { why: 'campaign', campaignId: 'h' }, dueAt: 2 }) as const;
  const deed: fc.Arbitrary<CareDeed> = fc.oneof(
    fc.record({ n, key, day: isoDay }).map(
      (one): CareDeed => ({
        type: 'care-asked',
        n: one.n,
        day: one.day,
        ...terms,
        items: [item(one.key)],
        covered: [],
        owner: null,
        team: 't',
        policy: 'p',
      }),
    ),
    fc.record({ n, key, day: isoDay, outcome: fc.constantFrom(...CARE_OUTCOMES) }).map((one): CareDeed => {
      const common = { n: one.n, keys: [one.key], day: one.day, rest: null };
      if (one.outcome === 'done') return { type: 'care-done', ...common, contact: null };
      return one.outcome === 'skipped'
        ? { type: 'care-skipped', ...common }
        : { type: 'care-later', ...common, until: one.day };
    }),
    n.map((one): CareDeed => ({ type: 'care-handed', n: one, to: 'x', team: 'y', ...terms })),
    fc.constant<CareDeed>({ type: 'care-held', ticket: null, policy: 'p' }),
    n.map((one): CareDeed => ({ type: 'care-released', asks: [{ n: one, ...terms }] })),
    fc.constant<CareDeed>({ type: 'care-warned', signs: [], policy: 'p' }),
    fc.constant<CareDeed>({ type: 'care-cause', cause: 'price', day: '2026-01-01' }),
  );
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
      const care = deeds.reduce<Care | null>(
        (before, one, index) => applyCareEvent(before, { seq: index + 1, at: index, by: 'x', deed: one }),
        null,
      );
      for (const { open } of care?.asks ?? []) expect(open.length).toBeGreaterThan(0);
      const answered = care?.answers.map((one) => one.key) ?? [];
      expect(new Set(answered).size).toBe(answered.length);
    }),
    { numRuns: RUNS },
  );
});
