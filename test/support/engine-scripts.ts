import fc from 'fast-check';
import type { Track } from '../../src/domain/commitment/commitment.ts';
import { type PolicyInForce, trackKey } from '../../src/domain/commitment/track.ts';
import { actorOf } from '../../src/domain/people.ts';
import { resolvePolicy } from '../../src/domain/policy/resolve-policy.ts';
import type { PolicyFileInput } from '../../src/domain/policy/schema.ts';
import { CLOSING_WORDS, DEMANDED_CLOCKS, WAITING_FOR } from '../../src/domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Ms, SECOND_MS } from '../../src/domain/time.ts';
import { KINDS, TIERS, type Tier, URGENCIES } from '../../src/domain/vocabulary.ts';
import type { TicketVerb } from '../../src/usecases/change-ticket.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { assignTicket } from '../../src/usecases/verbs/assign-ticket.ts';
import { cancelTicket } from '../../src/usecases/verbs/cancel-ticket.ts';
import { closeTicket } from '../../src/usecases/verbs/close-ticket.ts';
import { editTicket } from '../../src/usecases/verbs/edit-ticket.ts';
import { escalateTicket } from '../../src/usecases/verbs/escalate-ticket.ts';
import { finishStep } from '../../src/usecases/verbs/finish-step.ts';
import { linkTicket } from '../../src/usecases/verbs/link-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { logUnansweredRevisit } from '../../src/usecases/verbs/log-unanswered-revisit.ts';
import { absorbTicket, mergeAway } from '../../src/usecases/verbs/merge-ticket.ts';
import { planTicket } from '../../src/usecases/verbs/plan-ticket.ts';
import { rateTicket } from '../../src/usecases/verbs/rate-ticket.ts';
import { reopenTicket } from '../../src/usecases/verbs/reopen-ticket.ts';
import { reportProgress } from '../../src/usecases/verbs/report-progress.ts';
import { resolveTicket } from '../../src/usecases/verbs/resolve-ticket.ts';
import { resumeTicket } from '../../src/usecases/verbs/resume-ticket.ts';
import { retierTicket } from '../../src/usecases/verbs/retier-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { tellCustomer } from '../../src/usecases/verbs/tell-customer.ts';
import { undoDeed } from '../../src/usecases/verbs/undo-deed.ts';
import { waitFor } from '../../src/usecases/verbs/wait-for.ts';
import { COMPANY, inForce } from './policies.ts';
import { type Opening, type Simulation, simulate, type Watcher } from './simulate-engine.ts';

/** One thing that happens to a ticket, or to the world around it. */
export type Step =
  /** Time passes, the engine running; `until` an interesting moment of the ticket, or by a length. */
  | { readonly step: 'forward' | 'outage'; readonly by: Ms | 'next' | 'just-before-next' | 'due' }
  | { readonly step: 'tick' }
  | { readonly step: 'clock-back'; readonly by: Ms }
  | { readonly step: 'act'; readonly name: string; readonly by: string; readonly act: Act }
  | { readonly step: 'activate'; readonly policy: number }
  | { readonly step: 'recompute' }
  | { readonly step: 'assess'; readonly tier: Tier | null };

type Act = (simulation: Simulation, by: string) => void;

export interface Script {
  readonly policies: readonly number[];
  readonly start: Instant;
  readonly opening: Opening;
  readonly steps: readonly Step[];
}

function act<Input>(name: string, verb: TicketVerb<Input>, input: fc.Arbitrary<Input>): fc.Arbitrary<[string, Act]> {
  return input.map((value) => [
    `${name} ${JSON.stringify(value)}`,
    (simulation, by) => {
      // Who is a stranger to a policy that refuses strangers does not get as far as a verb.
      if (actorOf(simulation.active().policy, by) !== null) simulation.act(verb, value, by);
    },
  ]);
}

