import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Locale } from '../../domain/vocabulary.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Account, Dispatch, Reply } from '../inbound.ts';
import type { ChatPort } from '../port.ts';
import type { KeepSpoken } from '../spoken.ts';
import { createAnswers } from './answers.ts';
import { createDirectory } from './directory.ts';
import { registerJoined } from './joined.ts';
import { isKnownRequest } from './known-request.ts';
import { registerListeners } from './listeners.ts';
import { createBoltLogger, type Log } from './log.ts';
import { createSlackPort } from './port.ts';
import { createRequestGuard } from './request-guard.ts';
import { createSocketConnection, type SocketConnection } from './socket-connection.ts';
import type { SlackTexts } from './texts.ts';
import { registerTypedCommands } from './typed-commands.ts';
import { createCallSlack, failureOf, webClientOptions } from './web-api.ts';

export interface SlackConfig {
  readonly botToken: string;
  /** For HTTP; not needed with `appToken`. */
  readonly signingSecret?: string;
  /** Switches to Socket Mode. */
  readonly appToken?: string;
  /** Address of a stand-in for `https://slack.com/api/`. */
  readonly apiUrl?: string;
}

export interface SlackDeps {
  readonly config: SlackConfig;
  readonly dispatch: Dispatch;
  readonly catalogue: Catalogue;
  readonly log: Log;
  /** The adapter's own sentences; for a reader of unknown language (`null`) in the policy's. */
  readonly texts: (locale: Locale | null) => SlackTexts;
  /** Machine time in milliseconds. */
  readonly now?: () => number;
  /** A direct message through the outbox, for an answer that found no quicker way. */
  readonly deliverPrivately: (account: Account, reply: Reply) => Promise<void>;
  /** An answer stands in somebody's direct talk with us. Absent: nobody keeps it (tests). */
  readonly keepSpoken?: KeepSpoken;
  /** Somebody opens their page of ours (App Home); absent: there is none. */
  readonly homeOpened?: (account: Account) => Promise<void>;
  /** We were invited to a channel. Must not reject. */
  readonly joined?: (workspace: string, channel: string) => Promise<void>;
  /** Longest wait for one answer of Slack, in milliseconds. */
  readonly timeoutMs: number;
}

export interface Slack {
  /** Delivery's view of Slack; its workspace is known once `start` has resolved. */
  readonly port: ChatPort;
  /** For `POST /slack/events`; `null` in Socket Mode. */
  readonly requestListener: RequestListener | null;
  /** Asks Slack who we are, and connects in Socket Mode. Rejects when Slack refuses the token or stays unreachable. */
  start(): Promise<void>;
  /** Takes in nothing more. Work under way goes on. */
  stop(): Promise<void>;
  /** Resolves when everything that was taken in is done, answers after the acknowledgement included. */
  drain(): Promise<void>;
  /** The language somebody has set in Slack, when known; learned in the background for the next time. */
  localeOf(userId: string): Locale | null;
}

interface Identity {
  readonly workspace: string;
  readonly botUserId: string;
  readonly botId: string;
}

/** Slack delivers an event again that is not acknowledged within 3 s; by then ours are, in milliseconds. */
const EVENT_ACK_MS = 2_000;

/** Waits between attempts to reach Slack at start, in milliseconds. */
const START_WAITS_MS = [500, 1_000, 2_000, 4_000];

