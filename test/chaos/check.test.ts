import { expect, it } from 'vitest';
import { messagesOf } from '../../src/i18n/messages.ts';
import type { Call } from '../support/fake-slack/fake-slack.ts';
import { check } from './check.ts';
import { createCompany } from './company.ts';
import type { Evidence, Violation } from './evidence.ts';
import { DONE } from './people.ts';
import type { PlannedCase } from './plan.ts';
import { readLog } from './read-log.ts';
import type { RequestRecord } from './requests.ts';
import { AGAIN } from './ways.ts';

/* The checker itself: a history in which all is well, and each thing that can be wrong with it. */

const T0 = Date.UTC(2026, 10, 22, 6);
const company = createCompany(1, false, T0);
const NUMBER = 'C202611001';
const [TEAM, OWNER, LEAD, MANAGER] = ['C0T0', 'DU0P0A', 'DU0P0L', 'DU0P0M'] as const;

const planned: PlannedCase = {
  ...{ atMs: 0, mark: 'mk0x', team: 0, treatment: 'worked', urgent: true, owned: true, opened: 'command' },
};

interface History {
  readonly requests: RequestRecord[];
  readonly calls: Call[];
}

function request(deed: RequestRecord['deed'], at: number, more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    ...{ id: `${deed}-${at}`, mark: 'mk0x', deed, by: 'Person 0a', words: null, revision: null },
    ...{ sentAt: T0 + at, ackedAt: T0 + at + 100, isHold: false, numbers: new Set([NUMBER]), deliveries: 1 },
    ...more,
  };
}

let messages = 0;
function said(
  at: number,
  channel: string,
  text: string,
  more: { readonly thread?: string; readonly updates?: Call; readonly id?: string } = {},
): Call {
  messages += 1;
  const ts = more.updates === undefined ? `${messages}.0` : tsOf(more.updates);
  const metadata = { event_type: 'huiyin_message', event_payload: { id: more.id ?? `id-${messages}` } };
  return {
    method: more.updates === undefined ? 'chat.postMessage' : 'chat.update',
    args: {
      ...{ channel, metadata, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] },
      ...(more.thread === undefined ? {} : { thread_ts: more.thread }),
    },
    at: T0 + at,
    answer: { ok: true, channel, ts },
  };
}

function tsOf(call: Call | undefined): string {
  return String(call === undefined ? '' : (call.answer as { ts: unknown }).ts);
}

function idOf({ args }: Call): string {
  return (args.metadata as { event_payload: { id: string } }).event_payload.id;
}

function card(status: string, owner: string, revision = 0): string {
  const problem = revision === 0 ? 'The gate is stuck' : `r${revision}`;
  const body = 'The gate is stuck, case mk0x';
  return `🟡 URGENT · ${NUMBER} · ${problem}\n${body}\nStatus  ${status}\nOwner  ${owner}\nOpened by  Person 0a`;
}

const late = (rule: string) => `🔴 ${NUMBER} · ${rule} is 3 s overdue\nThe gate is stuck, case mk0x`;
const over = (rule: string) => `🟢 ${NUMBER} · ${rule}: done\nThe gate is stuck, case mk0x`;

/** Opened, corrected, late, taken, and then the customer was reached. */
function goodHistory(): History {
  const posted = said(200, TEAM, card('Pending', 'Person 0a'));
  const thread = tsOf(posted);
  const reminder = said(6_100, TEAM, late('First contact'));
  return {
    requests: [
      request('create', 0),
      request('edit', 1_000, { revision: 1 }),
      request('take', 7_000),
      request('contact', 8_000, { words: 'words mk0xn1e' }),
      request('note', 9_000, { words: 'words mk0xn2e' }),
    ],
    calls: [
      posted,
      said(1_200, TEAM, card('Pending', 'Person 0a', 1), { updates: posted }),
      said(1_300, TEAM, '⚪ Person 0a corrected the problem type', { thread }),
      reminder,
      said(7_200, TEAM, card('In progress', 'Person 0a', 1), { updates: posted }),
      said(7_300, TEAM, '⚪ Person 0a took it', { thread }),
      said(8_200, TEAM, over('First contact'), { updates: reminder }),
      said(8_300, TEAM, '⚪ Person 0a reached the customer\nwords mk0xn1e', { thread }),
      said(9_300, TEAM, '⚪ Note by Person 0a\nwords mk0xn2e', { thread }),
    ],
  };
}

