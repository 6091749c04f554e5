import { describe, expect, test } from 'vitest';
import { allowedFrom, isAllowed, statusAfter } from '../../../src/domain/ticket/transitions.ts';
import { STATUSES, type Status } from '../../../src/domain/vocabulary.ts';

/*
 * The table once more, as people would draw it: a column for each status (pending, in-progress, waiting, resolved,
 * closed, cancelled, merged), `-` where the deed is refused, `=` where the status stays, else the first letter of where
 * it leads.
 */
const TABLE = [
  ['created', '-------'],
  ['edited', '====---'],
  ['taken', 'i=i----'],
  ['assigned', '===----'],
  ['acknowledged', '======='],
  ['contacted', '======-'],
  ['noted', '======='],
  ['progressed', 'i=i----'],
  ['planned', 'i=i----'],
  ['step-done', '====---'],
  ['waited', 'ww=----'],
  ['resumed', '--i----'],
  ['told', '---===-'],
  ['revisit-unanswered', '---=---'],
  ['resolved', 'rrr----'],
  ['rated', '---=---'],
  ['reopened', '---ppp-'],
  ['closed', '---c---'],
  ['cancelled', 'xxx----'],
  ['escalated', '===----'],
  ['noticed', '======='],
  ['policy-changed', '======='],
] as const;

const LETTERS: Readonly<Record<string, Status>> = {
  p: 'pending',
  i: 'in-progress',
  w: 'waiting',
  r: 'resolved',
  c: 'closed',
  x: 'cancelled',
};

describe.each(TABLE)('%s', (deed, marks) => {
  test.each(STATUSES.map((status, i) => [status, marks[i] ?? ''] as const))('from %s: %s', (status, mark) => {
    expect(isAllowed(status, deed)).toBe(mark !== '-');
    expect(allowedFrom(deed).includes(status)).toBe(mark !== '-');
    if (mark !== '-') expect(statusAfter(status, deed)).toBe(LETTERS[mark] ?? status);
  });
});
