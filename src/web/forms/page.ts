import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Card } from '../../chat/card.ts';
import type { LinkedForm } from '../../chat/form-link.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import { fieldView } from './field-view.ts';
import type { FieldErrors, Typed } from './read-submission.ts';

/** What the `html` template returns: text that is already escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The form, empty or as it was typed, with what is wrong at each field. */
export function formPage(linked: LinkedForm, typed: Typed | null, errors: FieldErrors): Markup {
  const { form, locale, account } = linked;
  const texts = messagesOf(locale).webForm;
  const names = new Set(form.fields.map((field) => field.name));
  // An error at a field that the form does not have is one of the whole form.
  const general = Object.entries(errors).flatMap(([name, text]) => (names.has(name) ? [] : [text]));
  const isWrong = Object.keys(errors).length > 0;
  return shell(
    locale,
    form.title,
    html`<form method="post" accept-charset="utf-8" novalidate>
      <h1>${form.title}</h1>
      ${form.intro === undefined ? '' : html`<p class="intro">${form.intro}</p>`}
      ${isWrong ? html`<div class="alert" role="alert" id="wrong"><p>${texts.correct}</p>${general.map((text) => html`<p class="said">${text}</p>`)}</div>` : ''}
      ${form.fields.map((field) => fieldView(field, typed?.get(field.name) ?? null, errors[field.name] ?? null, locale))}
      <button type="submit">${form.submit}</button>
      <p class="small">${texts.asPerson({ name: account.name ?? account.id })}<br>${texts.once}</p>
    </form>`,
  );
}

/** What came of it. */
export function cardPage(card: Card, locale: Locale): Markup {
  const texts = messagesOf(locale).webForm;
  const sign = card.tone === 'warn' || card.tone === 'alarm' ? 'warn' : 'good';
  return shell(
    locale,
    card.title,
    html`<section class="told ${sign}" role="status">
      <h1>${card.title}</h1>
      ${(card.lines ?? []).map((line) => html`<p class="said">${line}</p>`)}
    </section>
    <p class="hint">${texts.doneHint}</p>`,
  );
}

/** A page that only says something; below it what belongs to it. */
export function notePage(
  locale: Locale,
  title: string,
  hint: string,
  more: { readonly tone?: 'good' | 'warn' | 'wait'; readonly below?: Markup } = {},
): Markup {
  return shell(
    locale,
    title,
    html`<section class="told ${more.tone ?? 'warn'}" role="status"><h1>${title}</h1></section>
    <p class="hint">${hint}</p>${more.below ?? ''}`,
  );
}

/** What was typed, to be sent once more as it is: the page before is gone from the browser's history. */
export function sendAgain(sent: URLSearchParams, locale: Locale): Markup {
  return html`<form method="post" accept-charset="utf-8">
    ${[...sent].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button type="submit">${messagesOf(locale).webForm.tryAgain}</button>
  </form>`;
}

/** What was typed, where it can be sent no more: it is the person's own, and may have taken them ten minutes. */
export function wordsToCopy(sent: URLSearchParams, locale: Locale): Markup {
  const words = [...sent.values()].filter((value) => value.trim() !== '');
  if (words.length === 0) return html``;
  return html`<div class="field"><label for="words">${messagesOf(locale).webForm.yourWords}</label>
    <textarea id="words" rows="8" readonly dir="auto">
${words.join('\n')}</textarea></div>`;
}

/** The frame of every page of ours that a link leads to. */
export function shell(locale: Locale, title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex, nofollow">
    <meta name="referrer" content="no-referrer">
    <meta name="format-detection" content="telephone=no">
    <title>${title}</title>
    <link rel="stylesheet" href="/f/assets/form.css">
    <link rel="icon" href="/f/assets/icon.svg">
  </head>
  <body>
    <main>${content}</main>
    <footer>${messagesOf(locale).webForm.footer}</footer>
  </body>
</html>`;
}
