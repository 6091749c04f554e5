import { describe, expect, test } from 'vitest';
import type { TicketEdit } from '../../../src/domain/ticket/ticket.ts';
import type { Tier } from '../../../src/domain/vocabulary.ts';
import type { TicketVerb } from '../../../src/usecases/change-ticket.ts';
import { acknowledgeTicket } from '../../../src/usecases/verbs/acknowledge-ticket.ts';
import { editTicket } from '../../../src/usecases/verbs/edit-ticket.ts';
import { logContact } from '../../../src/usecases/verbs/log-contact.ts';
import { reopenTicket } from '../../../src/usecases/verbs/reopen-ticket.ts';
import { resolveTicket } from '../../../src/usecases/verbs/resolve-ticket.ts';
import { resumeTicket } from '../../../src/usecases/verbs/resume-ticket.ts';
import { retierTicket } from '../../../src/usecases/verbs/retier-ticket.ts';
import { takeTicket } from '../../../src/usecases/verbs/take-ticket.ts';
import { waitFor } from '../../../src/usecases/verbs/wait-for.ts';
import { clock, HANDBOOK, lines } from '../../support/commitments.ts';
import { company } from '../../support/policies.ts';
import { type Opening, type Simulation, simulate } from '../../support/simulate-engine.ts';
import { wall } from '../calendar/local-time.ts';

/*
 * Each story is a complaint that users of other desks make. One ticket lives through it under the whole engine.
 */

const local = (at: number | null): string => wall(HANDBOOK.calendar, at);
const opened = (at: string, opening: Opening = {}, policies = [company()]): Simulation =>
  simulate(policies, clock(at), { spokenAt: clock(at), ...opening });
const due = (ticket: Simulation, rule = 'first-contact'): string => local(ticket.commitment(rule).dueAt);
const edit = (ticket: Simulation, parts: TicketEdit): void => {
  ticket.act(editTicket, { edit: parts, description: null, problemType: null, customer: null }, 'admin');
};
const recomputeUnder: TicketVerb<{ policy: string; since: number }> = {
  deed: 'policy-changed',
  plan: ({ number }, { policy, since }) => ({
    deeds: [{ type: 'policy-changed', policy, since }],
    outcome: () => ({ code: 'edited', number }),
  }),
};
const recompute = (ticket: Simulation, policy: string): void => {
  ticket.act(recomputeUnder, { policy, since: ticket.activeSince() }, 'admin');
};

test('“it counted our lunch break”', () => {
  const ticket = opened('2026-03-03 11:00');
  ticket.forward(clock('2026-03-03 15:00'));
  expect(lines(ticket)).toEqual([
    '03-03 14:06 first-contact → owner',
    '03-03 14:30 first-contact → owner, team',
    '03-03 14:45 first-contact → lead',
    '03-03 15:00 first-contact → manager',
  ]);
});

test('“an escalation came in the middle of lunch”', () => {
  const ticket = opened('2026-03-03 09:45');
  ticket.forward(clock('2026-03-03 13:30'));
  // Due 11:45; the lead's rung is at 12:00, where lunch begins.
  expect(lines(ticket).slice(1)).toEqual([
    '03-03 11:45 first-contact → owner, team',
    '03-03 13:30 first-contact → lead',
  ]);
});

test('“on Friday evening it did not know that we work this Saturday”', () => {
  // 13 February is a Friday, and the Saturday after it makes up for a day of the Spring Festival.
  const ticket = opened('2026-02-13 17:00');
  expect(due(ticket)).toBe('2026-02-14 10:00');
  ticket.forward(clock('2026-02-14 10:30'));
  expect(lines(ticket)).toEqual([
    '02-14 09:36 first-contact → owner',
    '02-14 10:00 first-contact → owner, team',
    '02-14 10:15 first-contact → lead',
    '02-14 10:30 first-contact → manager',
  ]);
});

