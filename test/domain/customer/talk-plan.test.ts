import { expect, test } from 'vitest';
import { adviseChannel } from '../../../src/domain/customer/channel-advice.ts';
import { type CustomerDeed, mayDoWithCustomer } from '../../../src/domain/customer/permission.ts';
import { isFormalTalk, likelyPurpose, type TalkOccasion } from '../../../src/domain/customer/talk-plan.ts';
import type { Actor } from '../../../src/domain/people.ts';

const NOTHING: TalkOccasion = { stage: null, urgencies: [], contractEndsIn: null };

test.each<[Partial<TalkOccasion>, string | null]>([
  [{}, null],
  [{ urgencies: ['normal', 'urgent'] }, 'complaint'],
  [{ urgencies: ['important'] }, null],
  [{ urgencies: ['urgent'], contractEndsIn: 5 }, 'complaint'],
  [{ contractEndsIn: 30 }, 'renewal'],
  [{ contractEndsIn: 31 }, null],
  [{ contractEndsIn: 0 }, 'renewal'],
  [{ contractEndsIn: -1 }, null],
  [{ stage: 'prospect' }, 'lead'],
  [{ stage: 'prospect', contractEndsIn: 3 }, 'renewal'],
  [{ stage: 'new' }, 'care'],
  [{ stage: 'at-risk' }, 'care'],
  [{ stage: 'growing' }, null],
  [{ stage: 'mature' }, null],
])('%j: the next talk is about %s', (parts, expected) => {
  expect(likelyPurpose({ ...NOTHING, ...parts })).toBe(expected);
});

test('prices and renewals are formal, one of them is enough', () => {
  expect(isFormalTalk(['proposal'])).toBe(true);
  expect(isFormalTalk(['care', 'renewal'])).toBe(true);
  expect(isFormalTalk(['care', 'complaint'])).toBe(false);
  expect(isFormalTalk([])).toBe(false);
});

test('what was tried in vain comes last, also where there is little else', () => {
  const plan = { preferred: null, urgency: 'urgent', isFormal: false, industry: null } as const;
  expect(adviseChannel({ ...plan, reachable: ['phone', 'email'], inVain: ['phone'] }).channels).toEqual([
    'email',
    'phone',
  ]);
});

test.each<[CustomerDeed, Partial<{ accountManager: string; successManager: string; ticketOwners: string[] }>, boolean]>(
  [
    ['reveal', { accountManager: 'zhou' }, true],
    ['reveal', { successManager: 'zhou' }, true],
    ['reveal', { ticketOwners: ['lin', 'zhou'] }, true],
    ['reveal', { accountManager: 'lin' }, false],
    ['pin-tier', { successManager: 'zhou' }, true],
    ['merge', { accountManager: 'zhou' }, false],
    ['erase', { ticketOwners: ['zhou'] }, false],
  ],
)('an agent may %s with %j: %s', (deed, keepers, expected) => {
  const zhou: Actor = { ref: 'zhou', role: 'agent', teams: new Set(['support']) };
  const nobody = { accountManager: null, successManager: null, ticketOwners: [] };
  expect(mayDoWithCustomer(zhou, deed, { ...nobody, ...keepers }).ok).toBe(expected);
  expect(mayDoWithCustomer(zhou, deed).ok).toBe(false);
});
