import { page, text } from './page-data.js';

/**
 * @typedef {{ type: 'text', text: string } | { type: 'click', action: string, value: string }
 *   | { type: 'form', action: string, context: string, values: Record<string, string> }
 *   | { type: 'shortcut', name: string, message: string | null }} What
 * @typedef {{ kind: 'card' | 'form' | 'form-errors' | 'nothing' | 'said', html?: string, errors?: Record<string, string>, later: boolean }} Reply
 */

/** Something the page asked for did not work; the message is fit for people. */
export class RequestError extends Error {}

/** A new id for something a person does; the same deed sent again carries the same id. */
export function newId() {
  // randomUUID exists on secure origins only; the playground may be opened by a plain address in an office network.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Sends a deed. Throws RequestError when it did not arrive or was refused by the server itself.
 * @param {{ id: string, as: string, where: string, what: What }} deed
 * @returns {Promise<Reply>}
 */
export function sendDeed(deed) {
  return request('/playground/deeds', { ...deed, locale: page.locale });
}

/**
 * Waits for the rest of an answer that was still under way.
 * @param {string} id
 * @returns {Promise<Reply>}
 */
export function fetchLater(id) {
  return request(`/playground/answers/${id}`, null);
}

/**
 * What somebody owes.
 * @param {string} person
 * @returns {Promise<{ html: string, total: number, late: number }>}
 */
export function fetchHome(person) {
  return request(`/playground/home?${new URLSearchParams({ as: person, lang: page.locale })}`, null);
}

/**
 * @param {string} step
 * @returns {Promise<{ from: number, to: number, ticks: number, posted: number }>}
 */
export function moveClock(step) {
  return request('/playground/clock', { step });
}

/** @param {string} locale */
export function chooseLocale(locale) {
  return request('/playground/locale', { locale });
}

/**
 * @param {string} path
 * @param {unknown} body
 */
async function request(path, body) {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, body === null ? {} : post);
  } catch {
    throw new RequestError(text('notSent'));
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  throw new RequestError(text('failed', { reason: answer?.error ?? response.status }));
}
