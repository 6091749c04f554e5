import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DailyTerms, digestLane, limitedLane } from '../../../src/usecases/simulate/digest-lane.ts';

/** A day of a thousand moments; what is too much is kept back for two hundred. */
const DAY = 1_000;
const terms = (daily: number): DailyTerms => ({
  daily,
  dayOf: (at) => ({ from: Math.floor(at / DAY) * DAY, until: (Math.floor(at / DAY) + 1) * DAY }),
  heldUntil: (at) => at + 200,
});
const GATHER = 60;

type Post = number | readonly [number, 'urgent'];
const postsOf = (posts: readonly Post[]) =>
  posts.map((one) => (typeof one === 'number' ? { at: one, urgent: false } : { at: one[0], urgent: true }));

describe('a person who has enough after two messages a day', () => {
  test.each([
    ['hears two as they come, and the rest as one', [0, 100, 200, 300], ['0×1', '100×1', '400×2'], 2],
    ['what is kept back at the moment of going out goes too', [0, 100, 200, 400], ['0×1', '100×1', '400×2'], 2],
    ['what comes after that is kept back anew', [0, 100, 200, 401], ['0×1', '100×1', '400×1', '601×1'], 2],
    ['urgent ones come at once', [0, 100, 200, [250, 'urgent']], ['0×1', '100×1', '250!×1', '400×1'], 1],
    ['and count', [[0, 'urgent'], [10, 'urgent'], 20], ['0!×1', '10!×1', '220×1'], 1],
    ['what waits is the one message that it will be', [0, 10, 20, 30], ['0×1', '60×1', '220×2'], 2],
    ['what falls due at one moment is judged together', [0, 100, 100, 100, 101], ['0×1', '100×3', '301×1'], 1],
    [
      'a new day begins anew',
      [0, 100, 200, 1000, 1100, 1200],
      ['0×1', '100×1', '400×1', '1000×1', '1100×1', '1400×1'],
      2,
    ],
    [
      'what was kept back yesterday does not count today',
      [0, 100, 900, 1050, 1200, 1300],
      ['0×1', '100×1', '1050×1', '1110×1', '1200×1', '1500×1'],
      2,
    ],
    ['nothing', [], [], 0],
  ] as [string, Post[], string[], number][])('%s', (_, posts, expected, merged) => {
    const limited = limitedLane(postsOf(posts), GATHER, terms(2));
    expect(limited.messages.map(({ at, urgent, reminders }) => `${at}${urgent ? '!' : ''}×${reminders}`)).toEqual(
      expected,
    );
    expect(limited.merged).toBe(merged);
  });
});

const lane = fc.array(fc.record({ at: fc.integer({ min: 0, max: 3 * DAY }), urgent: fc.boolean() }), { maxLength: 60 });
const sorted = (posts: readonly { at: number; urgent: boolean }[]) => posts.toSorted((a, b) => a.at - b.at);

test('none is lost, urgent ones are never late, and calm messages stay few', () => {
  fc.assert(
    fc.property(lane, fc.integer({ min: 1, max: 6 }), (posts, daily) => {
      const { messages, merged } = limitedLane(sorted(posts), GATHER, terms(daily));
      expect(messages.reduce((sum, one) => sum + one.reminders, 0)).toBe(posts.length);
      const urgent = new Set(posts.filter((one) => one.urgent).map(({ at }) => at));
      expect(new Set(messages.filter((one) => one.urgent).map(({ at }) => at))).toEqual(urgent);
      expect(merged).toBeLessThanOrEqual(posts.filter((one) => !one.urgent).length);
      // What is kept back goes out at most once in two hundred moments.
      const calm = messages.filter((one) => !one.urgent).length;
      expect(calm).toBeLessThanOrEqual(4 * daily + Math.ceil((4 * DAY) / 200));
    }),
  );
});

test('a limit that nobody reaches changes nothing', () => {
  fc.assert(
    fc.property(lane, (posts) => {
      expect(limitedLane(sorted(posts), GATHER, terms(1_000))).toEqual({
        messages: digestLane(sorted(posts), GATHER),
        merged: 0,
      });
    }),
  );
});
