import { page, personOf } from './page-data.js';

/**
 * What this tab remembers: who speaks, where, what was read, and the private replies, which stand nowhere else.
 *
 * @typedef {{ id: string, conversation: string, person: string, after: number, typed: string | null, html: string, time: string }} PrivateReply
 * @typedef {{
 *   person: string, conversation: string, readByConversation: Record<string, number> | null,
 *   privates: PrivateReply[], guideHidden: boolean, draft: string, atHome: boolean
 * }} Session
 */

const KEY = 'huiyin-playground';
/** Enough to look back on; the browser's storage for a tab is small. */
const PRIVATES_KEPT = 60;

/** @type {Session} */
export const session = load();

/** Keeps the session over a reload; without storage (a private window may refuse it) it lasts as long as the page. */
export function saveSession() {
  session.privates = session.privates.slice(-PRIVATES_KEPT);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Nothing to do: the page works the same until it is closed.
  }
}

/** @returns {Session} */
function load() {
  const fresh = {
    person: page.people[0]?.id ?? '',
    conversation: page.channels[0]?.id ?? '',
    readByConversation: null,
    privates: [],
    guideHidden: false,
    draft: '',
    atHome: false,
  };
  const kept = { ...fresh, ...stored() };
  if (personOf(kept.person) === null) kept.person = fresh.person;
  const wanted = new URLSearchParams(location.search).get('at') ?? kept.conversation;
  kept.conversation = isPlace(wanted) ? wanted : fresh.conversation;
  if (kept.conversation.startsWith('@')) kept.person = kept.conversation.slice(1);
  return kept;
}

/** @returns {Partial<Session>} */
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {string} id */
function isPlace(id) {
  return id.startsWith('@') ? personOf(id.slice(1)) !== null : page.channels.some((channel) => channel.id === id);
}
