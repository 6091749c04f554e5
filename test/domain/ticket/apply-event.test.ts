import { describe, expect, test } from 'vitest';
import { applyEvent } from '../../../src/domain/ticket/apply-event.ts';
import type { Ticket, TicketDeed } from '../../../src/domain/ticket/ticket.ts';

const CREATED: TicketDeed = {
  type: 'created',
  kind: 'complaint',
  urgency: 'urgent',
  complex: true,
  team: 'support',
  spokenAt: 500,
  policy: 'handbook',
};

const apply = (ticket: Ticket | null, deed: TicketDeed, by = 'agent'): Ticket =>
  applyEvent(ticket, { seq: 7, at: 1_000, by, deed });
const FRESH = apply(null, CREATED);

test('creation says everything that later events change', () => {
  expect(FRESH).toMatchObject({
    kind: 'complaint',
    urgency: 'urgent',
    complex: true,
    team: 'support',
    owner: null,
    opener: 'agent',
    status: 'pending',
    round: 1,
    needsEscalation: false,
    score: null,
    spokenAt: 500,
    createdAt: 1_000,
  });
});

test('nothing comes before the creation', () => {
  expect(() => apply(null, { type: 'noted' })).toThrow('history begins with noted (seq 7), expected created');
});

describe('what one event changes, and nothing else', () => {
  const worked: Ticket = { ...FRESH, status: 'in-progress', owner: 'agent', needsEscalation: true };
  const resolved: Ticket = { ...worked, status: 'resolved', needsEscalation: false, score: 2 };

  test.each<[string, Ticket, TicketDeed, Partial<Ticket>]>([
    [
      'edited, all',
      FRESH,
      edited({ kind: 'inquiry', urgency: 'normal', complex: false, team: 'product' }),
      { kind: 'inquiry', urgency: 'normal', complex: false, team: 'product' },
    ],
    ['edited, nothing that a ticket holds', worked, edited({ described: true, customer: true }), {}],
    ['taken', FRESH, { type: 'taken' }, { owner: 'colleague', status: 'in-progress' }],
    ['taken over', worked, { type: 'taken' }, { owner: 'colleague' }],
    ['assigned', FRESH, { type: 'assigned', to: 'lead1' }, { owner: 'lead1' }],
    ['acknowledged', worked, { type: 'acknowledged' }, {}],
    ['contacted', worked, { type: 'contacted', reached: true }, { needsEscalation: false }],
    ['not reached', worked, { type: 'contacted', reached: false }, {}],
    ['noted', worked, { type: 'noted' }, {}],
    [
      'progressed',
      { ...worked, status: 'pending' },
      { type: 'progressed' },
      { status: 'in-progress', needsEscalation: false },
    ],
    ['resolved', worked, { type: 'resolved' }, { status: 'resolved', needsEscalation: false }],
    ['rated', resolved, { type: 'rated', score: 5 }, { score: 5 }],
    ['reopened', resolved, { type: 'reopened' }, { status: 'pending', round: 2, score: null }],
    ['closed', resolved, { type: 'closed', word: 'satisfied' }, { status: 'closed' }],
    ['cancelled', worked, { type: 'cancelled' }, { status: 'cancelled', needsEscalation: false }],
    ['escalated', FRESH, { type: 'escalated' }, { needsEscalation: true }],
    [
      'noticed',
      worked,
      { type: 'noticed', rule: 'start', stage: 2, repeat: 0, audiences: ['owner'], lateSeconds: 0 },
      {},
    ],
    ['policy-changed', worked, { type: 'policy-changed', policy: 'other' }, {}],
  ])('%s', (_story, before, deed, changed) => {
    expect(apply(before, deed, 'colleague')).toEqual({ ...before, ...changed });
  });

  function edited(edit: Extract<TicketDeed, { type: 'edited' }>['edit']): TicketDeed {
    return { type: 'edited', edit, policy: 'handbook' };
  }
});

