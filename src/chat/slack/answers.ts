import type { ModalView } from '@slack/types';
import type { Locale } from '../../domain/vocabulary.ts';
import type { Card } from '../card.ts';
import type { Form } from '../form.ts';
import type { Account, Reply } from '../inbound.ts';
import type { Log } from './log.ts';
import { type RenderedCard, renderCard } from './render-card.ts';
import { renderForm, renderNotice } from './render-form.ts';
import type { SlackTexts } from './texts.ts';
import { type CallSlack, failureOf } from './web-api.ts';

/** The ways back to one person after one deed, best first. What Slack did not give is `null`. */
export interface WayBack {
  readonly account: Account;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  /** Channel for a message that only this person sees. */
  readonly channel: string | null;
  readonly threadTs: string | null;
  /** What was pressed stands on an answer that this person alone sees, and that can only be changed by its own `responseUrl`. */
  readonly isEphemeral?: boolean;
  /** What was pressed stands on the person's page, or in this window: neither is a conversation that could be answered in. */
  readonly window?: 'home' | { readonly viewId: string };
}

export interface AnswersDeps {
  readonly call: CallSlack;
  readonly texts: (locale: Locale | null) => SlackTexts;
  readonly log: Log;
  readonly timeoutMs: number;
  /** A direct message through our own outbox, for when every quicker way has failed. */
  readonly deliverPrivately: (account: Account, reply: Reply) => Promise<void>;
}

export interface Answers {
  /** A card in the language of the reader. */
  render(account: Account, card: Card): RenderedCard;
  /** Opens a form; `null`, or the card that says that it could not be opened. */
  openForm(way: WayBack, form: Form): Promise<Card | null>;
  /** The card that a reply amounts to where nothing but a card can be shown; opens the form of a form reply. */
  cardOf(way: WayBack, reply: Reply): Promise<Card | null>;
  /** Shows a reply to this person alone, by whichever way still works. Never rejects. */
  showPrivately(way: WayBack, reply: Reply): Promise<void>;
  /** Replaces what an open modal shows; false when it is closed or Slack failed. */
  updateModal(viewId: string, view: ModalView): Promise<boolean>;
}

/** A trigger lives 3 s, and the acknowledgement must follow within them. */
const OPEN_FORM_MS = 1_500;

export function createAnswers(deps: AnswersDeps): Answers {
  const textsFor = (account: Account): SlackTexts => deps.texts(account.locale);
  const render = (account: Account, card: Card): RenderedCard => renderCard(card, textsFor(account));

  async function openForm(way: WayBack, form: Form): Promise<Card | null> {
    try {
      if (way.triggerId === null) throw new Error('nothing to open a form with');
      const view = renderForm(form, { context: form.context, channel: way.channel }, textsFor(way.account));
      await deps.call('views.open', { trigger_id: way.triggerId, view }, { timeoutMs: OPEN_FORM_MS });
      return null;
    } catch (error) {
      deps.log.warn({ failure: failureOf(error), form: form.action }, 'a form could not be opened');
      return noticeCard(textsFor(way.account).formCouldNotOpen());
    }
  }

  async function cardOf(way: WayBack, reply: Reply): Promise<Card | null> {
    switch (reply.kind) {
      case 'card':
        return reply.card;
      case 'form':
        return openForm(way, reply.form);
      case 'form-errors':
        return noticeCard(Object.values(reply.errors).join('\n'));
      case 'nothing':
        return null;
    }
  }

  async function respond(url: string, content: RenderedCard, replaces: boolean): Promise<void> {
    // Bolt's own `respond` has no timeout; see also platforms' facts: it rejects on anything but 2xx.
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replaces, ...content }),
      redirect: 'error',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`response_url answered ${response.status}`);
  }

  /** An answer to a deed on somebody's page: a window over it, or what the window that was pressed shows now. */
  async function showInWindow(
    { account, triggerId }: WayBack,
    window: NonNullable<WayBack['window']>,
    content: RenderedCard,
  ): Promise<boolean> {
    const texts = textsFor(account);
    const view = renderNotice(content, texts.windowTitle(), { context: '', channel: null }, texts);
    if (window !== 'home') return updateModal(window.viewId, view);
    if (triggerId === null) return false;
    await deps.call('views.open', { trigger_id: triggerId, view }, { timeoutMs: OPEN_FORM_MS });
    return true;
  }

  async function updateModal(viewId: string, view: ModalView): Promise<boolean> {
    try {
      await deps.call('views.update', { view_id: viewId, view });
      return true;
    } catch (error) {
      deps.log.info({ failure: failureOf(error) }, 'a modal is no longer there to be updated');
      return false;
    }
  }

  async function showCard(way: WayBack, reply: Reply & { kind: 'card' }): Promise<void> {
    const content = render(way.account, reply.card);
    try {
      if (way.window !== undefined && (await showInWindow(way, way.window, content))) return;
      if (way.responseUrl !== null) {
        return await respond(way.responseUrl, content, way.isEphemeral === true && reply.replaces === true);
      }
      if (way.channel !== null && !way.channel.startsWith('D')) {
        const thread = way.threadTs === null ? {} : { thread_ts: way.threadTs };
        await deps.call('chat.postEphemeral', { channel: way.channel, user: way.account.id, ...thread, ...content });
        return;
      }
    } catch (error) {
      deps.log.warn({ failure: failureOf(error) }, 'a private answer takes the long way, as a direct message');
    }
    await deps.deliverPrivately(way.account, reply);
  }

  return {
    render,
    openForm,
    cardOf,
    async showPrivately(way, reply) {
      try {
        const card = await cardOf(way, reply);
        // As it came where it was a card: what is kept for later is what it says, not how it looks.
        if (card !== null) await showCard(way, reply.kind === 'card' ? reply : { kind: 'card', card });
      } catch (error) {
        deps.log.error({ err: error }, 'an answer was lost on every way to its reader');
      }
    },
    updateModal,
  };
}

/** A card that says one sentence of the adapter's own. */
export function noticeCard(sentence: string): Card {
  return { tone: 'warn', title: sentence, summary: sentence };
}
