import { randomUUID } from 'node:crypto';
import type { ChoiceCard } from '../render/choice-card.ts';
import type { TemplateCard } from '../render/template-card.ts';
import type { BotAnswer, Connection } from './connection.ts';
import type { Pace } from './pace.ts';

/** What is said: markdown, or a card with buttons. */
export type Content =
  | { readonly kind: 'markdown'; readonly text: string }
  | { readonly kind: 'card'; readonly card: TemplateCard | ChoiceCard };

/** Whom it is said to: a group, or one person. */
export interface Chat {
  readonly id: string;
  readonly isGroup: boolean;
}

/** The ways in which the bot speaks, none faster than the platform listens. */
export interface Speaker {
  /** For delivery, which keeps to the limits: to a chat in which somebody has written to the bot (`aibot_send_msg`). */
  post(chat: Chat, content: Content, signal: AbortSignal): Promise<BotAnswer>;
  /** An answer as a message of its own. */
  tell(chat: Chat, content: Content): Promise<BotAnswer>;
  /** In answer to a message, within a day (`aibot_respond_msg`); unfinished words are replaced by the next ones. */
  respond(chat: Chat, reqId: string, content: Content, stream?: { id: string; isLast: boolean }): Promise<BotAnswer>;
  /** A new state of the card that was clicked, within 5 s (`aibot_respond_update_msg`). */
  updateCard(reqId: string, card: TemplateCard | ChoiceCard): Promise<BotAnswer>;
  /** In answer to somebody who opened the talk for the first time today, within 5 s. */
  welcome(reqId: string, text: string): Promise<BotAnswer>;
}

/** `chat_type` of `aibot_send_msg`. */
const CHAT_TYPES = { single: 1, group: 2 };

export interface SpeakerDeps {
  readonly connection: () => Connection | null;
  readonly pace: Pace;
  /** Something was said past delivery: it counts against the limits that delivery keeps. Must not throw. */
  readonly onSaid: (chat: Chat, content: Content) => void;
}

export function createSpeaker({ connection, pace, onSaid }: SpeakerDeps): Speaker {
  async function send(
    cmd: string,
    body: object,
    options: { reqId?: string; signal?: AbortSignal } = {},
  ): Promise<BotAnswer> {
    const open = connection();
    return open === null ? { kind: 'not-sent', reason: 'not connected' } : open.request(cmd, body, options);
  }

  async function paced(chat: Chat, content: Content, speak: () => Promise<BotAnswer>): Promise<BotAnswer> {
    const turn = pace.take(chat.id);
    if (!turn.ok) return { kind: 'not-sent', reason: 'too much was said there within a minute', waitMs: turn.waitMs };
    const answer = await speak();
    if (answer.kind === 'not-sent') pace.giveBack(chat.id);
    else onSaid(chat, content);
    return answer;
  }

  const message = (chat: Chat, content: Content) => ({
    chatid: chat.id,
    chat_type: chat.isGroup ? CHAT_TYPES.group : CHAT_TYPES.single,
    ...bodyOf(content),
  });

  return {
    async post(chat, content, signal) {
      const answer = await send('aibot_send_msg', message(chat, content), { signal });
      if (answer.kind !== 'not-sent') pace.note(chat.id);
      return answer;
    },
    tell: (chat, content) => paced(chat, content, () => send('aibot_send_msg', message(chat, content))),
    respond: (chat, reqId, content, stream = { id: randomUUID(), isLast: true }) => {
      const body =
        content.kind === 'card'
          ? bodyOf(content)
          : { msgtype: 'stream', stream: { id: stream.id, finish: stream.isLast, content: content.text } };
      return paced(chat, content, () => send('aibot_respond_msg', body, { reqId }));
    },
    updateCard: (reqId, card) =>
      send('aibot_respond_update_msg', { response_type: 'update_template_card', template_card: card }, { reqId }),
    welcome: (reqId, text) =>
      send('aibot_respond_welcome_msg', { msgtype: 'text', text: { content: text } }, { reqId }),
  };
}

function bodyOf(content: Content): object {
  return content.kind === 'card'
    ? { msgtype: 'template_card', template_card: content.card }
    : { msgtype: 'markdown', markdown: { content: content.text } };
}