/** A history in which nobody answers, and everybody is told. */
function ignoredHistory(): History {
  const told = ['First contact', 'Start of work'].flatMap((rule) =>
    [TEAM, OWNER, LEAD, MANAGER].map((channel, i) => said(7_000 + i, channel, late(rule))),
  );
  return { requests: [request('create', 0)], calls: [said(200, TEAM, card('Pending', 'Person 0a')), ...told] };
}

function judge({ requests, calls }: History, more: Partial<Evidence> = {}): readonly Violation[] {
  const inOrder = calls.toSorted((a, b) => a.at - b.at);
  return check({ requests, calls: inOrder, cases: [planned], company, movedAt: [], ...more }).violations;
}

it('finds nothing wrong where nothing is', () => {
  expect(judge(goodHistory())).toEqual([]);
  expect(judge(ignoredHistory())).toEqual([]);
  expect(check({ ...goodHistory(), cases: [planned], company, movedAt: [] })).toMatchObject({
    ...{ acknowledged: 5, uncertain: 0 },
  });
});

const takeOut = (pattern: RegExp) => (history: History) => ({
  ...history,
  calls: history.calls.filter((call) => !pattern.test(JSON.stringify(call))),
});
const add =
  (...calls: Call[]) =>
  (history: History) => ({ ...history, calls: [...history.calls, ...calls] });
const threadOf = (history: History) => tsOf(history.calls[0]);

it.each<[string, (history: History) => History, Violation['counter'], RegExp]>([
  ['a ticket without a card', (history) => ({ ...history, calls: [] }), 'lost', /has no card/],
  ['a word that is not told', takeOut(/mk0xn2e/), 'lost', /note "words mk0xn2e" is not told/],
  ['a deed that is not told', takeOut(/took it/), 'lost', /1 × take acknowledged, told 0 times/],
  ['a card that ends as it was before', takeOut(/In progress/), 'lost', /the card ends as Pending/],
  ['a correction that never shows', takeOut(/ r1\\n/), 'lost', /the card shows r0, r1 was acknowledged/],
  ['a reminder that stands after the answer', takeOut(/First contact: done/), 'lost', /still stands/],
  [
    'two tickets for one request',
    (history) => ({
      ...history,
      requests: [...history.requests, request('create', 0, { numbers: new Set(['C202611002']) })],
    }),
    'doubled',
    /became C202611001 and C202611002/,
  ],
  ['a second card', add(said(300, TEAM, card('Pending', 'Person 0a'))), 'doubled', /2 cards/],
  [
    'a word told twice',
    (history) => add(said(9_400, TEAM, '⚪ Note by Person 0a\nwords mk0xn2e', { thread: threadOf(history) }))(history),
    'doubled',
    /is told 2 times/,
  ],
  [
    'a reminder for one place twice',
    add(said(6_200, TEAM, late('First contact'))),
    'doubled',
    /told 2 times to the team/,
  ],
  [
    'the very same message twice',
    add(
      said(6_200, LEAD, late('Start of work'), { id: 'x' }),
      said(6_300, MANAGER, late('Start of work'), { id: 'x' }),
    ),
    'doubled',
    /message x was posted 2 times/,
  ],
  [
    'a card that goes back',
    (history) =>
      add(said(9_000, TEAM, card('Pending', 'Person 0a', 1), { updates: history.calls[0] as Call }))(history),
    'disordered',
    /from r1, In progress back to r1, Pending/,
  ],
  [
    'words in another order than they were said',
    (history) => ({
      ...history,
      calls: history.calls.map((call) =>
        JSON.stringify(call).includes('mk0xn2e') ? { ...call, at: T0 + 8_250 } : call,
      ),
    }),
    'disordered',
    /"words mk0xn2e" stands before "words mk0xn1e"/,
  ],
  [
    'a reminder that was done and is late again',
    (history) => add(said(8_900, TEAM, late('First contact'), { updates: history.calls[3] as Call }))(history),
    'disordered',
    /was done and is late again/,
  ],
  [
    'a reminder long after the answer',
    add(said(14_000, LEAD, late('First contact'))),
    'moot',
    /5\.9 s after it was answered/,
  ],
  [
    'a reminder of nothing but what is done',
    add(said(14_000, LEAD, over('First contact'))),
    'moot',
    /5\.9 s after it was answered/,
  ],
])('sees %s', (_, spoil, counter, text) => {
  expect(judge(spoil(goodHistory()))).toContainEqual({
    ...{ counter, mark: expect.any(String), text: expect.stringMatching(text) },
  });
});

