import { expect, test } from 'vitest';
import type { TicketDeed, TicketEvent } from '../../../src/domain/ticket/ticket.ts';
import { findUndo, UNDO_WITHIN_MS } from '../../../src/domain/ticket/undo.ts';

const NOW = 10_000_000;

/** A history of these deeds; each by whom and so long ago. */
function history(...deeds: readonly [TicketDeed, by: string, agoMs: number][]): readonly TicketEvent[] {
  return deeds.map(([deed, by, agoMs], i) => ({ seq: i + 1, at: NOW - agoMs, by, deed }));
}

const taken: TicketDeed = { type: 'taken' };
const resolved: TicketDeed = { type: 'resolved' };
const noted: TicketDeed = { type: 'noted' };
const told: TicketDeed = {
  type: 'noticed',
  rule: 'tell',
  stage: 1,
  repeat: 0,
  audiences: ['owner'],
  lateSeconds: 0,
};
const undone: TicketDeed = { type: 'undone', since: 1, what: 'taken' };

test.each([
  ['the last deed, a moment ago', history([taken, 'wang', 1_000]), null, { since: 1, what: 'taken' }],
  ['just in time', history([taken, 'wang', UNDO_WITHIN_MS]), null, { since: 1, what: 'taken' }],
  ['a moment too late', history([taken, 'wang', UNDO_WITHIN_MS + 1]), null, { why: 'too-late' }],
  ['what we said is nobody’s deed', history([taken, 'wang', 9], [told, 'system', 5]), 1, { since: 1, what: 'taken' }],
  [
    'named, and somebody acted since',
    history([taken, 'wang', 9], [noted, 'li', 5]),
    1,
    { why: 'acted-since', by: 'li' },
  ],
  [
    'typed, and somebody acted since',
    history([taken, 'wang', 9], [noted, 'li', 5]),
    null,
    { why: 'acted-since', by: 'li' },
  ],
  [
    'one’s own later deed stands in the way too',
    history([taken, 'wang', 9], [noted, 'wang', 5]),
    null,
    { why: 'acted-since', by: 'wang' },
  ],
  ['somebody else’s deed', history([taken, 'li', 9]), null, { why: 'not-theirs', by: 'li' }],
  ['somebody else’s deed, by its number', history([taken, 'li', 9]), 1, { why: 'not-theirs', by: 'li' }],
  ['a deed that cannot be taken back', history([noted, 'wang', 9]), null, { why: 'nothing-to-undo' }],
  ['a deed that cannot be taken back, by its number', history([noted, 'wang', 9]), 1, { why: 'nothing-to-undo' }],
  ['no such deed', history([taken, 'wang', 9]), 7, { why: 'nothing-to-undo' }],
  [
    'taken back already: a second press does nothing',
    history([taken, 'wang', 9], [undone, 'wang', 5]),
    1,
    { why: 'nothing-to-undo' },
  ],
  [
    'taken back already, typed again',
    history([taken, 'wang', 9], [undone, 'wang', 5]),
    null,
    { why: 'nothing-to-undo' },
  ],
  [
    'done again after it was taken back',
    history([taken, 'wang', 9], [undone, 'wang', 5], [taken, 'wang', 2]),
    null,
    { since: 3, what: 'taken' },
  ],
  [
    'resolving what nobody had is one act',
    history([taken, 'wang', 9], [{ ...resolved, takes: true }, 'wang', 9]),
    2,
    { since: 1, what: 'resolved' },
  ],
  [
    'resolving what was taken before, however shortly, is not',
    history([taken, 'wang', 9], [resolved, 'wang', 9]),
    2,
    { since: 2, what: 'resolved' },
  ],
  ['nothing was done yet', history(), null, { why: 'nothing-to-undo' }],
])('%s', (_, events, wanted, expected) => {
  expect(findUndo(events, 'wang', NOW, wanted)).toEqual(expected);
});

test('what somebody else had taken back in between hides nothing of one’s own', () => {
  const others = history(
    [taken, 'li', 30],
    [{ type: 'undone', since: 1, what: 'taken' }, 'li', 20],
    [taken, 'wang', 10],
  );
  expect(findUndo(others, 'wang', NOW, null)).toEqual({ since: 3, what: 'taken' });
  expect(findUndo(others, 'wang', NOW, 3)).toEqual({ since: 3, what: 'taken' });
});

test('an older deed of somebody else, or of long ago, is not what was meant', () => {
  const old = history([taken, 'wang', UNDO_WITHIN_MS + 1], [noted, 'li', 5]);
  expect(findUndo(old, 'wang', NOW, null)).toEqual({ why: 'nothing-to-undo' });
  const theirs = history([taken, 'li', 9], [noted, 'li', 5]);
  expect(findUndo(theirs, 'wang', NOW, null)).toEqual({ why: 'nothing-to-undo' });
  const justInTime = history([taken, 'wang', UNDO_WITHIN_MS], [noted, 'li', 5]);
  expect(findUndo(justInTime, 'wang', NOW, null)).toEqual({ why: 'acted-since', by: 'li' });
  expect(findUndo([], 'wang', NOW, null)).toEqual({ why: 'nothing-to-undo' });
});

test('a deed that carries no mark of taking is undone alone', () => {
  expect(findUndo(history([taken, 'li', 30], [resolved, 'wang', 10]), 'wang', NOW, null)).toEqual({
    since: 2,
    what: 'resolved',
  });
});
