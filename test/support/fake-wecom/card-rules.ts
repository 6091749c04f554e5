import type { ShownButton } from './world.ts';

/** A template card as it was taken: what a reader sees of it. */
export interface ReadCard {
  readonly taskId: string;
  readonly text: string;
  readonly buttons: readonly ShownButton[];
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
}

export const APP_SIZES: CardSizes = { title: 36, desc: 44, subTitle: 160 };
export const BOT_SIZES: CardSizes = { title: 26, desc: 30, subTitle: 112 };

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

/** Looks at a template card as the platform does, and more closely. */
export function readTemplateCard(raw: unknown, sizes: CardSizes): { card: ReadCard; faults: CardFault[] } {
  const faults: CardFault[] = [];
  const hard = (what: string) => faults.push({ kind: 'hard', what });
  const longest = (what: string, text: string, most: number) => {
    if (text.length > most) faults.push({ kind: 'soft', what: `${what} has ${text.length} characters of ${most}` });
  };
  const card = recordOf(raw);
  for (const field of Object.keys(card)) if (!FIELDS.has(field)) hard(`unknown field ${field}`);
  const type = card['card_type'];
  if (type !== 'button_interaction' && type !== 'text_notice') hard(`card_type ${String(type)}`);

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

  const buttons = readButtons(card['button_list'], type, hard, longest);
  const taskId = textOf(card['task_id']);
  if (!/^[0-9A-Za-z_\-@]+$/.test(taskId) || Buffer.byteLength(taskId) > 128) hard(`task_id "${taskId}"`);
  const lines = [
    title,
    desc,
    subTitle,
    ...facts.map((fact) => `${textOf(fact['keyname'])}：${textOf(fact['value'])}`),
    ...jumps.map((jump) => textOf(jump['title'])),
  ];
  const text = lines.filter((line) => line !== '').join('\n');
  return { card: { taskId, text, buttons, links: [...new Set(links)] }, faults };
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
