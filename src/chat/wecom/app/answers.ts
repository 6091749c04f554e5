import { createHash } from 'node:crypto';
import type { Locale } from '../../../domain/vocabulary.ts';
import { type Messages, messagesOf } from '../../../i18n/messages.ts';
import type { Card } from '../../card.ts';
import { isBlank } from '../../clean-text.ts';
import type { Form } from '../../form.ts';
import type { KeptForm } from '../../form-link.ts';
import type { Account, Reply } from '../../inbound.ts';
import { aboutOf, type KeepSpoken } from '../../spoken.ts';
import { renderChoiceCard, takesWords } from '../render/choice-card.ts';
import { APP_CARD, APP_TEXT_BYTES } from '../render/limits.ts';
import { signedTitle } from '../render/parts.ts';
import { renderTemplateCard } from '../render/template-card.ts';
import { renderTextParts } from '../render/text.ts';
import { failureOf } from './errcodes.ts';
import type { Log } from './log.ts';
import { type Content, type SendDeps, sendToPerson } from './send.ts';

export interface AnswersDeps extends SendDeps {
  /** The language of a private answer. */
  readonly localeOf: (account: Account) => Locale;
  /** A page of our own with this form, for this person alone, once and for a short time. */
  readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
  /** Where a tap on a card without buttons leads. */
  readonly link: () => string;
  /** A direct message through our own outbox, for an answer that the platform does not take just now. */
  readonly deliverPrivately: (account: Account, reply: Reply & { readonly kind: 'card' }) => Promise<void>;
  /** Something is said to this person past the outbox: it counts against what the platform takes. Must not throw. */
  readonly said: (account: Account) => void;
  readonly keepSpoken: KeepSpoken;
  readonly log: Log;
}

export interface Answers {
  /**
   * Shows a reply in the person's own chat with the app. `key` is that of the deed: shown again, it is refused as a
   * repeat. Rejects when it may work later and nothing else keeps the answer.
   */
  show(account: Account, key: string, reply: Reply): Promise<void>;
}

export function createAnswers(deps: AnswersDeps): Answers {
  const { log } = deps;

  function contentsOf(card: Card, taskId: string, locale: Locale): Content[] {
    const texts = messagesOf(locale).wecomRender;
    const options = { limits: APP_CARD, taskId, texts, link: deps.link() };
    const asCard = (shown: Card): Content => ({
      msgtype: 'template_card',
      template_card: renderTemplateCard(shown, options),
    });
    if (fitsOnCard(card)) return [asCard(card)];
    const { buttons = [], menus = [], ...words } = card;
    const parts = renderTextParts(words, { maxBytes: APP_TEXT_BYTES, texts, calls: false, hears: true });
    const said = parts.map((content): Content => ({ msgtype: 'text', text: { content } }));
    if (buttons.length + menus.length === 0) return said;
    // A text has no buttons: they follow on a card of their own.
    return [...said, asCard({ tone: card.tone, title: card.title, summary: card.title, buttons, menus })];
  }

  async function formContents(account: Account, form: Form, taskId: string, locale: Locale): Promise<Content[]> {
    const { wecom, webForm, wecomRender: texts } = messagesOf(locale);
    const words = wecom.app;
    let kept: KeptForm;
    try {
      kept = await deps.formLink(account, form);
    } catch (error) {
      log.error({ err: error, form: form.action }, 'a form got no link');
      return contentsOf({ tone: 'warn', title: words.formNotNow, summary: words.formNotNow }, taskId, locale);
    }
    const { url: link, key } = kept;
    const choices = renderChoiceCard(form, { limits: APP_CARD, taskId, key, choose: webForm.choose });
    if (choices !== null)
      return [{ msgtype: 'template_card', template_card: choices }, ...wordsLink(form, link, wecom)];
    const intro = isBlank(form.intro) ? [] : [form.intro ?? ''];
    const card: Card = { tone: 'info', title: form.title, summary: words.formHint, lines: [...intro, words.formHint] };
    const options = { limits: APP_CARD, taskId, texts, link };
    const shown = renderTemplateCard(card, options);
    return [
      {
        msgtype: 'template_card',
        template_card: { ...shown, jump_list: [{ type: 1, title: words.openForm, url: link }] },
      },
    ];
  }

  async function contentsOfReply(account: Account, reply: Reply, taskId: string): Promise<Content[]> {
    const locale = deps.localeOf(account);
    switch (reply.kind) {
      case 'card':
        return contentsOf(reply.card, taskId, locale);
      case 'form':
        return formContents(account, reply.form, taskId, locale);
      case 'form-errors': {
        // Forms of this platform are pages, which show their own errors, and cards, whose errors come as a card.
        const title = Object.values(reply.errors).join('\n');
        return contentsOf({ tone: 'warn', title, summary: title }, taskId, locale);
      }
      case 'nothing':
        return [];
    }
  }

  return {
    async show(account, key, reply) {
      const taskId = taskIdOf(key);
      const contents = await contentsOfReply(account, reply, taskId);
      try {
        // No check for repeats: whoever asks the same again within half an hour wants the same answer again.
        for (const content of contents) {
          deps.said(account);
          const { msgid } = await sendToPerson(deps, account.id, content, { swallowsRepeats: false });
          const to = { platform: account.platform, workspace: account.workspace, id: `@${account.id}` };
          const address = msgid === null ? null : { conversation: to.id, message: msgid };
          deps.keepSpoken({ to, address, cardId: null, about: aboutOf(reply) });
        }
      } catch (error) {
        const failure = failureOf(error);
        log.warn({ failure }, 'an answer could not be shown');
        if (['nobody', 'closed', 'stands', 'refused'].includes(failure.kind)) return;
        // What a use case said is kept by the outbox; a list or a form is asked for again by doing the deed again.
        if (reply.kind === 'card' && reply.outcome !== undefined) return deps.deliverPrivately(account, reply);
        throw error;
      }
    },
  };
}

/** Such a card has no room for an address (D/90236): it follows as a text, where words may be wanted. */
function wordsLink(form: Form, link: string, { choices }: Messages['wecom']): Content[] {
  if (!takesWords(form)) return [];
  return [{ msgtype: 'text', text: { content: `<a href="${link}">${choices.withWords}</a>` } }];
}

/** Unique for each answer, the same when one answer is shown twice. */
function taskIdOf(key: string): string {
  return `a-${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`;
}

/**
 * Whether a card shows everything; lists and long words read better as a text. So does what has no buttons: a text can be
 * copied, and an example that is proposed is there to be copied.
 */
function fitsOnCard({ tone, title, items, copy, facts, body, lines, buttons }: Card): boolean {
  if ((buttons ?? []).length === 0 || (items ?? []).length > 0 || !isBlank(copy)) return false;
  // A title that is cut is told whole below.
  const long = signedTitle({ tone, title }).length > APP_CARD.title ? [title] : [];
  const told = [...long, body ?? '', ...(lines ?? [])].filter((text) => text !== '').join('\n');
  return (facts ?? []).length <= APP_CARD.facts && told.length <= APP_CARD.subTitle;
}
