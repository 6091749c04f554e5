import { describe, expect, it } from 'vitest';
import type { CareDeed, CareEvent } from '../../../src/domain/care/care.ts';
import { careKind } from '../../../src/domain/care/care-kind.ts';
import { decide, ladderRulesOf } from '../../../src/domain/commitment/ladder.ts';
import { mergeTrack, readHistory } from '../../../src/domain/commitment/track.ts';
import { company } from '../../support/policies.ts';
import { at, wall } from '../calendar/local-time.ts';

const POLICY = company();
const calendar = POLICY.calendarOf('support');
const clock = (text: string) => at(calendar, text);

const invite = (key: string) =>
  ({
    key,
    rule: 'campaigns',
    ask: 'invite',
    reason: { why: 'campaign', campaignId: key },
    dueAt: clock('2026-03-03 18:00'),
  }) as const;
const ASKED: CareDeed = {
  type: 'care-asked',
  n: 1,
  day: '2026-03-02',
  askAt: clock('2026-03-02 09:00'),
  dueAt: clock('2026-03-03 18:00'),
  items: [invite('one'), invite('other')],
  covered: [],
  owner: 'agent',
  team: 'support',
  clock: 'invitation',
  policy: 'policy',
};
const PLAIN: CareDeed = { ...ASKED, n: 2, items: [{ ...invite('news'), rule: 'cadence' }] };
const { clock: _, ...OF_TEAM } = PLAIN as Extract<CareDeed, { readonly type: 'care-asked' }>;

const tracks = (until: string, ...entries: readonly (readonly [string, CareDeed])[]) => {
  const events: CareEvent[] = entries.map(([when, deed], i) => ({ seq: i + 1, at: clock(when), by: 'agent', deed }));
  return readHistory(careKind, events, () => POLICY, clock(until)).tracks;
};
const lines = (until: string, ...entries: readonly (readonly [string, CareDeed])[]) =>
  tracks(until, ...entries).map(({ rule, n, round, state, startedAt }) => {
    return `${rule} ${n}/${round} ${state} ${wall(calendar, startedAt).slice(5)}`;
  });
const OPEN = ['2026-03-02 09:00', ASKED] as const;
const REST = { askAt: clock('2026-03-03 09:00'), dueAt: clock('2026-03-03 18:00') };

describe('an invitation', () => {
  it('runs on a clock of its own, beside what is asked of the team', () => {
    expect(lines('2026-03-02 10:00', OPEN, ['2026-03-02 09:00', OF_TEAM])).toEqual([
      'invitation 1/1 open 03-02 09:00',
      'care 2/1 open 03-02 09:00',
    ]);
  });

  it('is asked of its owner, and not in the team', () => {
    const [track] = tracks('2026-03-02 09:00', OPEN);
    if (track === undefined) throw new Error('nothing is owed');
    const commitment = mergeTrack(null, track, { id: 'c', subjectId: 's' });
    const { telling } = decide(commitment, ladderRulesOf(POLICY, 'support'), clock('2026-03-02 09:00'));
    expect(telling).toMatchObject({ stage: 1, audiences: ['owner'] });
  });

  it('answered in part goes on with the rest on the same clock; answered in full it is met', () => {
    const part = { type: 'care-done', n: 1, keys: ['one'], day: '2026-03-02', contact: null, rest: REST } as const;
    const full = { ...part, keys: ['other'], rest: null };
    expect(lines('2026-03-02 12:00', OPEN, ['2026-03-02 11:00', part])).toEqual([
      'invitation 1/1 met 03-02 09:00',
      'invitation 1/2 open 03-03 09:00',
    ]);
    expect(lines('2026-03-02 12:00', OPEN, ['2026-03-02 11:00', part], ['2026-03-02 11:30', full])).toEqual([
      'invitation 1/1 met 03-02 09:00',
      'invitation 1/2 met 03-03 09:00',
    ]);
  });

  it('put off, not needed or moot it ends', () => {
    const common = { n: 1, keys: ['one', 'other'], day: '2026-03-02', rest: null } as const;
    for (const deed of [
      { type: 'care-skipped', ...common },
      { type: 'care-later', ...common, until: '2026-03-09' },
      { type: 'care-void', ...common, because: 'moot' },
    ] as const) {
      expect(lines('2026-03-02 12:00', OPEN, ['2026-03-02 11:00', deed])).toEqual([
        'invitation 1/1 cancelled 03-02 09:00',
      ]);
    }
  });

  it('is held while an urgent ticket is open, and asked anew on its own clock', () => {
    const held = ['2026-03-02 10:00', { type: 'care-held', ticket: 'C1', policy: 'policy' }] as const;
    expect(lines('2026-03-02 11:00', OPEN, held)).toEqual(['invitation 1/1 cancelled 03-02 09:00']);
    const released = { type: 'care-released', asks: [{ n: 1, ...REST }] } as const;
    expect(lines('2026-03-03 10:00', OPEN, held, ['2026-03-02 16:00', released])).toEqual([
      'invitation 1/1 cancelled 03-02 09:00',
      'invitation 1/2 open 03-03 09:00',
    ]);
  });

  it('in other hands begins anew, and is told to them', () => {
    const handed = { type: 'care-handed', n: 1, to: 'lead', team: 'support', ...REST } as const;
    const after = tracks('2026-03-03 10:00', OPEN, ['2026-03-02 11:00', handed]);
    expect(after).toMatchObject([
      { rule: 'invitation', state: 'cancelled', owner: 'agent' },
      { rule: 'invitation', round: 2, state: 'open', owner: 'lead' },
    ]);
  });
});
