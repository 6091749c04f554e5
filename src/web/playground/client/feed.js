import { page } from './page-data.js';

/**
 * @typedef {{
 *   id: string, conversation: string, thread: string | null, author: string | null, order: number, version: number,
 *   day: string, summary: string, numbers: string[], html: string
 * }} Message
 * @typedef {{
 *   reset(): void, message(message: Message, live: boolean): void, synced(): void, clock(now: number): void,
 *   connected(yes: boolean): void
 * }} FeedListener
 */

const RETRY_MS = 2_000;

/**
 * Follows the stream of changes for as long as the page lives, and goes on where it was after a gap.
 * @param {FeedListener} listener
 */
export function followFeed(listener) {
  let epoch = '';
  let place = '';

  function connect() {
    let live = false;
    const query = new URLSearchParams({ lang: page.locale, after: place });
    const source = new EventSource(`/playground/stream?${query}`);

    /** @param {MessageEvent} event */
    const read = (event) => {
      place = event.lastEventId;
      return JSON.parse(event.data);
    };
    source.addEventListener('hello', (event) => {
      const hello = read(event);
      live = false;
      // Another epoch: the server started anew and will send everything.
      if (epoch !== hello.epoch) listener.reset();
      epoch = hello.epoch;
      listener.connected(true);
    });
    source.addEventListener('message', (event) => listener.message(read(event), live));
    source.addEventListener('synced', (event) => {
      read(event);
      live = true;
      listener.synced();
    });
    source.addEventListener('clock', (event) => listener.clock(read(event).now));
    source.addEventListener('error', () => {
      listener.connected(false);
      // The browser retries by itself except after an answer that was no stream, such as a proxy's error page.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
    });
  }
  connect();
}
