import { html, raw } from 'hono/html';
import { LOCALES, type Locale } from '../../domain/vocabulary.ts';
import { type PlaygroundText, playgroundText, playgroundTexts } from '../../i18n/playground.ts';
import { avatarView } from './avatar-view.ts';
import { CLOCK_STEPS, type DemoPerson, type PlaygroundPages } from './deps.ts';
import { guideView } from './guide-view.ts';
import { helpView } from './help-view.ts';
import type { Markup } from './markup.ts';

type Say = (key: PlaygroundText, params?: Readonly<Record<string, string | number>>) => string;

/** The whole page. Messages are not part of it: they come by the stream, first those that stand there. */
export function pageView(pages: PlaygroundPages, locale: Locale): Markup {
  const say: Say = (key, params) => playgroundText(locale, key, params);
  return html`<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${say('title')}</title>
    <link rel="icon" href="/playground/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/playground/assets/tokens.css">
    <link rel="stylesheet" href="/playground/assets/layout.css">
    <link rel="stylesheet" href="/playground/assets/composer.css">
    <link rel="stylesheet" href="/playground/assets/dialogs.css">
    <link rel="stylesheet" href="/playground/assets/messages.css">
    <link rel="stylesheet" href="/playground/assets/home.css">
    <script type="application/json" id="page-data">${raw(pageData(pages, locale))}</script>
    <script type="module" src="/playground/assets/main.js"></script>
  </head>
  <body>
    <a class="skip" href="#composer-text">${say('skip')}</a>
    ${topView(pages, locale, say)}
    <nav class="sidebar" id="sidebar" aria-label="${say('menu')}">${sidebarView(pages, say)}</nav>
    <div class="backdrop" id="backdrop" hidden></div>
    <main class="main">
      <header class="place">
        <div class="place-text">
          <h1 id="place-name"></h1>
          <p id="place-sub"></p>
        </div>
        <button type="button" class="button small" id="guide-show">${say('guide')}</button>
      </header>
      <div class="news" id="news" role="status" aria-live="polite"></div>
      <div class="conversation" id="conversation" tabindex="-1">
        <noscript><p class="empty">${say('noScript')}</p></noscript>
        ${guideView(say)}
        <ol class="messages" id="messages"></ol>
      </div>
      <section class="home" id="home" aria-label="${say('home')}" hidden>
        <div class="home-answer" id="home-answer" role="status" aria-live="polite"></div>
        <div id="home-cards"></div>
      </section>
      <button type="button" class="jump" id="jump" hidden>${say('jump')} ↓</button>
      ${composerView(pages, say)}
    </main>
    <p class="sr-only" id="announcer" role="status"></p>
    <dialog id="form-dialog" aria-labelledby="dialog-title"></dialog>
    <dialog id="help-dialog" aria-labelledby="dialog-title">${helpView(pages.catalogue, locale)}</dialog>
    <div class="menu" id="message-menu" role="menu" hidden></div>
  </body>
</html>`;
}

function topView(pages: PlaygroundPages, locale: Locale, say: Say): Markup {
  return html`<header class="top">
    <button type="button" class="icon-button" id="menu-button" aria-label="${say('menu')}" aria-expanded="false" aria-controls="sidebar">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"/></svg><span class="badge" id="menu-badge" hidden></span>
    </button>
    <div class="brand">${avatarView(null)}<div><strong>${say('brand')}</strong><small>${say('tagline')}</small></div></div>
    <section class="clock" aria-label="${say('clock')}" title="${say('clockHint')}">
      <p class="clock-now"><span class="sr-only">${say('clock')}</span><span id="clock-day"></span> <b id="clock-time"></b></p>
      <div class="clock-steps" id="clock-steps">${CLOCK_STEPS.map(
        (step) => html`<button type="button" class="button" data-step="${step}">${say(`step.${step}`)}</button>`,
      )}</div>
    </section>
    <div class="languages" role="group" aria-label="${say('language')}">
      ${LOCALES.map((each) => languageView(each, locale))}
    </div>
  </header>`;
}

