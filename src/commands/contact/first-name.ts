import { CUSTOMER_MARK } from '../../domain/contact/lexicon-contact.ts';

/** A name as it was typed, without a mark before it or quotes around it. */
export function firstName(text: string): string {
  return text
    .trim()
    .replace(CUSTOMER_MARK, '')
    .replace(/^["“”「『《]+|["“”」』》]+$/gu, '')
    .trim();
}
