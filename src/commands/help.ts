import { commandWords } from '../i18n/command-words.ts';
import type { Command, Verb } from './command.ts';
import { showCard } from './replies.ts';

/**
 * 帮助: made of the command's own verbs, so it cannot name what does not exist. They are asked for when it runs, because
 * it is one of them.
 */
export function helpVerb(command: () => Command): Verb {
  return {
    name: 'help',
    aliases: ['帮助', '?', '？'],
    takesNumber: false,
    typed: ({ card }) => {
      const { m, locale } = card;
      const { name, verbs } = command();
      const words = commandWords(m, name);
      const items = verbs.flatMap((verb) => {
        const own = words.verb[verb.name];
        if (own === undefined) return [];
        const names = verb.aliases.slice(0, 2).join(m.view.listJoin);
        const also = locale === 'zh-CN' || names === '' ? '' : ` (${m.view.help.also({ names })})`;
        return [
          {
            title: `${locale === 'zh-CN' ? `${verb.aliases[0] ?? verb.name} ` : ''}${verb.name}: ${own.summary}${also}`,
            detail: own.example,
          },
        ];
      });
      return showCard({
        tone: 'info',
        title: m.view.help.title,
        summary: m.view.help.summary,
        lines: [words.intro, words.marks],
        items,
      });
    },
  };
}
