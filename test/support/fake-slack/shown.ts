import type { ModalShape } from './block-rules.ts';
import { fieldsOf, viewPayload } from './modals.ts';
import { interactiveRequest, type SendOptions } from './requests.ts';
import type { Deed, Stage } from './stage.ts';
import { buttonsOf, menusOf, type ShownButton, type ShownMenu, visibleText } from './visible-text.ts';
import type { Ephemeral, Message, Modal, User } from './world.ts';

/** What people see, and what they can press on it. */

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
  readonly menus: readonly ShownMenu[];
  readonly edits: number;
  readonly metadata: unknown;
  /** Replies in its thread, oldest first. */
  thread(): ShownMessage[];
  expectReply(wanted: RegExp): Promise<ShownMessage>;
  /** Presses the button of this label. Without `as`, the one who sees it, or the first person added. */
  click(label: string, options?: { as?: string }): Promise<Answer>;
  /** Chooses from the menu that says this; without `as`, the one who sees it. */
  choose(menu: RegExp, option: string, options?: { as?: string }): Promise<Answer>;
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

/** Somebody's page as they see it. */
export interface HomeDriver {
  readonly text: string;
  readonly buttons: readonly ShownButton[];
  /** How often it was published so far. */
  readonly published: number;
  /** Presses a button of this label; of several the one in the row `at`, from 0. */
  click(label: string, at?: number): Promise<Answer>;
  expectUpdate(wanted: RegExp): Promise<HomeDriver>;
}

export function showHome(stage: Stage, user: User): HomeDriver {
  const { world } = stage;
  const home = () => world.homesByUser.get(user.id);
  const text = (): string => visibleText(home()?.blocks ?? []);
  const driver: HomeDriver = {
    get text() {
      return text();
    },
    get buttons() {
      return buttonsOf(home()?.blocks ?? []);
    },
    get published() {
      return home()?.published ?? 0;
    },
    click(label, at = 0) {
      const button = driver.buttons.filter((each) => each.label === label)[at];
      if (button === undefined) throw new Error(`no button ${label} (${at}) on the page:\n${text()}`);
      return press(stage, user, button, null, {
        container: { type: 'view', view_id: `H${user.id}` },
        view: { id: `H${user.id}`, type: 'home', private_metadata: '', callback_id: '', blocks: home()?.blocks ?? [] },
      });
    },
    expectUpdate: (wanted) =>
      world.until(
        () => (wanted.test(text()) ? driver : null),
        () => `a page matching ${wanted}, now:\n${text()}`,
      ),
  };
  return driver;
}

/** Does a deed and shows what came of it. */
export async function act(stage: Stage, deed: Deed, options?: SendOptions): Promise<Answer> {
  const { status, body, tookMs, ephemeral, modal } = await stage.perform(deed, options);
  const card = ephemeral === null ? null : showEphemeral(stage, ephemeral);
  return {
    status,
    body,
    tookMs,
    card,
    text: card?.text ?? '',
    modal: modal === null ? null : showModal(stage, modal),
    errors: {},
    again: (more) => act(stage, deed, more),
  };
}

export function showMessage(stage: Stage, message: Message): ShownMessage {
  const { world } = stage;
  return shown(stage, message, {
    ts: message.ts,
    author: message.author,
    presser: (as) => (as === undefined ? stage.firstUser() : stage.findUser(as)),
    original: null,
    payload: {
      message: {
        ts: message.ts,
        text: message.text,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
      },
    },
    replies: () => world.messages.filter((each) => each.channel === message.channel && each.threadTs === message.ts),
  });
}

export function showEphemeral(stage: Stage, ephemeral: Ephemeral): ShownMessage {
  return shown(stage, ephemeral, {
    ts: ephemeral.id,
    author: stage.world.bot.userId,
    presser: (as) => stage.findUser(as ?? ephemeral.user),
    original: ephemeral,
    payload: {},
    replies: () => [],
  });
}

/** Where public and private messages differ. */
interface Kind {
  readonly ts: string;
  readonly author: string;
  readonly presser: (as: string | undefined) => User;
  readonly original: Ephemeral | null;
  readonly payload: object;
  readonly replies: () => Message[];
}

