import { randomUUID } from 'node:crypto';
import type { Ms } from '../../../domain/time.ts';
import type { Locale } from '../../../domain/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Form } from '../../form.ts';
import type { AnswerForm, KeptForm } from '../../form-link.ts';
import type { Account, Dispatch } from '../../inbound.ts';
import { createInbox, type InboxStore } from '../../inbox.ts';
import type { ChatPort } from '../../port.ts';
import { aboutOf } from '../../spoken.ts';
import type { Log } from '../app/log.ts';
import { createAnswers } from './answers.ts';
import { type ConnectionTiming, openConnection, TIMING } from './connection.ts';
import { createDeeds } from './deeds.ts';
import type { Incoming } from './frames.ts';
import { type BotTrouble, createHolder, type LeaseAnswer } from './holder.ts';
import { createPace, type Pace } from './pace.ts';
import { createBotPort } from './port.ts';
import { createReplies } from './replies.ts';
import { createSpeaker } from './speaker.ts';
import { createTypedReader } from './typed-text.ts';
import { createUserIds, type ToUserId } from './user-ids.ts';
import { groupConversation } from './way.ts';

export interface WecomBotConfig {
  /** Address of the long connection. */
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  /** The corp id when the app is configured too, else the bot's id. */
  readonly workspace: string;
  /** No other surface reaches people: the bot's own direct chats do. */
  readonly servesPeople: boolean;
}

export interface WecomBotDeps {
  readonly config: WecomBotConfig;
  readonly dispatch: Dispatch;
  readonly catalogue: Catalogue;
  readonly inboxStore: InboxStore;
  /** The lease of the connection, by the database's time. */
  readonly lease: { take(): Promise<LeaseAnswer>; release(): Promise<void> };
  readonly localeAt: (conversation: string) => Locale;
  readonly messages: (locale: Locale) => Messages;
  /** The name to show for a user id, when one is known. */
  readonly nameOf: (userId: string) => string | null;
  /** Somebody in the company is called so. */
  readonly isPerson: (name: string) => boolean;
  /** A group that the policy names as a team's channel. */
  readonly isTeamPlace: (conversation: string) => boolean;
  readonly newestCard: (conversation: string, message: string) => Promise<{ card: Card; locale: Locale } | null>;
  readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
  readonly answerForm: AnswerForm;
  readonly formElsewhere: ((account: Account, form: Form) => Promise<boolean>) | null;
  readonly toUserId: ToUserId | null;
  readonly onTrouble: (trouble: BotTrouble) => void;
  /** The connection is there: what waits for it may go. */
  readonly onConnected: () => void;
  readonly count: (frame: Incoming['kind']) => void;
  readonly onUnknownCode: () => void;
  /** Something was said in a conversation past delivery. Must not throw. */
  readonly onSaid: (conversation: string, about: readonly string[]) => void;
  readonly log: Log;
  readonly timing?: ConnectionTiming;
  /** Instead of the platform's own limits. */
  readonly pace?: Pace;
}

export interface WecomBot {
  readonly port: ChatPort;
  /** Asks for the lease; the connection follows when it is ours. */
  start(): void;
  /** Takes over nothing more that others left behind. */
  stop(): void;
  /** Resolves when everything that was taken in is answered. */
  drain(): Promise<void>;
  /** Ends the connection and gives the lease back. What came in until then is in the inbox, for the next holder. */
  close(): Promise<void>;
}

const elapsed = (): Ms => performance.now();

/** The AI bot over its long connection: of all replicas one holds it, and speaks and listens for them all. */
export function createWecomBot(deps: WecomBotDeps): WecomBot {
  const { config, log } = deps;
  const { workspace } = config;
  const process = randomUUID();
  const surface = `wecom/${workspace}/bot`;

  const holder = createHolder({
    take: () => deps.lease.take(),
    release: () => deps.lease.release(),
    open: (signal) =>
      openConnection({
        ...config,
        signal,
        log,
        timing: deps.timing ?? TIMING,
        mayWrite: () => holder.isTrusted(),
        onFrame: (frame) => deeds.receive(frame),
      }),
    onTrouble: deps.onTrouble,
    onConnected: deps.onConnected,
    elapsed,
    random: Math.random,
    log,
  });
  const isServing = () => holder.connection() !== null;
  const speaker = createSpeaker({
    connection: () => holder.connection(),
    pace: deps.pace ?? createPace(elapsed),
    onSaid: ({ id, isGroup }, content) => deps.onSaid(isGroup ? groupConversation(id) : `@${id}`, aboutOf(content)),
  });
  const inbox = createInbox({
    store: deps.inboxStore,
    surface,
    handle: (deed) => deeds.handle(deed),
    mayTakeOver: isServing,
    log,
  });
  const answers = createAnswers({
    ...deps,
    speaker,
    readReply: createReplies({ ...deps, speaker }),
    elapsed,
    process,
  });
  const deeds = createDeeds({
    ...deps,
    workspace,
    surface,
    inbox,
    answers,
    speaker,
    typed: createTypedReader(deps),
    userIds: createUserIds(deps),
    accountOf: (id) => ({ platform: 'wecom', workspace, id, name: deps.nameOf(id), locale: null }),
    welcomeText: (conversation) => {
      const { bot } = deps.messages(deps.localeAt(conversation)).wecom;
      return bot.welcome({ example: bot.example });
    },
    elapsed,
    process,
  });

  async function drain(): Promise<void> {
    await deeds.drain();
    await inbox.drain();
  }

  return {
    port: createBotPort({
      ...deps,
      workspace,
      serves: config.servesPeople ? ['bot:', '@'] : ['bot:'],
      speaker,
      isServing,
      newSuffix: () => randomUUID().slice(0, 8),
    }),
    start() {
      holder.start();
      inbox.start();
    },
    stop: () => inbox.stop(),
    drain,
    async close() {
      await holder.stop();
      await drain();
    },
  };
}
