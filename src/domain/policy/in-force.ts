import { type Calendar, createCalendar } from '../calendar/calendar.ts';
import type { PolicyInForce } from '../commitment/track.ts';
import { calendarSpec } from './lookup.ts';
import type { Policy } from './policy.ts';

/** The policy with its calendars, each made when it is first asked for. Throws where it describes no calendar. */
export function putInForce(hash: string, policy: Policy): PolicyInForce {
  const calendarsByTeam = new Map<string, Calendar>();
  const own = createCalendar(calendarSpec(policy, null));
  return {
    hash,
    policy,
    calendarOf(team) {
      const known = calendarsByTeam.get(team);
      if (known !== undefined) return known;
      const found = policy.teams.get(team);
      const calendar =
        found === undefined || found.workingTime === null ? own : createCalendar(calendarSpec(policy, found));
      calendarsByTeam.set(team, calendar);
      return calendar;
    },
  };
}
