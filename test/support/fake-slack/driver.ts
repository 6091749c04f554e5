import type { ModalShape } from './block-rules.ts';
import {
  commandRequest,
  eventRequest,
  interactiveRequest,
  type RawReply,
  type SendOptions,
  type SlackRequest,
} from './requests.ts';
import { buttonsOf, type ShownButton, visibleText } from './visible-text.ts';
import { checkedView, contentFault, showView } from './web-api.ts';
import {
  type Channel,
  directChannel,
  type Ephemeral,
  type Message,
  type Modal,
  type User,
  type World,
} from './world.ts';

/** People and channels as a story tells them: who types, clicks and submits what, and who then sees what. */

/** What came of something that somebody did. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Real milliseconds until the acknowledgement. */
  readonly tookMs: number;
  /** Private card in the acknowledgement, or `null`. */
  readonly card: ShownMessage | null;
  /** All visible text of that card; empty without one. */
  readonly text: string;
  /** Modal that was opened for this deed, or that the submission left open. */
  readonly modal: ModalDriver | null;
  /** Errors at fields of a submission, by field name. */
  readonly errors: Readonly<Record<string, string>>;
  /** Sends the very same request again, as Slack or a replay would. */
  again(options?: SendOptions): Promise<Answer>;
}

/** A message as its readers see it; always its present state. */
export interface ShownMessage {
  readonly ts: string;
  readonly channel: string;
  readonly author: string;
  readonly text: string;
  /** What a locked phone shows. */
  readonly notification: string;
  readonly blocks: readonly unknown[];
  readonly buttons: readonly ShownButton[];
  readonly edits: number;
  readonly metadata: unknown;
  /** Replies in its thread, oldest first. */
  thread(): ShownMessage[];
  expectReply(wanted: RegExp): Promise<ShownMessage>;
  /** Presses the button of this label. Without `as`, the one who sees it, or the first person added. */
  click(label: string, options?: { as?: string }): Promise<Answer>;
  /** Waits until its text matches. */
  expectUpdate(wanted: RegExp): Promise<ShownMessage>;
}

