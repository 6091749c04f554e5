import type { Calendar } from '../../../src/domain/calendar/calendar.ts';
import type { CareContactFact, CareFacts } from '../../../src/domain/care/facts.ts';
import type { CareOccurrence } from '../../../src/domain/care/plan.ts';
import { planCare } from '../../../src/domain/care/plan-care.ts';
import type { Policy } from '../../../src/domain/policy/policy.ts';
import type { PolicyFileInput } from '../../../src/domain/policy/schema.ts';
import { at, wall } from '../../domain/calendar/local-time.ts';
import { company } from '../policies.ts';

/** A customer of whom nothing is known that would ask for anything, in the tier that asks least. */
export function careFacts(parts: Partial<CareFacts> = {}): CareFacts {
  return {
    customerId: 'yunfan',
    team: 'support',
    owner: 'agent',
    kind: 'enterprise',
    tier: 'basic',
    tierSince: null,
    stage: 'mature',
    vip: false,
    highValue: false,
    industry: null,
    tags: [],
    firstCooperation: '2020-06-01',
    foundedOn: null,
    contractFrom: null,
    contractUntil: null,
    milestones: [],
    people: [],
    events: [],
    contacts: [],
    complaints: [],
    hasUrgentOpen: false,
    questionsAt: null,
    warning: null,
    campaigns: [],
    open: [],
    answers: [],
    lastAskedDay: null,
    careSince: '2025-01-01',
    gone: null,
    ...parts,
  };
}

/** A policy and the support team's calendar, planning with one rule alone; `file` changes its numbers. */
export interface Rulebook {
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Local time of the office. */
  clock(text: string): number;
  local(instant: number): string;
  /** The plan, a line each: `2026-03-04 Wed greet birthday… by 03-04 18:00 (rest)`. */
  plan(facts: CareFacts, from: string, until: string): string[];
  occurrences(facts: CareFacts, from: string, until: string): readonly CareOccurrence[];
}

type CareFile = NonNullable<PolicyFileInput['care']>;

/** The handbook with these rules on and all others off; none named: all on. */
export function rulebook(
  rules: readonly (keyof NonNullable<CareFile['rules']>)[] = [],
  care: CareFile = {},
  file: PolicyFileInput = {},
): Rulebook {
  const all = company().policy.care.rules;
  const switches =
    rules.length === 0
      ? {}
      : Object.fromEntries(Object.keys(all).map((rule) => [rule, rules.some((one) => one === rule) ? 'on' : 'off']));
  const inForce = company({ ...file, care: { ...care, rules: { ...switches, ...care.rules } } });
  const calendar = inForce.calendarOf('support');
  const { policy } = inForce;
  const occurrences = (facts: CareFacts, from: string, until: string) => planCare(policy, calendar, facts, from, until);
  return {
    policy,
    calendar,
    clock: (text) => at(calendar, text),
    local: (instant) => wall(calendar, instant),
    occurrences,
    plan: (facts, from, until) =>
      occurrences(facts, from, until).map(({ day, ask, dueAt, moved, isProjected }) => {
        const due = wall(calendar, dueAt).slice(5);
        return `${day} ${ask} by ${due}${moved === null ? '' : ` (${moved})`}${isProjected ? ' ~' : ''}`;
      }),
  };
}

/** A talk that reached somebody. */
export function talk(
  calendar: Calendar,
  when: string,
  channel: CareContactFact['channel'],
  purposes: CareContactFact['purposes'] = ['care'],
): CareContactFact {
  const instant = at(calendar, when);
  return { at: instant, day: when.slice(0, 10), channel, purposes, isReached: true, moods: [] };
}
