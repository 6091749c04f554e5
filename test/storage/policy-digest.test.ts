import { expect, onTestFinished, test } from 'vitest';
import { SYSTEM_ACTOR } from '../../src/domain/people.ts';
import { demoPolicy } from '../../src/domain/policy/demo.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { HOUR_MS, type Instant, MINUTE_MS, type Ms } from '../../src/domain/time.ts';
import { createPolicyStore } from '../../src/storage/policy-store.ts';
import { advanceCommitments, advanceSubject } from '../../src/usecases/advance-commitments.ts';
import { changeTicket } from '../../src/usecases/change-ticket.ts';
import { newId } from '../../src/usecases/new-id.ts';
import { openTicket } from '../../src/usecases/open-ticket.ts';
import { recomputeTickets } from '../../src/usecases/recompute-tickets.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { useDatabase } from '../support/database.ts';
import { MONDAY, SURFACES, startReplica } from '../support/desk.ts';

/* What a policy makes late is one digest for each conversation, however long bringing tickets under it takes. */

const db = useDatabase();

const LOOSE = demoPolicy();
const TIGHT = within(MINUTE_MS);

function within(ms: Ms): Policy {
  return { ...LOOSE, clocks: { ...LOOSE.clocks, 'first-contact': sameForAll({ unit: 'time', ms } as const) } };
}

function sameForAll<T>(target: T) {
  return { urgent: target, important: target, normal: target, complex: null };
}

/** A replica with its clock, its policies and the two background steps; tickets are opened under LOOSE. */
async function startWorld(tickets: number, urgency: 'urgent' | 'normal' = 'normal') {
  const replica = await startReplica(db);
  let now: Instant = MONDAY;
  const clock = { now: () => now };
  const policies = createPolicyStore({ prisma: db.prisma });
  const errors: unknown[] = [];
  onTestFinished(() => expect(errors).toEqual([]));
  const deps = { store: replica.tickets, policies, clock, surfaces: () => SURFACES, versions: policies };
  await policies.activate(LOOSE, 'loose', now);
  const numbers: string[] = [];
  for (let i = 0; i < tickets; i += 1) {
    const outcome = await openTicket(deps, { ...ASKED, dedupeKey: newId(), description: `printer ${i} jams`, urgency });
    numbers.push(outcome.number);
  }
  await db.prisma.outbox.deleteMany();
  return {
    deps,
    numbers,
    policies,
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
    tick: () => advanceCommitments({ ...deps, store: replica.engine }),
    /** Brings tickets under the active policy; stops after this many, as a process that dies. */
    recompute: (upTo = Number.POSITIVE_INFINITY) => {
      let left = upTo + 1;
      return recomputeTickets(deps, { isStopping: () => (left -= 1) <= 0, onError: (error) => errors.push(error) });
    },
    act: <Input>(number: string, verb: Parameters<typeof changeTicket<Input>>[2], input: Input) =>
      changeTicket(deps, { dedupeKey: newId(), number, actor: SYSTEM_ACTOR, budgetMs: 5_000 }, verb, input),
  };
}

const ASKED = {
  evenIfSame: true,
  by: 'zhou',
  owner: 'zhou',
  where: null,
  kind: 'inquiry',
  complex: false,
  team: 'support',
  customer: null,
  problemType: null,
  spokenAt: null,
  source: null,
  assumed: [],
  demands: [],
  wantsWriting: false,
} as const;

interface Post {
  readonly conversation: string;
  readonly what: string;
  readonly kind: string;
  readonly members: number;
}

/** Reminders that wait to be posted, and how many notices each speaks for. */
async function posts(): Promise<readonly Post[]> {
  const { rows } = await db.pool.query<Post>(`
    SELECT o.conversation, o.what, k.kind, (SELECT count(*)::int FROM card m WHERE m.digest_id = k.id) AS members
    FROM outbox o JOIN card k ON k.id = o.card_id WHERE k.kind IN ('notice', 'digest') ORDER BY o.conversation`);
  return rows;
}

