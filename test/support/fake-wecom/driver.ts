import {
  type CallbackKeys,
  element,
  readPassiveReply,
  type Spoil,
  signedEcho,
  signedMessage,
  type XmlValue,
} from './callbacks.ts';
import { type Member, type Message, selectionOn, type World } from './world.ts';

/** What the product answered to a callback. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The text of a passive reply, which the person sees at once; `null` when there was none. */
  readonly said: string | null;
  /** The platform did not like the answer, or did not get it, and tells the same once more. */
  again(): Promise<Answer>;
}

/** A message as somebody sees it. Its getters always tell what is seen now. */
export interface ShownMessage {
  readonly id: string;
  readonly taskId: string | null;
  readonly text: string;
  readonly buttons: readonly string[];
  /** Drop-down lists by key, with the labels that can be chosen. */
  readonly selects: ReadonlyMap<string, readonly string[]>;
  readonly links: readonly string[];
  /** 0 for a message never updated. */
  readonly updates: number;
  /**
   * Presses a button by what stands on it; a button that is not there (any more) fails the test. `chosen`: what is set in
   * drop-down lists before, label by the list's key or title. `forged` stands in place of what the lists would tell.
   */
  click(
    label: string,
    chosen?: Readonly<Record<string, string>>,
    forged?: readonly (readonly [string, string])[],
  ): Promise<Answer>;
  /** Waits until the message shows a new state that matches. */
  expectUpdate(wanted: RegExp): Promise<void>;
}

export interface MemberDriver {
  readonly id: string;
  /** Writes in the app's chat. */
  says(text: string): Promise<Answer>;
  /** Sends something that is no text. */
  sends(kind: 'image' | 'voice' | 'file'): Promise<Answer>;
  /** Chooses an entry of the app's menu by its name; fails when there is none. */
  chooses(name: string): Promise<Answer>;
  /** Opens the app's chat. */
  enters(): Promise<Answer>;
  /** What stands in this person's chat with the app, oldest first. */
  messages(): ShownMessage[];
  /** Waits for a message whose text matches; with `after`, one younger than that. The youngest match wins. */
  expectCard(wanted: RegExp, options?: { after?: ShownMessage }): Promise<ShownMessage>;
}

export interface GroupDriver {
  readonly id: string;
  messages(): ShownMessage[];
  expectCard(wanted: RegExp, options?: { after?: ShownMessage }): Promise<ShownMessage>;
}

export interface Stage {
  readonly world: World;
  readonly keys: CallbackKeys;
  readonly agentId: number;
  /** Where the product listens. */
  readonly url: () => string;
}

