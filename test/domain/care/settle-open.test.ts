import { describe, expect, it } from 'vitest';
import type { AskedItem } from '../../../src/domain/care/care.ts';
import type { CareReason } from '../../../src/domain/care/reason.ts';
import { keysMetBy, voidItems } from '../../../src/domain/care/settle-open.ts';
import type { CareAsk, CareRule } from '../../../src/domain/care/vocabulary.ts';
import type { Purpose } from '../../../src/domain/contact/contact.ts';
import type { Channel } from '../../../src/domain/vocabulary.ts';
import { careFacts, rulebook, talk } from '../../support/care/facts.ts';

const { policy, calendar, clock } = rulebook();
const item = (ask: CareAsk, reason: CareReason, rule: CareRule = 'dates'): AskedItem => ({
  key: ask,
  rule,
  ask,
  reason,
  dueAt: 0,
});
const MILESTONE: CareReason = { why: 'milestone', milestoneId: 'm', on: '2026-03-10' };
const CAMPAIGN: CareReason = { why: 'campaign', campaignId: 'h1' };
const RESOLVED: CareReason = { why: 'complaint', ticketId: 't', resolvedAt: clock('2026-03-03 12:00') };

const meets = (one: AskedItem, channel: Channel | null, purposes: readonly Purpose[], when = '2026-03-04 10:00') =>
  keysMetBy(policy, [one], talk(calendar, when, channel, purposes)).length === 1;

