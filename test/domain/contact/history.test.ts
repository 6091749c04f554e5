import { describe, expect, test } from 'vitest';
import { applyContactEvent } from '../../../src/domain/contact/apply-event.ts';
import {
  awaitsConfirmation,
  type Contact,
  type ContactDeed,
  contactStatus,
  type PromiseTerms,
} from '../../../src/domain/contact/contact.ts';
import { contactKind } from '../../../src/domain/contact/contact-kind.ts';
import { completeContact } from '../../../src/domain/rules/contact/complete-contact.ts';
import { doubleConfirm } from '../../../src/domain/rules/contact/double-confirm.ts';
import { followUp } from '../../../src/domain/rules/contact/follow-up.ts';
import { nextTalk } from '../../../src/domain/rules/contact/next-talk.ts';
import type { ContactRule } from '../../../src/domain/rules/contact/rule.ts';
import { company } from '../../support/policies.ts';

type Logged = Extract<ContactDeed, { type: 'logged' }>;

const promise = (n: number, parts: Partial<PromiseTerms> = {}): PromiseTerms => ({
  n,
  owner: 'agent',
  team: 'support',
  dueAt: 1_000 * n,
  ...parts,
});

const logged = (parts: Partial<Logged> = {}): Logged => ({
  type: 'logged',
  team: 'support',
  channel: 'phone',
  outcome: 'reached',
  spokenAt: 10,
  endedAt: null,
  missing: [],
  promises: [],
  twoChannels: false,
  policy: 'x',
  ...parts,
});

const event = (deed: ContactDeed, seq = 1) => ({ seq, at: 100 * seq, by: 'agent', deed });

/** The contact after these deeds. */
function after(...deeds: readonly ContactDeed[]): Contact {
  const state = deeds.reduce<Contact | null>((so, deed, i) => applyContactEvent(so, event(deed, i + 1)), null);
  return state ?? expect.unreachable('no deeds');
}

const FRESH: Contact = {
  author: 'agent',
  team: 'support',
  channel: 'phone',
  outcome: 'reached',
  spokenAt: 10,
  endedAt: null,
  missing: [],
  followUps: [],
  holdUntil: null,
  twoChannels: false,
  confirmedOn: ['phone'],
  shared: false,
};

describe('what a history makes of a contact', () => {
  const OPEN = { ...promise(1), round: 1, state: 'open' } as const;

  test.each<[string, readonly ContactDeed[], Partial<Contact>]>([
    ['logged', [logged()], {}],
    [
      'logged with everything',
      [logged({ endedAt: 20, missing: ['next'], promises: [promise(1)], twoChannels: true, channel: 'email' })],
      {
        endedAt: 20,
        missing: ['next'],
        followUps: [OPEN],
        twoChannels: true,
        channel: 'email',
        confirmedOn: ['email'],
      },
    ],
    ['an attempt confirms nothing', [logged({ outcome: 'not-reached' })], { outcome: 'not-reached', confirmedOn: [] }],
    ['without a channel nothing is confirmed', [logged({ channel: null })], { channel: null, confirmedOn: [] }],
    [
      'completed with its channel',
      [
        logged({ channel: null, missing: ['channel', 'next'] }),
        { type: 'completed', missing: ['next'], channel: 'sms' },
      ],
      { channel: 'sms', missing: ['next'], confirmedOn: ['sms'] },
    ],
    [
      'completed without one',
      [logged({ missing: ['next'] }), { type: 'completed', missing: [], channel: null }],
      { missing: [] },
    ],
    [
      'a completed attempt confirms nothing',
      [logged({ outcome: 'not-reached', channel: null }), { type: 'completed', missing: [], channel: 'sms' }],
      { outcome: 'not-reached', channel: 'sms', confirmedOn: [] },
    ],
    [
      'corrected to the channel it has',
      [logged(), { type: 'completed', missing: [], channel: 'phone' }],
      { confirmedOn: ['phone'] },
    ],
    [
      'promised, which is a next step',
      [logged({ missing: ['feedback', 'next'] }), { type: 'promised', promises: [promise(1)] }],
      { missing: ['feedback'], followUps: [OPEN] },
    ],
    [
      'promised once, whatever is said twice',
      [logged({ promises: [promise(1)] }), { type: 'promised', promises: [promise(1, { dueAt: 5 }), promise(2)] }],
      { followUps: [OPEN, { ...promise(2), round: 1, state: 'open' }] },
    ],
    [
      'kept, the one that is meant',
      [logged({ promises: [promise(1), promise(2)] }), { type: 'kept', n: 2 }],
      { followUps: [OPEN, { ...promise(2), round: 1, state: 'kept' }] },
    ],
    [
      'dropped, and kept no more',
      [logged({ promises: [promise(1)] }), { type: 'dropped', n: 1 }, { type: 'kept', n: 1 }],
      { followUps: [{ ...OPEN, state: 'dropped' }] },
    ],
    [
      'moved: another round with other terms',
      [
        logged({ promises: [promise(1), promise(2)] }),
        { type: 'moved', promise: promise(1, { owner: 'lin', team: 'after-sales', dueAt: 9 }) },
      ],
      {
        followUps: [
          { n: 1, owner: 'lin', team: 'after-sales', dueAt: 9, round: 2, state: 'open' },
          { ...promise(2), round: 1, state: 'open' },
        ],
      },
    ],
    [
      'what is over is moved by nobody',
      [
        logged({ promises: [promise(1)] }),
        { type: 'kept', n: 1 },
        { type: 'moved', promise: promise(1, { dueAt: 9 }) },
      ],
      { followUps: [{ ...OPEN, state: 'kept' }] },
    ],
    ['held', [logged(), { type: 'held', until: 500 }], { holdUntil: 500 }],
    ['taken up', [logged(), { type: 'held', until: 500 }, { type: 'taken-up' }], { holdUntil: null }],
    [
      'confirmed on another',
      [logged(), { type: 'confirmed-on', channel: 'email' }],
      { confirmedOn: ['phone', 'email'] },
    ],
    ['confirmed on the same', [logged(), { type: 'confirmed-on', channel: 'phone' }], { confirmedOn: ['phone'] }],
    ['shared', [logged(), { type: 'shared' }], { shared: true }],
    ['taken back', [logged(), { type: 'shared' }, { type: 'unshared' }], { shared: false }],
    ['noted', [logged(), { type: 'noted' }], {}],
    ['acknowledged', [logged(), { type: 'acknowledged', rule: null, n: null }], {}],
    ['the same talk', [logged(), { type: 'same-talk', as: 'x' }], {}],
    ['under another policy', [logged(), { type: 'policy-changed', policy: 'y' }], {}],
    [
      'somebody was told',
      [logged(), { type: 'noticed', rule: 'follow-up', stage: 0, repeat: 0, audiences: [], lateSeconds: 0 }],
      {},
    ],
  ])('%s', (_what, deeds, expected) => {
    expect(after(...deeds)).toEqual({ ...FRESH, ...expected });
  });

  test('a history that begins with something else is broken, and says where', () => {
    expect(() => applyContactEvent(null, event({ type: 'noted' }, 4))).toThrow(
      'history begins with noted (seq 4), expected logged',
    );
  });
});

