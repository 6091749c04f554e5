/** Text from outside made safe to store, compare and show. Nothing here decides what a text means. */

/**
 * Joiners are kept where they carry meaning: inside an emoji sequence, and after letters of scripts that shape words
 * with them (Persian, Indic). Everywhere else they only make two equal-looking texts differ.
 */
const UNSEEN = new RegExp(
  [
    '[\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F]', // controls, without tab and line ends
    '[\\u00AD\\u034F\\u061C\\u180E\\u200B\\u200E\\u200F\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\u3164\\uFFA0]', // zero width
    '[\\u202A-\\u202E]', // embedding and override: they can show a text backwards
    '[\\u{E0000}-\\u{E007F}]', // tag characters: text that nobody sees
    '\\u200C(?<![\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Tamil}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{M}]\\u200C)',
    '\\u200D(?<![\\p{sc=Arab}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Tamil}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{M}]\\u200D)' +
      '(?<!(?:\\p{Extended_Pictographic}|\\p{Emoji_Modifier})\\uFE0F?\\u200D(?=\\p{Extended_Pictographic}))',
  ].join('|'),
  'gu',
);

const LINE_END = /\r\n|[\r\u000B\u000C\u0085\u2028\u2029]/gu;

/** The text without controls and invisible characters, well-formed, with `\n` as its only line end. */
export function stripUnseen(text: string): string {
  return text.toWellFormed().replace(LINE_END, '\n').replace(UNSEEN, '');
}

export interface CleanText {
  readonly text: string;
  /** Something was left off at the end; whoever shows the text says so. */
  readonly cut: boolean;
}

/** A cluster longer than this is an attack on the eye (stacked accents), not a letter: it may be cut through. */
const LONGEST_CLUSTER = 64;
const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cleans and trims; at most `maxChars` UTF-16 units, cut where a reader sees the end of a character. */
export function cleanText(text: string, maxChars: number): CleanText {
  const whole = stripUnseen(text).trim();
  if (whole.length <= maxChars) return { text: whole, cut: false };
  return { text: stripUnseen(whole.slice(0, cutAt(whole, maxChars))).trimEnd(), cut: true };
}

/** As `cleanText`; a text that was cut ends in an ellipsis, so that every later reader sees that something is missing. */
export function cutVisibly(text: string, maxChars: number): CleanText {
  const clean = cleanText(text, maxChars);
  return clean.cut ? { text: `${cleanText(text, maxChars - 1).text}…`, cut: true } : clean;
}

function cutAt(text: string, maxChars: number): number {
  // Only the neighbourhood is looked at: clusters far away cannot reach the cut, and the cost stays constant.
  const from = Math.max(0, maxChars - 4 * LONGEST_CLUSTER);
  const near = text.slice(from, maxChars + LONGEST_CLUSTER).toWellFormed();
  const cluster = clusters.segment(near).containing(maxChars - from);
  if (cluster !== undefined && maxChars - from - cluster.index <= LONGEST_CLUSTER) return from + cluster.index;
  return isLowSurrogate(text, maxChars) ? maxChars - 1 : maxChars;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** One spelling for comparing words: full width and half width, upper and lower case are the same. */
export function foldWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}
