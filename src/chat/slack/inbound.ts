import type {
  BlockAction,
  ButtonAction,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  StaticSelectAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Address } from '../../domain/vocabulary.ts';
import type { FormValues } from '../form.ts';
import type { Account, Inbound, SourceMessage } from '../inbound.ts';
import { cleanText } from './limits.ts';
import { actionOf } from './render-card.ts';
import { unpackMemory } from './render-form.ts';
import { unescapeTyped } from './typed-text.ts';

/** Translations of Slack's payloads, each pure. `who` is made by the caller, who has the directory. */

/** Where something was done. A direct talk is named by the person in it: its channel id means nothing to anybody else. */
export function placeOf(who: Account, channelId: string | null | undefined): Address {
  const isDirect = channelId === null || channelId === undefined || channelId.startsWith('D');
  return { platform: 'slack', workspace: who.workspace, id: isDirect ? `@${who.id}` : channelId };
}

export function commandToInbound(command: SlashCommand, who: Account): Inbound {
  return {
    dedupeKey: `trigger:${command.trigger_id}`,
    who,
    where: placeOf(who, command.channel_id),
    // A command without text comes with an empty one or, from some clients, with none.
    what: { type: 'command', name: command.command.replace(/^\//, ''), text: typed(command.text ?? '') },
  };
}

/** What was pressed, or chosen from a menu: both are one click. */
export type Pressed = ButtonAction | StaticSelectAction;

export function clickToInbound(body: BlockAction, action: Pressed, who: Account): Inbound {
  const memory = body.view === undefined ? null : unpackMemory(body.view.private_metadata);
  return {
    dedupeKey: `trigger:${body.trigger_id}`,
    who,
    where: placeOf(who, body.channel?.id ?? memory?.channel),
    what: { type: 'click', action: actionOf(action.action_id), value: valueOf(action) },
  };
}

function valueOf(action: Pressed): string {
  return (action.type === 'button' ? action.value : action.selected_option?.value) ?? '';
}

export function submissionToInbound(body: ViewSubmitAction, who: Account): Inbound {
  const { view } = body;
  const memory = unpackMemory(view.private_metadata);
  return {
    // Sent again after a refusal it is another deed: the refusal is on record under the key of the first.
    dedupeKey: memory.refusals === undefined ? `view:${view.id}` : `view:${view.id}:${memory.refusals}`,
    who,
    where: placeOf(who, memory.channel),
    what: { type: 'form', action: view.callback_id, context: memory.context, values: submittedValues(body) },
  };
}

/** What was typed and chosen, by field; a field left empty is absent. */
export function submittedValues(body: ViewSubmitAction): FormValues {
  const values: Record<string, string> = {};
  for (const [name, byAction] of Object.entries(body.view.state.values)) {
    const [state] = Object.values(byAction);
    const value = state?.selected_option?.value ?? state?.value;
    if (value !== undefined && value !== null && value !== '') values[name] = cleanText(value);
  }
  return values;
}

export function messageShortcutToInbound(
  body: MessageShortcut,
  who: Account,
  link: string | null,
  nameOf: (userId: string) => string | null,
): Inbound {
  const { message, channel } = body;
  const authorId = message.user !== undefined && message.bot_id === undefined ? message.user : null;
  const files = listOf(message.files).flatMap((file) => {
    const id = readText(file.id);
    return id === undefined ? [] : [{ id, name: readText(file.name) ?? '' }];
  });
  const source: SourceMessage = {
    channel: channel.id,
    id: message.ts,
    text: cleanText(messageText(message, nameOf)),
    authorId,
    authorName: authorId === null ? (readText(message.username) ?? null) : nameOf(authorId),
    link,
    at: Math.floor(Number(message.ts) * 1_000),
    // In a talk between two people the bot has no place.
    thread: channel.id.startsWith('D') ? null : (readText(message.thread_ts) ?? message.ts),
    ...(files.length === 0 ? {} : { files }),
  };
  return {
    dedupeKey: `trigger:${body.trigger_id}`,
    who,
    where: placeOf(who, channel.id),
    what: { type: 'shortcut', name: body.callback_id, message: source },
  };
}

export function globalShortcutToInbound(body: GlobalShortcut, who: Account): Inbound {
  return {
    dedupeKey: `trigger:${body.trigger_id}`,
    who,
    where: placeOf(who, null),
    what: { type: 'shortcut', name: body.callback_id, message: null },
  };
}

function typed(text: string): string {
  return cleanText(unescapeTyped(text));
}

/** Messages of integrations often have no text of their own: then their attachments and files speak. */
function messageText(message: MessageShortcut['message'], nameOf: (userId: string) => string | null): string {
  const own = unescapeTyped(message.text ?? '', nameOf).trim();
  if (own !== '') return own;
  const parts = [...listOf(message.attachments), ...listOf(message.files)].map(
    (each) => readText(each.text) ?? readText(each.fallback) ?? readText(each.title) ?? readText(each.name) ?? '',
  );
  return parts
    .filter((each) => each !== '')
    .map((each) => unescapeTyped(each, nameOf))
    .join('\n');
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A text that says something, of a payload that Bolt leaves untyped. */
export function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
