import type { Verb } from './command.ts';
import { showCard } from './replies.ts';

/**
 * 帮助: made of the command's own verbs, so it cannot name what does not exist. They are asked for when it runs, because
 * it is one of them.
 */
export function helpVerb(verbs: () => readonly Verb[]): Verb {
  return {
    name: 'help',
    aliases: ['帮助', '?', '？'],
    takesNumber: false,
    typed: ({ card }) => {
      const { m, locale } = card;
      const items = verbs().flatMap((verb) => {
        const words = m.help.verb[verb.name as keyof typeof m.help.verb];
        if (words === undefined) return [];
        const names = verb.aliases.slice(0, 2).join(m.view.listJoin);
        const also = locale === 'zh-CN' || names === '' ? '' : ` (${m.view.help.also({ names })})`;
        return [
          {
            title: `${locale === 'zh-CN' ? `${verb.aliases[0] ?? verb.name} ` : ''}${verb.name}: ${words.summary}${also}`,
            detail: words.example,
          },
        ];
      });
      return showCard({
        tone: 'info',
        title: m.view.help.title,
        summary: m.view.help.summary,
        lines: [m.view.help.intro, m.view.help.marks],
        items,
      });
    },
  };
}
