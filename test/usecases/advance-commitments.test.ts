import { expect, test } from 'vitest';
import { FIRST_RUNG } from '../../src/domain/commitment/commitment.ts';
import { advanceCommitments, advanceSubject, SUBJECTS_PER_BATCH } from '../../src/usecases/advance-commitments.ts';
import { addressKey } from '../../src/usecases/destinations.ts';
import type { DueSubject, EngineStore } from '../../src/usecases/ports.ts';
import { clock, promise } from '../support/commitments.ts';
import { company, switchablePolicies } from '../support/policies.ts';
import { ORIGIN, SLACK } from '../support/simulate-engine.ts';

const ELEVEN = clock('2026-03-03 11:00');
const due = promise({ nextAt: ELEVEN });
const subjectOf = (...commitments: DueSubject['commitments']): DueSubject => ({
  subjectId: 'ticket',
  lastSeq: 7,
  origin: ORIGIN,
  commitments,
});

test('one event for a telling, one notice for each audience, one card for each place', () => {
  const { commitments, events, notices } = advanceSubject(company(), [SLACK], subjectOf(due), ELEVEN);
  expect(commitments).toHaveLength(1);
  expect(events).toEqual([
    {
      seq: 8,
      at: ELEVEN,
      by: 'system',
      deed: {
        type: 'noticed',
        rule: 'first-contact',
        stage: FIRST_RUNG,
        repeat: 0,
        audiences: ['owner', 'team'],
        lateSeconds: 0,
      },
    },
  ]);
  const told = notices.map((one) => [one.audience, one.seq, one.urgent, one.cards.map(({ to }) => addressKey(to))]);
  expect(told).toEqual([
    ['owner', 8, false, ['slack/T0ACME/@U0AGENT']],
    ['team', 8, false, ['slack/T0ACME/C0SUPPORT']],
  ]);
});

test('an owner that falls to the team: both on record, the place told once', () => {
  const { notices } = advanceSubject(company(), [SLACK], subjectOf({ ...due, owner: null }), ELEVEN);
  expect(notices.map((one) => [one.audience, one.cards.length])).toEqual([
    ['owner', 1],
    ['team', 0],
  ]);
});

test('what is not due yet is left as it is, also where the clock was turned back', () => {
  const later = promise({ id: 'later', nextAt: ELEVEN + 1 });
  const over = promise({ id: 'over', state: 'met', nextAt: null });
  const { commitments } = advanceSubject(company(), [SLACK], subjectOf(due, later, over), ELEVEN);
  expect(commitments.map(({ id }) => id)).toEqual(['commitment']);
});

test('several of one ticket number their events on; urgent ones say so', () => {
  const urgent = promise({ id: 'urgent', rule: 'resolve', basis: 'round-the-clock', nextAt: ELEVEN });
  const { events, notices } = advanceSubject(company(), [SLACK], subjectOf(due, urgent), ELEVEN);
  expect(events.map(({ seq }) => seq)).toEqual([8, 9]);
  expect(notices.map(({ seq, urgent: isUrgent }) => [seq, isUrgent])).toEqual([
    [8, false],
    [8, false],
    [9, true],
    [9, true],
  ]);
});

test('a look that says nothing is saved without an event: the miss, and when to look again', () => {
  const evening = clock('2026-03-03 22:00');
  const { commitments, events, notices } = advanceSubject(company(), [SLACK], subjectOf(due), evening);
  expect(commitments[0]).toMatchObject({ missedAt: ELEVEN, nextAt: clock('2026-03-04 09:00') });
  expect([...events, ...notices]).toEqual([]);
});

test('a tick goes on until a batch is not full, and adds up what happened', async () => {
  const batches = [SUBJECTS_PER_BATCH, SUBJECTS_PER_BATCH, 3];
  const store: EngineStore = {
    ...switchableStore(),
    advance: async (now, limit, decide) => {
      expect([now, limit]).toEqual([ELEVEN, SUBJECTS_PER_BATCH]);
      const subjects = batches.shift() ?? 0;
      const { notices } = decide(subjectOf(due));
      return {
        subjects,
        notices: notices.length,
        failures: subjects === 3 ? [{ subjectId: 'x', error: 'broken' }] : [],
      };
    },
  };
  const policies = switchablePolicies([company()]);
  const report = await advanceCommitments({ store, policies, clock: { now: () => ELEVEN }, surfaces: () => [SLACK] });
  expect(report).toEqual({
    subjects: 2 * SUBJECTS_PER_BATCH + 3,
    notices: 6,
    failures: [{ subjectId: 'x', error: 'broken' }],
  });
  expect(batches).toEqual([]);
});

function switchableStore(): EngineStore {
  const unasked = (): never => {
    throw new Error('the tick asks for nothing else');
  };
  return { advance: unasked, releaseHeld: async () => {}, nextAt: unasked, backlog: unasked };
}

test('invitations wait for others of their reader, and not in rest time; nothing else waits', () => {
  const heardAt = (now: number) => {
    const invited = promise({ rule: 'invitation', startedAt: now, dueAt: clock('2026-03-04 18:00'), nextAt: now });
    return advanceSubject(company(), [SLACK], subjectOf(invited), now).notices;
  };
  const morning = clock('2026-03-03 10:00');
  expect(heardAt(morning)).toMatchObject([{ audience: 'owner', gatherUntil: clock('2026-03-03 10:05') }]);
  // Lunch begins meanwhile.
  expect(heardAt(clock('2026-03-03 11:58'))).toMatchObject([{ gatherUntil: clock('2026-03-03 13:30') }]);
  const { notices } = advanceSubject(company(), [SLACK], subjectOf(due), ELEVEN);
  expect(notices.every((one) => one.gatherUntil === undefined)).toBe(true);
});
