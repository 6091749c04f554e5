import { applyResponseAction, typeInto, viewPayload } from './modals.ts';
import { commandRequest, eventRequest, interactiveRequest, type SendOptions, type SlackRequest } from './requests.ts';
import {
  type Answer,
  act,
  type HomeDriver,
  listed,
  type ModalDriver,
  personPayload,
  type ShownMessage,
  showEphemeral,
  showHome,
  showMessage,
  showModal,
} from './shown.ts';
import type { Stage } from './stage.ts';
import { type Channel, directChannel, type Message, type Modal, type User, type World } from './world.ts';

/** People and channels as a story tells them: who types, clicks and submits what, and who then sees what. */

export interface UserDriver {
  readonly id: string;
  /** Types a slash command into a channel (the first one there is, when none is named). */
  runs(line: string, options?: { channel?: string }): Promise<Answer>;
  /** Writes a message: with `channel` a mention of the bot there, else in the direct talk with it. */
  says(text: string, options?: { channel?: string }): Promise<Answer>;
  /** Opens the bot's page: its Home tab, or the direct talk beside it. */
  opensHome(tab?: 'home' | 'messages'): Promise<Answer>;
  /** The page as it stands. */
  home(): HomeDriver;
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
  /** Somebody (without `as`, a program) writes here without the bot being told; `at`, in epoch ms, when it is not now. */
  hears(
    text: string,
    options?: { as?: string; thread?: ShownMessage; at?: number; file?: { name: string; content: Uint8Array } },
  ): ShownMessage;
  archive(): void;
  /** Somebody joins, or (`bot`) invites us; Slack tells us of both. */
  joins(who: string): Promise<Answer>;
}

