import { describe, expect, test } from 'vitest';
import type { TicketDeed } from '../../src/domain/ticket/ticket.ts';
import type { Status } from '../../src/domain/vocabulary.ts';
import { decideChange, type TicketVerb } from '../../src/usecases/change-ticket.ts';
import type { Outcome } from '../../src/usecases/outcome.ts';
import { acknowledgeTicket } from '../../src/usecases/verbs/acknowledge-ticket.ts';
import { addNote } from '../../src/usecases/verbs/add-note.ts';
import { assignTicket } from '../../src/usecases/verbs/assign-ticket.ts';
import { cancelTicket } from '../../src/usecases/verbs/cancel-ticket.ts';
import { closeTicket } from '../../src/usecases/verbs/close-ticket.ts';
import { editTicket, type TicketCorrection } from '../../src/usecases/verbs/edit-ticket.ts';
import { escalateTicket } from '../../src/usecases/verbs/escalate-ticket.ts';
import { logContact } from '../../src/usecases/verbs/log-contact.ts';
import { planTicket } from '../../src/usecases/verbs/plan-ticket.ts';
import { rateTicket } from '../../src/usecases/verbs/rate-ticket.ts';
import { reopenTicket } from '../../src/usecases/verbs/reopen-ticket.ts';
import { reportProgress } from '../../src/usecases/verbs/report-progress.ts';
import { resolveTicket } from '../../src/usecases/verbs/resolve-ticket.ts';
import { takeTicket } from '../../src/usecases/verbs/take-ticket.ts';
import { waitFor } from '../../src/usecases/verbs/wait-for.ts';
import { clock } from '../support/commitments.ts';
import { company, switchablePolicies } from '../support/policies.ts';
import { type Simulation, simulate } from '../support/simulate-engine.ts';

const NUMBER = 'C202603001';
const NINE = clock('2026-03-03 09:00');

/** Any deed at all, whatever today's verbs are: for bringing a ticket into a status. */
const happens: TicketVerb<TicketDeed> = {
  deed: 'noticed',
  plan: ({ number }, deed) => ({ deeds: [deed], outcome: () => ({ code: 'noted', number }) }),
};

const PATHS: Readonly<Record<Status, readonly TicketDeed[]>> = {
  pending: [],
  'in-progress': [{ type: 'taken' }],
  waiting: [{ type: 'taken' }, { type: 'waited', on: 'customer', until: clock('2026-03-04 09:00') }],
  resolved: [{ type: 'taken' }, { type: 'resolved' }],
  closed: [{ type: 'taken' }, { type: 'resolved' }, { type: 'closed', word: 'satisfied' }],
  cancelled: [{ type: 'cancelled' }],
  merged: [],
};

/** A ticket of the support team in this status, at 09:00; the admin did what was done. */
function ticketIn(status: Status): Simulation {
  const ticket = simulate([company()], NINE, { by: 'colleague' });
  for (const deed of PATHS[status]) ticket.act(happens, deed, 'admin');
  expect(ticket.view().status).toBe(status);
  return ticket;
}

const NO_CORRECTION: TicketCorrection = { edit: {}, description: null, problemType: null, customer: null };

/** What a lead's verb leads to: the outcome, and the status afterwards; `-` where the status forbids it. */
const run = {
  take: (ticket: Simulation) => ticket.act(takeTicket, null, 'lead1'),
  assign: (ticket: Simulation) => ticket.act(assignTicket, { to: 'colleague' }, 'lead1'),
  edit: (ticket: Simulation) => ticket.act(editTicket, { ...NO_CORRECTION, edit: { kind: 'complaint' } }, 'lead1'),
  contacted: (ticket: Simulation) => ticket.act(logContact, { reached: true, remark: null }, 'lead1'),
  note: (ticket: Simulation) => ticket.act(addNote, { remark: 'noted' }, 'lead1'),
  progress: (ticket: Simulation) => ticket.act(reportProgress, { remark: 'half done' }, 'lead1'),
  resolve: (ticket: Simulation) => ticket.act(resolveTicket, { remark: null }, 'lead1'),
  'rate 5': (ticket: Simulation) => ticket.act(rateTicket, { score: 5, remark: null }, 'lead1'),
  'rate 3': (ticket: Simulation) => ticket.act(rateTicket, { score: 3, remark: null }, 'lead1'),
  'rate 2': (ticket: Simulation) => ticket.act(rateTicket, { score: 2, remark: null }, 'lead1'),
  reopen: (ticket: Simulation) => ticket.act(reopenTicket, { remark: null }, 'lead1'),
  close: (ticket: Simulation) => ticket.act(closeTicket, { word: 'no-objection', remark: null }, 'lead1'),
  cancel: (ticket: Simulation) => ticket.act(cancelTicket, { remark: 'by mistake' }, 'lead1'),
  escalate: (ticket: Simulation) => ticket.act(escalateTicket, { remark: null }, 'lead1'),
};

