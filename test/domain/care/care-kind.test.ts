import { describe, expect, it } from 'vitest';
import { applyCareEvent, openKeys } from '../../../src/domain/care/apply-event.ts';
import { type AskedItem, CARE_DEEDS, type Care, type CareDeed, type CareEvent } from '../../../src/domain/care/care.ts';
import { careKind } from '../../../src/domain/care/care-kind.ts';
import type { CareAsk } from '../../../src/domain/care/vocabulary.ts';
import { decide, ladderRulesOf, schedule, whatComesNext } from '../../../src/domain/commitment/ladder.ts';
import { mergeTrack, readHistory } from '../../../src/domain/commitment/track.ts';
import { company } from '../../support/policies.ts';
import { at, wall } from '../calendar/local-time.ts';

const POLICY = company();
const calendar = POLICY.calendarOf('support');
const clock = (text: string) => at(calendar, text);
const local = (instant: number | null) => wall(calendar, instant);

const item = (key: string, due: string, ask: CareAsk = 'greet'): AskedItem => ({
  key,
  rule: 'dates',
  ask,
  reason: { why: 'milestone', milestoneId: key, on: '2026-03-02' },
  dueAt: clock(due),
});
const ASKED: CareDeed = {
  type: 'care-asked',
  n: 1,
  day: '2026-03-02',
  askAt: clock('2026-03-02 09:00'),
  dueAt: clock('2026-03-02 18:00'),
  items: [item('visit', '2026-03-02 18:00', 'visit'), item('greet', '2026-03-05 18:00')],
  covered: [{ key: 'deep', by: 'visit' }],
  owner: 'agent',
  team: 'support',
  policy: 'policy',
};
const REST = { askAt: clock('2026-03-05 09:00'), dueAt: clock('2026-03-05 18:00') };
const DAY = { day: '2026-03-02', n: 1 };

/** A history of deeds, each at its local time. */
function history(...entries: readonly (readonly [string, CareDeed])[]): readonly CareEvent[] {
  return entries.map(([when, deed], index) => ({ seq: index + 1, at: clock(when), by: 'agent', deed }));
}
const fold = (...entries: readonly (readonly [string, CareDeed])[]): Care =>
  history(...entries).reduce<Care | null>((care, event) => applyCareEvent(care, event), null) as Care;
const read = (until: string, ...entries: readonly (readonly [string, CareDeed])[]) =>
  readHistory(careKind, history(...entries), () => POLICY, clock(until));
/** The commitments that a history makes: `1/1 open 03-02 09:00 → 03-02 18:00 agent`. */
const tracks = (until: string, ...entries: readonly (readonly [string, CareDeed])[]) =>
  read(until, ...entries).tracks.map(({ rule, n, round, state, startedAt, dueAt, owner, team, missedAt }) => {
    const missed = missedAt === null ? '' : ' missed';
    return `${rule} ${n}/${round} ${state} ${local(startedAt).slice(5)} → ${local(dueAt).slice(5)} ${team} ${owner}${missed}`;
  });
const OPEN = ['2026-03-02 09:00', ASKED] as const;

