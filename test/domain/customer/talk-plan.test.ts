import { expect, test } from 'vitest';
import { isFormalTalk, likelyPurpose, type TalkOccasion } from '../../../src/domain/customer/talk-plan.ts';

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
