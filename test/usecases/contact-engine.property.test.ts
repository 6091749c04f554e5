import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_RUNG, WARNED } from '../../src/domain/commitment/commitment.ts';
import { ELEMENTS } from '../../src/domain/contact/contact.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, parseDuration } from '../../src/domain/time.ts';
import { CHANNELS } from '../../src/domain/vocabulary.ts';
import { acknowledgeContact } from '../../src/usecases/contact/acknowledge-contact.ts';
import type { ContactVerb } from '../../src/usecases/contact/change-contact.ts';
import { completeContact } from '../../src/usecases/contact/complete-contact.ts';
import { confirmContact } from '../../src/usecases/contact/confirm-contact.ts';
import { dropPromise } from '../../src/usecases/contact/drop-promise.ts';
import { holdContact, takeUpContact } from '../../src/usecases/contact/hold-contact.ts';
import { keepPromise } from '../../src/usecases/contact/keep-promise.ts';
import { handOverPromise, snoozePromise } from '../../src/usecases/contact/move-promise.ts';
import { noteContact } from '../../src/usecases/contact/note-contact.ts';
import { promiseMore } from '../../src/usecases/contact/promise-more.ts';
import { clock } from '../support/commitments.ts';
import { POLICIES } from '../support/engine-scripts.ts';
import { COMPANY, company } from '../support/policies.ts';
import { type ContactSimulation, simulateContact, talk } from '../support/simulate-contact.ts';

/** `FUZZ_RUNS=100000 npx vitest run test/usecases/contact-engine.property.test.ts` is the long run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_000);

type Act = (simulation: ContactSimulation) => void;

const PEOPLE = Object.keys(COMPANY.people);
const by = fc.oneof({ arbitrary: fc.constant('admin'), weight: 4 }, fc.constantFrom(...PEOPLE));
const length = fc.oneof(
  fc.constantFrom(0, MINUTE_MS, HOUR_MS, DAY_MS),
  fc.integer({ min: 0, max: 3 * HOUR_MS }),
  fc.integer({ min: 0, max: 12 * DAY_MS }),
);
const n = fc.option(fc.integer({ min: 1, max: 4 }));
const made = fc.record({
  words: fc.constant('send the quote'),
  starred: fc.boolean(),
  owner: fc.option(fc.constantFrom(...PEOPLE)),
  after: fc.option(length),
});

function act<Given, Input>(
  verb: ContactVerb<Input>,
  given: fc.Arbitrary<Given>,
  inputAt: (value: Given, now: Instant) => Input,
): fc.Arbitrary<Act> {
  return fc.tuple(given, by).map(([value, who]) => (simulation) => {
    simulation.act(verb, inputAt(value, simulation.now()), who);
  });
}

const promisesAt = (
  all: readonly { words: string; starred: boolean; owner: string | null; after: number | null }[],
  now: Instant,
) => all.map(({ after, ...one }) => ({ ...one, dueAt: after === null ? null : now + after }));

const step: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: length.map(
      (ms): Act =>
        (simulation) =>
          simulation.forward(simulation.now() + ms),
    ),
    weight: 6,
  },
  {
    arbitrary: length.map(
      (ms): Act =>
        (simulation) =>
          simulation.standStill(simulation.now() + ms),
    ),
    weight: 2,
  },
  act(keepPromise, n, (value) => ({ n: value, remark: null })),
  act(dropPromise, n, (value) => ({ n: value, remark: 'not wanted' })),
  act(snoozePromise, fc.tuple(n, length), ([one, after], now) => ({ n: one, dueAt: now + after, remark: null })),
  act(handOverPromise, fc.tuple(n, fc.constantFrom(...PEOPLE)), ([one, to]) => ({
    n: one,
    to,
    dueAt: null,
    remark: null,
  })),
  act(promiseMore, fc.array(made, { maxLength: 2 }), (all, now) => promisesAt(all, now)),
  act(
    completeContact,
    fc.record({ channel: fc.option(fc.constantFrom(...CHANNELS)), nothingNext: fc.boolean() }),
    (one) => ({
      ...one,
      words: {},
      promises: [],
    }),
  ),
  act(confirmContact, fc.constantFrom(...CHANNELS), (channel) => ({ channel, remark: null })),
  act(holdContact, length, (after, now) => ({ until: now + after, remark: null })),
  act(takeUpContact, fc.constant(null), () => ({ remark: null })),
  { arbitrary: act(acknowledgeContact, n, (one) => ({ n: one, rule: one === null ? null : 'follow-up' })), weight: 2 },
  act(noteContact, fc.constant(null), () => ({ remark: 'so it is' })),
);

/** Another policy comes into force, and after a while the contact is brought under it. */
const recompute: ContactVerb<{ readonly policy: string; readonly since: Instant }> = {
  plan: (_context, { policy, since }) => ({
    deeds: [{ type: 'policy-changed', policy, since }],
    outcome: () => ({ code: 'recomputed' }),
  }),
};
const policyChange: fc.Arbitrary<Act> = fc.tuple(fc.boolean(), length).map(
  ([toOther, after]): Act =>
    (simulation) => {
      const since = simulation.now();
      simulation.activate(toOther ? 'other' : 'one');
      simulation.forward(since + after);
      simulation.act(recompute, { policy: toOther ? 'other' : 'one', since }, 'admin');
    },
);

const lengthOfRule = fc
  .constantFrom('30m', '2h', '1d', '3d', '2wd', 'off')
  .map((text) => parseDuration(text) ?? { unit: 'off' as const });
