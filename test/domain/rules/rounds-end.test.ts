import { describe, expect, test } from 'vitest';
import type { TicketDeed } from '../../../src/domain/ticket/ticket.ts';
import { clock } from '../../support/commitments.ts';
import { left } from './left.ts';

const TAKEN: TicketDeed = { type: 'taken' };
const RESOLVED: TicketDeed = { type: 'resolved' };
const rated = (score: number): TicketDeed => ({ type: 'rated', score });

describe('a score leaves something open unless it ends the ticket (T8)', () => {
  test.each([
    [5, ['met@2']],
    [4, ['met@2']],
    [3, ['met@2', 'open@3']],
    [2, ['met@2']],
    [1, ['met@2']],
  ])('%i', (score, expected) => {
    expect(left('revisit', TAKEN, RESOLVED, rated(score))).toEqual(expected);
    expect(left('tell', TAKEN, RESOLVED, rated(score))).toEqual(['met@2']);
  });

  test('asked again with the same score it is owed again; the word that closes ends it', () => {
    expect(left('revisit', TAKEN, RESOLVED, rated(3), rated(3))).toEqual(['met@2', 'met@3', 'open@4']);
    const closed: TicketDeed = { type: 'closed', word: 'no-objection' };
    expect(left('revisit', TAKEN, RESOLVED, rated(3), closed)).toEqual(['met@2', 'met@3']);
  });
});

describe('raised by hand, it ends', () => {
  test.each<[string, TicketDeed, string]>([
    ['closed', { type: 'closed', word: 'no-objection' }, 'met@4'],
    ['reopened', { type: 'reopened' }, 'met@4'],
    ['a note', { type: 'noted' }, 'open@4'],
  ])('%s', (_name, deed, expected) => {
    // As a fourth bad score leads to the manager.
    expect(left('escalation', TAKEN, RESOLVED, rated(1), { type: 'escalated' }, deed)).toEqual([expected]);
  });
});

describe('work on what was assigned and not yet taken begins it', () => {
  const ASSIGNED: TicketDeed = { type: 'assigned', to: 'colleague' };
  test.each<[string, TicketDeed, string, string[]]>([
    ['taken', TAKEN, 'met@0', ['open@2']],
    ['progress', { type: 'progressed' }, 'met@0', ['open@2']],
    ['a wait', { type: 'waited', on: 'customer', until: clock('2026-03-05 09:00') }, 'met@0', ['open@2']],
    ['a plan', { type: 'planned', eta: clock('2026-03-05 09:00'), steps: [] }, 'met@0', []],
    ['resolved', RESOLVED, 'met@0', []],
    ['a note', { type: 'noted' }, 'open@0', []],
  ])('%s', (_name, deed, start, plan) => {
    expect(left('start', ASSIGNED, deed)).toEqual([start]);
    expect(left('plan', ASSIGNED, deed)).toEqual(plan);
  });

  test('progress after a plan owes no other plan', () => {
    const planned: TicketDeed = { type: 'planned', eta: clock('2026-03-05 09:00'), steps: [] };
    expect(left('plan', TAKEN, planned, { type: 'progressed' })).toEqual(['met@1']);
  });
});
