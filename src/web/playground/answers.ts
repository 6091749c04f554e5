import { randomUUID } from 'node:crypto';
import type { Card } from '../../chat/card.ts';
import type { Deed, Inbound, Reply, SourceMessage } from '../../chat/inbound.ts';
import type { FeedEntry } from '../../chat/playground/message.ts';
import { PLAYGROUND_WORKSPACE } from '../../chat/playground/port.ts';
import { playgroundText } from '../../i18n/playground.ts';
import { cardView } from './card-view.ts';
import { readLine, type SentDeed } from './deed.ts';
import type { DemoPerson, PlaygroundPages } from './deps.ts';
import { formView } from './form-view.ts';
import { markupText } from './markup.ts';

/** What the page gets back for a deed. `later`: ask again for the rest, which is still under way. */
export type SentReply = { readonly later: boolean } & (
  | { readonly kind: 'card' | 'form'; readonly html: string }
  | { readonly kind: 'form-errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'nothing' | 'said' }
);

/** Refusals of the page's own requests; none of them comes from what people type. */
export type DeedFault = 'no-such-person' | 'no-such-conversation' | 'no-such-message';

/** Hands deeds of the page to the dispatcher and keeps answers that come later until they are fetched. */
export interface Answers {
  answer(sent: SentDeed): Promise<SentReply | DeedFault>;
  /** Waits for the rest of an answer; `null` when none is outstanding under this id. */
  later(id: string): Promise<SentReply> | null;
}

/** Outstanding answers kept at once; the oldest goes first, so that pages that were closed leave nothing behind. */
const LATER_LIMIT = 200;

/** Makes the one way from the page to the dispatcher. */
export function createAnswers(pages: PlaygroundPages): Answers {
  const laterById = new Map<string, Promise<SentReply>>();

  return {
    async answer(sent) {
      const person = pages.people().find(({ id }) => id === sent.as);
      if (person === undefined) return 'no-such-person';
      if (!isPlace(sent.where)) return 'no-such-conversation';
      if (sent.what.type === 'text') {
        const line = readLine(sent.what.text, pages.catalogue);
        if (line.kind === 'text') return say(sent, sent.what.text);
        if (line.kind === 'unknown-command') return replyToPage(unknownCommand(line.name, sent.locale), sent, false);
        return deal(sent, person, line.deed);
      }
      if (sent.what.type !== 'shortcut') return deal(sent, person, sent.what);
      const message = sent.what.message === null ? null : pages.playground.feed.get(sent.what.message);
      if (sent.what.message !== null && message === null) return 'no-such-message';
      const source = message === null ? null : sourceOf(message);
      return deal(sent, person, { type: 'shortcut', name: sent.what.name, message: source });
    },
    later: (id) => laterById.get(id) ?? null,
  };

  async function say(sent: SentDeed, text: string): Promise<SentReply | DeedFault> {
    if (text.trim() === '') return { kind: 'nothing', later: false };
    const { id, where: conversation, as: author, locale } = sent;
    const said = await pages.playground.say({ id: `say-${id}`, conversation, author, text, locale });
    return said === null ? 'no-such-conversation' : { kind: 'said', later: false };
  }

  async function deal(sent: SentDeed, person: DemoPerson, what: Deed): Promise<SentReply> {
    const inbound: Inbound = {
      dedupeKey: `pg:${sent.id}`,
      who: {
        platform: 'playground',
        workspace: PLAYGROUND_WORKSPACE,
        id: person.id,
        name: person.name,
        locale: sent.locale,
      },
      where: { platform: 'playground', workspace: PLAYGROUND_WORKSPACE, id: sent.where },
      what,
    };
    const { reply, later } = await pages.dispatch(inbound);
    if (later !== null) keep(sent, later);
    return replyToPage(reply, sent, later !== null);
  }

  function keep(sent: SentDeed, later: Promise<Reply>): void {
    const settled = later.then((reply) => replyToPage(reply, sent, false));
    // Nobody may ever ask for it: without this a failure would count as unhandled and stop the process.
    settled.catch((error: unknown) => pages.onError(randomUUID(), error));
    laterById.set(sent.id, settled);
    const oldest = laterById.size > LATER_LIMIT ? laterById.keys().next().value : undefined;
    if (oldest !== undefined) laterById.delete(oldest);
  }

  function isPlace(id: string): boolean {
    if (id.startsWith('@')) return pages.people().some((person) => `@${person.id}` === id);
    return pages.channels().some((channel) => channel.id === id);
  }

  function sourceOf({ message }: FeedEntry): SourceMessage {
    const { conversation, author, card } = message;
    return {
      channel: conversation,
      id: message.id,
      text: card.body ?? card.summary,
      authorId: author,
      authorName: pages.people().find(({ id }) => id === author)?.name ?? author,
      link: `${pages.baseUrl}/?at=${encodeURIComponent(conversation)}#m-${encodeURIComponent(message.id)}`,
      at: message.postedAt,
      thread: conversation.startsWith('@') ? null : (message.thread ?? message.id),
    };
  }

  function unknownCommand(name: string, locale: SentDeed['locale']): Reply {
    const commands = pages.catalogue.commands.map((command) => `/${command.name}`).join(' ');
    const summary = playgroundText(locale, 'unknownCommand', { name, commands });
    const card: Card = { tone: 'warn', title: '', summary, lines: [summary] };
    return { kind: 'card', card };
  }
}

async function replyToPage(reply: Reply, { locale }: SentDeed, later: boolean): Promise<SentReply> {
  switch (reply.kind) {
    case 'card':
      return { kind: 'card', html: await markupText(cardView(reply.card, locale)), later };
    case 'form':
      return { kind: 'form', html: await markupText(formView(reply.form, locale)), later };
    case 'form-errors':
      return { kind: 'form-errors', errors: reply.errors, later };
    case 'nothing':
      return { kind: 'nothing', later };
  }
}