test('“on a plain Saturday it behaved as if we worked”', () => {
  const ticket = opened('2026-03-06 17:00');
  ticket.forward(clock('2026-03-08 23:00'));
  expect(ticket.said).toEqual([]);
  expect(due(ticket)).toBe('2026-03-09 10:00');
});

test('“it paged us through the Spring Festival”', () => {
  const ticket = opened('2026-02-14 17:00');
  expect(due(ticket)).toBe('2026-02-24 10:00');
  ticket.forward(clock('2026-02-24 10:00'));
  expect(lines(ticket)).toEqual(['02-24 09:36 first-contact → owner', '02-24 10:00 first-contact → owner, team']);
});

test('“late before the holiday, and the whole ladder fell on us when we came back”', () => {
  const ticket = opened('2026-02-14 15:50');
  ticket.forward(clock('2026-02-24 09:20'));
  expect(lines(ticket)).toEqual([
    '02-14 17:26 first-contact → owner',
    '02-14 17:50 first-contact → owner, team',
    '02-24 09:05 first-contact → lead',
    '02-24 09:20 first-contact → manager',
  ]);
});

test('“urgent means urgent, also on a Sunday night”', () => {
  const ticket = opened('2026-03-08 23:00', { urgency: 'urgent' });
  ticket.forward(clock('2026-03-08 23:45'));
  expect(lines(ticket)).toEqual([
    '03-08 23:12 first-contact → owner',
    '03-08 23:15 first-contact → owner, team',
    '03-08 23:30 first-contact → lead',
    '03-08 23:45 first-contact → manager',
  ]);
});

describe('“somebody changed the urgency and the clock went wrong”', () => {
  test('to urgent: counted from when the customer spoke, late at once, and told from now', () => {
    const ticket = opened('2026-03-03 10:00');
    ticket.forward(clock('2026-03-03 10:40'));
    edit(ticket, { urgency: 'urgent' });
    ticket.forward(clock('2026-03-03 11:00'));
    expect(due(ticket)).toBe('2026-03-03 10:15');
    expect(lines(ticket, 'first-contact')).toEqual([
      '03-03 10:40 first-contact → owner, team',
      '03-03 10:55 first-contact → lead',
    ]);
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 10:15'));
  });

  test('from urgent after the breach: the new deadline is later, yet what was missed stays missed', () => {
    const ticket = opened('2026-03-03 10:00', { urgency: 'urgent' });
    ticket.forward(clock('2026-03-03 10:20'));
    edit(ticket, { urgency: 'normal' });
    expect(due(ticket)).toBe('2026-03-03 12:00');
    ticket.act(logContact, { reached: true, remark: null });
    expect(ticket.commitment('first-contact')).toMatchObject({
      state: 'met',
      missedAt: clock('2026-03-03 10:15'),
      nextAt: null,
    });
  });

  test('there and back again: nothing is told twice and the deadline is the first one', () => {
    const ticket = opened('2026-03-03 10:00');
    ticket.forward(clock('2026-03-03 10:05'));
    edit(ticket, { urgency: 'urgent' });
    edit(ticket, { urgency: 'normal' });
    ticket.forward(clock('2026-03-03 12:00'));
    expect(lines(ticket)).toEqual(['03-03 11:36 first-contact → owner']);
    expect(due(ticket)).toBe('2026-03-03 12:00');
  });
});