/** An act whose input names times: as lengths from the moment of acting. */
function actLater<Lengths, Input>(
  name: string,
  verb: TicketVerb<Input>,
  lengths: fc.Arbitrary<Lengths>,
  inputAt: (now: Instant, lengths: Lengths) => Input,
): fc.Arbitrary<[string, Act]> {
  return lengths.map((value) => [
    `${name} ${JSON.stringify(value)}`,
    (simulation, by) => {
      if (actorOf(simulation.active().policy, by) === null) return;
      simulation.act(verb, inputAt(simulation.now(), value), by);
    },
  ]);
}

const TEAMS = Object.keys(COMPANY.teams);
const PEOPLE = Object.keys(COMPANY.people);
const STRANGER = 'slack:T0ACME:U0STRANGER';
const nothing = fc.constant(null);
const remark = fc.constant({ remark: 'so it is' });

const edit = fc.record({
  edit: fc.record(
    {
      kind: fc.constantFrom(...KINDS),
      urgency: fc.constantFrom(...URGENCIES),
      complex: fc.boolean(),
      team: fc.constantFrom(...TEAMS),
    },
    { requiredKeys: [] },
  ),
  description: nothing,
  problemType: nothing,
  customer: nothing,
});

const length: fc.Arbitrary<Ms> = fc.oneof(
  fc.constantFrom(0, 0, 1, SECOND_MS, MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS),
  fc.integer({ min: 0, max: 3 * HOUR_MS }),
  fc.integer({ min: 0, max: 4 * DAY_MS }),
  fc.integer({ min: 0, max: 3 }).map((weeks) => weeks * 7 * DAY_MS),
);

const plan = fc.record({
  eta: length,
  steps: fc.array(fc.record({ owner: fc.option(fc.constantFrom(...PEOPLE)), after: length }), { maxLength: 3 }),
});
const wait = fc.record({ on: fc.constantFrom(...WAITING_FOR), after: length });
/** What another ticket brings along: words of before, times of before or ahead. */
const legacy = fc.record({
  spoken: length,
  owed: fc.uniqueArray(fc.record({ clock: fc.constantFrom(...DEMANDED_CLOCKS), in: length, isPast: fc.boolean() }), {
    selector: ({ clock }) => clock,
  }),
  wantsWriting: fc.boolean(),
  isRaised: fc.boolean(),
});

/** No word gets more time by a merge than it had. */
const absorb: fc.Arbitrary<[string, Act]> = legacy.map(({ spoken, owed, ...rest }) => [
  `absorb ${JSON.stringify({ spoken, owed, ...rest })}`,
  (simulation, by) => {
    if (actorOf(simulation.active().policy, by) === null) return;
    const now = Math.max(simulation.now(), simulation.events().at(-1)?.at ?? 0);
    const demands = owed.map((one) => ({
      clock: one.clock,
      dueAt: one.isPast ? now - one.in : now + one.in,
      since: now,
    }));
    const input = { from: 'C202603002', spokenAt: now - spoken, owed: demands, customer: null, ...rest };
    const running = new Set(simulation.commitments().flatMap((one) => (one.state === 'open' ? [one.rule] : [])));
    if (simulation.act(absorbTicket, input, by).code === 'refused') return;
    for (const { clock, dueAt } of demands) {
      const open = simulation.commitments().find((one) => one.rule === clock && one.state === 'open');
      if (open === undefined && !running.has(clock)) continue;
      if (open === undefined) throw new Error(`a merge ended ${clock}`);
      if (open.dueAt > Math.max(dueAt, open.startedAt)) throw new Error(`a merge gave more time for ${clock}`);
    }
  },
]);

const undoable = fc.oneof(
  act('take', takeTicket, nothing),
  act('assign', assignTicket, fc.record({ to: fc.constantFrom(...PEOPLE, STRANGER) })),
  act('resolve', resolveTicket, remark),
  act('cancel', cancelTicket, remark),
);

