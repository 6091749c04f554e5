import { html } from 'hono/html';
import type { FeedEntry } from '../../chat/playground/message.ts';
import { playgroundText } from '../../i18n/playground.ts';
import { avatarView } from './avatar-view.ts';
import { cardView, foldedText } from './card-view.ts';
import type { Reading } from './deps.ts';
import { type Markup, markupText } from './markup.ts';
import { dayOf, fullMoment, timeOfDay } from './moments.ts';

/** A message as the page receives it. */
export interface SentMessage {
  readonly id: string;
  readonly conversation: string;
  readonly thread: string | null;
  readonly author: string | null;
  readonly order: number;
  readonly version: number;
  readonly day: string;
  /** What a screen reader is told when it arrives. */
  readonly summary: string;
  /** Ticket numbers it names, for completion. */
  readonly numbers: readonly string[];
  readonly html: string;
}

// The shape of a ticket number (domain.md T9), and not the start of a longer word.
const TICKET_NUMBER = /(?<![A-Z0-9])C\d{9,12}(?!\d)/g;

/** What the page needs to show one message. */
export async function sentMessage({ message, order }: FeedEntry, reading: Reading): Promise<SentMessage> {
  const view = message.author === null ? botView({ message, order }, reading) : personView({ message, order }, reading);
  return {
    id: message.id,
    conversation: message.conversation,
    thread: message.thread,
    author: message.author,
    order,
    version: message.version,
    day: dayOf(message.postedAt, reading.locale, reading.timezone),
    summary: message.card.summary,
    numbers: [...new Set(`${message.card.title} ${message.card.summary}`.match(TICKET_NUMBER))],
    html: await markupText(view),
  };
}

type Shown = Pick<FeedEntry, 'message' | 'order'>;

function botView(shown: Shown, reading: Reading): Markup {
  return html`${avatarView(null)}
    <div class="message-main">
      ${headView(playgroundText(reading.locale, 'bot'), playgroundText(reading.locale, 'app'), shown, reading)}
      ${cardView(shown.message.card, reading.locale)}
    </div>`;
}

function personView(shown: Shown, reading: Reading): Markup {
  const { message } = shown;
  const person = reading.people.get(message.author ?? '');
  const role = person === undefined ? '' : playgroundText(reading.locale, `role.${person.role}`);
  return html`${avatarView(person ?? { id: message.author ?? '', name: message.author ?? '?' })}
    <div class="message-main">
      ${headView(person?.name ?? message.author ?? '', role, shown, reading)}
      ${foldedText(message.card.body ?? message.card.summary, reading.locale, 'said')}
    </div>`;
}

function headView(name: string, role: string, { message }: Shown, { locale, timezone }: Reading): Markup {
  const at = timeOfDay(message.postedAt, locale, timezone);
  const updated = timeOfDay(message.updatedAt, locale, timezone);
  return html`<p class="message-head">
    <strong dir="auto">${name}</strong>${role === '' ? '' : html` <span class="role">${role}</span>`}
    <time datetime="${new Date(message.postedAt).toISOString()}" title="${fullMoment(message.postedAt, locale, timezone)}">${at}</time>
    ${message.version > 1 ? html`<span class="updated">${playgroundText(locale, 'updatedAt', { time: updated })}</span>` : ''}
  </p>`;
}
