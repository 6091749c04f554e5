import { describe, expect, test } from 'vitest';
import type { ContactDeed } from '../../../src/domain/contact/contact.ts';
import { mayDoToContact, maySeeContact, mayShare } from '../../../src/domain/contact/permission.ts';
import { type Actor, actorOf } from '../../../src/domain/people.ts';
import { COMPANY, readPolicy } from '../../support/policies.ts';

const policy = readPolicy(COMPANY);
const actor = (ref: string): Actor => actorOf(policy, ref) ?? expect.unreachable(ref);

/** Logged by an agent of support; its second promise is kept by after-sales. */
const CONTACT = {
  author: 'agent',
  team: 'support',
  followUps: [
    { n: 1, owner: 'agent', team: 'support' },
    { n: 2, owner: 'outsider', team: 'after-sales' },
  ],
};
const ALONE = { ...CONTACT, followUps: [] };
const DEEDS = {
  noted: { type: 'noted' },
  held: { type: 'held', until: 1 },
  kept1: { type: 'kept', n: 1 },
  kept2: { type: 'kept', n: 2 },
  dropped2: { type: 'dropped', n: 2 },
  kept9: { type: 'kept', n: 9 },
  moved1: { type: 'moved', promise: { n: 1, owner: 'x', team: 'y', dueAt: 1 } },
  moved2: { type: 'moved', promise: { n: 2, owner: 'x', team: 'y', dueAt: 1 } },
  acked: { type: 'acknowledged', rule: null, n: null },
  acked2: { type: 'acknowledged', rule: null, n: 2 },
  confirmed: { type: 'confirmed-on', channel: 'email' },
  confirmedByTalk: { type: 'confirmed-on', channel: 'email', talk: 'x' },
  shared: { type: 'shared' },
  unshared: { type: 'unshared' },
} satisfies Record<string, ContactDeed>;

describe('who may read a contact', () => {
  test.each([
    ['agent', true, true],
    ['colleague', true, true],
    ['lead1', true, true],
    ['mgr1', true, true],
    ['admin', true, true],
    // Of the promise: whoever keeps it, and who leads them.
    ['outsider', true, false],
    ['lead2', true, false],
    ['mgr2', false, false],
  ])('%s: %s, and without promises %s', (ref, ours, alone) => {
    expect([maySeeContact(actor(ref), CONTACT), maySeeContact(actor(ref), ALONE)]).toEqual([ours, alone]);
  });

  test('a colleague of whoever keeps a promise does not read the talk for that', () => {
    const contact = { ...CONTACT, followUps: [{ n: 1, owner: 'lead2', team: 'after-sales' }] };
    expect(maySeeContact(actor('outsider'), contact)).toBe(false);
    expect(mayDoToContact(actor('outsider'), DEEDS.noted, contact)).toBe(false);
  });
});

describe('who may do what to a contact', () => {
  const all = Object.keys(DEEDS) as (keyof typeof DEEDS)[];
  const ofTeam = all.filter((one) => one !== 'shared' && one !== 'unshared');

  test.each<[string, readonly (keyof typeof DEEDS)[]]>([
    ['agent', all],
    ['colleague', ofTeam],
    ['lead1', all],
    ['mgr1', all],
    ['admin', all],
    ['outsider', ['noted', 'kept2', 'dropped2', 'moved2', 'acked2', 'confirmedByTalk']],
    ['lead2', ['noted', 'kept2', 'dropped2', 'moved2', 'acked2', 'confirmedByTalk']],
    ['mgr2', ['confirmedByTalk']],
  ])('%s', (ref, expected) => {
    expect(all.filter((one) => mayDoToContact(actor(ref), DEEDS[one], CONTACT))).toEqual(expected);
  });

  test('an author works on their own, whatever team they are in now', () => {
    const contact = { ...ALONE, author: 'mgr2' };
    expect(mayDoToContact(actor('mgr2'), DEEDS.held, contact)).toBe(true);
    expect(mayShare(actor('mgr2'), contact)).toBe(true);
    expect(maySeeContact(actor('mgr2'), contact)).toBe(true);
  });

  test.each([
    ['agent', true],
    ['colleague', false],
    ['lead1', true],
    ['lead2', false],
    ['mgr1', true],
    ['outsider', false],
  ])('%s may show it around: %s (V4)', (ref, expected) => {
    expect(mayShare(actor(ref), CONTACT)).toBe(expected);
  });
});