/** Slack through Bolt: requests in, answers and messages out. Nothing is sent or opened before `start`. */
export function createSlack(deps: SlackDeps): Slack {
  const { config, log } = deps;
  const now = deps.now ?? Date.now;
  const logger = createBoltLogger(log);
  const web = { botToken: config.botToken, apiUrl: config.apiUrl, timeoutMs: deps.timeoutMs, logger };
  const call = createCallSlack(web);
  const directory = createDirectory({ call, log, now });
  const underway = new Set<Promise<void>>();
  let identity: Identity | null = null;
  let isStopping = false;

  const known = (): Identity => {
    if (identity === null) throw new Error('Slack: start() has not resolved yet');
    return identity;
  };
  const accountOf = (workspace: string, id: string, name: string | null): Account => {
    const profile = directory.look(id);
    return { platform: 'slack', workspace, id, name: profile?.name ?? name, locale: profile?.locale ?? null };
  };

  const { receiver, requestListener, socket } = createReceiver();
  const app = new App({
    receiver,
    socketMode: config.appToken !== undefined,
    logger,
    // Bolt would ask auth.test in its constructor and, if that fails once, refuse every request from then on.
    authorize: async () => ({ botToken: config.botToken, botId: known().botId, botUserId: known().botUserId }),
    clientOptions: webClientOptions(web),
    convoStore: false,
    ignoreSelf: false,
  });
  trackWork();

  const answers = createAnswers({ ...deps, call });
  const listening = { ...deps, call, answers, accountOf, textsFor: (account: Account) => deps.texts(account.locale) };
  registerListeners(app, listening);
  const { keepSpoken = () => undefined } = deps;
  registerJoined(app, { botUserId: () => known().botUserId, joined: deps.joined ?? (async () => undefined) });
  registerTypedCommands(app, { ...listening, keepSpoken, botUserId: () => known().botUserId });

  function createReceiver(): {
    receiver: Receiver;
    requestListener: RequestListener | null;
    socket: SocketConnection | null;
  } {
    const { appToken, signingSecret = '' } = config;
    if (appToken !== undefined) {
      const installerOptions = { clientOptions: webClientOptions(web) };
      const overSocket = new SocketModeReceiver({ appToken, logger, installerOptions, autoReconnectEnabled: false });
      return { receiver: overSocket, requestListener: null, socket: createSocketConnection(overSocket, log) };
    }
    const overHttp = new HTTPReceiver({ signingSecret, logger });
    const isClosed = (): boolean => isStopping || identity === null;
    const guarded = createRequestGuard({ next: overHttp.requestListener, now, isClosed, log });
    return { receiver: overHttp, requestListener: guarded, socket: null };
  }

  /** Puts ourselves between receiver and app: whatever arrives is known to `drain` until its listener has ended. */
  function trackWork(): void {
    const process = app.processEvent.bind(app);
    app.processEvent = async (event) => {
      // In Socket Mode Slack sends an unacknowledged envelope again, to the next connection.
      if (isStopping && socket !== null) return;
      // Kinds that Bolt does not know would wait 3 s for a 404, shapes that it does not know end in a 500, and Slack would
      // send both again.
      if (!isKnownRequest(event.body)) {
        const kind: unknown = event.body['type'];
        log.warn(
          { kind: typeof kind === 'string' ? kind.slice(0, 40) : null },
          'a request of Slack has a shape that nobody knows',
        );
        return event.ack();
      }
      const work = event.body.event === undefined ? process(event) : processThenAcknowledge(process, event);
      const settled = work.then(
        () => {},
        // Bolt's own line says that there was an error, not which.
        (err: unknown) => log.error({ err }, 'a request of Slack ended in an error'),
      );
      underway.add(settled);
      void settled.then(() => underway.delete(settled));
      return work;
    };
  }

  async function whoAmI(): Promise<Identity> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await call('auth.test', {});
        return {
          workspace: String(answer.team_id),
          botUserId: String(answer.user_id),
          botId: String(answer.bot_id),
        };
      } catch (error) {
        const failure = failureOf(error);
        const waitMs = START_WAITS_MS[attempt];
        if (failure.kind === 'refused' || waitMs === undefined) {
          const reason = 'code' in failure ? failure.code : 'reason' in failure ? failure.reason : failure.kind;
          throw new Error(`SLACK_BOT_TOKEN: Slack answers "${reason}" to auth.test`, { cause: error });
        }
        log.warn({ failure, waitMs }, 'Slack cannot be reached yet');
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  return {
    port: createSlackPort({
      call,
      workspace: () => known().workspace,
      texts: deps.texts,
      log,
      now,
      botToken: config.botToken,
      apiUrl: config.apiUrl,
    }),
    requestListener,
    async start() {
      identity = await whoAmI();
      await socket?.start();
    },
    async stop() {
      isStopping = true;
    },
    async drain() {
      while (underway.size > 0) await Promise.all(underway);
      await directory.idle();
      // Only now: an acknowledgement goes back over the connection that its envelope came by.
      if (isStopping) await socket?.stop();
    },
    localeOf: (userId) => directory.look(userId)?.locale ?? null,
  };
}

/**
 * Bolt acknowledges an event before its listener runs: what was written to a process that then died was lost, because
 * Slack took it for delivered. So it is acknowledged when the listener is done, or when Slack would not wait longer.
 */
async function processThenAcknowledge(
  process: (event: ReceiverEvent) => Promise<void>,
  event: ReceiverEvent,
): Promise<void> {
  const work = process({ ...event, ack: async () => undefined });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, EVENT_ACK_MS);
  });
  const settled = work.then(
    () => {},
    () => {},
  );
  await Promise.race([settled, late]);
  clearTimeout(timer);
  await event.ack();
  return work;
}
