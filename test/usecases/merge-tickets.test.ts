import { describe, expect, test } from 'vitest';
import type { Commitment } from '../../src/domain/commitment/commitment.ts';
import { actorOf } from '../../src/domain/people.ts';
import type { Instant } from '../../src/domain/time.ts';
import { decideMerge } from '../../src/usecases/merge-tickets.ts';
import type { LoadedTicket, TicketView } from '../../src/usecases/ports.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { escalateTicket } from '../../src/usecases/verbs/escalate-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { resolveTicket } from '../../src/usecases/verbs/resolve-ticket.ts';
import { resumeTicket } from '../../src/usecases/verbs/resume-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { tellCustomer } from '../../src/usecases/verbs/tell-customer.ts';
import { waitFor } from '../../src/usecases/verbs/wait-for.ts';
import { wall } from '../domain/calendar/local-time.ts';
import { clock, HANDBOOK } from '../support/commitments.ts';
import { company, switchablePolicies } from '../support/policies.ts';
import { type Opening, type Simulation, SLACK, simulate } from '../support/simulate-engine.ts';

const POLICIES = switchablePolicies([company()]);
const opened = (at: string, opening: Opening = {}): Simulation =>
  simulate([company()], clock(at), { spokenAt: clock(at), ...opening });

interface Asked {
  readonly by?: string;
  readonly gone?: Partial<TicketView>;
  readonly kept?: Partial<TicketView>;
  readonly into?: string;
}

/** Merges the first simulated ticket into the second, at the later of their times; what was decided, and the survivor. */
function merge(gone: Simulation, kept: Simulation, asked: Asked = {}) {
  const now = Math.max(gone.now(), kept.now());
  const loaded = (one: Simulation, number: string, parts: Partial<TicketView> = {}): LoadedTicket => ({
    view: { ...one.view(), number, ...parts },
    events: one.events(),
  });
  const actor = actorOf(company().policy, asked.by ?? 'agent');
  if (actor === null) throw new Error('nobody');
  const { outcome, changes } = decideMerge(
    POLICIES,
    [SLACK],
    loaded(gone, 'C202603002', asked.gone),
    loaded(kept, 'C202603001', asked.kept),
    { dedupeKey: 'merge', number: 'C202603002', into: asked.into ?? 'C202603001', actor, budgetMs: 1, remark: 'twins' },
    now,
  );
  const open = (side: 0 | 1) => changes?.[side].commitments.filter((one) => one.state === 'open') ?? [];
  return {
    outcome,
    changes,
    left: open(0),
    owed: (rule: string): Commitment | undefined => open(1).find((one) => one.rule === rule),
    due: (rule: string): string => local(open(1).find((one) => one.rule === rule)?.dueAt),
  };
}

const local = (at: Instant | undefined): string => wall(HANDBOOK.calendar, at ?? null);

describe('what the customer was promised', () => {
  test('the one that goes owes nothing any more; the other owes the result of both', () => {
    const { changes, left } = merge(opened('2026-03-03 10:00'), opened('2026-03-03 09:00'));
    expect(left).toEqual([]);
    expect(changes?.[0].set).toMatchObject({ status: 'merged' });
    expect(changes?.[0].events.map(({ event, remark }) => [event.deed, remark])).toEqual([
      [{ type: 'merged', into: 'C202603001' }, 'twins'],
    ]);
    const kept = opened('2026-03-03 09:00');
    kept.act(resolveTicket, { remark: null });
    expect(kept.commitment('tell').state).toBe('open');
  });

  test('the older word gets no more time, whichever way they are merged', () => {
    const older = () => opened('2026-03-03 09:00');
    const newer = () => opened('2026-03-03 10:00');
    for (const [gone, kept] of [[older(), newer()] as const, [newer(), older()] as const]) {
      gone.forward(clock('2026-03-03 10:05'));
      const { due, changes } = merge(gone, kept);
      expect([due('first-contact'), due('start'), due('resolve')]).toEqual([
        '2026-03-03 11:00',
        '2026-03-05 09:00',
        '2026-03-10 09:00',
      ]);
      expect(local(changes?.[1].set.spokenAt)).toBe('2026-03-03 09:00');
    }
  });

  test('a word that nobody answered is owed its first contact, though the customer was reached about the other one', () => {
    const kept = opened('2026-03-03 09:00');
    kept.act(takeTicket, null);
    kept.act(logContact, { reached: true, remark: null });
    const gone = opened('2026-03-03 14:00');
    gone.forward(clock('2026-03-03 14:30'));
    const { owed, due } = merge(gone, kept);
    expect(owed('first-contact')).toMatchObject({ startedAt: clock('2026-03-03 14:00'), round: 1, n: 1 });
    expect(due('first-contact')).toBe('2026-03-03 16:00');
    // Somebody is at work on it already: that is done for both.
    expect(owed('start')).toBeUndefined();
  });

  test('what was answered on the one that goes is not asked for again', () => {
    const kept = opened('2026-03-03 09:00');
    kept.act(logContact, { reached: true, remark: null });
    const gone = opened('2026-03-03 10:00');
    gone.act(logContact, { reached: true, remark: null });
    expect(merge(gone, kept).owed('first-contact')).toBeUndefined();
  });

  test('late stays late', () => {
    const gone = opened('2026-03-03 09:00');
    gone.forward(clock('2026-03-03 11:20'));
    const kept = opened('2026-03-03 10:30');
    const { owed } = merge(gone, kept);
    expect(owed('first-contact')).toMatchObject({
      dueAt: clock('2026-03-03 11:00'),
      missedAt: clock('2026-03-03 11:00'),
    });
  });

  test('pauses that the other one had before do not move what is brought along; later ones do', () => {
    const kept = opened('2026-03-03 09:00');
    kept.act(waitFor, { on: 'supplier', until: clock('2026-03-03 15:00'), remark: 'part' });
    kept.forward(clock('2026-03-03 14:00'));
    kept.act(resumeTicket, null);
    const gone = opened('2026-03-03 13:50');
    gone.forward(clock('2026-03-03 14:00'));
    const { due } = merge(gone, kept);
    expect(due('first-contact')).toBe('2026-03-03 15:50');
  });

  test('what waited brings along what was left of its time', () => {
    const gone = opened('2026-03-03 09:00');
    gone.forward(clock('2026-03-03 10:00'));
    gone.act(waitFor, { on: 'customer', until: clock('2026-03-06 09:00'), remark: 'photos' });
    gone.forward(clock('2026-03-04 15:00'));
    const kept = opened('2026-03-04 14:50');
    expect(merge(gone, kept).due('first-contact')).toBe('2026-03-04 16:00');
  });

  test('raised stays raised, and a written answer that was demanded is still owed in writing', () => {
    const gone = opened('2026-03-03 09:00', { wantsWriting: true });
    gone.act(escalateTicket, { remark: null });
    const kept = opened('2026-03-03 09:30');
    const { changes, owed } = merge(gone, kept);
    expect(owed('escalation')).toMatchObject({ state: 'open' });
    expect(changes?.[1].set).toMatchObject({ needsEscalation: true });
    const deed = changes?.[1].events[0]?.event.deed;
    expect(deed).toMatchObject({ type: 'absorbed', wantsWriting: true });
  });

  test('a customer whom only the one that goes names comes along', () => {
    const customer = { name: '云帆 科技', vip: true };
    const { changes } = merge(opened('2026-03-03 09:00'), opened('2026-03-03 09:00'), { gone: { customer } });
    expect(changes?.[1].customer).toMatchObject({ name: '云帆 科技', key: '云帆科技' });
  });
});

