import type { App } from '@slack/bolt';
import type { Card } from '../card.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Form } from '../form.ts';
import type { Account, Reply } from '../inbound.ts';
import { aboutOf, type KeepSpoken } from '../spoken.ts';
import { type Answers, noticeCard } from './answers.ts';
import { placeOf } from './inbound.ts';
import { cleanText, isBlank } from './limits.ts';
import type { ListenerDeps } from './listeners.ts';
import type { SlackTexts } from './texts.ts';
import { parseTypedCommand, unescapeTyped } from './typed-text.ts';

export interface TypedCommandDeps extends ListenerDeps {
  readonly catalogue: Catalogue;
  readonly botUserId: () => string;
  /** An answer stands in a direct talk. */
  readonly keepSpoken: KeepSpoken;
}

/** What both kinds of event have in common, and what tells people from programs. */
interface TypedMessage {
  readonly user?: string;
  readonly text?: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly channel_type?: string;
}

/** The one form whose intro is questions. */
const NEW_TICKET = 'ticket.new';

/** Kinds of message that people write; all others are edits, joins and the like. */
const WRITTEN = new Set([undefined, 'file_share', 'thread_broadcast']);

/**
 * Commands written as messages: in the direct talk with the bot, or in a channel behind its name. Chinese names work
 * here, where a slash command cannot have one. The event is acknowledged when this is done, so that Slack delivers it again
 * to somebody else where we die over it; the same event id then gets the same answer.
 */
export function registerTypedCommands(app: App, deps: TypedCommandDeps): void {
  app.event('app_mention', async ({ event, body }) => runTyped(deps, event, body.team_id, body.event_id));
  app.event('message', async ({ event, body }) => {
    const message: TypedMessage = event as TypedMessage;
    if (message.channel_type === 'im') await runTyped(deps, message, body.team_id, body.event_id);
  });
}

async function runTyped(deps: TypedCommandDeps, message: TypedMessage, team: string, eventId: string): Promise<void> {
  const { user, subtype } = message;
  // Edits, joins and what programs write, our own messages among it, are no requests to us.
  if (user === undefined || user === deps.botUserId() || message.bot_id !== undefined || !WRITTEN.has(subtype)) return;
  const account = deps.accountOf(team, user, null);
  const mention = new RegExp(`^\\s*<@${deps.botUserId()}(\\|[^>]*)?>`);
  const text = cleanText(unescapeTyped((message.text ?? '').replace(mention, '')));
  const command = parseTypedCommand(text, deps.catalogue);
  const texts = deps.textsFor(account);
  const say = (reply: Reply): Promise<void> => sayBack(deps.answers, deps, account, message, reply);
  if (command === null) {
    const names = deps.catalogue.commands.map((each) => `/${each.name}`);
    return say({ kind: 'card', card: noticeCard(texts.notUnderstood(names)) });
  }
  const answer = await deps.dispatch({
    dedupeKey: `event:${eventId}`,
    who: account,
    where: placeOf(account, message.channel),
    what: { type: 'command', ...command },
  });
  // A message brings no trigger, and without one no form opens.
  const { reply } = answer;
  await say(reply.kind === 'form' ? { kind: 'card', card: insteadOf(reply.form, command.name, texts) } : reply);
  if (answer.later !== null) await say(await answer.later);
}

/**
 * What a form of a new ticket asks back is asked in words, and can be answered so. Above every other form stands only
 * what it is about: it needs a place where it can open.
 */
function insteadOf({ action, intro }: Form, command: string, texts: SlackTexts): Card {
  if (action !== NEW_TICKET || intro === undefined || isBlank(intro))
    return noticeCard(texts.formNotHere(`/${command}`));
  const { title, hint } = texts.askedBack();
  return { ...noticeCard(title), lines: [intro, hint] };
}

async function sayBack(
  answers: Answers,
  { call, keepSpoken }: TypedCommandDeps,
  account: Account,
  message: TypedMessage,
  reply: Reply,
): Promise<void> {
  const way = {
    account,
    triggerId: null,
    responseUrl: null,
    channel: message.channel,
    threadTs: message.thread_ts ?? null,
  };
  if (!message.channel.startsWith('D') || reply.kind !== 'card') return answers.showPrivately(way, reply);
  try {
    const content = answers.render(account, reply.card);
    const thread = way.threadTs === null ? {} : { thread_ts: way.threadTs };
    const plain = { unfurl_links: false, unfurl_media: false };
    const { ts } = await call('chat.postMessage', { channel: message.channel, ...thread, ...content, ...plain });
    if (typeof ts === 'string') {
      keepSpoken({
        to: placeOf(account, message.channel),
        address: { conversation: message.channel, message: ts },
        cardId: null,
        about: aboutOf(reply.card),
      });
    }
  } catch {
    await answers.showPrivately(way, reply);
  }
}
