import { unreadByConversation } from './conversation.js';
import { make } from './message-element.js';
import { counted, element, page, placeName, text } from './page-data.js';

const strip = element('news');
const title = document.title;
let line = '';

/**
 * One line about what happened; empty takes it away.
 * @param {string} told
 */
export function tellNews(told) {
  line = told;
  showNews();
}

/** Shows where unread messages wait: at each conversation, on the menu, in the window's title and as a short list. */
export function showNews() {
  const unread = unreadByConversation();
  let total = 0;
  for (const count of unread.values()) total += count;
  for (const button of document.querySelectorAll('.sidebar [data-conversation]')) {
    showBadge(button.querySelector('.badge'), unread.get(button.getAttribute('data-conversation') ?? '') ?? 0);
  }
  showBadge(element('menu-badge'), total);
  document.title = total > 0 ? `(${total}) ${title}` : title;

  const parts = line === '' ? [] : [make('span', 'news-line', line)];
  const order = [...page.channels.map(({ id }) => id), ...page.people.map(({ id }) => `@${id}`)];
  if (line !== '') {
    const close = make('button', 'icon-button small', '×');
    close.setAttribute('type', 'button');
    close.setAttribute('aria-label', text('dismiss'));
    close.setAttribute('data-news-close', '');
    parts.push(close);
  }
  const chips = make('div', 'chips');
  for (const conversation of order) {
    const count = unread.get(conversation) ?? 0;
    if (count > 0) chips.append(chip(conversation, count));
  }
  if (chips.childElementCount > 0) parts.push(chips);
  strip.replaceChildren(...parts);
  strip.classList.toggle('shown', parts.length > 0);
}

strip.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-news-close]') !== null) tellNews('');
});

/**
 * @param {string} conversation
 * @param {number} count
 */
function chip(conversation, count) {
  const name = placeName(conversation);
  const label = conversation.startsWith('@') ? counted('direct', count, { name }) : `# ${name} · ${count}`;
  const button = make('button', 'chip', label);
  button.setAttribute('type', 'button');
  button.setAttribute('data-conversation', conversation);
  return button;
}

/**
 * @param {Element | null} badge
 * @param {number} count
 */
function showBadge(badge, count) {
  if (!(badge instanceof HTMLElement)) return;
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? '99+' : String(count);
  badge.setAttribute('aria-label', counted('unread', count));
}
