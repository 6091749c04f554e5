import { takeContactNumber } from '../contact/number.ts';
import { foldWord, stripUnseen } from './clean.ts';
import { nearestWord } from './near-match.ts';
import { readTicketNumber, takeTicketNumber } from './ticket-number.ts';

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
  return (
    gluedVerb(whole, namesBySpelling) ?? { verb: null, rest: whole, suggestion: suggest(word, rest, namesBySpelling) }
  );
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
  const match = /^[/\uFF0F]?(\p{sc=Han}{1,8})(?=[#\uFF03cC\uFF23\uFF43gG\uFF27\uFF47\d\uFF10-\uFF19])/u.exec(whole);
  const verb = match === null ? undefined : namesBySpelling.get(match[1] ?? '');
  if (match === null || verb === undefined) return null;
  const rest = whole.slice(match[0].length);
  return beginsWithNumber(rest) ? { verb, rest, suggestion: null } : null;
}

/** A ticket, or a contact or one of its promises. */
function beginsWithNumber(text: string): boolean {
  return takeTicketNumber(text) !== null || takeContactNumber(text) !== null;
}

/** A lone word, or a word before a number, was meant as a command; anything else starts a description. */
function suggest(word: string, rest: string, namesBySpelling: ReadonlyMap<string, string>): string | null {
  if (rest !== '' && !beginsWithNumber(rest)) return null;
  if (readTicketNumber(word) !== null || takeContactNumber(word) !== null) return null;
  return nearestWord(word, [...namesBySpelling.keys()]);
}
