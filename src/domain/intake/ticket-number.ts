/** Reading ticket numbers as people type them (T9): `C202611001`, in any case or width, with or without the C. */

/** Past 999 the running number grows a digit, so four digits and more never start with a zero. */
const NUMBER = /^c?((?:20|21)\d\d(?:0[1-9]|1[0-2])(?!000(?!\d))(?:\d{3}|[1-9]\d{3,8}))$/u;
const FRINGE = /^[\p{P}\p{S}\s]{1,8}|[\p{P}\p{S}\s]{1,8}$/gu;

/** The canonical number when the whole text is one, whatever punctuation stands around it; else `null`. */
export function readTicketNumber(text: string): string | null {
  if (text.length > 40) return null;
  const bare = text.normalize('NFKC').toLowerCase().replace(FRINGE, '');
  const match = NUMBER.exec(bare);
  return match === null ? null : `C${match[1]}`;
}

/** What `readTicketNumber` may be asked about: the longest start of the text that could be a number. */
const LEADING = /^[\s#\uFF03]{0,4}[cC\uFF23\uFF43]?[\d\uFF10-\uFF19]{9,15}(?![\p{N}a-zA-Z_])/u;

/** Splits `C202611001 the rest` and `C202611001，the rest`; `null` when the text does not start with a number. */
export function takeTicketNumber(text: string): { readonly number: string; readonly rest: string } | null {
  const head = LEADING.exec(text)?.[0] ?? '';
  const number = readTicketNumber(head);
  if (number === null) return null;
  return {
    number,
    rest: text
      .slice(head.length)
      .replace(/^[\s\uFF0C\u3002\uFF1A\uFF1B\u3001,.:;]{1,8}/u, '')
      .trim(),
  };
}
