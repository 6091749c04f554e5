import { make, messageElement, replaceMessage } from './message-element.js';
import { counted, element, placeName, text } from './page-data.js';
import { saveSession, session } from './session.js';

/** @typedef {import('./feed.js').Message} Message */

/** @type {Map<string, Message>} */
const messagesById = new Map();
/** Messages whose history is unfolded. @type {Set<string>} */
const openThreads = new Set();
/** Cards whose history has grown since it was looked at. @type {Set<string>} */
const freshThreads = new Set();

const list = element('messages');
const scroller = element('conversation');
const jump = element('jump');
const announcer = element('announcer');

/** Forgets every message, before all are sent again. */
export function clearMessages() {
  messagesById.clear();
}

/**
 * Takes a message in; shows it in place when it belongs to the conversation on the screen.
 * @param {Message} message
 * @param {boolean} live
 */
export function takeMessage(message, live) {
  const known = messagesById.get(message.id);
  messagesById.set(message.id, message);
  if (!live) return;
  if (message.thread !== null && known === undefined && !openThreads.has(message.thread)) {
    freshThreads.add(message.thread);
  }
  if (message.conversation !== session.conversation) return;
  if (known === undefined) announcer.textContent = message.summary;
  const atEnd = isAtEnd();
  const root = message.thread === null ? message : messagesById.get(message.thread);
  if (root !== undefined) showRoot(root, message);
  if (message.conversation === session.conversation) markRead();
  if (atEnd) scrollToEnd();
  else if (known === undefined && message.thread === null) jump.hidden = false;
}

/** Shows the whole conversation anew. */
export function showConversation() {
  const place = session.conversation;
  const direct = place.startsWith('@');
  const name = placeName(place);
  document.body.classList.toggle('in-direct', direct);
  element('place-name').textContent = direct ? text('directOf', { name }) : `# ${name}`;
  element('place-sub').textContent = direct ? text('directSub', { name }) : text('channelSub');
  list.replaceChildren();
  const roots = [...messagesById.values()].filter(
    ({ conversation, thread }) => conversation === place && thread === null,
  );
  roots.sort((a, b) => a.order - b.order);
  const privates = session.privates.filter((reply) => reply.conversation === place && reply.person === session.person);
  for (const root of roots) {
    while (privates[0] !== undefined && privates[0].after < root.order) appendPrivate(privates.shift());
    showRoot(root, null);
  }
  for (const reply of privates) appendPrivate(reply);
  const isEmpty = list.childElementCount === 0;
  if (isEmpty) appendEmpty(direct, name);
  markRead();
  scrollToEnd();
  // On a small screen the guide is longer than the page: it is read from its beginning.
  if (isEmpty) scroller.scrollTop = 0;
}

/**
 * Shows a reply that only the person who speaks can see, and what they typed to get it.
 * @param {{ person: string, conversation: string, typed: string | null, html: string, time: string }} reply
 */
export function addPrivate(reply) {
  const kept = { ...reply, id: crypto.getRandomValues(new Uint32Array(2)).join('-'), after: lastOrder() };
  session.privates.push(kept);
  saveSession();
  if (reply.conversation !== session.conversation || reply.person !== session.person) return;
  list.querySelector('.empty')?.remove();
  appendPrivate(kept);
  scrollToEnd();
  // An answer that is longer than the screen is read from its beginning.
  const shown = list.lastElementChild;
  if (shown !== null && shown.clientHeight > scroller.clientHeight) shown.scrollIntoView({ block: 'start' });
}

/** Unread messages by conversation; those in histories are marked at their card instead. */
export function unreadByConversation() {
  const read = session.readByConversation ?? {};
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { conversation, thread, order, author } of messagesById.values()) {
    if (thread !== null || order <= (read[conversation] ?? 0) || author === session.person) continue;
    counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  }
  return counts;
}

/** On the first visit everything that stands there counts as read. */
export function startReading() {
  if (session.readByConversation !== null) return;
  session.readByConversation = {};
  for (const { conversation } of messagesById.values()) session.readByConversation[conversation] = lastOrder();
  saveSession();
}

