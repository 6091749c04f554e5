import { html } from 'hono/html';
import type { PlaygroundText } from '../../i18n/playground.ts';
import type { Markup } from './markup.ts';

/** The four steps that show a newcomer what the product is about. */
export function guideView(say: (key: PlaygroundText) => string): Markup {
  return html`<aside class="guide" id="guide" aria-labelledby="guide-title" hidden>
    <header>
      <h2 id="guide-title">${say('guideTitle')}</h2>
      <button type="button" class="icon-button" id="guide-hide" aria-label="${say('guideHide')}" title="${say('guideHide')}">×</button>
    </header>
    <ol>
      <li>
        <h3>${say('guide1')}</h3>
        <p>${say('guide1Text')}</p>
        <button type="button" class="example" data-fill="${say('guide1Command')}">${say('guide1Command')}</button>
        <button type="button" class="link" data-run="${say('guide1Form')}">${say('guide1FormLabel')}</button>
      </li>
      <li>
        <h3>${say('guide2')}</h3>
        <p>${say('guide2Text')}</p>
        <button type="button" class="button small" data-step="15m">${say('step.15m')}</button>
      </li>
      <li><h3>${say('guide3')}</h3><p>${say('guide3Text')}</p></li>
      <li><h3>${say('guide4')}</h3><p>${say('guide4Text')}</p></li>
    </ol>
  </aside>`;
}