export function driveUser(stage: Stage, user: User): UserDriver {
  const { world } = stage;
  const ephemerals = (): ShownMessage[] =>
    world.ephemerals.filter((each) => each.user === user.id).map((each) => showEphemeral(stage, each));
  const directMessages = (): ShownMessage[] =>
    world.messages
      .filter((each) => each.channel === directChannel(world, user.id).id)
      .map((each) => showMessage(stage, each));
  const payload = (triggerId: string): object => ({
    token: 'legacy',
    action_ts: world.nextTs(),
    team: world.team,
    user: personPayload(stage, user),
    trigger_id: triggerId,
  });

  return {
    id: user.id,
    runs(line, options = {}) {
      const channel = options.channel === undefined ? stage.firstChannel() : stage.findChannel(options.channel);
      return runCommand(stage, user, channel, line);
    },
    says(text, options = {}) {
      const channel =
        options.channel === undefined ? directChannel(world, user.id) : stage.findChannel(options.channel);
      return say(stage, user, channel, text);
    },
    opensHome: (tab = 'home') => openHome(stage, user, tab),
    home: () => showHome(stage, user),
    shortcut(name) {
      const triggerId = stage.newTrigger(user);
      const request = interactiveRequest({ type: 'shortcut', callback_id: name, ...payload(triggerId) });
      return act(stage, { request, user, channel: null, triggerId });
    },
    shortcutOnMessage(name, message) {
      const triggerId = stage.newTrigger(user);
      const channel = stage.findChannel(message.channel);
      const original = world.messages.find((each) => each.channel === channel.id && each.ts === message.ts);
      const isProgram = !world.usersById.has(message.author);
      const request = interactiveRequest({
        type: 'message_action',
        callback_id: name,
        ...payload(triggerId),
        channel: { id: channel.id, name: channel.name },
        response_url: stage.newResponseUrl(user, channel.id, original?.threadTs ?? null, null),
        message_ts: message.ts,
        message: {
          type: 'message',
          ts: message.ts,
          text: original?.text ?? '',
          ...(isProgram ? { bot_id: message.author, username: 'a bot' } : { user: message.author }),
          ...(original?.threadTs ? { thread_ts: original.threadTs } : {}),
          ...(original?.files === undefined
            ? {}
            : { files: original.files.map((id) => ({ id, name: world.filesById.get(id)?.name ?? '' })) }),
        },
      });
      return act(stage, { request, user, channel: channel.id, triggerId });
    },
    submits(shown, values = {}) {
      const modal = world.modalsById.get(shown.id);
      if (modal === undefined || !modal.open) throw new Error('the modal is not open');
      if (modal.user !== user.id) throw new Error('the modal is open for somebody else');
      typeInto(modal, values);
      return submit(stage, user, modal);
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
}

export function driveChannel(stage: Stage, channel: Channel): ChannelDriver {
  const { world } = stage;
  const messages = (): ShownMessage[] =>
    world.messages
      .filter((each) => each.channel === channel.id && each.threadTs === null)
      .map((each) => showMessage(stage, each));
  return {
    id: channel.id,
    messages,
    expectCard(wanted, { after } = {}) {
      const isWanted = (each: ShownMessage): boolean =>
        wanted.test(each.text) && (after === undefined || each.ts > after.ts);
      return world.until(
        () => messages().findLast(isWanted) ?? null,
        () => `a message matching ${wanted} in ${channel.name} among:\n${listed(messages())}`,
      );
    },
    joins: (who) => join(stage, channel, who),
    hears(text, options = {}) {
      const author = options.as === undefined ? 'B0OTHER' : stage.findUser(options.as).id;
      const thread = options.thread?.ts ?? null;
      const ts = options.at === undefined ? stage.world.nextTs() : (options.at / 1_000).toFixed(6);
      const id = `F0${stage.world.filesById.size + 1}FILE`;
      if (options.file !== undefined) stage.world.filesById.set(id, { ...options.file, isHidden: false });
      const files = options.file === undefined ? {} : { files: [id] };
      return showMessage(stage, write(stage, channel, author, stage.escapeTyped(text), thread, ts, files));
    },
    archive() {
      channel.archived = true;
    },
  };
}

function write(
  stage: Stage,
  channel: Channel,
  author: string,
  text: string,
  threadTs: string | null,
  ts = stage.world.nextTs(),
  more: Pick<Message, 'files'> = {},
): Message {
  const message: Message = {
    ...{ channel: channel.id, ts, threadTs, author, text, blocks: [], metadata: null, edits: 0 },
    ...more,
  };
  stage.world.messages.push(message);
  stage.world.changed();
  return message;
}

function runCommand(stage: Stage, user: User, channel: Channel, line: string): Promise<Answer> {
  const { world } = stage;
  const [, command = '', text = ''] = /^(\S+)\s?([^]*)$/.exec(line) ?? [];
  const triggerId = stage.newTrigger(user);
  const request = commandRequest({
    token: 'legacy',
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text: stage.escapeTyped(text),
    api_app_id: 'A0HUIYIN',
    is_enterprise_install: 'false',
    response_url: stage.newResponseUrl(user, channel.id, null, null),
    trigger_id: triggerId,
  });
  return act(stage, { request, user, channel: channel.id, triggerId });
}

/** An event in the wrapping that Slack gives to all of them. */
function happening(world: World, event: object): SlackRequest {
  const install = { enterprise_id: null, team_id: world.team.id, user_id: world.bot.userId, is_bot: true };
  return eventRequest({
    type: 'event_callback',
    token: 'legacy',
    team_id: world.team.id,
    api_app_id: 'A0HUIYIN',
    event_id: `Ev${world.next()}`,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [{ ...install, is_enterprise_install: false }],
    event,
  });
}

function say(stage: Stage, user: User, channel: Channel, text: string): Promise<Answer> {
  const { world } = stage;
  const isDirect = channel.directWith !== null;
  const typed = isDirect ? stage.escapeTyped(text) : `<@${world.bot.userId}> ${stage.escapeTyped(text)}`;
  const { ts } = write(stage, channel, user.id, typed, null);
  const request = happening(world, {
    type: isDirect ? 'message' : 'app_mention',
    ...(isDirect ? { channel_type: 'im' } : {}),
    user: user.id,
    text: typed,
    ts,
    channel: channel.id,
    event_ts: ts,
    team: world.team.id,
  });
  return act(stage, { request, user, channel: channel.id, triggerId: null });
}

function join(stage: Stage, channel: Channel, who: string): Promise<Answer> {
  const { world } = stage;
  const [inviter] = world.usersById.values();
  const user = who === 'bot' ? inviter : stage.findUser(who);
  if (user === undefined) throw new Error('nobody is there to invite the bot');
  const joiner = who === 'bot' ? world.bot.userId : user.id;
  const request = happening(world, {
    type: 'member_joined_channel',
    user: joiner,
    channel: channel.id,
    channel_type: 'C',
    team: world.team.id,
    inviter: user.id,
    event_ts: world.nextTs(),
  });
  return act(stage, { request, user, channel: channel.id, triggerId: null });
}

function openHome(stage: Stage, user: User, tab: 'home' | 'messages'): Promise<Answer> {
  const { world } = stage;
  const request = happening(world, {
    type: 'app_home_opened',
    user: user.id,
    channel: directChannel(world, user.id).id,
    tab,
    event_ts: world.nextTs(),
  });
  return act(stage, { request, user, channel: null, triggerId: null });
}

async function submit(stage: Stage, user: User, modal: Modal): Promise<Answer> {
  const { world } = stage;
  const triggerId = stage.newTrigger(user);
  const request = interactiveRequest({
    type: 'view_submission',
    team: world.team,
    user: personPayload(stage, user),
    api_app_id: 'A0HUIYIN',
    token: 'legacy',
    trigger_id: triggerId,
    view: viewPayload(world, modal),
    response_urls: [],
  });
  const send = async (options?: SendOptions): Promise<Answer> => {
    const answer = await act(stage, { request, user, channel: null, triggerId }, options);
    if (answer.status === 200) applyResponseAction(world, modal, answer.body);
    return { ...answer, errors: modal.errors, modal: modal.open ? showModal(stage, modal) : null, again: send };
  };
  return send();
}
