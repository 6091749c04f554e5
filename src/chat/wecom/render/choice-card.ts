import { isBlank, oneLine } from '../../clean-text.ts';
import type { Field, Form, FormValues } from '../../form.ts';
import { buttonKey } from './button-key.ts';
import { byteLength, charactersOnly, cutText } from './cut.ts';
import type { CardLimits } from './limits.ts';

/** A short form as the platform takes it: drop-down lists and one button (D/90236, D/101032). */
export interface ChoiceCard {
  readonly card_type: 'multiple_interaction';
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly select_list: readonly {
    readonly question_key: string;
    readonly title: string;
    readonly option_list: readonly { readonly id: string; readonly text: string }[];
    readonly selected_id: string;
    readonly disable?: true;
  }[];
  readonly submit_button: { readonly text: string; readonly key: string };
  readonly task_id: string;
  readonly replace_text?: string;
}

export interface ChoiceCardOptions {
  readonly limits: CardLimits;
  /** Unique for each message; `[0-9A-Za-z_\-@]`. */
  readonly taskId: string;
  /** What the form is kept under. */
  readonly key: string;
  /** Stands in a list whose form begins with nothing chosen. */
  readonly choose: string;
  /** What was chosen on the card, by field. */
  readonly chosen?: FormValues;
  /** On the button of a card that takes no answer any more. */
  readonly closed?: string;
  /** The platform can take the button itself away, in an update. */
  readonly greys?: boolean;
}

/** Action of the button that sends such a card; its value is what the form is kept under. */
export const SEND_FORM = 'form.send';

/** Without a start the platform would choose the first one, and a score would be given that nobody gave. */
const NOTHING = '-';

type ChoiceField = Field & { readonly kind: 'choice' };

/**
 * A form as a card, when it suffices there: few choices, each whole within the limits, and beside them at most room for
 * optional words. `null`: it needs its page.
 */
export function renderChoiceCard(form: Form, options: ChoiceCardOptions): ChoiceCard | null {
  const { limits, chosen = {}, closed } = options;
  const fields = choicesOf(form);
  const key = buttonKey({ action: SEND_FORM, value: options.key });
  const desc = oneLine(form.intro ?? '');
  const isWhole = form.title.length <= limits.title && desc.length <= limits.desc;
  if (fields === null || key === null || !isWhole || !fields.every((field) => fitsInList(field, limits))) return null;
  if (fields.length > limits.selects) return null;
  return {
    card_type: 'multiple_interaction',
    main_title: { title: oneLine(form.title), ...(desc === '' ? {} : { desc }) },
    select_list: fields.map((field) => ({
      question_key: field.name,
      title: oneLine(field.label),
      option_list: optionsOf(field, options.choose),
      selected_id: shownChoice(field, chosen[field.name]),
      ...(closed === undefined ? {} : { disable: true as const }),
    })),
    submit_button: { text: cutText(oneLine(closed ?? form.submit), charactersOnly(limits.buttonLabel)), key },
    task_id: options.taskId,
    ...(closed !== undefined && options.greys === true ? { replace_text: closed } : {}),
  };
}

/** Whether a form has room for words, which its card leaves out. */
export function takesWords({ fields }: Form): boolean {
  return fields.some(({ kind }) => kind === 'text');
}

/** What was chosen, by field; a list in which nothing was chosen is left out. */
export function readChoices(selected: ReadonlyMap<string, string>): FormValues {
  return Object.fromEntries([...selected].filter(([, id]) => id !== NOTHING));
}

/** The choices, when nothing else is needed: one text at most, optional and empty, may be left to the page. */
function choicesOf({ fields }: Form): readonly ChoiceField[] | null {
  const choices = fields.filter((field) => field.kind === 'choice');
  const texts = fields.filter((field) => field.kind === 'text');
  const mayBeLeftOut = texts.every((field) => field.optional === true && isBlank(field.initial));
  return choices.length > 0 && texts.length <= 1 && mayBeLeftOut ? choices : null;
}

function fitsInList(field: ChoiceField, limits: CardLimits): boolean {
  const offered = field.choices.length + (startsEmpty(field) ? 1 : 0);
  return (
    offered <= limits.options &&
    field.choices.length > 0 &&
    field.hint === undefined &&
    !isBlank(field.label) &&
    field.label.length <= limits.selectTitle &&
    field.choices.every(
      ({ value, label }) =>
        value !== '' &&
        value !== NOTHING &&
        byteLength(value) <= limits.optionIdBytes &&
        !isBlank(label) &&
        label.length <= limits.optionLabel,
    )
  );
}

function optionsOf(field: ChoiceField, choose: string) {
  const offered = field.choices.map(({ value, label }) => ({ id: value, text: oneLine(label) }));
  return startsEmpty(field) ? [{ id: NOTHING, text: choose }, ...offered] : offered;
}

function shownChoice(field: ChoiceField, chosen: string | undefined): string {
  const known = (value: string | undefined) => field.choices.find((one) => one.value === value)?.value;
  return known(chosen) ?? known(field.initial) ?? NOTHING;
}

function startsEmpty({ choices, initial }: ChoiceField): boolean {
  return !choices.some(({ value }) => value === initial);
}