const STATUSES = ['pending', 'in-progress', 'waiting', 'resolved', 'closed', 'cancelled'] as const;
const TABLE: Readonly<Record<keyof typeof run, readonly string[]>> = {
  //            pending        in-progress    waiting        resolved    closed      cancelled
  take: ['in-progress', 'in-progress', 'in-progress', '-', '-', '-'],
  assign: ['pending', 'in-progress', 'waiting', '-', '-', '-'],
  edit: ['pending', 'in-progress', 'waiting', 'resolved', '-', '-'],
  contacted: ['pending', 'in-progress', 'waiting', 'resolved', 'closed', 'cancelled'],
  note: ['pending', 'in-progress', 'waiting', 'resolved', 'closed', 'cancelled'],
  progress: ['in-progress', 'in-progress', 'in-progress', '-', '-', '-'],
  resolve: ['resolved', 'resolved', 'resolved', '-', '-', '-'],
  'rate 5': ['-', '-', '-', 'closed', '-', '-'],
  'rate 3': ['-', '-', '-', 'resolved', '-', '-'],
  'rate 2': ['-', '-', '-', 'pending', '-', '-'],
  reopen: ['-', '-', '-', 'pending', 'pending', 'pending'],
  close: ['-', '-', '-', 'closed', '-', '-'],
  cancel: ['cancelled', 'cancelled', 'cancelled', '-', '-', '-'],
  escalate: ['pending', 'in-progress', 'waiting', '-', '-', '-'],
};

describe.each(Object.keys(run) as (keyof typeof run)[])('%s', (name) => {
  test.each(STATUSES.map((status, i) => [status, TABLE[name][i] ?? ''] as const))('%s → %s', (status, leadsTo) => {
    const ticket = ticketIn(status);
    const before = ticket.events().length;
    const outcome = run[name](ticket);
    if (leadsTo === '-') {
      expect(outcome).toMatchObject({ code: 'refused', reason: 'wrong-status', number: NUMBER, status });
      expect(ticket.events().length).toBe(before);
    } else {
      expect(outcome).toMatchObject({ number: NUMBER });
      expect(outcome.code).not.toBe('refused');
      expect(ticket.events().length).toBeGreaterThan(before);
    }
    expect(ticket.view().status).toBe(leadsTo === '-' ? status : leadsTo);
  });
});

describe('a double click is absorbed by what the first one did', () => {
  test.each<[string, Status, (ticket: Simulation) => Outcome, Partial<Outcome>]>([
    ['take', 'pending', run.take, { code: 'refused', reason: 'already-yours' }],
    ['assign', 'pending', run.assign, { code: 'refused', reason: 'already-assigned', to: 'colleague' }],
    ['edit', 'pending', run.edit, { code: 'refused', reason: 'nothing-to-edit' }],
    ['resolve', 'in-progress', run.resolve, { code: 'refused', reason: 'wrong-status', status: 'resolved' }],
    ['rate', 'resolved', run['rate 5'], { code: 'refused', reason: 'wrong-status', status: 'closed' }],
    ['reopen', 'resolved', run.reopen, { code: 'refused', reason: 'wrong-status', status: 'pending' }],
    ['close', 'resolved', run.close, { code: 'refused', reason: 'wrong-status', status: 'closed' }],
    ['cancel', 'pending', run.cancel, { code: 'refused', reason: 'wrong-status', status: 'cancelled' }],
    ['escalate', 'pending', run.escalate, { code: 'refused', reason: 'already-escalated' }],
  ])('%s', (_name, status, click, second) => {
    const ticket = ticketIn(status);
    expect(click(ticket).code).not.toBe('refused');
    const events = ticket.events();
    const commitments = ticket.commitments();
    expect(click(ticket)).toMatchObject(second);
    expect(ticket.events()).toBe(events);
    expect(ticket.commitments()).toBe(commitments);
  });

  test('acknowledge: the rung is held once', () => {
    const ticket = ticketIn('pending');
    ticket.forward(clock('2026-03-03 11:00'));
    const until = clock('2026-03-03 11:30');
    expect(ticket.act(acknowledgeTicket, null)).toEqual({ code: 'acknowledged', number: NUMBER, heldUntil: until });
    expect(ticket.act(acknowledgeTicket, null, 'lead1')).toMatchObject({ reason: 'already-held', until });
  });
});

