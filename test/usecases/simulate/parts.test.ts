import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticketKind } from '../../../src/domain/ticket/ticket-kind.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.ts';
import { compareTellings } from '../../../src/usecases/simulate/compare-tellings.ts';
import { digestLane } from '../../../src/usecases/simulate/digest-lane.ts';
import { readStretch } from '../../../src/usecases/simulate/read-stretch.ts';
import type { RecordedSubject, Told } from '../../../src/usecases/simulate/recorded.ts';
import { replaySubject, worldUnder } from '../../../src/usecases/simulate/replay-subject.ts';
import { makeReport } from '../../../src/usecases/simulate/report.ts';
import { emptyTally, tallySubject } from '../../../src/usecases/simulate/tally.ts';
import { acknowledgeTicket } from '../../../src/usecases/verbs/acknowledge-ticket.ts';
import { logContact } from '../../../src/usecases/verbs/log-contact.ts';
import { company } from '../../support/policies.ts';
import { SLACK, simulate } from '../../support/simulate-engine.ts';

/** Monday 10:00 in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 2, 2, 0);
const minutes = (n: number): number => MONDAY + n * MINUTE_MS;

describe('digests', () => {
  const said = (...posts: readonly (number | [number, 'urgent'])[]) =>
    digestLane(
      posts.map((post) => (typeof post === 'number' ? { at: post, urgent: false } : { at: post[0], urgent: true })),
      60,
    ).map(({ at, urgent, reminders }) => `${at}${urgent ? '!' : ''}×${reminders}`);

  test.each([
    ['one alone goes at once', [0], ['0×1']],
    ['the next ones gather until the minute is over', [0, 10, 20], ['0×1', '60×2']],
    ['the minute begins anew with what gathered', [0, 10, 70, 119, 120], ['0×1', '60×1', '120×3']],
    ['what falls due at one moment is one message', [5, 5, 5], ['5×3']],
    ['after a quiet hour nobody waits', [0, 3_600], ['0×1', '3600×1']],
    [
      'urgent ones wait for nobody and hold nobody up',
      [0, [10, 'urgent'], 20, [20, 'urgent']],
      ['0×1', '10!×1', '20!×1', '60×1'],
    ],
    ['nothing', [], []],
  ] as [string, (number | [number, 'urgent'])[], string[]][])('%s', (_, posts, expected) => {
    expect(said(...posts)).toEqual(expected);
  });

  test('none is lost, none comes early, and calm messages keep their distance', () => {
    const post = fc.record({ at: fc.integer({ min: 0, max: 500 }), urgent: fc.boolean() });
    fc.assert(
      fc.property(fc.array(post), fc.integer({ min: 0, max: 90 }), (posts, gatherMs) => {
        const sorted = posts.toSorted((a, b) => a.at - b.at);
        const messages = digestLane(sorted, gatherMs);
        expect(messages.reduce((sum, one) => sum + one.reminders, 0)).toBe(posts.length);
        const calm = messages.filter(({ urgent }) => !urgent);
        for (const [i, { at }] of calm.entries()) {
          const before = calm[i - 1];
          if (before !== undefined) expect(at - before.at).toBeGreaterThanOrEqual(Math.max(gatherMs, 1));
        }
        const urgent = new Set(sorted.filter((one) => one.urgent).map(({ at }) => at));
        expect(new Set(messages.filter((one) => one.urgent).map(({ at }) => at))).toEqual(urgent);
      }),
    );
  });
});

describe('differences', () => {
  const base: Told = {
    ...{ rule: 'start', round: 1, n: 0, stage: 2, repeat: 0, audience: 'owner', at: MONDAY },
    ...{ urgent: false, lateSeconds: 0, to: [] },
  };
  const owed = [{ rule: 'start', round: 1, n: 0 }];
  const compare = (really: readonly Told[], would: readonly Told[]) =>
    compareTellings(really, would, owed).map(({ difference, isUnanswered }) =>
      isUnanswered ? `${difference}?` : difference,
    );

  test('the same rung to the same audience within a minute is the same', () => {
    expect(compare([base], [{ ...base, at: MONDAY - 59_000 }])).toEqual(['same']);
    expect(compare([base], [{ ...base, at: MONDAY - HOUR_MS }])).toEqual(['earlier']);
    expect(compare([base], [{ ...base, at: MONDAY + HOUR_MS }])).toEqual(['later']);
    expect(compare([base], [])).toEqual(['dropped']);
    expect(compare([base], [{ ...base, audience: 'lead' }])).toEqual(['added', 'dropped']);
    expect(compare([], [{ ...base, rule: 'revisit' }])).toEqual(['added?']);
  });
});

describe('acknowledgements', () => {
  const strict = company();
  // The first contact may take a day: nobody hears of it on Monday.
  const patient = company({ clocks: { 'first-contact': '3d', start: '5d', resolve: '9d' } }, 'patient');
  const world = (policy: typeof strict) => worldUnder(policy, [SLACK]);

  test('one that answered a reminder which nobody would have got is dropped, and so are its holds', () => {
    const life = simulate([strict], MONDAY);
    life.forward(minutes(270)); // late, and told
    life.act(acknowledgeTicket, null);
    life.forward(minutes(400));
    const subject = { id: 'x', origin: null, events: life.events() };
    expect(replaySubject(ticketKind, subject, world(strict), minutes(400)).acks).toEqual([
      { at: minutes(270), isApplied: true },
    ]);
    const replayed = replaySubject(ticketKind, subject, world(patient), minutes(400));
    expect(replayed).toMatchObject({ told: [], missed: [], acks: [{ isApplied: false }] });
  });

  test('one that nobody was asked for stays: it silences the warning, as it would have', () => {
    const life = simulate([strict], MONDAY);
    life.forward(minutes(5));
    life.act(acknowledgeTicket, null);
    life.forward(minutes(200));
    const replayed = replaySubject(
      ticketKind,
      { id: 'x', origin: null, events: life.events() },
      world(patient),
      minutes(200),
    );
    expect(replayed.acks).toEqual([{ at: minutes(5), isApplied: true }]);
    const noWarning = company({ escalation: { warn: 'off' } }, 'no-warning');
    expect(life.said).toEqual([]);
    const again = replaySubject(
      ticketKind,
      { id: 'x', origin: null, events: life.events() },
      world(noWarning),
      minutes(200),
    );
    expect(again.told).toEqual([]);
  });
});

describe('what is read of the command line', () => {
  const calendar = company().calendarOf('support');
  const read = (from: string, to: string) => {
    const result = readStretch(calendar, from, to);
    return result.ok ? [result.stretch.from, result.stretch.until].map((at) => new Date(at).toISOString()) : result;
  };

  test('dates are days of the zone, the last one included; moments are moments', () => {
    expect(read('2026-10-01', '2026-10-31')).toEqual(['2026-09-30T16:00:00.000Z', '2026-10-31T16:00:00.000Z']);
    expect(read('2026-10-01', '2026-10-01')).toEqual(['2026-09-30T16:00:00.000Z', '2026-10-01T16:00:00.000Z']);
    expect(read('2026-10-01T09:00', '2026-10-01T10:00Z')).toEqual([
      '2026-10-01T01:00:00.000Z',
      '2026-10-01T10:00:00.000Z',
    ]);
    expect(read('1970-01-01', '9999-12-30')).toHaveLength(2);
  });

  test.each([
    ['2026-13-01', '2026-10-31', { option: 'from', text: '2026-13-01' }],
    ['2026-02-30', '2026-10-31', { option: 'from' }],
    ['01/10/2026', '2026-10-31', { option: 'from' }],
    ['2026-10-01', 'yesterday', { option: 'to' }],
    ['2026-10-01', '2026-10-01T25:00', { option: 'to' }],
    ['', '2026-10-01', { option: 'from' }],
    ['2026-10-01', '99999-01-01', { option: 'to' }],
    ['2026-10-01', '9999-12-31', { option: 'to' }],
    ['2026-10-31', '2026-10-01', { reason: 'backwards' }],
    ['2026-10-01T09:00', '2026-10-01T09:00', { reason: 'backwards' }],
  ])('%s to %s is refused', (from, to, fault) => {
    expect(read(from, to)).toMatchObject({ ok: false, ...fault });
  });
});

describe('the report', () => {
  test('counts by person, rule, night, week and deadline, on both sides', () => {
    const strict = company();
    // Urgent, and told at night: born on Monday at 23:00.
    const life = simulate([strict], MONDAY + 13 * HOUR_MS, { urgency: 'urgent' });
    life.forward(MONDAY + 15 * HOUR_MS);
    life.act(logContact, { reached: true, remark: null });
    life.forward(MONDAY + 8 * 24 * HOUR_MS);
    const until = MONDAY + 7 * 24 * HOUR_MS;
    const subject = { id: 'x', origin: null, events: life.events() };
    const same = replaySubject(ticketKind, subject, worldUnder(strict, [SLACK]), until);
    const owed = life.commitments();
    const recorded: RecordedSubject = {
      ...subject,
      type: 'ticket',
      number: 'C202603001',
      told: same.told,
      missed: same.missed,
      owed,
      teams: ['support', 'gone'],
    };
    const quiet = company({ clocks: { 'first-contact': { urgent: '1d' }, start: { urgent: 'off' } } }, 'quiet');
    const tally = emptyTally();
    const stretch = { from: MONDAY, until };
    tallySubject(tally, recorded, replaySubject(ticketKind, subject, worldUnder(quiet, [SLACK]), until), stretch);
    const report = makeReport(tally, {
      stretch,
      timezone: 'Asia/Shanghai',
      night: { fromMinute: 21 * 60, toMinute: 9 * 60 },
      gatherMs: () => MINUTE_MS,
      daily: null,
      hearerOf: (lane) => ({ is: lane.includes('@') ? 'person' : 'team', key: lane, name: lane }),
      hasTeam: (id) => strict.policy.teams.has(id),
    });
    expect(report.subjects).toEqual({ ticket: 1 });
    expect(report.unknownTeams).toEqual(['gone']);
    const rule = (name: string) => report.rules.find((one) => one.rule === name);
    expect(rule('first-contact')?.missed).toEqual({ really: 1, would: 0 });
    expect(rule('first-contact')?.reminders.really).toBeGreaterThan(0);
    expect(rule('start')?.reminders.would).toBe(0);
    expect(report.missed.really).toBeGreaterThan(report.missed.would);
    expect(report.messages.really).toBeGreaterThan(report.messages.would);
    expect(report.atNight.really).toBeGreaterThan(0);
    expect(report.weeks.map(({ monday }) => monday)).toEqual(['2026-03-02', '2026-03-09']);
    const inWeeks = report.weeks.reduce((sum, { messages }) => sum + messages.really, 0);
    expect(inWeeks).toBe(report.messages.really);
    const byHearers = report.hearers.reduce((sum, { messages }) => sum + messages.would, 0);
    expect(byHearers).toBe(report.messages.would);
    expect(report.differences.dropped).toBeGreaterThan(0);
    expect(report.examples[0]).toMatchObject({ number: 'C202603001' });
  });
});
