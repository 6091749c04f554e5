import type { ShownButton, ShownSelect } from './world.ts';

/** A template card as it was taken: what a reader sees of it. */
export interface ReadCard {
  readonly taskId: string;
  readonly text: string;
  readonly buttons: readonly ShownButton[];
  /** Drop-down lists; the button that sends them is the card's only one. */
  readonly selects: readonly ShownSelect[];
  readonly links: readonly string[];
}

/** What is wrong with a card: `hard` is refused by the platform, `soft` is hidden from the reader without a word. */
export interface CardFault {
  readonly kind: 'hard' | 'soft';
  readonly what: string;
}

/** Suggested lengths in characters; the client hides the rest. They differ between the app and the AI bot. */
export interface CardSizes {
  readonly title: number;
  readonly desc: number;
  readonly subTitle: number;
  readonly selectTitle: number;
  readonly option: number;
}

export const APP_SIZES: CardSizes = { title: 36, desc: 44, subTitle: 160, selectTitle: 26, option: 16 };
export const BOT_SIZES: CardSizes = { title: 26, desc: 30, subTitle: 112, selectTitle: 13, option: 10 };

const FIELDS = new Set([
  'card_type',
  'main_title',
  'sub_title_text',
  'horizontal_content_list',
  'jump_list',
  'card_action',
  'task_id',
  'button_list',
  'replace_text',
]);

/** A card with drop-down lists has these and no others. */
const CHOICE_FIELDS = new Set(['card_type', 'main_title', 'select_list', 'submit_button', 'task_id', 'replace_text']);

/** Looks at a template card as the platform does, and more closely. `isUpdate`: of a card that stands already. */
export function readTemplateCard(
  raw: unknown,
  sizes: CardSizes,
  isUpdate = false,
): { card: ReadCard; faults: CardFault[] } {
  const faults: CardFault[] = [];
  const hard = (what: string) => faults.push({ kind: 'hard', what });
  const longest = (what: string, text: string, most: number) => {
    if (text.length > most) faults.push({ kind: 'soft', what: `${what} has ${text.length} characters of ${most}` });
  };
  const card = recordOf(raw);
  const type = card['card_type'];
  const isChoice = type === 'multiple_interaction';
  const known = isChoice ? CHOICE_FIELDS : FIELDS;
  for (const field of Object.keys(card)) if (!known.has(field)) hard(`unknown field ${field}`);
  if (type !== 'button_interaction' && type !== 'text_notice' && !isChoice) hard(`card_type ${String(type)}`);
  const replaced = card['replace_text'];
  if (replaced !== undefined && (!isUpdate || sizes !== APP_SIZES)) hard('replace_text belongs to updates of the app');

  const main = recordOf(card['main_title']);
  const title = textOf(main['title']);
  const desc = textOf(main['desc']);
  if (title.trim() === '') hard('main_title.title is empty');
  longest('main_title.title', title, sizes.title);
  longest('main_title.desc', desc, sizes.desc);
  const subTitle = textOf(card['sub_title_text']);
  longest('sub_title_text', subTitle, sizes.subTitle);

  const facts = listOf(card['horizontal_content_list']).map(recordOf);
  if (facts.length > 6) hard(`${facts.length} facts of 6`);
  for (const fact of facts) {
    if (textOf(fact['keyname']).trim() === '') hard('a fact without keyname');
    if (textOf(fact['value']).trim() === '') hard('a fact without value');
  }

  const jumps = listOf(card['jump_list']).map(recordOf);
  if (jumps.length > 3) hard(`${jumps.length} jumps of 3`);
  const action = recordOf(card['card_action']);
  const links = [
    ...jumps.map((jump) => textOf(jump['url'])),
    ...(action['url'] === undefined ? [] : [textOf(action['url'])]),
  ];
  for (const link of links) if (!/^https?:\/\/\S+$/.test(link)) hard(`link "${link}"`);
  if (type === 'text_notice' && (action['type'] !== 1 || action['url'] === undefined)) {
    hard('a text_notice needs a card_action');
  }

  const selects = isChoice ? readSelects(card['select_list'], { sizes, isUpdate, hard, longest }) : [];
  const given = isChoice ? [card['submit_button']] : card['button_list'];
  const standing = readButtons(given, type, hard, longest);
  // Greyed out: there is nothing left to press.
  const buttons = replaced === undefined ? standing : [];
  const taskId = textOf(card['task_id']);
  if (!/^[0-9A-Za-z_\-@]+$/.test(taskId) || Buffer.byteLength(taskId) > 128) hard(`task_id "${taskId}"`);
  const lines = [
    title,
    desc,
    subTitle,
    ...facts.map((fact) => `${textOf(fact['keyname'])}：${textOf(fact['value'])}`),
    ...jumps.map((jump) => textOf(jump['title'])),
    ...selects.map((one) => `${one.title}：${one.options.find(({ id }) => id === one.selected)?.text ?? ''}`),
    ...(replaced === undefined ? [] : [`[${textOf(replaced)}]`]),
  ];
  const text = lines.filter((line) => line !== '').join('\n');
  return { card: { taskId, text, buttons, selects, links: [...new Set(links)] }, faults };
}

