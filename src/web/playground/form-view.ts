import { html } from 'hono/html';
import type { Field, Form } from '../../chat/form.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { playgroundText } from '../../i18n/playground.ts';
import type { Markup } from './markup.ts';

/** The inside of a dialog for a form. Each field has a place for its error, tied to it for screen readers. */
export function formView(form: Form, locale: Locale): Markup {
  return html`<form class="form" method="dialog" novalidate data-action="${form.action}" data-context="${form.context}">
    <header class="dialog-head">
      <h2 id="dialog-title">${form.title}</h2>
      <button type="button" class="icon-button" data-close aria-label="${playgroundText(locale, 'close')}">×</button>
    </header>
    <div class="dialog-body">
      ${form.intro === undefined ? '' : html`<p class="form-intro">${form.intro}</p>`}
      ${form.fields.map((field) => fieldView(field, locale))}
      <p class="form-error" role="alert" hidden></p>
    </div>
    <footer class="dialog-foot">
      <button type="button" class="button" data-close>${form.cancel}</button>
      <button type="submit" class="button primary">${form.submit}</button>
    </footer>
  </form>`;
}

function fieldView(field: Field, locale: Locale): Markup {
  const id = `field-${field.name}`;
  const described = field.hint === undefined ? `${id}-error` : `${id}-hint ${id}-error`;
  return html`<div class="field" data-field="${field.name}">
    <label for="${id}">${field.label}
      <span class="field-need">${playgroundText(locale, field.optional === true ? 'optional' : 'required')}</span></label>
    ${field.hint === undefined ? '' : html`<p class="field-hint" id="${id}-hint">${field.hint}</p>`}
    ${controlView(field, id, described, locale)}
    <p class="field-error" id="${id}-error" hidden></p>
  </div>`;
}

function controlView(field: Field, id: string, described: string, locale: Locale): Markup {
  const required = field.optional === true ? 'false' : 'true';
  if (field.kind === 'choice') {
    const empty = field.optional === true || field.initial === undefined;
    return html`<select id="${id}" name="${field.name}" aria-describedby="${described}" aria-required="${required}">
      ${empty ? html`<option value="">${playgroundText(locale, 'choose')}</option>` : ''}
      ${field.choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.value === field.initial ? 'selected' : ''}>${choice.label}</option>`,
      )}
    </select>`;
  }
  const placeholder = field.placeholder ?? '';
  const limit = field.maxLength ?? 20_000;
  // A line break right after <textarea> is dropped by HTML: the one we add is dropped instead of the person's own.
  return field.multiline === true
    ? html`<textarea id="${id}" name="${field.name}" rows="4" maxlength="${limit}" placeholder="${placeholder}" dir="auto" aria-describedby="${described}" aria-required="${required}">
${field.initial ?? ''}</textarea>`
    : html`<input id="${id}" name="${field.name}" type="text" autocomplete="off" maxlength="${limit}" placeholder="${placeholder}" dir="auto" aria-describedby="${described}" aria-required="${required}" value="${field.initial ?? ''}">`;
}