/** Sends a request to the product's callback. */
export async function post(stage: Stage, signed: { query: string; body: string }): Promise<Answer> {
  const response = await fetch(`${stage.url()}?${signed.query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: signed.body,
  });
  const body = await response.text();
  const isReply = response.status === 200 && body !== '';
  return {
    status: response.status,
    body,
    said: isReply ? readPassiveReply(stage.keys, body) : null,
    again: () => post(stage, signed),
  };
}

/** Verifies the address as the console does when its settings are saved. */
export async function verify(stage: Stage, text: string, spoil: Spoil = {}): Promise<{ status: number; body: string }> {
  const { query } = signedEcho(stage.keys, text, stage.world.now(), spoil);
  const response = await fetch(`${stage.url()}?${query}`);
  return { status: response.status, body: await response.text() };
}

/** A callback of any kind from somebody. */
export async function tell(
  stage: Stage,
  userId: string,
  fields: Readonly<Record<string, XmlValue>>,
  spoil: Spoil = {},
): Promise<Answer> {
  const all = {
    ToUserName: stage.keys.receiveId,
    FromUserName: userId,
    CreateTime: Math.floor(stage.world.now() / 1_000),
    AgentID: stage.agentId,
    ...fields,
  };
  const xml = Object.entries(all).map(([name, value]) => element(name, value));
  const answer = await post(stage, signedMessage(stage.keys, `<xml>${xml.join('')}</xml>`, stage.world.now(), spoil));
  if (answer.said !== null) {
    const to = userId.toLowerCase();
    const id = `msg${stage.world.next()}`;
    stage.world.messages.push({
      ...{ id, to, msgtype: 'text', taskId: null, text: answer.said, buttons: [], selects: [], links: [], updates: 0 },
    });
    stage.world.changed();
  }
  return answer;
}

/** Ids as long as the platform's: they do not fit into a number. */
function messageId(world: World): string {
  return `74${String(world.next()).padStart(17, '0')}`;
}

export function driveMember(stage: Stage, member: Member): MemberDriver {
  const { world } = stage;
  const place = member.id.toLowerCase();
  return {
    id: member.id,
    says: (text) => tell(stage, member.id, { MsgType: 'text', Content: text, MsgId: messageId(world) }),
    sends: (kind) => tell(stage, member.id, { MsgType: kind, MediaId: 'media', MsgId: messageId(world) }),
    chooses: (name) =>
      tell(stage, member.id, { MsgType: 'event', Event: 'click', EventKey: menuKey(world.menu, name) }),
    enters: () => tell(stage, member.id, { MsgType: 'event', Event: 'enter_agent', EventKey: '' }),
    messages: () => shownAt(stage, place),
    expectCard: (wanted, options) => expectShown(stage, place, wanted, options),
  };
}

export function driveGroup(stage: Stage, id: string): GroupDriver {
  const place = `chat:${id}`;
  return {
    id,
    messages: () => shownAt(stage, place),
    expectCard: (wanted, options) => expectShown(stage, place, wanted, options),
  };
}

function shownAt(stage: Stage, to: string): ShownMessage[] {
  return stage.world.messages.filter((one) => one.to === to).map((one) => showMessage(stage, one));
}

function expectShown(
  stage: Stage,
  to: string,
  wanted: RegExp,
  { after }: { after?: ShownMessage } = {},
): Promise<ShownMessage> {
  const { world } = stage;
  const younger = (): ShownMessage[] => {
    const all = shownAt(stage, to);
    return after === undefined ? all : all.slice(all.findIndex((one) => one.id === after.id) + 1);
  };
  return world.until(
    () => younger().findLast((one) => wanted.test(one.text)) ?? null,
    () =>
      `a message matching ${wanted} for ${to} among:\n${younger()
        .map((one) => one.text)
        .join('\n--\n')}`,
  );
}

function showMessage(stage: Stage, message: Message): ShownMessage {
  const { world } = stage;
  return {
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
    get links() {
      return message.links;
    },
    get updates() {
      return message.updates;
    },
    click(label, chosen = {}, forged) {
      const button = message.buttons.find((one) => one.text === label);
      if (button === undefined || message.taskId === null) {
        throw new Error(
          `no button "${label}" on:\n${message.text}\n[${message.buttons.map((one) => one.text).join('] [')}]`,
        );
      }
      // Only a card in a person's own chat can be clicked on; groups of the app have none.
      const told = (forged ?? selectionOn(message.selects, chosen)).map(([QuestionKey, OptionId]) => ({
        SelectedItem: { QuestionKey, OptionIds: { OptionId } },
      }));
      const code = `code-${world.next()}`;
      world.codes.push({ code, taskId: message.taskId, userId: message.to, at: world.now(), used: false });
      return tell(stage, message.to, {
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: button.key,
        TaskId: message.taskId,
        CardType: message.selects.length > 0 ? 'multiple_interaction' : 'button_interaction',
        ResponseCode: code,
        SelectedItems: message.selects.length === 0 ? '' : told,
      });
    },
    async expectUpdate(wanted) {
      await world.until(
        () => (message.updates > 0 && wanted.test(message.text) ? true : null),
        () => `an update matching ${wanted} of (${message.updates} updates):\n${message.text}`,
      );
    },
  };
}

interface MenuEntry {
  readonly name?: string;
  readonly key?: string;
  readonly sub_button?: readonly MenuEntry[];
}

function menuKey(menu: unknown, name: string): string {
  const entries = (Array.isArray(menu) ? (menu as readonly MenuEntry[]) : []).flatMap((one) => one.sub_button ?? [one]);
  const key = entries.find((one) => one.name === name)?.key;
  if (key === undefined) throw new Error(`no "${name}" in the menu: ${entries.map((one) => one.name).join(', ')}`);
  return key;
}