function readSelects(
  raw: unknown,
  rules: {
    readonly sizes: CardSizes;
    readonly isUpdate: boolean;
    readonly hard: (what: string) => void;
    readonly longest: (what: string, text: string, most: number) => void;
  },
): ShownSelect[] {
  const { sizes, isUpdate, hard, longest } = rules;
  const selects = listOf(raw).map(recordOf);
  if (selects.length < 1 || selects.length > 3) hard(`${selects.length} drop-down lists of 1 to 3`);
  const keys = selects.map((one) => textOf(one['question_key']));
  if (new Set(keys).size < keys.length) hard('two drop-down lists with one question_key');
  return selects.map((one, at) => {
    const key = keys[at] ?? '';
    if (key === '' || Buffer.byteLength(key) > 1_024) hard(`question_key "${key}"`);
    for (const field of Object.keys(one)) {
      if (!['question_key', 'title', 'option_list', 'selected_id', 'disable'].includes(field))
        hard(`a list's ${field}`);
    }
    longest('select_list.title', textOf(one['title']), sizes.selectTitle);
    const options = listOf(one['option_list'])
      .map(recordOf)
      .map((option) => ({ id: textOf(option['id']), text: textOf(option['text']) }));
    if (options.length < 1 || options.length > 10) hard(`${options.length} options of 1 to 10`);
    if (new Set(options.map(({ id }) => id)).size < options.length) hard('two options with one id');
    for (const { id, text } of options) {
      if (id === '' || Buffer.byteLength(id) > 128) hard(`an option's id "${id}"`);
      if (text.trim() === '') hard('an option without text');
      longest(`option "${text}"`, text, sizes.option);
    }
    const wanted = one['selected_id'];
    // "Left out or wrong: the first one" (D/90236); ours is never wrong.
    if (wanted !== undefined && !options.some(({ id }) => id === wanted)) hard(`selected_id ${JSON.stringify(wanted)}`);
    if (one['disable'] !== undefined && !isUpdate) hard('disable belongs to updates');
    const selected = wanted === undefined ? (options[0]?.id ?? '') : textOf(wanted);
    return { key, title: textOf(one['title']), options, selected, isDisabled: one['disable'] === true };
  });
}

function readButtons(
  raw: unknown,
  type: unknown,
  hard: (what: string) => void,
  longest: (what: string, text: string, most: number) => void,
): ShownButton[] {
  const buttons = listOf(raw).map(recordOf);
  if (type === 'text_notice' && buttons.length > 0) hard('a text_notice has no buttons');
  if (type === 'button_interaction' && (buttons.length < 1 || buttons.length > 6)) {
    hard(`${buttons.length} buttons of 1 to 6`);
  }
  const keys = buttons.map((button) => textOf(button['key']));
  if (new Set(keys).size < keys.length) hard('two buttons with one key');
  return buttons.map((button, at) => {
    const [text, key] = [textOf(button['text']), keys[at] ?? ''];
    if (type === 'multiple_interaction' && button['style'] !== undefined) hard('a submit_button has no style');
    if (text.trim() === '') hard('a button without text');
    if (key === '' || Buffer.byteLength(key) > 1_024) hard(`a button's key of ${Buffer.byteLength(key)} bytes`);
    if (button['style'] !== undefined && ![1, 2, 3, 4].includes(Number(button['style'])))
      hard('an unknown button style');
    longest(`button "${text}"`, text, 10);
    return { text, key };
  });
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
