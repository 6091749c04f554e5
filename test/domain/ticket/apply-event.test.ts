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
