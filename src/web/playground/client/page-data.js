/**
 * What the server put into the page. The types here are the contract with `pageData` in page.ts.
 *
 * @typedef {{ id: string, name: string, role: string }} Person
 * @typedef {{ id: string, name: string }} Channel
 * @typedef {{ names: string[], summary: string, takesNumber: boolean }} Verb
 * @typedef {{ names: string[], description: string, usage: string, verbs: Verb[] }} Command
 * @typedef {{ name: string, on: 'message' | 'anywhere', label: string }} Shortcut
 * @typedef {{
 *   locale: string, texts: Record<string, string>, timezone: string, people: Person[], channels: Channel[],
 *   commands: Command[], shortcuts: Shortcut[]
 * }} PageData
 */

/** @type {PageData} */
export const page = JSON.parse(element('page-data').textContent ?? '');

/**
 * The element with this id, which the page always has.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element #${id}`);
  return found;
}

/**
 * A text of the page's language with its `{…}` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function text(key, params = {}) {
  return (page.texts[key] ?? key).replace(/\{(\w+)\}/g, (written, name) => String(params[name] ?? written));
}

const plural = new Intl.PluralRules(page.locale);

/**
 * The one of two plural forms that fits `n`; Chinese has one form for all numbers but reads better with both.
 * @param {string} stem
 * @param {number} n
 * @param {Record<string, string | number>} [params]
 */
export function counted(stem, n, params = {}) {
  const one = n === 1 || plural.select(n) === 'one';
  return text(one ? `${stem}One` : `${stem}Other`, { n, ...params });
}

/** @param {string} id */
export function personOf(id) {
  return page.people.find((person) => person.id === id) ?? null;
}

/**
 * What a conversation is called: a channel's name, or the person whose direct messages it holds.
 * @param {string} conversation
 */
export function placeName(conversation) {
  if (conversation.startsWith('@')) return personOf(conversation.slice(1))?.name ?? conversation;
  return page.channels.find((channel) => channel.id === conversation)?.name ?? conversation;
}
