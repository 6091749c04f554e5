import { describe, expect, test } from 'vitest';
import type { Commitment } from '../../../src/domain/commitment/commitment.ts';
import { mergeTrack, readHistory, type SubjectHistory, trackKey } from '../../../src/domain/commitment/track.ts';
import { ticketRules } from '../../../src/domain/rules/index.ts';
import { MEET, type Rule, STAY, startFrom } from '../../../src/domain/rules/rule.ts';
import type { Ticket, TicketDeed, TicketEvent } from '../../../src/domain/ticket/ticket.ts';
import { ticketKind } from '../../../src/domain/ticket/ticket-kind.ts';
import { clock, HANDBOOK, promise } from '../../support/commitments.ts';
import { company, switchablePolicies } from '../../support/policies.ts';
import { wall } from '../calendar/local-time.ts';

const POLICIES = [company({}, 'handbook'), company({ clocks: { 'first-contact': 'off', plan: 'off' } }, 'silent')];
const byHash = switchablePolicies(POLICIES).byHash;
const local = (at: number | null): string => wall(HANDBOOK.calendar, at);

type Entry = readonly [at: string, deed: TicketDeed, by?: string];

const CREATED: TicketDeed = {
  type: 'created',
  kind: 'inquiry',
  urgency: 'normal',
  complex: false,
  team: 'support',
  spokenAt: clock('2026-03-03 09:00'),
  policy: 'handbook',
};

function events(...entries: readonly Entry[]): TicketEvent[] {
  return entries.map(([at, deed, by = 'agent'], i) => ({ seq: i + 1, at: clock(at), by, deed }));
}

function read(until: string, ...entries: readonly Entry[]): SubjectHistory<Ticket> {
  return readHistory(ticketKind, events(['2026-03-03 09:00', CREATED], ...entries), byHash, clock(until));
}

/** `first-contact/1/0 open due 03-03 11:00 missed never` for each commitment of a rule. */
function summary(history: SubjectHistory<Ticket>, rule = 'first-contact'): string[] {
  return history.tracks
    .filter((track) => track.rule === rule)
    .map((track) => `${trackKey(track)} ${track.state} due ${local(track.dueAt)} missed ${local(track.missedAt)}`);
}