/** What a moment leaves of a deed that was taken back: nothing but the time, misses, and clocks that are no longer owed. */
const takeBack: fc.Arbitrary<[string, Act]> = fc
  .tuple(undoable, fc.integer({ min: 0, max: 6 * MINUTE_MS }), fc.boolean())
  .map(([[name, run], after, isNamed]) => [
    `${name}, after ${after} ms taken back`,
    (simulation, by) => {
      const before = simulation.history();
      const logged = simulation.events().length;
      run(simulation, by);
      const { seq = 0, at: doneAt = 0 } = simulation.events().at(-1) ?? {};
      if (simulation.events().length === logged) return;
      simulation.forward(simulation.now() + after);
      const undone = simulation.act(undoDeed, { seq: isNamed ? seq : null }, by);
      // Where the clock was turned back the deed stands ahead of it, and counts as just done.
      const age = Math.max(simulation.now(), doneAt) - doneAt;
      if ((undone.code === 'undone') !== age <= 5 * MINUTE_MS) throw new Error(`undone or not: ${undone.code}`);
      if (undone.code !== 'undone') return;
      const now = simulation.history();
      if (JSON.stringify(now.state) !== JSON.stringify(before.state)) throw new Error('not as it was before');
      const known = new Map(now.tracks.map((track) => [trackKey(track), track]));
      const butMisses = (track: Track | undefined) => JSON.stringify({ ...track, missedAt: null, inForceSince: 0 });
      for (const track of before.tracks) {
        const key = trackKey(track);
        if (butMisses(known.get(key)) !== butMisses(track)) throw new Error(`not restored: ${key}`);
        known.delete(key);
      }
      for (const one of known.values()) if (one.state === 'open') throw new Error(`still owed: ${trackKey(one)}`);
      // A second press of the same button takes nothing else back.
      if (simulation.act(undoDeed, { seq }, by).code !== 'refused') throw new Error('taken back twice');
    },
  ]);

const acts = fc.oneof(
  act('take', takeTicket, nothing),
  act('assign', assignTicket, fc.record({ to: fc.constantFrom(...PEOPLE, STRANGER) })),
  { arbitrary: act('ack', acknowledgeTicket, nothing), weight: 4 },
  { arbitrary: act('edit', editTicket, edit), weight: 4 },
  act('contact', logContact, fc.record({ reached: fc.boolean(), remark: nothing })),
  act('note', addNote, remark),
  act('progress', reportProgress, remark),
  actLater('plan', planTicket, plan, (now, { eta, steps }) => ({
    eta: now + eta,
    steps: steps.map(({ owner, after }) => ({ owner, dueAt: now + after })),
    remark: 'so it will be',
  })),
  act('step', finishStep, fc.record({ n: fc.integer({ min: 0, max: 5 }), remark: nothing })),
  {
    arbitrary: actLater('wait', waitFor, wait, (now, { on, after }) => ({ on, until: now + after, remark: 'asked' })),
    weight: 3,
  },
  { arbitrary: act('resume', resumeTicket, nothing), weight: 2 },
  act('tell', tellCustomer, fc.record({ written: fc.boolean(), remark: nothing })),
  act('unanswered', logUnansweredRevisit, fc.record({ remark: nothing })),
  act('resolve', resolveTicket, remark),
  act('rate', rateTicket, fc.record({ score: fc.integer({ min: 1, max: 5 }), remark: nothing })),
  { arbitrary: act('reopen', reopenTicket, remark), weight: 2 },
  act('close', closeTicket, fc.record({ word: fc.constantFrom(...CLOSING_WORDS), remark: nothing })),
  act('cancel', cancelTicket, remark),
  { arbitrary: takeBack, weight: 3 },
  act('undo', undoDeed, fc.record({ seq: fc.option(fc.integer({ min: 1, max: 30 })) })),
  absorb,
  act('link', linkTicket, fc.constant({ number: 'C202603003', times: 2, since: 0 })),
  act('merge', mergeAway, fc.constant({ id: 'other', number: 'C202603009', remark: null })),
  { arbitrary: act('escalate', escalateTicket, remark), weight: 2 },
);