it.each([
  [TEAM, 'team'],
  [OWNER, 'owner'],
  [LEAD, 'lead'],
  [MANAGER, 'manager'],
])('sees that %s, the %s, was not told of what nobody answered', (channel, duty) => {
  const history = ignoredHistory();
  const calls = history.calls.filter(({ args }) => args.channel !== channel || !JSON.stringify(args).includes('Start'));
  expect(judge({ ...history, calls })).toEqual([
    {
      counter: 'unanswered',
      mark: 'mk0x',
      text: `Start of work: nobody answered, and the ${duty} was not told (${channel})`,
    },
  ]);
});

it('takes what says that it may be a repeat apart from what is sent twice', () => {
  const good = goodHistory();
  const first = good.calls[3] as Call;
  const words = `${late('First contact')}\nThis message may be a repeat: …`;
  const repeat = said(6_500, TEAM, words, { id: idOf(first) });
  // The product knows the second alone, and brings that one up to date.
  const calls = good.calls.filter(({ args }) => !JSON.stringify(args).includes('First contact: done'));
  const history = { ...good, calls: [...calls, repeat, said(8_250, TEAM, over('First contact'), { updates: repeat })] };
  expect(judge(history)).toEqual([]);
  expect(check({ ...history, cases: [planned], company, movedAt: [] }).uncertain).toBe(1);
  const forgotten = { ...history, calls: [...calls, repeat] };
  expect(judge(forgotten)).toMatchObject([{ counter: 'lost', text: expect.stringMatching(/still stands/) }]);
});

it('sees who is told again although somebody has seen it, unless the clock was moved', () => {
  const seen = request('ack', 12_000, { isHold: true });
  const history = add(
    said(12_300, TEAM, '⚪ Person 0a has seen it', { thread: '1.0' }),
    said(20_000, MANAGER, late('Start of work')),
  )({ ...ignoredHistory(), requests: [request('create', 0), seen] });
  const told = (violations: readonly Violation[]) => violations.filter(({ counter }) => counter === 'moot');
  expect(told(judge(history))).toMatchObject([{ text: expect.stringMatching(/although it was seen/) }]);
  expect(told(judge(history, { movedAt: [T0 + 15_000] }))).toEqual([]);
});

it('knows the words of the product: where they change, what it looks for must change with them', () => {
  const m = messagesOf('en');
  const number = NUMBER;
  const done = {
    create: m.reply.created({ number, team: 'T' }),
    take: m.reply.taken({ number }),
    contact: m.reply.reached({ number }),
    note: m.reply.noted({ number }),
    edit: m.reply.edited({ number }),
    ack: m.reply.held({ number, until: '10:00' }),
    resolve: m.reply.resolved({ number }),
  };
  for (const [deed, text] of Object.entries(done)) expect(text).toMatch(DONE[deed as keyof typeof done]);
  expect(done.ack).toMatch(/is quiet until/);
  for (const text of [
    m.reply.nothingSaved,
    m.reply.notConfirmed,
    m.reply.stillWorking,
    m.reply.unexpected({ id: 'x' }),
  ]) {
    expect(text).toMatch(AGAIN);
  }
  const { notice, deed } = m.ticket;
  const [first, start] = [m.ticket.rule('first-contact'), m.ticket.rule('start')];
  const mentionsOf = (title: string) =>
    readLog([said(0, TEAM, `🔴 ${number} · ${title}`)]).map(({ what, mentions }) => [
      what,
      ...mentions.map((one) => one.state),
    ]);
  expect(mentionsOf(notice.warned({ rule: first, left: '2 s' }))).toEqual([['reminder', 'coming']]);
  expect(mentionsOf(notice.due({ rule: start }))).toEqual([['reminder', 'late']]);
  expect(mentionsOf(notice.breached({ rule: start, late: '2 s' }))).toEqual([['reminder', 'late']]);
  expect(mentionsOf(notice.met({ rule: first }))).toEqual([['reminder', 'over']]);
  expect(mentionsOf(notice.cancelled({ rule: first }))).toEqual([['reminder', 'over']]);
  expect(readLog([said(0, TEAM, `🔴 ${m.ticket.digest.title(2)}\n${m.ticket.mayRepeat}`)])).toMatchObject([
    { what: 'reminder', isMarked: true },
  ]);
  expect([m.ticket.fact.status, m.ticket.fact.owner, m.ticket.fact.opener]).toEqual(['Status', 'Owner', 'Opened by']);
  expect(['pending', 'in-progress', 'resolved'].map((one) => m.ticket.status(one as 'pending'))).toEqual([
    ...['Pending', 'In progress', 'Resolved'],
  ]);
  expect([deed.taken({ who: 'X' }), deed.edited({ who: 'X', what: 'Y' }), deed.acknowledged({ who: 'X' })]).toEqual([
    ...['X took it', 'X corrected Y', 'X has seen it'],
  ]);
});
