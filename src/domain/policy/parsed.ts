import { z } from 'zod';
import type { PolicyProblemParams } from './fault.ts';

type ProblemKey = keyof PolicyProblemParams;

/** A text that `parse` understands; `problem` names the sentence about any other. */
export function parsed<T extends NonNullable<unknown>>(parse: (text: string) => T | null, problem: ProblemKey) {
  return z.string({ error: problem }).transform((text, context): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', message: problem, input: text });
    return z.NEVER;
  });
}

/** `60d` as a number; `off` is zero, because `null` means unreadable here. */
export function parseDays(text: string): number | null {
  if (text === 'off') return 0;
  const match = /^([1-9]\d{0,3})d$/.exec(text);
  return match === null ? null : Number(match[1]);
}

/** `3wd` as a number. */
export function parseWorkingDays(text: string): number | null {
  const match = /^([1-9]\d?)wd$/.exec(text);
  return match === null ? null : Number(match[1]);
}