describe('what the customer demanded, and in which form', () => {
  const demand = (clock: 'first-contact' | 'resolve', dueAt: number) => ({ clock, dueAt });
  const asked: Ticket = { ...FRESH, status: 'resolved', written: 'asked' };

  test('a demanded time stands in the ticket; the first contact meets its own and leaves the others', () => {
    const demands = [demand('first-contact', 5), demand('resolve', 9)];
    const fresh = apply(null, { ...CREATED, demands } as TicketDeed);
    expect(fresh.demands).toEqual(demands);
    expect(FRESH.demands).toEqual([]);
    expect(apply(fresh, { type: 'contacted', reached: false }).demands).toEqual(demands);
    expect(apply(fresh, { type: 'contacted', reached: true }).demands).toEqual([demand('resolve', 9)]);
    expect(apply(fresh, { type: 'reopened' }).demands).toEqual([]);
  });

  test('what is asked for in writing is given by a written answer alone', () => {
    expect(FRESH.written).toBe('not-asked');
    expect(apply(null, { ...CREATED, wantsWriting: true } as TicketDeed).written).toBe('asked');
    expect(apply(asked, { type: 'told', written: false }).written).toBe('asked');
    expect(apply(asked, { type: 'told', written: true }).written).toBe('given');
    expect(apply({ ...asked, written: 'not-asked' }, { type: 'told', written: true }).written).toBe('not-asked');
    expect(apply({ ...asked, written: 'given' }, { type: 'told', written: false }).written).toBe('given');
  });

  test('a ticket that goes on in this one brings the older word, the sooner of two times, and the wish for writing', () => {
    const own = { ...FRESH, demands: [demand('first-contact', 5), demand('resolve', 9)] };
    const absorbed = (deed: object) =>
      apply(own, { type: 'absorbed', from: 'C1', spokenAt: 400, demands: [], ...deed } as TicketDeed);
    expect(absorbed({}).spokenAt).toBe(400);
    expect(absorbed({ spokenAt: 600 }).spokenAt).toBe(500);
    expect(absorbed({ demands: [demand('first-contact', 3), demand('resolve', 12)] }).demands).toEqual([
      demand('first-contact', 3),
      demand('resolve', 9),
    ]);
    expect(absorbed({}).written).toBe('not-asked');
    expect(absorbed({ wantsWriting: true }).written).toBe('asked');
    expect(
      apply(
        { ...own, written: 'given' },
        { type: 'absorbed', from: 'C1', spokenAt: 400, demands: [], wantsWriting: true },
      ).written,
    ).toBe('given');
  });
});

describe('counts', () => {
  const resolved: Ticket = { ...FRESH, status: 'resolved' };
  test.each([
    [1, 1],
    [2, 1],
    [3, 0],
    [5, 0],
  ])('a score of %i: %i bad ones', (score, bad) => {
    const once = apply(resolved, { type: 'rated', score });
    expect(once.badScores).toBe(bad);
    expect(apply(once, { type: 'rated', score }).badScores).toBe(2 * bad);
  });

  test('revisits that nobody answered, until it is reopened', () => {
    const twice = apply(apply(resolved, { type: 'revisit-unanswered' }), { type: 'revisit-unanswered' });
    expect(twice.unansweredRevisits).toBe(2);
    expect(apply(twice, { type: 'reopened' }).unansweredRevisits).toBe(0);
  });

  test('a plan, a wait and their end', () => {
    const steps = [{ n: 1, owner: 'agent', team: 'support', dueAt: 7 }];
    const planned = apply({ ...FRESH, status: 'in-progress' }, { type: 'planned', eta: 9, steps });
    expect(planned).toMatchObject({ eta: 9, steps, waiting: null });
    expect(FRESH.steps).toEqual([]);
    const waiting = apply(planned, { type: 'waited', on: 'supplier', until: 8 });
    expect(waiting).toMatchObject({ waiting: { on: 'supplier', until: 8 }, status: 'waiting', eta: 9 });
    expect(apply(waiting, { type: 'resumed' }).waiting).toBeNull();
    expect(apply(waiting, { type: 'planned', eta: 9, steps }).waiting).toBeNull();
    expect(apply({ ...waiting, needsEscalation: true }, { type: 'merged', into: 'C1' })).toMatchObject({
      waiting: null,
      needsEscalation: false,
    });
  });
});
