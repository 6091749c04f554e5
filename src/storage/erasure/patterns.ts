/** Fewer digits are in too many texts that mean something else. */
const TELLING_DIGITS = 6;

/** Finds names, phones and mails; a phone also with spaces, dashes or brackets in it, and without its country. */
export function patternOf(words: {
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly mails: readonly string[];
}): string | null {
  const parts = [
    ...words.names.map((name) => escaped(name.trim())),
    ...words.mails.map((mail) => escaped(mail.trim())),
    ...words.phones.flatMap(phonePattern),
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : [...new Set(parts)].join('|');
}

function phonePattern(phone: string): string[] {
  const digits = phone.replaceAll(/\D/gu, '').replace(/^(?:00)?86(?=\d{11}$)/u, '');
  return digits.length < TELLING_DIGITS ? [] : [[...digits].join('[ ()./-]*')];
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}
