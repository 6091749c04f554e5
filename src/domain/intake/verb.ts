import { takeContactNumber } from '../contact/number.ts';
import { foldWord, stripUnseen } from './clean.ts';
import { nearestWord } from './near-match.ts';
import { takeTicketNumber } from './ticket-number.ts';

/** A subcommand as the registry names it. */
export interface VerbNames {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface SplitVerb {
  /** Name of the subcommand; `null`: none was named, the text is a description (or empty). */
  readonly verb: string | null;
  /** What follows the subcommand; the whole text when none was named. */
  readonly rest: string;
  /** The spelling that was probably meant; only where the text looks like a mistyped command, not a description. */
  readonly suggestion: string | null;
}

const FIRST_WORD = /^([^\s\u3000]{1,40})(?:[\s\u3000]|$)/u;
const SLASH = /^[/\uFF0F]/u;

/** Finds the subcommand that a text starts with, by name or alias, in any case or width, with or without a slash. */
export function splitVerb(text: string, verbs: readonly VerbNames[]): SplitVerb {
  const whole = stripUnseen(text).trim();
  const typed = FIRST_WORD.exec(whole)?.[1];
  if (typed === undefined) return { verb: null, rest: whole, suggestion: null };
  const namesBySpelling = spellings(verbs);
  const word = foldWord(typed.replace(SLASH, ''));
  const rest = whole.slice(typed.length).trim();
  const exact = namesBySpelling.get(word);
  if (exact !== undefined) return { verb: exact, rest, suggestion: null };
  const glued = gluedVerb(whole, namesBySpelling);
  if (glued !== null) return glued;
  const suggestion = suggest(word, rest, namesBySpelling);
  return { verb: null, rest: whole, suggestion };
}

/** Lists of subcommands are made once and asked with every command. */
const spellingsByVerbs = new WeakMap<readonly VerbNames[], ReadonlyMap<string, string>>();

function spellings(verbs: readonly VerbNames[]): ReadonlyMap<string, string> {
  const known = spellingsByVerbs.get(verbs);
  if (known !== undefined) return known;
  const made = new Map(
    verbs.flatMap(({ name, aliases }) => [name, ...aliases].map((word) => [foldWord(word), name] as const)),
  );
  spellingsByVerbs.set(verbs, made);
  return made;
}

/** Chinese is typed without a space before the number. */
function gluedVerb(whole: string, namesBySpelling: ReadonlyMap<string, string>): SplitVerb | null {
  const match =
    /^[/\uFF0F]?(\p{sc=Han}{1,8})(?=[#\uFF03cC\uFF23\uFF43gG\uFF27\uFF47kK\uFF2B\uFF4B\d\uFF10-\uFF19])/u.exec(whole);
  if (match === null) return null;
  const [head, word = ''] = match;
  const rest = whole.slice(head.length);
  if (!beginsWithNumber(rest)) return null;
  const verb = namesBySpelling.get(word);
  if (verb !== undefined) return { verb, rest, suggestion: null };
  const suggestion = nearestWord(word, [...namesBySpelling.keys()]);
  return suggestion === null ? null : { verb: null, rest: `${word} ${rest}`, suggestion };
}

/** Somebody's number with a slip in it: what follows a word before it is no description either. */
const LIKE_A_NUMBER = /^[#\uFF03]?[cC\uFF23\uFF43]?[\d\uFF10-\uFF19]{7,15}$/u;

/** A customer's number as it is shown: what is shorter may be a model or a seat that somebody describes. */
const CUSTOMER_NUMBER = /^[#\uFF03]?[kK\uFF2B\uFF4B][\d\uFF10-\uFF19]{5,9}(?=[\s\u3000]|$)/u;

/** A ticket, a contact or one of its promises, or a customer. */
function beginsWithNumber(text: string): boolean {
  return takeTicketNumber(text) !== null || takeContactNumber(text) !== null || CUSTOMER_NUMBER.test(text);
}

/**
 * A lone word, or a word before a number, was meant as a command; anything else starts a description, unless two letters of
 * a command have changed places: that makes hardly ever a word of its own.
 */
function suggest(word: string, rest: string, namesBySpelling: ReadonlyMap<string, string>): string | null {
  if (rest !== '' && !beginsWithNumber(rest) && !LIKE_A_NUMBER.test(rest)) {
    return [...namesBySpelling.keys()].find((spelling) => haveSwapped(word, spelling)) ?? null;
  }
  return nearestWord(word, [...namesBySpelling.keys()]);
}

/** Two Latin words of four letters or more that differ by two neighbours in the other order. */
function haveSwapped(word: string, spelling: string): boolean {
  if (word.length !== spelling.length || !/^[a-z]{4,}$/u.test(word)) return false;
  for (let i = 0; i < word.length - 1; i += 1) {
    if (word[i] === spelling[i]) continue;
    return word[i] === spelling[i + 1] && word[i + 1] === spelling[i] && word.slice(i + 2) === spelling.slice(i + 2);
  }
  return false;
}
