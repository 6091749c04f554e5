import { page, text } from './page-data.js';
import { session } from './session.js';

/** @typedef {import('./feed.js').Message} Message */

const actions = page.shortcuts.filter((shortcut) => shortcut.on === 'message');

/**
 * A message as an element; the server wrote its inside and escaped all that people wrote.
 * @param {Message} message
 */
export function messageElement(message) {
  const article = make('article', message.author === null ? 'message' : 'message from-person');
  article.id = `m-${message.id}`;
  article.setAttribute('data-message', message.id);
  article.innerHTML = message.html;
  if (actions.length > 0) {
    const button = make('button', 'message-menu-button', '⋯');
    button.setAttribute('type', 'button');
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-label', text('messageMenu'));
    button.setAttribute('data-menu', '');
    article.append(button);
  }
  for (const mention of article.querySelectorAll(`[data-person="${CSS.escape(session.person)}"]`)) {
    mention.classList.add('me');
  }
  return article;
}

/**
 * Puts the new state in the place of the old one; whoever stood on a button of it stands on the same button after.
 * @param {Element | null} old
 * @param {Message} message
 */
export function replaceMessage(old, message) {
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const fresh = messageElement(message);
  fresh.classList.add('changed');
  old?.replaceWith(fresh);
  if (focused === null) return;
  const action = focused.getAttribute('data-action');
  const same = action === null ? null : fresh.querySelector(`[data-action="${CSS.escape(action)}"]`);
  const target = same ?? fresh.querySelector('button');
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * A new element.
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [content]
 */
export function make(tag, className = '', content = '') {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (content !== '') made.textContent = content;
  return made;
}
