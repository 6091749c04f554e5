import type { Card } from '../../card.ts';
import { isBlank } from '../../clean-text.ts';
import { BOT_CARD, BOT_TEXT_BYTES } from '../render/limits.ts';
import { renderTemplateCard, type TemplateCard } from '../render/template-card.ts';
import { renderMarkdown } from '../render/text.ts';
import type { RenderTexts } from '../render/texts.ts';
import type { Content } from './speaker.ts';

/** Everybody in a group reads an answer that one of them asked for: it is kept short. */
const GROUP_ANSWER_BYTES = 2_048;
/** Where a tap on a card without buttons leads: the platform demands an address. */
const NOWHERE = 'https://work.weixin.qq.com/';

/** A card for a message whose task id is given, within the AI bot's limits. */
export function templateCard(card: Card, taskId: string, texts: RenderTexts): TemplateCard {
  return renderTemplateCard(card, { limits: BOT_CARD, taskId, texts, link: NOWHERE });
}

/**
 * A message of ours: a card where it has buttons, else text. Never two of them: a reminder is one message, in a group
 * above all. Where a text made for copying finds no room, the description gives way to it: that one click shows.
 */
export function messageContent(card: Card, taskId: string, texts: RenderTexts): Content {
  const buttons = [...(card.buttons ?? []), ...(card.items ?? []).flatMap((item) => item.buttons ?? [])];
  if (buttons.length === 0) return markdown(card, BOT_TEXT_BYTES, texts);
  const { body: _, ...brief } = card;
  const shown = isBlank(card.copy) || fitsOnCard(card) ? card : brief;
  return { kind: 'card', card: templateCard(shown, taskId, texts) };
}

/**
 * An answer: in a group a short text. To one person a card with buttons; what finds no room on one is a text, with the
 * buttons on a card behind it.
 */
export function answerContents(
  card: Card,
  isGroup: boolean,
  taskId: string,
  texts: RenderTexts,
): readonly [Content, ...Content[]] {
  const { buttons = [], ...words } = card;
  if (isGroup) return [textContent(card, isGroup, texts)];
  const asCard = (shown: Card): Content => ({ kind: 'card', card: templateCard(shown, taskId, texts) });
  if (buttons.length === 0) return [textContent(card, isGroup, texts)];
  if (fitsOnCard(card)) return [asCard(card)];
  const { tone, title } = card;
  return [textContent(words, isGroup, texts), asCard({ tone, title, summary: title, buttons })];
}

export function textContent(card: Card, isGroup: boolean, texts: RenderTexts): Content {
  return markdown(card, isGroup ? GROUP_ANSWER_BYTES : BOT_TEXT_BYTES, texts);
}

function markdown(card: Card, maxBytes: number, texts: RenderTexts): Content {
  return { kind: 'markdown', text: renderMarkdown(card, { maxBytes, texts, calls: true, hears: true }) };
}

function fitsOnCard({ title, body, lines, copy, footer, facts, items, mentions }: Card): boolean {
  const calls = (mentions ?? []).map(({ name }) => `@${name}`).join(' ');
  // What is too long for a title stands below it as a whole.
  const head = title.length + SIGN_CHARACTERS > BOT_CARD.title ? title : '';
  const words = [head, calls, body ?? '', ...(lines ?? []), copy ?? '', footer ?? ''].filter((text) => !isBlank(text));
  return (
    (items ?? []).length === 0 && (facts ?? []).length <= BOT_CARD.facts && words.join('\n').length <= BOT_CARD.subTitle
  );
}

/** The sign of a card's tone and the blank behind it. */
const SIGN_CHARACTERS = 3;
