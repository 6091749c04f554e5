import { html } from 'hono/html';
import { FAMILIAR_BEFORE_SURNAME } from '../../i18n/playground.ts';
import type { Markup } from './markup.ts';

const COLOURS = 6;

/** A round sign for somebody: the bot's own mark, or the letter that tells a person from others. */
export function avatarView(person: { readonly id: string; readonly name: string } | null): Markup {
  if (person === null) {
    return html`<span class="avatar bot" aria-hidden="true"><svg viewBox="0 0 24 24"><circle cx="12" cy="12" r="2.6"/><path d="M7.2 16.8a6.8 6.8 0 0 1 0-9.6M16.8 7.2a6.8 6.8 0 0 1 0 9.6M4.2 19.8a11 11 0 0 1 0-15.6M19.8 4.2a11 11 0 0 1 0 15.6"/></svg></span>`;
  }
  return html`<span class="avatar colour-${colourOf(person.id)}" aria-hidden="true">${initialOf(person.name)}</span>`;
}

/** The first letter; of a Chinese name the surname. */
function initialOf(name: string): string {
  const [first = '?'] = [...name.trim().replace(FAMILIAR_BEFORE_SURNAME, '')];
  return first.toUpperCase();
}

function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % COLOURS;
}
