import type { CareOccurrence } from './plan.ts';
import type { CareAsk } from './vocabulary.ts';

/** Heaviest first: what mends a relation before what keeps it warm. */
const HEAVIEST_FIRST: readonly CareAsk[] = [
  'cause-talk',
  'mend',
  'answer-questions',
  'welcome-call',
  'renewal-talk',
  'mend-again',
  'second-talk',
  'visit',
  'deep-talk',
  'call',
  'greet',
  'delivery-check',
  'confirm-coming',
  'talk-again',
  'send-guide',
  'send-kit',
  'survey',
  'invite',
  'thank-declined',
  'interaction',
  'news',
  'touch',
  'light-touch',
  'prepare-greeting',
  'festival-greeting',
];
const WEIGHTS = new Map(HEAVIEST_FIRST.map((ask, index) => [ask, index]));

/** Orders asks by weight. */
export function byWeight(one: CareAsk, other: CareAsk): number {
  return (WEIGHTS.get(one) ?? 0) - (WEIGHTS.get(other) ?? 0);
}

/** Orders occurrences by day, then weight, then key. */
export function byDay(one: CareOccurrence, other: CareOccurrence): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return byWeight(one.ask, other.ask) || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
