import type { DayNumber } from '../calendar/civil-date.ts';
import { byEndOf, type Draft, isSettled, type Planning, settleDay } from './draft.ts';
import { counts, WELCOME } from './match.ts';
import { dayOf, isoDay } from './work-days.ts';

/** A new customer's plan (R1–R4): its drafts, and until when it keeps other rules waiting (`null`: it does not). */
export function planOnboarding(planning: Planning): {
  readonly drafts: readonly Draft[];
  readonly until: DayNumber | null;
} {
  const { care, days, facts, from } = planning;
  const { rules, onboarding } = care;
  const first = firstBusiness(planning);
  const questions = rules.questions && facts.questionsAt !== null ? [draftQuestions(planning, facts.questionsAt)] : [];
  if (first === null || from - first > onboarding.withinDays || isOldFriend(planning, first)) {
    return { drafts: questions, until: null };
  }
  const firstDay = isoDay(first);
  const common = { toward: 'after', lastDay: null, channel: null, how: 'ask' } as const;
  const welcome: Draft = {
    ...common,
    rule: 'welcome',
    key: `welcome:${firstDay}`,
    ask: 'welcome-call',
    nominal: days.after(first, 1),
    dueOn: byEndOf(planning, days.after(first, onboarding.welcome)),
    reason: { why: 'first-payment', day: firstDay },
    channel: 'phone',
    isProjected: false,
  };
  const talked = welcomeTalk(planning, first, welcome.key);
  // The plan goes on from the day on which the talk is asked for, until it is known when it was.
  const expected = rules.welcome ? (settleDay(planning, welcome, [])?.day ?? Math.max(from, welcome.nominal)) : first;
  const base = talked ?? expected;
  const after = { ...common, isProjected: talked === null && rules.welcome } as const;
  const reason = { why: 'after-welcome', day: isoDay(base) } as const;
  const drafts: readonly Draft[] = [
    welcome,
    {
      ...after,
      rule: 'welcome',
      key: `guide:${firstDay}`,
      ask: 'send-guide',
      nominal: days.after(base, 1),
      dueOn: byEndOf(planning, days.after(base, onboarding.guide)),
      reason,
    },
    {
      ...after,
      rule: 'kit',
      key: `kit:${firstDay}`,
      ask: 'send-kit',
      nominal: days.after(base, Math.max(1, onboarding.kit - 1)),
      dueOn: byEndOf(planning, days.after(base, onboarding.kit)),
      reason,
    },
    {
      ...after,
      rule: 'second-talk',
      key: `second:${firstDay}`,
      ask: 'second-talk',
      nominal: days.after(base, onboarding.secondFrom),
      dueOn: byEndOf(planning, days.after(base, onboarding.secondUntil)),
      reason,
    },
  ];
  const wanted = drafts.filter((draft) => rules[draft.rule] && !(draft === welcome && talked !== null));
  return { drafts: [...wanted, ...questions], until: lastDueOf(planning, wanted) };
}

/** The first payment or delivery so far. */
function firstBusiness({ facts, from }: Planning): DayNumber | null {
  let first: DayNumber | null = null;
  for (const { type, day } of facts.events) {
    if (type !== 'payment' && type !== 'delivery') continue;
    const number = dayOf(day);
    if (number <= from && (first === null || number < first)) first = number;
  }
  return first;
}

/** Known long before the first payment that is written down here: a list that was imported makes nobody new. */
function isOldFriend({ care, facts }: Planning, first: DayNumber): boolean {
  const { firstCooperation } = facts;
  return firstCooperation !== null && first - dayOf(firstCooperation) > care.onboarding.withinDays;
}

/** When the first talk was: a contact that counts since the first payment, or the answer to the ask. */
function welcomeTalk(planning: Planning, first: DayNumber, key: string): DayNumber | null {
  const { facts, answers } = planning;
  const spoken = facts.contacts.findLast(
    (contact) => contact.isReached && dayOf(contact.day) >= first && counts(WELCOME, contact),
  );
  const answer = isSettled(planning, key) ? answers.get(key) : undefined;
  const found = [spoken?.day, answer?.day].flatMap((day) => (day === undefined ? [] : [dayOf(day)]));
  return found.length === 0 ? null : Math.min(...found);
}

/** The day on which the last of it is due, of what is not answered. */
function lastDueOf(planning: Planning, drafts: readonly Draft[]): DayNumber | null {
  const { days, from } = planning;
  const pending = drafts.filter(({ key }) => !isSettled(planning, key));
  if (pending.length === 0) return null;
  return Math.max(...pending.map((draft) => days.dayOf(draft.dueOn(Math.max(draft.nominal, from)))));
}

/** R2: what was asked in the welcome talk. */
function draftQuestions({ calendar, days, care }: Planning, questionsAt: number): Draft {
  const start = calendar.addWorkingTime(questionsAt, 0);
  const length = { unit: 'days', days: care.onboarding.questionsDays } as const;
  const dueAt = calendar.deadline('working', start, length, []) ?? start;
  return {
    rule: 'questions',
    key: `questions:${questionsAt}`,
    ask: 'answer-questions',
    nominal: days.dayOf(questionsAt),
    toward: 'after',
    dueOn: (day) => Math.max(dueAt, days.endOf(day)),
    lastDay: null,
    reason: { why: 'questions', at: questionsAt },
    channel: null,
    isProjected: false,
    how: 'ask',
  };
}