test.each<[Partial<Contact>, string]>([
  [{}, 'confirmed'],
  [{ missing: ['next'] }, 'to-follow-up'],
  [{ followUps: [{ ...promise(1), round: 1, state: 'open' }] }, 'to-follow-up'],
  [{ followUps: [{ ...promise(1), round: 1, state: 'kept' }] }, 'confirmed'],
  [{ followUps: [{ ...promise(1), round: 1, state: 'dropped' }] }, 'confirmed'],
  [
    {
      followUps: [
        { ...promise(1), round: 1, state: 'kept' },
        { ...promise(2), round: 1, state: 'open' },
      ],
    },
    'to-follow-up',
  ],
  [{ holdUntil: 5, missing: ['next'] }, 'on-hold'],
  [{ holdUntil: 0 }, 'on-hold'],
])('with %j it stands at %s (C6)', (parts, expected) => {
  expect(contactStatus({ ...FRESH, ...parts })).toBe(expected);
});

test.each<[Partial<Contact>, boolean]>([
  [{}, false],
  [{ twoChannels: true, confirmedOn: [] }, true],
  [{ twoChannels: true }, true],
  [{ twoChannels: true, confirmedOn: ['phone', 'email'] }, false],
  [{ twoChannels: false, confirmedOn: [] }, false],
])('with %j it awaits a second channel: %s (C8)', (parts, expected) => {
  expect(awaitsConfirmation({ ...FRESH, ...parts })).toBe(expected);
});

test('to the engine it is owed by its author, in working time, and nothing of it pauses', () => {
  expect(contactKind.type).toBe('contact');
  expect(contactKind.rules.map((one) => [one.name, one.pauses])).toEqual([
    ['follow-up', false],
    ['complete-contact', false],
    ['double-confirm', false],
    ['next-talk', false],
  ]);
  expect(contactKind.terms({ ...FRESH, author: 'lin', team: 'after-sales' })).toEqual({
    team: 'after-sales',
    owner: 'lin',
    basis: 'working',
    round: 1,
    isPaused: false,
    demands: [],
  });
});

