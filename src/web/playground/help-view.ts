import { html } from 'hono/html';
import type { Catalogue, CommandInfo } from '../../chat/catalogue.ts';
import type { Locale } from '../../domain/vocabulary.ts';
import { playgroundText } from '../../i18n/playground.ts';
import type { Markup } from './markup.ts';

/** The inside of the help dialog: every command with what it does and an example to try. */
export function helpView(catalogue: Catalogue, locale: Locale): Markup {
  return html`<header class="dialog-head">
      <h2 id="dialog-title">${playgroundText(locale, 'helpTitle')}</h2>
      <button type="button" class="icon-button" data-close aria-label="${playgroundText(locale, 'close')}">×</button>
    </header>
    <div class="dialog-body">
      <p class="form-intro">${playgroundText(locale, 'helpIntro')}</p>
      ${catalogue.commands.map((command) => commandView(command, locale))}
    </div>`;
}

function commandView(command: CommandInfo, locale: Locale): Markup {
  const names = [command.name, ...command.aliases].map((name) => `/${name}`).join('  ');
  return html`<section class="help-command">
    <h3>${names}</h3>
    <p>${command.description[locale]}</p>
    <p class="usage"><code>/${command.name} ${command.usage[locale]}</code></p>
    <ul>${command.verbs.map(
      (verb) => html`<li>
        <span class="help-verb"><b>${verb.name}</b> ${verb.aliases.join(' ')}</span>
        <span>${verb.summary[locale]}</span>
        <button type="button" class="example" data-fill="${verb.example[locale]}">${verb.example[locale]}</button>
      </li>`,
    )}</ul>
  </section>`;
}