describe('taking', () => {
  test('what nobody had, from nobody; what a colleague had, from them', () => {
    const ticket = ticketIn('pending');
    expect(ticket.act(takeTicket, null, 'agent')).toMatchObject({ code: 'taken', number: NUMBER, from: null });
    expect(ticket.act(takeTicket, null, 'lead1')).toMatchObject({ code: 'taken', number: NUMBER, from: 'agent' });
    expect(ticket.view().owner).toBe('lead1');
  });

  test('what was assigned to me begins the work', () => {
    const ticket = ticketIn('pending');
    ticket.act(assignTicket, { to: 'agent' }, 'lead1');
    expect(ticket.commitment('start').state).toBe('open');
    expect(ticket.act(takeTicket, null, 'agent')).toMatchObject({ code: 'taken', number: NUMBER, from: null });
    expect(ticket.commitment('start').state).toBe('met');
  });

  test.each([
    ['progress', reportProgress, { remark: 'half done' }],
    ['resolve', resolveTicket, { remark: 'done' }],
  ] as const)('%s on what nobody owned takes it too; on what is owned it does not', (_name, verb, input) => {
    const ticket = ticketIn('pending');
    ticket.act<{ remark: string }>(verb, input, 'agent');
    expect(ticket.view().owner).toBe('agent');
    const owned = ticketIn('pending');
    owned.act(takeTicket, null, 'colleague');
    owned.act<{ remark: string }>(verb, input, 'agent');
    expect(owned.view().owner).toBe('colleague');
  });
});

describe('work on what was assigned and not yet taken', () => {
  const until = clock('2026-03-05 09:00');
  const work = {
    plan: (ticket: Simulation, by: string) =>
      ticket.act(planTicket, { eta: until, steps: [], remark: 'replace the roller' }, by),
    progress: (ticket: Simulation, by: string) => ticket.act(reportProgress, { remark: 'half done' }, by),
    wait: (ticket: Simulation, by: string) => ticket.act(waitFor, { on: 'customer', until, remark: 'a photo' }, by),
    resolve: (ticket: Simulation, by: string) => ticket.act(resolveTicket, { remark: 'done' }, by),
  };
  const assigned = (): Simulation => {
    const ticket = ticketIn('pending');
    ticket.act(assignTicket, { to: 'agent' }, 'lead1');
    return ticket;
  };
  const planState = (ticket: Simulation) => ticket.commitments().find(({ rule }) => rule === 'plan')?.state;

  test.each([
    ['plan', 'met'],
    ['progress', 'open'],
    ['wait', 'open'],
    ['resolve', 'cancelled'],
  ] as const)('%s by its owner takes it first, and so again in the next round', (name, planClock) => {
    const ticket = assigned();
    expect(work[name](ticket, 'agent').code).not.toBe('refused');
    expect(ticket.events().at(-2)?.deed).toEqual({ type: 'taken' });
    expect(ticket.commitment('start').state).toBe('met');
    expect(planState(ticket)).toBe(planClock);
    if (name !== 'resolve') ticket.act(resolveTicket, { remark: 'done' }, 'agent');
    ticket.act(reopenTicket, { remark: null }, 'agent');
    expect(ticket.commitment('start')).toMatchObject({ state: 'open', round: 2 });
    work[name](ticket, 'agent');
    expect(ticket.events().at(-2)?.deed).toEqual({ type: 'taken' });
    expect(ticket.commitment('start')).toMatchObject({ state: 'met', round: 2 });
  });

  test.each(['plan', 'progress', 'wait', 'resolve'] as const)(
    '%s by a colleague begins it and takes nothing',
    (name) => {
      const ticket = assigned();
      work[name](ticket, 'colleague');
      expect(ticket.view().owner).toBe('agent');
      expect(ticket.commitment('start').state).toBe('met');
    },
  );

  test('waiting on what nobody owned takes it', () => {
    const ticket = ticketIn('pending');
    work.wait(ticket, 'agent');
    expect(ticket.view()).toMatchObject({ owner: 'agent', status: 'waiting', waiting: { on: 'customer', until } });
  });

  test('after that there is nothing left to take', () => {
    const ticket = assigned();
    work.progress(ticket, 'agent');
    expect(ticket.act(takeTicket, null, 'agent')).toMatchObject({ code: 'refused', reason: 'already-yours' });
    const reports = ticket.events().length;
    work.progress(ticket, 'agent');
    expect(ticket.events().length).toBe(reports + 1);
  });
});