const rules = fc.record({
  record: lengthOfRule,
  reminder: lengthOfRule,
  promise: lengthOfRule,
  confirmation: lengthOfRule,
});
/** One of the policies that the engine is tried with, its rules of contacts at random. */
const policy = fc
  .tuple(fc.nat(POLICIES.length - 1), rules)
  .map(([i, contacts]) => ({ ...(POLICIES[i] ?? company()), contacts }))
  .map(({ contacts, ...one }) => ({ ...one, policy: { ...one.policy, contacts } }));

const opening = fc.record({
  by: fc.constantFrom(...PEOPLE),
  channel: fc.option(fc.constantFrom(...CHANNELS)),
  missing: fc.subarray([...ELEMENTS]),
  twoChannels: fc.boolean(),
  promises: fc.array(made, { maxLength: 3 }),
  spokenBefore: fc.oneof(fc.constant(0), length),
});
const start = fc
  .tuple(
    fc.constantFrom('2026-02-13', '2026-03-03', '2026-03-29', '2026-10-01', '2026-12-31'),
    fc.integer({ min: 0, max: 3 * DAY_MS }),
  )
  .map(([date, shift]) => Date.parse(`${date}T00:00:00Z`) + shift);

test('whatever happens to a contact, what it owes is what its history says, and nothing open is forgotten', {
  timeout: 60_000 + RUNS * 20,
}, () => {
  fc.assert(
    fc.property(
      fc.tuple(policy, policy),
      start,
      opening,
      fc.array(fc.oneof({ arbitrary: step, weight: 12 }, { arbitrary: policyChange, weight: 1 }), {
        minLength: 1,
        maxLength: 16,
      }),
      ([one, other], at, opened, steps) => {
        const { promises, spokenBefore, ...rest } = opened;
        const policies = [
          { ...one, hash: 'one' },
          { ...other, hash: 'other' },
        ];
        const simulation = simulateContact(
          policies,
          at,
          talk({ ...rest, spokenAt: at - spokenBefore, promises: promisesAt(promises, at) }),
        );
        for (const one of steps) one(simulation);
        simulation.forward(simulation.now());
        const from = simulation.said.length;
        const late = simulation.commitments().filter((one) => one.state === 'open' && one.dueAt <= simulation.now());
        // Two hours on two nights a week, a long feast before them, and somebody who has seen it: three weeks may pass.
        simulation.forward(simulation.now() + 42 * DAY_MS);
        // Left alone, whatever is late is spoken of until somebody acts.
        const spoken = new Set(simulation.said.slice(from).map((one) => one.commitment.id));
        for (const one of late) expect(spoken.has(one.id), `${one.rule} is late and silent`).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});

describe('C7: a promise reminds its owner a day before, and everybody at the time', () => {
  const POLICY = company();

  test('whenever it was made and is due', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 * DAY_MS }),
        fc.integer({ min: 0, max: 20 * DAY_MS }),
        (offset, after) => {
          const made = clock('2026-03-03 09:00') + offset;
          const dueAt = made + after;
          const simulation = simulateContact(
            [POLICY],
            made,
            talk({ promises: [{ words: 'x', starred: false, owner: null, dueAt }] }),
          );
          simulation.forward(dueAt + 5 * DAY_MS);
          const calendar = POLICY.calendarOf('support');
          const [first, second] = simulation.said;
          const reminder = calendar.restEnd(Math.max(dueAt - DAY_MS, made));
          if (dueAt - DAY_MS > made && reminder < dueAt) {
            expect(first).toMatchObject({ at: reminder, stage: WARNED, audiences: ['owner'] });
            expect(second).toMatchObject({
              at: calendar.restEnd(dueAt),
              stage: FIRST_RUNG,
              audiences: ['owner', 'team'],
            });
          }
          const atDue = simulation.said.find((one) => one.stage === FIRST_RUNG);
          expect(atDue?.at).toBe(calendar.restEnd(dueAt));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a later date begins anew: reminded again, and what was missed stays missed', () => {
    const made = clock('2026-03-03 09:00');
    const dueAt = clock('2026-03-04 18:00');
    const simulation = simulateContact(
      [POLICY],
      made,
      talk({ promises: [{ words: 'x', starred: false, owner: null, dueAt }] }),
    );
    simulation.forward(clock('2026-03-05 10:00'));
    const later = clock('2026-03-10 18:00');
    simulation.act(snoozePromise, { n: 1, dueAt: later, remark: null }, 'agent');
    const before = simulation.said.length;
    simulation.forward(clock('2026-03-11 09:10'));
    const [old, fresh] = simulation.commitments();
    expect(old).toMatchObject({ round: 1, state: 'cancelled', missedAt: dueAt });
    expect(fresh).toMatchObject({ round: 2, state: 'open', dueAt: later, missedAt: later });
    expect(simulation.said.slice(before).map(({ at, stage }) => [at, stage])).toEqual([
      [clock('2026-03-09 18:00'), WARNED],
      [later, FIRST_RUNG],
    ]);
  });

  test('handed over after it was late: the new owner and team are told at once, in their own name', () => {
    const made = clock('2026-03-03 09:00');
    const dueAt = clock('2026-03-04 10:00');
    const simulation = simulateContact(
      [POLICY],
      made,
      talk({ promises: [{ words: 'x', starred: false, owner: null, dueAt }] }),
    );
    simulation.forward(clock('2026-03-04 14:00'));
    simulation.act(handOverPromise, { n: 1, to: 'outsider', dueAt: null, remark: null }, 'agent');
    const before = simulation.said.length;
    simulation.forward(clock('2026-03-04 14:00'));
    expect(simulation.said.slice(before)).toHaveLength(1);
    expect(simulation.said.at(-1)).toMatchObject({
      stage: FIRST_RUNG,
      commitment: { owner: 'outsider', team: 'after-sales', round: 2 },
    });
  });
});