const moment = fc.oneof(length, fc.constantFrom('next' as const, 'just-before-next' as const, 'due' as const));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc
      .tuple(acts, fc.oneof({ arbitrary: fc.constant('admin'), weight: 5 }, fc.constantFrom(...PEOPLE, STRANGER)))
      .map(([[name, run], by]): Step => ({ step: 'act', name, by, act: run })),
    weight: 8,
  },
  { arbitrary: moment.map((by): Step => ({ step: 'forward', by })), weight: 8 },
  { arbitrary: moment.map((by): Step => ({ step: 'outage', by })), weight: 2 },
  { arbitrary: fc.constant<Step>({ step: 'tick' }), weight: 1 },
  { arbitrary: fc.integer({ min: 0, max: HOUR_MS }).map((by): Step => ({ step: 'clock-back', by })), weight: 1 },
  { arbitrary: fc.nat(2).map((policy): Step => ({ step: 'activate', policy })), weight: 1 },
  { arbitrary: fc.constant<Step>({ step: 'recompute' }), weight: 1 },
  { arbitrary: fc.option(fc.constantFrom(...TIERS)).map((tier): Step => ({ step: 'assess', tier })), weight: 1 },
);

const shortTime = fc.constantFrom('1s', '5m', '15m', '30m', '2h', '7h');
const target = fc.oneof(shortTime, fc.constantFrom('24h', '1d', '3d', '1wd', '5wd', 'off'));
const targets = fc.record({ urgent: target, important: target, normal: target, complex: target }, { requiredKeys: [] });
const rung = fc.record({
  to: fc.uniqueArray(fc.constantFrom('owner', 'team', 'lead', 'manager', 'head', 'admin'), {
    minLength: 1,
    maxLength: 3,
  }),
  repeats: fc.option(fc.record({ repeat: shortTime, times: fc.integer({ min: 1, max: 5 }) }), { nil: undefined }),
});
const ladder = fc
  .tuple(
    fc.subarray(['0m', '1m', '15m', '30m', '2h', '6h', '1d', '2wd'], { minLength: 1, maxLength: 4 }),
    fc.array(rung, { minLength: 4, maxLength: 4 }),
  )
  .map(([offsets, rungs]) =>
    offsets.map((after, i) => ({ after, to: rungs[i]?.to ?? ['team'], ...rungs[i]?.repeats })),
  );

const policyFile: fc.Arbitrary<PolicyFileInput> = fc.record({
  timezone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'UTC'),
  workingTime: fc.record({
    days: fc.constantFrom<('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]>(
      ['mon', 'tue', 'wed', 'thu', 'fri'],
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      ['wed', 'sat'],
    ),
    hours: fc.constantFrom(
      ['09:00-12:00', '13:30-18:00'],
      ['00:00-24:00'],
      ['22:00-24:00'],
      ['00:00-06:00', '22:00-24:00'],
      ['07:00-15:00'],
    ),
    holidays: fc.constantFrom('CN' as const, 'none' as const),
  }),
  restTime: fc.constantFrom(['21:00-09:00', '12:00-13:30'], [], ['00:00-23:00'], ['12:00-14:00']),
  strangers: fc.constantFrom('agent', 'refuse'),
  clocks: fc.record({
    'first-contact': targets,
    start: targets,
    plan: targets,
    progress: targets,
    resolve: targets,
    tell: targets,
    revisit: targets,
    delay: targets,
  }),
  escalation: fc.record({
    warn: fc.constantFrom('80%', '80%', '1%', '99.9%', 'off'),
    ladder,
    acknowledged: fc.constantFrom('1s', '30m', '30m', '7h', '1d', '1wd'),
  }),
});

/** Tiers of policies that accept them: what the product calls looser than the base stays without. */
const TIER_FILES: readonly NonNullable<PolicyFileInput['tiers']>[] = [
  { A: { clocks: { 'first-contact': '1s', resolve: '1d', plan: '7h' } }, B: { clocks: { progress: '1wd' } } },
  { A: { clocks: { 'first-contact': '5m', start: '5m', tell: '5m', revisit: '1d' } }, C: { clocks: { delay: '1s' } } },
  { basic: { clocks: { resolve: { normal: '5m' }, plan: { complex: '1s' } } } },
];

/** The handbook first, then as many random policies that the product itself accepts. */
export const POLICIES: readonly PolicyInForce[] = [
  COMPANY,
  ...fc.sample(policyFile, { seed: 20_260_303, numRuns: 60 }).map((file) => ({ ...COMPANY, ...file })),
].flatMap((file, i) => {
  const tiered = resolvePolicy({ ...file, tiers: TIER_FILES[i % TIER_FILES.length] });
  const resolved = tiered.ok ? tiered : resolvePolicy(file);
  return resolved.ok ? [inForce(resolved.policy, `policy-${i}`)] : [];
});