describe('an ask', () => {
  it('is one commitment, from its posting to its first due time', () => {
    expect(tracks('2026-03-02 10:00', OPEN)).toEqual(['care 1/1 open 03-02 09:00 → 03-02 18:00 support agent']);
    expect(tracks('2026-03-02 18:00', OPEN)).toEqual(['care 1/1 open 03-02 09:00 → 03-02 18:00 support agent missed']);
    const care = fold(OPEN);
    expect(care).toMatchObject({
      team: 'support',
      owner: 'agent',
      lastN: 1,
      lastAskedDay: '2026-03-02',
      isHeld: false,
    });
    expect(care.asks).toEqual([
      {
        n: 1,
        round: 1,
        day: '2026-03-02',
        askAt: clock('2026-03-02 09:00'),
        dueAt: clock('2026-03-02 18:00'),
        owner: 'agent',
        team: 'support',
        open: ASKED.items,
        covered: ASKED.covered,
      },
    ]);
    expect(openKeys(care)).toEqual(['visit', 'greet', 'deep']);
  });

  it('done in full is met, with what it covers', () => {
    const done = { type: 'care-done', ...DAY, keys: ['visit', 'greet'], contact: null, rest: null } as const;
    const entries = [OPEN, ['2026-03-02 11:00', done]] as const;
    expect(tracks('2026-03-03 10:00', ...entries)).toEqual(['care 1/1 met 03-02 09:00 → 03-02 18:00 support agent']);
    expect(fold(...entries)).toMatchObject({
      asks: [],
      answers: [
        { key: 'visit', day: '2026-03-02', outcome: 'done', until: null },
        { key: 'greet', day: '2026-03-02', outcome: 'done', until: null },
        { key: 'deep', day: '2026-03-02', outcome: 'done', until: null },
      ],
    });
  });

  it('done in part begins its next round for the rest', () => {
    const done = { type: 'care-done', ...DAY, keys: ['visit'], contact: 'c1', rest: REST } as const;
    const entries = [OPEN, ['2026-03-02 11:00', done]] as const;
    expect(tracks('2026-03-03 10:00', ...entries)).toEqual([
      'care 1/1 met 03-02 09:00 → 03-02 18:00 support agent',
      'care 1/2 open 03-05 09:00 → 03-05 18:00 support agent',
    ]);
    const care = fold(...entries);
    expect(care.asks).toMatchObject([{ n: 1, round: 2, ...REST, covered: [] }]);
    expect(openKeys(care)).toEqual(['greet']);
    expect(care.answers.map(({ key }) => key)).toEqual(['visit', 'deep']);
  });

  it('not needed, put off or moot ends it; what it covered is not answered with it', () => {
    const common = { ...DAY, keys: ['visit'], rest: REST };
    for (const deed of [
      { type: 'care-skipped', ...common },
      { type: 'care-later', ...common, until: '2026-03-04' },
      { type: 'care-void', ...common, because: 'moot' },
    ] as const) {
      const entries = [OPEN, ['2026-03-02 11:00', deed]] as const;
      expect(tracks('2026-03-02 12:00', ...entries)).toEqual([
        'care 1/1 cancelled 03-02 09:00 → 03-02 18:00 support agent',
        'care 1/2 open 03-05 09:00 → 03-05 18:00 support agent',
      ]);
      expect(openKeys(fold(...entries))).toEqual(['greet']);
      expect(fold(...entries).answers).toEqual(
        deed.type === 'care-void'
          ? []
          : [
              {
                key: 'visit',
                day: '2026-03-02',
                outcome: deed.type === 'care-later' ? 'later' : 'skipped',
                until: deed.type === 'care-later' ? '2026-03-04' : null,
              },
            ],
      );
    }
  });

  it('the last answer to a key counts', () => {
    const later = { type: 'care-later', ...DAY, keys: ['greet'], until: '2026-03-04', rest: null } as const;
    const again: CareDeed = {
      ...ASKED,
      n: 2,
      day: '2026-03-04',
      items: [item('greet', '2026-03-05 18:00')],
      covered: [],
    };
    const done = { type: 'care-done', n: 2, day: '2026-03-04', keys: ['greet'], contact: null, rest: null } as const;
    const care = fold(OPEN, ['2026-03-02 11:00', later], ['2026-03-04 09:00', again], ['2026-03-04 10:00', done]);
    expect(care.answers).toEqual([{ key: 'greet', day: '2026-03-04', outcome: 'done', until: null }]);
    expect(care).toMatchObject({ lastN: 2, lastAskedDay: '2026-03-04' });
    expect(care.asks.map(({ n }) => n)).toEqual([1]);
  });

  it('what a part covers goes with that part alone, and the last day asked never goes back', () => {
    const skipped = { type: 'care-skipped', ...DAY, keys: ['greet'], rest: REST } as const;
    const before: CareDeed = {
      ...ASKED,
      n: 2,
      day: '2026-02-27',
      items: [item('news', '2026-03-02 18:00')],
      covered: [],
    };
    const care = fold(OPEN, ['2026-03-02 11:00', skipped], ['2026-03-02 12:00', before]);
    expect(care.asks).toMatchObject([{ n: 1, round: 2, covered: ASKED.covered }, { n: 2 }]);
    expect(care.lastAskedDay).toBe('2026-03-02');
    const handed = { type: 'care-handed', n: 2, to: 'colleague', team: 'support', ...REST } as const;
    const after = fold(OPEN, ['2026-03-02 12:00', before], ['2026-03-02 13:00', handed]);
    expect(after.asks).toMatchObject([
      { n: 1, round: 1, owner: 'agent' },
      { n: 2, round: 2, owner: 'colleague' },
    ]);
  });

  it('answers to what nobody asks for change nothing', () => {
    const done = { type: 'care-done', day: '2026-03-02', contact: null, rest: null } as const;
    const entries = [
      OPEN,
      ['2026-03-02 11:00', { ...done, n: 7, keys: ['visit'] }],
      ['2026-03-02 11:01', { ...done, n: 1, keys: ['other'] }],
      ['2026-03-02 11:02', { type: 'care-void', n: 1, keys: [], because: 'moot', rest: null }],
    ] as const;
    expect(tracks('2026-03-02 12:00', ...entries)).toEqual(['care 1/1 open 03-02 09:00 → 03-02 18:00 support agent']);
    expect(fold(...entries)).toMatchObject({ answers: [], asks: [{ round: 1 }] });
  });

  it('in other hands it begins anew, in their team', () => {
    const handed = { type: 'care-handed', n: 1, to: 'colleague', team: 'after-sales', ...REST } as const;
    const entries = [OPEN, ['2026-03-02 11:00', handed]] as const;
    expect(tracks('2026-03-02 12:00', ...entries)).toEqual([
      'care 1/1 cancelled 03-02 09:00 → 03-02 18:00 support agent',
      'care 1/2 open 03-05 09:00 → 03-05 18:00 after-sales colleague',
    ]);
    expect(fold(...entries).asks).toMatchObject([{ owner: 'colleague', team: 'after-sales', round: 2, ...REST }]);
  });

  it('an urgent ticket ends it, the end of that begins it anew; what was not missed stays so', () => {
    const held: CareDeed = { type: 'care-held', ticket: 'C1', policy: 'policy' };
    const released: CareDeed = { type: 'care-released', asks: [{ n: 1, ...REST }] };
    expect(tracks('2026-03-04 12:00', OPEN, ['2026-03-02 11:00', held])).toEqual([
      'care 1/1 cancelled 03-02 09:00 → 03-02 18:00 support agent',
    ]);
    expect(fold(OPEN, ['2026-03-02 11:00', held])).toMatchObject({ isHeld: true, asks: [{ round: 1 }] });
    const entries = [OPEN, ['2026-03-02 11:00', held], ['2026-03-04 10:00', released]] as const;
    expect(tracks('2026-03-05 12:00', ...entries)).toEqual([
      'care 1/1 cancelled 03-02 09:00 → 03-02 18:00 support agent',
      'care 1/2 open 03-05 09:00 → 03-05 18:00 support agent',
    ]);
    expect(fold(...entries)).toMatchObject({ isHeld: false, asks: [{ round: 2, ...REST }] });
    // What is answered or handed on meanwhile owes nothing before the release.
    const handed = { type: 'care-handed', n: 1, to: 'colleague', team: 'support', ...REST } as const;
    expect(tracks('2026-03-04 12:00', OPEN, ['2026-03-02 11:00', held], ['2026-03-02 12:00', handed])).toHaveLength(1);
    // Another ask than those released stays as it was.
    const other = { type: 'care-released', asks: [{ n: 9, ...REST }] } as const;
    expect(fold(OPEN, ['2026-03-02 11:00', held], ['2026-03-04 10:00', other]).asks).toMatchObject([
      { n: 1, round: 1 },
    ]);
  });
});

