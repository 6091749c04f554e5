import type { Locale } from '../../domain/vocabulary.ts';
import type { ChatPort, DeliveryOutcome, MessageAddress, OutboundMessage } from '../port.ts';
import { fetchSlackFile } from './fetch-file.ts';
import { type HistoryPage, idOf, METADATA_TYPE } from './history.ts';
import type { Log } from './log.ts';
import { failureToOutcome, isLockedOut } from './outcome.ts';
import { renderCard } from './render-card.ts';
import { renderHome } from './render-home.ts';
import { retractFromSlack } from './retract.ts';
import type { SlackTexts } from './texts.ts';
import { type CallSlack, type Failure, failureOf } from './web-api.ts';

export interface PortDeps {
  readonly call: CallSlack;
  readonly workspace: () => string;
  readonly texts: (locale: Locale | null) => SlackTexts;
  readonly log: Log;
  /** Machine time in milliseconds: how far back to look for a message in flight. */
  readonly now: () => number;
  /** For files, whose addresses are none of the API's. */
  readonly botToken: string;
  readonly apiUrl: string | undefined;
}

const HOUR_MS = 3_600_000;
/** How far back a message of an earlier process may lie: an outage over a weekend. */
const SEARCH_BACK_MS = 72 * HOUR_MS;
/** Slack's clock and ours differ. */
const SKEW_MS = 300_000;
const SEARCH_PAGES = 10;
const SEARCH_PAGE_SIZE = 200;
/** Opening a direct talk may take so long before what it was opened for is too old to be posted. */
const OPENING_MS = 3_000;
const REMEMBERED_ATTEMPTS = 5_000;
const REMEMBERED_TALKS = 10_000;