export interface ModalDriver {
  readonly id: string;
  readonly isOpen: boolean;
  readonly title: string;
  /** All visible text, labels and hints included. */
  readonly text: string;
  readonly fields: readonly string[];
  /** What stands in the fields now. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly view: ModalShape;
  expectUpdate(wanted: RegExp): Promise<ModalDriver>;
  click(label: string): Promise<Answer>;
}

export interface UserDriver {
  readonly id: string;
  /** Types a slash command into a channel (the first one there is, when none is named). */
  runs(line: string, options?: { channel?: string }): Promise<Answer>;
  /** Writes a message: with `channel` a mention of the bot there, else in the direct talk with it. */
  says(text: string, options?: { channel?: string }): Promise<Answer>;
  /** Uses a global shortcut. */
  shortcut(name: string): Promise<Answer>;
  shortcutOnMessage(name: string, message: ShownMessage): Promise<Answer>;
  /** Fills in and submits a modal; fields that are not named keep what stands in them. */
  submits(modal: ModalDriver, values?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Closes a modal without submitting. */
  closes(modal: ModalDriver): void;
  /** What this person alone was shown, oldest first. */
  ephemerals(): ShownMessage[];
  expectEphemeral(wanted: RegExp): Promise<ShownMessage>;
  directMessages(): ShownMessage[];
  expectDirectMessage(wanted: RegExp): Promise<ShownMessage>;
}

export interface ChannelDriver {
  readonly id: string;
  /** Messages outside threads, oldest first. */
  messages(): ShownMessage[];
  /** Waits for a message whose text matches; with `after`, one younger than that. The youngest match wins. */
  expectCard(wanted: RegExp, options?: { after?: ShownMessage }): Promise<ShownMessage>;
  /** Somebody (or, without `as`, nobody we know) writes here without the bot being told. */
  hears(text: string, options?: { as?: string; thread?: ShownMessage }): ShownMessage;
  archive(): void;
}

export interface Driver {
  user(nameOrId: string): UserDriver;
  channel(nameOrId: string): ChannelDriver;
}

type Send = (request: SlackRequest, options?: SendOptions) => Promise<RawReply>;

/** After this long Slack shows the person that the app failed. */
const SLACK_PATIENCE_MS = 3_000;

export function createDriver(world: World, responseUrlBase: string, send: Send): Driver {
  const findUser = (nameOrId: string): User => {
    const users = [...world.usersById.values()];
    const user = users.find((each) => each.id === nameOrId || each.name === nameOrId);
    if (user === undefined) throw new Error(`fake Slack knows nobody called ${nameOrId}`);
    return user;
  };
  const findChannel = (nameOrId: string): Channel => {
    const channels = [...world.channelsById.values()];
    const channel = channels.find((each) => each.id === nameOrId || each.name === nameOrId);
    if (channel === undefined) throw new Error(`fake Slack knows no channel called ${nameOrId}`);
    return channel;
  };
  const newTrigger = (user: User): string => {
    const id = `${world.next()}.trigger.${user.id}`;
    world.triggersById.set(id, { id, user: user.id, at: world.now(), used: false });
    return id;
  };
  const newResponseUrl = (user: User, channel: string, threadTs: string | null, original: Ephemeral | null): string => {
    const id = `r${world.next()}`;
    world.responseUrlsById.set(id, { id, user: user.id, channel, threadTs, at: world.now(), uses: 0, original });
    return responseUrlBase + id;
  };

  /** Sends a deed and reads the acknowledgement as Slack's client would. */
  async function deed(
    request: SlackRequest,
    user: User,
    channel: string | null,
    triggerId: string | null,
    options?: SendOptions,
  ): Promise<Answer> {
    const start = performance.now();
    const reply = await send(request, options);
    const tookMs = performance.now() - start;
    if (tookMs > SLACK_PATIENCE_MS) world.violate(`acknowledged after ${Math.round(tookMs)} ms, Slack waits 3000`);
    const modal = [...world.modalsById.values()].findLast((each) => each.triggerId === triggerId && each.open) ?? null;
    const card = request.kind === 'slash_commands' && channel !== null ? privateCard(reply, user, channel) : null;
    return {
      status: reply.status,
      body: reply.body,
      tookMs,
      card,
      text: card?.text ?? '',
      modal: modal === null ? null : modalDriver(modal),
      errors: {},
      again: (more) => deed(request, user, channel, triggerId, more),
    };
  }

  function privateCard(reply: RawReply, user: User, channel: string): ShownMessage | null {
    if (reply.status !== 200 || reply.body === '') return null;
    const said = JSON.parse(reply.body) as Record<string, unknown>;
    if (said.response_type !== 'ephemeral') world.violate('acknowledgement: an answer that everybody would see');
    if (contentFault(world, 'acknowledgement', said, 40_000) !== null) return null;
    const ephemeral: Ephemeral = {
      id: world.nextTs(),
      channel,
      user: user.id,
      threadTs: null,
      via: 'ack',
      text: String(said.text),
      blocks: Array.isArray(said.blocks) ? said.blocks : [],
    };
    world.ephemerals.push(ephemeral);
    world.changed();
    return shownEphemeral(ephemeral);
  }

  const person = (user: User): object => ({
    id: user.id,
    username: user.name,
    name: user.name,
    team_id: world.team.id,
  });
  const team = { id: world.team.id, domain: world.team.domain };
  const place = (channel: Channel): object => ({ id: channel.id, name: channel.name });

  function pressButton(
    user: User,
    button: ShownButton,
    where: object,
    container: object,
    triggerId: string,
    extra: object,
  ): SlackRequest {
    return interactiveRequest({
      type: 'block_actions',
      user: person(user),
      api_app_id: 'A0HUIYIN',
      token: 'legacy',
      team,
      container,
      trigger_id: triggerId,
      ...where,
      ...extra,
      actions: [
        {
          type: 'button',
          action_id: button.actionId,
          block_id: button.blockId,
          text: { type: 'plain_text', text: button.label },
          value: button.value,
          action_ts: world.nextTs(),
        },
      ],
    });
  }

  function findButton(blocks: unknown, label: string): ShownButton {
    const buttons = buttonsOf(blocks);
    const button = buttons.find((each) => each.label === label);
    if (button !== undefined) return button;
    throw new Error(`no button ${label} among ${buttons.map((each) => each.label).join(', ') || 'none'}`);
  }

  function shownMessage(message: Message): ShownMessage {
    const shown: ShownMessage = {
      ts: message.ts,
      channel: message.channel,
      author: message.author,
      get text() {
        return textOf(message);
      },
      get notification() {
        return message.text;
      },
      get blocks() {
        return message.blocks;
      },
      get buttons() {
        return buttonsOf(message.blocks);
      },
      get edits() {
        return message.edits;
      },
      get metadata() {
        return message.metadata;
      },
      thread: () =>
        world.messages
          .filter((each) => each.channel === message.channel && each.threadTs === message.ts)
          .map(shownMessage),
      expectReply: (wanted) =>
        world.until(
          () => shown.thread().findLast((each) => wanted.test(each.text)) ?? null,
          () => `a reply matching ${wanted} among:\n${listed(shown.thread())}`,
        ),
      click(label, options = {}) {
        const button = findButton(message.blocks, label);
        const user = options.as === undefined ? firstUser() : findUser(options.as);
        const channel = findChannel(message.channel);
        const triggerId = newTrigger(user);
        const request = pressButton(
          user,
          button,
          {
            channel: place(channel),
            message: {
              ts: message.ts,
              text: message.text,
              ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
            },
          },
          { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
          triggerId,
          { response_url: newResponseUrl(user, channel.id, message.threadTs, null) },
        );
        return deed(request, user, channel.id, triggerId);
      },
      expectUpdate: (wanted) =>
        world.until(
          () => (wanted.test(textOf(message)) ? shown : null),
          () => `an update matching ${wanted} of:\n${textOf(message)}`,
        ),
    };
    return shown;
  }

  function shownEphemeral(ephemeral: Ephemeral): ShownMessage {
    const shown: ShownMessage = {
      ts: ephemeral.id,
      channel: ephemeral.channel,
      author: world.bot.userId,
      get text() {
        return textOf(ephemeral);
      },
      get notification() {
        return ephemeral.text;
      },
      get blocks() {
        return ephemeral.blocks;
      },
      get buttons() {
        return buttonsOf(ephemeral.blocks);
      },
      edits: 0,
      metadata: null,
      thread: () => [],
      expectReply: () => Promise.reject(new Error('private messages have no thread')),
      click(label, options = {}) {
        const button = findButton(ephemeral.blocks, label);
        const user = findUser(options.as ?? ephemeral.user);
        const channel = findChannel(ephemeral.channel);
        const triggerId = newTrigger(user);
        const request = pressButton(
          user,
          button,
          { channel: place(channel) },
          { type: 'message', message_ts: ephemeral.id, channel_id: channel.id, is_ephemeral: true },
          triggerId,
          { response_url: newResponseUrl(user, channel.id, ephemeral.threadTs, ephemeral) },
        );
        return deed(request, user, channel.id, triggerId);
      },
      expectUpdate: (wanted) =>
        world.until(
          () => (wanted.test(textOf(ephemeral)) ? shown : null),
          () => `an update matching ${wanted} of:\n${textOf(ephemeral)}`,
        ),
    };
    return shown;
  }

  function modalDriver(modal: Modal): ModalDriver {
    const text = (): string => visibleText([{ type: 'section', text: modal.view.title }, ...modal.view.blocks]);
    const driver: ModalDriver = {
      id: modal.id,
      get isOpen() {
        return modal.open;
      },
      get title() {
        return modal.view.title.text;
      },
      get text() {
        return text();
      },
      get fields() {
        return modal.view.blocks.flatMap((block) =>
          block.type === 'input' && block.block_id !== undefined ? [block.block_id] : [],
        );
      },
      get values() {
        return modal.typed;
      },
      get errors() {
        return modal.errors;
      },
      get view() {
        return modal.view;
      },
      expectUpdate: (wanted) =>
        world.until(
          () => (modal.open && wanted.test(text()) ? driver : null),
          () => `a modal matching ${wanted}, now:\n${text()}`,
        ),
      click(label) {
        const user = findUser(modal.user);
        const triggerId = newTrigger(user);
        const container = { type: 'view', view_id: modal.id };
        const extra = { view: viewPayload(modal) };
        return deed(
          pressButton(user, findButton(modal.view.blocks, label), {}, container, triggerId, extra),
          user,
          null,
          triggerId,
        );
      },
    };
    return driver;
  }

  function viewPayload(modal: Modal): object {
    const values: Record<string, object> = {};
    for (const block of modal.view.blocks) {
      if (block.type !== 'input' || block.block_id === undefined) continue;
      const typed = modal.typed[block.block_id];
      const { element } = block;
      values[block.block_id] = {
        [element.action_id]:
          element.type === 'static_select'
            ? { type: element.type, selected_option: element.options.find((each) => each.value === typed) ?? null }
            : { type: element.type, value: typed ?? null },
      };
    }
    return {
      ...modal.view,
      id: modal.id,
      team_id: world.team.id,
      hash: modal.hash,
      state: { values },
      response_urls: [],
    };
  }

  const firstUser = (): User => {
    const [user] = world.usersById.values();
    if (user === undefined) throw new Error('fake Slack has no people yet');
    return user;
  };

  async function submit(user: User, modal: Modal, values: Readonly<Record<string, string>>): Promise<Answer> {
    typeInto(modal, values);
    const triggerId = newTrigger(user);
    const request = interactiveRequest({
      type: 'view_submission',
      team,
      user: person(user),
      api_app_id: 'A0HUIYIN',
      token: 'legacy',
      trigger_id: triggerId,
      view: viewPayload(modal),
      response_urls: [],
    });
    const finish = async (options?: SendOptions): Promise<Answer> => {
      const answer = await deed(request, user, null, triggerId, options);
      if (answer.status === 200) applyResponseAction(modal, answer.body);
      return { ...answer, errors: modal.errors, modal: modal.open ? modalDriver(modal) : null, again: finish };
    };
    return finish();
  }

  function applyResponseAction(modal: Modal, body: string): void {
    if (!modal.open) return;
    const action =
      body === ''
        ? {}
        : (JSON.parse(body) as { response_action?: string; errors?: Record<string, string>; view?: unknown });
    modal.errors = {};
    if (action.response_action === 'errors') {
      const inputs = modalDriver(modal).fields;
      const named = Object.keys(action.errors ?? {});
      if (named.length === 0 || named.some((each) => !inputs.includes(each))) {
        world.violate(`view_submission: errors at ${named.join(', ') || 'no field'}, which are no inputs`);
      }
      modal.errors = action.errors ?? {};
    } else if (action.response_action === 'update') {
      const view = checkedView(world, 'view_submission', action.view);
      if ('shape' in view) showView(world, modal, view.shape);
    } else modal.open = false;
    world.changed();
  }

  /** Types values as Slack's client lets people: no unknown field, nothing over-long, nothing required left out. */
  function typeInto(modal: Modal, values: Readonly<Record<string, string>>): void {
    const inputs = modal.view.blocks.filter((block) => block.type === 'input');
    for (const name of Object.keys(values)) {
      if (!inputs.some((each) => each.block_id === name)) throw new Error(`the modal has no field ${name}`);
    }
    for (const { block_id: name = '', element, optional } of inputs) {
      const value = values[name];
      if (value !== undefined) {
        if (element.type === 'static_select') {
          const chosen = element.options.find((each) => each.value === value || each.text.text === value);
          if (chosen === undefined) throw new Error(`field ${name} has no choice ${value}`);
          modal.typed[name] = chosen.value;
        } else {
          if (value.length > (element.max_length ?? 3000)) throw new Error(`field ${name} does not take so much text`);
          if (value === '') delete modal.typed[name];
          else modal.typed[name] = value;
        }
      }
      if (optional !== true && modal.typed[name] === undefined) throw new Error(`field ${name} must be filled in`);
    }
  }

  const userDriver = (user: User): UserDriver => {
    const ephemerals = (): ShownMessage[] =>
      world.ephemerals.filter((each) => each.user === user.id).map(shownEphemeral);
    const directMessages = (): ShownMessage[] =>
      world.messages.filter((each) => each.channel === directChannel(world, user.id).id).map(shownMessage);
    return {
      id: user.id,
      runs(line, options = {}) {
        const [command = '', ...rest] = line.split(/(?<=^\S+)\s/);
        const channel = options.channel === undefined ? firstChannel() : findChannel(options.channel);
        const triggerId = newTrigger(user);
        const request = commandRequest({
          token: 'legacy',
          team_id: world.team.id,
          team_domain: world.team.domain,
          channel_id: channel.id,
          channel_name: channel.name,
          user_id: user.id,
          user_name: user.name,
          command,
          text: escapeTyped(rest.join('')),
          api_app_id: 'A0HUIYIN',
          is_enterprise_install: 'false',
          response_url: newResponseUrl(user, channel.id, null, null),
          trigger_id: triggerId,
        });
        return deed(request, user, channel.id, triggerId);
      },
      says(text, options = {}) {
        const channel = options.channel === undefined ? directChannel(world, user.id) : findChannel(options.channel);
        const isDirect = channel.directWith !== null;
        const typed = isDirect ? escapeTyped(text) : `<@${world.bot.userId}> ${escapeTyped(text)}`;
        const message: Message = {
          channel: channel.id,
          ts: world.nextTs(),
          threadTs: null,
          author: user.id,
          text: typed,
          blocks: [],
          metadata: null,
          edits: 0,
        };
        world.messages.push(message);
        const request = eventRequest({
          type: 'event_callback',
          token: 'legacy',
          team_id: world.team.id,
          api_app_id: 'A0HUIYIN',
          event_id: `Ev${world.next()}`,
          event_time: Math.floor(world.now() / 1000),
          authorizations: [
            {
              enterprise_id: null,
              team_id: world.team.id,
              user_id: world.bot.userId,
              is_bot: true,
              is_enterprise_install: false,
            },
          ],
          event: {
            type: isDirect ? 'message' : 'app_mention',
            ...(isDirect ? { channel_type: 'im' } : {}),
            user: user.id,
            text: typed,
            ts: message.ts,
            channel: channel.id,
            event_ts: message.ts,
            team: world.team.id,
          },
        });
        return deed(request, user, channel.id, null);
      },
      shortcut(name) {
        const triggerId = newTrigger(user);
        const request = interactiveRequest({
          type: 'shortcut',
          token: 'legacy',
          action_ts: world.nextTs(),
          team,
          user: person(user),
          callback_id: name,
          trigger_id: triggerId,
        });
        return deed(request, user, null, triggerId);
      },
      shortcutOnMessage(name, message) {
        const triggerId = newTrigger(user);
        const channel = findChannel(message.channel);
        const original = world.messages.find((each) => each.channel === channel.id && each.ts === message.ts);
        const isBot = message.author.startsWith('B') || message.author === world.bot.userId;
        const request = interactiveRequest({
          type: 'message_action',
          token: 'legacy',
          action_ts: world.nextTs(),
          team,
          user: person(user),
          channel: place(channel),
          callback_id: name,
          trigger_id: triggerId,
          response_url: newResponseUrl(user, channel.id, original?.threadTs ?? null, null),
          message_ts: message.ts,
          message: {
            type: 'message',
            ts: message.ts,
            text: original?.text ?? '',
            ...(isBot ? { bot_id: message.author, username: 'a bot' } : { user: message.author }),
            ...(original?.threadTs ? { thread_ts: original.threadTs } : {}),
          },
        });
        return deed(request, user, channel.id, triggerId);
      },
      submits(shown, values = {}) {
        const modal = world.modalsById.get(shown.id);
        if (modal === undefined || !modal.open) throw new Error('the modal is not open');
        if (modal.user !== user.id) throw new Error('the modal is open for somebody else');
        return submit(user, modal, values);
      },
      closes(shown) {
        const modal = world.modalsById.get(shown.id);
        if (modal !== undefined) modal.open = false;
        world.changed();
      },
      ephemerals,
      expectEphemeral: (wanted) =>
        world.until(
          () => ephemerals().findLast((each) => wanted.test(each.text)) ?? null,
          () => `a private message matching ${wanted} among:\n${listed(ephemerals())}`,
        ),
      directMessages,
      expectDirectMessage: (wanted) =>
        world.until(
          () => directMessages().findLast((each) => wanted.test(each.text)) ?? null,
          () => `a direct message matching ${wanted} among:\n${listed(directMessages())}`,
        ),
    };
  };

  const firstChannel = (): Channel => {
    const channel = [...world.channelsById.values()].find((each) => each.directWith === null);
    if (channel === undefined) throw new Error('fake Slack has no channel yet');
    return channel;
  };

  const channelDriver = (channel: Channel): ChannelDriver => {
    const messages = (): ShownMessage[] =>
      world.messages.filter((each) => each.channel === channel.id && each.threadTs === null).map(shownMessage);
    return {
      id: channel.id,
      messages,
      expectCard: (wanted, options = {}) =>
        world.until(
          () =>
            messages().findLast(
              (each) => wanted.test(each.text) && (options.after === undefined || each.ts > options.after.ts),
            ) ?? null,
          () => `a message matching ${wanted} in ${channel.name} among:\n${listed(messages())}`,
        ),
      hears(text, options = {}) {
        const message: Message = {
          channel: channel.id,
          ts: world.nextTs(),
          threadTs: options.thread?.ts ?? null,
          author: options.as === undefined ? 'B0OTHER' : findUser(options.as).id,
          text: escapeTyped(text),
          blocks: [],
          metadata: null,
          edits: 0,
        };
        world.messages.push(message);
        world.changed();
        return shownMessage(message);
      },
      archive() {
        channel.archived = true;
      },
    };
  };

  /** What Slack makes of typed text: three entities, and the people and channels it knows as links. */
  function escapeTyped(text: string): string {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return escaped.replace(/([@#])([\w.-]+)/g, (whole, sign: string, name: string) => {
      const user = sign === '@' && [...world.usersById.values()].find((each) => each.name === name);
      if (user) return `<@${user.id}|${user.name}>`;
      const channel = sign === '#' && [...world.channelsById.values()].find((each) => each.name === name);
      return channel ? `<#${channel.id}|${channel.name}>` : whole;
    });
  }

  return { user: (name) => userDriver(findUser(name)), channel: (name) => channelDriver(findChannel(name)) };
}

function textOf(message: { readonly text: string; readonly blocks: readonly unknown[] }): string {
  return message.blocks.length === 0 ? message.text : visibleText(message.blocks);
}

function listed(messages: readonly ShownMessage[]): string {
  return messages.map((each) => `- ${each.text.replaceAll('\n', '\n  ')}`).join('\n') || '(none)';
}