describe('a warning', () => {
  const warned: CareDeed = { type: 'care-warned', signs: ['silent'], policy: 'policy' };
  const ask: CareDeed = { ...ASKED, items: [item('churn:1', '2026-03-03 09:00', 'cause-talk')], covered: [] };
  const answer = (type: 'care-done' | 'care-later') =>
    type === 'care-done'
      ? ({ type, ...DAY, keys: ['churn:1'], contact: null, rest: null } as const)
      : ({ type, ...DAY, keys: ['churn:1'], until: '2026-03-04', rest: null } as const);

  it('stands until its cause was talked about', () => {
    const raisedAt = clock('2026-03-02 02:00');
    const before = fold(['2026-03-02 02:00', warned], ['2026-03-02 09:00', ask]);
    expect(before.warning).toEqual({ raisedAt, signs: ['silent'], talkedAt: null, cause: null });
    const later = fold(
      ['2026-03-02 02:00', warned],
      ['2026-03-02 09:00', ask],
      ['2026-03-02 10:00', answer('care-later')],
    );
    expect(later.warning?.talkedAt).toBeNull();
    const talked = [
      ['2026-03-02 02:00', warned],
      ['2026-03-02 09:00', ask],
      ['2026-03-02 10:00', answer('care-done')],
    ] as const;
    expect(fold(...talked).warning?.talkedAt).toBe(clock('2026-03-02 10:00'));
    const cause: CareDeed = { type: 'care-cause', cause: 'price', day: '2026-03-02' };
    expect(fold(...talked, ['2026-03-02 10:05', cause]).warning).toEqual({
      raisedAt,
      signs: ['silent'],
      talkedAt: clock('2026-03-02 10:00'),
      cause: 'price',
    });
    expect(fold(['2026-03-02 02:00', warned], ['2026-03-02 10:05', cause]).warning?.talkedAt).toBe(
      clock('2026-03-02 10:05'),
    );
    expect(fold(['2026-03-02 10:05', cause]).warning).toBeNull();
    expect(
      fold(OPEN, ['2026-03-02 10:00', { ...DAY, type: 'care-done', keys: ['visit'], contact: null, rest: null }])
        .warning,
    ).toBeNull();
    // Any other answer says nothing about the cause.
    const mixed: CareDeed = { ...ask, items: [...ask.items, item('greet', '2026-03-03 09:00')] };
    const greeted: CareDeed = { ...DAY, type: 'care-done', keys: ['greet'], contact: null, rest: REST };
    expect(
      fold(['2026-03-02 02:00', warned], ['2026-03-02 09:00', mixed], ['2026-03-02 10:00', greeted]).warning?.talkedAt,
    ).toBeNull();
  });
});

