import type { Button, Card } from '../chat/card.ts';
import type { Messages } from '../i18n/messages.ts';

/** Rows of one page of a list. */
export const PAGE = 8;

/** Longest value of a button. */
const VALUE_MAX = 200;

/** The part of a list that a page shows. */
export function pageAt(page: number): { readonly offset: number; readonly limit: number } {
  return { offset: (page - 1) * PAGE, limit: PAGE };
}

/** The number among typed words, `mine 2`; the first page when there is none. */
export function typedPage(words: readonly string[]): number {
  return Math.max(Number(words.find((word) => /^\d{1,4}$/u.test(word)) ?? '1'), 1);
}

/** The page that a button leads to. */
export function pressedPage(written: string | undefined): number {
  const page = Number(written);
  return Number.isInteger(page) && page >= 1 ? page : 1;
}

/** Which page of how many, and the button that leads to the next; nothing for a list of one page. */
export function pageMarks(
  m: Messages,
  at: { readonly page: number; readonly total: number },
  next: {
    readonly action: string;
    readonly label: string;
    readonly value: (page: number) => string;
    readonly typed: (page: number) => string;
  },
): Pick<Card, 'footer'> & { readonly buttons: readonly Button[] } {
  const pages = Math.ceil(at.total / PAGE);
  if (pages <= 1) return { buttons: [] };
  const footer = m.view.page({ page: at.page, pages });
  if (at.page >= pages) return { footer, buttons: [] };
  const page = at.page + 1;
  const { action, label } = next;
  return { footer, buttons: [{ action, value: next.value(page).slice(0, VALUE_MAX), label, typed: next.typed(page) }] };
}