describe('“it went on counting while we waited for the customer”', () => {
  const wait = (ticket: Simulation, until: string): void => {
    ticket.act(waitFor, { on: 'customer', until: clock(until), remark: 'asked for photos' });
  };

  test('a pause across the Spring Festival counts working time alone', () => {
    const ticket = opened('2026-02-13 16:00');
    ticket.forward(clock('2026-02-13 16:30'));
    wait(ticket, '2026-02-26 09:00');
    expect(due(ticket)).toBe('2026-02-13 18:00');
    ticket.forward(clock('2026-02-24 11:00'));
    ticket.act(resumeTicket, null);
    // Half an hour was counted on the Friday; an hour and a half is left on the first Tuesday after the holiday.
    expect(due(ticket)).toBe('2026-02-24 14:00');
    ticket.forward(clock('2026-02-24 14:00'));
    expect(lines(ticket, 'first-contact')).toEqual([
      '02-24 13:36 first-contact → owner',
      '02-24 14:00 first-contact → owner, team',
    ]);
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-02-24 14:00'));
  });

  test('a pause after the breach holds the ladder where it is, and forgives nothing', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.forward(clock('2026-03-03 11:05'));
    wait(ticket, '2026-03-06 09:00');
    ticket.forward(clock('2026-03-05 10:00'));
    ticket.act(resumeTicket, null);
    ticket.forward(clock('2026-03-05 10:25'));
    expect(lines(ticket, 'first-contact').slice(2)).toEqual([
      '03-05 10:10 first-contact → lead',
      '03-05 10:25 first-contact → manager',
    ]);
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 11:00'));
  });

  test('urgency changed while paused: the new clock counts round the clock, without the pause', () => {
    const ticket = opened('2026-03-03 10:00');
    ticket.forward(clock('2026-03-03 10:10'));
    wait(ticket, '2026-03-06 09:00');
    ticket.forward(clock('2026-03-03 20:00'));
    edit(ticket, { urgency: 'urgent' });
    expect(due(ticket)).toBe('2026-03-03 10:15');
    expect(ticket.commitment('first-contact').missedAt).toBeNull();
    ticket.forward(clock('2026-03-03 22:00'));
    ticket.act(resumeTicket, null);
    expect(due(ticket)).toBe('2026-03-03 22:05');
    ticket.forward(clock('2026-03-03 22:05'));
    expect(lines(ticket, 'first-contact')).toEqual([
      '03-03 22:02 first-contact → owner',
      '03-03 22:05 first-contact → owner, team',
    ]);
  });

  test('resolved straight out of a wait: the record shows the deadline that the wait had moved', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.act(takeTicket, null);
    ticket.forward(clock('2026-03-03 10:00'));
    wait(ticket, '2026-03-06 09:00');
    ticket.forward(clock('2026-03-04 10:00'));
    ticket.act(resolveTicket, { remark: null });
    expect(ticket.commitment('first-contact')).toMatchObject({ state: 'cancelled', missedAt: null });
    expect(due(ticket)).toBe('2026-03-04 11:00');
  });

  test('a wait that ends at the very moment of the deadline ends late, however many deeds it took', () => {
    for (const takesFirst of [false, true]) {
      const ticket = opened('2026-03-02 20:00', {}, [company({ clocks: { resolve: '1d' } })]);
      if (takesFirst) ticket.act(takeTicket, null);
      ticket.forward(clock('2026-03-03 19:00'));
      wait(ticket, '2026-03-06 09:00');
      ticket.forward(clock('2026-03-04 09:00'));
      ticket.act(resolveTicket, { remark: null });
      expect(ticket.commitment('resolve').missedAt).toBe(ticket.commitment('resolve').dueAt);
    }
  });

  test('the wait cannot be forgotten: its end is somebody’s to look at', () => {
    const ticket = opened('2026-03-03 09:00');
    wait(ticket, '2026-03-04 15:00');
    ticket.forward(clock('2026-03-04 15:00'));
    expect(lines(ticket, 'wait-end')).toEqual(['03-04 11:06 wait-end → owner', '03-04 15:00 wait-end → owner, team']);
  });
});

