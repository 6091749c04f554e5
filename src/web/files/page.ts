import { html } from 'hono/html';
import type { Card } from '../../chat/card.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { messagesOf } from '../../i18n/messages.ts';
import type { LinkedFile } from '../../usecases/files/ports.ts';
import { type Markup, shell } from '../forms/page.ts';

/** A button that fetches the table: the link alone must not, because chats look at links before people do. */
export function downloadPage(locale: Locale): Markup {
  const { files } = messagesOf(locale);
  return shell(
    locale,
    files.downloadTitle,
    html`<form method="post">
      <h1>${files.downloadTitle}</h1>
      <p class="intro">${files.downloadHint}</p>
      <button type="submit">${files.download}</button>
      <p class="small">${files.exportHint}</p>
    </form>`,
  );
}

/** A file to send; above it what the last one would change. */
export function uploadPage({ locale, purpose }: LinkedFile, report: Card | null): Markup {
  const { files } = messagesOf(locale);
  const isChecked = purpose.kind === 'import' && purpose.checked !== null;
  return shell(
    locale,
    files.importTitle,
    html`${report === null ? '' : reportView(report)}
    <form method="post" enctype="multipart/form-data">
      ${report === null ? html`<h1>${files.importTitle}</h1><p class="intro">${files.importWays({ shortcut: null })}</p>` : ''}
      <div class="field">
        <label for="table">${files.chooseFile}</label>
        ${isChecked ? html`<p class="hint" id="same">${files.sameFile}</p>` : ''}
        <input id="table" type="file" name="table" accept=".csv,.tsv,.txt,.xlsx" required>
      </div>
      ${isChecked ? html`<button type="submit" name="do" value="import">${files.importIt}</button>` : ''}
      <button type="submit" name="do" value="look">${files.lookAtIt}</button>
      <p class="small">${files.importPageHint}</p>
    </form>`,
  );
}

function reportView({ title, tone, lines = [] }: Card): Markup {
  return html`<section class="told ${tone === 'warn' ? 'warn' : 'good'}" role="status">
    <h1>${title}</h1>
    ${lines.map((line) => html`<p class="said">${line}</p>`)}
  </section>`;
}
