import { cleanText } from '../../clean-text.ts';

/** How words are written so that a kind of message takes them literally. */
export interface Dialect {
  /** What people wrote, or what holds words of theirs. */
  readonly plain: (text: string) => string;
  readonly bold: (text: string) => string;
  /** A command to be copied. */
  readonly command: (text: string) => string;
}

// The platform knows no escaping: signs that would be markup become their full-width twins, which look nearly the same.
const WIDE_BY_SIGN: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '*': '＊',
  '`': '｀',
  '[': '［',
  ']': '］',
  '~': '～',
  '\\': '＼',
  '|': '｜',
  $: '＄',
  '#': '＃',
  _: '＿',
  '-': '－',
  '+': '＋',
  '=': '＝',
  '&': '＆',
};

function widen(text: string, signs: RegExp): string {
  return text.replace(signs, (found) => [...found].map((sign) => WIDE_BY_SIGN[sign] ?? sign).join(''));
}

/** Text messages know links (`<a href>`) and mentions (`<@id>`), and nothing else. */
const textDialect: Dialect = {
  plain: (text) => widen(cleanText(text), /</g),
  bold: (text) => widen(cleanText(text), /</g),
  command: (text) => widen(cleanText(text), /</g),
};

const markdownPlain = (text: string) => {
  const inline = widen(cleanText(text), /[<>*`[\]~\\|$]|&(?=#?\w+;)/g);
  // Underscores inside a word are no markup, and people copy addresses.
  const words = widen(inline, /(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu);
  // At the start of a line: headings, lists, rules and underlines.
  return widen(words, /^[ \t]*[#=+-]+/gm).replace(/^([ \t]*\d{1,9})([.)])(?=[ \t]|$)/gm, (_, number, sign) =>
    sign === '.' ? `${number}．` : `${number}）`,
  );
};

const markdownDialect: Dialect = {
  plain: markdownPlain,
  bold: (text) => (text.trim() === '' ? '' : `**${markdownPlain(text).trim()}**`),
  command: (text) => `\`${widen(cleanText(text), /[<`]|\](?=\()/g).replace(/\s+/g, ' ')}\``,
};

/** Template cards take every text literally. */
export const CARD_DIALECT: Dialect = { plain: cleanText, bold: cleanText, command: cleanText };
export const TEXT_DIALECT = textDialect;
export const MARKDOWN_DIALECT = markdownDialect;

/** A mention that the platform resolves; `null` for an id that cannot be one. */
export function mentionTag(id: string): string | null {
  return /^[A-Za-z0-9][\w.@-]{0,63}$/.test(id) ? `<@${id}>` : null;
}
