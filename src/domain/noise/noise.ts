import type { Policy } from '../policy/policy.ts';
import type { PersonRef } from '../vocabulary.ts';
import { quieter } from './quieter.ts';

/** How far a ladder had come when somebody was reminded. */
export const NOISE_STEPS = ['warning', 'ladder', 'morning'] as const;
export type NoiseStep = (typeof NOISE_STEPS)[number];

/** What became of the reminders to one person about one rule. Numbers alone. */
export interface NoiseCount {
  readonly rule: string;
  readonly step: NoiseStep;
  readonly person: PersonRef;
  /** Shown to that person. */
  readonly sent: number;
  /** Seen, and said so. */
  readonly acknowledged: number;
  /** The thing was done before the ladder was used up; of morning reminders, before the next one. */
  readonly acted: number;
  /** Neither of both, a day later. */
  readonly ignored: number;
  /** Of those sent, merged because there were too many that day. */
  readonly merged: number;
}

export type NoiseTotals = Omit<NoiseCount, 'rule' | 'step' | 'person'>;

/** Reminders of one rule at one step of its ladder, and what would make fewer of them. */
export interface NoiseOfRule extends NoiseTotals {
  readonly rule: string;
  readonly step: NoiseStep;
  /** Share of them that nobody heeded, 0–1. */
  readonly share: number;
  /** Lines for the policy file; `null` where it is heeded well enough, or nothing would help. */
  readonly advice: string | null;
}

export interface NoiseOfPerson extends NoiseTotals {
  readonly person: PersonRef;
}

/** What is said in vain. */
export interface NoiseReport {
  readonly totals: NoiseTotals;
  /** The ones that nobody heeds first. */
  readonly rules: readonly NoiseOfRule[];
  /** Whoever ignores most first. */
  readonly people: readonly NoiseOfPerson[];
}

/** Fewer say nothing about a rule. */
const LEAST_SENT = 10;
/** A rule of which so large a share is ignored is heeded by nobody. */
const UNHEEDED = 0.6;

/** Puts counted reminders together, and names what nobody heeds. */
export function reportNoise(counts: readonly NoiseCount[], policy: Policy): NoiseReport {
  const byRule = Map.groupBy(counts, ({ rule, step }) => `${rule} ${step}`);
  const rules = [...byRule.values()].flatMap((group): NoiseOfRule[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, step } = first;
    const totals = add(group);
    const share = totals.sent === 0 ? 0 : totals.ignored / totals.sent;
    const isUnheeded = totals.sent >= LEAST_SENT && share >= UNHEEDED;
    return [{ rule, step, ...totals, share, advice: isUnheeded ? quieter(rule, step, policy) : null }];
  });
  const byPerson = Map.groupBy(counts, ({ person }) => person);
  const people = [...byPerson].map(([person, group]) => ({ person, ...add(group) }));
  return {
    totals: add(counts),
    rules: rules.toSorted((a, b) => Number(b.advice !== null) - Number(a.advice !== null) || b.ignored - a.ignored),
    people: people.toSorted((a, b) => b.ignored - a.ignored || b.sent - a.sent),
  };
}

function add(counts: readonly NoiseTotals[]): NoiseTotals {
  const sum = (of: (one: NoiseTotals) => number) => counts.reduce((total, one) => total + of(one), 0);
  return {
    sent: sum((one) => one.sent),
    acknowledged: sum((one) => one.acknowledged),
    acted: sum((one) => one.acted),
    ignored: sum((one) => one.ignored),
    merged: sum((one) => one.merged),
  };
}