describe('a contact that is logged answers what it is', () => {
  it.each<[CareAsk, CareReason, Channel, readonly Purpose[], boolean]>([
    ['welcome-call', { why: 'first-payment', day: '2026-03-04' }, 'phone', [], true],
    ['welcome-call', { why: 'first-payment', day: '2026-03-04' }, 'email', [], false],
    ['send-guide', { why: 'after-welcome', day: '2026-03-03' }, 'email', ['care'], true],
    ['send-guide', { why: 'after-welcome', day: '2026-03-03' }, 'phone', ['care'], false],
    ['send-kit', { why: 'after-welcome', day: '2026-03-03' }, 'wecom', ['care'], true],
    ['send-kit', { why: 'after-welcome', day: '2026-03-03' }, 'wecom', ['survey'], false],
    ['second-talk', { why: 'after-welcome', day: '2026-03-03' }, 'phone', ['delivery'], true],
    ['second-talk', { why: 'after-welcome', day: '2026-03-03' }, 'phone', ['upsell'], false],
    ['answer-questions', { why: 'questions', at: clock('2026-03-03 12:00') }, 'sms', ['discovery'], true],
    ['answer-questions', { why: 'questions', at: clock('2026-03-03 12:00') }, 'sms', ['renewal'], false],
    ['greet', MILESTONE, 'wecom', ['care'], true],
    ['greet', MILESTONE, 'wecom', ['complaint'], false],
    ['prepare-greeting', MILESTONE, 'phone', ['care'], false],
    ['festival-greeting', { why: 'festival', festival: 'new-year', on: '2026-03-10' }, 'phone', ['care'], false],
    ['mend', RESOLVED, 'phone', ['complaint'], true],
    ['mend-again', RESOLVED, 'wecom', ['survey'], true],
    ['mend', RESOLVED, 'phone', ['renewal'], false],
    ['cause-talk', { why: 'warning', raisedAt: clock('2026-03-03 12:00') }, 'phone', ['renewal'], true],
    ['cause-talk', { why: 'warning', raisedAt: clock('2026-03-03 12:00') }, 'wecom', ['care'], false],
    ['light-touch', { why: 'light-touch', everyDays: 30, since: null, from: '2026-03-03' }, 'wecom', ['care'], true],
    ['light-touch', { why: 'light-touch', everyDays: 30, since: null, from: '2026-03-03' }, 'phone', ['care'], false],
    ['invite', CAMPAIGN, 'phone', ['invitation'], true],
    ['invite', CAMPAIGN, 'phone', ['care'], false],
    ['confirm-coming', { why: 'campaign-answer', campaignId: 'h1', answer: 'coming' }, 'sms', ['invitation'], true],
    ['talk-again', { why: 'campaign-answer', campaignId: 'h1', answer: 'hesitating' }, 'sms', ['invitation'], true],
    ['thank-declined', { why: 'campaign-answer', campaignId: 'h1', answer: 'declined' }, 'sms', ['invitation'], true],
    ['survey', { why: 'contract-end', on: '2026-03-30' }, 'email', ['survey'], true],
    ['renewal-talk', { why: 'contract-end', on: '2026-03-30' }, 'email', ['renewal'], true],
    ['renewal-talk', { why: 'contract-end', on: '2026-03-30' }, 'email', ['survey'], false],
    ['delivery-check', { why: 'delivery', on: '2026-03-30' }, 'phone', ['delivery'], true],
  ])('%s (%j) by %s for %j: %s', (ask, reason, channel, purposes, expected) => {
    expect(meets(item(ask, reason), channel, purposes)).toBe(expected);
  });

  it('a tier’s talk by the channels of the policy, and by nothing the tier does not ask for', () => {
    const visit: CareReason = {
      why: 'cadence',
      tier: 'A',
      ask: 'visit',
      everyDays: 90,
      since: null,
      from: '2026-03-03',
    };
    expect(meets(item('visit', visit, 'cadence'), 'visit', [])).toBe(true);
    expect(meets(item('visit', visit, 'cadence'), 'phone', ['care'])).toBe(false);
    expect(meets(item('visit', { ...visit, tier: 'C' }, 'cadence'), 'visit', [])).toBe(false);
  });

  it('nobody reached answers nothing', () => {
    const contact = { ...talk(calendar, '2026-03-04 10:00', 'phone', ['complaint']), isReached: false };
    expect(keysMetBy(policy, [item('mend', RESOLVED)], contact)).toEqual([]);
  });

  it.each<[string, CareAsk, CareReason, string, string]>([
    [
      'the payment',
      'welcome-call',
      { why: 'first-payment', day: '2026-03-04' },
      '2026-03-03 10:00',
      '2026-03-04 08:00',
    ],
    ['the welcome', 'second-talk', { why: 'after-welcome', day: '2026-03-04' }, '2026-03-04 10:00', '2026-03-05 10:00'],
    [
      'the question',
      'answer-questions',
      { why: 'questions', at: clock('2026-03-04 10:00') },
      '2026-03-04 10:00',
      '2026-03-04 10:01',
    ],
    [
      'the complaint',
      'mend',
      { ...RESOLVED, resolvedAt: clock('2026-03-04 10:00') } as CareReason,
      '2026-03-04 10:00',
      '2026-03-04 10:01',
    ],
    [
      'the warning',
      'cause-talk',
      { why: 'warning', raisedAt: clock('2026-03-04 10:00') },
      '2026-03-04 10:00',
      '2026-03-04 10:01',
    ],
    [
      'the last one',
      'light-touch',
      { why: 'light-touch', everyDays: 30, since: null, from: '2026-03-04' },
      '2026-03-04 10:00',
      '2026-03-05 10:00',
    ],
    ['a week before', 'greet', MILESTONE, '2026-03-02 10:00', '2026-03-03 10:00'],
  ])('only what came after %s', (_cause, ask, reason, tooSoon, inTime) => {
    const channel = ask === 'light-touch' ? 'wecom' : 'phone';
    expect(meets(item(ask, reason), channel, ['care'], tooSoon)).toBe(false);
    expect(meets(item(ask, reason), channel, ['care'], inTime)).toBe(true);
  });
});