function languageView(value: Locale, current: Locale): Markup {
  return html`<button type="button" lang="${value}" data-locale="${value}" aria-pressed="${value === current ? 'true' : 'false'}">${playgroundText(value, 'languageName')}</button>`;
}

function sidebarView(pages: PlaygroundPages, say: Say): Markup {
  return html`
    <ul class="home-entry"><li><button type="button" class="place-button" id="home-button" data-home>
      <span class="hash" aria-hidden="true">✓</span><span class="place-label">${say('home')}</span><span class="badge" hidden></span></button></li></ul>
    <h2>${say('channels')}</h2>
    <ul>${pages.channels().map(
      (channel) => html`<li><button type="button" class="place-button" data-conversation="${channel.id}">
        <span class="hash" aria-hidden="true">#</span><span class="place-label">${channel.name}</span><span class="badge" hidden></span></button></li>`,
    )}</ul>
    <h2>${say('directs')}</h2>
    <p class="sidebar-hint">${say('directsHint')}</p>
    <ul>${pages.people().map(
      (person) => html`<li><button type="button" class="place-button" data-conversation="@${person.id}">
        ${avatarView(person)}<span class="place-label">${person.name}<small>${personSub(person, say)}</small></span><span class="badge" hidden></span></button></li>`,
    )}</ul>`;
}

/** Team and role, without what the name already says. */
function personSub(person: DemoPerson, say: Say): string {
  const role = say(`role.${person.role}`);
  return [person.team, role].filter((part) => part !== null && !person.name.includes(part)).join(' · ');
}

function composerView(pages: PlaygroundPages, say: Say): Markup {
  const anywhere = pages.catalogue.shortcuts.some((shortcut) => shortcut.on === 'anywhere');
  return html`<form class="composer" id="composer">
    <fieldset class="speakers" id="speakers">
      <legend>${say('speakAs')}</legend>
      <div class="speakers-row">${pages.people().map(
        (person) => html`<label class="speaker"><input type="radio" name="speaker" value="${person.id}">
          ${avatarView(person)}<span>${person.name}</span></label>`,
      )}</div>
    </fieldset>
    <div class="composer-box">
      <ul class="suggestions" id="suggestions" role="listbox" aria-label="${say('suggestions')}" hidden></ul>
      <textarea id="composer-text" rows="1" placeholder="${say('placeholder')}" aria-label="${say('message')}" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="suggestions" autocomplete="off" maxlength="50000" dir="auto" autofocus></textarea>
      <div class="composer-buttons">
        ${anywhere ? html`<button type="button" class="icon-button" id="shortcuts-button" aria-haspopup="menu" aria-label="${say('shortcuts')}" title="${say('shortcuts')}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14"/></svg></button>` : ''}
        <button type="button" class="icon-button" id="help-button" aria-label="${say('help')}" title="${say('help')}">?</button>
        <button type="submit" class="button primary" id="send">${say('send')}</button>
      </div>
    </div>
    <p class="composer-note" id="composer-note" role="status"></p>
  </form>`;
}

/** What the script needs to know, as JSON that cannot end the element it stands in. */
function pageData(pages: PlaygroundPages, locale: Locale): string {
  const data = {
    locale,
    texts: playgroundTexts[locale],
    timezone: pages.clock.timezone,
    people: pages.people().map(({ id, name, role }) => ({ id, name, role })),
    channels: pages.channels().map(({ id, name }) => ({ id, name })),
    commands: pages.catalogue.commands.map((command) => ({
      names: [command.name, ...command.aliases],
      description: command.description[locale],
      usage: command.usage[locale],
      verbs: command.verbs.map((verb) => ({
        names: [verb.name, ...verb.aliases],
        summary: verb.summary[locale],
        takesNumber: verb.takesNumber,
      })),
    })),
    shortcuts: pages.catalogue.shortcuts.map(({ name, on, label }) => ({ name, on, label: label[locale] })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
