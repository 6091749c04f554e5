import { html } from 'hono/html';
import type { Button, Card, CardItem, Menu, Tone } from '../../chat/card.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { playgroundText } from '../../i18n/playground.ts';
import type { Markup } from './markup.ts';

/** Beyond this many characters a text of people is folded; all of it stays on the page. */
const FOLD_AFTER = 600;
/** A fact of more characters than this has a row of its own. */
const WIDE_FROM = 20;

/** A card as HTML. Every text is escaped; free text keeps its line breaks and its own direction of writing. */
export function cardView(card: Card, locale: Locale): Markup {
  return html`<div class="card tone-${card.tone}">
    ${card.title === '' ? '' : html`<h3 class="card-title">${toneSign(card.tone, locale)}<span dir="auto">${card.title}</span></h3>`}
    ${mentionsView(card)}
    ${card.body === undefined ? '' : foldedText(card.body, locale, 'card-body')}
    ${factsView(card)}
    ${(card.lines ?? []).map((line) => html`<p class="card-line" dir="auto">${line}</p>`)}
    ${card.hint === undefined ? '' : html`<p class="card-line" dir="auto">${card.hint}</p>`}
    ${card.copy === undefined ? '' : copyView(card.copy, locale)}
    ${itemsView(card.items ?? [], locale)}
    ${buttonsView(card.buttons ?? [], locale)}
    ${menusView(card.menus ?? [], locale)}
    ${card.footer === undefined ? '' : html`<p class="card-footer" dir="auto">${card.footer}</p>`}
  </div>`;
}

/** Free text, folded when it is long. */
export function foldedText(text: string, locale: Locale, className: string): Markup {
  const characters = [...text];
  if (characters.length <= FOLD_AFTER) return html`<p class="${className}" dir="auto">${text}</p>`;
  const head = characters.slice(0, FOLD_AFTER / 2).join('');
  return html`<details class="fold">
    <summary>
      <span class="${className} fold-head" dir="auto">${head}…</span>
      <span class="fold-more">${playgroundText(locale, 'more')}</span>
    </summary>
    <p class="${className}" dir="auto">${text}</p>
  </details>`;
}

function toneSign(tone: Tone, locale: Locale): Markup {
  return html`<span class="tone-sign" aria-hidden="true"></span><span class="sr-only">${playgroundText(locale, `tone.${tone}`)}: </span>`;
}

function mentionsView(card: Card): Markup | string {
  if (card.mentions === undefined || card.mentions.length === 0) return '';
  return html`<p class="mentions">${card.mentions.map(
    (mention) => html`<span class="mention" data-person="${mention.id}">@${mention.name}</span>`,
  )}</p>`;
}

function copyView(text: string, locale: Locale): Markup {
  return html`<div class="copy">
    <p dir="auto">${text}</p>
    <button type="button" class="button small" data-copy>${playgroundText(locale, 'copy')}</button>
  </div>`;
}

function factsView(card: Card): Markup | string {
  if (card.facts === undefined || card.facts.length === 0) return '';
  return html`<dl class="facts">${card.facts.map(
    (fact) =>
      html`<div class="${[...fact.value].length > WIDE_FROM ? 'wide' : ''}"><dt>${fact.label}</dt><dd dir="auto">${linked(fact.value)}</dd></div>`,
  )}</dl>`;
}

/** A fact that is nothing but an address can be followed. */
function linked(value: string): Markup | string {
  if (!/^https?:\/\/[\w.:-]+(\/[\w./?=&%~:+-]*)?$/.test(value)) return value;
  return html`<a href="${value}" target="_blank" rel="noopener noreferrer">${value}</a>`;
}

function itemsView(items: readonly CardItem[], locale: Locale): Markup | string {
  if (items.length === 0) return '';
  return html`<ul class="items">${items.map(
    (item) => html`<li class="item tone-${item.tone ?? 'info'}">
      <div class="item-text">
        <p class="item-title" dir="auto">${item.title}</p>
        ${item.detail === undefined ? '' : html`<p class="item-detail" dir="auto">${item.detail}</p>`}
      </div>
      ${buttonsView(item.buttons ?? [], locale)}
    </li>`,
  )}</ul>`;
}

function menusView(menus: readonly Menu[], locale: Locale): Markup | string {
  if (menus.length === 0) return '';
  return html`<div class="buttons">${menus.map(
    (menu) =>
      html`<select class="button menu-select" data-action="${menu.action}" data-value="${menu.value}" aria-label="${menu.label}" title="${playgroundText(locale, 'sameAs', { typed: menu.typed })}"><option value="">${menu.label}</option>${menu.options.map(
        (option) => html`<option value="${option.value}">${option.label}</option>`,
      )}</select>`,
  )}</div>`;
}

function buttonsView(buttons: readonly Button[], locale: Locale): Markup | string {
  if (buttons.length === 0) return '';
  return html`<div class="buttons">${buttons.map(
    (button) =>
      html`<button type="button" class="button ${button.style ?? ''}" data-action="${button.action}" data-value="${button.value}" title="${playgroundText(locale, 'sameAs', { typed: button.typed })}">${button.label}</button>`,
  )}</div>`;
}