describe('what nobody needs to answer any more', () => {
  const facts = careFacts({
    tier: 'A',
    firstCooperation: '2024-02-29',
    foundedOn: '2001-05-20',
    contractUntil: '2026-06-30',
    milestones: [{ id: 'm', day: '2026-03-10' }],
    people: [{ id: 'wu', birthday: { calendar: 'lunar', month: 12, day: 30, year: null } }],
    events: [{ type: 'delivery', day: '2026-04-01', amount: null }],
    campaigns: [{ campaignId: 'h1', day: '2026-03-02', answer: null, isEnded: false }],
  });
  const BIRTHDAY: CareReason = {
    why: 'birthday',
    personId: 'wu',
    on: '2026-02-16',
    calendar: 'lunar',
    taken: 'short-month',
  };
  const VISIT: CareReason = { why: 'cadence', tier: 'A', ask: 'visit', everyDays: 90, since: null, from: '2026-03-03' };
  const ANNIVERSARY: CareReason = { why: 'anniversary', on: '2026-02-28', years: 2, taken: 'no-29-february' };
  const FOUNDED: CareReason = { why: 'founding-day', on: '2026-05-20', years: 25, taken: null };
  const LIGHT: CareReason = { why: 'light-touch', everyDays: 30, since: null, from: '2026-03-03' };
  const moot = (reason: CareReason, changed: Partial<typeof facts>) =>
    voidItems(policy, { ...facts, ...changed }, [item('greet', reason)]).map(({ because }) => because);

  it.each<[string, CareReason, Partial<typeof facts>]>([
    ['the person left', BIRTHDAY, { people: [] }],
    [
      'the birthday was corrected',
      BIRTHDAY,
      { people: [{ id: 'wu', birthday: { calendar: 'lunar', month: 1, day: 1, year: null } }] },
    ],
    ['the tier asks for no visits', VISIT, { tier: 'B' }],
    ['the tier wants no light touch', LIGHT, { tier: 'C' }],
    ['the milestone is gone', MILESTONE, { milestones: [] }],
    ['the milestone moved', MILESTONE, { milestones: [{ id: 'm', day: '2026-03-11' }] }],
    ['the first day was corrected', ANNIVERSARY, { firstCooperation: '2024-02-27' }],
    ['nobody knows the first day', ANNIVERSARY, { firstCooperation: null }],
    ['the founding day was corrected', FOUNDED, { foundedOn: '2001-05-21' }],
    ['nobody knows the founding day', FOUNDED, { foundedOn: null }],
    ['the contract was renewed', { why: 'contract-end', on: '2026-06-30' }, { contractUntil: '2027-06-30' }],
    [
      'the delivery moved',
      { why: 'delivery', on: '2026-04-01' },
      { events: [{ type: 'payment', day: '2026-04-01', amount: 1 }] },
    ],
    [
      'the campaign ended',
      CAMPAIGN,
      { campaigns: [{ campaignId: 'h1', day: '2026-03-02', answer: null, isEnded: true }] },
    ],
    ['it is not invited', CAMPAIGN, { campaigns: [] }],
    [
      'somebody else has that birthday',
      BIRTHDAY,
      { people: [{ id: 'li', birthday: { calendar: 'lunar', month: 12, day: 30, year: null } }] },
    ],
    ['another milestone is on that day', MILESTONE, { milestones: [{ id: 'other', day: '2026-03-10' }] }],
    [
      'the delivery is on another day',
      { why: 'delivery', on: '2026-04-01' },
      { events: [{ type: 'delivery', day: '2026-04-02', amount: null }] },
    ],
    [
      'another campaign goes on',
      CAMPAIGN,
      { campaigns: [{ campaignId: 'h2', day: '2026-03-02', answer: null, isEnded: false }] },
    ],
    [
      'it answered, whoever was told',
      CAMPAIGN,
      {
        campaigns: [
          {
            ...{ campaignId: 'h1', day: '2026-03-02', isEnded: false },
            answer: { answer: 'coming', day: '2026-03-02' },
          },
        ],
      },
    ],
  ])('%s', (_what, reason, changed) => {
    expect(moot(reason, {})).toEqual([]);
    expect(moot(reason, changed)).toEqual(['moot']);
  });

  it('what follows from something that happened stays owed', () => {
    const lasting: readonly CareReason[] = [
      RESOLVED,
      { why: 'warning', raisedAt: 1 },
      { why: 'questions', at: 1 },
      { why: 'first-payment', day: '2026-03-02' },
      { why: 'after-welcome', day: '2026-03-02' },
      { why: 'festival', festival: 'new-year', on: '2026-01-01' },
      { why: 'campaign-answer', campaignId: 'h9', answer: 'coming' },
    ];
    for (const reason of lasting) expect(moot(reason, {})).toEqual([]);
  });

  it('nothing of a customer that is gone, nor of a rule that is off', () => {
    const items = [item('greet', MILESTONE), item('mend', RESOLVED, 'mending')];
    expect(voidItems(policy, { ...facts, gone: 'erased' }, items)).toEqual([
      { key: 'greet', because: 'erased' },
      { key: 'mend', because: 'erased' },
    ]);
    expect(voidItems(rulebook(['mending']).policy, facts, items)).toEqual([{ key: 'greet', because: 'switched-off' }]);
  });
});
