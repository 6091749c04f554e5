import type { KnownBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Button, Card, CardItem, Fact, Mention, Menu, Tone } from '../card.ts';
import { cleanText, cutText, isBlank, LIMITS, splitText, textSize } from './limits.ts';
import type { SlackTexts } from './texts.ts';
import { escapeText } from './typed-text.ts';

/** A message as Slack takes it: `text` for notifications, `blocks` for the screen. */
export interface RenderedCard {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

const SIGN_BY_TONE: Readonly<Record<Tone, string>> = { info: '🔵', good: '🟢', warn: '🟡', alarm: '🔴', muted: '⚪' };

const MAX_FACTS = 20;
const MAX_MENTIONS = 20;
const MAX_MENUS = 5;
/** Buttons at the foot of a card may take this many characters together, labels and values. */
const BUTTON_ROOM = 3_000;
/** Kept back for the lines that say what was left out. */
const NOTE_ROOM = 300;
/** Kept back for the body when a list stands below it. */
const BODY_ROOM = 1_500;

/**
 * A card as blocks within every limit of Slack. What people wrote goes into elements that take it literally (rich text,
 * plain text): nothing in it is markup, calls anybody or becomes a link. What finds no room is cut with a marker or
 * counted in a line of its own.
 */
export function renderCard(card: Card, texts: SlackTexts, nextAction = actionIds()): RenderedCard {
  const notes: string[] = [];
  const head = headBlocks(card, texts);
  const tail = [
    ...buttonBlocks(card.buttons ?? [], nextAction, notes, texts),
    ...menuBlocks(card.menus ?? [], nextAction),
    ...footerBlocks(card, texts),
  ];
  let room = LIMITS.charactersPerMessage - NOTE_ROOM - textSize([head, tail]);
  const spend = (blocks: KnownBlock[]): KnownBlock[] => {
    room -= textSize(blocks);
    return blocks;
  };

  // Made in order of worth, shown in order of reading: the body, which can be of any length, takes what is left.
  const facts = spend(factBlocks(card.facts ?? [], texts, notes));
  const lines = spend(lineBlocks([...(card.lines ?? []), ...(card.hint === undefined ? [] : [card.hint])], texts));
  const copy = spend(copyBlocks(card.copy, texts));
  const used = [head, tail, facts, lines, copy].reduce((sum, blocks) => sum + blocks.length, 2);
  const bodyRoom = isBlank(card.body) ? 0 : Math.min(BODY_ROOM, cleanText(card.body ?? '').length);
  const place = { characters: room - bodyRoom, blocks: LIMITS.blocksPerMessage - used };
  const items = spend(itemBlocks(card.items ?? [], place, nextAction, notes, texts));
  const body = bodyBlocks(card.body, room, texts);

  const blocks = [...head, ...body, ...facts, ...lines, ...copy, ...items, ...noteBlocks(notes), ...tail];
  const summary = isBlank(card.summary) ? card.title : card.summary;
  return { text: escapeText(cutText(oneLine(summary), LIMITS.notification)) || SIGN_BY_TONE[card.tone], blocks };
}

/** The action of a button from its action_id, which carries a number because Slack wants each to be unique. */
export function actionOf(actionId: string): string {
  return actionId.replace(/#\d+$/, '');
}

/** Makes the action_ids of one message or page: each is used once there. */
export function actionIds(): (action: string) => string {
  let count = 0;
  return (action) => `${action}#${count++}`;
}

function headBlocks(card: Card, texts: SlackTexts): KnownBlock[] {
  const title = oneLine(card.title);
  const header = `${SIGN_BY_TONE[card.tone]} ${isBlank(title) ? '—' : title}`;
  const blocks: KnownBlock[] = [{ type: 'header', text: plain(cutText(header, LIMITS.header)) }];
  if (header.length > LIMITS.header) blocks.push(section(cutMarked(title, 500, texts)));
  const mentions = (card.mentions ?? [])
    .slice(0, MAX_MENTIONS)
    .map(mentionText)
    .filter((each) => each !== '');
  if (mentions.length > 0) {
    blocks.push({ type: 'section', text: { type: 'mrkdwn', text: mentions.join(' '), verbatim: true } });
  }
  return blocks;
}

/** A mention that Slack resolves; for an id that is none of Slack's, the name without anything that is markup. */
function mentionText(mention: Mention): string {
  if (/^[UW][A-Z0-9]{1,30}$/.test(mention.id)) return `<@${mention.id}>`;
  const name = cutText(oneLine(mention.name).replace(/[*_~`]/g, ''), 40);
  return isBlank(name) ? '' : `@${escapeText(name)}`;
}

function factBlocks(facts: readonly Fact[], texts: SlackTexts, notes: string[]): KnownBlock[] {
  const elements: RichTextElement[] = [];
  const valueMax = Math.floor(40 + 1_200 / Math.max(1, Math.min(facts.length, MAX_FACTS)));
  for (const { label, value } of facts.slice(0, MAX_FACTS)) {
    const name = cutText(oneLine(label), 40);
    elements.push({ type: 'text', text: `${elements.length > 0 ? '\n' : ''}${name}  `, style: { bold: true } });
    elements.push(isLink(value, valueMax) ? { type: 'link', url: value } : factText(value, valueMax));
  }
  if (facts.length > MAX_FACTS) notes.push(texts.moreItems(facts.length - MAX_FACTS));
  return elements.length === 0 ? [] : [richText({ type: 'rich_text_section', elements })];
}

function factText(value: string, max: number): RichTextElement {
  return { type: 'text', text: isBlank(value) ? '—' : cutText(oneLine(value), max) };
}

/** A fact that is nothing but an address can be followed; an address inside other text stays text. */
function isLink(value: string, max: number): boolean {
  return value.length <= max && /^https:\/\/[\w.-]+(\/[\w./?=&%~:+-]*)?$/.test(value);
}

function lineBlocks(lines: readonly string[], texts: SlackTexts): KnownBlock[] {
  const text = lines
    .filter((line) => !isBlank(line))
    .map(cleanText)
    .join('\n');
  if (text === '') return [];
  return [richText({ type: 'rich_text_section', elements: textElements(cutMarked(text, 1_500, texts)) })];
}

function copyBlocks(copy: string | undefined, texts: SlackTexts): KnownBlock[] {
  if (copy === undefined || isBlank(copy)) return [];
  const text = cutMarked(cleanText(copy), 2_000, texts);
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: textElements(text) }] }];
}

function bodyBlocks(body: string | undefined, room: number, texts: SlackTexts): KnownBlock[] {
  if (body === undefined || isBlank(body)) return [];
  const elements = textElements(cutMarked(cleanText(body), Math.max(room, 1), texts));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] }];
}

function itemBlocks(
  items: readonly CardItem[],
  place: { characters: number; blocks: number },
  nextAction: (action: string) => string,
  notes: string[],
  texts: SlackTexts,
): KnownBlock[] {
  const shown: KnownBlock[] = [];
  for (const [at, item] of items.entries()) {
    const blocks = oneItem(item, nextAction, texts);
    const size = textSize(blocks);
    if (shown.length + blocks.length > place.blocks || size > place.characters) {
      notes.push(texts.moreItems(items.length - at));
      break;
    }
    place.characters -= size;
    shown.push(...blocks);
  }
  return shown;
}

function oneItem(item: CardItem, nextAction: (action: string) => string, texts: SlackTexts): KnownBlock[] {
  const sign = item.tone === undefined ? '' : `${SIGN_BY_TONE[item.tone]} `;
  const title = sign + (isBlank(item.title) ? '—' : cutText(oneLine(item.title), 500));
  const detail = item.detail === undefined || isBlank(item.detail) ? '' : `\n${cleanText(item.detail)}`;
  const block = section(cutMarked(title + detail, 1_500, texts));
  const buttons = (item.buttons ?? []).filter(fits).slice(0, LIMITS.buttonsPerBlock);
  const [only] = buttons;
  if (only === undefined) return [block];
  if (buttons.length === 1) return [{ ...block, accessory: button(only, nextAction) }];
  return [block, { type: 'actions', elements: buttons.map((each) => button(each, nextAction)) }];
}

function buttonBlocks(
  buttons: readonly Button[],
  nextAction: (action: string) => string,
  notes: string[],
  texts: SlackTexts,
): KnownBlock[] {
  const shown: ReturnType<typeof button>[] = [];
  let room = BUTTON_ROOM;
  for (const each of buttons.filter(fits).slice(0, LIMITS.buttonsPerBlock)) {
    const made = button(each, nextAction);
    room -= textSize(made);
    if (room < 0) break;
    shown.push(made);
  }
  if (shown.length < buttons.length) notes.push(texts.moreButtons(buttons.length - shown.length));
  return shown.length === 0 ? [] : [{ type: 'actions', elements: shown }];
}

/** Each menu names what stands now; whoever opens it sees what else there is, and choosing takes effect. */
function menuBlocks(menus: readonly Menu[], nextAction: (action: string) => string): KnownBlock[] {
  const elements = menus.slice(0, MAX_MENUS).flatMap(({ action, value, label, options }) => {
    const offered = options
      .map((one) => ({ text: plain(cutText(oneLine(one.label), LIMITS.optionLabel)), value: `${value}|${one.value}` }))
      .filter((one) => one.value.length <= LIMITS.optionValue && !isBlank(one.text.text));
    if (offered.length === 0) return [];
    return [
      {
        type: 'static_select' as const,
        action_id: nextAction(action),
        placeholder: plain(cutText(oneLine(label), LIMITS.placeholder)),
        options: offered.slice(0, LIMITS.options),
      },
    ];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** A value cannot be cut, so a button that breaks the contract of `Button` is better not there. */
function fits({ value, action }: Button): boolean {
  return value.length <= 200 && action.length <= 100;
}

function button({ action, value, label, style }: Button, nextAction: (action: string) => string) {
  return {
    type: 'button' as const,
    action_id: nextAction(action),
    text: plain(isBlank(label) ? '—' : cutText(oneLine(label), LIMITS.buttonLabel)),
    value: cleanText(value),
    ...(style === undefined ? {} : { style }),
  };
}

function footerBlocks(card: Card, texts: SlackTexts): KnownBlock[] {
  if (card.footer === undefined || isBlank(card.footer)) return [];
  return [{ type: 'context', elements: [plain(cutMarked(cleanText(card.footer), 300, texts))] }];
}

function noteBlocks(notes: readonly string[]): KnownBlock[] {
  if (notes.length === 0) return [];
  return [{ type: 'context', elements: [plain(cutText(notes.join(' '), NOTE_ROOM))] }];
}

function textElements(text: string): { type: 'text'; text: string }[] {
  return splitText(text, LIMITS.richTextElement).map((piece) => ({ type: 'text', text: piece }));
}

function richText(part: RichTextSection): KnownBlock {
  return { type: 'rich_text', elements: [part] };
}

function section(text: string) {
  return { type: 'section' as const, text: plain(text) };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: true };
}

function cutMarked(text: string, max: number, texts: SlackTexts): string {
  return text.length <= max ? text : cutText(text, max, cutText(texts.cutAt([...text].length), 80));
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
