/** What a reader sees of blocks, and the buttons among them. */

export interface ShownButton {
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string;
  readonly style: string | null;
}

type Shape = Readonly<Record<string, unknown>>;

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All text of the blocks in reading order, one line for each text, button labels in square brackets. */
export function visibleText(blocks: unknown): string {
  const lines: string[] = [];
  readText(blocks, lines);
  return lines.join('\n');
}

function readText(value: unknown, lines: string[]): void {
  if (Array.isArray(value)) {
    for (const each of value) readText(each, lines);
    return;
  }
  if (!isShape(value)) return;
  if (value.type === 'button') lines.push(`[${textOf(value.text)}]`);
  else if (value.type === 'static_select' && isShape(value.placeholder)) lines.push(`[${textOf(value.placeholder)} ▾]`);
  else if (value.type === 'plain_text' || value.type === 'mrkdwn') lines.push(textOf(value));
  else if (Array.isArray(value.elements) && String(value.type).startsWith('rich_text_'))
    lines.push(richText(value.elements));
  else {
    for (const key of ['text', 'fields', 'label', 'hint', 'element', 'elements', 'accessory'])
      readText(value[key], lines);
  }
}

function richText(elements: readonly unknown[]): string {
  return elements.filter(isShape).map(richElementText).join('');
}

function richElementText(element: Shape): string {
  if (element.type === 'user') return `<@${asText(element.user_id)}>`;
  return asText(element.text ?? element.url);
}

function textOf(value: unknown): string {
  if (!isShape(value)) return '';
  const text = asText(value.text);
  return value.type === 'mrkdwn' ? unescapeText(text) : text;
}

/** Slack's three entities back to characters. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Every button in reading order. Blocks without an id get the one that Slack would give them: their place. */
export function buttonsOf(blocks: unknown): ShownButton[] {
  const found: ShownButton[] = [];
  if (!Array.isArray(blocks)) return found;
  blocks.forEach((block: unknown, at) => {
    if (!isShape(block)) return;
    const blockId = typeof block.block_id === 'string' ? block.block_id : `b${at}`;
    const elements = Array.isArray(block.elements) ? block.elements : [];
    for (const each of [block.accessory, ...elements]) {
      if (!isShape(each) || each.type !== 'button') continue;
      found.push({
        label: textOf(each.text),
        actionId: String(each.action_id),
        blockId,
        value: asText(each.value),
        style: typeof each.style === 'string' ? each.style : null,
      });
    }
  });
  return found;
}

/** A menu of a message: what stands in it, and what can be chosen. */
export interface ShownMenu {
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** Every menu of a message in reading order. */
export function menusOf(blocks: unknown): ShownMenu[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: unknown, at) => {
    if (!isShape(block) || !Array.isArray(block.elements)) return [];
    const blockId = typeof block.block_id === 'string' ? block.block_id : `b${at}`;
    return block.elements.filter(isShape).flatMap((each): ShownMenu[] => {
      if (each.type !== 'static_select' || !Array.isArray(each.options)) return [];
      const options = each.options.filter(isShape);
      return [
        {
          label: textOf(each.placeholder),
          actionId: String(each.action_id),
          blockId,
          options: options.map((one) => ({ label: textOf(one.text), value: asText(one.value) })),
        },
      ];
    });
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