describe('acknowledging', () => {
  test('before any deadline silences warnings', () => {
    const ticket = ticketIn('pending');
    expect(ticket.act(acknowledgeTicket, null)).toEqual({ code: 'acknowledged', number: NUMBER, heldUntil: null });
    ticket.forward(clock('2026-03-03 10:59'));
    expect(ticket.said).toEqual([]);
  });

  test('where something is late, only that was seen: what is due later warns as ever', () => {
    const ticket = ticketIn('pending');
    ticket.forward(clock('2026-03-03 11:00'));
    ticket.act(acknowledgeTicket, null);
    expect(ticket.commitment('first-contact').ackedAt).toBe(clock('2026-03-03 11:00'));
    expect(ticket.commitment('resolve').ackedAt).toBeNull();
  });

  test('a hold that has run out is refused with when reminding goes on', () => {
    const ticket = ticketIn('pending');
    // Due 11:00; the last repeat is at 15:00, the next word on the following morning.
    ticket.forward(clock('2026-03-03 15:00'));
    ticket.act(acknowledgeTicket, null);
    ticket.forward(clock('2026-03-03 16:00'));
    expect(ticket.act(acknowledgeTicket, null)).toMatchObject({
      reason: 'already-held',
      until: clock('2026-03-04 09:00'),
    });
  });

  test('where nothing is owed there is nothing to acknowledge', () => {
    const ticket = ticketIn('closed');
    expect(ticket.act(acknowledgeTicket, null, 'lead1')).toEqual({
      code: 'refused',
      reason: 'nothing-to-acknowledge',
      number: NUMBER,
    });
  });
});

describe('editing', () => {
  const edit = (parts: Partial<TicketCorrection>): [Outcome, Simulation] => {
    const ticket = ticketIn('pending');
    return [ticket.act(editTicket, { ...NO_CORRECTION, ...parts }, 'lead1'), ticket];
  };

  test('keeps what is not named and records only what differs', () => {
    const [outcome, ticket] = edit({ edit: { kind: 'inquiry', urgency: 'urgent' } });
    expect(outcome.code).toBe('edited');
    expect(ticket.events().at(-1)?.deed).toEqual({ type: 'edited', policy: 'policy', edit: { urgency: 'urgent' } });
  });

  test('words are changed beside the event, which says only that they were', () => {
    const [, ticket] = edit({
      description: 'smoke comes out',
      problemType: 'fire',
      customer: { name: 'Yunfan', key: 'yunfan' },
    });
    expect(ticket.events().at(-1)?.deed).toEqual({
      type: 'edited',
      policy: 'policy',
      edit: { described: true, problemType: true, customer: true },
    });
    expect(ticket.view()).toMatchObject({ description: 'smoke comes out', problemType: 'fire' });
  });

  test('a team that does not exist is refused with those that do', () => {
    const [outcome] = edit({ edit: { team: 'gone' } });
    expect(outcome).toMatchObject({ reason: 'unknown-team' });
    expect(outcome.code === 'refused' && outcome.reason === 'unknown-team' && outcome.teams).toContain('support');
  });

  test.each<[string, Partial<TicketCorrection>]>([
    ['nothing', {}],
    ['the same kind', { edit: { kind: 'inquiry' } }],
    ['the same words', { description: 'printer jams' }],
  ])('%s is nothing to edit', (_story, parts) => {
    expect(edit(parts)[0]).toEqual({ code: 'refused', reason: 'nothing-to-edit', number: NUMBER });
  });
});

