import type { DayNumber } from '../calendar/civil-date.ts';
import { byEndOf, type Draft, isSettled, type Planning } from './draft.ts';
import type { CareContactFact } from './facts.ts';
import { counts, MENDING } from './match.ts';
import type { CareAsk } from './vocabulary.ts';
import { dayOf } from './work-days.ts';

/** What follows from something that happened, and until when other rules wait for it (`null`: they do not). */
export interface FromEvents {
  readonly drafts: readonly Draft[];
  readonly until: DayNumber | null;
}

const COMMON = { toward: 'after', lastDay: null, channel: null, isProjected: false, how: 'ask' } as const;

/** The second mending talk is asked for so long before its time runs out. */
const MENDING_AHEAD_DAYS = 7;

/** R8: mending after complaints. Of several the last one alone has a second talk. */
export function planMending(planning: Planning): FromEvents {
  const { care, days, facts, from } = planning;
  const { firstDays, againDays, withinDays } = care.mending;
  if (!care.rules.mending) return { drafts: [], until: null };
  const complaints = facts.complaints
    .map((one) => ({ ...one, day: days.dayOf(one.resolvedAt) }))
    .filter(({ day }) => from - day <= withinDays)
    .toSorted((a, b) => a.resolvedAt - b.resolvedAt || (a.ticketId < b.ticketId ? -1 : 1));
  const drafts: Draft[] = [];
  let until: DayNumber | null = null;
  for (const { ticketId, resolvedAt, day } of complaints) {
    const isLast = complaints.at(-1)?.ticketId === ticketId;
    const talks = facts.contacts.filter((one) => one.at > resolvedAt && one.isReached && counts(MENDING, one));
    const first: Draft = {
      ...COMMON,
      rule: 'mending',
      key: `mend:${ticketId}:first`,
      ask: 'mend',
      nominal: day + 1,
      dueOn: byEndOf(planning, day + firstDays),
      lastDay: day + withinDays,
      reason: { why: 'complaint', ticketId, resolvedAt },
    };
    const mendedOn = mendedDay(planning, first.key, talks);
    if (mendedOn === null) {
      drafts.push(first);
      if (!isSettled(planning, first.key)) until = Math.max(until ?? 0, day + firstDays, from);
    }
    const hasSecond = mendedOn !== null && talks.some((talk) => dayOf(talk.day) >= mendedOn + MENDING_AHEAD_DAYS);
    if (!isLast || hasSecond) continue;
    drafts.push({
      ...first,
      key: `mend:${ticketId}:again`,
      ask: 'mend-again',
      nominal: day + againDays - MENDING_AHEAD_DAYS,
      dueOn: byEndOf(planning, day + againDays),
    });
  }
  return { drafts, until };
}

/** When the customer was talked with after its complaint: the first contact, or the answer. */
function mendedDay({ answers }: Planning, key: string, talks: readonly CareContactFact[]): DayNumber | null {
  const answer = answers.get(key);
  const answered = answer !== undefined && answer.outcome !== 'later' ? dayOf(answer.day) : null;
  const talk = talks.at(-1);
  if (talk === undefined) return answered;
  return answered === null ? dayOf(talk.day) : Math.min(answered, dayOf(talk.day));
}

/** R9: the talk on the cause of a lost-customer warning. */
export function planWarning(planning: Planning): FromEvents {
  const { care, calendar, days, facts, from } = planning;
  if (!care.rules.churn || facts.warning === null) return { drafts: [], until: null };
  const { raisedAt } = facts.warning;
  const key = `churn:${raisedAt}`;
  if (isSettled(planning, key)) return { drafts: [], until: null };
  const length = { unit: 'days', days: care.churn.talkDays } as const;
  const start = calendar.addWorkingTime(raisedAt, 0);
  const dueAt = calendar.deadline('working', start, length, []) ?? start;
  const draft: Draft = {
    ...COMMON,
    rule: 'churn',
    key,
    ask: 'cause-talk',
    nominal: days.dayOf(raisedAt),
    // As a warning is raised at night, its talk has the day and the night after it, however it falls.
    dueOn: (day) => (days.startOf(day) < dueAt ? dueAt : days.endOf(day)),
    reason: { why: 'warning', raisedAt },
  };
  return { drafts: [draft], until: Math.max(days.dayOf(dueAt), from) };
}

const FOLLOW_UPS = {
  coming: 'confirm-coming',
  hesitating: 'talk-again',
  declined: 'thank-declined',
} as const satisfies Record<string, CareAsk>;

/** R11: invitations on their day, and a follow-up for each answer. */
export function planCampaigns(planning: Planning): readonly Draft[] {
  const { care, days, facts } = planning;
  if (!care.rules.campaigns) return [];
  return facts.campaigns.flatMap(({ campaignId, day: invitedOn, answer, isEnded }): readonly Draft[] => {
    const key = `campaign:${campaignId}`;
    if (answer === null) {
      if (isEnded) return [];
      const nominal = dayOf(invitedOn);
      const dueOn = byEndOf(planning, days.after(nominal, 1));
      return [
        { ...COMMON, rule: 'campaigns', key, ask: 'invite', nominal, dueOn, reason: { why: 'campaign', campaignId } },
      ];
    }
    const nominal = days.after(dayOf(answer.day), care.campaigns[answer.answer]);
    return [
      {
        ...COMMON,
        rule: 'campaigns',
        key: `${key}:${answer.answer}`,
        ask: FOLLOW_UPS[answer.answer],
        nominal,
        dueOn: byEndOf(planning, nominal),
        reason: { why: 'campaign-answer', campaignId, answer: answer.answer },
      },
    ];
  });
}

/** What is looked at so long before is dealt with in so many working days. */
const PERIOD_WORKING_DAYS = 5;
/** A contract that ended is still asked about for so long. */
const AFTER_END_DAYS = 30;

/** R12: the survey and the talk at the end of a contract, and deliveries ahead. */
export function planPeriods(planning: Planning): readonly Draft[] {
  const { care, days, facts, careSince } = planning;
  const { aheadDays } = care.periods;
  if (!care.rules.periods) return [];
  const before = (on: DayNumber) => ({
    ...COMMON,
    rule: 'periods' as const,
    toward: 'before' as const,
    nominal: on - aheadDays,
    dueOn: (day: DayNumber) => days.endOf(days.after(day, PERIOD_WORKING_DAYS)),
  });
  const drafts: Draft[] = [];
  if (facts.contractUntil !== null && dayOf(facts.contractUntil) >= careSince) {
    const on = facts.contractUntil;
    const end = {
      ...before(dayOf(on)),
      lastDay: dayOf(on) + AFTER_END_DAYS,
      reason: { why: 'contract-end', on } as const,
    };
    drafts.push({ ...end, key: `renewal:${on}`, ask: 'renewal-talk' }, { ...end, key: `survey:${on}`, ask: 'survey' });
  }
  for (const { type, day, id } of facts.events) {
    const on = dayOf(day);
    // A delivery that was entered on its day is one that was made.
    const key = `delivery:${id ?? day}`;
    if (type !== 'delivery' || on <= planning.from || drafts.some((one) => one.key === key)) continue;
    const ahead = before(on);
    drafts.push({
      ...ahead,
      dueOn: (asked) => Math.max(Math.min(ahead.dueOn(asked), days.endOf(days.onOrBefore(on))), days.endOf(asked)),
      lastDay: on,
      key,
      ask: 'delivery-check',
      reason: { why: 'delivery', on: day },
    });
  }
  return drafts;
}
