import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Choice, Field, Form, FormValues } from '../form.ts';
import { cleanText, cutText, isBlank, LIMITS } from './limits.ts';
import { type RenderedCard } from './render-card.ts';
import type { SlackTexts } from './texts.ts';

/** What a modal carries through Slack and back: the form's context and the place where the answer belongs. */
export interface ModalMemory {
  readonly context: string;
  /** Channel that the deed came from; `null` for a deed without one. */
  readonly channel: string | null;
  /** How often the form was given back after a refusal that is on record: each attempt is a deed of its own. */
  readonly refusals?: number;
}

/** Fields this long have room for the marker that tells how much was cut; shorter ones show an ellipsis. */
const MARKED_FROM = 1_000;

/** A form as a modal. Each field is a block named like it, so that errors find their field. */
export function renderForm(form: Form, memory: ModalMemory, texts: SlackTexts): ModalView {
  const intro: KnownBlock[] = isBlank(form.intro)
    ? []
    : [{ type: 'section', text: plain(cutText(cleanText(form.intro ?? ''), LIMITS.sectionText)) }];
  return {
    type: 'modal',
    callback_id: form.action,
    private_metadata: packMemory(memory),
    title: plain(cutText(cleanText(form.title), LIMITS.modalTitle)),
    submit: plain(cutText(cleanText(form.submit), LIMITS.modalButton)),
    close: plain(cutText(cleanText(form.cancel), LIMITS.modalButton)),
    blocks: [...intro, ...form.fields.map((field) => fieldBlock(field, texts))],
  };
}

/** A modal that only shows a card: what a submission came to, or that it is still under way. */
export function renderNotice(card: RenderedCard, title: string, memory: ModalMemory, texts: SlackTexts): ModalView {
  return {
    type: 'modal',
    private_metadata: packMemory(memory),
    title: plain(cutText(cleanText(title), LIMITS.modalTitle)),
    close: plain(cutText(texts.close(), LIMITS.modalButton)),
    blocks: card.blocks,
  };
}

/** Reads what `renderForm` packed; anything else counts as nothing remembered. */
export function unpackMemory(metadata: string): ModalMemory {
  try {
    const [context, channel, refusals] = JSON.parse(metadata) as [unknown, unknown, unknown];
    return {
      context: typeof context === 'string' ? context : '',
      channel: typeof channel === 'string' ? channel : null,
      ...(typeof refusals === 'number' ? { refusals } : {}),
    };
  } catch {
    return { context: '', channel: null };
  }
}

/** A context longer than its contract would be cut by nobody: it must not open a form that then acts on half of it. */
function packMemory(memory: ModalMemory): string {
  const { context, channel, refusals } = memory;
  const packed = JSON.stringify([context, channel, ...(refusals === undefined ? [] : [refusals])]);
  if (packed.length > LIMITS.privateMetadata) {
    throw new RangeError(`form context: ${packed.length} characters packed, Slack carries ${LIMITS.privateMetadata}`);
  }
  return packed;
}

function fieldBlock(field: Field, texts: SlackTexts): InputBlock {
  const { element, note } = field.kind === 'text' ? textInput(field, texts) : select(field, texts);
  // What had to be left out is said even below the longest hint.
  const own = isBlank(field.hint)
    ? ''
    : cutText(cleanText(field.hint ?? ''), LIMITS.inputHint - (note?.length ?? 0) - 1);
  const hint = [own, note ?? ''].join(' ').trim();
  return {
    type: 'input',
    block_id: field.name,
    label: plain(isBlank(field.label) ? field.name : cutText(cleanText(field.label), LIMITS.inputLabel)),
    ...(hint === '' ? {} : { hint: plain(hint) }),
    optional: field.optional ?? false,
    element,
  };
}

interface Input {
  readonly element: InputBlock['element'];
  /** What had to be left out, for the hint. */
  readonly note: string | null;
}

function textInput(field: Field & { kind: 'text' }, texts: SlackTexts): Input {
  const max = Math.min(field.maxLength ?? LIMITS.inputText, LIMITS.inputText);
  const initial = cleanText(field.initial ?? '');
  const note = initial.length > max ? texts.cutAt([...initial].length) : null;
  return {
    element: {
      type: 'plain_text_input',
      action_id: field.name,
      multiline: field.multiline ?? false,
      max_length: max,
      ...(isBlank(field.placeholder)
        ? {}
        : { placeholder: plain(cutText(cleanText(field.placeholder ?? ''), LIMITS.placeholder)) }),
      // Where there is room the text itself says that it was cut: what is sent is kept, and its readers must know.
      ...(initial === ''
        ? {}
        : { initial_value: cutText(initial, max, max < MARKED_FROM ? undefined : (note ?? undefined)) }),
    },
    note,
  };
}

function select(field: Field & { kind: 'choice' }, texts: SlackTexts): Input {
  const options = field.choices.slice(0, LIMITS.options).map(option);
  const initial = options.find((each) => each.value === field.initial);
  const left = field.choices.length - options.length;
  return {
    element: {
      type: 'static_select',
      action_id: field.name,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
    note: left > 0 ? texts.moreChoices(left) : null,
  };
}

function option(choice: Choice) {
  if (choice.value.length > LIMITS.optionValue) {
    throw new RangeError(`choice "${choice.value.slice(0, 20)}…": value over ${LIMITS.optionValue} characters`);
  }
  const label = isBlank(choice.label) ? choice.value : cleanText(choice.label);
  return { text: plain(cutText(label, LIMITS.optionLabel)), value: choice.value };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text: text === '' ? '—' : text, emoji: true };
}

/** Only what `refillForm` needs of a view that Slack sent back. */
export interface SubmittedView {
  readonly callback_id: string;
  readonly title: { readonly text: string };
  readonly submit: { readonly text: string } | null;
  readonly close: { readonly text: string } | null;
  readonly blocks: readonly unknown[];
}

/**
 * The same form again with what was typed and the errors below their fields: for a refusal that comes after the
 * submission was acknowledged, when Slack no longer takes errors, and for one after which `memory` has to change.
 */
export function refillForm(
  view: SubmittedView,
  values: FormValues,
  errors: Readonly<Record<string, string>>,
  memory: ModalMemory,
): ModalView {
  const blocks = (view.blocks as readonly KnownBlock[]).flatMap((block): KnownBlock[] => {
    // What was said below a field the last time is no longer true.
    if (block.type === 'context') return [];
    if (block.type !== 'input' || block.block_id === undefined) return [block];
    const error = errors[block.block_id];
    const note: KnownBlock = { type: 'context', elements: [plain(`⚠️ ${cutText(error ?? '', LIMITS.fieldError)}`)] };
    const again: InputBlock = { ...block, element: filled(block.element, values[block.block_id]) };
    return error === undefined ? [again] : [again, note];
  });
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: packMemory(memory),
    title: plain(view.title.text),
    submit: plain(view.submit?.text ?? 'OK'),
    ...(view.close?.text === undefined ? {} : { close: plain(view.close.text) }),
    blocks: blocks.slice(0, LIMITS.blocksPerView),
  };
}

function filled(element: InputBlock['element'], value: string | undefined): InputBlock['element'] {
  if (element.type === 'plain_text_input') {
    const { initial_value: _, ...rest } = element;
    return value === undefined ? rest : { ...rest, initial_value: value };
  }
  if (element.type === 'static_select') {
    const { initial_option: _, ...rest } = element;
    const chosen = element.options?.find((each) => each.value === value);
    return chosen === undefined ? rest : { ...rest, initial_option: chosen };
  }
  return element;
}
