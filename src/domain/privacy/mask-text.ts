/*
 * Personal data and secrets in free text are replaced by a word that says what stood there. One pattern is tried from
 * left to right at each place; what must stay (uuids, timestamps, hexadecimal ids) is matched first and kept.
 */

// Full-width digits are what Chinese input methods type.
const D = '[0-9０-９]';
const GAP = '[ \\-－]?';

/** Not inside a longer number or a decimal fraction. */
const START = '(?<![0-9０-９]|[0-9][.])';
const END = '(?![0-9０-９])';

const CREDENTIAL = [
  '\\bxox[a-z](?:-[A-Za-z0-9]+)+',
  '\\bxapp(?:-[A-Za-z0-9]+)+',
  '(?<=\\b(?:bearer|basic)\\s{1,4})[A-Za-z0-9._~+/=-]{6,}',
  '(?<=[?&](?:access_token|corpsecret|key|token|secret|response_code|code)=)[^&\\s"\'<>]+',
  '(?<=://[^\\s/:@]{1,256}:)[^\\s/@]+(?=@)',
  '(?<=hooks\\.slack\\.com/)[^\\s"\'<>]+',
].join('|');

const KEPT = [
  '\\b(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{16,}\\b',
  '\\b[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\\b',
  '\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![0-9-])',
].join('|');

const EMAIL = '[\\p{L}\\p{N}._%+-]{1,64}[@＠](?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}';

const IDENTITY = `${START}[1-9]${D}{5}${GAP}(?:18|19|20)${D}{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]${D}|3[01])${GAP}${D}{3}[0-9０-９Xx]${END}`;

const CARD = `${START}[2-9２-９]${D}{3}(?:${GAP}${D}{4}){2}${GAP}${D}{3,4}(?:${GAP}${D}{1,3})?${END}|${START}3[47]${D}{2}${GAP}${D}{6}${GAP}${D}{5}${END}`;

const PHONE = [
  // Chinese mobiles.
  `${START}(?:(?:[+＋]|00)?86${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4}${END}`,
  // Chinese landlines with their area code, in brackets or not.
  `(?<![0-9A-Za-z.])(?:(?:[+＋]|00)86${GAP})?[(（]?0?(?:10|2[0-9]|[3-9][0-9]{2})[)）]${GAP}[0-9]{3,4}${GAP}[0-9]{4}${END}`,
  `(?<![0-9A-Za-z.])(?:[+＋]|00)86${GAP}(?:10|2[0-9]|[3-9][0-9]{2})${GAP}[0-9]{3,4}${GAP}[0-9]{4}${END}`,
  `(?<![0-9A-Za-z.])0(?:10|2[0-9]|[3-9][0-9]{2})${GAP}[0-9]{3,4}${GAP}[0-9]{4}${END}`,
  `(?<![0-9A-Za-z.-])[48]00-[0-9]{3,4}-[0-9]{3,4}(?![0-9A-Za-z-])`,
  // Any other country, told by the plus; North American ones also by their shape.
  `(?<![0-9A-Za-z])[+＋][1-9](?:[ ().-]{0,2}[0-9]){7,14}(?![0-9])`,
  `(?<![0-9A-Za-z.-])(?:\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[ -])[2-9][0-9]{2}[ -][0-9]{4}(?![0-9A-Za-z-])`,
].join('|');

const PATTERN = new RegExp(
  `(?<credential>${CREDENTIAL})|(?<kept>${KEPT})|(?<email>${EMAIL})|(?<identity>${IDENTITY})|(?<card>${CARD})|(?<phone>${PHONE})`,
  'giu',
);

/** Ten digits with at most small gaps, a plus before one, an at sign, the head of a token: else nothing is to be found. */
const SUSPECT =
  /[@＠]|[+＋][ (]?[1-9]|xox|xapp-|bearer|basic|[?&][a-z_]+=|hooks\.slack|[0-9０-９](?:[ ().\-－（）]{0,2}[0-9０-９]){9}/i;

/** Whether there may be something to mask; `false` is certain. It also holds for text with JSON's escapes in it. */
export function isSuspect(text: string): boolean {
  return SUSPECT.test(text);
}

/** What stands in place of what was masked. */
export interface MaskWords {
  readonly credential: string;
  readonly email: string;
  readonly identity: string;
  readonly card: string;
  readonly phone: string;
}

/** For logs. People read these words in their own language. */
const PLAIN_WORDS: MaskWords = {
  credential: '[credential]',
  email: '[e-mail]',
  identity: '[identity]',
  card: '[card]',
  phone: '[phone]',
};

/** The text with phones, e-mail addresses, identity and card numbers and credentials replaced. Linear in its length. */
export function maskText(text: string, words: MaskWords = PLAIN_WORDS): string {
  if (!isSuspect(text)) return text;
  return text.replace(PATTERN, (...match) => {
    const found = String(match[0]);
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups['kept'] !== undefined) return found;
    if (groups['credential'] !== undefined) return words.credential;
    if (groups['email'] !== undefined) return words.email;
    if (groups['identity'] !== undefined) return words.identity;
    if (groups['card'] !== undefined) return hasCheckDigit(found) ? words.card : found;
    return words.phone;
  });
}

/** Whether the last digit is what Luhn's rule asks for, as on every bank card; one other number in ten passes too. */
function hasCheckDigit(text: string): boolean {
  let sum = 0;
  let isDoubled = false;
  for (const digit of [...text.normalize('NFKC')].filter((char) => char >= '0').reverse()) {
    const value = Number(digit) * (isDoubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}