describe('what each rule makes of a deed', () => {
  /** Moves of the last deed. */
  function moves(rule: ContactRule, ...deeds: readonly ContactDeed[]) {
    const last = deeds.at(-1) ?? expect.unreachable('no deed');
    const before = deeds.length === 1 ? null : after(...deeds.slice(0, -1));
    return rule.react(event(last, deeds.length), after(...deeds), before);
  }
  const begun = (n: number, from: number, round = 1, parts: Partial<PromiseTerms> = {}) => ({
    move: 'start',
    from,
    own: { ...promise(n, parts), round },
  });

  test.each<[string, readonly ContactDeed[], readonly object[]]>([
    ['none', [logged()], []],
    ['two', [logged({ promises: [promise(1), promise(2)] })], [begun(1, 100), begun(2, 100)]],
    ['added', [logged(), { type: 'promised', promises: [promise(1)] }], [begun(1, 200)]],
    [
      'only what is new',
      [logged({ promises: [promise(1)] }), { type: 'promised', promises: [promise(1), promise(2)] }],
      [begun(2, 200)],
    ],
    ['kept', [logged({ promises: [promise(1)] }), { type: 'kept', n: 1 }], [{ move: 'meet', n: 1 }]],
    ['dropped', [logged({ promises: [promise(1)] }), { type: 'dropped', n: 1 }], [{ move: 'cancel', n: 1 }]],
    [
      'moved',
      [logged({ promises: [promise(1)] }), { type: 'moved', promise: promise(1, { dueAt: 7 }) }],
      [{ move: 'cancel', n: 1 }, begun(1, 200, 2, { dueAt: 7 })],
    ],
    [
      'moved when it is over',
      [logged({ promises: [promise(1)] }), { type: 'kept', n: 1 }, { type: 'moved', promise: promise(1) }],
      [],
    ],
    ['moved though nobody made it', [logged(), { type: 'moved', promise: promise(3) }], []],
    ['noted', [logged({ promises: [promise(1)] }), { type: 'noted' }], []],
  ])('promises: %s', (_what, deeds, expected) => {
    expect(moves(followUp, ...deeds)).toEqual(expected);
  });

  test.each<[string, readonly ContactDeed[], readonly object[]]>([
    ['whole', [logged()], []],
    ['a draft', [logged({ missing: ['next'] })], [{ move: 'start', from: 10 }]],
    ['a draft of a talk that ended', [logged({ missing: ['next'], endedAt: 40 })], [{ move: 'start', from: 40 }]],
    [
      'still a draft',
      [logged({ missing: ['next', 'channel'] }), { type: 'completed', missing: ['next'], channel: 'sms' }],
      [],
    ],
    [
      'whole at last',
      [logged({ missing: ['next'] }), { type: 'completed', missing: [], channel: null }],
      [{ move: 'meet' }],
    ],
    ['whole as before', [logged(), { type: 'noted' }], []],
    [
      'a draft again',
      [logged(), { type: 'completed', missing: ['feedback'], channel: null }],
      [{ move: 'start', from: 10 }],
    ],
  ])('the record: %s', (_what, deeds, expected) => {
    expect(moves(completeContact, ...deeds)).toEqual(expected);
  });

  test.each<[string, readonly ContactDeed[], readonly object[]]>([
    ['not asked for', [logged()], []],
    ['asked for', [logged({ twoChannels: true })], [{ move: 'start', from: 100 }]],
    ['still open', [logged({ twoChannels: true }), { type: 'noted' }], []],
    ['confirmed', [logged({ twoChannels: true }), { type: 'confirmed-on', channel: 'email' }], [{ move: 'meet' }]],
    ['not needed', [logged(), { type: 'confirmed-on', channel: 'email' }], []],
  ])('the second channel: %s', (_what, deeds, expected) => {
    expect(moves(doubleConfirm, ...deeds)).toEqual(expected);
  });

  test.each<[string, readonly ContactDeed[], readonly object[]]>([
    ['logged', [logged()], []],
    ['held', [logged(), { type: 'held', until: 900 }], [{ move: 'cancel' }, { move: 'start', from: 200 }]],
    ['taken up', [logged(), { type: 'held', until: 900 }, { type: 'taken-up' }], [{ move: 'meet' }]],
    ['noted', [logged(), { type: 'noted' }], []],
  ])('the next talk: %s', (_what, deeds, expected) => {
    expect(moves(nextTalk, ...deeds)).toEqual(expected);
  });

  test('how long each may run is the policy’s, and the next talk is due when it was said', () => {
    const { policy } = company();
    expect(followUp.target(policy, FRESH)).toEqual(policy.contacts.promise);
    expect(completeContact.target(policy, FRESH)).toEqual(policy.contacts.record);
    expect(doubleConfirm.target(policy, FRESH)).toEqual(policy.contacts.confirmation);
    expect(nextTalk.target(policy, FRESH)).toEqual({ unit: 'time', ms: 0 });
    expect(nextTalk.dueAt?.({ ...FRESH, holdUntil: 77 })).toBe(77);
    expect(nextTalk.dueAt?.(FRESH)).toBeNull();
  });
});