describe('what the log says is owed', () => {
  test.each<[string, string, readonly Entry[], string[]]>([
    ['opened', '2026-03-03 10:00', [], ['first-contact/1/0 open due 2026-03-03 11:00 missed never']],
    [
      'the instant before the deadline is in time, the deadline itself is not',
      '2026-03-03 11:00',
      [],
      ['first-contact/1/0 open due 2026-03-03 11:00 missed 2026-03-03 11:00'],
    ],
    [
      'reached',
      '2026-03-09 10:00',
      [['2026-03-03 10:59', { type: 'contacted', reached: true }]],
      ['first-contact/1/0 met due 2026-03-03 11:00 missed never'],
    ],
    [
      'reached late',
      '2026-03-09 10:00',
      [['2026-03-03 11:01', { type: 'contacted', reached: true }]],
      ['first-contact/1/0 met due 2026-03-03 11:00 missed 2026-03-03 11:00'],
    ],
    [
      'tried in vain',
      '2026-03-03 10:00',
      [['2026-03-03 09:30', { type: 'contacted', reached: false }]],
      ['first-contact/1/0 open due 2026-03-03 11:00 missed never'],
    ],
    [
      'resolved without a word',
      '2026-03-09 10:00',
      [['2026-03-03 10:00', { type: 'resolved' }]],
      ['first-contact/1/0 cancelled due 2026-03-03 11:00 missed never'],
    ],
    [
      'cancelled',
      '2026-03-09 10:00',
      [['2026-03-03 10:00', { type: 'cancelled' }]],
      ['first-contact/1/0 cancelled due 2026-03-03 11:00 missed never'],
    ],
    [
      'reopened after cancelling',
      '2026-03-04 10:00',
      [
        ['2026-03-03 10:00', { type: 'cancelled' }],
        ['2026-03-04 09:30', { type: 'reopened' }],
      ],
      [
        'first-contact/1/0 cancelled due 2026-03-03 11:00 missed never',
        'first-contact/2/0 open due 2026-03-04 11:30 missed never',
      ],
    ],
    [
      'moved later after the deadline: late it stays',
      '2026-03-03 10:00',
      [
        ['2026-03-03 09:10', { type: 'edited', edit: { urgency: 'urgent' }, policy: 'handbook' }],
        ['2026-03-03 09:20', { type: 'edited', edit: { urgency: 'normal' }, policy: 'handbook' }],
      ],
      ['first-contact/1/0 open due 2026-03-03 11:00 missed 2026-03-03 09:15'],
    ],
    [
      'moved later before the deadline: it was in time',
      '2026-03-03 10:00',
      [
        ['2026-03-03 09:10', { type: 'edited', edit: { urgency: 'urgent' }, policy: 'handbook' }],
        ['2026-03-03 09:14', { type: 'edited', edit: { urgency: 'normal' }, policy: 'handbook' }],
      ],
      ['first-contact/1/0 open due 2026-03-03 11:00 missed never'],
    ],
  ])('%s', (_story, until, entries, expected) => {
    expect(summary(read(until, ...entries))).toEqual(expected);
  });

  test('start is met by taking, by progress and by resolving; being assigned is not yet taking it', () => {
    const state = (deed: TicketDeed): string | undefined =>
      read('2026-03-03 10:00', ['2026-03-03 09:30', deed]).tracks.find(({ rule }) => rule === 'start')?.state;
    expect(state({ type: 'assigned', to: 'colleague' })).toBe('open');
    expect(state({ type: 'taken' })).toBe('met');
    expect(state({ type: 'progressed' })).toBe('met');
    expect(state({ type: 'resolved' })).toBe('met');
    expect(state({ type: 'cancelled' })).toBe('cancelled');
  });

  test('resolve is met by resolving alone', () => {
    expect(summary(read('2026-03-03 10:00', ['2026-03-03 09:30', { type: 'taken' }]), 'resolve')).toEqual([
      'resolve/1/0 open due 2026-03-10 09:00 missed never',
    ]);
    expect(summary(read('2026-03-12 10:00', ['2026-03-03 09:30', { type: 'resolved' }]), 'resolve')).toEqual([
      'resolve/1/0 met due 2026-03-10 09:00 missed never',
    ]);
  });

  test('an escalation by hand is due at once, ends with a deed, and can be raised again', () => {
    const history = read(
      '2026-03-03 10:00',
      ['2026-03-03 09:10', { type: 'escalated' }],
      ['2026-03-03 09:20', { type: 'contacted', reached: false }],
      ['2026-03-03 09:30', { type: 'progressed' }],
      ['2026-03-03 09:40', { type: 'escalated' }],
    );
    expect(summary(history, 'escalation')).toEqual([
      'escalation/1/0 met due 2026-03-03 09:10 missed 2026-03-03 09:10',
      'escalation/1/1 open due 2026-03-03 09:40 missed 2026-03-03 09:40',
    ]);
  });

  test('team and owner of what is open follow the ticket; what is over keeps its own', () => {
    const { tracks } = read(
      '2026-03-03 10:00',
      ['2026-03-03 09:10', { type: 'contacted', reached: true }],
      ['2026-03-03 09:20', { type: 'taken' }, 'colleague'],
      ['2026-03-03 09:30', { type: 'edited', edit: { team: 'product' }, policy: 'handbook' }],
    );
    const three = tracks.filter(({ rule }) => ['first-contact', 'start', 'resolve'].includes(rule));
    expect(three.map(({ rule, team, owner }) => [rule, team, owner])).toEqual([
      ['first-contact', 'support', null],
      ['start', 'support', null],
      ['resolve', 'product', 'colleague'],
    ]);
  });

  test('since when its terms hold moves with the deadline, the basis and the team, and with nothing else', () => {
    const since = (deed: TicketDeed): string =>
      local(
        read('2026-03-03 10:00', ['2026-03-03 09:30', deed]).tracks.find(({ rule }) => rule === 'first-contact')
          ?.inForceSince ?? null,
      );
    const edited = (edit: { urgency?: 'urgent' | 'important'; team?: string; kind?: 'complaint' }): TicketDeed => ({
      type: 'edited',
      edit,
      policy: 'handbook',
    });
    expect(since({ type: 'noted' })).toBe('2026-03-03 09:00');
    expect(since(edited({ kind: 'complaint' }))).toBe('2026-03-03 09:00');
    expect(since(edited({ urgency: 'important' }))).toBe('2026-03-03 09:00');
    expect(since(edited({ urgency: 'urgent' }))).toBe('2026-03-03 09:30');
    expect(since(edited({ team: 'product' }))).toBe('2026-03-03 09:30');
  });

  test('a step of the plan in another team’s hands keeps its own team, owner, time and terms', () => {
    const step = { n: 3, owner: 'outsider', team: 'after-sales', dueAt: clock('2026-03-05 15:00') };
    const { tracks } = read(
      '2026-03-03 10:00',
      ['2026-03-03 09:10', { type: 'taken' }],
      ['2026-03-03 09:20', { type: 'planned', eta: clock('2026-03-06 09:00'), steps: [step] }],
      ['2026-03-03 09:30', { type: 'noted' }],
      ['2026-03-03 09:40', { type: 'edited', edit: { team: 'product' }, policy: 'handbook' }],
    );
    expect(tracks.find(({ rule }) => rule === 'plan-step')).toMatchObject({
      ...step,
      inForceSince: clock('2026-03-03 09:20'),
      state: 'open',
    });
  });

  test('a step whose clock is switched off and on again is the same step, not a second one', () => {
    const step = { n: 1, owner: 'agent', team: 'support', dueAt: clock('2026-03-05 15:00') };
    const off = ['2026-03-03 09:30', { type: 'policy-changed', policy: 'silent' }] as const;
    const on = ['2026-03-03 09:40', { type: 'policy-changed', policy: 'handbook' }] as const;
    const planned = ['2026-03-03 09:20', { type: 'planned', eta: step.dueAt, steps: [step] }] as const;
    expect(summary(read('2026-03-03 10:00', planned, off), 'plan-step')).toEqual([
      'plan-step/1/1 cancelled due 2026-03-05 15:00 missed never',
    ]);
    expect(summary(read('2026-03-03 10:00', planned, off, on), 'plan-step')).toEqual([
      'plan-step/1/1 open due 2026-03-05 15:00 missed never',
    ]);
  });

  test('a policy without the rule owes nothing by it; the ticket says which policy it stands under', () => {
    const history = read('2026-03-03 10:00', ['2026-03-03 09:30', { type: 'policy-changed', policy: 'silent' }]);
    expect(history.policy.hash).toBe('silent');
    expect(history.lastSeq).toBe(2);
    expect(summary(history)).toEqual(['first-contact/1/0 cancelled due 2026-03-03 11:00 missed never']);
  });

  test('a history that does not begin at its beginning is broken machinery', () => {
    expect(() => readHistory(ticketKind, [], byHash, 0)).toThrow('a ticket without a history');
    expect(() => readHistory(ticketKind, events(['2026-03-03 09:00', { type: 'taken' }]), byHash, 0)).toThrow(
      'history begins with taken (seq 1), expected created',
    );
  });
});