describe('“reopened, and at once overdue by the old deadline”', () => {
  test('the new round has its own clock, and the old one keeps its record', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.forward(clock('2026-03-03 14:00'));
    ticket.act(resolveTicket, { remark: null });
    ticket.forward(clock('2026-03-20 10:00'));
    ticket.act(reopenTicket, { remark: null });
    const rounds = ticket.commitments().filter(({ rule }) => rule === 'first-contact');
    expect(rounds.map(({ round, state, missedAt, dueAt }) => [round, state, local(missedAt), local(dueAt)])).toEqual([
      [1, 'cancelled', '2026-03-03 11:00', '2026-03-03 11:00'],
      [2, 'open', 'never', '2026-03-20 12:00'],
    ]);
    const before = ticket.said.length;
    ticket.forward(clock('2026-03-20 13:30'));
    // Due as lunch begins, told as it ends.
    expect(lines(ticket).slice(before)).toEqual([
      '03-20 11:36 first-contact → owner',
      '03-20 13:30 first-contact → owner, team',
    ]);
    // The other clocks of the new round count from the reopening too, and what came after the old result is over.
    expect(due(ticket, 'start')).toBe('2026-03-24 10:00');
    expect(due(ticket, 'resolve')).toBe('2026-03-27 10:00');
    expect([ticket.commitment('tell').state, ticket.commitment('revisit').state]).toEqual(['cancelled', 'cancelled']);
  });
});

test('“we answered too late and the report says on time”', () => {
  const ticket = opened('2026-03-03 09:00');
  ticket.forward(clock('2026-03-03 11:20'));
  expect(lines(ticket)).toEqual([
    '03-03 10:36 first-contact → owner',
    '03-03 11:00 first-contact → owner, team',
    '03-03 11:15 first-contact → lead',
  ]);
  ticket.act(logContact, { reached: true, remark: null });
  const said = ticket.said.length;
  ticket.forward(clock('2026-03-04 12:00'));
  expect(ticket.commitment('first-contact')).toMatchObject({
    state: 'met',
    stoppedAt: clock('2026-03-03 11:20'),
    missedAt: clock('2026-03-03 11:00'),
  });
  expect(ticket.said.slice(said).filter(({ commitment }) => commitment.rule === 'first-contact')).toEqual([]);
});

test('“a call that nobody answered counted as first contact”', () => {
  const ticket = opened('2026-03-03 09:00');
  ticket.act(logContact, { reached: false, remark: null });
  ticket.forward(clock('2026-03-03 11:00'));
  expect(lines(ticket)).toContain('03-03 11:00 first-contact → owner, team');
});

test('“the deadline moved after the warning, and we were warned all over again”', () => {
  const ticket = opened('2026-03-03 09:00', { urgency: 'urgent' });
  ticket.forward(clock('2026-03-03 09:12'));
  edit(ticket, { urgency: 'normal' });
  ticket.forward(clock('2026-03-03 11:15'));
  expect(lines(ticket)).toEqual([
    '03-03 09:12 first-contact → owner',
    '03-03 11:00 first-contact → owner, team',
    '03-03 11:15 first-contact → lead',
  ]);
});

test('“the deadline moved after the breach, and the ladder began again at the bottom”', () => {
  const ticket = opened('2026-03-03 09:00', { urgency: 'urgent' });
  ticket.forward(clock('2026-03-03 09:30'));
  edit(ticket, { urgency: 'normal' });
  ticket.forward(clock('2026-03-03 11:30'));
  expect(lines(ticket)).toEqual([
    '03-03 09:12 first-contact → owner',
    '03-03 09:15 first-contact → owner, team',
    '03-03 09:30 first-contact → lead',
    '03-03 11:30 first-contact → manager',
  ]);
});