/** Ticket numbers seen so far, the latest first. */
export function seenNumbers() {
  const numbers = [...messagesById.values()].toSorted((a, b) => b.order - a.order).flatMap(({ numbers }) => numbers);
  return [...new Set(numbers)];
}

/**
 * The message that an element belongs to.
 * @param {Element} inside
 */
export function messageIdOf(inside) {
  return inside.closest('[data-message]')?.getAttribute('data-message') ?? null;
}

export function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  jump.hidden = true;
}

scroller.addEventListener('scroll', () => {
  if (isAtEnd()) jump.hidden = true;
});
jump.addEventListener('click', scrollToEnd);

function isAtEnd() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}

function lastOrder() {
  return Math.max(0, ...Array.from(messagesById.values(), ({ order }) => order));
}

function markRead() {
  if (session.readByConversation === null) return;
  session.readByConversation[session.conversation] = lastOrder();
  saveSession();
}

/**
 * Shows a message and its history; `changed` is the one of them that is new, or null when all are.
 * @param {Message} root
 * @param {Message | null} changed
 */
function showRoot(root, changed) {
  let item = list.querySelector(`[data-root="${CSS.escape(root.id)}"]`);
  if (item === null) {
    list.querySelector('.empty')?.remove();
    if ([...list.querySelectorAll('[data-day]')].at(-1)?.getAttribute('data-day') !== root.day) {
      const day = make('li', 'day');
      day.append(make('span', '', root.day));
      list.append(day);
    }
    item = make('li', 'entry');
    item.setAttribute('data-root', root.id);
    item.setAttribute('data-day', root.day);
    item.append(messageElement(root));
    list.append(item);
  } else if (changed === root) {
    replaceMessage(item.firstElementChild, root);
  }
  showThread(item, root);
}

/**
 * @param {Element} item
 * @param {Message} root
 */
function showThread(item, root) {
  const replies = [...messagesById.values()].filter(({ thread }) => thread === root.id);
  if (replies.length === 0) return;
  replies.sort((a, b) => a.order - b.order);
  let details = item.querySelector(':scope > details');
  if (!(details instanceof HTMLDetailsElement)) {
    const made = document.createElement('details');
    made.className = 'thread';
    made.open = openThreads.has(root.id);
    made.append(make('summary'), make('div', 'replies'));
    made.addEventListener('toggle', () => {
      if (!made.open) return openThreads.delete(root.id);
      openThreads.add(root.id);
      freshThreads.delete(root.id);
      made.querySelector('.fresh')?.remove();
    });
    item.append(made);
    details = made;
  }
  const [summary, body] = details.children;
  summary?.replaceChildren(counted('thread', replies.length));
  if (freshThreads.has(root.id)) summary?.append(make('span', 'fresh', text('fresh')));
  body?.replaceChildren(...replies.map(messageElement));
}

/** @param {import('./session.js').PrivateReply | undefined} reply */
function appendPrivate(reply) {
  if (reply === undefined) return;
  const item = make('li', 'entry private');
  item.setAttribute('data-private', reply.id);
  const head = make('p', 'private-head');
  head.append(make('span', 'eye'), text('onlyYou'));
  const time = make('time', '', reply.time);
  const remove = make('button', 'icon-button small', '×');
  remove.setAttribute('type', 'button');
  remove.setAttribute('data-dismiss', reply.id);
  remove.setAttribute('aria-label', text('dismiss'));
  head.append(time, remove);
  item.append(head);
  if (reply.typed !== null) {
    const typed = make('p', 'typed');
    typed.append(`${text('youTyped')} `, make('code', '', reply.typed));
    item.append(typed);
  }
  const body = make('div', 'private-body');
  body.innerHTML = reply.html;
  item.append(body);
  list.append(item);
}

/**
 * Removes a private reply from the conversation.
 * @param {string} id
 */
export function dismissPrivate(id) {
  session.privates = session.privates.filter((reply) => reply.id !== id);
  saveSession();
  list.querySelector(`[data-private="${CSS.escape(id)}"]`)?.remove();
}

/**
 * @param {boolean} direct
 * @param {string} name
 */
function appendEmpty(direct, name) {
  list.append(make('li', 'empty', direct ? text('emptyDirect', { name }) : text('emptyChannel')));
}