it('entries that are no care change nothing, and every type of entry is listed', () => {
  const care = fold(OPEN);
  const others: readonly CareDeed[] = [
    { type: 'noted' },
    { type: 'acknowledged', rule: null, n: null },
    { type: 'policy-changed', policy: 'policy' },
    { type: 'noticed', rule: 'care', stage: 1, repeat: 0, audiences: ['team'], lateSeconds: 0 },
  ];
  for (const deed of others) expect(applyCareEvent(care, { seq: 2, at: 0, by: 'system', deed })).toEqual(care);
  expect(new Set(CARE_DEEDS).size).toBe(14);
});

describe('the ladder of an ask', () => {
  /** Everything said until then: `03-02 09:00 1.0 team`. */
  function said(until: string, ...entries: readonly (readonly [string, CareDeed])[]): string[] {
    const { tracks: all } = read('2026-03-02 09:00', ...entries);
    const track = all.at(-1);
    if (track === undefined) throw new Error('no commitment');
    const rules = ladderRulesOf(POLICY, track.team);
    let one = schedule(mergeTrack(null, track, { id: 'c', subjectId: 'k' }), rules, clock('2026-03-02 08:00'));
    const lines: string[] = [];
    while (one.nextAt !== null && one.nextAt <= clock(until)) {
      const now = one.nextAt;
      const { commitment, telling } = decide(one, rules, now);
      one = commitment;
      if (telling !== null)
        lines.push(`${local(now).slice(5)} ${telling.stage}.${telling.repeat} ${telling.audiences.join(', ')}`);
    }
    return lines;
  }

  it('is posted to the team in the morning, and climbs from its due time', () => {
    expect(said('2026-03-04 09:30', OPEN)).toEqual([
      '03-02 09:00 1.0 team',
      '03-02 18:00 2.0 owner, team',
      '03-03 09:15 3.0 lead',
      '03-03 09:30 4.0 manager',
      '03-03 10:00 4.1 manager',
      '03-03 10:30 4.2 manager',
      '03-03 11:00 4.3 manager',
      '03-03 11:30 4.4 manager',
      '03-04 09:00 100.0 owner, manager',
    ]);
  });

  it('what is left waits for its own morning', () => {
    const done = { type: 'care-done', ...DAY, keys: ['visit'], contact: null, rest: REST } as const;
    expect(said('2026-03-05 18:00', OPEN, ['2026-03-02 08:30', done])).toEqual([
      '03-05 09:00 1.0 team',
      '03-05 18:00 2.0 owner, team',
    ]);
  });

  it('after an outage it is told once, as late as it is', () => {
    const [track] = read('2026-03-02 09:00', OPEN).tracks;
    if (track === undefined) throw new Error('no commitment');
    const rules = ladderRulesOf(POLICY, 'support');
    const one = schedule(mergeTrack(null, track, { id: 'c', subjectId: 'k' }), rules, clock('2026-03-02 08:00'));
    expect(whatComesNext(one, rules, clock('2026-03-02 08:00'))).toEqual({
      at: clock('2026-03-02 09:00'),
      stage: 1,
      audiences: ['team'],
    });
    expect(decide(one, rules, clock('2026-03-02 11:00')).telling).toEqual({
      stage: 1,
      repeat: 0,
      audiences: ['team'],
      lateMs: 7_200_000,
    });
    expect(decide(one, rules, clock('2026-03-02 12:30')).telling).toBeNull();
    expect(decide(one, rules, clock('2026-03-02 18:10')).telling).toMatchObject({
      stage: 2,
      audiences: ['owner', 'team'],
    });
  });
});
