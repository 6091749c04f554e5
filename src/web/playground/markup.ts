import type { HtmlEscapedString } from 'hono/utils/html';

/** What the `html` template returns: text that is already escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The markup as a plain string, for JSON and streams. */
export async function markupText(markup: Markup): Promise<string> {
  return String(await markup);
}
