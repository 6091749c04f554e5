import type { Catalogue, CommandInfo } from '../chat/catalogue.ts';
import { LOCALES, type Locale } from '../domain/vocabulary.ts';
import { commandWords } from '../i18n/command-words.ts';
import { type Messages, messagesOf } from '../i18n/messages.ts';
import { registry } from './index.ts';

/** The registry as data for manifests, menus, completion and docs. */
export const commandCatalogue: Catalogue = {
  commands: registry.commands.map((command): CommandInfo => {
    const words = (m: Messages) => commandWords(m, command.name);
    return {
      name: command.name,
      aliases: command.aliases,
      description: inEveryLanguage((m) => words(m).description),
      usage: inEveryLanguage((m) => words(m).usage),
      // What has no words of its own is not offered: it only makes sense on a button.
      verbs: command.verbs
        .filter((verb) => verb.name in words(messagesOf('en')).verb)
        .map((verb) => {
          const of = (m: Messages) => words(m).verb[verb.name];
          return {
            name: verb.name,
            aliases: verb.aliases,
            takesNumber: verb.takesNumber,
            summary: inEveryLanguage((m) => of(m)?.summary ?? ''),
            example: inEveryLanguage((m) => of(m)?.example ?? ''),
          };
        }),
    };
  }),
  shortcuts: registry.shortcuts.map(({ name, on }) => {
    const words = (m: Messages) => m.help.shortcut[name as keyof Messages['help']['shortcut']];
    return {
      name,
      on,
      label: inEveryLanguage((m) => words(m).label),
      description: inEveryLanguage((m) => words(m).description),
    };
  }),
  actions: actionsWith('clicked'),
  forms: actionsWith('submitted'),
};

function actionsWith(way: 'clicked' | 'submitted'): readonly string[] {
  return registry.commands.flatMap((command) =>
    command.verbs.filter((verb) => verb[way] !== undefined).map((verb) => `${command.name}.${verb.name}`),
  );
}

function inEveryLanguage(text: (m: Messages) => string): Record<Locale, string> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, text(messagesOf(locale))])) as Record<Locale, string>;
}
