import { formatFaults } from '../config/fault.ts';
import { loadPolicyFile } from '../config/policy-file.ts';
import { type Calendar, createCalendar } from '../domain/calendar/calendar.ts';
import { calendarSpec } from '../domain/policy/lookup.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { resolvePolicy } from '../domain/policy/resolve-policy.ts';

/** Whose calendar the clock answers by. */
export interface CalendarChoice {
  /** A policy file; the built-in preset when left out. */
  readonly policyPath?: string | undefined;
  /** The id of a team with working time of its own. */
  readonly team?: string | undefined;
  readonly assumeWeekends: boolean;
}

export type CalendarOpening =
  | { readonly ok: true; readonly calendar: Calendar }
  | { readonly ok: false; readonly message: string };

/** Opens the calendar of a policy and team; a file at fault or an unknown team is told, not thrown. */
export async function openClockCalendar(choice: CalendarChoice): Promise<CalendarOpening> {
  const reading = choice.policyPath === undefined ? readPreset() : await readPolicy(choice.policyPath);
  if (!reading.ok) return reading;
  const { policy } = reading;
  const team = choice.team === undefined ? null : policy.teams.get(choice.team);
  if (team === undefined) {
    const known = [...policy.teams.keys()].join(', ');
    return { ok: false, message: `--team ${choice.team}: no such team, expected one of ${known}` };
  }
  const spec = calendarSpec(policy, team);
  return { ok: true, calendar: createCalendar({ ...spec, assumeWeekends: choice.assumeWeekends }) };
}

type PolicyReading = { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly message: string };

async function readPolicy(path: string): Promise<PolicyReading> {
  const loading = await loadPolicyFile({ path, explicit: true });
  if (loading.ok) return { ok: true, policy: loading.loaded.policy };
  return { ok: false, message: formatFaults(loading.faults, 'en') };
}

function readPreset(): PolicyReading {
  const resolved = resolvePolicy({});
  if (!resolved.ok) throw new Error(`the built-in preset is at fault: ${JSON.stringify(resolved.faults)}`);
  return resolved;
}
