import { fetchHome, RequestError } from './api.js';
import { make } from './message-element.js';
import { counted, element, personOf, text } from './page-data.js';
import { session } from './session.js';

/** What the person who speaks owes: a place of its own beside the conversations, kept up to date while things happen. */

/** Several things happen at once: the page is fetched when they are over. */
const REST_MS = 300;

const cards = element('home-cards');
const answer = element('home-answer');
const button = element('home-button');

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
let asked = 0;
let shown = '';

/** Something may have changed: the page follows soon. */
export function homeChanged() {
  clearTimeout(waiting);
  waiting = setTimeout(() => void refreshHome(), REST_MS);
}

/** Fetches the page anew; of several answers only the one to the last question is shown. */
export async function refreshHome() {
  const mine = ++asked;
  const person = session.person;
  try {
    const home = await fetchHome(person);
    if (mine !== asked) return;
    // Written only where it differs: whoever is about to press a button keeps it, and its focus.
    if (home.html !== shown) {
      cards.innerHTML = home.html;
      shown = home.html;
    }
    showCount(home);
  } catch (error) {
    // The stream says that the connection is lost, and brings another try when it is back.
    if (!(error instanceof RequestError)) throw error;
  }
}

/** Shows the page or the conversation, whichever the session says. */
export function showHome() {
  document.body.classList.toggle('at-home', session.atHome);
  element('home').hidden = !session.atHome;
  button.setAttribute('aria-current', session.atHome ? 'page' : 'false');
  if (!session.atHome) return;
  element('place-name').textContent = text('home');
  element('place-sub').textContent = text('homeSub', { name: personOf(session.person)?.name ?? session.person });
}

/**
 * What came of a button of the page, above it until the next one.
 * @param {string | null} html
 */
export function showHomeAnswer(html) {
  answer.replaceChildren();
  if (html === null) return;
  const close = make('button', 'icon-button small', '×');
  close.setAttribute('type', 'button');
  close.setAttribute('aria-label', text('dismiss'));
  close.addEventListener('click', () => showHomeAnswer(null));
  const body = make('div', 'private-body');
  body.innerHTML = html;
  answer.append(close, body);
  answer.scrollIntoView({ block: 'nearest' });
}

/** @param {{ total: number, late: number }} home */
function showCount({ total, late }) {
  const badge = button.querySelector('.badge');
  if (!(badge instanceof HTMLElement)) return;
  badge.hidden = total === 0;
  badge.classList.toggle('late', late > 0);
  badge.textContent = total > 99 ? '99+' : String(total);
  badge.setAttribute('aria-label', counted('owed', total));
}
