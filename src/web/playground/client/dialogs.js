import { element, text } from './page-data.js';

/** @typedef {{ action: string, context: string, values: Record<string, string> }} Submission */

const formDialog = /** @type {HTMLDialogElement} */ (element('form-dialog'));
const helpDialog = /** @type {HTMLDialogElement} */ (element('help-dialog'));

for (const dialog of [formDialog, helpDialog]) {
  dialog.addEventListener('click', (event) => {
    const target = event.target;
    // A click beside the help closes it; beside a form it would throw away what was typed.
    if (target === dialog && dialog === helpDialog) dialog.close();
    if (target instanceof Element && target.closest('[data-close]') !== null) dialog.close();
  });
}

export function openHelp() {
  helpDialog.showModal();
}

export function closeHelp() {
  helpDialog.close();
}

/**
 * Opens a form. `submit` answers with the faults by field, with a text about the whole, or with null when it is done;
 * what was typed stays until then.
 * @param {string} html
 * @param {(submission: Submission) => Promise<Record<string, string> | string | null>} submit
 */
export function openForm(html, submit) {
  formDialog.innerHTML = html;
  const form = formDialog.querySelector('form');
  if (form === null) return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    setBusy(form, true);
    const faults = await submit({
      action: form.getAttribute('data-action') ?? '',
      context: form.getAttribute('data-context') ?? '',
      values: valuesOf(form),
    });
    setBusy(form, false);
    // Another form may have taken this one's place while the answer was under way.
    if (faults === null) {
      if (formDialog.contains(form)) formDialog.close();
    } else showFaults(form, faults);
  });
  if (!formDialog.open) formDialog.showModal();
  const first = form.querySelector('.field input, .field textarea, .field select');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {HTMLFormElement} form */
function valuesOf(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') values[name] = value;
  }
  return values;
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} busy
 */
function setBusy(form, busy) {
  form.setAttribute('aria-busy', String(busy));
  const button = form.querySelector('button[type=submit]');
  if (button instanceof HTMLButtonElement) button.disabled = busy;
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string> | string} faults
 */
function showFaults(form, faults) {
  const byField = typeof faults === 'string' ? {} : faults;
  const shown = new Set();
  for (const field of form.querySelectorAll('[data-field]')) {
    const name = field.getAttribute('data-field') ?? '';
    const fault = byField[name] ?? '';
    if (fault !== '') shown.add(name);
    const control = field.querySelector('input, textarea, select');
    const place = field.querySelector('.field-error');
    if (place instanceof HTMLElement) {
      place.textContent = fault;
      place.hidden = fault === '';
    }
    if (fault === '') control?.removeAttribute('aria-invalid');
    else control?.setAttribute('aria-invalid', 'true');
  }
  const rest = Object.entries(byField).filter(([name]) => !shown.has(name));
  const whole = form.querySelector('.form-error');
  if (whole instanceof HTMLElement) {
    whole.textContent = typeof faults === 'string' ? faults : rest.map(([, fault]) => fault).join(' ');
    whole.hidden = whole.textContent === '';
  }
  const first = form.querySelector('[aria-invalid=true]');
  if (first instanceof HTMLElement) first.focus();
  else if (whole instanceof HTMLElement && whole.hidden) whole.textContent = text('failed', { reason: '?' });
}
