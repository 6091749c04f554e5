import type { Locale } from '../../../domain/vocabulary.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { ChatPort, OutboundMessage } from '../../port.ts';
import type { Log } from '../app/log.ts';
import { MEMBER_WINDOWS } from '../pace.ts';
import { amongOthers } from '../render/texts.ts';
import { messageContent } from './content.ts';
import { answerToOutcome, isUnknownRefusal } from './outcome.ts';
import type { Chat, Content, Speaker } from './speaker.ts';

export interface PortDeps {
  readonly workspace: string;
  /** `bot:`, and `@` where no other surface reaches people. */
  readonly serves: readonly string[];
  readonly speaker: Speaker;
  /** This replica has the connection. */
  readonly isServing: () => boolean;
  readonly messages: (locale: Locale) => Pick<Messages, 'wecomRender'>;
  readonly log: Log;
  /** A code that nobody here knows. */
  readonly onUnknownCode: () => void;
  /** Differs for each call: task ids must never come twice. */
  readonly newSuffix: () => string;
}

const GROUP = 'bot:';

/**
 * The AI bot as delivery sees it. A card can be changed for 5 s after a click and never else, so there are no updates
 * here; instead what happens to a ticket is told below its card, as a short message of its own, since groups know no
 * threads. The click itself shows the card anew (see answers.ts).
 */
export function createBotPort(deps: PortDeps): ChatPort {
  return {
    platform: 'wecom',
    workspace: deps.workspace,
    serves: deps.serves,
    isServing: deps.isServing,
    capabilities: {
      forms: false,
      buttons: true,
      threads: true,
      updates: false,
      messageShortcuts: false,
      findable: false,
      answersAlone: false,
      paceMs: 1_000,
      bundleMs: 60_000,
      windows: MEMBER_WINDOWS,
    },

    async post(message, signal) {
      const chat = chatOf(message.to.id);
      if (chat === null) return { outcome: 'rejected', reason: `no chat of the AI bot: ${message.to.id}`, gone: true };
      const taskId = `${message.id}_${deps.newSuffix()}`;
      const answer = await deps.speaker.post(chat, contentOf(message, chat, taskId), signal);
      if (isUnknownRefusal(answer)) {
        deps.onUnknownCode();
        deps.log.error({ answer }, 'WeCom refused a message of the AI bot with an unknown code');
      }
      return answerToOutcome(answer, { conversation: message.to.id, message: taskId });
    },

    async update() {
      return { outcome: 'rejected', reason: 'a card of the AI bot cannot be changed later', gone: false };
    },

    async find() {
      return 'unknown';
    },
  };

  function contentOf({ card, thread, locale }: OutboundMessage, { isGroup }: Chat, taskId: string): Content {
    const { wecomRender } = deps.messages(locale);
    const texts = isGroup ? amongOthers(wecomRender) : wecomRender;
    if (thread === null) return messageContent(card, taskId, texts);
    // Far below the card it belongs to: the sentence that stands alone, and nothing else.
    return messageContent({ tone: card.tone, title: card.summary, summary: card.summary }, taskId, texts);
  }
}

/** Where a conversation is; `null` for one that is none of ours. */
function chatOf(conversation: string): Chat | null {
  if (conversation.startsWith(GROUP) && conversation.length > GROUP.length) {
    return { id: conversation.slice(GROUP.length), isGroup: true };
  }
  return conversation.startsWith('@') && conversation.length > 1 ? { id: conversation.slice(1), isGroup: false } : null;
}

/** The message of delivery's that a task id was made for; `null` for another card. */
export function messageIdOf(taskId: string): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_/.exec(taskId)?.[1] ?? null;
}
