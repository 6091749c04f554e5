import type { Field, Form, FormValues } from '../../chat/form.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';

/** What stood in each field, as it was typed. */
export type Typed = ReadonlyMap<string, string>;

/** What is wrong, by field; `''`: with the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>;

/** As long as a text of a field may be that names no length of its own; the same as in a Slack modal. */
export const LONGEST_TEXT = 3_000;

export interface Submission {
  /** Every field of the form that is not empty, and nothing else. */
  readonly values: FormValues;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

/** Reads a sent form and checks what a modal of the other platforms checks by itself: needed, too long, no such choice. */
export function readSubmission(form: Form, sent: URLSearchParams, locale: Locale): Submission {
  const texts = messagesOf(locale).webForm;
  const typed = new Map<string, string>();
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const field of form.fields) {
    // Browsers send line breaks as CR LF, which nobody typed.
    const value = (sent.get(field.name) ?? '').replaceAll('\r\n', '\n');
    typed.set(field.name, value);
    if (value.trim() === '') {
      if (field.optional !== true) errors[field.name] = texts.missing;
      continue;
    }
    const fault = faultOf(field, value, texts);
    if (fault === null) values[field.name] = value;
    else errors[field.name] = fault;
  }
  return { values, typed, errors };
}

function faultOf(field: Field, value: string, texts: ReturnType<typeof messagesOf>['webForm']): string | null {
  if (field.kind === 'choice') {
    return field.choices.some((choice) => choice.value === value) ? null : texts.noSuchChoice;
  }
  const max = longestOf(field);
  return value.length <= max ? null : texts.tooLong({ max, length: value.length });
}

/** Characters that a text field takes. */
export function longestOf(field: Field & { readonly kind: 'text' }): number {
  return Math.min(field.maxLength ?? LONGEST_TEXT, LONGEST_TEXT);
}