describe('waiting', () => {
  const clockRule: Rule = {
    name: 'answer',
    pauses: true,
    react: ({ at, deed }) => (deed.type === 'created' ? startFrom(at) : deed.type === 'resolved' ? MEET : STAY),
    target: () => ({ unit: 'time', ms: 7_200_000 }),
  };

  test('rules say themselves whether they pause', () => {
    expect(
      ticketRules.filter((rule) => ['first-contact', 'start', 'resolve'].includes(rule.name) && rule.pauses).length,
    ).toBe(3);
    expect(ticketRules.find((rule) => rule.name === 'escalation')?.pauses).toBe(false);
  });

  test('a rule of one’s own is a name, its reactions and its target', () => {
    const history = readHistory(
      { ...ticketKind, rules: [clockRule] },
      events(['2026-03-03 09:00', CREATED], ['2026-03-03 10:00', { type: 'resolved' }]),
      byHash,
      clock('2026-03-04 09:00'),
    );
    expect(summary(history, 'answer')).toEqual(['answer/1/0 met due 2026-03-03 11:00 missed never']);
  });
});

describe('bringing the stored one up to date', () => {
  const ids = { id: 'other', subjectId: 'ticket' };

  test('a new one begins with nothing said, its ladder at the deadline', () => {
    expect(mergeTrack(null, promise(), ids)).toMatchObject({
      id: 'other',
      subjectId: 'ticket',
      stage: 0,
      repeat: 0,
      toldAt: null,
      baseAt: clock('2026-03-03 11:00'),
      nextAt: null,
    });
  });

  test('born late, its ladder begins when it came into force', () => {
    const late = promise({ inForceSince: clock('2026-03-03 15:00') });
    expect(mergeTrack(null, late, ids).baseAt).toBe(clock('2026-03-03 15:00'));
  });

  const told: Commitment = {
    ...promise(),
    stage: 3,
    repeat: 1,
    toldAt: clock('2026-03-03 11:15'),
    ackedAt: clock('2026-03-03 11:16'),
    ackedBy: 'lead1',
    heldUntil: clock('2026-03-03 11:46'),
    heldPosition: 30_001,
    baseAt: clock('2026-03-03 11:05'),
    missedAt: clock('2026-03-03 11:00'),
  };

  test.each<[string, Partial<Commitment>, string]>([
    ['with the deadline where it was, the ladder’s clock runs on', {}, '2026-03-03 11:05'],
    ['a later deadline holds the rung', { dueAt: clock('2026-03-03 15:00') }, '2026-03-03 15:00'],
    [
      'an earlier deadline runs from when it was set',
      { dueAt: clock('2026-03-03 10:00'), inForceSince: clock('2026-03-03 11:20') },
      '2026-03-03 11:20',
    ],
  ])('%s', (_story, parts, baseAt) => {
    const merged = mergeTrack(told, { ...told, ...parts }, ids);
    expect(local(merged.baseAt)).toBe(baseAt);
    const { id, stage, repeat, toldAt, ackedAt, ackedBy, heldUntil, heldPosition } = told;
    expect(merged).toMatchObject({ id, stage, repeat, toldAt, ackedAt, ackedBy, heldUntil, heldPosition });
  });

  test('a miss on record stays, whatever the log says now', () => {
    expect(mergeTrack(told, { ...told, missedAt: null }, ids).missedAt).toBe(told.missedAt);
    expect(mergeTrack(promise(), { ...promise(), missedAt: 5 }, ids).missedAt).toBe(5);
  });

  test('what is over takes the log’s word', () => {
    const met = mergeTrack(told, { ...told, state: 'met', stoppedAt: clock('2026-03-03 12:00') }, ids);
    expect(met).toMatchObject({ state: 'met', stoppedAt: clock('2026-03-03 12:00') });
  });
});