describe('“an escalation at 23:00 for something that could wait”', () => {
  const late = company({ workingTime: { hours: ['09:00-24:00'] }, restTime: ['21:00-09:00'] });

  test('it waits for the end of rest, with the miss on record', () => {
    const ticket = opened('2026-03-03 21:00', {}, [late]);
    ticket.forward(clock('2026-03-04 09:15'));
    expect(due(ticket)).toBe('2026-03-03 23:00');
    expect(lines(ticket)).toEqual(['03-04 09:00 first-contact → owner, team', '03-04 09:15 first-contact → lead']);
  });

  test('the miss is known at 23:00, and so is a lead’s rung that would come then', () => {
    const earlier = opened('2026-03-03 18:45', {}, [late]);
    earlier.forward(clock('2026-03-04 09:00'));
    // Due 20:45; the lead's rung is at 21:00, where rest begins.
    expect(lines(earlier)).toEqual([
      '03-03 20:21 first-contact → owner',
      '03-03 20:45 first-contact → owner, team',
      '03-04 09:00 first-contact → lead',
    ]);
    const ticket = opened('2026-03-03 21:00', {}, [late]);
    ticket.forward(clock('2026-03-03 23:00'));
    expect(ticket.said).toEqual([]);
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 23:00'));
  });

  test('but urgent does not wait', () => {
    const ticket = opened('2026-03-03 22:45', { urgency: 'urgent' }, [late]);
    ticket.forward(clock('2026-03-03 23:00'));
    expect(lines(ticket)).toContain('03-03 23:00 first-contact → owner, team');
  });
});

describe('“acknowledged, and then everybody forgot it”', () => {
  test('held for thirty minutes, then the ladder goes on to its end, and then every morning', () => {
    const ticket = opened('2026-03-03 09:00', { kind: 'inquiry' });
    ticket.forward(clock('2026-03-03 11:05'));
    expect(ticket.act(acknowledgeTicket, null)).toMatchObject({ heldUntil: clock('2026-03-03 11:35') });
    ticket.forward(clock('2026-03-06 09:00'));
    expect(lines(ticket, 'first-contact').slice(2)).toEqual([
      '03-03 11:35 first-contact → lead',
      '03-03 11:50 first-contact → manager',
      '03-03 13:50 first-contact → manager',
      '03-03 14:20 first-contact → manager',
      '03-03 14:50 first-contact → manager',
      '03-03 15:20 first-contact → manager',
      '03-04 09:00 first-contact → owner, manager',
      '03-05 09:00 first-contact → owner, manager',
      '03-06 09:00 first-contact → owner, manager',
    ]);
  });

  test('acknowledging again and again delays, and never silences', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.forward(clock('2026-03-03 11:00'));
    for (let minutes = 1; minutes <= 10 * 24 * 60; minutes += 47) {
      ticket.forward(clock('2026-03-03 11:00') + minutes * 60_000);
      ticket.act(acknowledgeTicket, null);
    }
    const days = new Set(lines(ticket, 'first-contact').map((line) => line.slice(0, 5)));
    expect([...days]).toEqual(['03-03', '03-04', '03-05', '03-06', '03-09', '03-10', '03-11', '03-12', '03-13']);
  });
});

describe('“the policy was tightened at noon”', () => {
  const loose = company({}, 'loose');
  const tight = company({ clocks: { 'first-contact': { normal: '30m' } } }, 'tight');

  test('deadlines follow from the log, breaches are told once from now, nothing late becomes on time', () => {
    const ticket = opened('2026-03-03 10:30', {}, [loose, tight]);
    ticket.forward(clock('2026-03-03 11:50'));
    ticket.activate('tight');
    recompute(ticket, 'tight');
    ticket.forward(clock('2026-03-03 13:35'));
    expect(due(ticket)).toBe('2026-03-03 11:00');
    expect(lines(ticket)).toEqual(['03-03 11:50 first-contact → owner, team', '03-03 13:35 first-contact → lead']);
    ticket.activate('loose');
    recompute(ticket, 'loose');
    expect(due(ticket)).toBe('2026-03-03 14:00');
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 11:00'));
  });

  test('at noon sharp: told when lunch is over, by the policy’s own time, however late the ticket’s turn comes', () => {
    const told = [clock('2026-03-03 12:01'), clock('2026-03-03 12:50'), clock('2026-03-03 13:30')].map((turn) => {
      const ticket = opened('2026-03-03 10:30', {}, [loose, tight]);
      ticket.forward(clock('2026-03-03 12:00'));
      ticket.activate('tight');
      ticket.forward(turn);
      recompute(ticket, 'tight');
      expect(ticket.commitment('first-contact')).toMatchObject({
        dueAt: clock('2026-03-03 11:00'),
        missedAt: clock('2026-03-03 11:00'),
        inForceSince: clock('2026-03-03 12:00'),
        cause: 'tight',
      });
      ticket.forward(clock('2026-03-03 14:00'));
      return lines(ticket);
    });
    const together = [
      '03-03 13:30 first-contact → owner, team',
      '03-03 13:45 first-contact → lead',
      '03-03 14:00 first-contact → manager',
    ];
    expect(told).toEqual([together, together, together]);
  });

  test('what was late before is not the policy’s doing', () => {
    const ticket = opened('2026-03-03 09:00', {}, [loose, tight]);
    ticket.forward(clock('2026-03-03 11:05'));
    ticket.activate('tight');
    recompute(ticket, 'tight');
    expect(ticket.commitment('first-contact').cause).toBeNull();
  });

  test('until it is recomputed, a ticket stands under the policy of its log', () => {
    const ticket = opened('2026-03-03 10:30', {}, [loose, tight]);
    ticket.activate('tight');
    edit(ticket, { kind: 'complaint' });
    expect(due(ticket)).toBe('2026-03-03 14:00');
  });
});

