import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Feed } from '../../chat/playground/feed.ts';
import type { Ms } from '../../domain/time.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { type PlaygroundPages, reading } from './deps.ts';
import { sentMessage } from './message-view.ts';

/** A sign of life this often, so that a dead connection is noticed on both sides. */
const HEARTBEAT_MS: Ms = 15_000;
/** A browser that lost the stream comes back after this long. */
const RETRY_MS: Ms = 1_000;

/**
 * The stream of changes. Each reader has its own place in the feed and fetches from there when woken, so a slow reader
 * skips states in between instead of making a queue grow, and a reader that comes back goes on where it was.
 *
 * Events: `hello` {epoch} · `message` (see SentMessage) · `synced` when all that stood there was sent · `clock` {now}.
 */
export function streamChanges(context: Context, pages: PlaygroundPages, locale: Locale): Response {
  const { feed } = pages.playground;
  const after = placeOf(feed, context.req.header('last-event-id') ?? context.req.query('after') ?? '');
  context.header('X-Accel-Buffering', 'no');
  const response = streamSSE(context, async (stream) => {
    const ended = new AbortController();
    stream.onAbort(() => ended.abort());
    const stop = AbortSignal.any([ended.signal, pages.stopping]);
    let cursor = after;

    const event = (name: string, data: unknown) =>
      stream.writeSSE({ event: name, retry: RETRY_MS, id: `${feed.epoch}:${cursor}`, data: JSON.stringify(data) });
    const sendChanges = async () => {
      for (const entry of feed.changedAfter(cursor)) {
        if (stop.aborted) return;
        cursor = entry.seq;
        await event('message', await sentMessage(entry, reading(pages, locale)));
      }
    };
    const sendClock = () => event('clock', { now: pages.clock.now() });

    await event('hello', { epoch: feed.epoch });
    await sendClock();
    await sendChanges();
    await event('synced', {});
    while (!stop.aborted) {
      const woken = await changeAfter(feed, cursor, stop);
      if (stop.aborted) return;
      await sendChanges();
      if (woken === 'heartbeat') await sendClock();
    }
  });
  // When the process stops, a browser would come back at once on the kept connection and the server never be closed.
  response.headers.set('Connection', 'close');
  return response;
}

/** Where a reader stopped; 0, everything, when it comes from before a restart. */
function placeOf(feed: Feed, id: string): number {
  const colon = id.lastIndexOf(':');
  const seq = Number(id.slice(colon + 1));
  return id.slice(0, colon) === feed.epoch && Number.isSafeInteger(seq) && seq > 0 ? seq : 0;
}

function changeAfter(feed: Feed, cursor: number, stop: AbortSignal): Promise<'change' | 'heartbeat' | 'stop'> {
  if (feed.seq > cursor) return Promise.resolve('change');
  return new Promise((resolve) => {
    const settle = (outcome: 'change' | 'heartbeat' | 'stop') => {
      clearTimeout(timer);
      unsubscribe();
      stop.removeEventListener('abort', onStop);
      resolve(outcome);
    };
    const onStop = () => settle('stop');
    const unsubscribe = feed.subscribe(() => settle('change'));
    const timer = setTimeout(() => settle('heartbeat'), HEARTBEAT_MS);
    stop.addEventListener('abort', onStop);
    if (stop.aborted) onStop();
  });
}
