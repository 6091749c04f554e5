import type { Kind, Urgency } from '../vocabulary.ts';
import { findCustomerIn } from './customer-name.ts';
import { COMPLEX, type Cue, KIND_CUES, NEGATED_BEFORE, NO_HURRY, PROBLEM_TYPES, URGENCY_CUES } from './lexicon.ts';

/** What is already known about a ticket: marks, form fields, the customer of the channel. `null` or absent: not given. */
export interface Given {
  readonly kind?: Kind | null;
  readonly urgency?: Urgency | null;
  readonly problemType?: string | null;
  readonly customer?: string | null;
  readonly complex?: boolean;
  /** Names of customers that the text may name. */
  readonly knownCustomers?: readonly string[];
}

export type Assumption = 'kind' | 'urgency' | 'problem-type' | 'customer';

/** A word of the text that an assumption rests on. */
export interface Evidence {
  readonly about: Assumption;
  readonly word: string;
}

export interface InferredTicket {
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly problemType: string | null;
  readonly customer: string | null;
  readonly complex: boolean;
  /** What was not given and the reply therefore names, also where a default was taken without evidence. */
  readonly assumed: readonly Assumption[];
  readonly because: readonly Evidence[];
}

interface Guess<Value> {
  readonly value: Value;
  readonly words: readonly string[];
}

/** Fills in what a description says by itself; what was given is never overruled. */
export function inferTicket(text: string, given: Given = {}): InferredTicket {
  const kind = given.kind ? null : inferKind(text);
  const urgency = given.urgency ? null : inferUrgency(text);
  const problemType = given.problemType ? null : inferProblemType(text);
  const customer = given.customer ? null : inferCustomer(text, given.knownCustomers ?? []);
  const guesses: readonly (readonly [Assumption, Guess<unknown> | null])[] = [
    ['kind', kind],
    ['urgency', urgency],
    ['problem-type', problemType],
    ['customer', customer],
  ];
  return {
    kind: given.kind ?? kind?.value ?? 'inquiry',
    urgency: given.urgency ?? urgency?.value ?? 'normal',
    problemType: given.problemType || (problemType?.value ?? null),
    customer: given.customer || (customer?.value ?? null),
    complex: given.complex === true || COMPLEX.test(text),
    assumed: guesses.flatMap(([about, guess]) => (guess === null ? [] : [about])),
    because: guesses.flatMap(([about, guess]) => (guess?.words ?? []).map((word) => ({ about, word }))),
  };
}

/** The heaviest cue decides; of equals the first in the lexicon. Nothing said: an inquiry, which support can redirect. */
function inferKind(text: string): Guess<Kind> {
  let best: Cue<Kind> | null = null;
  let words: readonly string[] = [];
  for (const cue of KIND_CUES) {
    if (best !== null && cue.weight <= best.weight) continue;
    const found = wordsOf(cue.words, text);
    if (found.length > 0) [best, words] = [cue, found];
  }
  return { value: best?.value ?? 'inquiry', words };
}

/** Facts outweigh wishes: "no hurry" silences "at once" and "affects many", never a stopped production. */
function inferUrgency(text: string): Guess<Urgency> {
  const calm = text.match(NO_HURRY);
  const rest = text.replace(NO_HURRY, '\n');
  for (const cue of URGENCY_CUES) {
    if (calm !== null && (cue.value !== 'urgent' || cue.sign === 'wish')) continue;
    const words = wordsOf(cue.words, rest);
    if (words.length > 0) return { value: cue.value, words };
  }
  return { value: 'normal', words: calm?.slice(0, 1) ?? [] };
}

function inferProblemType(text: string): Guess<string> | null {
  for (const type of PROBLEM_TYPES) {
    const words = wordsOf(type.words, text);
    if (words.length > 0) return { value: /\p{sc=Han}/u.test(text) ? type.zh : type.en, words };
  }
  return null;
}

function inferCustomer(text: string, known: readonly string[]): Guess<string> | null {
  const name = findCustomerIn(text, known);
  return name === null ? null : { value: name, words: [name] };
}

const EVIDENCE_MAX = 3;
/** Long enough for the longest negation of the lexicon. */
const NEGATION_REACH = 20;

/** The words found that nothing negates, each once. */
function wordsOf(words: RegExp, text: string): readonly string[] {
  // Most of dozens of cues find nothing, and `matchAll` makes a new expression each time.
  if (text.search(words) === -1) return [];
  const found = new Set<string>();
  for (const match of text.matchAll(words)) {
    const before = text.slice(Math.max(0, match.index - NEGATION_REACH), match.index);
    if (NEGATED_BEFORE.test(before)) continue;
    found.add(match[0]);
    if (found.size === EVIDENCE_MAX) break;
  }
  return [...found];
}