describe('what is refused', () => {
  const two = (first: Opening = {}, second: Opening = {}) =>
    [opened('2026-03-03 09:00', first), opened('2026-03-03 09:00', second)] as const;

  test('a merge into itself, and one of what was merged before', () => {
    const [gone, kept] = two();
    expect(merge(gone, kept, { into: 'C202603002' }).outcome).toMatchObject({ reason: 'merge-into-itself' });
    const mergedInto = 'C202603009';
    expect(merge(gone, kept, { gone: { mergedInto } }).outcome).toMatchObject({
      reason: 'merged-already',
      into: mergedInto,
    });
    expect(merge(gone, kept, { kept: { mergedInto } }).outcome).toMatchObject({
      reason: 'merged-away',
      number: 'C202603002',
      gone: 'C202603001',
      into: mergedInto,
    });
  });

  test('different customers: each is owed an answer of their own', () => {
    const named = (name: string) => ({ customer: { name, vip: false } });
    const [gone, kept] = two();
    expect(merge(gone, kept, { gone: named('a'), kept: named('b') }).outcome).toMatchObject({
      reason: 'other-customer',
    });
    expect(merge(gone, kept, { gone: named('a'), kept: named('a') }).outcome).toMatchObject({ code: 'merged' });
  });

  test('the more urgent one does not disappear in the less urgent one', () => {
    const [gone, kept] = two({ urgency: 'urgent' });
    expect(merge(gone, kept).outcome).toMatchObject({ reason: 'more-urgent', urgency: 'urgent' });
    expect(merge(kept, gone).outcome).toMatchObject({ code: 'merged' });
  });

  test('a new word does not wait with a ticket that waits', () => {
    const [gone, kept] = two();
    const wait = { on: 'supplier', until: clock('2026-03-06 09:00'), remark: 'part' } as const;
    kept.act(waitFor, wait);
    expect(merge(gone, kept).outcome).toMatchObject({ reason: 'target-waits', into: 'C202603001' });
    gone.act(waitFor, wait);
    expect(merge(gone, kept).outcome).toMatchObject({ code: 'merged' });
  });

  test('whoever may not work on either of the two', () => {
    const [gone, kept] = two({}, { team: 'after-sales', by: 'outsider' });
    expect(merge(gone, kept).outcome).toMatchObject({ reason: 'not-your-team', number: 'C202603001' });
    expect(merge(gone, kept, { by: 'outsider' }).outcome).toMatchObject({
      reason: 'not-your-team',
      number: 'C202603002',
    });
    expect(merge(gone, kept, { by: 'mgr1' }).outcome).toMatchObject({ code: 'merged' });
  });

  test('what is over, on either side', () => {
    const [gone, kept] = two();
    kept.act(resolveTicket, { remark: null });
    expect(merge(gone, kept).outcome).toMatchObject({
      reason: 'wrong-status',
      number: 'C202603001',
      status: 'resolved',
    });
    expect(merge(kept, gone).outcome).toMatchObject({
      reason: 'wrong-status',
      number: 'C202603002',
      status: 'resolved',
    });
  });
});

test('after the merge the survivor lives on like any ticket: told once, for both', () => {
  const kept = opened('2026-03-03 09:00');
  const gone = opened('2026-03-03 09:30');
  const { changes } = merge(gone, kept);
  expect(changes?.[1].events).toHaveLength(1);
  kept.act(acknowledgeTicket, null);
  kept.act(resolveTicket, { remark: null });
  kept.act(tellCustomer, { written: false, remark: null });
  expect(kept.commitment('tell').state).toBe('met');
});