describe('the customer’s score', () => {
  test.each([
    [5, 'closed', 'closed', 5],
    [4, 'closed', 'closed', 4],
    [3, 'asked', 'resolved', 3],
    [2, 'reopened', 'pending', null],
    [1, 'reopened', 'pending', null],
  ])('%i: %s', (score, led, status, kept) => {
    const ticket = ticketIn('resolved');
    expect(ticket.act(rateTicket, { score, remark: null }, 'lead1')).toEqual({
      code: 'rated',
      number: NUMBER,
      score,
      led,
    });
    expect(ticket.view()).toMatchObject({ status, score: kept });
  });
});

describe('before any verb is asked', () => {
  const request = (ref: string) => ({
    dedupeKey: 'x',
    number: NUMBER,
    actor: { ref, role: 'agent' as const, teams: new Set(['product']) },
    budgetMs: 2_000,
  });
  const policies = switchablePolicies([company()]);

  test('an unknown number', () => {
    expect(decideChange(policies, [], null, request('outsider'), addNote, { remark: 'x' }, NINE)).toEqual({
      outcome: { code: 'refused', reason: 'unknown-ticket', number: NUMBER },
      changes: null,
    });
  });

  test('somebody else’s ticket, and a deed above one’s role', () => {
    const ticket = ticketIn('pending');
    expect(ticket.act(addNote, { remark: 'x' }, 'outsider')).toEqual({
      code: 'refused',
      reason: 'not-your-team',
      number: NUMBER,
      team: 'support',
    });
    expect(ticket.act(assignTicket, { to: 'agent' }, 'agent')).toEqual({
      code: 'refused',
      reason: 'needs-role',
      number: NUMBER,
      role: 'lead',
    });
    expect(ticket.events().length).toBe(1);
  });

  test('permission comes before status: nobody learns the status of what is not theirs', () => {
    expect(ticketIn('closed').act(takeTicket, null, 'outsider')).toMatchObject({ reason: 'not-your-team' });
  });

  test('history never runs backwards, even where another replica’s clock is ahead', () => {
    const ticket = ticketIn('in-progress');
    ticket.forward(clock('2026-03-03 10:00'));
    ticket.act(addNote, { remark: 'first' });
    ticket.standStill(clock('2026-03-03 09:30'));
    ticket.act(addNote, { remark: 'second' });
    expect(
      ticket
        .events()
        .slice(-2)
        .map(({ at }) => at),
    ).toEqual([clock('2026-03-03 10:00'), clock('2026-03-03 10:00')]);
  });
});

describe('what is written', () => {
  test('the words go with the last deed, and homes get a card each', () => {
    const ticket = ticketIn('pending');
    const { changes } = decideChange(
      switchablePolicies([company()]),
      [{ platform: 'slack', workspace: 'T0ACME' }],
      { view: ticket.view(), events: ticket.events() },
      { number: NUMBER, actor: { ref: 'agent', role: 'agent', teams: 'all' } },
      resolveTicket,
      { remark: 'new roller' },
      NINE,
    );
    expect(changes?.events.map(({ event, remark }) => [event.seq, event.deed.type, remark])).toEqual([
      [2, 'taken', null],
      [3, 'resolved', 'new roller'],
    ]);
    expect(changes?.homes).toEqual([{ platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' }]);
    expect(changes?.cardIds.length).toBe(1);
    expect(changes?.set).toMatchObject({ status: 'resolved', owner: 'agent', policy: 'policy' });
  });
});
