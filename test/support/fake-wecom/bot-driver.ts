import { randomUUID } from 'node:crypto';
import { type BotChat, type BotMessage, type BotWorld, chatOf } from './bot-world.ts';
import { selectionOn } from './world.ts';

/** A message of the bot's as people see it. Its getters always tell what is seen now. */
export interface ShownBotMessage {
  readonly id: string;
  readonly taskId: string | null;
  readonly text: string;
  readonly buttons: readonly string[];
  /** Drop-down lists by key, with the labels that can be chosen. */
  readonly selects: ReadonlyMap<string, readonly string[]>;
  /** 0 for a message never changed. */
  readonly updates: number;
  readonly isFinished: boolean;
  /**
   * Somebody presses a button by what stands on it; one that is not there fails the test. `chosen`: what is set in
   * drop-down lists before; `forged` stands in place of what they would tell. Returns the click's request.
   */
  click(
    userId: string,
    label: string,
    chosen?: Readonly<Record<string, string>>,
    forged?: readonly (readonly [string, string])[],
  ): string;
  /** Waits until the message shows a new state that matches. */
  expectUpdate(wanted: RegExp): Promise<void>;
}

export interface BotChatDriver {
  /** Sends text, in a group with the bot called at its head unless the text calls it itself. Returns the request's id. */
  says(userId: string, text: string, more?: { quote?: string; msgId?: string; raw?: object }): string;
  /** Waits for the finished answer to a request. */
  answerTo(reqId: string): Promise<ShownBotMessage>;
  /** What the bot said here, oldest first. */
  messages(): ShownBotMessage[];
  /** Waits for a message whose text matches; with `after`, one younger than that. The youngest match wins. */
  expectMessage(wanted: RegExp, options?: { after?: ShownBotMessage }): Promise<ShownBotMessage>;
  /** Somebody has written to the bot here before. */
  open(): void;
}

export interface BotDriver {
  /** How the bot is called in groups. */
  readonly botName: string;
  group(chatId: string): BotChatDriver;
  single(userId: string): BotChatDriver;
  /** Somebody opens the talk with the bot for the first time today. Returns the request's id. */
  enters(userId: string): string;
}

export function createBotDriver(world: BotWorld, botId: string, send: (text: string) => void): BotDriver {
  const botName = '回音';

  function callback(cmd: string, reqId: string, chat: BotChat, userId: string, body: object): string {
    const place = chat.isGroup ? { chatid: chat.id, chattype: 'group' } : { chattype: 'single' };
    const all = { aibotid: botId, ...place, from: { userid: userId }, ...body };
    send(JSON.stringify({ cmd, headers: { req_id: reqId }, body: all }));
    return reqId;
  }

  function request(kind: 'message' | 'click' | 'enter', chat: BotChat, taskId: string | null): string {
    const reqId = `req-${randomUUID()}`;
    world.requests.set(reqId, { reqId, kind, chat: chat.key, taskId, at: world.now(), isAnswered: false });
    return reqId;
  }

  function drive(chat: BotChat): BotChatDriver {
    const here = (): BotMessage[] => world.messages.filter((one) => one.chat === chat.key);
    const show = (message: BotMessage): ShownBotMessage => ({
      id: message.id,
      taskId: message.taskId,
      get text() {
        return message.text;
      },
      get buttons() {
        return message.buttons.map((one) => one.text);
      },
      get selects() {
        return new Map(message.selects.map(({ key, options }) => [key, options.map(({ text }) => text)]));
      },
      get updates() {
        return message.updates;
      },
      get isFinished() {
        return message.isFinished;
      },
      click(userId, label, chosen = {}, forged) {
        const button = message.buttons.find((one) => one.text === label);
        if (button === undefined || message.taskId === null) {
          const labels = message.buttons.map((one) => one.text).join('] [');
          throw new Error(`no button "${label}" on:\n${message.text}\n[${labels}]`);
        }
        const reqId = request('click', chat, message.taskId);
        return callback('aibot_event_callback', reqId, chat, userId, {
          msgid: `click${world.next()}`,
          create_time: Math.floor(world.now() / 1_000),
          msgtype: 'event',
          event: {
            eventtype: 'template_card_event',
            template_card_event: {
              card_type: message.selects.length > 0 ? 'multiple_interaction' : 'button_interaction',
              event_key: button.key,
              task_id: message.taskId,
              selected_items:
                message.selects.length === 0
                  ? {}
                  : {
                      selected_item: (forged ?? selectionOn(message.selects, chosen)).map(([key, option]) => ({
                        question_key: key,
                        option_ids: { option_id: [option] },
                      })),
                    },
            },
          },
        });
      },
      async expectUpdate(wanted) {
        await world.until(
          () => (message.updates > 0 && wanted.test(message.text) ? true : null),
          () => `an update matching ${wanted} of (${message.updates} updates):\n${message.text}`,
        );
      },
    });

    return {
      says(userId, text, { quote, msgId, raw } = {}) {
        chat.isOpen = true;
        const reqId = request('message', chat, null);
        const content = chat.isGroup && !text.includes(`@${botName}`) ? `@${botName} ${text}` : text;
        return callback('aibot_msg_callback', reqId, chat, userId, {
          // As long as the platform's: they do not fit into a number.
          msgid: msgId ?? `74${String(world.next()).padStart(17, '0')}`,
          msgtype: 'text',
          text: { content },
          ...(quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: quote } } }),
          ...raw,
        });
      },
      async answerTo(reqId) {
        const found = await world.until(
          () => here().find((one) => one.answers === reqId && one.isFinished) ?? null,
          () =>
            `an answer in ${chat.key} among:\n${here()
              .map((one) => one.text)
              .join('\n--\n')}`,
        );
        return show(found);
      },
      messages: () => here().map(show),
      expectMessage(wanted, { after } = {}) {
        const younger = (): BotMessage[] => {
          const all = here();
          return after === undefined ? all : all.slice(all.findIndex((one) => one.id === after.id) + 1);
        };
        return world.until(
          () => {
            const found = younger().findLast((one) => one.isFinished && wanted.test(one.text));
            return found === undefined ? null : show(found);
          },
          () =>
            `a message matching ${wanted} in ${chat.key} among:\n${younger()
              .map((one) => one.text)
              .join('\n--\n')}`,
        );
      },
      open() {
        chat.isOpen = true;
      },
    };
  }

  return {
    botName,
    group: (chatId) => drive(chatOf(world, chatId, true)),
    single: (userId) => drive(chatOf(world, userId, false)),
    enters(userId) {
      const chat = chatOf(world, userId, false);
      const reqId = request('enter', chat, null);
      return callback('aibot_event_callback', reqId, chat, userId, {
        msgid: randomUUID(),
        msgtype: 'event',
        event: { eventtype: 'enter_chat' },
      });
    },
  };
}
