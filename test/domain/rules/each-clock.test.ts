import { describe, expect, test } from 'vitest';
import type { TicketDeed } from '../../../src/domain/ticket/ticket.ts';
import { clock } from '../../support/commitments.ts';
import { left } from './left.ts';

const TAKEN: TicketDeed = { type: 'taken' };
const RESOLVED: TicketDeed = { type: 'resolved' };
const CANCELLED: TicketDeed = { type: 'cancelled' };
const MERGED: TicketDeed = { type: 'merged', into: 'C202603001' };
const REOPENED: TicketDeed = { type: 'reopened' };
const NOTED: TicketDeed = { type: 'noted' };
const PROGRESSED: TicketDeed = { type: 'progressed' };
const RESUMED: TicketDeed = { type: 'resumed' };
const ESCALATED: TicketDeed = { type: 'escalated' };
const CLOSED: TicketDeed = { type: 'closed', word: 'no-objection' };
const contacted = (reached: boolean): TicketDeed => ({ type: 'contacted', reached });
const waited = (until: string): TicketDeed => ({ type: 'waited', on: 'customer', until: clock(until) });
const planned = (eta: string, ...owners: readonly string[]): TicketDeed => ({
  type: 'planned',
  eta: clock(eta),
  steps: owners.map((owner, i) => ({ n: i + 1, owner, team: 'support', dueAt: clock(eta) })),
});
const THURSDAY = '2026-03-05 17:00';
const FRIDAY = '2026-03-06 17:00';

describe('the customer is told that it takes longer (S9)', () => {
  test('a first plan promises nothing that could be late; the same date again neither', () => {
    expect(left('delay', TAKEN, planned(THURSDAY))).toEqual([]);
    expect(left('delay', TAKEN, planned(THURSDAY), planned(THURSDAY))).toEqual([]);
  });

  test('a date that moved, or a wait, starts it', () => {
    expect(left('delay', TAKEN, planned(THURSDAY), planned(FRIDAY))).toEqual(['open@3']);
    expect(left('delay', TAKEN, waited(THURSDAY))).toEqual(['open@2']);
  });

  test.each<[string, TicketDeed, string]>([
    ['reaching the customer meets it', contacted(true), 'met@2'],
    ['an attempt does not', contacted(false), 'open@2'],
    ['resolved', RESOLVED, 'cancelled@2'],
    ['cancelled', CANCELLED, 'cancelled@2'],
    ['merged', MERGED, 'cancelled@2'],
    ['reopened', REOPENED, 'cancelled@2'],
    ['a note', NOTED, 'open@2'],
  ])('%s', (_name, deed, expected) => expect(left('delay', TAKEN, waited(THURSDAY), deed)).toEqual([expected]));
});

describe('each step of a plan has a clock of its own (S15)', () => {
  const two = [TAKEN, planned(THURSDAY, 'agent', 'colleague')];
  const done = (n: number): TicketDeed => ({ type: 'step-done', n });
  test.each<[string, readonly TicketDeed[], string[]]>([
    ['both run', [], ['open@2', 'open@2']],
    ['one is done', [done(2)], ['open@2', 'met@2']],
    ['the other is done', [done(1)], ['met@2', 'open@2']],
    [
      'another plan begins the steps that it has anew, and ends the others',
      [planned(FRIDAY, 'agent')],
      ['open@3', 'cancelled@2'],
    ],
    ['resolved', [RESOLVED], ['cancelled@2', 'cancelled@2']],
    ['cancelled', [CANCELLED], ['cancelled@2', 'cancelled@2']],
    ['merged', [MERGED], ['cancelled@2', 'cancelled@2']],
    ['reopened', [REOPENED], ['cancelled@2', 'cancelled@2']],
    ['a wait leaves them', [waited(FRIDAY)], ['open@2', 'open@2']],
  ])('%s', (_name, deeds, expected) => {
    expect(left('plan-step', ...two, ...deeds).toSorted()).toEqual(expected.toSorted());
  });
});

describe('progress is told from one time to the next (S4)', () => {
  test.each<[string, TicketDeed, string[]]>([
    ['progress', PROGRESSED, ['met@1', 'open@2']],
    ['a plan', planned(THURSDAY), ['met@1', 'open@2']],
    ['a wait', waited(THURSDAY), ['met@1', 'open@2']],
    ['resolved', RESOLVED, ['met@1']],
    ['cancelled', CANCELLED, ['cancelled@1']],
    ['merged', MERGED, ['cancelled@1']],
    ['reopened', REOPENED, ['cancelled@1']],
    ['a note', NOTED, ['open@1']],
  ])('%s', (_name, deed, expected) => expect(left('progress', TAKEN, deed)).toEqual(expected));
});

describe('the result is owed to the customer, whatever the ending (S6, T11)', () => {
  const told = (written: boolean): TicketDeed => ({ type: 'told', written });
  test.each<[string, readonly TicketDeed[], string[]]>([
    ['resolved', [RESOLVED], ['open@2']],
    ['cancelled', [CANCELLED], ['open@2']],
    ['merged: by the other ticket', [MERGED], []],
    ['told', [RESOLVED, told(false)], ['met@2']],
    ['closed by their word', [RESOLVED, CLOSED], ['met@2']],
    ['reopened', [RESOLVED, REOPENED], ['cancelled@2']],
    ['noted', [RESOLVED, NOTED], ['open@2']],
  ])('%s', (_name, deeds, expected) => expect(left('tell', TAKEN, ...deeds)).toEqual(expected));
});

describe('the end of a wait (T7)', () => {
  test.each<[string, TicketDeed, string[]]>([
    ['another wait replaces it', waited(FRIDAY), ['met@2', 'open@3']],
    ['resumed', RESUMED, ['met@2']],
    ['progress ends the waiting', PROGRESSED, ['met@2']],
    ['a note does not', NOTED, ['open@2']],
    ['resolved', RESOLVED, ['cancelled@2']],
    ['cancelled', CANCELLED, ['cancelled@2']],
    ['merged', MERGED, ['cancelled@2']],
    ['reopened', REOPENED, ['cancelled@2']],
  ])('%s', (_name, deed, expected) => expect(left('wait-end', TAKEN, waited(THURSDAY), deed)).toEqual(expected));
});

describe('raised by hand, until somebody acts (T7)', () => {
  test.each<[string, TicketDeed, string]>([
    ['reached', contacted(true), 'met@2'],
    ['not reached', contacted(false), 'open@2'],
    ['progress', PROGRESSED, 'met@2'],
    ['resolved', RESOLVED, 'met@2'],
    ['cancelled', CANCELLED, 'cancelled@2'],
    ['merged', MERGED, 'cancelled@2'],
    ['a note', NOTED, 'open@2'],
  ])('%s', (_name, deed, expected) => expect(left('escalation', TAKEN, ESCALATED, deed)).toEqual([expected]));
});
