import { html } from 'hono/html';
import { z } from 'zod';
import { LOCALES } from '../../domain/vocabulary.ts';
import { cardView } from './card-view.ts';
import type { PlaygroundPages } from './deps.ts';
import { markupText } from './markup.ts';

/** Whose page is asked for, and in which language. */
export const homeQuery = z.object({ as: z.string().min(1).max(200), lang: z.enum(LOCALES) });

/** What the page shows of somebody's work, and what its name in the list of places says. */
export interface SentHome {
  readonly html: string;
  readonly total: number;
  readonly late: number;
}

/** What somebody owes, as the page shows it; `null` for nobody we know. */
export async function sentHome(
  pages: PlaygroundPages,
  { as, lang }: z.output<typeof homeQuery>,
): Promise<SentHome | null> {
  const home = await pages.home(as, lang);
  if (home === null) return null;
  const view = html`${home.cards.map((card) => html`<section class="home-part">${cardView(card, lang)}</section>`)}`;
  return { html: await markupText(view), total: home.total, late: home.late };
}