describe('“a rule was switched off and came back”', () => {
  test('a rule that is off for this ticket begins, from the first word, when an edit switches it on', () => {
    const policy = company({ clocks: { 'first-contact': { normal: 'off' } } });
    const ticket = opened('2026-03-03 10:00', {}, [policy]);
    expect(ticket.commitments().map(({ rule }) => rule)).toEqual(['start', 'resolve']);
    ticket.forward(clock('2026-03-03 10:05'));
    edit(ticket, { urgency: 'urgent' });
    expect(due(ticket)).toBe('2026-03-03 10:15');
  });

  test('but not once it was done, or the work is over', () => {
    const policy = company({ clocks: { 'first-contact': { normal: 'off' } } });
    const contacted = opened('2026-03-03 10:00', {}, [policy]);
    contacted.act(logContact, { reached: true, remark: null });
    edit(contacted, { urgency: 'urgent' });
    expect(contacted.commitments().map(({ rule }) => rule)).not.toContain('first-contact');
    const resolved = opened('2026-03-03 10:00', {}, [policy]);
    resolved.act(resolveTicket, { remark: null });
    edit(resolved, { urgency: 'urgent' });
    expect(resolved.commitments().map(({ rule }) => rule)).not.toContain('first-contact');
  });

  test('switching it off cancels what is open; on again it counts from the first word, beside the old record', () => {
    const on = company({}, 'on');
    const off = company({ clocks: { 'first-contact': 'off' } }, 'off');
    const ticket = opened('2026-03-03 09:00', {}, [on, off]);
    ticket.forward(clock('2026-03-03 10:00'));
    ticket.activate('off');
    recompute(ticket, 'off');
    expect(ticket.commitment('first-contact')).toMatchObject({ state: 'cancelled', nextAt: null, missedAt: null });
    ticket.activate('on');
    recompute(ticket, 'on');
    expect(ticket.commitment('first-contact')).toMatchObject({ state: 'open', n: 1, missedAt: null });
    expect(due(ticket)).toBe('2026-03-03 11:00');
  });
});

describe('“entered late, and the clock pretended it was early”', () => {
  test('born late: the ladder starts when it was entered, and does not claim to be late itself', () => {
    const ticket = opened('2026-03-03 14:00', { spokenAt: clock('2026-03-03 09:00') });
    ticket.forward(clock('2026-03-03 14:15'));
    expect(ticket.commitment('first-contact')).toMatchObject({ missedAt: clock('2026-03-03 11:00') });
    expect(lines(ticket)).toEqual(['03-03 14:00 first-contact → owner, team', '03-03 14:15 first-contact → lead']);
  });

  test('born after its warning: warned at once', () => {
    const ticket = opened('2026-03-03 10:50', { spokenAt: clock('2026-03-03 09:00') });
    ticket.forward(clock('2026-03-03 11:00'));
    expect(lines(ticket)).toEqual(['03-03 10:50 first-contact → owner', '03-03 11:00 first-contact → owner, team']);
  });
});

