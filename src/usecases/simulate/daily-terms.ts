import { isoDateOf, parseIsoDate } from '../../domain/calendar/civil-date.ts';
import type { PolicyInForce } from '../../domain/commitment/track.ts';
import { dailyLimit } from '../advance-commitments.ts';
import type { DailyTerms } from './digest-lane.ts';

/** How much one person hears in a day under a policy, as the engine has it; `null`: everything. */
export function dailyTerms(policy: PolicyInForce): DailyTerms | null {
  const { daily } = policy.policy.noise;
  if (daily === null) return null;
  const calendar = policy.calendarOf('');
  return {
    daily,
    dayOf: (at) => {
      const date = calendar.dateOf(at);
      const next = isoDateOf((parseIsoDate(date) ?? 0) + 1);
      return { from: calendar.atLocal(date, 0), until: calendar.atLocal(next, 0) };
    },
    heldUntil: (at) => dailyLimit(policy, at)?.until ?? at,
  };
}
