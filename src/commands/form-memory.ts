import { z } from 'zod';
import type { FormValues } from '../chat/form.ts';

/** What a form of correction was filled with: one print for each field, no words. */
export interface FormMemory {
  readonly number: string;
  readonly shown: Readonly<Record<string, string>>;
}

const memorySchema = z.object({ number: z.string(), shown: z.record(z.string(), z.string()) });

/** What a form is about, and what it showed; a bare number is a form that remembers nothing. */
export function readFormMemory(about: string): FormMemory {
  try {
    return memorySchema.parse(JSON.parse(about));
  } catch {
    return { number: about, shown: {} };
  }
}

export function writeFormMemory(number: string, recorded: Readonly<Record<string, string>>): string {
  const shown = Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, printOf(value)]));
  return JSON.stringify({ number, shown } satisfies FormMemory);
}

/**
 * Only what the reader changed in the form is a correction: what merely stood in it may have been changed by others
 * since, and must not come back.
 */
export function changedValues(values: FormValues, shown: FormMemory['shown']): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => shown[name] !== printOf(value)));
}

/** Tells two texts apart without holding either (FNV-1a); blanks do not count, because platforms trim and rewrap. */
function printOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.replace(/[\s\p{Cc}\p{Cf}]+/gu, '')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