describe('“the server was down and afterwards we got thirty messages”', () => {
  test('one telling of the present stage, to all who should have heard, saying how late', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.standStill(clock('2026-03-03 13:35'));
    ticket.forward(clock('2026-03-03 13:40'));
    expect(lines(ticket)).toEqual(['03-03 13:35 first-contact → owner, team, lead, manager (late 9300 s)']);
  });

  test('what was done meanwhile is not told', () => {
    const ticket = opened('2026-03-03 09:00');
    ticket.standStill(clock('2026-03-03 13:35'));
    ticket.act(logContact, { reached: true, remark: null });
    ticket.forward(clock('2026-03-03 18:00'));
    expect(lines(ticket)).toEqual([]);
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 11:00'));
  });
});

test('“it was taken, and the other clocks stopped with it”', () => {
  const ticket = opened('2026-03-03 09:00');
  ticket.act(takeTicket, null);
  const states = ['first-contact', 'start', 'resolve'].map((rule) => ticket.commitment(rule).state);
  expect(states).toEqual(['open', 'met', 'open']);
  expect(ticket.commitment('first-contact').owner).toBe('agent');
});

describe('“our best customer waited as long as everybody else”', () => {
  const tiered = company({
    tiers: { A: { clocks: { 'first-contact': { normal: '1h' }, plan: '2h', resolve: { normal: '2wd' } } } },
  });
  const retier = (ticket: Simulation, tier: Tier | null): void => {
    ticket.assess(tier);
    ticket.act(retierTicket, null, 'admin');
  };

  test('the tier tightens what runs and what begins later, to the minute, and leaves the rest', () => {
    const ticket = opened('2026-03-03 11:30', {}, [tiered]);
    retier(ticket, 'A');
    expect(due(ticket)).toBe('2026-03-03 14:00');
    expect(due(ticket, 'resolve')).toBe('2026-03-05 11:30');
    expect(due(ticket, 'start')).toBe('2026-03-05 11:30');
    ticket.forward(clock('2026-03-03 11:40'));
    ticket.act(takeTicket, null);
    expect(due(ticket, 'plan')).toBe('2026-03-03 15:10');
    ticket.forward(clock('2026-03-03 14:00'));
    expect(lines(ticket)).toEqual(['03-03 13:48 first-contact → owner', '03-03 14:00 first-contact → owner, team']);
  });

  test('a tier that looks shorter but ends later by the calendar does not count', () => {
    const twenty = company({ tiers: { A: { clocks: { start: { normal: '20h' }, resolve: { normal: '30h' } } } } });
    const ticket = opened('2026-03-03 10:00', {}, [twenty]);
    retier(ticket, 'A');
    // 20 working hours end on the third day, two working days on the second; 30 end a day before five working days.
    expect(due(ticket, 'start')).toBe('2026-03-05 10:00');
    expect(due(ticket, 'resolve')).toBe('2026-03-09 10:00');
  });

  test('late by a tier that came and went: what was missed stays missed, what is still owed has the old time', () => {
    const ticket = opened('2026-03-03 10:00', {}, [tiered]);
    ticket.forward(clock('2026-03-03 11:10'));
    retier(ticket, 'A');
    ticket.forward(clock('2026-03-03 11:20'));
    retier(ticket, 'C');
    ticket.forward(clock('2026-03-03 12:00'));
    expect(due(ticket)).toBe('2026-03-03 12:00');
    expect(ticket.commitment('first-contact').missedAt).toBe(clock('2026-03-03 11:00'));
    // The ladder keeps its rung: after the team comes the lead, and not the team again.
    expect(lines(ticket)).toEqual(['03-03 11:10 first-contact → owner, team']);
  });
});
