import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../../inbound.ts';
import type { ReceivedDeed } from '../../inbox.ts';
import type { TypedReader } from '../bot/typed-text.ts';
import { readButtonKey } from '../render/button-key.ts';
import { readChoices } from '../render/choice-card.ts';
import { foldUserId } from './user-id.ts';
import type { CallbackMessage } from './xml.ts';

/** What a callback asks of us. `say`: a plain text at once, because nothing is to be done. */
export type Request =
  | { readonly kind: 'deed'; readonly deed: ReceivedDeed }
  | { readonly kind: 'say'; readonly what: 'not-understood' | 'text-only' | 'menu-outdated'; readonly who: Account }
  /** Customers of a member are others now. */
  | { readonly kind: 'customers-changed'; readonly member: string }
  | { readonly kind: 'nothing' };

/** How a deed of the app is answered: its card, when it was a click. */
export type AppWay = z.output<typeof wayShape>;

const wayShape = z.object({
  click: z
    .object({
      taskId: z.string(),
      code: z.string().nullable(),
      /** What is chosen in the lists of the card, by field. */
      chosen: z.record(z.string(), z.string()).default({}),
    })
    .nullable(),
});

/** The way as it was stored; a row of another release is a deed without a card. */
export function readWay(way: unknown): AppWay {
  const read = wayShape.safeParse(way);
  return read.success ? read.data : { click: null };
}

export interface InboundDeps {
  /** The corp id. */
  readonly workspace: string;
  /** `wecom/CORP/app`. */
  readonly surface: string;
  readonly typed: TypedReader;
  readonly accountOf: (userId: string) => Account;
}

const NOTHING: Request = { kind: 'nothing' };

/** Translates a decrypted callback. Pure but for the directory behind `accountOf`. */
export function readRequest(message: CallbackMessage, deps: InboundDeps): Request {
  if (message.MsgType === 'event' && message.Event === 'change_external_contact') return readCustomerEvent(message);
  const userId = foldUserId(message.FromUserName);
  // Events of the company itself come from nobody, or from "sys".
  if (userId === null) return NOTHING;
  switch (message.MsgType) {
    case 'text':
      return readText(message, deps.accountOf(userId), deps);
    case 'event':
      return readEvent(message, userId, deps);
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
    case 'location':
    case 'link':
      return { kind: 'say', what: 'text-only', who: deps.accountOf(userId) };
    default:
      return NOTHING;
  }
}

function readText(message: CallbackMessage, who: Account, deps: InboundDeps): Request {
  const { command } = deps.typed.read({ text: message.Content ?? '', quote: null, isGroup: false });
  if (command === null) return { kind: 'say', what: 'not-understood', who };
  // Every message has an id; one without could not be told from its repeat, and is told by what it says.
  const key = message.MsgId === undefined ? eventKey(message) : `msg:${message.MsgId}`;
  return deedOf(key, who, { type: 'command', ...command }, null, deps);
}

function readEvent(message: CallbackMessage, userId: string, deps: InboundDeps): Request {
  switch (message.Event) {
    case 'click': {
      const who = deps.accountOf(userId);
      const { command } = deps.typed.read({ text: message.EventKey ?? '', quote: null, isGroup: false });
      if (command === null) return { kind: 'say', what: 'menu-outdated', who };
      return deedOf(eventKey(message), who, { type: 'command', ...command }, null, deps);
    }
    case 'template_card_event': {
      const meaning = readButtonKey(message.EventKey ?? '');
      // A tap on a part of the card that is no button.
      if (meaning === null || message.TaskId === undefined) return NOTHING;
      const chosen = readChoices(selectionOf(message));
      const click = { taskId: message.TaskId, code: message.ResponseCode ?? null, chosen };
      return deedOf(eventKey(message), deps.accountOf(userId), { type: 'click', ...meaning }, click, deps);
    }
    // Whoever opens the app's chat enters it, every time: that is no request.
    default:
      return NOTHING;
  }
}

/**
 * Whatever the change was (added, edited, gone, handed over: D/92130), the member's list is read again: events come in no
 * order, twice or never, and the list says how things are.
 */
function readCustomerEvent({ UserID }: CallbackMessage): Request {
  const member = foldUserId(UserID ?? '');
  return member === null ? NOTHING : { kind: 'customers-changed', member };
}

/** One choice for each list; of a list that came twice the first counts. */
function selectionOf({ SelectedItems }: CallbackMessage): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const { QuestionKey, OptionIds } of SelectedItems?.SelectedItem ?? []) {
    const [option] = OptionIds?.OptionId ?? [];
    if (option !== undefined && !chosen.has(QuestionKey)) chosen.set(QuestionKey, option);
  }
  return chosen;
}

function deedOf(
  key: string,
  who: Account,
  what: ReceivedDeed['inbound']['what'],
  click: AppWay['click'],
  { workspace, surface }: InboundDeps,
): Request {
  const where = { platform: 'wecom', workspace, id: `@${who.id}` } as const;
  return {
    kind: 'deed',
    deed: { surface, inbound: { dedupeKey: `${surface}:${key}`, who, where, what }, way: { click } satisfies AppWay },
  };
}

/**
 * Events have no id (D/90240): what makes one is who did what and when. The response code is new with each click, and
 * the same when one click is told twice: without it a second click within a second would be lost.
 */
function eventKey(message: CallbackMessage): string {
  const { FromUserName, CreateTime, Event, EventKey, TaskId, ResponseCode, Content } = message;
  const parts = [foldUserId(FromUserName), CreateTime, Event, EventKey, TaskId, ResponseCode, Content];
  return `event:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}
