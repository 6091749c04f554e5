import { html } from 'hono/html';
import type { Field } from '../../chat/form.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { Markup } from './page.ts';
import { longestOf } from './read-submission.ts';

/** A field with its label, hint and error tied to it for screen readers. `typed`: what stood in it; `null` at first. */
export function fieldView(field: Field, typed: string | null, error: string | null, locale: Locale): Markup {
  const texts = messagesOf(locale).webForm;
  const id = `field-${field.name}`;
  const hint = field.hint ?? '';
  const described = [...(hint === '' ? [] : [`${id}-hint`]), ...(error === null ? [] : [`${id}-error`])].join(' ');
  return html`<div class="field${error === null ? '' : ' wrong'}">
    <label for="${id}">${field.label} <span class="need">${field.optional === true ? texts.optional : texts.required}</span></label>
    ${hint === '' ? '' : html`<p class="field-hint" id="${id}-hint">${hint}</p>`}
    ${controlView(field, { id, described, isWrong: error !== null, value: typed ?? field.initial ?? '', locale })}
    ${error === null ? '' : html`<p class="field-error" id="${id}-error">${error}</p>`}
  </div>`;
}

interface Control {
  readonly id: string;
  readonly described: string;
  readonly isWrong: boolean;
  readonly value: string;
  readonly locale: Locale;
}

function controlView(field: Field, { id, described, isWrong, value, locale }: Control): Markup {
  const isNeeded = field.optional === true ? 'false' : 'true';
  const isInvalid = isWrong ? 'true' : 'false';
  if (field.kind === 'choice') {
    const mayBeEmpty = field.optional === true || field.initial === undefined;
    return html`<select id="${id}" name="${field.name}" aria-describedby="${described}" aria-required="${isNeeded}" aria-invalid="${isInvalid}">
      ${mayBeEmpty ? html`<option value="">${messagesOf(locale).webForm.choose}</option>` : ''}
      ${field.choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${choice.value === value ? 'selected' : ''}>${choice.label}</option>`,
      )}
    </select>`;
  }
  const placeholder = field.placeholder ?? '';
  // No maxlength: a browser would cut what is pasted without a word; the page says how much is too much instead.
  const rows = longestOf(field) > 300 ? 6 : 3;
  // A line break right after <textarea> is dropped by HTML: the one we add is dropped instead of the person's own.
  return field.multiline === true
    ? html`<textarea id="${id}" name="${field.name}" rows="${rows}" placeholder="${placeholder}" dir="auto" aria-describedby="${described}" aria-required="${isNeeded}" aria-invalid="${isInvalid}">
${value}</textarea>`
    : html`<input id="${id}" name="${field.name}" type="text" autocomplete="off" placeholder="${placeholder}" dir="auto" aria-describedby="${described}" aria-required="${isNeeded}" aria-invalid="${isInvalid}" value="${value}">`;
}
