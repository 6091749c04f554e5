import { chooseLocale, RequestError } from './api.js';
import { setClock, startClock } from './clock.js';
import { fillComposer, showNote, startComposer } from './composer.js';
import {
  clearMessages,
  dismissPrivate,
  messageIdOf,
  showConversation,
  startReading,
  takeMessage,
} from './conversation.js';
import { act } from './deeds.js';
import { closeHelp, openHelp } from './dialogs.js';
import { followFeed } from './feed.js';
import { homeChanged, refreshHome, showHome, showHomeAnswer } from './home.js';
import { openMenu } from './message-menu.js';
import { showNews, tellNews } from './news.js';
import { element, personOf, text } from './page-data.js';
import { saveSession, session } from './session.js';

startClock((line) => {
  tellNews(line);
  homeChanged();
});
startComposer((typed) => act({ type: 'text', text: typed }, /^\s*[/／]/.test(typed) ? typed.trim() : null));
showSpeaker();
showGuide();

let lost = false;
followFeed({
  reset: clearMessages,
  message(message, live) {
    takeMessage(message, live);
    if (!live) return;
    showNews();
    homeChanged();
  },
  synced() {
    startReading();
    showConversation();
    showHome();
    void refreshHome();
    showNews();
    document.body.dataset['ready'] = 'yes';
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView({ block: 'center' });
  },
  clock(now) {
    setClock(now);
    homeChanged();
  },
  connected(yes) {
    document.body.classList.toggle('offline', !yes);
    if (!yes) showNote(text('offline'));
    else if (lost) showNote(text('online'));
    lost = !yes;
  },
});

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest('button');
  if (button === null) return;
  const { action, value, conversation, fill, run, dismiss, locale } = button.dataset;
  if (action !== undefined) void press(button, action, value ?? '');
  else if (button.dataset['home'] !== undefined) goHome();
  else if (conversation !== undefined) goTo(conversation);
  else if (fill !== undefined) {
    closeHelp();
    fillComposer(fill);
  } else if (run !== undefined) void act({ type: 'text', text: run }, run);
  else if (dismiss !== undefined) dismissPrivate(dismiss);
  else if (locale !== undefined) void changeLocale(locale);
  else if (button.dataset['copy'] !== undefined) void copyText(button);
  else if (button.dataset['menu'] !== undefined) openMessageMenu(button);
});
document.addEventListener('change', (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement)) return;
  const { action, value } = select.dataset;
  if (action === undefined || select.value === '') return;
  const chosen = `${value ?? ''}|${select.value}`;
  // What stands now is told by the answer; the menu asks again.
  select.value = '';
  void act({ type: 'click', action, value: chosen }, null).then(homeChanged);
});
document.getElementById('shortcuts-button')?.addEventListener('click', (event) => {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  openMenu(event.currentTarget, 'anywhere', (name) => act({ type: 'shortcut', name, message: null }, null));
});
element('help-button').addEventListener('click', openHelp);
element('guide-hide').addEventListener('click', () => hideGuide(true));
element('guide-show').addEventListener('click', () => hideGuide(false));
element('menu-button').addEventListener('click', () => setDrawer(!document.body.classList.contains('drawer-open')));
element('backdrop').addEventListener('click', () => setDrawer(false));
element('speakers').addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement) speakAs(event.target.value);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') setDrawer(false);
});

/**
 * @param {HTMLButtonElement} button
 * @param {string} action
 * @param {string} value
 */
async function press(button, action, value) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  await act({ type: 'click', action, value }, null);
  button.removeAttribute('aria-busy');
  homeChanged();
}

/**
 * Opens a conversation; somebody's direct messages are read as that person.
 * @param {string} conversation
 */
function goTo(conversation) {
  session.atHome = false;
  session.conversation = conversation;
  if (conversation.startsWith('@')) session.person = conversation.slice(1);
  setDrawer(false);
  refresh();
}

/** What the person who speaks owes. What is done there is done in their direct messages: only they see it. */
function goHome() {
  session.atHome = true;
  session.conversation = `@${session.person}`;
  showHomeAnswer(null);
  setDrawer(false);
  refresh();
}

/** @param {string} person */
function speakAs(person) {
  session.person = person;
  // Nobody speaks in the direct messages of somebody else.
  if (session.conversation.startsWith('@')) session.conversation = `@${person}`;
  refresh();
  showNote(text('nowAs', { name: personOf(person)?.name ?? person }));
}

function refresh() {
  saveSession();
  showNote('');
  showSpeaker();
  showConversation();
  showHome();
  showHomeAnswer(null);
  void refreshHome();
  showNews();
}

function showSpeaker() {
  for (const radio of document.querySelectorAll('#speakers input')) {
    if (!(radio instanceof HTMLInputElement)) continue;
    radio.checked = radio.value === session.person;
    if (radio.checked) radio.closest('label')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  for (const button of document.querySelectorAll('.sidebar [data-conversation]')) {
    const current = !session.atHome && button.getAttribute('data-conversation') === session.conversation;
    button.setAttribute('aria-current', current ? 'page' : 'false');
  }
}

/** @param {HTMLElement} button */
function openMessageMenu(button) {
  const message = messageIdOf(button);
  openMenu(button, 'message', (name) => act({ type: 'shortcut', name, message }, null));
}

/** @param {HTMLElement} button */
async function copyText(button) {
  const copied = button.closest('.copy')?.querySelector('p');
  if (!copied) return;
  try {
    await navigator.clipboard.writeText(copied.textContent ?? '');
    button.textContent = text('copied');
  } catch {
    // Without permission, or on a plain address: the text is selected instead, and one key press copies it.
    getSelection()?.selectAllChildren(copied);
  }
}

/** @param {string} locale */
async function changeLocale(locale) {
  saveSession();
  try {
    await chooseLocale(locale);
    location.assign(location.pathname);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    showNote(error.message);
  }
}

/** @param {boolean} hidden */
function hideGuide(hidden) {
  session.guideHidden = hidden;
  saveSession();
  showGuide();
  if (!hidden) element('conversation').scrollTop = 0;
}

function showGuide() {
  element('guide').hidden = session.guideHidden;
}

/** @param {boolean} open */
function setDrawer(open) {
  document.body.classList.toggle('drawer-open', open);
  element('backdrop').hidden = !open;
  element('menu-button').setAttribute('aria-expanded', String(open));
}
