import { expect, test } from 'vitest';
import type { Absence, DutyBook } from '../../../src/domain/duty/absence.ts';
import type { PolicyFileInput } from '../../../src/domain/policy/schema.ts';
import { ticketKind } from '../../../src/domain/ticket/ticket-kind.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { replaySubject, worldUnder } from '../../../src/usecases/simulate/replay-subject.ts';
import { takeTicket } from '../../../src/usecases/verbs/take-ticket.ts';
import { COMPANY, company } from '../../support/policies.ts';
import { SLACK, simulate } from '../../support/simulate-engine.ts';

/*
 * An urgent ticket of `agent`, born on Monday 10:00 and due at 10:15: the owner is told then, the lead at 10:45. Who was
 * away meanwhile is worked out by hand.
 */
const TEN = Date.UTC(2026, 2, 2, 2, 0);
const at = (hour: number, minute: number): number => TEN + (hour - 10) * HOUR_MS + minute * MINUTE_MS;
const RULES = {
  clocks: { start: 'off', plan: 'off', progress: 'off', resolve: 'off' },
  escalation: {
    warn: 'off',
    ladder: [
      { after: '0m', to: ['owner'] },
      { after: '30m', to: ['lead'] },
    ],
  },
} satisfies PolicyFileInput;

const away = (one: Partial<Absence>): Absence => ({
  ...{ id: 'a', person: 'agent', deputy: null, transfer: false, endedAt: null, begunAt: null, closedAt: null },
  ...{ from: at(10, 10), until: at(10, 40), declaredAt: at(9, 0), ...one },
});

function heardBy(absences: readonly Absence[], file: PolicyFileInput = {}, days: DutyBook['days'] = new Map()) {
  const policy = company({ ...RULES, ...file });
  const life = simulate([company(RULES)], TEN, { urgency: 'urgent', by: 'agent' });
  life.act(takeTicket, null, 'agent');
  life.forward(at(11, 0));
  const subject = { id: 'x', origin: null, events: life.events() };
  const { told } = replaySubject(ticketKind, subject, worldUnder(policy, [SLACK], { absences, days }), at(11, 0));
  return told.map((one) => `${(one.at - TEN) / MINUTE_MS} ${one.audience} ${one.to.map(({ id }) => id).join(' ')}`);
}

const LEAD = '45 lead @U0LEAD';

test.each<[string, Absence[], string[]]>([
  ['nobody is away', [], ['15 owner @U0AGENT', LEAD]],
  ['the deputy is told', [away({ deputy: 'colleague' })], ['15 owner @U0COLLEAGUE', LEAD]],
  [
    'the deputy is away as well, and the deputy’s deputy is told',
    [away({ deputy: 'colleague' }), away({ person: 'colleague', deputy: 'outsider' })],
    ['15 owner @U0OUTSIDER', LEAD],
  ],
  ['without a deputy the lead stands in', [away({})], ['15 owner @U0LEAD', LEAD]],
  [
    'where the lead is away and nobody is left, the next rung hears of it',
    [away({ person: 'lead1', from: at(10, 30), until: at(11, 0) })],
    ['15 owner @U0AGENT', '45 lead @U0MANAGER'],
  ],
  ['over before', [away({ deputy: 'colleague', until: at(10, 15) })], ['15 owner @U0AGENT', LEAD]],
  ['back early', [away({ deputy: 'colleague', endedAt: at(10, 12) })], ['15 owner @U0AGENT', LEAD]],
  ['called off', [away({ deputy: 'colleague', endedAt: at(9, 30) })], ['15 owner @U0AGENT', LEAD]],
  ['declared only afterwards', [away({ deputy: 'colleague', declaredAt: at(10, 16) })], ['15 owner @U0AGENT', LEAD]],
  [
    'of two the one declared last holds, once it was',
    [
      away({ deputy: 'colleague', until: at(11, 0) }),
      away({ id: 'b', deputy: 'outsider', from: at(10, 0), until: at(11, 0), declaredAt: at(10, 14) }),
    ],
    ['15 owner @U0OUTSIDER', LEAD],
  ],
])('%s', (_, absences, expected) => {
  expect(heardBy(absences)).toEqual(expected);
});

test('who is on duty is as the policy tried says, but for days set by hand', () => {
  const duty = { weekly: ['colleague'] };
  const withRota = { ...COMPANY, teams: { ...COMPANY.teams, support: { ...COMPANY.teams.support, duty } } };
  expect(heardBy([away({})], withRota)).toEqual(['15 owner @U0COLLEAGUE', LEAD]);
  const days = new Map([['support/2026-03-02', 'outsider']]);
  expect(heardBy([away({})], withRota, days)).toEqual(['15 owner @U0OUTSIDER', LEAD]);
});