test('the recomputation takes twenty minutes and dies on the way: one digest for each conversation, at its end', async () => {
  const { policies, recompute, tick, pass, now } = await startWorld(12);
  pass(HOUR_MS);
  await policies.activate(TIGHT, 'tight', now());
  for (const upTo of [4, 4]) {
    await recompute(upTo);
    await tick();
    pass(10 * MINUTE_MS);
    await tick();
    expect(await posts()).toEqual([]);
  }
  expect(await db.prisma.policyVersion.findUnique({ where: { hash: 'tight' } })).toMatchObject({ recomputedAt: null });
  await recompute();
  await tick();
  // The owner, the team, and after twenty minutes the lead; each of them once, about all twelve.
  expect(await posts()).toEqual([
    { conversation: '@chen', what: 'card', kind: 'digest', members: 12 },
    { conversation: '@zhou', what: 'card', kind: 'digest', members: 12 },
    { conversation: 'support', what: 'card', kind: 'digest', members: 12 },
  ]);
  // The manager's turn comes for all at one time, half an hour after the policy and not after each ticket's turn.
  await db.prisma.outbox.deleteMany();
  pass(10 * MINUTE_MS);
  await tick();
  expect(await posts()).toEqual([{ conversation: '@wang', what: 'card', kind: 'digest', members: 12 }]);
});

test('what was answered while it was held is not what is told; one that is left is a notice like any other', async () => {
  const { policies, recompute, tick, pass, now, numbers, act } = await startWorld(3);
  pass(HOUR_MS);
  await policies.activate(TIGHT, 'tight', now());
  await recompute(3);
  await tick();
  const [first = '', second = ''] = numbers;
  await act(first, logContact, { reached: true, remark: null });
  await act(second, acknowledgeTicket, null);
  const ofHeld = (await posts()).length;
  expect(ofHeld).toBe(0);
  await recompute();
  await tick();
  expect((await posts()).map(({ conversation, members }) => [conversation, members])).toEqual([
    ['@zhou', 3],
    ['support', 3],
  ]);
  await db.prisma.outbox.deleteMany();
  pass(15 * MINUTE_MS);
  await tick();
  expect(await posts()).toEqual([{ conversation: '@chen', what: 'notice', kind: 'notice', members: 0 }]);
});

test('a newer policy does not leave what an older one made late behind', async () => {
  const { policies, recompute, tick, pass, now } = await startWorld(2);
  pass(HOUR_MS);
  await policies.activate(TIGHT, 'tight', now());
  await recompute(1);
  await tick();
  expect(await posts()).toEqual([]);
  pass(MINUTE_MS);
  await policies.activate(LOOSE, 'loose', now());
  await recompute();
  await tick();
  expect((await posts()).map(({ conversation }) => conversation)).toEqual(['@zhou', 'support']);
});

test('two replicas that let go at one moment do so once', async () => {
  const { policies, recompute, pass, now, tick } = await startWorld(3);
  const [one, two] = [await startReplica(db), await startReplica(db)];
  pass(HOUR_MS);
  await policies.activate(TIGHT, 'tight', now());
  await recompute(2);
  await tick();
  await recompute();
  await one.engine.advance(now(), 200, (subject) => advanceSubject(policies.active(), SURFACES, subject, now()));
  await Promise.all([one, two, one, two].map(({ engine }) => engine.releaseHeld('tight', now())));
  expect((await posts()).map(({ conversation, members }) => [conversation, members])).toEqual([
    ['@zhou', 3],
    ['support', 3],
  ]);
  expect([...one.failures, ...two.failures]).toEqual([]);
});

test('warnings that the policy brings are told together; the deadline that it only moved is told when it comes', async () => {
  const { policies, recompute, tick, pass, now } = await startWorld(2);
  pass(HOUR_MS);
  await policies.activate(within(70 * MINUTE_MS), 'tighter', now());
  await recompute();
  await tick();
  expect(await posts()).toEqual([{ conversation: '@zhou', what: 'card', kind: 'digest', members: 2 }]);
  await db.prisma.outbox.deleteMany();
  pass(15 * MINUTE_MS);
  await tick();
  // Gathered by the lane like all reminders, because these need not come together.
  expect((await posts()).map(({ what }) => what)).toEqual(['notice', 'notice', 'notice', 'notice']);
});

test('late by itself is nobody else’s cause', async () => {
  const { policies, recompute, tick, pass, now } = await startWorld(2);
  pass(3 * HOUR_MS + 30 * MINUTE_MS);
  await tick();
  const before = await posts();
  expect(before.filter(({ kind, what }) => kind === 'notice' && what === 'notice')).toHaveLength(before.length);
  await policies.activate(TIGHT, 'tight', now());
  await recompute();
  await tick();
  expect(await posts()).toEqual(before);
  expect(await db.prisma.notice.count({ where: { cause: { not: null } } })).toBe(0);
});