/** Slack as delivery sees it. Pace, order and repetition are the caller's business. */
export function createSlackPort(deps: PortDeps): ChatPort {
  const talkByUser = new Map<string, string>();
  const firstTriedById = new Map<string, number>();

  async function channelOf(message: Pick<OutboundMessage, 'to'>, signal: AbortSignal): Promise<string> {
    const { id } = message.to;
    if (!id.startsWith('@')) return id;
    const user = id.slice(1);
    const known = talkByUser.get(user);
    if (known !== undefined) return known;
    const { channel } = await deps.call('conversations.open', { users: user }, { signal });
    const talk = (channel as { id?: unknown } | undefined)?.id;
    if (typeof talk !== 'string') throw new Error('conversations.open answered without a channel');
    remember(talkByUser, user, talk, REMEMBERED_TALKS);
    return talk;
  }

  function content(message: OutboundMessage) {
    return {
      ...renderCard(message.card, deps.texts(message.locale)),
      metadata: { event_type: METADATA_TYPE, event_payload: { id: message.id } },
    };
  }

  function failed(error: unknown, method: string, shows: 'new-message' | 'nothing-new'): DeliveryOutcome {
    const failure: Failure = failureOf(error);
    if (isLockedOut(failure)) {
      deps.log.error({ method, failure }, 'Slack refuses the bot: check its token and scopes');
    }
    return failureToOutcome(failure, shows);
  }

  return {
    platform: 'slack',
    get workspace() {
      return deps.workspace();
    },
    capabilities: {
      forms: true,
      buttons: true,
      threads: true,
      updates: true,
      messageShortcuts: true,
      findable: true,
      // About one message a second to a channel (docs.slack.dev, rate limits).
      paceMs: 1_000,
      bundleMs: 60_000,
    },

    async post(message, signal) {
      const beganAt = deps.now();
      let channel: string;
      try {
        channel = await channelOf(message, signal);
        signal.throwIfAborted();
      } catch (error) {
        return failed(error, 'conversations.open', 'nothing-new');
      }
      // A process that was frozen over that call hears of the answer before it hears that its time is up.
      if (deps.now() - beganAt > OPENING_MS) {
        return { outcome: 'retry-later', reason: 'opening the talk took too long', afterMs: null, limited: false };
      }
      if (!firstTriedById.has(message.id)) remember(firstTriedById, message.id, deps.now(), REMEMBERED_ATTEMPTS);
      const thread = message.thread?.conversation === channel ? message.thread.message : null;
      try {
        const { ts, channel: shownIn } = await deps.call(
          'chat.postMessage',
          {
            ...content(message),
            channel,
            ...(thread === null ? {} : { thread_ts: thread }),
            unfurl_links: false,
            unfurl_media: false,
          },
          { signal },
        );
        if (typeof ts !== 'string') return { outcome: 'uncertain', reason: 'nonsense' };
        firstTriedById.delete(message.id);
        return {
          outcome: 'sent',
          address: { conversation: typeof shownIn === 'string' ? shownIn : channel, message: ts },
        };
      } catch (error) {
        return failed(error, 'chat.postMessage', 'new-message');
      }
    },

    async update(address, message, signal) {
      try {
        const { conversation: channel, message: ts } = address;
        await deps.call('chat.update', { ...content(message), channel, ts }, { signal });
        return { outcome: 'sent', address };
      } catch (error) {
        return failed(error, 'chat.update', 'nothing-new');
      }
    },

    async find(message, signal) {
      try {
        const channel = await channelOf(message, signal);
        const thread = message.thread?.conversation === channel ? message.thread.message : null;
        const since = firstTriedById.get(message.id) ?? deps.now() - SEARCH_BACK_MS;
        return await search(message.id, channel, thread, since - SKEW_MS, signal);
      } catch (error) {
        const failure = failureOf(error);
        deps.log.warn({ failure, message: message.id }, 'cannot look for a message in flight');
        // Where nothing can be posted any more, nothing needs finding either: the next post says so.
        return failure.kind === 'refused' && failureToOutcome(failure, 'nothing-new').outcome === 'rejected'
          ? null
          : 'unknown';
      }
    },

    fetchFile: (id, mostBytes, signal) => fetchSlackFile(deps, id, mostBytes, signal),
    retract: (what, signal) => retractFromSlack({ call: deps.call, channelOf, history: pages }, what, signal),

    async showHome({ account, cards, locale }, signal) {
      try {
        const view = renderHome({ cards }, deps.texts(locale));
        await deps.call('views.publish', { user_id: account, view }, { signal });
        return { outcome: 'shown' };
      } catch (error) {
        const failure = failed(error, 'views.publish', 'nothing-new');
        // A page may be shown any number of times: what is unclear is tried again.
        if (failure.outcome === 'retry-later') return failure;
        const reason = failure.outcome === 'rejected' ? failure.reason : failure.outcome;
        return failure.outcome === 'rejected'
          ? { outcome: 'rejected', reason }
          : { outcome: 'retry-later', reason, afterMs: null };
      }
    },
  };

  async function search(
    id: string,
    channel: string,
    thread: string | null,
    since: number,
    signal: AbortSignal,
  ): Promise<MessageAddress | null | 'unknown'> {
    let isRead = false;
    for await (const { messages, isLast } of pages({ channel, thread, since }, signal)) {
      const found = messages.find((one) => idOf(one) === id);
      if (found !== undefined) return { conversation: channel, message: found.ts };
      isRead = isLast;
    }
    return isRead ? null : 'unknown';
  }

  /** A talk from its newest message back, or a thread from its first one on; so many pages at most. */
  async function* pages(
    where: { readonly channel: string; readonly thread: string | null; readonly since: number },
    signal: AbortSignal,
  ): AsyncGenerator<HistoryPage> {
    const method = where.thread === null ? 'conversations.history' : 'conversations.replies';
    let cursor = '';
    for (let page = 0; page < SEARCH_PAGES; page++) {
      const answer = await deps.call(
        method,
        {
          channel: where.channel,
          ...(where.thread === null ? {} : { ts: where.thread }),
          oldest: String(Math.max(0, where.since) / 1_000),
          limit: SEARCH_PAGE_SIZE,
          include_all_metadata: true,
          ...(cursor === '' ? {} : { cursor }),
        },
        { signal },
      );
      cursor = (answer.response_metadata as { next_cursor?: string } | undefined)?.next_cursor ?? '';
      yield { messages: answer.messages as HistoryPage['messages'], isLast: cursor === '' };
      if (cursor === '') return;
    }
  }
}

/** Adds to a map that forgets its oldest entry beyond `most`. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
