import { homeFaults, type ModalShape, messageBlockFaults, modalFaults } from './block-rules.ts';
import { type Channel, directChannel, type Message, type Modal, type World } from './world.ts';

/** Slack's answer to a call. */
export type ApiAnswer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;

export type Args = Readonly<Record<string, unknown>>;
type Method = (world: World, args: Args) => ApiAnswer;

const TRIGGER_LIFE_MS = 3_000;

const fail = (error: string, more: Args = {}): ApiAnswer => ({ ok: false, error, ...more });
const text = (args: Args, name: string): string => (typeof args[name] === 'string' ? args[name] : '');

/** The Web API methods that exist here; anything else is a violation. */
export const webApiMethods: Readonly<Record<string, Method>> = {
  'auth.test': (world) => ({
    ok: true,
    url: `https://${world.team.domain}.slack.com/`,
    team: world.team.domain,
    team_id: world.team.id,
    user: world.bot.name,
    user_id: world.bot.userId,
    bot_id: world.bot.botId,
  }),

  'users.info': (world, args) => {
    const user = world.usersById.get(text(args, 'user'));
    if (user === undefined) return fail('user_not_found');
    const withLocale = args.include_locale === true;
    return {
      ok: true,
      user: {
        id: user.id,
        team_id: world.team.id,
        name: user.name,
        is_bot: user.isBot,
        profile: { display_name: user.displayName, real_name: user.displayName },
        ...(withLocale ? { locale: user.locale } : {}),
      },
    };
  },

  'files.info': (world, args) => {
    const id = text(args, 'file');
    const file = world.filesById.get(id);
    if (file === undefined || file.isHidden) return fail('file_not_found');
    const { name, content } = file;
    const url_private_download = `${world.origin}/files/${id}/download/${encodeURIComponent(name)}`;
    return { ok: true, file: { id, name, size: content.byteLength, mode: 'hosted', url_private_download } };
  },

  'conversations.open': (world, args) => {
    const user = world.usersById.get(text(args, 'users'));
    if (user === undefined) return fail('user_not_found');
    return { ok: true, channel: { id: directChannel(world, user.id).id } };
  },

  'conversations.history': (world, args) => listMessages(world, args, null),
  'conversations.replies': (world, args) => listMessages(world, args, text(args, 'ts')),

  'chat.postMessage': (world, args) => {
    const channel = reachable(world, text(args, 'channel'));
    if (typeof channel === 'string') return fail(channel);
    const fault = contentFault(world, 'chat.postMessage', args, 40_000);
    if (fault !== null) return fault;
    const threadTs = text(args, 'thread_ts') || null;
    if (threadTs !== null && !world.messages.some((each) => each.channel === channel.id && each.ts === threadTs)) {
      return fail('thread_not_found');
    }
    if (args.unfurl_links !== false || args.unfurl_media !== false) world.violate('chat.postMessage: unfurling is on');
    const message: Message = {
      channel: channel.id,
      ts: world.nextTs(),
      threadTs,
      author: world.bot.userId,
      text: text(args, 'text'),
      blocks: blocksOf(args),
      metadata: args.metadata ?? null,
      edits: 0,
    };
    world.messages.push(message);
    return { ok: true, channel: channel.id, ts: message.ts, message: { text: message.text } };
  },

  'chat.update': (world, args) => {
    const channel = reachable(world, text(args, 'channel'));
    if (typeof channel === 'string') return fail(channel);
    const fault = contentFault(world, 'chat.update', args, 4_000);
    if (fault !== null) return fault;
    const message = world.messages.find((each) => each.channel === channel.id && each.ts === text(args, 'ts'));
    if (message === undefined) return fail('message_not_found');
    if (message.author !== world.bot.userId) return fail('cant_update_message');
    message.text = text(args, 'text');
    message.blocks = blocksOf(args);
    if (args.metadata !== undefined) message.metadata = args.metadata;
    message.edits += 1;
    return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
  },

  // A bot deletes its own messages alone; of a thread's first one Slack keeps an empty stone when there are replies.
  'chat.delete': (world, args) => {
    const channel = reachable(world, text(args, 'channel'));
    if (typeof channel === 'string') return fail(channel);
    const at = world.messages.findIndex((each) => each.channel === channel.id && each.ts === text(args, 'ts'));
    const message = world.messages[at];
    if (message === undefined) return fail('message_not_found');
    if (message.author !== world.bot.userId) return fail('cant_delete_message');
    world.messages.splice(at, 1);
    return { ok: true, channel: channel.id, ts: message.ts };
  },

  'chat.postEphemeral': (world, args) => {
    const channel = reachable(world, text(args, 'channel'));
    if (typeof channel === 'string') return fail(channel);
    const fault = contentFault(world, 'chat.postEphemeral', args, 40_000);
    if (fault !== null) return fault;
    const user = text(args, 'user');
    if (!channel.members.has(user)) return fail('user_not_in_channel');
    const id = world.nextTs();
    const threadTs = text(args, 'thread_ts') || null;
    world.ephemerals.push({
      id,
      channel: channel.id,
      user,
      threadTs,
      via: 'postEphemeral',
      text: text(args, 'text'),
      blocks: blocksOf(args),
    });
    return { ok: true, message_ts: id };
  },

  'chat.getPermalink': (world, args) => {
    const message = world.messages.find(
      (each) => each.channel === text(args, 'channel') && each.ts === text(args, 'message_ts'),
    );
    if (message === undefined) return fail('message_not_found');
    const permalink = `https://${world.team.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
    return { ok: true, channel: message.channel, permalink };
  },

  'views.open': (world, args) => {
    const trigger = world.triggersById.get(text(args, 'trigger_id'));
    if (trigger === undefined) return fail('invalid_trigger_id');
    if (trigger.used) {
      world.violate(`views.open: trigger_id ${trigger.id} used a second time`);
      return fail('exchanged_trigger_id');
    }
    if (world.now() - trigger.at > TRIGGER_LIFE_MS) return fail('expired_trigger_id');
    const view = checkedView(world, 'views.open', args.view);
    if ('refusal' in view) return view.refusal;
    trigger.used = true;
    const modal: Modal = {
      id: `V${world.next()}`,
      user: trigger.user,
      triggerId: trigger.id,
      hash: String(world.next()),
      view: view.shape,
      open: true,
      typed: initialValues(view.shape),
      errors: {},
    };
    world.modalsById.set(modal.id, modal);
    return { ok: true, view: { id: modal.id, hash: modal.hash } };
  },

  'views.publish': (world, args) => {
    const user = world.usersById.get(text(args, 'user_id'));
    if (user === undefined) return fail('user_not_found');
    const faults = homeFaults(args.view);
    if (faults.length > 0) {
      world.violate(`views.publish: ${faults.join('; ')}`);
      return fail('invalid_arguments', { response_metadata: { messages: faults } });
    }
    const { blocks } = args.view as { blocks: readonly unknown[] };
    const home = world.homesByUser.get(user.id) ?? { user: user.id, blocks, published: 0 };
    world.homesByUser.set(user.id, Object.assign(home, { blocks, published: home.published + 1 }));
    return { ok: true, view: { id: `H${user.id}`, type: 'home' } };
  },

  'views.update': (world, args) => {
    const modal = world.modalsById.get(text(args, 'view_id'));
    if (modal === undefined || !modal.open) return fail('not_found');
    if (args.hash !== undefined && args.hash !== modal.hash) return fail('hash_conflict');
    const view = checkedView(world, 'views.update', args.view);
    if ('refusal' in view) return view.refusal;
    showView(world, modal, view.shape);
    return { ok: true, view: { id: modal.id, hash: modal.hash } };
  },
};

/** Puts another view into an open modal. What was typed into fields of the same block_id stays, as in Slack. */
export function showView(world: World, modal: Modal, view: ModalShape): void {
  modal.view = view;
  modal.hash = String(world.next());
  modal.typed = { ...initialValues(view) };
  modal.errors = {};
}

/** The values that a modal starts with, by block_id. */
function initialValues(view: ModalShape): Record<string, string> {
  const values: Record<string, string> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const { element } = block;
    const value = element.type === 'static_select' ? element.initial_option?.value : element.initial_value;
    if (value !== undefined) values[block.block_id] = value;
  }
  return values;
}

function reachable(world: World, id: string): Channel | string {
  const channel = world.channelsById.get(id);
  if (channel === undefined) return 'channel_not_found';
  if (channel.archived) return 'is_archived';
  if (!channel.members.has(world.bot.userId)) return 'not_in_channel';
  return channel;
}

function blocksOf(args: Args): readonly unknown[] {
  return Array.isArray(args.blocks) ? args.blocks : [];
}

/** Checks what a message says; a fault is also a violation, because our renderer must never let it happen. */
export function contentFault(world: World, where: string, args: Args, textMax: number): ApiAnswer | null {
  const said = text(args, 'text');
  if (said === '') {
    world.violate(`${where}: no text for notifications`);
    return fail('no_text');
  }
  if (said.length > textMax) {
    world.violate(`${where}: text of ${said.length} characters, at most ${textMax}`);
    return fail('msg_too_long');
  }
  const faults = args.blocks === undefined ? [] : messageBlockFaults(args.blocks);
  if (faults.length > 0) {
    world.violate(`${where}: ${faults.join('; ')}`);
    return fail('invalid_blocks', { response_metadata: { messages: faults.map((each) => `[ERROR] ${each}`) } });
  }
  return null;
}

/** A view as Slack would take it, or its refusal, which is also a violation. */
export function checkedView(
  world: World,
  where: string,
  view: unknown,
): { readonly shape: ModalShape } | { readonly refusal: ApiAnswer } {
  const faults = modalFaults(view);
  if (faults.length === 0) return { shape: view as ModalShape };
  world.violate(`${where}: ${faults.join('; ')}`);
  return { refusal: fail('invalid_arguments', { response_metadata: { messages: faults } }) };
}

function listMessages(world: World, args: Args, thread: string | null): ApiAnswer {
  const channel = reachable(world, text(args, 'channel'));
  if (typeof channel === 'string' && channel !== 'is_archived') return fail(channel);
  const oldest = Number(args.oldest ?? 0);
  const all = world.messages.filter((each) => {
    if (each.channel !== text(args, 'channel')) return false;
    if (thread !== null) return each.ts === thread || (each.threadTs === thread && Number(each.ts) >= oldest);
    return each.threadTs === null && Number(each.ts) >= oldest;
  });
  // Slack lists a channel from the newest on and a thread from the oldest on.
  if (thread === null) all.reverse();
  else if (all.length === 0) return fail('thread_not_found');
  const from = Number(text(args, 'cursor') || 0);
  const limit = Math.min(Number(args.limit ?? 100), 999);
  const page = all.slice(from, from + limit);
  const more = from + limit < all.length;
  const withMetadata = args.include_all_metadata === true;
  return {
    ok: true,
    messages: page.map((each) => ({
      type: 'message',
      ts: each.ts,
      user: each.author,
      text: each.text,
      ...(each.threadTs === null ? {} : { thread_ts: each.threadTs }),
      ...(withMetadata && each.metadata !== null ? { metadata: each.metadata } : {}),
    })),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + limit) : '' },
  };
}
