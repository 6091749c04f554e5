import { customerKey } from '../intake/customer-name.ts';

const QUOTED = /^[“"「『《]([^”"」』》\n]{1,200})[”"」』》]\s*/u;
const WORD = /^([^\s\u3000]+)[\s\u3000]*/u;
const TRAILING = /[，,。；;、]+$/u;

/** The first word, or what stands in quotes there, and the rest. */
export function firstValue(text: string): { readonly word: string; readonly rest: string; readonly isQuoted: boolean } {
  const trimmed = text.trim();
  const quoted = QUOTED.exec(trimmed);
  if (quoted !== null) return { word: (quoted[1] ?? '').trim(), rest: trimmed.slice(quoted[0].length), isQuoted: true };
  const match = WORD.exec(trimmed);
  if (match === null) return { word: '', rest: '', isQuoted: false };
  return { word: (match[1] ?? '').replace(TRAILING, ''), rest: trimmed.slice(match[0].length), isQuoted: false };
}

/** What stands in quotes, where that is all there is. */
export function unquoted(text: string): string {
  const quoted = QUOTED.exec(text);
  return quoted !== null && quoted[0].length >= text.length ? (quoted[1] ?? '').trim() : text.trim();
}

/** A known name that the text begins with, also one with spaces; the longest. */
export function beginningName(
  text: string,
  names: readonly string[],
): { readonly name: string; readonly rest: string } | null {
  const words = text
    .trim()
    .split(/(?<=\s)/u)
    .slice(0, 12);
  for (let count = words.length; count > 0; count -= 1) {
    const beginning = words.slice(0, count).join('');
    const name = names.find((one) => customerKey(one) === customerKey(beginning));
    if (name !== undefined)
      return { name, rest: words.slice(count).join('') + text.trim().slice(words.join('').length) };
  }
  return null;
}
