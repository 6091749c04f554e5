/** Numbers of contacts: `G` (沟通), year, month and a running number, as tickets have theirs; a promise adds `-n`. */

const NUMBER =
  /^[\s#]{0,4}g((?:20|21)\d\d(?:0[1-9]|1[0-2])(?!000(?!\d))(?:\d{3}|[1-9]\d{3,8}))(?:-(\d{1,3}))?(?![\p{L}\p{N}_-])/iu;

/** A contact, or one of its promises. */
export interface ContactNumber {
  readonly number: string;
  /** Of a promise; `null` when the contact itself is named. */
  readonly n: number | null;
}

/** Splits `G202611001-2 the rest`; `null` when the text begins with no such number. */
export function takeContactNumber(text: string): (ContactNumber & { readonly rest: string }) | null {
  // Every full-width character is one unit both before and after, so places in the folded text are those in the text.
  const match = NUMBER.exec(
    text.slice(0, 40).replace(/[\uFF01-\uFF5E]/gu, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)),
  );
  if (match === null) return null;
  return {
    number: `G${match[1]}`,
    n: match[2] === undefined ? null : Number(match[2]),
    rest: text
      .slice(match[0].length)
      .replace(/^[\s，。：；、,.:;]{1,8}/u, '')
      .trim(),
  };
}

/** How a promise is named: `G202611001-2`. */
export function followUpNumber(number: string, n: number): string {
  return `${number}-${n}`;
}
