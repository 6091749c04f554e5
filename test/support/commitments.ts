import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Commitment, Track } from '../../src/domain/commitment/commitment.ts';
import type { LadderRules } from '../../src/domain/commitment/ladder.ts';
import { mergeTrack, type PolicyInForce } from '../../src/domain/commitment/track.ts';
import { at, wall } from '../domain/calendar/local-time.ts';
import { company } from './policies.ts';
import type { Simulation } from './simulate-engine.ts';

/** The handbook's ladder and the support team's calendar, with the policy's own changes. */
export function rulesOf(policy: PolicyInForce = company()): LadderRules {
  return { escalation: policy.policy.escalation, calendar: policy.calendarOf('support') };
}

export const HANDBOOK = rulesOf();

/** Local time of the handbook's office. */
export function clock(text: string): number {
  return at(HANDBOOK.calendar, text);
}

/** A two-hour promise of Tuesday 3 March 2026, 09:00, due at 11:00, with nothing said yet. */
export function promise(parts: Partial<Commitment> = {}): Commitment {
  const track: Track = {
    rule: 'first-contact',
    round: 1,
    n: 0,
    team: 'support',
    owner: 'agent',
    basis: 'working',
    startedAt: clock('2026-03-03 09:00'),
    target: { unit: 'time', ms: 7_200_000 },
    dueAt: clock('2026-03-03 11:00'),
    inForceSince: clock('2026-03-03 09:00'),
    pauses: [],
    pausedAt: null,
    state: 'open',
    stoppedAt: null,
    missedAt: null,
    ...parts,
  };
  return { ...mergeTrack(null, track, { id: 'commitment', subjectId: 'ticket' }), ...parts };
}

/** What was said, a line each: `03-03 11:00 first-contact → owner, team`. */
export function lines(simulation: Simulation, rule?: string, calendar: Calendar = HANDBOOK.calendar): string[] {
  return simulation.said
    .filter((one) => rule === undefined || one.commitment.rule === rule)
    .map(({ at: saidAt, commitment, audiences, lateSeconds }) => {
      const late = lateSeconds === 0 ? '' : ` (late ${lateSeconds} s)`;
      return `${wall(calendar, saidAt).slice(5)} ${commitment.rule} → ${audiences.join(', ')}${late}`;
    });
}
