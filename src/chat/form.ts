/** A form, said once: a Slack modal, a dialog in the playground, later a web page for WeCom. */

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FieldBase {
  /** Key of the value in the submission; `[a-z-]+`. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

export type Field =
  | (FieldBase & {
      readonly kind: 'text';
      readonly multiline?: boolean;
      readonly maxLength?: number;
      readonly placeholder?: string;
      readonly initial?: string;
    })
  | (FieldBase & { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly initial?: string });

export interface Form {
  /** Verb that receives the submission: `ticket.new`. */
  readonly action: string;
  /** What the form is about, carried through unchanged (a number, ids); at most 2,000 characters, no secrets. */
  readonly context: string;
  readonly title: string;
  readonly intro?: string;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly Field[];
}

/** What came back: every field by name, trimmed by nobody; absent when left empty. */
export type FormValues = Readonly<Record<string, string>>;