function shown(stage: Stage, record: Message | Ephemeral, kind: Kind): ShownMessage {
  const { world } = stage;
  const message: ShownMessage = {
    ts: kind.ts,
    channel: record.channel,
    author: kind.author,
    get text() {
      return textOf(record);
    },
    get notification() {
      return record.text;
    },
    get blocks() {
      return record.blocks;
    },
    get buttons() {
      return buttonsOf(record.blocks);
    },
    get menus() {
      return menusOf(record.blocks);
    },
    get edits() {
      return 'edits' in record ? record.edits : 0;
    },
    get metadata() {
      return 'metadata' in record ? record.metadata : null;
    },
    thread: () => kind.replies().map((each) => showMessage(stage, each)),
    expectReply: (wanted) =>
      world.until(
        () => message.thread().findLast((each) => wanted.test(each.text)) ?? null,
        () => `a reply matching ${wanted} among:\n${listed(message.thread())}`,
      ),
    click(label, options = {}) {
      const user = kind.presser(options.as);
      const { id, name } = stage.findChannel(record.channel);
      return press(stage, user, findButton(record.blocks, label), id, {
        container: { type: 'message', message_ts: kind.ts, channel_id: id, is_ephemeral: kind.original !== null },
        channel: { id, name },
        response_url: stage.newResponseUrl(user, id, record.threadTs, kind.original),
        ...kind.payload,
      });
    },
    choose(wanted, option, options = {}) {
      const user = kind.presser(options.as);
      const { id, name } = stage.findChannel(record.channel);
      const menu = menusOf(record.blocks).find(({ label }) => wanted.test(label));
      const chosen = menu?.options.find(({ label }) => label === option);
      if (menu === undefined || chosen === undefined) {
        throw new Error(`no menu ${wanted} with ${option} among ${JSON.stringify(menusOf(record.blocks))}`);
      }
      return deed(
        stage,
        user,
        id,
        {
          container: { type: 'message', message_ts: kind.ts, channel_id: id, is_ephemeral: kind.original !== null },
          channel: { id, name },
          response_url: stage.newResponseUrl(user, id, record.threadTs, kind.original),
          ...kind.payload,
        },
        {
          type: 'static_select',
          action_id: menu.actionId,
          block_id: menu.blockId,
          selected_option: { text: { type: 'plain_text', text: chosen.label }, value: chosen.value },
        },
      );
    },
    expectUpdate: (wanted) =>
      world.until(
        () => (wanted.test(textOf(record)) ? message : null),
        () => `an update matching ${wanted} of:\n${textOf(record)}`,
      ),
  };
  return message;
}

export function showModal(stage: Stage, modal: Modal): ModalDriver {
  const { world } = stage;
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
      return fieldsOf(modal);
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
    click: (label) =>
      press(stage, stage.findUser(modal.user), findButton(modal.view.blocks, label), null, {
        container: { type: 'view', view_id: modal.id },
        view: viewPayload(world, modal),
      }),
  };
  return driver;
}

function press(stage: Stage, user: User, button: ShownButton, channel: string | null, where: object): Promise<Answer> {
  return deed(stage, user, channel, where, {
    type: 'button',
    action_id: button.actionId,
    block_id: button.blockId,
    text: { type: 'plain_text', text: button.label },
    value: button.value,
  });
}

function deed(stage: Stage, user: User, channel: string | null, where: object, action: object): Promise<Answer> {
  const triggerId = stage.newTrigger(user);
  const request = interactiveRequest({
    type: 'block_actions',
    user: personPayload(stage, user),
    api_app_id: 'A0HUIYIN',
    token: 'legacy',
    team: stage.world.team,
    trigger_id: triggerId,
    ...where,
    actions: [{ ...action, action_ts: stage.world.nextTs() }],
  });
  return act(stage, { request, user, channel, triggerId });
}

/** Somebody as Slack's payloads name them. */
export function personPayload({ world }: Stage, { id, name }: User): object {
  return { id, username: name, name, team_id: world.team.id };
}

function findButton(blocks: unknown, label: string): ShownButton {
  const buttons = buttonsOf(blocks);
  const button = buttons.find((each) => each.label === label);
  if (button !== undefined) return button;
  throw new Error(`no button ${label} among ${buttons.map((each) => each.label).join(', ') || 'none'}`);
}

function textOf(message: { readonly text: string; readonly blocks: readonly unknown[] }): string {
  return message.blocks.length === 0 ? message.text : visibleText(message.blocks);
}

/** Messages for the text of a failure. */
export function listed(messages: readonly ShownMessage[]): string {
  return messages.map((each) => `- ${each.text.replaceAll('\n', '\n  ')}`).join('\n') || '(none)';
}
