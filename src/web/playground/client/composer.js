import { complete } from './completion.js';
import { seenNumbers } from './conversation.js';
import { make } from './message-element.js';
import { element } from './page-data.js';
import { saveSession, session } from './session.js';

const field = /** @type {HTMLTextAreaElement} */ (element('composer-text'));
const box = element('suggestions');
const note = element('composer-note');

/** @type {import('./completion.js').Suggestion[]} */
let suggestions = [];
let chosen = -1;
let last = '';
let underWay = '';

/**
 * Makes the message box work. `send` returns true when the text was taken and may be cleared.
 * @param {(text: string) => Promise<boolean>} send
 */
export function startComposer(send) {
  field.value = session.draft;
  fit();

  field.addEventListener('input', () => {
    fit();
    suggest();
    session.draft = field.value;
    saveSession();
  });
  field.addEventListener('blur', () => setTimeout(close, 150));
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter and the arrows belong to it.
    if (event.isComposing) return;
    if (suggestions.length > 0 && steer(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'ArrowUp' && field.value === '' && last !== '') {
      event.preventDefault();
      fillComposer(last);
    }
  });
  element('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  box.addEventListener('mousedown', (event) => {
    // Before the field loses the focus and the list closes.
    event.preventDefault();
    const index =
      event.target instanceof Element ? event.target.closest('[role=option]')?.getAttribute('data-index') : null;
    if (index !== null && index !== undefined) accept(Number(index));
  });

  async function submit() {
    const text = field.value;
    // Enter pressed twice: the first is still under way.
    if (text.trim() === '' || text === underWay) return;
    close();
    underWay = text;
    const taken = await send(text);
    underWay = '';
    if (!taken) return;
    last = text;
    // What was typed while the answer was under way is the next message and stays.
    if (field.value === text) fillComposer('');
  }
}

/**
 * Puts a text into the message box, ready to be changed and sent.
 * @param {string} text
 */
export function fillComposer(text) {
  field.value = text;
  session.draft = text;
  saveSession();
  fit();
  close();
  field.focus();
  field.setSelectionRange(text.length, text.length);
}

/**
 * A line below the message box; empty takes it away.
 * @param {string} text
 */
export function showNote(text) {
  note.textContent = text;
}

/** @param {KeyboardEvent} event */
function steer(event) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const step = event.key === 'ArrowDown' ? 1 : -1;
    choose((chosen + step + suggestions.length) % suggestions.length);
  } else if (event.key === 'Tab' && !event.shiftKey) {
    accept(Math.max(chosen, 0));
  } else if (event.key === 'Enter' && chosen >= 0) {
    accept(chosen);
  } else if (event.key === 'Escape') {
    close();
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

/** @param {number} index */
function accept(index) {
  const suggestion = suggestions[index];
  if (suggestion === undefined) return;
  field.value = field.value.slice(0, suggestion.from) + suggestion.insert;
  session.draft = field.value;
  fit();
  suggest();
  field.focus();
}

function suggest() {
  const atEnd = field.selectionStart === field.value.length;
  const { suggestions: found, usage } = atEnd ? complete(field.value, seenNumbers()) : { suggestions: [], usage: '' };
  suggestions = found;
  const options = found.map((suggestion, index) => {
    const option = make('li', 'suggestion');
    option.id = `suggestion-${index}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.setAttribute('data-index', String(index));
    option.append(make('b', '', suggestion.label), make('span', '', suggestion.detail));
    return option;
  });
  if (usage !== '') {
    const line = make('li', 'usage', usage);
    line.setAttribute('role', 'presentation');
    options.unshift(line);
  }
  box.replaceChildren(...options);
  box.hidden = options.length === 0;
  field.setAttribute('aria-expanded', String(found.length > 0));
  choose(-1);
}

/** @param {number} index */
function choose(index) {
  chosen = index;
  for (const option of box.querySelectorAll('[role=option]')) {
    const selected = option.getAttribute('data-index') === String(index);
    option.setAttribute('aria-selected', String(selected));
    if (selected) option.scrollIntoView({ block: 'nearest' });
  }
  if (index < 0) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', `suggestion-${index}`);
}

function close() {
  suggestions = [];
  chosen = -1;
  box.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}

/** The box grows with its text, up to the height the style sheet allows. */
function fit() {
  field.style.height = '';
  if (field.value !== '') field.style.height = `${field.scrollHeight}px`;
}