/** Starts around what makes clocks wrong: holidays, make-up days, changes of the clocks, the turn of the year. */
const start = fc
  .tuple(
    fc.constantFrom(
      '2026-02-13',
      '2026-02-28',
      '2026-03-03',
      '2026-03-08',
      '2026-03-29',
      '2026-10-01',
      '2026-10-25',
      '2026-11-01',
      '2026-12-31',
    ),
    fc.integer({ min: -3 * DAY_MS, max: 3 * DAY_MS }),
  )
  .map(([date, shift]) => Date.parse(`${date}T00:00:00Z`) + shift);

/** A ticket's whole life, sensible or not. */
export const script: fc.Arbitrary<Script> = fc
  .record({
    policies: fc.oneof(
      fc.tuple(fc.nat(POLICIES.length - 1)),
      fc.tuple(fc.nat(POLICIES.length - 1), fc.nat(POLICIES.length - 1), fc.nat(POLICIES.length - 1)),
    ),
    start,
    spokenBefore: fc.oneof(fc.constant(0), length),
    kind: fc.constantFrom(...KINDS),
    urgency: fc.constantFrom(...URGENCIES),
    complex: fc.boolean(),
    team: fc.constantFrom(...TEAMS),
    steps: fc.array(step, { minLength: 1, maxLength: 24 }),
  })
  .map(({ policies, start, spokenBefore, steps, ...opening }) => ({
    policies,
    start,
    opening: { ...opening, spokenAt: start - spokenBefore },
    steps,
  }));

const recompute: TicketVerb<{ readonly policy: string; readonly since: Instant }> = {
  deed: 'policy-changed',
  plan: ({ number }, { policy, since }) => ({
    deeds: [{ type: 'policy-changed', policy, since }],
    outcome: () => ({ code: 'edited', number }),
  }),
};

/** Looks at the ticket: at every decision, and after its opening (`null`) and every step. */
export interface Examiner extends Watcher {
  stepped(step: Step | null): void;
}

/** Plays a script under the eyes of an examiner, who is told first which simulation it is. */
export function play(script: Script, examine: (simulation: () => Simulation) => Examiner): Simulation {
  const policies = [...new Set(script.policies)].flatMap((i) => POLICIES[i] ?? []);
  const examiner = examine(() => simulation);
  const simulation: Simulation = simulate(policies, script.start, script.opening, examiner);
  examiner.stepped(null);
  for (const one of script.steps) {
    take(simulation, one, policies);
    examiner.stepped(one);
  }
  return simulation;
}

function take(simulation: Simulation, one: Step, policies: readonly PolicyInForce[]): void {
  switch (one.step) {
    case 'forward':
      return simulation.forward(momentOf(simulation, one.by));
    case 'outage':
      return simulation.standStill(momentOf(simulation, one.by));
    case 'tick':
      return simulation.tick();
    case 'clock-back':
      return simulation.standStill(simulation.now() - one.by);
    case 'act':
      return one.act(simulation, one.by);
    case 'activate':
      return simulation.activate(policies[one.policy % policies.length]?.hash ?? '');
    case 'recompute':
      simulation.act(recompute, { policy: simulation.active().hash, since: simulation.activeSince() }, 'admin');
      return;
    case 'assess':
      simulation.assess(one.tier);
      simulation.act(retierTicket, null, 'admin');
  }
}

function momentOf(simulation: Simulation, by: Ms | 'next' | 'just-before-next' | 'due'): Instant {
  const now = simulation.now();
  if (typeof by === 'number') return now + by;
  const open = simulation.commitments().filter((one) => one.state === 'open');
  const moments = open.flatMap((one) => (by === 'due' ? one.dueAt : (one.nextAt ?? []))).filter((at) => at >= now);
  const first = Math.min(...moments);
  if (!Number.isFinite(first)) return now;
  return by === 'just-before-next' ? Math.max(now, first - 1) : first;
}
